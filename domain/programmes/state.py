"""A programme as its decisions see it: its policies, oldest first, and the targets assigned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from domain.levels import GovernmentLevel
from domain.programmes.events import PolicyPublished, ProgrammeEvent, ProgrammeOpened, TargetAssigned
from domain.programmes.monthly import COMMON_MONTHS, MonthlyRules
from domain.programmes.policy import Policy
from domain.programmes.rejections import NoPolicyInForce, NoSuchPolicyVersion, NoSuchProgramme


@dataclass(frozen=True, slots=True)
class Programme:
    """One programme; `opened` is None until it is opened."""

    id: str
    opened: ProgrammeOpened | None = None
    policies: tuple[Policy, ...] = ()
    targets: tuple[TargetAssigned, ...] = ()


def replay(programme: str, facts: Iterable[object]) -> Programme:
    """Build the state of a programme from its history; an unknown event stops the replay."""
    return carried_on(Programme(programme), facts)


def carried_on(state: Programme, facts: Iterable[object]) -> Programme:
    """Return the programme after further facts."""
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(programme: Programme, event: ProgrammeEvent) -> Programme:
    """Return the programme after one event. Never refuses: history has already happened."""
    match event:
        case ProgrammeOpened():
            return replace(programme, opened=event)
        case PolicyPublished(policy=policy):
            return replace(programme, policies=(*programme.policies, policy))
        case TargetAssigned():
            return replace(programme, targets=(*programme.targets, event))
        case _:
            assert_never(event)


def existing(programme: Programme) -> ProgrammeOpened:
    """Return how the programme was opened. Raises NoSuchProgramme."""
    if programme.opened is None:
        raise NoSuchProgramme("programme", programme=programme.id)
    return programme.opened


def policy_at(programme: Programme, day: date) -> Policy:
    """Return the policy in force on a day: of those valid by then the latest version. Raises NoPolicyInForce."""
    existing(programme)
    for policy in reversed(programme.policies):
        if policy.valid_from <= day:
            return policy
    raise NoPolicyInForce("programme", programme=programme.id, day=day)


def monthly_rules_at(programme: Programme, day: date) -> MonthlyRules:
    """Return how months are counted on a day; the common way where no policy says so."""
    try:
        return policy_at(programme, day).monthly
    except NoPolicyInForce:
        return COMMON_MONTHS


def policy_version(programme: Programme, version: int) -> Policy:
    """Return one version, for running an old decision again. Raises NoSuchPolicyVersion."""
    for policy in programme.policies:
        if policy.version == version:
            return policy
    raise NoSuchPolicyVersion("version", programme=programme.id, version=version)


def target(programme: Programme, fiscal_year: int, level: GovernmentLevel, name: str = "") -> int | None:
    """Return a target's people; None when none was assigned."""
    for assigned in programme.targets:
        if (assigned.fiscal_year, assigned.level, assigned.name) == (fiscal_year, level, name):
            return assigned.people
    return None
