"""Who has the same account, phone or address, said without saying what it is: marks that hold for one question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from application.checks.check import Likeness
from application.people import PersonalRecord
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
