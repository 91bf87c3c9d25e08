"""A short list that is read while its sender waits: what is wrong with its cells and rows, told as one."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from application.commands.brought_lists import BadRow
from application.imports import CellRemark, ColumnPlace, Reading

Row = TypeVar("Row")
_NOWHERE = ColumnPlace("", "")


@dataclass(frozen=True, slots=True)
class Looked(Generic[Row]):
    """A file that was read and checked: `bad` cells and rows, `doubts` that the sender has to accept."""

    reading: Reading[Row]
    bad: tuple[CellRemark, ...]
    doubts: tuple[CellRemark, ...]

    @property
    def remarks(self) -> tuple[CellRemark, ...]:
        """What is to be put right, or else what is to be accepted."""
        return self.bad or self.doubts

    def rows(self, accepted: Collection[str] = ()) -> tuple[Row, ...]:
        """Return the rows. Raises HasBadCells, DoubtsNotAccepted."""
        return Reading(
            self.reading.sha256, self.reading.sheet, self.reading.rows, self.bad, self.doubts, self.reading.places
        ).accept(accepted)


def looked_at(
    reading: Reading[Row], check: Callable[[Sequence[Row]], Sequence[BadRow]], shown: Callable[[Row, str], str]
) -> Looked[Row]:
    """Check the rows of a reading whose cells are all right; `shown(row, column)` is a cell as it may be shown."""
    rows: dict[int, Any] = {row.row: row for row in reading.rows}  # type: ignore[attr-defined]  # every row has one
    found = [] if reading.bad else [_remark(one, rows.get(one.row), reading, shown) for one in check(reading.rows)]
    return Looked(reading, (*reading.bad, *found), reading.doubts)


def _remark(bad: BadRow, row: Any, reading: Reading[Any], shown: Callable[[Any, str], str]) -> CellRemark:
    column = bad.refusal.field if bad.refusal.field in reading.places else next(iter(reading.places), "")
    place = reading.places.get(column, _NOWHERE)
    return CellRemark(
        sheet=reading.sheet,
        row=bad.row,
        column=place.letters,
        heading=place.heading,
        value="" if row is None else shown(row, column),
        code=bad.refusal.code,
        zh=bad.refusal.sentence("zh"),
        en=bad.refusal.sentence("en"),
    )
