"""A register as it is declared: its columns, what it belongs to, and what one row of it comes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from application.desk import Desk
from application.registers.columns import RegisterColumn
from application.registers.kinds import RegisterKind
from application.road import Officer
from application.work import Work
from domain.levies.numbers import written


@dataclass(frozen=True, slots=True)
class Bringing:
    """A list being brought: the thing it belongs to, the day of rows that name none, who brings it where."""

    of: str
    on: date
    by: Officer
    desk: Desk

    def day(self, values: Mapping[str, Any]) -> date:
        """Return the day a row counts for. Raises InTheFuture."""
        return self.desk.happened(values["on"] or self.on)


Step = Callable[[Work, Mapping[str, Any], Bringing], Mapping[str, object]]
"""Decides one row on what the rows before it left, and then records it; refuses before it has recorded anything."""


@dataclass(frozen=True, slots=True)
class Register:
    """One register. `of_zh` and `of_en` say what the thing is that a list of it belongs to, `of_example` names one.

    `stream` is the kind of stream of that thing, empty where it concerns the whole ledger; `operation` is what a row
    comes to, which whoever brings the list must be permitted. The columns of `once` together name a row: they stand
    once in a list. A refusal of a field of `about` is of the list, not of a row. With `of_people`, a column names
    somebody by a number, and `step` is told who is meant as `beneficiary`.
    """

    kind: RegisterKind
    en: str
    of_zh: str
    of_en: str
    of_example: str
    stream: str
    operation: str
    columns: tuple[RegisterColumn, ...]
    once: tuple[str, ...]
    about: frozenset[str]
    step: Step
    of_people: bool = False
    one_of: tuple[tuple[str, ...], ...] = ()

    @property
    def zh(self) -> str:
        """What it is called in Chinese."""
        return self.kind.zh

    def column_of(self, field: str) -> str:
        """Return the column that a refused field stands in; the first that names a row, where it stands in none."""
        name = field.partition("[")[0].partition(".")[0]
        names = {column.name for column in self.columns}
        if name not in names and name.endswith("_on"):
            name = "on"
        return name if name in names else self.once[0]

    def shown(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Return a row's values as its cells said them, more or less."""
        return {column.name: _as_said(column, values.get(column.name)) for column in self.columns}


def _as_said(column: RegisterColumn, value: object) -> str:
    if column.words:
        return next((word.zh for word in column.words if word.value == value), "")
    if isinstance(value, tuple):
        return "、".join(f"{name} {written(number)}" for name, number in value)
    return written(value) if isinstance(value, Fraction) else "" if value is None else str(value)
