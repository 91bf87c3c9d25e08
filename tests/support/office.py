"""An office on memory ports: a desk whose clock stands where it is put, officers by name, and one verb a use case.

`asks` takes a command down the real road with a fresh id; `is_refused` also looks whether anything else moved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import count
from typing import Any

from application.answers import FundPosition, LineBalance
from application.commands import beneficiaries
from application.desk import Desk
from application.imports import PersonRow
from application.invariants import breaches
from application.queries import Views
from application.recorded import Recorded
from application.road import Answer, Command, Officer
from domain.batches.events import MeetingMinutes
from domain.programmes.policy import ApprovalStep
from domain.refusals.events import CommandRefused
from domain.rejected import Rejected
from infrastructure.calendar import ChineseCalendar
from infrastructure.log.memory_log import MemoryLog
from infrastructure.vault.memory_vault import MemoryVault
from infrastructure.views.memory import MemoryViews
from infrastructure.views.projecting import gather
from tests.support.use_cases import USE_CASES

AREA = "990101"
LIAISON, REVIEWER, CASE_OFFICER = Officer("liaison-wu"), Officer("township-feng"), Officer("case-officer-wang")
DECIDER, SUPERVISOR = Officer("section-head-sun"), Officer("supervisor-he")
BUILDER, CASHIER = Officer("finance-chen"), Officer("finance-lin")
APPROVERS = dict(zip(ApprovalStep, map(Officer, ("lead-zhao", "leader-qian", "secretary-sun", "head-li")), strict=True))
TODAY = date(2018, 2, 1)


@dataclass(slots=True)
class StandingClock:
    """A `Clock` that says noon, China time, of the day it is put on."""

    day: date = TODAY

    def today(self) -> date:
        return self.day

    def now(self) -> datetime:
        return datetime.combine(self.day, time(4), tzinfo=UTC)


@dataclass(slots=True)
class Office:
    """One ledger's desk, and what the story so far has made: `people` by beneficiary id, the newest batch's digest."""

    desk: Desk
    clock: StandingClock
    ids: Iterator[int] = field(default_factory=lambda: count(1))
    people: tuple[str, ...] = ()
    batch: str = ""
    digest: str = ""
    is_alone: bool = True
    """Whether nobody else writes to the ledger meanwhile."""

    @property
    def views(self) -> Views:
        """The views, as far as the log is."""
        self.desk.views_now()
        return self.desk.views

    def fresh_id(self) -> str:
        return f"command-{next(self.ids):06d}"

    def asks(self, command: Callable[..., Command], *, by: Officer, **facts: Any) -> Answer:
        """Take one command down the road, under a fresh id unless `command_id` is among the facts."""
        ask = command(**({"command_id": self.fresh_id()} | facts))
        return USE_CASES[type(ask)](ask, by=by, desk=self.desk)

    def registers(self, rows: Sequence[PersonRow], *, on: date, by: Officer = LIAISON) -> tuple[str, ...]:
        _, ids = beneficiaries.register_people(
            rows, command_id=self.fresh_id(), why="登记", on=on, by=by, desk=self.desk
        )
        return ids

    def is_refused(
        self, rule: type[Rejected], command: Callable[..., Command], *, by: Officer, **facts: Any
    ) -> Rejected:
        """Ask for what must not be: this very rule says no (at `field`, when the facts name one), and nothing moves but
        the record of a kept refusal."""
        field = facts.pop("field", None)
        command_id = facts.setdefault("command_id", self.fresh_id())
        before, head = self.state(), self.desk.log.head()
        try:
            answer = self.asks(command, by=by, **facts)
        except Rejected as said:
            refusal = said
        else:
            raise AssertionError(f"not refused by {rule.__name__} but done: {answer.said}")
        assert type(refusal) is rule, f"{type(refusal).__name__}({refusal.field}): {refusal}"
        assert field is None or refusal.field == field, f"{rule.__name__} at {refusal.field!r}"
        assert "{" not in refusal.sentence("zh") + refusal.sentence("en")
        assert self.desk.log.receipt(command_id) is None
        added = [one for one in self.desk.log.after(head, limit=1000) if self.is_alone or one.command_id == command_id]
        assert [type(entry.fact) for entry in added] == [CommandRefused] * rule.kept
        assert not self.is_alone or self.state() == before
        return refusal

    def entries(self) -> list[Recorded[object]]:
        return list(self.desk.log.after(0, limit=10**9))

    def state(self) -> tuple[object, ...]:
        """Everything the views keep, but for refusals, and the fund position as it is asked for."""
        entries = [entry for entry in self.entries() if not isinstance(entry.fact, CommandRefused)]
        position = self.position()
        return dict(gather(entries).rows), position.lines, dict(position.totals)

    def position(self, **asked: Any) -> FundPosition:
        return self.views.fund_position(**asked)

    def balance(self, line: str) -> LineBalance:
        return self.views.balance(line)

    def stages(self, batch: str = "") -> dict[str, str]:
        """Say where each payment of a batch is, by person."""
        return {one.beneficiary: one.stage for one in self.views.payouts_of_batch(batch or self.batch)}

    def refusals(self) -> list[str]:
        """Name the rules whose refusals were kept, oldest first."""
        return [refused.rule for refused in reversed(self.views.refusals())]

    def holds(self) -> None:
        """Hold the whole log against what must be true of it."""
        assert list(breaches(self.entries())) == []


class _Feed:
    """All entries of a log, each decoded once."""

    def __init__(self, log: MemoryLog) -> None:
        self._log, self._known = log, list[Recorded[object]]()

    def __call__(self) -> Sequence[Recorded[object]]:
        self._known.extend(self._log.after(len(self._known), limit=10**9))
        return self._known


def an_office(today: date = TODAY, *, ledger: str = AREA) -> Office:
    """Open an empty ledger on memory ports."""
    clock = StandingClock(today)
    log = MemoryLog(ledger, clock=clock)
    vault = MemoryVault(ledger, now=clock.now)
    return Office(Desk(log, MemoryViews(_Feed(log)), vault, clock, ChineseCalendar()), clock)


def minutes_of(day: date) -> MeetingMinutes:
    return MeetingMinutes(day, ("head-li", "leader-qian", "discipline-ma"), f"纪要{day.year}-{day.month}", "ab" * 32)


def living_in(rows: Sequence[PersonRow], region: str) -> list[PersonRow]:
    return [replace(row, region=region) for row in rows]


def days_after(day: date, days: int) -> date:
    return day + timedelta(days=days)
