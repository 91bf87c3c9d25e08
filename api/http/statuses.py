"""Which status each rule has.

A rule that is named nowhere here is about the content of what was asked: 422. The domain knows no status codes.
"""

from __future__ import annotations

from api.http.conflicts import CONFLICTS

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
        "filler_scores",
        "acted_in_it",
        "acted_on_the_person",
        "answered_by_own_hand",
        "counted_by_own_hand",
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
        "recorder_decides_payer",
        "recorder_reviews",
        "registrar_finds",
        "reviewer_reviews_twice",
        "same_hands",
        "same_hands_on_unit",
        "same_hands_on_award",
        "same_hands_on_levy",
        "same_hands_on_refund",
        "suspended_and_resumed",
        "agreement_of_another_institution",
        "planned_by_same_hands",
        "served_by_same_hands",
        "took_part_in_the_file",
        "confirmed_by_same_hands",
        "not_a_supervisor",
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
    "too_many_from_one_address": 429,
}


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
    return 409 if code in CONFLICTS else 422


def named_rules() -> tuple[str, ...]:
    """Return every code that a table here names, as often as it is named."""
    return (*_NOT_FOUND, *_NOT_YOURS, *_NOT_SIGNED_IN, *CONFLICTS, *_OTHERS)
