"""One router per concept; each route is one command or one query."""

from __future__ import annotations

from fastapi import FastAPI

from api.http.routers import funds

ALL = (funds.router,)


def add_to(app: FastAPI) -> None:
    """Add every router under /v1."""
    for router in ALL:
        app.include_router(router, prefix="/v1")
