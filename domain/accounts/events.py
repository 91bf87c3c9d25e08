"""What happens to an account. Stream: account/<account>. Names, passwords and keys of its holder are not in the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class AccountOpened:
    """Somebody may sign in from now on. The account has no role yet, and may do nothing."""

    opened_on: date


@dataclass(frozen=True, slots=True)
class RoleGiven:
    """The account may act in a role, in one region and all inside it (empty: everywhere in the ledger), for some
    programmes (empty: for all)."""

    role: Role
    region: str
    programmes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RoleTaken:
    """A role that was given with this very region and these programmes is held no longer."""

    role: Role
    region: str
    programmes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AccountClosed:
    """The account may do nothing any more; the roles it still held were taken just before."""

    reason: str


@dataclass(frozen=True, slots=True)
class AccountReopened:
    """Its holder came back: one person keeps one account, or four eyes could be two. It has no role yet."""

    reason: str


AccountEvent = AccountOpened | RoleGiven | RoleTaken | AccountClosed | AccountReopened
