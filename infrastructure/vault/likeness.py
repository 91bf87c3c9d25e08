"""Who has the same account, phone or address, and who may be the same person, said without saying what they have."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from application.checks.check import Likeness
from application.people import PersonalRecord, Resemblance
from domain import duplicates
from infrastructure.identity import uniform
from infrastructure.vault.revisions import History

FIELDS = ("account", "phone", "address")


class Marks:
    """Gives every value of a field a mark, the same for the same value."""

    def __init__(self) -> None:
        self._marks: dict[tuple[str, str], str] = {}

    def of(self, values: Mapping[str, str]) -> Mapping[str, str]:
        """Return the marks of the fields that are filled in."""
        return {name: self._mark(name, value) for name, value in values.items() if value}

    def of_histories(self, histories: Iterable[tuple[str, History]]) -> Mapping[str, Sequence[Likeness]]:
        """Return each person's revisions, oldest first."""
        return {
            person: tuple(Likeness(commitment, self.of(_fields(record))) for commitment, record in history)
            for person, history in histories
        }

    def _mark(self, name: str, value: str) -> str:
        key = (name, uniform(value))
        return self._marks.setdefault(key, f"{name}-{len(self._marks) + 1}")


def _fields(record: PersonalRecord) -> Mapping[str, str]:
    return {name: getattr(record, name) for name in FIELDS}


def ranked(record: PersonalRecord, others: Mapping[str, PersonalRecord], limit: int) -> tuple[Resemblance, ...]:
    """Return those of the others who are candidates, the likeliest first, by id where they are equally so."""
    own = _compared(record)
    found = [(duplicates.likeness(own, _compared(other)), person) for person, other in others.items()]
    likely = [(like, person) for like, person in found if like.score >= duplicates.LEAST]
    likely.sort(key=lambda each: (-each[0].score, each[1]))
    return tuple(Resemblance(person, like.score, like.same, like.near) for like, person in likely[:limit])


def _compared(record: PersonalRecord) -> Mapping[str, str]:
    numbers = {name: uniform(getattr(record, name)) for name in duplicates.SAME if name != "name"}
    return {**numbers, "name": record.name.strip()}
