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
    MovedAway,
    PersonalRecordChanged,
)
from domain.beneficiaries.rejections import NotRegistered
from domain.facts import Fact


@dataclass(frozen=True, slots=True)
class Person:
    """One person without personal data; `commitment` is empty until they are registered."""

    id: str
    region: str = ""
    commitment: str = ""
    facts: tuple[Fact, ...] = ()
    died_on: date | None = None
    moved_on: date | None = None

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
        case _:
            assert_never(event)


def registered(person: Person) -> Person:
    """Return the person. Raises NotRegistered."""
    if not person.commitment:
        raise NotRegistered("beneficiary", beneficiary=person.id)
    return person
