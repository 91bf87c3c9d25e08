"""A whole programme run again, case after case as the register lists them, in bounded memory.

By its own rules every decision is run again, and those that differ are told. Under other rules each case is asked once,
for its newest decision, so that no money is counted twice; what changes is counted and added up. Nothing is recorded.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import islice

from application.desk import Desk
from application.lists import CASES, Grant, Key, KeyOfAnotherList, Where
from application.recorded import Recorded
from application.replay.decisions import DecisionRerun, Rules, decisions_in, other_policy, rerun_entry
from domain.eligibility.rerunning import Decision, Rerun, Verdict
from domain.money import ZERO, Money
from domain.programmes.policy import Policy, StandardUnit
from domain.regions import RegionCode

AT_ONCE = 500
"""Cases read at a time: what a run holds in memory."""


class Change(StrEnum):
    """What becomes of one decision when it is run again."""

    SAME = "same"
    NEWLY_PAID = "newly_paid"
    NO_LONGER_PAID = "no_longer_paid"
    MORE = "more"
    LESS = "less"
    OTHERWISE = "otherwise"
    UNDETERMINED = "undetermined"

    @property
    def zh(self) -> str:
        """What it is called in Chinese."""
        return {
            "same": "相同",
            "newly_paid": "新增发放",
            "no_longer_paid": "不再发放",
            "more": "增加",
            "less": "减少",
            "otherwise": "其他不同",
            "undetermined": "无法确定",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class RerunAsked:
    """Which programme to run again, as of both times, inside which region, for whom, and under which rules.

    `version` or `policy` suppose other rules; neither: each decision's own. `within`: what the asker may see.
    """

    programme: str
    as_of: int
    effective: date | None = None
    region: str = ""
    version: int | None = None
    policy: Policy | None = None
    within: Sequence[Grant] | None = None

    @property
    def supposes(self) -> bool:
        """Whether it is asked under other rules than those of the decisions."""
        return self.version is not None or self.policy is not None


@dataclass(frozen=True, slots=True)
class Totals:
    """How many decisions were run again and what became of them; what they come to, then and again.

    `before` and `after` add up what one `unit` (a period or a month) pays, of the decisions whose answer is known;
    all three are None where decisions of different units would be mixed.
    """

    decisions: int
    changes: Mapping[Change, int]
    unit: StandardUnit | None
    before: Money | None
    after: Money | None
    change: Money | None

    @property
    def differing(self) -> int:
        """How many are not the same."""
        return self.decisions - self.changes[Change.SAME]


@dataclass(slots=True)
class Tally:
    """Counts as it goes."""

    units: set[StandardUnit] = field(default_factory=set)
    changes: dict[Change, int] = field(default_factory=lambda: dict.fromkeys(Change, 0))
    before: Money = ZERO
    after: Money = ZERO

    def count(self, found: Rerun, own_unit: StandardUnit) -> None:
        """Add one decision."""
        self.changes[change_of(found)] += 1
        if found.again.verdict is not Verdict.UNDETERMINED:
            self.units |= {own_unit, found.unit}
            self.before += found.decided.amount or ZERO
            self.after += found.again.amount or ZERO

    def totals(self) -> Totals:
        """Return what it comes to."""
        decisions = sum(self.changes.values())
        if len(self.units) > 1:
            return Totals(decisions, dict(self.changes), None, None, None, None)
        unit = next(iter(self.units), None)
        return Totals(decisions, dict(self.changes), unit, self.before, self.after, self.after - self.before)


@dataclass(frozen=True, slots=True)
class RerunPage:
    """Some of the decisions that are not the same. `totals` of all stand on the first page; `next` None ends it."""

    totals: Totals | None
    rows: tuple[DecisionRerun, ...]
    next: Key | None


def change_of(found: Rerun) -> Change:
    """Say what becomes of a decision."""
    before, after = found.decided, found.again
    if found.equal:
        return Change.SAME
    if after.verdict is Verdict.UNDETERMINED:
        return Change.UNDETERMINED
    if before.verdict.pays != after.verdict.pays:
        return Change.NEWLY_PAID if after.verdict.pays else Change.NO_LONGER_PAID
    if before.amount is not None and after.amount is not None and before.amount != after.amount:
        return Change.MORE if after.amount > before.amount else Change.LESS
    return Change.OTHERWISE


def rerun_programme(asked: RerunAsked, *, desk: Desk, tally: Tally | None = None) -> Iterator[DecisionRerun]:
    """Yield every decision run again, in the order of the register of cases, counting each in `tally`.

    Raises NoSuchProgramme, NoSuchPolicyVersion, what the rules of a policy's text raise, ViewBehind, ViewStopped.
    """
    for _, found in _run(asked, desk, None, tally or Tally()):
        yield found


def rerun_page(asked: RerunAsked, *, desk: Desk, after: Key | None = None, limit: int = 100) -> RerunPage:
    """Return up to `limit` decisions that are not the same; the first page goes through all, for the totals.

    Raises KeyOfAnotherList, and what `rerun_programme` raises.
    """
    tally = Tally()
    differing = ((key, found) for key, found in _run(asked, desk, after, tally) if not found.rerun.equal)
    page = list(islice(differing, limit))
    more = next(differing, None)
    following = page[-1][0] if page and more else None
    if after is None:
        for _ in differing:
            pass
    rows = tuple(found for _, found in page)
    return RerunPage(tally.totals() if after is None else None, rows, following)


def _run(asked: RerunAsked, desk: Desk, after: Key | None, tally: Tally) -> Iterator[tuple[Key, DecisionRerun]]:
    """Yield decisions, each with the key to go on behind: its page of cases, and which it is of that page."""
    rules = Rules(asked.programme, desk)
    other = other_policy(rules, version=asked.version, policy=asked.policy)
    start, skipped = _begun(after)
    for key, page in _pages(asked, desk, start):
        decisions = (
            (case, entry)
            for case, entries in page
            for entry in _wanted(decisions_in(entries, as_of=asked.as_of, effective=asked.effective), asked)
        )
        for number, (case, entry) in enumerate(decisions, 1):
            if key != start or number > skipped:
                found = rerun_entry(case, entry, rules, other)
                tally.count(found.rerun, rules.version(found.decided_version).standard_unit)
                yield (*(key or ()), number), found


def _wanted(decisions: list[Recorded[Decision]], asked: RerunAsked) -> list[Recorded[Decision]]:
    return decisions[-1:] if asked.supposes else decisions


def _begun(after: Key | None) -> tuple[Key | None, int]:
    if after is None:
        return None, 0
    *start, number = after or ("",)
    if not isinstance(number, int):
        raise KeyOfAnotherList(repr(after)[:100])
    return tuple(start) or None, number


def _pages(
    asked: RerunAsked, desk: Desk, start: Key | None
) -> Iterator[tuple[Key | None, list[tuple[str, Sequence[Recorded[object]]]]]]:
    """Yield pages of cases with their entries, each with the key it begins behind."""
    regions = (RegionCode.parse(asked.region),) if asked.region else ()
    where = Where(within=asked.within, programmes=(asked.programme,), regions=regions)
    key = start
    while True:
        page = desk.views.page(
            CASES, after=key, limit=AT_ONCE, as_of=asked.as_of, effective=asked.effective, where=where
        )
        names = [row.case for row in page.rows]
        found = desk.log.streams([f"case/{name}" for name in names])
        yield key, [(name, found[f"case/{name}"]) for name in names if f"case/{name}" in found]
        if page.next is None:
            return
        key = page.next
