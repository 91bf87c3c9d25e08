"""Who may act is decided by somebody else; roles that check one another are apart; somebody can always give a role."""

from __future__ import annotations

from datetime import date
from itertools import combinations

import pytest

from domain.accounts import decisions as accounts
from domain.accounts import state
from domain.accounts.events import AccountClosed, AccountOpened, AccountReopened, RoleGiven, RoleTaken
from domain.accounts.rejections import (
    AccountExists,
    AccountIdReserved,
    AccountIsClosed,
    AccountIsOpen,
    BadAccountId,
    LastAdministrator,
    NoSuchAccount,
    NotOneself,
    RoleHeldAlready,
    RoleNotHeld,
    RolesDoNotGoTogether,
    WholeLedgerRole,
)
from domain.accounts.roles import Role, go_together
from domain.accounts.state import HeldRole
from domain.free_text import PersonalNumberInText, TextMissing
from domain.programmes.policy import ApprovalStep
from domain.regions import NotARegionCode
from domain.rejected import Rejected
from tests.support.given import histories_of

DAY = date(2026, 6, 30)
TOWN, MEDICINE = "990101001000", "psy-medicine"
OPENED = AccountOpened(DAY)
TOWNSHIP = RoleGiven(Role.TOWNSHIP, TOWN, ())
ADMINISTRATOR = RoleGiven(Role.ADMINISTRATOR, "", ())
CLOSED = AccountClosed("退休")

account = histories_of(state.replay, "wang")


def test_an_account_is_opened_once_and_its_id_is_never_given_to_somebody_else() -> None:
    account().when(accounts.open_account, on=DAY).then(OPENED)
    account(OPENED).when(accounts.open_account, on=DAY).then_rejected(AccountExists, field="account_id")
    account(OPENED, CLOSED).when(accounts.open_account, on=DAY).then_rejected(AccountExists)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("w", BadAccountId),
        ("Wang", BadAccountId),
        ("9wang", BadAccountId),
        ("王", BadAccountId),
        ("wang\n", BadAccountId),
        ("w" * 41, BadAccountId),
        ("a13900001234", PersonalNumberInText),
        ("init", AccountIdReserved),
    ],
)
def test_an_account_id_is_a_plain_word_that_names_no_person(name: str, rule: type[Rejected]) -> None:
    histories_of(state.replay, name)().when(accounts.open_account, on=DAY).then_rejected(rule, field="account_id")


@pytest.mark.parametrize("name", ["li", "zhang.wei", "finance-01", "k9_meeting", "w" * 40])
def test_an_account_id_may_have_dots_hyphens_digits_and_underscores(name: str) -> None:
    histories_of(state.replay, name)().when(accounts.open_account, on=DAY).then(OPENED)


def test_a_role_is_given_for_a_region_and_programmes_each_named_once() -> None:
    given = {"role": Role.FINANCE_OFFICER, "region": "990101", "programmes": ["nursing", MEDICINE, "nursing"]}
    expected = RoleGiven(Role.FINANCE_OFFICER, "990101", ("nursing", MEDICINE))
    account(OPENED).when(accounts.give_role, **given, by="admin").then(expected)
    account(OPENED).when(accounts.give_role, **{**given, "region": "99"}, by="admin").then_rejected(NotARegionCode)


def test_the_same_role_may_be_held_for_several_places_but_for_each_once() -> None:
    second = {"role": Role.TOWNSHIP, "region": "990101002000", "programmes": ()}
    account(OPENED, TOWNSHIP).when(accounts.give_role, **second, by="admin").then(
        RoleGiven(Role.TOWNSHIP, "990101002000", ())
    )
    first = {"role": Role.TOWNSHIP, "region": TOWN, "programmes": ()}
    account(OPENED, TOWNSHIP).when(accounts.give_role, **first, by="admin").then_rejected(RoleHeldAlready)


def test_nobody_gives_or_takes_their_own_role_or_closes_or_reopens_their_own_account() -> None:
    role = {"role": Role.TOWNSHIP, "region": TOWN, "programmes": ()}
    alone = {"administrators": ["wang"]}
    assert account(OPENED).when(accounts.give_role, **role, by="wang").then_rejected(NotOneself).kept
    account(OPENED, TOWNSHIP).when(accounts.take_role, **role, **alone, by="wang").then_rejected(NotOneself)
    account(OPENED).when(accounts.close_account, reason="退休", **alone, by="wang").then_rejected(NotOneself)
    account(OPENED, CLOSED).when(accounts.reopen_account, reason="返聘", by="wang").then_rejected(NotOneself)


def test_a_role_is_taken_exactly_as_it_was_given() -> None:
    there = {"role": Role.TOWNSHIP, "region": TOWN, "programmes": ()}
    everywhere = {"role": Role.TOWNSHIP, "region": "", "programmes": ()}
    asked = {"by": "admin", "administrators": ["admin"]}
    account(OPENED, TOWNSHIP).when(accounts.take_role, **there, **asked).then(RoleTaken(Role.TOWNSHIP, TOWN, ()))
    account(OPENED, TOWNSHIP).when(accounts.take_role, **everywhere, **asked).then_rejected(RoleNotHeld)
    assert account(OPENED, TOWNSHIP, RoleTaken(Role.TOWNSHIP, TOWN, ())).state.roles == ()


def test_the_last_administrator_stays() -> None:
    administrator = account(OPENED, ADMINISTRATOR)
    role = {"role": Role.ADMINISTRATOR, "region": "", "programmes": (), "by": "li"}
    administrator.when(accounts.take_role, **role, administrators=["wang"]).then_rejected(LastAdministrator)
    administrator.when(accounts.close_account, reason="x", by="li", administrators=["wang"]).then_rejected(
        LastAdministrator
    )
    administrator.when(accounts.take_role, **role, administrators=["wang", "li"]).then(
        RoleTaken(Role.ADMINISTRATOR, "", ())
    )


def test_an_administrator_is_one_for_the_whole_ledger() -> None:
    for region, programmes in ((TOWN, ()), ("", (MEDICINE,))):
        asked = {"role": Role.ADMINISTRATOR, "region": region, "programmes": programmes, "by": "li"}
        account(OPENED).when(accounts.give_role, **asked).then_rejected(WholeLedgerRole)


def test_closing_takes_every_role_and_reopening_brings_none_back() -> None:
    asked = {"reason": " 调离 ", "by": "admin", "administrators": ["admin"]}
    account(OPENED, TOWNSHIP).when(accounts.close_account, **asked).then(
        RoleTaken(Role.TOWNSHIP, TOWN, ()), AccountClosed("调离")
    )
    gone = account(OPENED, TOWNSHIP, RoleTaken(Role.TOWNSHIP, TOWN, ()), CLOSED)
    gone.when(accounts.close_account, **asked).then_rejected(AccountIsClosed)
    gone.when(accounts.give_role, role=Role.TOWNSHIP, region="", programmes=(), by="a").then_rejected(AccountIsClosed)
    gone.when(accounts.reopen_account, reason="调回", by="admin").then(AccountReopened("调回"))
    back = account(OPENED, TOWNSHIP, CLOSED, AccountReopened("调回"))
    assert (back.state.closed, back.state.roles) == (False, ())
    back.when(accounts.reopen_account, reason="调回", by="admin").then_rejected(AccountIsOpen)
    account(OPENED).when(accounts.close_account, **{**asked, "reason": " "}).then_rejected(TextMissing)


def test_nothing_is_done_with_an_account_that_was_never_opened() -> None:
    role = {"role": Role.TOWNSHIP, "region": "", "programmes": (), "by": "admin"}
    account().when(accounts.give_role, **role).then_rejected(NoSuchAccount, field="account_id")
    account().when(accounts.take_role, **role, administrators=()).then_rejected(NoSuchAccount)
    account().when(accounts.close_account, reason="x", by="admin", administrators=()).then_rejected(NoSuchAccount)
    account().when(accounts.reopen_account, reason="x", by="admin").then_rejected(NoSuchAccount)


TOWNSHIP_ROLE, CASE, FINANCE, LEAD, DIVISION, MEETING, HEAD, *_ = Role
PAIRS_THAT_GO_TOGETHER = {
    *combinations((TOWNSHIP_ROLE, CASE, FINANCE), 2),
    *combinations((LEAD, DIVISION, MEETING, HEAD), 2),
}
"""Written out once more: handlers among themselves, approvers among themselves, and no other two."""


@pytest.mark.parametrize(("one", "other"), list(combinations(Role, 2)))
def test_roles_that_must_be_apart_are_not_one_account(one: Role, other: Role) -> None:
    together = (one, other) in PAIRS_THAT_GO_TOGETHER
    assert go_together(one, other) is go_together(other, one) is together
    for held, asked in ((one, other), (other, one)):
        wanted = account(OPENED, RoleGiven(held, "", ())).when(
            accounts.give_role, role=asked, region="", programmes=(), by="admin"
        )
        if together:
            wanted.then(RoleGiven(asked, "", ()))
        else:
            assert wanted.then_rejected(RolesDoNotGoTogether, field="role").kept


def test_each_approval_step_is_a_role_of_the_same_name() -> None:
    assert [Role(step.value) for step in ApprovalStep] == [LEAD, DIVISION, MEETING, HEAD]


def test_every_role_has_a_chinese_name_of_its_own() -> None:
    assert len({role.zh for role in Role}) == len(Role) == 10


@pytest.mark.parametrize(
    ("held", "place", "inside"),
    [
        ("", "990101", True),
        ("", "", True),
        ("990101", "", False),
        ("990101", "990101", True),
        ("990101", "990101001003", True),
        ("990101", "990102001003", False),
        ("990101001000", "990101001003", True),
        ("990101001000", "990101", False),
        ("990101001000", "990101011003", False),
        ("990100", "990101", True),
        ("990000", "990101", True),
        ("980000", "990101", False),
    ],
)
def test_a_region_takes_in_what_lies_inside_it_segment_by_segment(held: str, place: str, inside: bool) -> None:
    assert HeldRole(Role.TOWNSHIP, held).covers_region(place) is inside
