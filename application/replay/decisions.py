"""Decisions of cases found in the log, and run again by the rules of their programme as they were known then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from application.desk import Desk
from application.recorded import Recorded
from domain.eligibility.rejections import NoSuchCase, NoSuchDecision, NotDecidedYet
from domain.eligibility.rerunning import Decision, Rerun, decided_on, rerun, suppose
from domain.programmes.events import PolicyPublished
from domain.programmes.policy import Policy
from domain.programmes.policy_checks import RULES
from domain.programmes.rejections import NoPolicyInForce
from domain.programmes.state import Programme, existing, policy_at, policy_version, replay


@dataclass(frozen=True, slots=True)
class DecisionRerun:
    """One decision run again: the entry it lies in (`position`), who took it and on which day, and what came of it."""

    case: str
    position: int
    decided_by: str
    decided_on: date
    decided_version: int
    rerun: Rerun


class Rules:
    """A programme's rules as they were known at any position. Raises NoSuchProgramme."""

    def __init__(self, programme: str, desk: Desk) -> None:
        entries = desk.log.stream(f"programme/{programme}")
        self._programme = replay(programme, (entry.fact for entry in entries))
        existing(self._programme)
        self._published = [entry.position for entry in entries if isinstance(entry.fact, PolicyPublished)]
        self._known: dict[int, Programme] = {}

    def version(self, number: int) -> Policy:
        """Return one version. Raises NoSuchPolicyVersion."""
        return policy_version(self._programme, number)

    def in_force(self, day: date, *, before: int) -> int:
        """Return the version in force on a day by what had been published before a position; 0 when none was."""
        count = sum(position < before for position in self._published)
        if count not in self._known:
            self._known[count] = replace(self._programme, policies=self._programme.policies[:count])
        try:
            return policy_at(self._known[count], day).version
        except NoPolicyInForce:
            return 0


def supposed_policy(policy: Policy) -> Policy:
    """Return a policy that is only supposed, if it could be published. Raises what the rules of a policy's text do."""
    for rule in RULES:
        rule(policy)
    return policy


def rerun_entry(case: str, entry: Recorded[Decision], rules: Rules, other: Policy | None) -> DecisionRerun:
    """Run one decision again by its own version, or under another policy. Raises NoSuchPolicyVersion."""
    decision = entry.fact
    day, own = decided_on(decision), rules.version(decision.policy_version)
    if other is None:
        found = rerun(decision, own, in_force=rules.in_force(day, before=entry.position))
    else:
        found = suppose(decision, own, other)
    by = decision.checked_by if hasattr(decision, "checked_by") else decision.decided_by
    return DecisionRerun(case, entry.position, by, day, own.version, found)


def decisions_in(
    entries: Sequence[Recorded[object]], *, as_of: int, effective: date | None
) -> list[Recorded[Decision]]:
    """Return the decisions among a case's entries, recorded up to `as_of` and counting up to `effective`."""
    found: list[Recorded[Decision]] = [
        entry  # type: ignore[misc]  # the check below says which facts these are
        for entry in entries
        if isinstance(entry.fact, Decision) and entry.position <= as_of
    ]
    return found if effective is None else [entry for entry in found if decided_on(entry.fact) <= effective]


def rerun_decision(
    case: str,
    *,
    desk: Desk,
    as_of: int,
    effective: date | None = None,
    decision: int | None = None,
    version: int | None = None,
    policy: Policy | None = None,
) -> DecisionRerun:
    """Run one decision of a case again: the one at position `decision`, else the newest as of both times.

    With `version` or `policy` it is supposed that those rules had been in force; nothing is recorded.
    Raises NoSuchCase, NoSuchDecision, NotDecidedYet, NoSuchPolicyVersion, what the rules of a policy's text raise.
    """
    entries = desk.log.stream(f"case/{case}")
    if not entries or entries[0].position > as_of:
        raise NoSuchCase("case", case=case)
    found = decisions_in(entries, as_of=as_of, effective=effective)
    if decision is not None:
        found = [entry for entry in found if entry.position == decision]
        if not found:
            raise NoSuchDecision("decision", case=case, position=decision)
    if not found:
        raise NotDecidedYet("case", case=case, position=as_of)
    rules = Rules(case.partition("/")[0], desk)
    return rerun_entry(case, found[-1], rules, other_policy(rules, version=version, policy=policy))


def other_policy(rules: Rules, *, version: int | None, policy: Policy | None) -> Policy | None:
    """Return the rules to suppose; None for each decision's own."""
    if policy is not None:
        return supposed_policy(policy)
    return None if version is None else rules.version(version)
