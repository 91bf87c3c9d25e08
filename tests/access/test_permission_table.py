"""The permission table, held row by row against what the office says of each role (duties)."""

from __future__ import annotations

from collections import Counter
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
from tests.access.duties import (
    BOOKS_OF_MONEY,
    BY_STEP,
    CLEAR,
    DECISIONS_ON_CASES,
    DECISIONS_ON_CLAIMS,
    MAY_DO,
    OF_NO_PLACE,
    ON_THE_WHOLE_LEDGER,
    OPERATIONS,
    OWN,
    STEPS,
    WITH_A_SECOND_FACTOR,
)
from tests.access.everything import commands, questions

TOWN, OTHER_TOWN, COUNTY = "990101001000", "990101002000", "990101"
MEDICINE, NURSING = "psy-medicine", "nursing"


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
    approvals = frozenset[str]().union(*BY_STEP.values())
    forbidden = approvals | DECISIONS_ON_CASES | DECISIONS_ON_CLAIMS | {"write_off_recovery", "accept_service"}
    assert done_by(Role.FINANCE_OFFICER) & forbidden == set()


def test_whoever_brings_a_screenings_results_never_decides_who_pays_them() -> None:
    for role in Role:
        assert not ({"record_stage", "screening_import"} & done_by(role) and DECISIONS_ON_CLAIMS & done_by(role))


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
        ("tailored_import", {"township", "case_officer"}),
        ("screening_import", {"township", "case_officer"}),
        ("fitting_import", {"township", "case_officer"}),
        ("file_evidence", {"township", "case_officer"}),
        ("open_evidence", {"township", "case_officer", "inspector"}),
        ("service_import", {"case_officer"}),
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
