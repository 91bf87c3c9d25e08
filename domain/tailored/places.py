"""A place's year: who supervises, which households were called on, reports, and falsifications."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import assert_never

from domain.dates import not_before
from domain.free_text import clean_text
from domain.periods import Period, PeriodKind
from domain.regions import RegionCode
from domain.tailored.place_events import (
    FalsificationConfirmed,
    FalsificationWithdrawn,
    HouseholdSupervised,
    ServicePlaceEvent,
    ServiceReportHandedIn,
    SupervisorsNamed,
    Terms,
)
from domain.tailored.place_rejections import (
    ConfirmedBySameHands,
    FileOfAnotherPlace,
    HandedInAlready,
    HouseholdElsewhere,
    HouseholdEmpty,
    NoFileShowsIt,
    NoSuchFalsification,
    NoSupervisors,
    NotAReportPeriod,
    NotAServicePlace,
    NotASupervisor,
    ReportPeriodNotOver,
    TookPartInTheFile,
)
from domain.tailored.rejections import DayOutsideTheYear
from domain.tailored.signing import page_hash
from domain.tailored.state import ServiceFile, surveyed

_PLACE = re.compile(r"((?:19|20|21)\d{2})/(\d{6}|\d{12})", re.ASCII)


@dataclass(frozen=True, slots=True)
class ServicePlace:
    """A place in a year. `falsified` are the confirmed falsifications that stand, by number."""

    year: int
    region: str
    supervisors: tuple[str, ...] = ()
    calls: tuple[HouseholdSupervised, ...] = ()
    reports: Mapping[Period, ServiceReportHandedIn] = field(default_factory=dict)
    falsified: Mapping[int, FalsificationConfirmed] = field(default_factory=dict)
    confirmed: int = 0

    @property
    def id(self) -> str:
        """Its name: its stream is `service_place/` + this."""
        return f"{self.year}/{self.region}"


def replay(place: str, facts: Iterable[object]) -> ServicePlace:
    """Build the state of a place's year from its history. Raises NotAServicePlace."""
    year, region = year_and_region(place)
    state = ServicePlace(year, region)
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(place: ServicePlace, event: ServicePlaceEvent) -> ServicePlace:
    """Return the place after one event. Never refuses: history has already happened."""
    match event:
        case SupervisorsNamed(supervisors=supervisors):
            return replace(place, supervisors=supervisors)
        case HouseholdSupervised():
            return replace(place, calls=(*place.calls, event))
        case ServiceReportHandedIn(period=period):
            return replace(place, reports={**place.reports, period: event})
        case FalsificationConfirmed(number=number):
            return replace(place, falsified={**place.falsified, number: event}, confirmed=number)
        case FalsificationWithdrawn(number=number):
            rest = {each: fact for each, fact in place.falsified.items() if each != number}
            return replace(place, falsified=rest)
        case _:
            assert_never(event)


def name_supervisors(supervisors: Sequence[str], *, by: str, on: date) -> SupervisorsNamed:
    """Name who supervises a place from now on. Raises NoSupervisors."""
    if not supervisors or len(set(supervisors)) != len(supervisors):
        raise NoSupervisors("supervisors")
    return SupervisorsNamed(tuple(supervisors), by, on)


def supervise(
    place: ServicePlace, *, people: Mapping[str, str], given: Sequence[str], page_sha256: str, by: str, on: date
) -> HouseholdSupervised:
    """Record a call on a household; `people` are the regions of those given.

    Raises DayOutsideTheYear, NotASupervisor, HouseholdEmpty, HouseholdElsewhere, NotAPageHash.
    """
    if on.year != place.year:
        raise DayOutsideTheYear("on", day=on, year=place.year)
    if by not in place.supervisors:
        raise NotASupervisor("by", who=by, region=place.region, year=place.year)
    if not given or len(set(given)) != len(given):
        raise HouseholdEmpty("beneficiaries")
    here = RegionCode.parse(place.region)
    for index, person in enumerate(given):
        if not RegionCode.parse(people[person]).within(here):
            facts = {"beneficiary": person, "lives": people[person], "region": place.region}
            raise HouseholdElsewhere(f"beneficiaries[{index}]", **facts)
    return HouseholdSupervised(by, tuple(given), page_hash(page_sha256), on)


def last_day(period: Period) -> date:
    """Return a period's last day."""
    return period.last.next().first_day() - timedelta(days=1)


def due_on(period: Period, terms: Terms) -> date:
    """Return the last day on which a report is in time, counted in calendar days. Raises NotAReportPeriod."""
    if period.kind not in (PeriodKind.MONTH, PeriodKind.QUARTER):
        raise NotAReportPeriod("period", period=period)
    days = terms.monthly_days if period.kind is PeriodKind.MONTH else terms.quarterly_days
    return last_day(period) + timedelta(days=days)


def hand_in(
    place: ServicePlace, period: Period, terms: Terms, *, page_sha256: str, by: str, on: date
) -> ServiceReportHandedIn:
    """Hand in a report, late or not, once.

    Raises NotAReportPeriod, ReportPeriodNotOver, HandedInAlready, NotAPageHash.
    """
    due = due_on(period, terms)
    if on <= last_day(period):
        raise ReportPeriodNotOver("period", period=period, end=last_day(period))
    if (known := place.reports.get(period)) is not None:
        raise HandedInAlready("period", region=place.region, period=period, day=known.handed_in_on)
    return ServiceReportHandedIn(period, due, page_hash(page_sha256), by, on)


def confirm_falsification(
    place: ServicePlace, files: Sequence[ServiceFile], *, text: str, document: str, by: str, on: date
) -> FalsificationConfirmed:
    """Establish that files of the place are made up; whoever made entries in one is no judge of it.

    Raises NoFileShowsIt, NotSurveyedYet, FileOfAnotherPlace, TookPartInTheFile, BeforeItsCause, refusals of free text.
    """
    names = [file.id for file in files]
    if not names or len(set(names)) != len(names):
        raise NoFileShowsIt("files")
    here = RegionCode.parse(place.region)
    for index, file in enumerate(files):
        region = surveyed(file).region
        if file.year != place.year or not RegionCode.parse(region).within(here):
            raise FileOfAnotherPlace(f"files[{index}]", file=file.id, region=place.region, year=place.year)
        if by in file.hands:
            raise TookPartInTheFile("by", who=by, file=file.id)
        not_before(on, file.last_on, field="on")
    said = clean_text(text, field="text")
    paper = clean_text(document, field="document", limit=100)
    return FalsificationConfirmed(place.confirmed + 1, tuple(names), said, paper, by, on)


def withdraw_falsification(place: ServicePlace, number: int, *, text: str, by: str, on: date) -> FalsificationWithdrawn:
    """Say that it was not so. Raises NoSuchFalsification, ConfirmedBySameHands, BeforeItsCause, of free text."""
    known = place.falsified.get(number)
    if known is None:
        raise NoSuchFalsification("number", place=place.id, number=number)
    if by == known.confirmed_by:
        raise ConfirmedBySameHands("by", who=by)
    not_before(on, known.confirmed_on, field="on")
    return FalsificationWithdrawn(number, clean_text(text, field="text"), by, on)


def year_and_region(place: str) -> tuple[int, str]:
    """Return the year and the region in a place's name. Raises NotAServicePlace."""
    found = _PLACE.fullmatch(place)
    if found is None:
        raise NotAServicePlace("place", name=place[:60])
    return int(found[1]), found[2]
