"""What may be recorded about a person. A decision that changes nothing returns no event."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from domain.beneficiaries.events import (
    BeneficiaryRegistered,
    CircumstancesRecorded,
    DeathRecorded,
    MovedAway,
    PersonalRecordChanged,
)
from domain.beneficiaries.rejections import (
    DeathDateDisputed,
    NoFactsGiven,
    NotACommitment,
    NotARecordField,
    OlderThanKnown,
    PersonDied,
    PersonMovedAway,
    RecordUnchanged,
    RegisteredAlready,
)
from domain.beneficiaries.state import Person, present
from domain.dates import not_in_the_future
from domain.fact_checks import checked_facts
from domain.facts import Fact
from domain.free_text import clean_text
from domain.regions import RegionCode

RECORD_FIELDS = ("name", "id_number", "certificate", "account", "bank", "phone", "address", "guardian")
"""The fields of a personal record, by name only: what they hold never comes here."""

_SHA256 = re.compile(r"[0-9a-f]{64}")


def register(person: Person, *, region: str, commitment: str, facts: Sequence[Fact], on: date) -> BeneficiaryRegistered:
    """Register somebody whose record the vault has sealed.

    Raises RegisteredAlready, NotARegionCode, NotACommitment, and what `checked_facts` raises.
    """
    if person.commitment:
        raise RegisteredAlready("beneficiary", beneficiary=person.id)
    return BeneficiaryRegistered(
        region=str(RegionCode.parse(region)),
        commitment=_commitment(commitment),
        facts=checked_facts(facts, on=on),
        registered_on=on,
    )


def record_circumstances(person: Person, *, facts: Sequence[Fact], on: date) -> tuple[CircumstancesRecorded, ...]:
    """Record facts that changed; facts known exactly so already are left out.

    Raises NotRegistered, PersonIsErased, RegistrationIsClosed,
    NoFactsGiven, OlderThanKnown, and what `checked_facts` raises.
    """
    present(person)
    if not facts:
        raise NoFactsGiven("facts")
    news: list[Fact] = []
    for index, fact in enumerate(checked_facts(facts, on=on)):
        known = person.fact(fact.name)
        if known is not None and fact.as_of < known.as_of:
            raise OlderThanKnown(f"facts[{index}].as_of", fact=fact.name, known=known.as_of, given=fact.as_of)
        if fact != known:
            news.append(fact)
    return (CircumstancesRecorded(tuple(news)),) if news else ()


def change_record(person: Person, *, commitment: str, fields: Sequence[str]) -> PersonalRecordChanged:
    """Bind the vault's new record; `fields` names what changed in it.

    Raises NotRegistered, PersonIsErased, RegistrationIsClosed,
    NotACommitment, NoFactsGiven, NotARecordField, RecordUnchanged.
    """
    present(person)
    if not fields:
        raise NoFactsGiven("fields")
    for index, name in enumerate(fields):
        if name not in RECORD_FIELDS:
            raise NotARecordField(f"fields[{index}]", name=name[:40])
    if _commitment(commitment) == person.commitment:
        raise RecordUnchanged("commitment", beneficiary=person.id)
    return PersonalRecordChanged(commitment, tuple(name for name in RECORD_FIELDS if name in fields))


def record_death(person: Person, *, died_on: date, source: str, on: date) -> tuple[DeathRecorded, ...]:
    """Record a death; several registers may report the same one, which is then no change.

    Raises NotRegistered, PersonIsErased, RegistrationIsClosed,
    InTheFuture, DateTooOld, DeathDateDisputed, TextMissing, PersonalNumberInText.
    """
    present(person)
    not_in_the_future(died_on, on, field="died_on")
    source = clean_text(source, field="source", limit=60)
    if person.died_on == died_on:
        return ()
    if person.died_on is not None:
        raise DeathDateDisputed("died_on", beneficiary=person.id, known=person.died_on, given=died_on)
    return (DeathRecorded(died_on, source),)


def record_move(person: Person, *, moved_on: date, to_region: str, on: date) -> tuple[MovedAway, ...]:
    """Record that somebody moved out of the area that pays; the same day again is no change.

    Raises NotRegistered, PersonIsErased, RegistrationIsClosed,
    PersonDied (before that day), PersonMovedAway (on another day), InTheFuture, NotARegionCode.
    """
    present(person)
    not_in_the_future(moved_on, on, field="moved_on")
    target = RegionCode.parse(to_region, field="to_region")
    if person.died_on is not None and person.died_on < moved_on:
        raise PersonDied("moved_on", beneficiary=person.id, died_on=person.died_on)
    if person.moved_on == moved_on:
        return ()
    if person.moved_on is not None:
        raise PersonMovedAway("moved_on", beneficiary=person.id, moved_on=person.moved_on)
    return (MovedAway(moved_on, str(target)),)


def _commitment(text: str) -> str:
    if not _SHA256.fullmatch(text):
        raise NotACommitment("commitment")
    return text
