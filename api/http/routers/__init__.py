"""One router per concept; each route is one command or one query."""

from __future__ import annotations

from fastapi import FastAPI

from api.http.routers import accounts, entries, funds, health, jobs, lists, personal, position, session, trails

ALL = (
    session.router,
    accounts.router,
    funds.router,
    position.router,
    trails.router,
    personal.router,
    lists.router,
    entries.router,
    jobs.router,
)


def add_to(app: FastAPI) -> None:
    """Add every router under /v1."""
    for router in ALL:
        app.include_router(router, prefix="/v1")
    app.include_router(health.router)
