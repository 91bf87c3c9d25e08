"""A service file as its decisions see it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from domain.tailored.events import (
    FollowUpMade,
    LeftUnplanned,
    NeedsSurveyed,
    PaperCompared,
    ServiceFileEvent,
    ServiceGiven,
    ServicePlanApproved,
    ServicePlanned,
    Signature,
)
from domain.tailored.rejections import NotAServiceFile, NotSurveyedYet

_FILE = re.compile(r"((?:19|20|21)\d{2})/([^/]{1,100})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ServiceFile:
    """One person's file of one year; `visit` is the last follow-up, `last_on` the day of the last step.

    A plan counts when it is `approved`; `unplanned` says why there is none. `hands` is everybody who made an entry.
    """

    year: int
    beneficiary: str
    survey: NeedsSurveyed | None = None
    plan: ServicePlanned | None = None
    approved: ServicePlanApproved | None = None
    unplanned: LeftUnplanned | None = None
    given: tuple[ServiceGiven, ...] = ()
    visit: FollowUpMade | None = None
    papers: Mapping[str, PaperCompared] | None = None
    hands: frozenset[str] = frozenset()
    last_on: date | None = None

    @property
    def id(self) -> str:
        """Its name: its stream is `service_file/` + this."""
        return f"{self.year}/{self.beneficiary}"

    @property
    def pages(self) -> Mapping[str, Signature]:
        """The signed page of each step: survey, plan, service 1 …, visit."""
        steps = {"survey": self.survey, "plan": self.plan} | {f"service {one.number}": one for one in self.given}
        found = {step: fact.signature for step, fact in steps.items() if fact is not None}
        if self.visit is not None and self.visit.signature is not None:
            found["visit"] = self.visit.signature
        return found


def replay(file: str, facts: Iterable[object]) -> ServiceFile:
    """Build the state of a file from its history; an unknown event stops the replay. Raises NotAServiceFile."""
    year, beneficiary = year_and_person(file)
    state = ServiceFile(year, beneficiary)
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(file: ServiceFile, event: ServiceFileEvent) -> ServiceFile:
    """Return the file after one event. Never refuses: history has already happened."""
    match event:
        case NeedsSurveyed(surveyed_by=who, surveyed_on=on):
            file = replace(file, survey=event)
        case ServicePlanned(planned_by=who, planned_on=on):
            file = replace(file, plan=event, unplanned=None)
        case ServicePlanApproved(approved_by=who, approved_on=on):
            file = replace(file, approved=event)
        case LeftUnplanned(decided_by=who, decided_on=on):
            file = replace(file, unplanned=event, plan=None)
        case ServiceGiven(recorded_by=who, given_on=on):
            file = replace(file, given=(*file.given, event))
        case FollowUpMade(visited_by=who, visited_on=on):
            file = replace(file, visit=event)
        case PaperCompared(compared_by=who):
            return replace(file, papers={**(file.papers or {}), event.step: event}, hands=file.hands | {who})
        case _:
            assert_never(event)
    return replace(file, hands=file.hands | {who}, last_on=max(on, file.last_on or on))


def surveyed(file: ServiceFile) -> NeedsSurveyed:
    """Return its survey. Raises NotSurveyedYet."""
    if file.survey is None:
        raise NotSurveyedYet("file", file=file.id)
    return file.survey


def year_and_person(file: str) -> tuple[int, str]:
    """Return the year and the beneficiary in a file's name. Raises NotAServiceFile."""
    found = _FILE.fullmatch(file)
    if found is None:
        raise NotAServiceFile("file", file=file[:120])
    return int(found[1]), found[2]
