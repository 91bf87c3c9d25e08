"""Which status each rule has, and how everything that goes wrong in a route becomes a problem (RFC 9457).

A rule that is named nowhere here is about the content of what was asked: 422. The domain knows no status codes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

import structlog
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.http.language import language_of
from api.http.problems import FieldError, problem_answer, refusal_answer, title_of
from api.http.sentences import KNOWN, Sentence, of_http, of_pydantic, of_trouble
from domain.rejected import Rejected

_NOT_FOUND = frozenset({"not_registered", "nobody_of_that_number", "unknown_beneficiary", "no_policy_in_force"})
_NOT_YOURS = frozenset(
    {
        "same_hands",
        "decider_took_part",
        "recorder_reviews",
        "reviewer_reviews_twice",
        "settled_by_own_hand",
        "ordered_and_written_off",
        "not_permitted",
        "outside_your_region",
        "outside_your_programmes",
        "second_factor_needed",
        "not_oneself",
        "cross_site",
    }
)
_NOT_SIGNED_IN = frozenset({"not_signed_in", "wrong_credentials", "totp_wrong", "totp_replayed", "key_expired"})
_CONFLICTS = frozenset(
    {
        "account_exists",
        "account_is_closed",
        "agreement_exists",
        "already_reserved",
        "batch_exists",
        "command_id_reused",
        "committed_already",
        "content_changed",
        "death_date_disputed",
        "document_already_allocated",
        "earlier_year_open",
        "invoice_exists",
        "last_administrator",
        "live_case_exists",
        "money_still_open",
        "not_in_standing",
        "notice_exists",
        "notice_is_over",
        "notice_not_concluded",
        "notice_still_open",
        "number_of_somebody_else",
        "numbers_of_two_people",
        "objection_exists",
        "objection_known",
        "objection_open",
        "objection_still_open",
        "over_budget",
        "no_money_of_that_level",
        "paid_already",
        "payout_not_in_that_stage",
        "payouts_still_open",
        "person_died",
        "person_moved_away",
        "personal_data_erased",
        "policy_version_out_of_turn",
        "programme_exists",
        "record_differs",
        "recovery_exists",
        "registered_already",
        "review_out_of_order",
        "role_held_already",
        "role_not_held",
        "roles_do_not_go_together",
        "step_out_of_order",
        "target_assigned_already",
        "tier_is_full",
        "voucher_used",
        "bank_reference_used",
        "wrong_case_stage",
        "wrong_stage",
        "year_is_closed",
        "year_not_over",
    }
)
_OTHERS = {
    "command_id_missing": 400,
    "cursor_unreadable": 400,
    "changed_since": 412,
    "file_too_big": 413,
    "too_many_attempts": 429,
}

_PLACE = re.compile(r"[^.\[\]]+")
_log = structlog.get_logger("subsidy_ledger.http")


def status_of(code: str) -> int:
    """Return the status of a rule by its code."""
    if code in _OTHERS:
        return _OTHERS[code]
    if code.startswith("no_such_") or code in _NOT_FOUND:
        return 404
    if code in _NOT_YOURS:
        return 403
    if code in _NOT_SIGNED_IN:
        return 401
    return 409 if code in _CONFLICTS else 422


def pointer(field: str) -> str:
    """Return the JSON pointer of a field as the domain names it: `lines[3].amount` is /lines/3/amount."""
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in _PLACE.findall(field))


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
    places = [FieldError(_place(one["loc"]), of_pydantic(one).in_(language)) for one in found]
    sentence = Sentence(
        "does_not_fit", "有 {count} 处内容不符合规定。", "{count} places do not fit.", count=len(places)
    )
    return _answer(request, 422, sentence, places)


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


def _place(location: Sequence[object]) -> str:
    """Return where it is: a pointer into the body, or the parameter's name behind `/`."""
    parts = [str(part) for part in location if part not in ("body", "query", "path", "header")]
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)


def _methods(request: Request) -> set[str]:
    """Return what every route of this path allows (the framework names those of the first only)."""
    allowed: set[str] = set()
    for route in request.app.routes:
        match, _ = route.matches(request.scope)
        if match.value:
            allowed |= set(getattr(route, "methods", None) or ())
    return allowed
