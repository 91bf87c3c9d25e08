"""A visit as its decisions see it: who is to go, what was found, and how far each finding is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from domain.inspections.visit_events import (
    VisitEvent,
    VisitFindingAnswered,
    VisitFindingClosed,
    VisitFindingFollowedUp,
    VisitFindingOrderedBack,
    VisitFindingRaised,
    VisitPlanned,
    VisitRecorded,
)
from domain.inspections.visit_rejections import NoSuchVisitFinding


@dataclass(frozen=True, slots=True)
class VisitFinding:
    """One finding; `recoveries` were ordered out of it, `last_on` is the day of its last step."""

    raised: VisitFindingRaised
    last_on: date
    answered: VisitFindingAnswered | None = None
    recoveries: tuple[str, ...] = ()
    office: frozenset[str] = frozenset()
    """Who acted on it for the office."""
    closed: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """The visits of one inspection to one person; `recorded` is the last one."""

    inspection: str
    beneficiary: str
    planned: VisitPlanned | None = None
    recorded: VisitRecorded | None = None
    findings: Mapping[int, VisitFinding] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """Its name: its stream is `visit/` + this."""
        return f"{self.inspection}/{self.beneficiary}"

    @property
    def met(self) -> bool:
        """Whether the person was met."""
        return self.recorded is not None and self.recorded.not_met is None

    def finding_id(self, number: int) -> str:
        """Name a finding: the visit's name and its number, from 1."""
        return f"{self.id}/{number}"


def replay(visit: str, facts: Iterable[object]) -> Visit:
    """Build the state of a visit from its history; an unknown event stops the replay."""
    inspection, _, beneficiary = visit.rpartition("/")
    state = Visit(inspection, beneficiary)
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(visit: Visit, event: VisitEvent) -> Visit:
    """Return the visit after one event. Never refuses: history has already happened."""
    match event:
        case VisitPlanned():
            return replace(visit, planned=event)
        case VisitRecorded():
            return replace(visit, recorded=event)
        case VisitFindingRaised(number=number, raised_on=on):
            return replace(visit, findings={**visit.findings, number: VisitFinding(event, on)})
    known = visit.findings[event.number]
    match event:
        case VisitFindingAnswered(answered_by=who, answered_on=on):
            known = replace(known, answered=event, office=known.office | {who}, last_on=on)
        case VisitFindingFollowedUp(followed_up_on=on):
            known = replace(known, last_on=on)
        case VisitFindingOrderedBack(recovery_id=recovery, ordered_by=who, ordered_on=on):
            recoveries = (*known.recoveries, recovery)
            known = replace(known, recoveries=recoveries, office=known.office | {who}, last_on=on)
        case VisitFindingClosed(closed_on=on):
            known = replace(known, closed=True, last_on=on)
        case _:
            assert_never(event)
    return replace(visit, findings={**visit.findings, event.number: known})


def finding_of(visit: Visit, number: int) -> VisitFinding:
    """Return a finding. Raises NoSuchVisitFinding."""
    found = visit.findings.get(number)
    if found is None:
        raise NoSuchVisitFinding("finding_id", finding=visit.finding_id(number)[:120])
    return found


def visit_and_number(finding: str) -> tuple[str, int]:
    """Return the visit's name and the number in a finding's id. Raises NoSuchVisitFinding."""
    visit, _, number = finding.rpartition("/")
    if not (visit.count("/") and number.isascii() and number.isdigit() and len(number) <= 4):
        raise NoSuchVisitFinding("finding_id", finding=finding[:120])
    return visit, int(number)
