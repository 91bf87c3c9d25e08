"""Which status each rule has.

A rule that is named nowhere here is about the content of what was asked: 422. The domain knows no status codes.
"""

from __future__ import annotations

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
        "region_names_unchanged",
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
