"""What a row of the permission table says, and the groups of roles that its rows are given in."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.accounts.roles import APPROVERS, Role


class Scope(StrEnum):
    """What an account's role must be held for."""

    PLACE = "place"
    """The region and the programme of every thing the operation touches, in one and the same held role."""
    LEDGER = "ledger"
    """The whole ledger: a role that neither a region nor programmes narrow."""
    OWN = "own"
    """Nothing: the operation only ever touches what is the account's own."""
    NONE = "none"
    """Nothing: what it shows belongs to no place."""


@dataclass(frozen=True, slots=True)
class Permission:
    """Who may do one operation. `writes`: it changes something; `clear_personal_data`: names, numbers or accounts of
    people pass through it; `second_factor`: a password alone is not enough."""

    operation: str
    roles: frozenset[Role]
    scope: Scope
    why: str
    writes: bool = False
    clear_personal_data: bool = False
    second_factor: bool = False


PLACE, LEDGER, OWN, NONE = Scope.PLACE, Scope.LEDGER, Scope.OWN, Scope.NONE

EVERYBODY = frozenset(Role)
"""All roles. An operation they all have needs none at all: signing in is enough."""
NOBODY: frozenset[Role] = frozenset()

TOWNSHIP, FINANCE = frozenset({Role.TOWNSHIP}), frozenset({Role.FINANCE_OFFICER})
CASE, LEAD = frozenset({Role.CASE_OFFICER}), frozenset({Role.PROJECT_LEAD})
FIELD = TOWNSHIP | CASE
DECIDERS = CASE | LEAD
MEETING = frozenset({Role.COLLECTIVE_MEETING})
HEAD, LEADER = frozenset({Role.UNIT_HEAD}), frozenset({Role.DIVISION_LEADER})
INSPECTOR, AUDITOR = frozenset({Role.INSPECTOR}), frozenset({Role.AUDITOR})
WATCHERS = INSPECTOR | AUDITOR
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
COUNTY = CASE | FINANCE | APPROVERS | WATCHERS
"""Who sees money and what it is made of, without clear personal data."""
ALL_OFFICES = COUNTY | TOWNSHIP


def does(
    operation: str, roles: frozenset[Role], scope: Scope, why: str, *, clear: bool = False, factor: bool = False
) -> Permission:
    """Return the row of an operation that changes something; `clear` personal data, second `factor`: see above."""
    return Permission(operation, roles, scope, why, True, clear, factor)


def sees(
    operation: str, roles: frozenset[Role], scope: Scope, why: str, *, clear: bool = False, factor: bool = False
) -> Permission:
    """Return the row of an operation that shows something and changes nothing."""
    return Permission(operation, roles, scope, why, False, clear, factor)


def approving(verb: str, why: str) -> tuple[Permission, ...]:
    """Return a row a step: only the role of the step takes it."""
    return tuple(
        does(f"{verb}_as_{step.value}", frozenset({step}), PLACE, why, factor=True)
        for step in Role
        if step in APPROVERS
    )
