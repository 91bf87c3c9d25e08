"""Who may do what, said once more in the office's own sentences and held against every row of the table.

What is expected here is written by hand from what each person does and must never be able to do; none of it is
computed from the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Set
from datetime import date
from functools import cache
from itertools import product

import pytest

from application.access.decide import (
    NotPermitted,
    OutsideYourProgrammes,
    OutsideYourRegion,
    WholeLedgerNeeded,
    check,
)
from application.access.operations import PERMISSION, PERMISSIONS, writes
from application.access.places import Place
from domain.accounts.credential_rejections import SecondFactorNeeded
from domain.accounts.roles import Role
from domain.accounts.state import Account, HeldRole
from domain.rejected import Rejected
from tests.access.everything import commands, questions

TOWN, OTHER_TOWN, COUNTY = "990101001000", "990101002000", "990101"
MEDICINE, NURSING = "psy-medicine", "nursing"


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

DECISIONS_ON_CLAIMS = words("admit_unit meet_unit_condition call_award_instalment suspend_overdue_award resume_award")
"""What deciders do in matching funds and awards."""

MAY_DO: Mapping[str, Set[str]] = {
    "township": TAILORED
    | {"approve_service_plan"}
    | words(
        "register_people person_import record_circumstances record_death record_move apply_for_cases"
        " remind_certificates"
        " file_evidence review_cases_at_township publish_notice raise_objection conclude_notice"
    ),
    "case_officer": {"fill_in_evaluation"}
    | DECISIONS_ON_CASES
    | DECISIONS_ON_CLAIMS
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
    | {"tie_emergency_aid"}
    | {"submit_claim_batch", "order_award_back"}
    | words(
        "allocate_funds add_funds move_funds close_year collect_revenue remit_revenue sign_agreement receive_invoice"
        " strike_trial_balance"
        " submit_batch batch_import release_batch post_bank_result bank_result_import reissue_payouts cancel_payouts"
        " close_batch order_recovery order_recovery_from_finding order_overpaid receive_instalment set_retention"
    ),
    "project_lead": BY_STEP["project_lead"]
    | {"plan_evaluation", "fill_in_evaluation"}
    | DECISIONS_ON_CLAIMS
    | {"open_matching_scheme", "open_award_scheme", "grant_award"}
    | DECISIONS_ON_CASES
    | {"set_service_terms", "name_supervisors", "supervise_household", "drop_emergency_aid"}
    | {"open_programme", "publish_policy", "assign_target"}
    | words("designate_institution withdraw_designation publish_tender award_lot fail_lot"),
    "division_leader": BY_STEP["division_leader"]
    | {"confirm_falsification", "withdraw_falsification"}
    | {"lift_legal_hold"},
    "collective_meeting": BY_STEP["collective_meeting"] | {"write_off_recovery"},
    "unit_head": BY_STEP["unit_head"]
    | {"score_evaluation", "reopen_evaluation"}
    | {"confirm_falsification", "withdraw_falsification"}
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
OF_NO_PLACE = words("position position_at wait_for view_state programmes regions region_names metrics")
ON_THE_WHOLE_LEDGER = words(
    "collect_revenue remit_revenue open_account close_account reopen_account give_role take_role account_credentials"
    " strike_trial_balance"
    " accounts revenue_accounts refusals entries exports appoint_first_administrator"
    " access_log set_retention record_key_rotation"
    " run_checks dispose_finding look_for_findings findings check_runs name_regions region_import"
)
OPERATIONS = sorted(PERMISSION)
CLEAR = words(
    "register_people person_import batch_import bank_result_import change_personal_record find_person personal_record"
    " signal_import tailored_import"
    " payment_list find_resembling export_personal_file service_import file_evidence open_evidence"
)
WITH_A_SECOND_FACTOR = frozenset[str]().union(*BY_STEP.values()) | words(
    "release_batch reissue_payouts payment_list write_off_recovery open_account close_account reopen_account give_role"
    " take_role account_credentials lift_legal_hold erase_person export_personal_file"
)
BOOKS_OF_MONEY = words(
    "fund_position fund_lines balance trail_of_line batches batch_lines revenue_accounts difference_of_position"
    " life_of_money"
)


def an_account(role: Role, region: str = "", *programmes: str) -> Account:
    return Account("wang", date(2026, 6, 30), roles=(HeldRole(role, region, programmes),))


def said(account: Account, operation: str, *places: Place, second_factor: bool = True) -> Rejected | None:
    try:
        check(account, operation, places, second_factor=second_factor)
    except Rejected as refusal:
        return refusal
    return None


def may(account: Account, operation: str, *places: Place, second_factor: bool = True) -> bool:
    return said(account, operation, *places, second_factor=second_factor) is None


@cache
def done_by(role: Role) -> frozenset[str]:
    """Everything the role may do at all, with its code given and held for the whole ledger."""
    return frozenset(operation for operation in OPERATIONS if may(an_account(role), operation))


def test_every_command_has_a_row_and_writes() -> None:
    rows = set(PERMISSION)
    for operation in commands():
        stepped = {f"{operation}_as_{step}" for step in STEPS}
        assert operation in rows or stepped <= rows, f"{operation} has no row in application/access/operations.py"
        assert all(writes(row) for row in ({operation} | stepped) & rows)


def test_every_question_has_a_row_and_writes_nothing() -> None:
    assert questions() - set(PERMISSION) == set(), "give them rows in application/access/operations.py"
    assert {operation for operation in questions() if writes(operation)} == set()


def test_no_operation_has_two_rows() -> None:
    assert [name for name, times in Counter(row.operation for row in PERMISSIONS).items() if times > 1] == []


def test_every_row_says_why() -> None:
    assert [row.operation for row in PERMISSIONS if len(row.why) < 8 or row.why.endswith(".")] == []


@pytest.mark.parametrize("role", Role)
def test_each_role_changes_what_is_its_own_and_nothing_else(role: Role) -> None:
    assert {operation for operation in done_by(role) if writes(operation)} == MAY_DO[role] | {"own_credentials"}


def test_an_auditor_reads_everything_but_clear_personal_data_and_writes_nothing() -> None:
    audited = done_by(Role.AUDITOR)
    assert questions() <= audited
    assert {"entries", "exports", "history", "refusals", "accounts", "accesses"} <= audited
    assert {operation for operation in audited if writes(operation)} == {"own_credentials"}
    assert audited & CLEAR == set()


def test_an_inspector_replays_everything_and_changes_only_inspections_and_what_is_kept_of_checks() -> None:
    inspected = done_by(Role.INSPECTOR)
    assert questions() <= inspected
    assert {"entries", "history", "personal_record"} <= inspected
    assert {operation for operation in inspected if writes(operation)} == MAY_DO["inspector"] | {"own_credentials"}
    assert "payment_list" not in inspected


def test_an_administrator_sees_no_person_and_no_money_and_approves_nothing() -> None:
    administered = done_by(Role.ADMINISTRATOR)
    shown = {operation for operation in administered if not writes(operation)}
    assert shown == OF_NO_PLACE | {"own_account", "accounts", "jobs"}
    assert administered & (CLEAR | BOOKS_OF_MONEY) == set()
    assert not any("batch" in operation for operation in administered)


def test_only_an_administrator_touches_accounts() -> None:
    for role in set(Role) - {Role.ADMINISTRATOR}:
        assert done_by(role) & MAY_DO["administrator"] == set()


def test_each_step_of_approval_is_taken_by_its_own_role_alone() -> None:
    for step, role in product(STEPS, Role):
        assert (BY_STEP[step] <= done_by(role)) is (role.value == step)
        assert bool(BY_STEP[step] & done_by(role)) is (role.value == step)


def test_a_finance_officer_never_approves_and_never_decides_who_is_paid() -> None:
    forbidden = (
        frozenset[str]().union(*BY_STEP.values()) | DECISIONS_ON_CASES | {"write_off_recovery", "accept_service"}
    )
    assert done_by(Role.FINANCE_OFFICER) & forbidden == set()


def test_an_approver_neither_builds_nor_releases_nor_books_money() -> None:
    for step in STEPS:
        assert done_by(Role(step)) & MAY_DO["finance_officer"] == set()


def test_a_township_neither_sees_nor_moves_nor_approves_money() -> None:
    money = (
        MAY_DO["finance_officer"] | BOOKS_OF_MONEY | frozenset[str]().union(*BY_STEP.values()) | {"write_off_recovery"}
    )
    assert done_by(Role.TOWNSHIP) & money == set()


def test_a_case_officer_neither_builds_nor_releases_a_batch() -> None:
    assert done_by(Role.CASE_OFFICER) & {"submit_batch", "batch_import", "release_batch", "reissue_payouts"} == set()


def test_nobody_may_appoint_a_first_administrator_over_the_service() -> None:
    assert [role for role in Role if "appoint_first_administrator" in done_by(role)] == []


@pytest.mark.parametrize(
    ("operation", "roles"),
    [
        ("personal_record", {"township", "case_officer", "inspector"}),
        ("find_person", {"township", "case_officer", "inspector"}),
        ("register_people", {"township", "case_officer"}),
        ("person_import", {"township", "case_officer"}),
        ("signal_import", {"case_officer"}),
        ("change_personal_record", {"case_officer"}),
        ("find_resembling", {"case_officer", "inspector"}),
        ("export_personal_file", {"case_officer"}),
        ("payment_list", {"finance_officer"}),
        ("batch_import", {"finance_officer"}),
        ("bank_result_import", {"finance_officer"}),
    ],
)
def test_clear_personal_data_is_for_those_who_work_with_the_person_or_pay_them(operation: str, roles: set[str]) -> None:
    assert {role.value for role in Role if operation in done_by(role)} == roles
    assert PERMISSION[operation].clear_personal_data


def test_nothing_else_passes_clear_personal_data_on() -> None:
    assert {row.operation for row in PERMISSIONS if row.clear_personal_data} == CLEAR


@pytest.mark.parametrize("operation", OPERATIONS)
def test_approving_releasing_and_handing_out_roles_need_a_second_factor_and_nothing_else_does(operation: str) -> None:
    for role in Role:
        if operation in done_by(role):
            without = an_account(role)
            if operation in WITH_A_SECOND_FACTOR:
                with pytest.raises(SecondFactorNeeded):
                    check(without, operation, (), second_factor=False)
            else:
                check(without, operation, (), second_factor=False)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_role_held_for_a_town_and_a_programme_ends_at_their_borders(operation: str, role: Role) -> None:
    account = an_account(role, TOWN, MEDICINE)
    inside, outside = Place(f"{TOWN[:9]}007", MEDICINE), Place(OTHER_TOWN, MEDICINE)
    refused: type[Rejected] | None
    for place, rule in (
        (inside, None),
        (Place(TOWN, None), None),
        (Place(None, MEDICINE), None),
        (outside, OutsideYourRegion),
        (Place(COUNTY, MEDICINE), OutsideYourRegion),
        (Place(OTHER_TOWN, None), OutsideYourRegion),
        (Place(OTHER_TOWN, NURSING), OutsideYourRegion),
        (Place(TOWN, NURSING), OutsideYourProgrammes),
        (Place(None, NURSING), OutsideYourProgrammes),
        (Place("", MEDICINE), WholeLedgerNeeded),
        (Place(TOWN, ""), WholeLedgerNeeded),
        (Place(), WholeLedgerNeeded),
    ):
        if operation not in done_by(role):
            refused = NotPermitted
        elif operation in OWN | OF_NO_PLACE:
            refused = None
        else:
            refused = WholeLedgerNeeded if operation in ON_THE_WHOLE_LEDGER else rule
        refusal = said(account, operation, place)
        assert (type(refusal) if refusal else None) is refused, place
        assert refusal is None or "{" not in refusal.sentence("zh") + refusal.sentence("en")


def test_whoever_names_no_place_means_the_whole_ledger() -> None:
    for held in ((TOWN,), ("", MEDICINE)):
        refusal = said(an_account(Role.CASE_OFFICER, *held), "cases")
        assert type(refusal) is WholeLedgerNeeded
    assert may(an_account(Role.CASE_OFFICER), "cases")


@pytest.mark.parametrize("operation", OPERATIONS)
def test_whoever_has_no_role_may_look_after_their_own_account_and_nothing_more(operation: str) -> None:
    nobody = Account("wang", date(2026, 6, 30))
    everybodys = {"own_credentials", "own_account"} | OF_NO_PLACE - {"metrics"}
    assert may(nobody, operation) is (operation in everybodys)
