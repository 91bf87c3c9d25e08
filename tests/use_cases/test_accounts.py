"""Accounts on memory ports: the first administrator, handing out roles, and who held which role when."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from application import streams
from application.commands import accounts as use_cases
from application.commands.accounts import (
    CloseAccount,
    GiveRole,
    OpenAccount,
    ReopenAccount,
    TakeRole,
    appoint_first_administrator,
)
from application.road import Answer, Command, Officer
from application.who_acts import RoleView
from application.work import Work
from domain.accounts.events import AccountOpened, RoleGiven
from domain.accounts.rejections import (
    FirstAdministratorExists,
    LastAdministrator,
    NotOneself,
    RolesDoNotGoTogether,
)
from domain.accounts.roles import Role
from domain.accounts.state import Account
from domain.programmes.rejections import NoSuchProgramme
from domain.refusals.events import CommandRefused
from tests.support.office import TODAY, Office, an_office
from tests.support.stories import MEDICINE, a_programme

ROOT, SECOND = Officer("root"), Officer("second")
TOWN = "990101001000"


USE_CASES: dict[type, Callable[..., Answer]] = {
    OpenAccount: use_cases.open_account,
    CloseAccount: use_cases.close_account,
    ReopenAccount: use_cases.reopen_account,
    GiveRole: use_cases.give_role,
    TakeRole: use_cases.take_role,
}


def asks(office: Office, command: Callable[..., Command], *, by: Officer = ROOT, **facts: Any) -> Answer:
    ask = command(command_id=office.fresh_id(), **facts)
    return USE_CASES[type(ask)](ask, by=by, desk=office.desk)


def with_an_administrator() -> Office:
    office = a_programme(an_office())
    appoint_first_administrator("root", desk=office.desk)
    return office


def with_two_administrators() -> Office:
    office = with_an_administrator()
    asks(office, OpenAccount, account_id="second")
    asks(office, GiveRole, account_id="second", role=Role.ADMINISTRATOR)
    return office


def the_account(office: Office, name: str) -> Account:
    return streams.account(Work(office.desk.log, attempt=0), name).state


def administrators(office: Office) -> list[str]:
    office.desk.views_now()
    return [one.account for one in office.desk.views.accounts(role=Role.ADMINISTRATOR)]


def test_a_ledgers_first_administrator_is_made_once_and_asking_again_changes_nothing() -> None:
    office = an_office()
    first = appoint_first_administrator("root", desk=office.desk)
    again = appoint_first_administrator("root", desk=office.desk)
    assert (again.body, again.replayed) == (first.body, True)
    with pytest.raises(FirstAdministratorExists, match="root"):
        appoint_first_administrator("mallory", desk=office.desk)
    [opened, given] = office.desk.log.stream("account/root")
    assert (opened.fact, given.fact) == (AccountOpened(TODAY), RoleGiven(Role.ADMINISTRATOR, "", ()))
    assert opened.actor == given.actor == "init"


def test_a_role_is_given_for_programmes_that_there_are() -> None:
    office = with_an_administrator()
    asks(office, OpenAccount, account_id="li")
    role: dict[str, Any] = {"account_id": "li", "role": Role.FINANCE_OFFICER, "region": "990101"}
    asks(office, GiveRole, **role, programmes=(MEDICINE,))
    with pytest.raises(NoSuchProgramme):
        asks(office, GiveRole, **role, programmes=(MEDICINE, "made-up"))
    [held] = the_account(office, "li").roles
    assert (held.role, held.region, held.programmes) == (Role.FINANCE_OFFICER, "990101", (MEDICINE,))


def test_reaching_for_a_role_of_ones_own_or_for_two_that_are_apart_is_kept_for_the_auditor() -> None:
    office = with_two_administrators()
    with pytest.raises(NotOneself):
        asks(office, GiveRole, by=SECOND, account_id="second", role=Role.FINANCE_OFFICER)
    with pytest.raises(RolesDoNotGoTogether):
        asks(office, GiveRole, account_id="second", role=Role.FINANCE_OFFICER)
    kept = [entry.fact for entry in office.entries() if isinstance(entry.fact, CommandRefused)]
    assert [refused.rule for refused in kept] == ["not_oneself", "roles_do_not_go_together"]


def test_of_two_administrators_one_may_go_and_the_last_stays() -> None:
    office = with_two_administrators()
    asks(office, CloseAccount, by=SECOND, account_id="root", reason="调离")
    assert administrators(office) == ["second"]
    with pytest.raises(LastAdministrator):
        asks(office, CloseAccount, by=Officer("somebody"), account_id="second", reason="调离")
    with pytest.raises(LastAdministrator):
        asks(office, TakeRole, by=Officer("somebody"), account_id="second", role=Role.ADMINISTRATOR)
    asks(office, ReopenAccount, by=SECOND, account_id="root", reason="调回")
    assert administrators(office) == ["second"]


def test_two_administrators_who_take_each_others_role_at_once_leave_one() -> None:
    office = with_two_administrators()
    taken: list[str] = []

    class Meanwhile:
        """Views that, the first time they are asked who administers, let the other administrator act."""

        def __getattr__(self, name: str) -> Any:
            if name == "accounts" and not taken:
                found = office.desk.views.accounts(role=Role.ADMINISTRATOR)
                taken.append("root")
                asks(office, TakeRole, by=SECOND, account_id="root", role=Role.ADMINISTRATOR)
                return lambda **_: found
            return getattr(office.desk.views, name)

    views: Any = Meanwhile()
    at_once = Office(replace(office.desk, views=views), office.clock, office.ids)
    with pytest.raises(LastAdministrator):
        asks(at_once, TakeRole, account_id="second", role=Role.ADMINISTRATOR)
    assert taken == ["root"]
    assert administrators(office) == ["second"]


def test_who_held_which_role_is_told_as_of_any_position() -> None:
    office = with_two_administrators()
    asks(office, OpenAccount, account_id="li")
    given = asks(office, GiveRole, account_id="li", role=Role.TOWNSHIP, region=TOWN)
    taken = asks(office, TakeRole, by=SECOND, account_id="li", role=Role.TOWNSHIP, region=TOWN)
    closed = asks(office, CloseAccount, account_id="li", reason="退休")
    office.desk.views_now()

    def li(position: int) -> Any:
        return next(one for one in office.desk.views.accounts(as_of=position) if one.account == "li")

    held = RoleView(Role.TOWNSHIP, TOWN, (), given.position, "root")
    assert [one.account for one in office.desk.views.accounts(role=Role.TOWNSHIP, as_of=given.position)] == ["li"]
    assert (li(given.position).open, li(given.position).roles) == (True, (held,))
    assert (li(taken.position).open, li(taken.position).roles) == (True, ())
    assert (li(closed.position).open, li(closed.position).changed_at) == (False, closed.position)
    assert (li(closed.position).opened_on, li(closed.position).opened_at) == (TODAY, given.position - 1)


def test_an_account_is_closed_with_all_its_roles_in_one_transaction() -> None:
    office = with_an_administrator()
    asks(office, OpenAccount, account_id="li")
    for region in (TOWN, "990101002000"):
        asks(office, GiveRole, account_id="li", role=Role.TOWNSHIP, region=region)
    asks(office, CloseAccount, account_id="li", reason="退休")
    last = office.entries()[-3:]
    assert [entry.name for entry in last] == ["account.role_taken.1", "account.role_taken.1", "account.closed.1"]
    assert len({entry.command_id for entry in last}) == 1
    assert the_account(office, "li").roles == ()
    office.holds()
