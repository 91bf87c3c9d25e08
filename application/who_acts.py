"""Who may act: every account with the roles it holds, folded from the rows of its register as of any instant."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from application.views.accounts import AccountStage, AccountStep, RoleStage, RoleStep
from domain.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class RoleView:
    """A role that is held: for a region and all inside it (empty: everywhere), for programmes (empty: all).

    `given_at` is the position it was given at, `given_by` the account that gave it, or `init`.
    """

    role: Role
    region: str
    programmes: tuple[str, ...]
    given_at: int
    given_by: str


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account, whether it is open, and its roles in the order they were given. `changed_at` is its newest step."""

    account: str
    open: bool
    opened_on: date
    opened_at: int
    changed_at: int
    roles: tuple[RoleView, ...]


def accounts_of(steps: Iterable[AccountStep], roles: Iterable[RoleStep]) -> list[AccountView]:
    """Return the accounts by id, from all their rows in the order of recording."""
    held: dict[str, dict[tuple[str, str, str], RoleView]] = {}
    newest: dict[str, int] = {}
    for step in roles:
        own, what = held.setdefault(step.account, {}), (step.role, step.region, step.programmes)
        newest[step.account] = step.position
        if step.stage == RoleStage.TAKEN:
            own.pop(what, None)
        else:
            names = tuple(step.programmes.split(",")) if step.programmes else ()
            own[what] = RoleView(Role(step.role), step.region, names, step.position, step.by)
    first: dict[str, AccountStep] = {}
    last: dict[str, AccountStep] = {}
    for one in steps:
        first.setdefault(one.account, one)
        last[one.account] = one
    return [
        AccountView(
            account,
            last[account].stage != AccountStage.CLOSED,
            opened.effective,
            opened.position,
            max(last[account].position, newest.get(account, 0)),
            tuple(held.get(account, {}).values()),
        )
        for account, opened in sorted(first.items())
    ]
