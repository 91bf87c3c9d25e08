"""How everything that goes wrong in a route becomes a problem (RFC 9457).

Which status a rule has stands in `statuses.py`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.http.language import language_of
from api.http.problems import FieldError, problem_answer, refusal_answer, title_of
from api.http.sentences import KNOWN, Sentence, of_http, of_pydantic, of_trouble
from api.http.statuses import named_rules, status_of
from api.http.telling import tellable
from domain.rejected import Rejected

__all__ = ["handle_errors", "named_rules", "pointer", "status_of"]

_PLACE = re.compile(r"[^.\[\]]+")
_log = structlog.get_logger("subsidy_ledger.http")


def pointer(field: str) -> str:
    """Return the JSON pointer of a field as the domain names it: `lines[3].amount` is /lines/3/amount."""
    return "".join(map(_step, _PLACE.findall(field)))


def handle_errors(app: FastAPI, unavailable: tuple[type[BaseException], ...]) -> None:
    """Tell every error of every route as a problem. `unavailable` mean that the database is not to be had."""
    app.add_exception_handler(Rejected, _rejected)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)

    def unexpected(request: Request, error: Exception) -> Response:
        told = of_trouble(error, unavailable)
        if told is None:
            _log.error("defect", error=type(error).__name__, exc_info=error)
            told = (
                500,
                Sentence(
                    "defect", "系统出错，已记录；可用同一幂等键重试。", "The service failed; retry with the same key."
                ),
            )
        status, sentence = told
        return _answer(request, status, sentence, headers=[("Retry-After", "1")] if status == 503 else [])

    app.add_exception_handler(Exception, unexpected)
    for kind in (*unavailable, *KNOWN):  # Named one by one: what is not named is re-raised behind its answer.
        if issubclass(kind, Exception) and not issubclass(kind, Rejected):
            app.add_exception_handler(kind, unexpected)


def _rejected(request: Request, error: Exception) -> Response:
    assert isinstance(error, Rejected)
    error = tellable(error)
    language = language_of(request.headers.get("accept-language", ""))
    places = [FieldError(pointer(error.field), error.sentence(language))] if error.field else []
    status = status_of(error.code)
    headers = [("WWW-Authenticate", "Bearer")] if status == 401 else []
    if wait := error.facts.get("seconds"):
        headers.append(("Retry-After", wait))
    return refusal_answer(status, error, language, errors=places, headers=headers)


def _invalid(request: Request, error: Exception) -> Response:
    """Tell what does not fit its schema, without repeating what was typed: it may be a person's number."""
    assert isinstance(error, RequestValidationError)
    language = language_of(request.headers.get("accept-language", ""))
    found: Sequence[Any] = error.errors()
    if any(one["type"] in ("json_invalid", "unicode_error") for one in found):
        return _answer(request, 400, Sentence("not_json", "请求内容不是 JSON。", "The body is not JSON."))
    if any(one["loc"][0] == "body" for one in found) and _is_of_another_kind(request, error.body):
        return _answer(request, 415, of_http(415))
    places = [FieldError(_place(one["loc"], error.body), of_pydantic(one).in_(language)) for one in found]
    sentence = Sentence(
        "does_not_fit", "有 {count} 处内容不符合规定。", "{count} places do not fit.", count=len(places)
    )
    return _answer(request, 422, sentence, places)


def _is_of_another_kind(request: Request, body: object) -> bool:
    """Say whether there is a body of a media type that the route does not read."""
    if isinstance(body, FormData):
        media = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        return media not in ("multipart/form-data", "application/x-www-form-urlencoded")
    return isinstance(body, bytes)  # JSON would have been read.


def _http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = list((error.headers or {}).items())
    if error.status_code == 405:
        headers = [("Allow", ", ".join(sorted(_methods(request))))]
    return _answer(request, error.status_code, of_http(error.status_code), headers=headers)


def _answer(
    request: Request,
    status: int,
    sentence: Sentence,
    errors: Sequence[FieldError] = (),
    headers: Sequence[tuple[str, str]] = (),
) -> Response:
    language = language_of(request.headers.get("accept-language", ""))
    title = title_of(status, language)
    return problem_answer(status, sentence.code, title, sentence.in_(language), errors, headers, language=language)


def _place(location: Sequence[object], body: object) -> str:
    """Return where it is: a pointer into the body, or the parameter's name behind `/`.

    Where one of several kinds may stand, the schema's own place names the kind that was chosen; the body has no such
    place, so it is left out.
    """
    where, *rest = location
    if where != "body":
        return "".join(map(_step, rest))
    here, steps = body, []
    for part in rest:
        if isinstance(here, dict) and (part in here or part != here.get("kind")):
            steps.append(_step(part))
            here = here.get(part)
        elif isinstance(here, list) and isinstance(part, int) and part < len(here):
            steps.append(_step(part))
            here = here[part]
    return "".join(steps)


def _step(part: object) -> str:
    return "/" + str(part).replace("~", "~0").replace("/", "~1")


def _methods(request: Request) -> set[str]:
    """Return what every route of this path allows (the framework names those of the first only)."""
    allowed: set[str] = set()
    for route in iter_route_contexts(request.app.routes):
        match, _ = route.matches(request.scope)
        if match.value:
            allowed |= set(route.methods or ())
    return allowed
