"""Pages of lists, whatever keeps the rows: candidates in order, then what the registers say of them."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, TypeVar

from application.lists import EVERYTHING, Grant, Key, KeyOfAnotherList, ListOf, Page, Total, Where
from application.queries import AsOf
from application.views.programmes import Programme
from application.views.sheet import Balances
from application.views.view import Row
from domain.money import Money
from infrastructure.views.lists import payments, ranges
from infrastructure.views.lists.all_plans import PLANS
from infrastructure.views.lists.asking import Candidates
from infrastructure.views.lists.conditions import Condition, Starts, every
from infrastructure.views.lists.narrowing import Span, one_by_one, spans
from infrastructure.views.lists.plans import Plan, RowT, Store
from infrastructure.views.readings import At, Readings
from infrastructure.views.tables import TABLES

ListedT = TypeVar("ListedT")

EFFORT = 20_000
"""Candidates a page looks at where no index helps; `application.lists.Page` says so."""
LOOKED_UP = 5_000
"""The same, where each has to be looked up for the stage it is in."""
FOLDED = 2_000
"""Candidates a page reads the registers of, though few turn out to be on the list."""
UNFILLED = 4
"""Statements with which a page has looked as long as that without being full."""
_ROWS_AT_ONCE = 1000


class Listing(Readings):
    """`Lists` on top of the readings; see `application/queries.py` for what each answers."""

    @abstractmethod
    def _candidates(self, asked: Candidates) -> Sequence[Row]:
        """Return up to `limit` candidates in order."""

    @abstractmethod
    def _edge(self, asked: Candidates) -> Key | None:
        """Return the last key looked at in the first range that is longer than the effort; None where none is."""

    @abstractmethod
    def _newest_periods(self, wanted: Collection[str], position: int) -> Mapping[str, str]:
        """Return the newest period each programme opened a batch of by a position; those without are absent."""

    @abstractmethod
    def _counted(self, of: ListOf[Any], asked: Candidates) -> tuple[int, int] | None:
        """Count all candidates and add up their amounts in fen; None where that does not tell what is on the list."""

    def page(
        self,
        of: ListOf[ListedT],
        *,
        after: Key | None = None,
        limit: int = 100,
        newest_first: bool = False,
        as_of: AsOf = None,
        effective: date | None = None,
        where: Where = EVERYTHING,
    ) -> Page[ListedT]:
        of.check(where)
        plan = PLANS[of.name]
        _check_key(plan, after)
        with self._at(as_of, effective, *plan.views) as at:
            rows, following = self._filled(plan, at, where, after, limit, newest_first=newest_first)
            return Page(rows, following, at.position)

    def rows(
        self,
        of: ListOf[ListedT],
        *,
        as_of: AsOf = None,
        effective: date | None = None,
        where: Where = EVERYTHING,
    ) -> Iterator[ListedT]:
        after: Key | None = None
        while True:
            page = self.page(of, after=after, limit=_ROWS_AT_ONCE, as_of=as_of, effective=effective, where=where)
            yield from page.rows
            after, as_of = page.next, page.position
            if after is None:
                return

    def count_and_sum(
        self,
        of: ListOf[ListedT],
        *,
        as_of: AsOf = None,
        effective: date | None = None,
        where: Where = EVERYTHING,
    ) -> Total:
        of.check(where)
        plan = PLANS[of.name]
        with self._at(as_of, effective, *plan.views) as at:
            conditions = self._narrowed(plan, where, at, for_all=True)
            found = tuple(each.condition for each in conditions.ranges)
            asked = Candidates(
                plan.kind, plan.key, conditions.births, found, conditions.rest, None, None, False, 0, 0, at
            )
            counted = self._counted(of, asked) if found else (0, 0)
        if counted is not None:
            return Total(counted[0], Money(counted[1]) if of.amount else None, at.position)
        count, fen = 0, 0
        for row in self.rows(of, as_of=at.position, effective=effective, where=where):
            count += 1
            fen += _fen(getattr(row, of.amount)) if of.amount else 0
        return Total(count, Money(fen) if of.amount else None, at.position)

    def _filled(
        self, plan: Plan, at: At, where: Where, after: Key | None, limit: int, *, newest_first: bool
    ) -> tuple[list[Any], Key | None]:
        """Return a page's rows and what to go on behind."""
        narrowed = self._narrowed(plan, where, at)
        left = [each for each in narrowed.ranges if each.left(after, newest_first=newest_first)]
        chunks = list(ranges.in_chunks(left[::-1] if newest_first else left, plan.at_once))
        found: list[Any] = []
        folded = 0
        for number, chunk in enumerate(chunks, 1):
            asked = _asked(plan, at, where, narrowed, chunk, newest_first=newest_first)
            more = True
            while more:
                if len(found) == limit or folded >= max(FOLDED, limit):
                    return found, after
                need = limit - len(found)
                rows, edge = self._round(replace(asked, after=after, limit=need + 1), chunk[0])
                taken = rows[:need]
                found += self._folded(plan, taken, where, at)
                folded += len(taken)
                more = len(rows) > need
                if taken:
                    after = asked.key_of(taken[-1])
                if edge is not None and not more:
                    return found, edge
            if asked.bounded and number % UNFILLED == 0 and number < len(chunks) and len(found) < limit:
                return found, _end(plan, chunk[-1], newest_first=newest_first)
        return found, None

    def _round(self, asked: Candidates, first: ranges.Range) -> tuple[Sequence[Row], Key | None]:
        """Return candidates, and the key behind which nobody looked although there may be some."""
        rows = self._candidates(asked)
        if not asked.bounded:
            return rows, None
        if len(rows) == asked.limit and first.holds(asked.key_of(rows[-1]), newest_first=asked.newest_first):
            return rows, None  # No other range has a say in it.
        edge = self._edge(asked)
        if edge is None:
            return rows, None
        if asked.newest_first:
            return [row for row in rows if asked.key_of(row) >= edge], edge
        return [row for row in rows if asked.key_of(row) <= edge], edge

    def _folded(self, plan: Plan, rows: Sequence[Row], where: Where, at: At) -> list[Any]:
        if not rows:
            return []
        listed = plan.fold(_Reading(self, at), rows, where)
        by_stage = frozenset(where.stages) if "stages" not in plan.filters else frozenset()
        return [each for each in listed if each is not None and _fits(each, where.within, by_stage)]

    def _narrowed(self, plan: Plan, where: Where, at: At, *, for_all: bool = False) -> _Narrowed:
        """Return the conditions of a list's rows; `for_all` when every row is looked at, in any order."""
        cut = spans(where, programmes=plan.programme is not None, regions=plan.region is not None)
        births = every(plan.births, plan.found_by(where))
        if not cut:
            return _Narrowed(births, (), every())
        if plan is payments.PAYOUTS:
            return self._payouts_narrowed(plan, where, cut, births, at, for_all=for_all)
        if where.given() & plan.finds or not plan.spans_are_ranges or for_all:
            return _Narrowed(births, (ranges.WHOLE,), plan.rest(where, cut))
        if plan.programme is not None and cut != (Span("", ""),):
            cut = one_by_one(cut, self._programmes(at))
        everywhere = (Span("", ""),)
        return _Narrowed(births, tuple(ranges.of_spans(plan, cut)), plan.rest(where, everywhere))

    def _payouts_narrowed(
        self, plan: Plan, where: Where, cut: Sequence[Span], births: Condition, at: At, *, for_all: bool
    ) -> _Narrowed:
        asked = {span.programme for span in cut}
        wanted = sorted(asked if "" not in asked else self._programmes(at))
        rest = plan.rest(where, cut)
        if where.given() & plan.finds or for_all:
            if "" not in asked or where.period or where.year:
                rest = every(Starts("payout", ranges.payout_texts(where, wanted)), rest)
            return _Narrowed(births, (ranges.WHOLE,), rest)
        if all(not span.region for span in cut):
            rest = plan.rest(where, (Span("", ""),))  # The ranges say it all.
        found = ranges.of_payouts(where, self._newest_periods(wanted, at.position))
        return _Narrowed(births, tuple(found), rest)

    def _programmes(self, at: At) -> Sequence[str]:
        return sorted({row.programme for row in self._rows(Programme, At(at.position, None), {})})


@dataclass(frozen=True, slots=True)
class _Narrowed:
    births: Condition
    ranges: tuple[ranges.Range, ...]
    rest: Condition


def _asked(
    plan: Plan, at: At, where: Where, narrowed: _Narrowed, chunk: Sequence[ranges.Range], *, newest_first: bool
) -> Candidates:
    """Return what a store is asked about some ranges; a place to go on behind and a limit come later."""
    effort = max(1, (LOOKED_UP if where.stages and plan.stages else EFFORT) // len(chunk))
    within, rare = tuple(each.condition for each in chunk), plan.rare_step(where)
    return Candidates(
        plan.kind, plan.key, narrowed.births, within, narrowed.rest, rare, None, newest_first, 0, effort, at
    )


def _end(plan: Plan, last: ranges.Range, *, newest_first: bool) -> Key:
    """Return a key behind everything in a range and before everything in the next."""
    known = last.first if newest_first else last.behind
    assert known is not None, "an open range is the only one"
    types = {column.name: column.type for column in TABLES[plan.kind].columns}
    return (*known, *(0 if types[column] == "bigint" else "" for column in plan.key[len(known) :]))


class _Reading(Store):
    """The readings at both times of one query."""

    def __init__(self, readings: Readings, at: At) -> None:
        self._readings, self.at = readings, at

    def rows(self, kind: type[RowT], **among: Collection[object]) -> list[RowT]:
        return self._readings._rows(kind, self.at, among) if all(among.values()) else []

    def balances(self, lines: Collection[str]) -> Mapping[str, Balances]:
        return self._readings._balances(lines, self.at)

    def recorded(self, positions: Collection[int]) -> Mapping[int, tuple[datetime, str]]:
        return self._readings._recorded(positions)


def _fits(listed: object, within: Iterable[Grant] | None, stages: frozenset[str]) -> bool:
    """Say whether what the registers made of a candidate is still what was asked for and may be seen."""
    if stages and str(getattr(listed, "stage", "")) not in stages:
        return False
    region, programme = getattr(listed, "region", None), getattr(listed, "programme", None)
    return within is None or any(
        (region != "" or grant.region is None) and grant.takes_in(region, programme) for grant in within
    )


def _check_key(plan: Plan, after: Key | None) -> None:
    if after is None:
        return
    types = {column.name: int if column.type == "bigint" else str for column in TABLES[plan.kind].columns}
    if len(after) != len(plan.key) or not all(
        type(part) is types[column] for part, column in zip(after, plan.key, strict=True)
    ):
        raise KeyOfAnotherList(repr(after)[:100])


def _fen(amount: Money | None) -> int:
    return 0 if amount is None else amount.fen
