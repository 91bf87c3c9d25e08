"""The ranges of a list's order that a page has to go through: each has a beginning that an index finds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from application.lists import Key, Where
from infrastructure.views.lists.conditions import ALWAYS, Before, Condition, Starts, every, just_behind
from infrastructure.views.lists.narrowing import Span
from infrastructure.views.lists.plans import Plan


@dataclass(frozen=True, slots=True)
class Range:
    """Rows like `condition`; they are sorted from `first` on, and come before `behind` (None: go on to the end)."""

    condition: Condition
    first: Key = ()
    behind: Key | None = None

    def left(self, after: Key | None, *, newest_first: bool) -> bool:
        """Say whether anything of it may come behind a key."""
        if after is None:
            return True
        if not newest_first:
            return self.behind is None or self.behind > after
        known = after[: len(self.first)]
        return self.first < known or (self.first == known and any(after[len(known) :]))  # or else it is its own end

    def holds(self, key: Key, *, newest_first: bool) -> bool:
        """Say of a key of some range at or behind this one whether it is of this one."""
        return key >= self.first if newest_first else self.behind is None or key < self.behind


WHOLE = Range(ALWAYS)


def of_spans(plan: Plan, spans: Sequence[Span]) -> list[Range]:
    """Return a range for each span of disjoint ones, for a list whose key begins with programme or region, or both."""
    return [_of_span(plan, span) for span in spans]


def _of_span(plan: Plan, span: Span) -> Range:
    key = [part for part in (plan.programme and span.programme, span.region) if part]
    if not key:
        return WHOLE
    behind = just_behind(span.region) if span.region else key[-1] + "\0"
    return Range(plan.of_span(span), tuple(key), (*key[:-1], behind))


def payout_texts(where: Where, programmes: Iterable[str]) -> tuple[str, ...]:
    """Return what the ids of the payouts of these programmes begin with, in the period or year asked for."""
    asked = f"{where.period}/" if where.period else f"{where.year:04d}" if where.year else ""
    return tuple(sorted(f"{programme}/{asked}" for programme in programmes))


def of_payouts(where: Where, newest: Mapping[str, str]) -> list[Range]:
    """Return a range for each programme, up to the newest period that it had a batch of.

    What was released later lies behind that, so an old position costs no more than the newest.
    """
    ranges = []
    for text in payout_texts(where, newest):
        programme = text.partition("/")[0]
        bound = just_behind(f"{programme}/{newest[programme]}/")
        behind = min(bound, just_behind(text))
        ranges.append(Range(every(Starts("payout", (text,)), Before("payout", bound)), (text,), (behind,)))
    return ranges


def in_chunks(ranges: Sequence[Range], at_once: int) -> Iterator[tuple[Range, ...]]:
    """Yield ranges in tuples: a small one first, since it often fills a page, and then so many at once."""
    size, done = min(2, at_once), 0
    while done < len(ranges):
        yield tuple(ranges[done : done + size])
        done, size = done + size, at_once
