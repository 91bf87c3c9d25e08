"""An account as decisions see it, and as whoever checks a permission does: which roles it holds, and for what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from domain.accounts.events import (
    AccountClosed,
    AccountEvent,
    AccountOpened,
    AccountReopened,
    RoleGiven,
    RoleTaken,
)
from domain.accounts.rejections import AccountIsClosed, NoSuchAccount
from domain.accounts.roles import Role
from domain.regions import RegionCode


@dataclass(frozen=True, slots=True)
class HeldRole:
    """A role and what it is held for: a region with all inside it (empty: everywhere), programmes (empty: all)."""

    role: Role
    region: str = ""
    programmes: tuple[str, ...] = ()

    @property
    def for_whole_ledger(self) -> bool:
        """Whether nothing narrows it."""
        return not self.region and not self.programmes

    def covers_region(self, region: str) -> bool:
        """Say whether a place (empty: the whole ledger) lies inside the role's region, compared by segment."""
        if not self.region:
            return True
        return bool(region) and RegionCode.parse(region).within(RegionCode.parse(self.region))

    def covers_programme(self, programme: str) -> bool:
        """Say whether the role is held for a programme (empty: for what belongs to none)."""
        return not self.programmes or programme in self.programmes


@dataclass(frozen=True, slots=True)
class Account:
    """One account; `opened_on` is None until it is opened. A closed one holds no role."""

    id: str
    opened_on: date | None = None
    closed: bool = False
    roles: tuple[HeldRole, ...] = ()

    def holds(self, role: Role) -> bool:
        """Say whether the account holds a role, for whatever it may be."""
        return any(held.role is role for held in self.roles)


def replay(account: str, facts: Iterable[object]) -> Account:
    """Build the state of an account from its history; an unknown event stops the replay."""
    state = Account(account)
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(account: Account, event: AccountEvent) -> Account:
    """Return the account after one event. Never refuses: history has already happened."""
    match event:
        case AccountOpened(opened_on=day):
            return replace(account, opened_on=day)
        case RoleGiven(role=role, region=region, programmes=programmes):
            return replace(account, roles=(*account.roles, HeldRole(role, region, programmes)))
        case RoleTaken(role=role, region=region, programmes=programmes):
            taken = HeldRole(role, region, programmes)
            return replace(account, roles=tuple(held for held in account.roles if held != taken))
        case AccountClosed():
            return replace(account, closed=True, roles=())
        case AccountReopened():
            return replace(account, closed=False)
        case _:
            assert_never(event)


def existing(account: Account) -> Account:
    """Return the account. Raises NoSuchAccount."""
    if account.opened_on is None:
        raise NoSuchAccount("account_id", account=account.id)
    return account


def in_use(account: Account) -> Account:
    """Return the account. Raises NoSuchAccount, AccountIsClosed."""
    if existing(account).closed:
        raise AccountIsClosed("account_id", account=account.id)
    return account
