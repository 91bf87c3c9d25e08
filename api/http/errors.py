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
from fastapi.routing import iter_route_contexts
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.http.language import language_of
from api.http.problems import FieldError, problem_answer, refusal_answer, title_of
from api.http.sentences import KNOWN, Sentence, of_http, of_pydantic, of_trouble
from api.http.telling import tellable
from domain.rejected import Rejected

_NOT_FOUND = frozenset(
    {
        "nobody_of_that_number",
        "not_published",
        "not_registered",
        "unknown_beneficiary",
        "unknown_origin",
    }
)
_NOT_YOURS = frozenset(
    {
        "acted_in_it",
        "acted_on_the_person",
        "answered_by_own_hand",
        "cross_site",
        "decider_took_part",
        "identity_not_bound",
        "inspector_answers",
        "job_of_somebody_else",
        "lifter_erases",
        "not_oneself",
        "not_permitted",
        "only_for_sessions",
        "planned_for_another",
        "ordered_and_written_off",
        "outside_key_scope",
        "outside_your_programmes",
        "outside_your_region",
        "recorder_reviews",
        "registrar_finds",
        "reviewer_reviews_twice",
        "same_hands",
        "second_factor_needed",
        "settled_by_own_hand",
    }
)
_NOT_SIGNED_IN = frozenset(
    {
        "key_expired",
        "key_revoked",
        "not_signed_in",
        "one_time_secret_expired",
        "one_time_secret_unknown",
        "one_time_secret_used",
        "openid_refused",
        "session_over",
        "totp_replayed",
        "totp_wrong",
        "wrong_credentials",
    }
)
_CONFLICTS = frozenset(
    {
        "already_disposed_so",
        "answered_already",
        "frame_differs",
        "inspection_exists",
        "inspection_is_closed",
        "met_already",
        "no_sample_yet",
        "nobody_in_frame",
        "not_answered_yet",
        "not_in_the_sample",
        "not_visited_yet",
        "nothing_ordered_back",
        "position_not_reached",
        "sample_drawn_already",
        "seed_missing",
        "seed_not_sealed_yet",
        "seed_set_already",
        "visit_finding_is_closed",
        "visit_findings_still_open",
        "visit_not_planned",
        "visits_still_open",
        "above_ceiling",
        "account_exists",
        "account_is_closed",
        "account_is_open",
        "agreement_exists",
        "already_reserved",
        "bank_reference_used",
        "case_still_live",
        "batch_exists",
        "calendar_unknown",
        "command_id_reused",
        "committed_already",
        "content_changed",
        "criteria_not_met",
        "death_date_disputed",
        "document_already_allocated",
        "earlier_year_open",
        "excluded_by",
        "found_already",
        "first_administrator_exists",
        "hold_placed_already",
        "identity_taken",
        "invoice_exists",
        "last_administrator",
        "legal_hold_stands",
        "live_case_exists",
        "money_still_open",
        "more_than_accepted",
        "more_than_committed",
        "more_than_invoiced",
        "more_than_is_held",
        "more_than_is_out",
        "more_than_is_owed",
        "more_than_was_paid",
        "no_money_of_that_level",
        "no_passing_check",
        "no_policy_in_force",
        "no_retention_rule",
        "no_standard_applies",
        "nobody_to_pay",
        "not_entitled",
        "not_in_standing",
        "not_reserved",
        "not_sealed_yet",
        "nothing_against_it",
        "nothing_at_the_bank",
        "nothing_left",
        "nothing_left_to_review",
        "nothing_to_correct",
        "nothing_was_paid",
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
        "objection_was_dismissed",
        "objection_was_upheld",
        "older_than_known",
        "openid_not_configured",
        "outside_area",
        "over_budget",
        "paid_already",
        "payout_not_in_that_stage",
        "payouts_still_open",
        "person_died",
        "person_is_erased",
        "person_moved_away",
        "personal_data_erased",
        "persons_money_open",
        "policy_version_out_of_turn",
        "programme_exists",
        "record_differs",
        "record_unchanged",
        "recovery_exists",
        "registered_already",
        "registration_is_closed",
        "retention_binds",
        "retention_for_ever",
        "retention_unchanged",
        "review_missing",
        "review_out_of_order",
        "review_was_adverse",
        "role_held_already",
        "role_not_held",
        "roles_do_not_go_together",
        "step_out_of_order",
        "target_assigned_already",
        "tier_is_full",
        "totp_not_enrolled",
        "upload_expired",
        "voucher_used",
        "wrong_case_stage",
        "wrong_job_state",
        "wrong_stage",
        "year_is_closed",
        "year_not_over",
    }
)
_OTHERS = {
    "command_id_missing": 400,
    "version_unreadable": 400,
    "changed_since": 412,
    "no_such_sheet": 422,
    "body_too_slow": 408,
    "file_too_big": 413,
    "body_too_large": 413,
    "host_not_served": 421,
    "openid_unreachable": 503,
    "signer_away": 503,
    "keys_away": 503,
    "service_failed": 500,
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


def named_rules() -> tuple[str, ...]:
    """Return every code that a table here names, as often as it is named."""
    return (*_NOT_FOUND, *_NOT_YOURS, *_NOT_SIGNED_IN, *_CONFLICTS, *_OTHERS)


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
