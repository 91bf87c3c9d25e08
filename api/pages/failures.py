"""What goes wrong on a page is told on a page, in its language; who has to sign in first is led there."""

from __future__ import annotations

from urllib.parse import urlencode

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from api.http.caller import Caller
from api.http.errors import status_of
from api.http.problems import title_of
from api.http.querying import Querying
from api.http.sentences import KNOWN, Sentence, of_http, of_trouble
from api.http.telling import tellable
from api.pages.page import Page
from domain.accounts.credential_rejections import SecondFactorNeeded
from domain.rejected import Rejected

_log = structlog.get_logger("subsidy_ledger.pages")
_NOT_SIGNED_IN = frozenset({"not_signed_in", "session_over"})
_DEFECT = Sentence("defect", "系统出错，已记录。", "The service failed; it was noted.")
_UNREADABLE = Sentence("does_not_fit", "地址中的参数不符合规定。", "The address has a parameter that does not fit.")


def handle_failures(app: FastAPI, unavailable: tuple[type[BaseException], ...]) -> None:
    """Tell every error of every page as a page. `unavailable` mean that the database is not to be had."""

    def unexpected(request: Request, error: Exception) -> Response:
        told = of_trouble(error, unavailable)
        if told is None:
            _log.error("defect", error=type(error).__name__, exc_info=error)
        return _told(request, *(told or (500, _DEFECT)))

    app.add_exception_handler(Rejected, _refused)
    app.add_exception_handler(RequestValidationError, lambda request, _error: _told(request, 422, _UNREADABLE))
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(Exception, unexpected)
    for kind in (*unavailable, *KNOWN):
        if issubclass(kind, Exception) and not issubclass(kind, Rejected):
            app.add_exception_handler(kind, unexpected)


def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, Rejected)
    if error.code in _NOT_SIGNED_IN:
        onward = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        asked = {} if request.method != "GET" or onward == "/" else {"onward": onward}
        return RedirectResponse(f"/sign-in?{urlencode(asked)}" if asked else "/sign-in", 303)
    if isinstance(error, SecondFactorNeeded) and request.method == "GET":
        onward = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        return RedirectResponse(f"/second-factor?{urlencode({'onward': onward})}", 303)
    error = tellable(error)
    said = Sentence(error.code, _kept(error.sentence("zh")), _kept(error.sentence("en")))
    return _told(request, status_of(error.code), said)


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _told(request, error.status_code, of_http(error.status_code))


def _told(request: Request, status: int, sentence: Sentence) -> Response:
    page = Page(request, Querying(Caller(request), None, None, None))
    request.state.problem = sentence.code
    said = sentence.in_(page.language)
    return page.show("failure.html", status=status, title=title_of(status, page.language), sentence=said)


def _kept(said: str) -> str:
    return said.replace("{", "{{").replace("}", "}}")
