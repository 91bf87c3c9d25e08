"""Registering people, and what happens to them: circumstances, a new record, a move, a death."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.imports import PersonRow
from application.people import Admission, PersonalRecord
from application.recorded import command_cause
from application.road import MOST_ATTEMPTS, Answer, CommandIdReused, Decide, Officer, TooBusy, WouldDo
from application.work import Work
from domain.beneficiaries import decisions as beneficiaries
from domain.beneficiaries.decisions import RECORD_FIELDS
from domain.beneficiaries.events import PersonalRecordChanged
from domain.beneficiaries.rejections import RecordDiffers, RecordUnchanged, SamePersonTwice
from domain.eligibility import standing
from domain.eligibility.events import StopReason
from domain.facts import Fact
from domain.identity import age_in_years
from domain.programmes.state import monthly_rules_at

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
class ChangePersonalRecord:
    """The vault keeps another record of somebody now; `fields` names what changed since the log last heard."""

    command_id: str
    beneficiary: str
    commitment: str
    fields: tuple[str, ...]


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
    is simply registered now. A list with newcomers is rehearsed before anybody is sealed, so that a refusal leaves the
    vault as it was. Raises RegisteredAlready, RecordDiffers (known to the vault under another record), SamePersonTwice.
    """
    desk.happened(on)
    records = [row.record for row in rows]
    found = _agreeing(rows, desk.vault.compare(records, actor=by.id, why=why))
    if not all(one.known for one in found):
        rehearsal = _registration(rows, found, command_id=command_id, on=on)
        try:
            desk.take(rehearsal, _registering(rehearsal), by=by, dry_run=True)
        except WouldDo:
            if desk.dry_run:
                raise
            found = _agreeing(rows, desk.vault.admit(records, actor=by.id, why=why))
        except CommandIdReused:
            found = desk.vault.compare(records, actor=by.id, why=why)
            if not all(one.known for one in found):
                raise
            # This very command, given twice at once: the other one has just been answered, and so will this be.
    ask = _registration(rows, found, command_id=command_id, on=on)
    answer = desk.take(ask, _registering(ask), by=by)
    return answer, tuple(person.beneficiary for person in ask.people)


def change_personal_record(
    beneficiary: str, record: PersonalRecord, *, command_id: str, why: str, by: Officer, desk: Desk
) -> Answer:
    """Put a whole new record of a registered person into the vault and bind it in the log.

    The vault comes first and may be asked again: the log is told what changed since the revision it knows, so that a
    command that got only as far as the vault is completed by repeating it. Of two at the same moment the one that
    reaches the log later is decided anew, on what the other made of the record.

    Raises NotRegistered, RecordUnchanged, what `Vault.amend` and the road raise.
    """
    for _ in range(MOST_ATTEMPTS):
        try:
            return _change(beneficiary, record, command_id=command_id, why=why, by=by, desk=desk)
        except (CommandIdReused, RecordUnchanged):
            if earlier := _answered(beneficiary, record, command_id=command_id, why=why, by=by, desk=desk):
                return earlier
            raise
        except _Overtaken:
            continue
    raise TooBusy(command_id)


def record_circumstances(ask: RecordCircumstances, *, by: Officer, desk: Desk) -> Answer:
    """Record facts that changed; what is known exactly so already is left out."""
    desk.happened(ask.on)

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
            cause = command_cause(ask.command_id)
            stop_cases(ask.beneficiary, StopReason.DIED, ask.died_on, today, work=work, desk=desk, caused_by=cause)

    return desk.take(ask, decide, by=by)


def record_move(ask: RecordMove, *, by: Officer, desk: Desk) -> Answer:
    """Record a move and end the person's entitlements with the month of it, together."""
    today = desk.clock.today()

    def decide(work: Work) -> None:
        person = streams.person(work, ask.beneficiary)
        events = beneficiaries.record_move(person.state, moved_on=ask.moved_on, to_region=ask.to_region, on=today)
        work.record(person, *events)
        if events:
            cause = command_cause(ask.command_id)
            stop_cases(
                ask.beneficiary, StopReason.MOVED_AWAY, ask.moved_on, today, work=work, desk=desk, caused_by=cause
            )

    return desk.take(ask, decide, by=by)


def facts_of(row: PersonRow, on: date) -> tuple[Fact, ...]:
    """Return what decisions may use of a row: circumstances, never personal data (an age in years, no birthday)."""
    until = row.certificate_valid_until
    age = age_in_years(row.birth_date, on)
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


def _agreeing(rows: Sequence[PersonRow], found: Sequence[Admission]) -> Sequence[Admission]:
    """Return what the vault found when it is of different people and as the rows say."""
    seen: set[str] = set()
    for row, one in zip(rows, found, strict=True):
        if one.beneficiary_id in seen or (one.known and not one.beneficiary_id):
            raise SamePersonTwice(f"row {row.row}")
        if one.differs:
            raise RecordDiffers(f"row {row.row}", beneficiary=one.beneficiary_id, fields=", ".join(one.differs))
        seen.update({one.beneficiary_id} - {""})
    return found


def _registration(
    rows: Sequence[PersonRow], found: Sequence[Admission], *, command_id: str, on: date
) -> RegisterPeople:
    """Return the command; a newcomer has a stand-in for id and commitment, for the rehearsal."""
    people = tuple(
        NewPerson(one.beneficiary_id or f"row-{row.row}", row.region, one.commitment or "0" * 64, facts_of(row, on))
        for row, one in zip(rows, found, strict=True)
    )
    return RegisterPeople(command_id=command_id, people=people, on=on)


def _registering(ask: RegisterPeople) -> Decide:
    def decide(work: Work) -> dict[str, object]:
        loaded = streams.people(work, [person.beneficiary for person in ask.people])
        for person, new in zip(loaded, ask.people, strict=True):
            event = beneficiaries.register(
                person.state, region=new.region, commitment=new.commitment, facts=new.facts, on=ask.on
            )
            work.record(person, event)
        return {"people": len(ask.people)}

    return decide


class _Overtaken(Exception):
    """The log heard of another record while ours was on its way; what changed has to be named anew."""


def _change(beneficiary: str, record: PersonalRecord, *, command_id: str, why: str, by: Officer, desk: Desk) -> Answer:
    known = streams.person(Work(desk.log, attempt=0), beneficiary).state.commitment
    rehearsal = ChangePersonalRecord(
        command_id=command_id, beneficiary=beneficiary, commitment="0" * 64, fields=RECORD_FIELDS
    )
    try:
        desk.take(rehearsal, _changing(rehearsal, known), by=by, dry_run=True)
    except WouldDo:
        if desk.dry_run:
            raise
    amendment = desk.vault.amend(beneficiary, record, actor=by.id, why=why, since=known)
    if amendment.commitment == known:
        raise RecordUnchanged("record", beneficiary=beneficiary)
    ask = ChangePersonalRecord(
        command_id=command_id, beneficiary=beneficiary, commitment=amendment.commitment, fields=amendment.fields
    )
    return desk.take(ask, _changing(ask, known), by=by)


def _changing(ask: ChangePersonalRecord, known: str) -> Decide:
    def decide(work: Work) -> dict[str, object]:
        person = streams.person(work, ask.beneficiary)
        if person.state.commitment != known:
            raise _Overtaken(ask.beneficiary)
        event = beneficiaries.change_record(person.state, commitment=ask.commitment, fields=ask.fields)
        work.record(person, event)
        return {"fields": list(event.fields)}

    return decide


def _answered(
    beneficiary: str, record: PersonalRecord, *, command_id: str, why: str, by: Officer, desk: Desk
) -> Answer | None:
    """Return the answer this very command was given before, if it was. Raises CommandIdReused for another record."""
    if desk.log.receipt(command_id) is None:
        return None
    for entry in desk.log.stream(f"beneficiary/{beneficiary}"):
        if entry.command_id == command_id and isinstance(entry.fact, PersonalRecordChanged):
            bound, fields = entry.fact.commitment, entry.fact.fields
            ask = ChangePersonalRecord(command_id=command_id, beneficiary=beneficiary, commitment=bound, fields=fields)
            answer = desk.take(ask, _changing(ask, bound), by=by)
            if desk.vault.reveal(beneficiary, actor=by.id, why=why, commitment=bound) == record:
                return answer
    raise CommandIdReused("command_id", command_id=command_id)


def stop_cases(
    beneficiary: str, reason: StopReason, day: date, today: date, *, work: Work, desk: Desk, caused_by: str = ""
) -> None:
    """Stop a person's entitlements in every programme, from the month its policy says; `caused_by` led to that."""
    stop_cases_of({beneficiary: (reason, day)}, today, work=work, desk=desk, caused_by=caused_by)


def stop_cases_of(
    stops: Mapping[str, tuple[StopReason, date]], today: date, *, work: Work, desk: Desk, caused_by: str = ""
) -> tuple[tuple[str, str], ...]:
    """Stop people's entitlements, each for a reason that arose on a day; return the (programme, person) stopped.

    `caused_by` is what led to it, as entries name it.
    """
    desk.views_now()
    people, stopped = list(stops), []
    for programme in desk.views.programmes():
        rules = monthly_rules_at(streams.programme(work, programme).state, today)
        for person, case in zip(people, streams.cases(work, programme, people), strict=True):
            reason, day = stops[person]
            if events := standing.stop_after(case.state, reason=reason, day=day, on=today, rules=rules):
                work.record(case, *events, caused_by=caused_by)
                stopped.append((programme, person))
    return tuple(stopped)
