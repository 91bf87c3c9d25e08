"""The views in memory: the same pure functions over a list of entries, and the plainest way to every answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from typing import Any, cast

from application.answers import Entitlement, Fallen, HistoryEntry, ViewState
from application.lists import Key, ListOf
from application.queries import AsOf, ViewBehind
from application.recorded import Recorded
from application.views.batches import Batch, BatchStage
from application.views.beneficiaries import Beneficiary
from application.views.cases import CaseStep
from application.views.payouts import PayoutStage, PayoutStep
from application.views.posting import Movement, Posting
from application.views.registry import VIEWS
from application.views.sheet import NOTHING, Balances, effect, plus
from application.views.standing import judge, standing
from application.views.view import Row
from domain.periods import Period
from domain.regions import RegionCode
from infrastructure.log import codec
from infrastructure.views.answering import Answering
from infrastructure.views.lists import in_memory
from infrastructure.views.lists.asking import Candidates
from infrastructure.views.lists.paging import Listing
from infrastructure.views.projecting import gather
from infrastructure.views.readings import At, RowT, TierCount, Where


class MemoryViews(Answering, Listing):
    """Views over a log in memory: `entries` returns all of it, and is asked again whenever somebody waits."""

    def __init__(self, entries: Callable[[], Sequence[Recorded[object]]]) -> None:
        self._entries = entries
        self._log: list[Recorded[object]] = []
        self._all: dict[type[Row], list[Row]] = defaultdict(list)
        self._catch_up()

    def position(self) -> int:
        self._catch_up()
        return len(self._log)

    def position_at(self, instant: datetime) -> int:
        self._catch_up()
        return self._position(instant)

    def wait_for(self, position: int, *, timeout: float = 10.0) -> None:  # noqa: ARG002 - there is no waiting here
        self._catch_up()
        if len(self._log) < position:
            raise ViewBehind(position, len(self._log))

    def view_state(self) -> Sequence[ViewState]:
        return [ViewState(view.name, len(self._log), True, "", None) for view in VIEWS]

    def _catch_up(self) -> None:
        new = self._entries()[len(self._log) :]
        for kind, rows in gather(new).rows.items():
            self._all[kind].extend(rows)
        self._log.extend(new)

    @contextmanager
    def _at(self, as_of: AsOf, effective: date | None, *views: str) -> Iterator[At]:  # noqa: ARG002 - none stops
        self._catch_up()
        yield At(self._position(as_of), effective)

    def _position(self, as_of: AsOf) -> int:
        if as_of is None:
            return len(self._log)
        if isinstance(as_of, datetime):
            return sum(entry.recorded_at <= as_of for entry in self._log)
        if as_of > len(self._log):
            raise ViewBehind(as_of, len(self._log))
        return as_of

    def _rows(self, kind: type[RowT], at: At, where: Where, *, after: int = 0, limit: int | None = None) -> list[RowT]:
        fields = cast("tuple[str, ...]", getattr(kind, "_fields"))  # noqa: B009 - only NamedTuples are kinds of rows
        wanted = [(fields.index(column), set(values)) for column, values in where.items()]
        day = fields.index("effective")
        found = [
            row
            for row in self._all[kind]
            if after < row[0] <= at.position
            and row[day] <= at.day
            and all(row[place] in values for place, values in wanted)
        ]
        return cast("list[RowT]", found[:limit])

    def _balances(self, lines: Collection[str], at: At) -> Mapping[str, Balances]:
        balances: dict[str, Balances] = {}
        for posting in self._rows(Posting, at, {"line": lines}):
            balances[posting.line] = plus(balances.get(posting.line, NOTHING), effect(posting))
        return balances

    def _released(self, line: str, at: At, *, after: int, limit: int) -> list[Posting]:
        return self._rows(Posting, at, {"line": [line], "movement": [Movement.RELEASE]}, after=after, limit=limit)

    def _recorded(self, positions: Collection[int]) -> Mapping[int, tuple[datetime, str]]:
        entries = (self._log[position - 1] for position in positions)
        return {entry.position: (entry.recorded_at, entry.actor) for entry in entries}

    def _judged(
        self, people: Collection[str] | None, programme: str, period: Period, at: At
    ) -> list[Entitlement | Fallen]:
        cases: dict[str, list[CaseStep]] = defaultdict(list)
        for step in self._rows(CaseStep, at, {"programme": [programme]}):
            cases[step.beneficiary].append(step)
        stops: dict[str, list[Beneficiary]] = defaultdict(list)
        for row in self._rows(Beneficiary, at, {}):
            stops[row.beneficiary].append(row)
        wanted = cases if people is None else people
        return [
            judge(person, standing(cases[person], stops[person]) if person in cases else None, period)
            for person in list(wanted)
        ]

    def _entitlements(self, programme: str, region: RegionCode, period: Period, at: At) -> list[Entitlement]:
        judged = self._judged(None, programme, period, at)
        standing_ = [each for each in judged if isinstance(each, Entitlement)]
        inside = [each for each in standing_ if RegionCode.parse(each.region).within(region)]
        return sorted(inside, key=lambda each: each.granted_at)

    def _fallen(self, people: Collection[str], programme: str, period: Period, at: At) -> list[Fallen]:
        judged = self._judged(people, programme, period, at)
        fallen = [each for each in judged if isinstance(each, Fallen)]
        return sorted(fallen, key=lambda each: each.beneficiary)

    def _payouts_between(self, low: str, high: str, at: At) -> list[TierCount]:
        steps: dict[str, list[PayoutStep]] = defaultdict(list)
        for step in self._rows(PayoutStep, at, {}):
            if low <= step.payout < high and step.stage != PayoutStage.RECOVERY_ORDERED:
                steps[step.payout].append(step)
        paid = [own for own in steps.values() if own[-1].stage != PayoutStage.CANCELLED]
        tiers = sorted({own[0].tier or "" for own in paid})
        return [_count(tier, [own for own in paid if own[0].tier == tier]) for tier in tiers] + [_count(None, paid)]

    def _paid(self, low: str, high: str, at: At, *, cancelled: bool) -> frozenset[str]:
        rows = self._rows(PayoutStep, at, {"stage": [PayoutStage.RELEASED, PayoutStage.CANCELLED]})
        last = {row.payout: row.stage for row in rows if low <= row.payout < high}
        return frozenset(payout for payout, stage in last.items() if cancelled or stage is PayoutStage.RELEASED)

    def _candidates(self, asked: Candidates) -> Sequence[Row]:
        return in_memory.candidates(asked, self._all_at(asked.at))

    def _edge(self, asked: Candidates) -> Key | None:
        return in_memory.edge(asked, self._all_at(asked.at))

    def _all_at(self, at: At) -> Callable[[type[Row]], Sequence[Row]]:
        return lambda kind: self._rows(kind, at, {})

    def _newest_periods(self, wanted: Collection[str], position: int) -> Mapping[str, str]:
        opened = self._rows(Batch, At(position, None), {"programme": wanted, "stage": [BatchStage.OPENED]})
        return {row.programme: row.period for row in sorted(opened, key=lambda row: row.period)}

    def _counted(self, of: ListOf[Any], asked: Candidates) -> tuple[int, int] | None:  # noqa: ARG002 - rows are counted
        return None

    def _history(self, stream: str, as_of: AsOf) -> list[HistoryEntry]:
        self._catch_up()
        return [
            HistoryEntry(
                entry.position,
                entry.version,
                entry.name,
                entry.recorded_at,
                entry.actor,
                entry.command_id,
                entry.causation,
                codec.encode(entry.fact),
            )
            for entry in self._log[: self._position(as_of)]
            if entry.stream == stream
        ]


def _count(tier: str | None, payouts: Sequence[Sequence[PayoutStep]]) -> TierCount:
    settled = [own for own in payouts if own[-1].stage == PayoutStage.SETTLED]
    return TierCount(
        tier,
        len({own[0].beneficiary for own in payouts}),
        sum(own[0].amount_fen for own in payouts),
        len({own[0].beneficiary for own in settled}),
        sum(own[0].amount_fen for own in settled),
    )
