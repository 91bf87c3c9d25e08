"""Where an account's roles end: at the borders of the regions and programmes they are held for."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from application.access.decide import (
    NotPermitted,
    OutsideYourProgrammes,
    OutsideYourRegion,
    WholeLedgerNeeded,
    check,
    regions_of,
)
from application.access.places import ANYWHERE, Place, operation_of, places_of
from application.lists import Grant
from domain.accounts.rejections import AccountIsClosed, NoSuchAccount
from domain.accounts.roles import Role
from domain.accounts.state import Account, HeldRole
from domain.batches.rejections import NoSuchBatch
from domain.beneficiaries.rejections import NotRegistered
from domain.regions import RegionCode
from domain.rejected import Rejected
from tests.access.asked import asked
from tests.access.ledger import EAST, WEST, home, the_office
from tests.support.office import AREA
from tests.support.stories import MEDICINE, NOTICE


def held_for(role: Role, region: str = "", *programmes: str) -> Account:
    return Account("wang", date(2026, 6, 30), roles=(HeldRole(role, region, programmes),))


def refused(account: Account, ask: Any) -> type[Rejected] | None:
    """Say which rule keeps the account from a command, if one does."""
    try:
        check(account, operation_of(ask), places_of(ask, the_office().desk), second_factor=True)
    except Rejected as refusal:
        return type(refusal)
    return None


def test_a_list_is_inside_only_when_everybody_on_it_is() -> None:
    people, case_officer = the_office().people, held_for(Role.CASE_OFFICER, home(0))
    assert refused(case_officer, asked("grant_cases", programme=MEDICINE, beneficiaries=people[:1])) is None
    assert refused(case_officer, asked("grant_cases", programme=MEDICINE, beneficiaries=people)) is OutsideYourRegion


def test_a_township_objects_for_its_own_people_on_a_county_notice() -> None:
    office = the_office()
    one, other = office.people[:2]
    township = held_for(Role.TOWNSHIP, home(0), MEDICINE)
    for beneficiary, rule in ((one, None), (other, OutsideYourRegion)):
        ask = asked("raise_objection", notice_id=NOTICE, beneficiary=beneficiary)
        assert refused(township, ask) is rule


def test_two_roles_each_narrowed_do_not_add_up_to_a_place_neither_has() -> None:
    here, there = HeldRole(Role.TOWNSHIP, EAST, (MEDICINE,)), HeldRole(Role.TOWNSHIP, WEST, ("nursing",))
    account = Account("wang", date(2026, 6, 30), roles=(here, there))
    check(account, "cases", [Place(EAST, MEDICINE), Place(WEST, "nursing")], second_factor=False)
    with pytest.raises(OutsideYourProgrammes):
        check(account, "cases", [Place(EAST, "nursing")], second_factor=False)


def test_for_who_holds_the_whole_ledger_nothing_is_looked_up() -> None:
    unknown = asked("grant_cases", programme=MEDICINE, beneficiaries=("b-nobody",))
    assert refused(held_for(Role.CASE_OFFICER), unknown) is None
    assert refused(held_for(Role.CASE_OFFICER, AREA), unknown) is NotRegistered


def test_whoever_may_not_do_it_anywhere_does_not_learn_what_is_there() -> None:
    unknown = asked("release_batch", batch_id="psy-medicine/2017/9")
    assert refused(held_for(Role.CASE_OFFICER, AREA), unknown) is NotPermitted
    assert refused(held_for(Role.FINANCE_OFFICER, AREA), unknown) is NoSuchBatch


def test_a_closed_account_may_nothing_and_one_that_never_was_neither() -> None:
    opened = date(2026, 6, 30)
    for account, rule in ((Account("wang", opened, closed=True), AccountIsClosed), (Account("wang"), NoSuchAccount)):
        with pytest.raises(rule):
            check(account, "own_credentials", (), second_factor=True)
        with pytest.raises(rule):
            regions_of(account, "cases")


def test_lists_are_narrowed_to_what_the_roles_are_held_for() -> None:
    here, there = HeldRole(Role.TOWNSHIP, EAST, (MEDICINE,)), HeldRole(Role.CASE_OFFICER, "", ("nursing",))
    account = Account("wang", date(2026, 6, 30), roles=(here, there))
    east, nursing = Grant(RegionCode(EAST), frozenset({MEDICINE})), Grant(None, frozenset({"nursing"}))
    assert regions_of(account, "cases") == (east, nursing)
    assert regions_of(account, "fund_lines") == (nursing,)
    assert regions_of(account, "programmes") == (Grant(),)
    assert regions_of(held_for(Role.AUDITOR), "cases") == (Grant(),)
    assert regions_of(held_for(Role.TOWNSHIP, EAST), "cases") == (Grant(RegionCode(EAST), None),)
    check(account, "cases", [ANYWHERE], second_factor=False)
    with pytest.raises(NotPermitted):
        check(account, "refusals", [ANYWHERE], second_factor=False)
    with pytest.raises(NotPermitted):
        regions_of(account, "refusals")
    with pytest.raises(WholeLedgerNeeded):
        regions_of(held_for(Role.AUDITOR, EAST), "refusals")
