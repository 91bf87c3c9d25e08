"""切换语言 / The language switch: a link, remembered by the browser."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.pages.page import LANGUAGE_COOKIE, ThePage, local

router = Router()

_A_YEAR = 365 * 24 * 3600


@router.get("/language/{chosen}")
def switch(
    page: ThePage, chosen: Literal["zh", "en"], onward: Annotated[str, Query(max_length=2000)] = "/"
) -> Response:
    """Remember the language and lead back."""
    answer = page.lead_to(local(onward))
    secure = page.caller.services.secure_cookies
    answer.set_cookie(LANGUAGE_COOKIE, chosen, max_age=_A_YEAR, secure=secure, httponly=True, samesite="lax")
    return answer
