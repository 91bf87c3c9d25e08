"""What a list is made of: the rows that begin its things, their order, and the conditions its filters come to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from application.lists import Where
from application.views.sheet import Balances
from application.views.view import Row
from infrastructure.views.lists.conditions import ALWAYS, Among, Condition, Newest, either, every
from infrastructure.views.lists.narrowing import Span
from infrastructure.views.readings import At

RowT = TypeVar("RowT", bound=Row)


class Store(ABC):
    """What folding may read, at both times of the query."""

    at: At

    @abstractmethod
    def rows(self, kind: type[RowT], **among: Collection[object]) -> list[RowT]:
        """Return the rows whose columns are among the values, oldest first; none where a collection is empty."""

    @abstractmethod
    def balances(self, lines: Collection[str]) -> Mapping[str, Balances]:
        """Return balances of lines and revenue accounts; those without postings may be absent."""

    @abstractmethod
    def recorded(self, positions: Collection[int]) -> Mapping[int, tuple[datetime, str]]:
        """Return when and by whom."""


Fold = Callable[[Store, Sequence[Any], Where], Iterable[Any]]
"""Makes listed things of candidates, in their order; None in the place of one that is not on the list after all."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How one list is found.

    `programme` and `region` say what a row of one programme, or of regions with a prefix, is like; None: it has no such
    thing. `filters` are the conditions of the others: those in `finds` an index helps with. `stages` says which steps
    bring a thing to a stage; the fold has the last word. `spans_are_ranges` when the key begins with them. Of the steps
    in `rare` there are few, and an index of them. `at_once` ranges are asked for in one statement.
    """

    kind: type[Row]
    views: tuple[str, ...]
    key: tuple[str, ...]
    births: Condition
    fold: Fold
    programme: Callable[[str], Condition] | None = None
    region: Callable[[str], Condition] | None = None
    filters: Mapping[str, Callable[[Any], Condition]] = field(default_factory=dict)
    finds: frozenset[str] = frozenset()
    same: tuple[str, ...] = ()
    stages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    spans_are_ranges: bool = False
    rare: frozenset[str] = frozenset()
    at_once: int = 8

    def of_span(self, span: Span) -> Condition:
        """Return what rows of a span are like."""
        programme = self.programme(span.programme) if self.programme and span.programme else ALWAYS
        region = self.region(span.region) if self.region and span.region else ALWAYS
        return every(programme, region)

    def found_by(self, where: Where) -> Condition:
        """Return the conditions that an index helps with."""
        return every(*(self.filters[name](getattr(where, name)) for name in sorted(where.given() & self.finds)))

    def rest(self, where: Where, spans: Sequence[Span]) -> Condition:
        """Return the other conditions; `spans` are those that are no ranges."""
        names = sorted((where.given() & self.filters.keys()) - self.finds)
        told = [self.filters[name](getattr(where, name)) for name in names]
        if where.stages and self.stages:
            told.append(self._stands_in(where.stages))
        return every(either(self.of_span(span) for span in spans), *told)

    def rare_step(self, where: Where) -> Condition | None:
        """Return what a row is like that every thing in the stages asked for has and few others."""
        steps = {step for stage in where.stages for step in self.stages.get(stage, ())}
        if not steps or not steps <= self.rare or where.given() & self.finds:
            return None
        return Among("stage", tuple(sorted(steps)))

    def _stands_in(self, stages: Sequence[str]) -> Condition:
        wanted = tuple(sorted({step for stage in stages for step in self.stages.get(stage, ())}))
        steps = tuple(sorted({step for each in self.stages.values() for step in each}))
        return Newest(self.kind, self.same, steps, wanted)


def one(column: str) -> Callable[[Any], Condition]:
    """Return the condition that a column has the value."""
    return lambda value: Among(column, (value,))
