"""Registering people, and what happens to them: circumstances, a new record, a move, a death."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.imports import PersonRow
from application.road import Answer, Officer
from application.work import Work
from domain.beneficiaries import decisions as beneficiaries
from domain.beneficiaries.rejections import RecordDiffers
from domain.eligibility import standing
from domain.eligibility.events import StopReason
from domain.facts import Fact

CERTIFICATE, CIVIL_AFFAIRS, HOUSEHOLDS, SURVEY = "certificate", "civil_affairs", "household_register", "survey"
"""Where registered facts come from, as policies name their sources of truth."""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody the vault has admitted: what the log may know of them."""

    beneficiary: str
    region: str
    commitment: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterPeople:
    """Register people, all or none of them."""

    command_id: str
    people: tuple[NewPerson, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordCircumstances:
    """Facts about one person changed."""

    command_id: str
    beneficiary: str
    facts: tuple[Fact, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordDeath:
    """A register reported a death."""

    command_id: str
    beneficiary: str
    died_on: date
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordMove:
    """Somebody moved out of the area that pays."""

    command_id: str
    beneficiary: str
    moved_on: date
    to_region: str


def register_people(
    rows: Sequence[PersonRow], *, command_id: str, why: str, on: date, by: Officer, desk: Desk
) -> tuple[Answer, tuple[str, ...]]:
    """Seal people's records in the vault and register them in the log; return the answer and their ids, in order.

    The vault comes first and may be asked again: whoever is in the vault but not yet in the log (a crash lay between)
    is simply registered now. Raises RegisteredAlready, RecordDiffers (known to the vault under another record).
    """
    desk.happened(on)
    admissions = desk.vault.admit([row.record for row in rows], actor=by.id, why=why)
    for row, admission in zip(rows, admissions, strict=True):
        if admission.differs:
            raise RecordDiffers(
                f"row {row.row}", beneficiary=admission.beneficiary_id, fields=", ".join(admission.differs)
            )
    ask = RegisterPeople(
        command_id=command_id,
        people=tuple(
            NewPerson(admission.beneficiary_id, row.region, admission.commitment, facts_of(row, on))
            for row, admission in zip(rows, admissions, strict=True)
        ),
        on=on,
    )

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.people(work, [person.beneficiary for person in ask.people])
        for person, new in zip(loaded, ask.people, strict=True):
            registered = beneficiaries.register(
                person.state, region=new.region, commitment=new.commitment, facts=new.facts, on=on
            )
            work.record(person, registered)
        return {"people": len(ask.people)}

    answer = desk.take(ask, decide, by=by)
    return answer, tuple(person.beneficiary for person in ask.people)


def record_circumstances(ask: RecordCircumstances, *, by: Officer, desk: Desk) -> Answer:
    """Record facts that changed; what is known exactly so already is left out."""

    def decide(work: Work) -> None:
        person = streams.person(work, ask.beneficiary)
        work.record(person, *beneficiaries.record_circumstances(person.state, facts=ask.facts, on=ask.on))

    return desk.take(ask, decide, by=by)


def record_death(ask: RecordDeath, *, by: Officer, desk: Desk) -> Answer:
    """Record a death and end the person's entitlements with the month of it, together."""
    today = desk.clock.today()

    def decide(work: Work) -> None:
        person = streams.person(work, ask.beneficiary)
        events = beneficiaries.record_death(person.state, died_on=ask.died_on, source=ask.source, on=today)
        work.record(person, *events)
        if events:
            _stop_cases(ask.beneficiary, StopReason.DIED, ask.died_on, today, work=work, desk=desk)

    return desk.take(ask, decide, by=by)


def record_move(ask: RecordMove, *, by: Officer, desk: Desk) -> Answer:
    """Record a move and end the person's entitlements with the month of it, together."""
    today = desk.clock.today()

    def decide(work: Work) -> None:
        person = streams.person(work, ask.beneficiary)
        events = beneficiaries.record_move(person.state, moved_on=ask.moved_on, to_region=ask.to_region, on=today)
        work.record(person, *events)
        if events:
            _stop_cases(ask.beneficiary, StopReason.MOVED_AWAY, ask.moved_on, today, work=work, desk=desk)

    return desk.take(ask, decide, by=by)


def facts_of(row: PersonRow, on: date) -> tuple[Fact, ...]:
    """Return what decisions may use of a row: circumstances, never personal data (an age in years, no birthday)."""
    until = row.certificate_valid_until
    age = on.year - row.birth_date.year - ((on.month, on.day) < (row.birth_date.month, row.birth_date.day))
    known = (
        Fact("disability_type", str(row.disability_type), CERTIFICATE, on),
        Fact("disability_level", str(row.disability_level), CERTIFICATE, on),
        Fact("certificate_valid_until", until.isoformat() if until else "none", CERTIFICATE, on),
        Fact("low_income", "yes" if row.low_income else "no", CIVIL_AFFAIRS, on),
        Fact("residence", row.residence, HOUSEHOLDS, on),
        Fact("age_years", str(age), HOUSEHOLDS, on),
        Fact("long_term_care", "yes" if row.long_term_care else "no", SURVEY, on),
    )
    return known + tuple(Fact(name, value, SURVEY, on) for name, value in row.facts)


def _stop_cases(beneficiary: str, reason: StopReason, day: date, today: date, *, work: Work, desk: Desk) -> None:
    desk.views_now()
    for programme in desk.views.programmes():
        case = streams.case(work, programme, beneficiary)
        stopped = standing.stop_after(case.state, reason=reason, day=day, on=today)
        if stopped:
            work.record(case, *stopped)
