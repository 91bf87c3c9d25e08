"""Who may do what, in the office's own sentences: what each person does, and must never be able to do.

Written by hand. None of it is computed from the permission table, which is held against it.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from application.access.operations import PERMISSION


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


STEPS = ("project_lead", "division_leader", "collective_meeting", "unit_head")
BY_STEP = {step: words(f"approve_batch_as_{step} send_batch_back_as_{step}") for step in STEPS}
DECISIONS_ON_CASES = words("grant_cases refuse_case revoke_case settle_objection judge_likeness answer_visit_finding")

TAILORED = words(
    "record_surveys tailored_import plan_service leave_unplanned record_services record_follow_up supervise_household"
    " hand_in_service_report claim_emergency_aid"
)
"""What the field does in tailored service."""
BUDGETING = words("approve_budget adjust_budget record_expenditures reverse_expenditure close_budget")
"""What finance does with a unit's budget."""
FALSIFICATIONS = words("confirm_falsification withdraw_falsification")

DECISIONS_ON_AWARDS = words("admit_unit meet_unit_condition call_award_instalment suspend_overdue_award resume_award")
"""What deciders do in matching funds and awards."""
DECISIONS_ON_CLAIMS = words("decide_claims leave_claims_unfunded")
"""Who pays what was done over a screening's target; never said by who brings its results, nor by who pays."""
FITTING = words("fit_device fitting_import list_candidates record_follow_ups screening_import")
"""What the field does where people live, with devices and in screenings."""
KEEPING_THE_STORE = words("receive_devices remove_devices")
"""What comes into the store of devices and leaves it; who moved any of it never counts it."""

LEVYING = words("assess_levy correct_levy")
"""Who works out what employers owe; never who takes the money, nor who lets anybody off it."""
LETTING_OFF = words("relieve_levy defer_levy refund_levy")
TAKING_REVENUE = words("receive_levy set_charge collect_fee")

MAY_DO: Mapping[str, Set[str]] = {
    "township": TAILORED
    | FITTING
    | {"approve_service_plan"}
    | words(
        "register_people person_import record_circumstances record_death record_move apply_for_cases"
        " remind_certificates"
        " file_evidence review_cases_at_township publish_notice raise_objection conclude_notice"
    ),
    "case_officer": {"fill_in_evaluation"}
    | LEVYING
    | DECISIONS_ON_CASES
    | DECISIONS_ON_AWARDS
    | FITTING
    | KEEPING_THE_STORE
    | {"count_devices", "record_stage", "close_screening"}
    | words("apply_for_award sign_award_acceptance record_yearly_check order_award_back")
    | TAILORED
    | {"compare_paper", "drop_emergency_aid"}
    | words(
        "register_people person_import record_circumstances record_death record_move change_personal_record"
        " apply_for_cases file_evidence review_cases recheck_case suspend_case resume_case publish_notice"
        " record_signals signal_import remind_certificates order_overpaid"
        " raise_objection conclude_notice accept_service order_recovery place_legal_hold"
        " record_staffing accept_service_month service_import deduct_amount"
        " order_recovery_from_finding"
    ),
    "finance_officer": BUDGETING
    | TAKING_REVENUE
    | {"tie_emergency_aid", "count_devices"}
    | {"submit_claim_batch", "order_award_back"}
    | words(
        "allocate_funds add_funds move_funds close_year collect_revenue remit_revenue sign_agreement receive_invoice"
        " strike_trial_balance transmit_funds take_back_funds receive_funds"
        " submit_batch batch_import release_batch post_bank_result bank_result_import post_late_returns"
        " reissue_payouts cancel_payouts"
        " close_batch order_recovery order_recovery_from_finding order_overpaid receive_instalment set_retention"
        " declare_bank_format"
    ),
    "project_lead": BY_STEP["project_lead"]
    | {"plan_evaluation", "fill_in_evaluation", "set_levy_terms"}
    | DECISIONS_ON_AWARDS
    | {"open_matching_scheme", "open_award_scheme", "grant_award"}
    | {"open_screening", "set_device_kind", "set_device_target"}
    | DECISIONS_ON_CASES
    | {"set_service_terms", "name_supervisors", "supervise_household", "drop_emergency_aid"}
    | {"open_programme", "publish_policy", "assign_target", "set_calendar", "set_document_formats"}
    | {"open_with_rules", "keep_template", "withdraw_template"}
    | words("designate_institution withdraw_designation publish_tender award_lot fail_lot"),
    "division_leader": BY_STEP["division_leader"]
    | {"set_transmission_rule"}
    | FALSIFICATIONS
    | DECISIONS_ON_CLAIMS
    | {"lift_legal_hold"},
    "collective_meeting": BY_STEP["collective_meeting"] | {"write_off_recovery"},
    "unit_head": BY_STEP["unit_head"]
    | {"score_evaluation", "reopen_evaluation"}
    | LETTING_OFF
    | FALSIFICATIONS
    | DECISIONS_ON_CLAIMS
    | words("place_legal_hold lift_legal_hold erase_person"),
    "inspector": words(
        "run_checks dispose_finding open_inspection bind_seed draw_sample plan_visits record_visit raise_visit_finding"
        " follow_up_visit_finding close_visit_finding close_inspection"
    ),
    "auditor": frozenset(),
    "administrator": words(
        "open_account close_account reopen_account give_role take_role account_credentials name_regions region_import"
    ),
}
"""What each role changes, beside its own password and keys."""

OWN = {"own_credentials", "own_account", "jobs"}
OF_NO_PLACE = words(
    "position position_at wait_for view_state programmes regions region_names calendars programme_templates metrics"
    " document_formats"
)
ON_THE_WHOLE_LEDGER = words(
    "collect_revenue remit_revenue open_account close_account reopen_account give_role take_role account_credentials"
    " strike_trial_balance"
    " set_levy_terms assess_levy correct_levy relieve_levy defer_levy refund_levy receive_levy set_charge collect_fee"
    " set_transmission_rule transmission_rules unmatched_transmissions"
    " levy_terms levy_assessments levy_workings charges fees"
    " accounts revenue_accounts refusals entries exports audit_data open_data appoint_first_administrator"
    " access_log set_retention record_key_rotation declare_bank_format bank_formats"
    " run_checks dispose_finding look_for_findings findings check_runs name_regions region_import"
    " set_calendar set_document_formats keep_template withdraw_template"
)
OPERATIONS = sorted(PERMISSION)
CLEAR = words(
    "register_people person_import batch_import bank_result_import change_personal_record find_person personal_record"
    " signal_import tailored_import screening_import fitting_import"
    " payment_list find_resembling export_personal_file service_import file_evidence open_evidence"
)
WITH_A_SECOND_FACTOR = frozenset[str]().union(*BY_STEP.values(), DECISIONS_ON_CLAIMS, LETTING_OFF) | words(
    "release_batch reissue_payouts payment_list write_off_recovery open_account close_account reopen_account give_role"
    " take_role account_credentials lift_legal_hold erase_person export_personal_file"
)
BOOKS_OF_MONEY = words(
    "fund_position fund_lines balance trail_of_line batches batch_lines revenue_accounts difference_of_position"
    " life_of_money"
)
