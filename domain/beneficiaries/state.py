"""A person as decisions see them: where they live, the facts that may be used, and whether they are still here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import assert_never

from domain.beneficiaries.events import (
    BeneficiaryEvent,
    BeneficiaryRegistered,
    CircumstancesRecorded,
    DeathRecorded,
    FoundToBeDifferent,
    LegalHoldLifted,
    LegalHoldPlaced,
    MovedAway,
    PersonalRecordChanged,
    PersonErased,
    RegistrationClosed,
)
from domain.beneficiaries.rejections import NotRegistered, PersonIsErased, RegistrationIsClosed
from domain.facts import Fact


@dataclass(frozen=True, slots=True)
class Person:
    """One person without personal data; `commitment` is empty until they are registered.

    `holds` are the documents of the legal holds that stand, `lifters` who lifted one. `same_as` is the registration
    this one turned out to repeat, `different_from` are people it was held against and is not.
    """

    id: str
    region: str = ""
    commitment: str = ""
    facts: tuple[Fact, ...] = ()
    died_on: date | None = None
    moved_on: date | None = None
    holds: tuple[str, ...] = ()
    lifters: frozenset[str] = frozenset()
    same_as: str = ""
    different_from: frozenset[str] = frozenset()
    erased_on: date | None = None

    def fact(self, name: str) -> Fact | None:
        """Return the fact of that name as last recorded."""
        return next((fact for fact in self.facts if fact.name == name), None)


def replay(beneficiary: str, facts: Iterable[object]) -> Person:
    """Build the state of a person from their history; an unknown event stops the replay."""
    state = Person(beneficiary)
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(person: Person, event: BeneficiaryEvent) -> Person:
    """Return the person after one event. Never refuses: history has already happened."""
    match event:
        case BeneficiaryRegistered(region=region, commitment=commitment, facts=facts):
            return replace(person, region=region, commitment=commitment, facts=facts)
        case CircumstancesRecorded(facts=facts):
            known = {fact.name: fact for fact in (*person.facts, *facts)}
            return replace(person, facts=tuple(known.values()))
        case PersonalRecordChanged(commitment=commitment):
            return replace(person, commitment=commitment)
        case DeathRecorded(died_on=died_on):
            return replace(person, died_on=died_on)
        case MovedAway(moved_on=moved_on):
            return replace(person, moved_on=moved_on)
        case LegalHoldPlaced(document=document):
            return replace(person, holds=(*person.holds, document))
        case LegalHoldLifted(document=document, lifted_by=who):
            left = tuple(hold for hold in person.holds if hold != document)
            return replace(person, holds=left, lifters=person.lifters | {who})
        case FoundToBeDifferent(other=other):
            return replace(person, different_from=person.different_from | {other})
        case RegistrationClosed(same_as=earlier):
            return replace(person, same_as=earlier)
        case PersonErased(erased_on=day):
            return replace(person, erased_on=day)
        case _:
            assert_never(event)


def registered(person: Person) -> Person:
    """Return the person. Raises NotRegistered."""
    if not person.commitment:
        raise NotRegistered("beneficiary", beneficiary=person.id)
    return person


def present(person: Person) -> Person:
    """Return a registered person whose file goes on. Raises NotRegistered, PersonIsErased, RegistrationIsClosed."""
    registered(person)
    if person.erased_on is not None:
        raise PersonIsErased("beneficiary", beneficiary=person.id)
    if person.same_as:
        raise RegistrationIsClosed("beneficiary", beneficiary=person.id, earlier=person.same_as)
    return person
