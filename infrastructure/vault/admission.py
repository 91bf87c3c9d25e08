"""Who of those asked for is new and who is known already: decided the same way in memory and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from application.people import Admission, PersonalRecord
from domain.personal_data import NothingToRecogniseBy, NumbersOfTwoPeople, ReasonMissing, ReasonNamesThePerson
from infrastructure.random_letters import random_letters
from infrastructure.vault.revisions import Digest, History
from infrastructure.vault.sealing import FIELDS, UNIQUE_KINDS, Sealed

_LEAST_TOLD = 2
"""Characters that tell somebody: a name of two."""


@dataclass(slots=True)
class Plan:
    """`ids` holds each asked person's beneficiary id in the order asked, `new` the records to seal."""

    ids: list[str] = field(default_factory=list)
    new: dict[str, PersonalRecord] = field(default_factory=dict)
    index: list[tuple[str, bytes, str]] = field(default_factory=list)

    def known_before(self) -> list[str]:
        """Return the ids that were in the vault already, each once."""
        return sorted(set(self.ids) - self.new.keys())


def plan(people: Sequence[PersonalRecord], digests: Sequence[Sequence[Digest]], known: Mapping[Digest, str]) -> Plan:
    """Decide who is new. `known` holds the unique digests already taken; people asked twice are new once.

    Raises NothingToRecogniseBy and NumbersOfTwoPeople, with the person's place among those asked as the field.
    """
    planned = Plan()
    taken = dict(known)
    # In order, so that rows that are loaded together lie together; random, so that nobody can be guessed.
    fresh = iter(sorted(new_id() for _ in people))
    for place, (record, own) in enumerate(zip(people, digests, strict=True)):
        if not record.id_number:
            raise NothingToRecogniseBy(f"people[{place}].id_number")
        unique = [digest for digest in own if digest[0] in UNIQUE_KINDS]
        found = {digest[0]: taken[digest] for digest in unique if digest in taken}
        if len(set(found.values())) > 1:
            raise NumbersOfTwoPeople(
                f"people[{place}]", by_id_number=found["id_number"], by_certificate=found["certificate"]
            )
        if found:
            planned.ids.append(next(iter(found.values())))
            continue
        person = next(fresh)
        planned.ids.append(person)
        planned.new[person] = record
        planned.index.extend((kind, digest, person) for kind, digest in own)
        taken.update((digest, person) for digest in unique)
    return planned


def compared(people: Sequence[PersonalRecord], planned: Plan, kept: Mapping[str, History]) -> tuple[Admission, ...]:
    """Answer in the order asked, newcomers still without id. `kept` holds what is known of those known before."""
    told: set[str] = set()
    answers = []
    for record, person in zip(people, planned.ids, strict=True):
        if person in planned.new:
            again = person in told
            differs = differences(planned.new[person], record) if again else ()
            answers.append(Admission("", "", known=again, differs=differs))
        else:
            answers.append(_recognised(person, record, kept[person]))
        told.add(person)
    return tuple(answers)


def sealed_as(found: Iterable[Admission], planned: Plan, sealed: Mapping[str, Sealed]) -> tuple[Admission, ...]:
    """Return the admissions with the newcomers' ids and commitments, now that they are sealed."""
    return tuple(
        replace(one, beneficiary_id=person, commitment=sealed[person].commitment.hex()) if person in sealed else one
        for one, person in zip(found, planned.ids, strict=True)
    )


def differences(kept: PersonalRecord, brought: PersonalRecord) -> tuple[str, ...]:
    """Name the fields in which a record brought again says something else; what it leaves blank it does not say."""
    return tuple(name for name in FIELDS if getattr(brought, name) not in ("", getattr(kept, name)))


def _recognised(person: str, record: PersonalRecord, kept: History) -> Admission:
    for commitment, revision in kept:
        if not differences(revision, record):
            return Admission(person, commitment, known=True)
    commitment, current = kept[-1]
    return Admission(person, commitment, known=True, differs=differences(current, record))


def stated(why: str) -> str:
    """Return the reason without the blanks around it. Raises ReasonMissing."""
    reason = why.strip()
    if not reason:
        raise ReasonMissing("why")
    return reason


def names_nobody(why: str, people: Iterable[tuple[str, PersonalRecord]]) -> None:
    """Refuse a reason that repeats what a record says: reasons are kept when the record is gone.

    Raises ReasonNamesThePerson, with the id it was opened under.
    """
    for person, record in people:
        said = (record.name, record.guardian, record.id_number, record.certificate, record.account, record.phone)
        if any(len(text) >= _LEAST_TOLD and text in why for text in (*said, record.address)):
            raise ReasonNamesThePerson("why", beneficiary_id=person or "-")


def new_id() -> str:
    """Return a beneficiary id: 80 random bits in Crockford's letters, such as b-7k0v9m2xq4a8e1zt."""
    return f"b-{random_letters()}"


def in_all(found: Iterable[frozenset[str]]) -> tuple[str, ...]:
    """Return the ids that are in every set, sorted; none when there is no set."""
    sets = list(found)
    return tuple(sorted(frozenset.intersection(*sets))) if sets else ()


def asked_for(**numbers: str) -> tuple[tuple[str, str], ...]:
    """Return the kinds and numbers that were given at all."""
    return tuple((kind, number) for kind, number in numbers.items() if number)


def only_unique(kind: str) -> None:
    """Refuse to look people up one by one with a number that several may share. Raises ValueError."""
    if kind not in UNIQUE_KINDS:
        raise ValueError(f"one person cannot be told by {kind}")
