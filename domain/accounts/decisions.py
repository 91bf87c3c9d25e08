"""Opening and closing accounts, giving and taking roles: always by somebody else, and never so that nobody is left."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from datetime import date

from domain.accounts.events import AccountClosed, AccountOpened, AccountReopened, RoleGiven, RoleTaken
from domain.accounts.rejections import (
    AccountExists,
    AccountIdReserved,
    AccountIsOpen,
    BadAccountId,
    LastAdministrator,
    NotOneself,
    RoleHeldAlready,
    RoleNotHeld,
    RolesDoNotGoTogether,
    WholeLedgerRole,
)
from domain.accounts.roles import WHOLE_LEDGER_ONLY, Role, go_together
from domain.accounts.state import Account, HeldRole, existing, in_use
from domain.free_text import PersonalNumberInText, clean_text, looks_like_personal_number
from domain.regions import RegionCode

_ID = re.compile(r"[a-z][a-z0-9._-]{1,39}")

INIT = "init"
"""Who opens a ledger's first administrator: the command of that name, run on the machine itself."""


def open_account(account: Account, *, on: date) -> AccountOpened:
    """Open an account. Raises BadAccountId, PersonalNumberInText, AccountIdReserved, AccountExists."""
    if not _ID.fullmatch(account.id):
        raise BadAccountId("account_id")
    if looks_like_personal_number(account.id):
        raise PersonalNumberInText("account_id")
    if account.id == INIT:
        raise AccountIdReserved("account_id", account=account.id)
    if account.opened_on is not None:
        raise AccountExists("account_id", account=account.id)
    return AccountOpened(on)


def give_role(account: Account, *, role: Role, region: str, programmes: Iterable[str], by: str) -> RoleGiven:
    """Give a role for a region (empty: everywhere) and programmes (none: all of them).

    Raises NoSuchAccount, AccountIsClosed, NotOneself, NotARegionCode, WholeLedgerRole, RoleHeldAlready,
    RolesDoNotGoTogether.
    """
    _somebody_else(in_use(account), by)
    given = _held(role, region, programmes)
    if role in WHOLE_LEDGER_ONLY and not given.for_whole_ledger:
        raise WholeLedgerRole("region" if given.region else "programmes", role=role.value)
    if given in account.roles:
        raise RoleHeldAlready("role", account=account.id, role=role.value)
    for held in account.roles:
        if held.role is not role and not go_together(held.role, role):
            raise RolesDoNotGoTogether("role", account=account.id, held=held.role.value, role=role.value)
    return RoleGiven(given.role, given.region, given.programmes)


def take_role(
    account: Account,
    *,
    role: Role,
    region: str,
    programmes: Iterable[str],
    by: str,
    administrators: Collection[str],
) -> RoleTaken:
    """Take a role that was given for exactly this region and these programmes; `administrators` are all there are.

    Raises NoSuchAccount, AccountIsClosed, NotOneself, NotARegionCode, RoleNotHeld, LastAdministrator.
    """
    _somebody_else(in_use(account), by)
    taken = _held(role, region, programmes)
    if taken not in account.roles:
        raise RoleNotHeld("role", account=account.id, role=role.value)
    if role is Role.ADMINISTRATOR:
        _another_is_left(account, administrators)
    return RoleTaken(taken.role, taken.region, taken.programmes)


def close_account(
    account: Account, *, reason: str, by: str, administrators: Collection[str]
) -> tuple[RoleTaken | AccountClosed, ...]:
    """Take every role and close the account.

    Raises NoSuchAccount, AccountIsClosed, NotOneself, LastAdministrator, TextMissing, TextTooLong,
    PersonalNumberInText.
    """
    _somebody_else(in_use(account), by)
    if account.holds(Role.ADMINISTRATOR):
        _another_is_left(account, administrators)
    closed = AccountClosed(clean_text(reason, field="reason", limit=200))
    return (*(RoleTaken(held.role, held.region, held.programmes) for held in account.roles), closed)


def reopen_account(account: Account, *, reason: str, by: str) -> AccountReopened:
    """Open a closed account again, without its roles.

    Raises NoSuchAccount, AccountIsOpen, NotOneself, TextMissing, TextTooLong, PersonalNumberInText.
    """
    if not existing(account).closed:
        raise AccountIsOpen("account_id", account=account.id)
    _somebody_else(account, by)
    return AccountReopened(clean_text(reason, field="reason", limit=200))


def _somebody_else(account: Account, by: str) -> None:
    if account.id == by:
        raise NotOneself("account_id")


def _another_is_left(account: Account, administrators: Collection[str]) -> None:
    if not set(administrators) - {account.id}:
        raise LastAdministrator("account_id", account=account.id)


def _held(role: Role, region: str, programmes: Iterable[str]) -> HeldRole:
    return HeldRole(role, str(RegionCode.parse(region)) if region else "", tuple(sorted(set(programmes))))
