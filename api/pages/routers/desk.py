"""工作台 / The desk: what waits for whoever looks."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from api.pages.page import ThePage

router = APIRouter()


@router.get("/")
def desk(page: ThePage) -> Response:
    """The desk."""
    return page.show("desk.html", roles=page.caller.account.roles)
