"""Conditions and candidates in memory: every row is looked at, in the plainest way."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any as Anything
from typing import TypeVar

from application.lists import Key
from application.views.view import Row
from infrastructure.views.lists.asking import Candidates
from infrastructure.views.lists.conditions import (
    All,
    Among,
    Any,
    Before,
    Condition,
    Missing,
    Newest,
    Starts,
    With,
    Without,
)

RowT = TypeVar("RowT", bound=Row)
RowsOf = Callable[[type[Row]], Sequence[Row]]


class Looking:
    """Reads conditions against rows known at both times of a query; rows are found by columns once indexed."""

    def __init__(self, rows_of: RowsOf) -> None:
        self._rows_of = rows_of
        self._indexes: dict[tuple[type[Row], tuple[str, ...]], dict[tuple[object, ...], list[Row]]] = {}

    def holds(self, what: Condition, row: Row) -> bool:
        """Say whether a row is like this."""
        match what:
            case Among(column, values):
                return getattr(row, column) in values
            case Starts(column, texts):
                return str(getattr(row, column) or "").startswith(texts)
            case Before(column, text):
                return str(getattr(row, column)) < text
            case Missing(column):
                return getattr(row, column) is None
            case All(parts):
                return all(self.holds(part, row) for part in parts)
            case Any(parts):
                return any(self.holds(part, row) for part in parts)
            case With(kind, on, like):
                return any(self.holds(like, other) for other in self._equal(kind, on, row))
            case Without(kind, on, like, earlier):
                others = [o for o in self._equal(kind, on, row) if (o[0] < row[0] if earlier else o[0] > row[0])]
                return not any(self.holds(like, other) for other in others)
            case Newest(kind, same, steps, wanted):
                found = self._equal(kind, tuple((column, column) for column in same), row)
                stages: list[Anything] = [getattr(o, "stage") for o in found if o[0] >= row[0]]  # noqa: B009
                return next((stage in wanted for stage in reversed(stages) if stage in steps), False)

    def _equal(self, kind: type[Row], on: tuple[tuple[str, str], ...], row: Row) -> Sequence[Row]:
        columns = tuple(theirs for theirs, _ in on)
        index = self._indexes.get((kind, columns))
        if index is None:
            index = self._indexes[kind, columns] = defaultdict(list)
            for other in self._rows_of(kind):
                index[tuple(getattr(other, column) for column in columns)].append(other)
        return index.get(tuple(getattr(row, ours) for _, ours in on), ())


def candidates(asked: Candidates, rows_of: RowsOf) -> list[Row]:
    """Return the candidates, as `in_sql.candidates` finds them."""
    looking = Looking(rows_of)
    found: list[Row] = []
    for each in _looked(asked, looking, rows_of):
        found += [row for row in each if looking.holds(asked.rest, row)][: asked.limit]
    return _sorted(asked, found)[: asked.limit]


def edge(asked: Candidates, rows_of: RowsOf) -> Key | None:
    """Return the last key that an exhausted effort looked at in the first range that is longer."""
    for each in _looked(asked, Looking(rows_of), rows_of):
        if len(each) >= asked.effort:
            return asked.key_of(each[-1])
    return None


def _looked(asked: Candidates, looking: Looking, rows_of: RowsOf) -> list[list[Row]]:
    first = asked.key[0]
    rare = asked.rare and With(asked.kind, ((first, first),), asked.rare)
    births = [
        row
        for row in rows_of(asked.kind)
        if looking.holds(asked.births, row) and _behind(asked, row) and (rare is None or looking.holds(rare, row))
    ]
    ranges = [_sorted(asked, [row for row in births if looking.holds(each, row)]) for each in asked.ranges]
    return [each[: asked.effort] if asked.bounded else each for each in ranges]


def _behind(asked: Candidates, row: Row) -> bool:
    if asked.after is None:
        return True
    return asked.key_of(row) < asked.after if asked.newest_first else asked.key_of(row) > asked.after


def _sorted(asked: Candidates, rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=asked.key_of, reverse=asked.newest_first)
