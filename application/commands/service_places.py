"""A place's terms of tailored service, its supervisors, calls on households, reports and falsifications."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.beneficiaries.rejections import NotRegistered
from domain.periods import Period
from domain.programmes.state import existing
from domain.tailored import places, terms
from domain.tailored.place_events import Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class SetServiceTerms:
    """Set the weights, quotas, deadlines and limits of a place and of those in it without their own."""

    command_id: str
    region: str
    terms: Terms
    valid_from: date
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSupervisors:
    """Name who calls on households of a place in a year. `supervisors` are accounts."""

    command_id: str
    year: int
    region: str
    supervisors: tuple[str, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SuperviseHousehold:
    """One called on a household; `beneficiaries` are all its people in the ledger."""

    command_id: str
    region: str
    beneficiaries: tuple[str, ...]
    page_sha256: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInServiceReport:
    """Hand in a place's report of a month or quarter."""

    command_id: str
    region: str
    period: Period
    page_sha256: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmFalsification:
    """Establish that service files of a place and year are made up."""

    command_id: str
    year: int
    region: str
    files: tuple[str, ...]
    text: str
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawFalsification:
    """Say that it was not so after all."""

    command_id: str
    year: int
    region: str
    number: int
    text: str
    on: date


def set_service_terms(ask: SetServiceTerms, *, by: Officer, desk: Desk) -> Answer:
    """Set terms. Raises NoSuchProgramme (who pays aid), WeightsDoNotSumToOne, TermOutOfRange and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        existing(streams.programme(work, ask.terms.aid_programme).state)
        place = streams.service_terms(work, ask.region)
        done = terms.set_terms(
            place.state, ask.terms, valid_from=ask.valid_from, document=ask.document, by=by.id, on=ask.on
        )
        work.record(place, done)
        return {"region": ask.region, "terms_version": done.version}

    return desk.take(ask, decide, by=by)


def name_supervisors(ask: NameSupervisors, *, by: Officer, desk: Desk) -> Answer:
    """Name supervisors. Raises NoSupervisors."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        place = streams.service_place(work, f"{ask.year}/{ask.region}")
        work.record(place, places.name_supervisors(ask.supervisors, by=by.id, on=ask.on))
        return {"place": place.state.id}

    return desk.take(ask, decide, by=by)


def supervise_household(ask: SuperviseHousehold, *, by: Officer, desk: Desk) -> Answer:
    """Record a call on a household. Raises NotASupervisor, HouseholdEmpty, HouseholdElsewhere, NotRegistered."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        place = streams.service_place(work, f"{ask.on.year}/{ask.region}")
        people = {}
        for index, person in enumerate(streams.people(work, ask.beneficiaries)):
            if not person.state.commitment:
                raise NotRegistered(f"beneficiaries[{index}]", beneficiary=person.state.id[:100])
            people[person.state.id] = person.state.region
        called = places.supervise(
            place.state, people=people, given=ask.beneficiaries, page_sha256=ask.page_sha256, by=by.id, on=ask.on
        )
        work.record(place, called)
        return {"place": place.state.id}

    return desk.take(ask, decide, by=by)


def hand_in_service_report(ask: HandInServiceReport, *, by: Officer, desk: Desk) -> Answer:
    """Hand in a report; the answer says when it was due and how many days late it is.

    Raises NoServiceTerms, NotAReportPeriod, ReportPeriodNotOver, HandedInAlready.
    """
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        place = streams.service_place(work, f"{ask.period.year}/{ask.region}")
        _, found = streams.service_terms_at(work, ask.region, on=places.last_day(ask.period))
        report = places.hand_in(place.state, ask.period, found.terms, page_sha256=ask.page_sha256, by=by.id, on=ask.on)
        work.record(place, report)
        late = max(0, (report.handed_in_on - report.due_on).days)
        return {"place": place.state.id, "due_on": report.due_on.isoformat(), "days_late": late}

    return desk.take(ask, decide, by=by)


def confirm_falsification(ask: ConfirmFalsification, *, by: Officer, desk: Desk) -> Answer:
    """Confirm a falsification. Raises NoFileShowsIt, FileOfAnotherPlace, TookPartInTheFile and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        place = streams.service_place(work, f"{ask.year}/{ask.region}")
        files = [one.state for one in streams.service_files(work, list(dict.fromkeys(ask.files)))]
        named = [file for name in ask.files for file in files if file.id == name]
        found = places.confirm_falsification(
            place.state, named, text=ask.text, document=ask.document, by=by.id, on=ask.on
        )
        work.record(place, found)
        return {"place": place.state.id, "number": found.number}

    return desk.take(ask, decide, by=by)


def withdraw_falsification(ask: WithdrawFalsification, *, by: Officer, desk: Desk) -> Answer:
    """Withdraw one. Raises NoSuchFalsification, ConfirmedBySameHands and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        place = streams.service_place(work, f"{ask.year}/{ask.region}")
        gone = places.withdraw_falsification(place.state, ask.number, text=ask.text, by=by.id, on=ask.on)
        work.record(place, gone)
        return {"place": place.state.id, "number": ask.number}

    return desk.take(ask, decide, by=by)
