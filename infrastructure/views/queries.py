"""The views' answers from PostgreSQL, each in one snapshot of the database."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from typing import Any, cast

import orjson

from application.answers import Entitlement, Fallen, FundPosition, HistoryEntry, LineBalance, PayoutTrail, ViewState
from application.queries import AsOf, ViewBehind, ViewStopped
from application.views.beneficiaries import Beneficiary
from application.views.cases import CaseStep
from application.views.posting import Movement, Posting
from application.views.sheet import PAGE, Balances, page_end
from application.views.standing import judge, standing
from application.views.view import LineId
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.periods import Month, Period
from domain.regions import RegionCode
from infrastructure.log.statements import SQL as LOG_SQL
from infrastructure.views.answering import Answering
from infrastructure.views.balances import balances
from infrastructure.views.connections import Connected, Pool
from infrastructure.views.last_look import Asked
from infrastructure.views.lists.in_postgres import ListsInPostgres
from infrastructure.views.one_balance import OneBalance
from infrastructure.views.one_look import OneLook
from infrastructure.views.one_trail import OneTrail
from infrastructure.views.packing import line_key
from infrastructure.views.projector import Projector
from infrastructure.views.readings import At, RowT, TierCount, Where
from infrastructure.views.selecting import field_of, plain, select
from infrastructure.views.tables import TABLES, statements

SQL = statements("queries.sql")

_OF_MANY = frozenset({"plainly_standing", "special", "not_plainly_standing", "payouts_by_tier", "paid"})
"""Statements that join thousands of rows with thousands. A table that grew a moment ago has no statistics yet, and the
planner, expecting a handful, would go through the one for each row of the other."""


class PostgresViews(Answering, ListsInPostgres):
    """Views of one ledger. With a projector, waiting for a position brings the views there; without, it only waits."""

    def __init__(self, pool: Pool, ledger: str, *, projector: Projector | None = None) -> None:
        self._pool, self._ledger, self._projector = pool, ledger, projector
        self._line_ids: dict[int, str] = {}
        self._current: ContextVar[Connected] = ContextVar("connection")
        self._one_look, self._one_trail, self._one_balance = OneLook(ledger), OneTrail(ledger), OneBalance(ledger)

    def position(self) -> int:
        return min((state.position for state in self.view_state() if state.running), default=0)

    def view_state(self) -> Sequence[ViewState]:
        with self._pool.connection() as connection:
            return self._states(connection)

    def position_at(self, instant: datetime) -> int:
        with self._pool.connection() as connection:
            return self._recorded_by(connection, instant)

    def wait_for(self, position: int, *, timeout: float = 10.0) -> None:
        deadline = time.monotonic() + timeout
        while True:
            states = self.view_state()
            if states and all(state.position >= position for state in states):
                return
            for state in states:
                if not state.running:
                    raise ViewStopped(state.view, state.failed_at or 0, state.error)
            if self._projector is not None:
                self._projector.wait_for(position, timeout=max(0.0, deadline - time.monotonic()))
                continue
            if time.monotonic() >= deadline:
                raise ViewBehind(position, self.position())
            time.sleep(0.01)

    def fund_position(
        self,
        *,
        programme: str = "",
        fiscal_year: int | None = None,
        level: GovernmentLevel | None = None,
        kind: FundKind | None = None,
        document: str = "",
        region: str = "",
        as_of: AsOf = None,
        effective: date | None = None,
    ) -> FundPosition:
        if effective is None and not isinstance(as_of, datetime):
            asked = Asked(programme, fiscal_year, level, kind, document, region)
            with self._pool.connection() as connection:
                found = self._one_look.fund_position(connection, asked, as_of=as_of)
            if found is not None:
                return found
        return super().fund_position(
            programme=programme,
            fiscal_year=fiscal_year,
            level=level,
            kind=kind,
            document=document,
            region=region,
            as_of=as_of,
            effective=effective,
        )

    def balance(self, line: str, *, as_of: AsOf = None, effective: date | None = None) -> LineBalance:
        with self._pool.connection() as connection:
            found = self._one_balance.balance(connection, line, as_of=as_of, effective=effective)
        return found or super().balance(line, as_of=as_of, effective=effective)

    def trail_of_payout(self, payout_id: str, *, as_of: AsOf = None, effective: date | None = None) -> PayoutTrail:
        with self._pool.connection() as connection:
            found = self._one_trail.trail(connection, payout_id, as_of=as_of, effective=effective)
        return found or super().trail_of_payout(payout_id, as_of=as_of, effective=effective)

    def _states(self, connection: Connected) -> list[ViewState]:
        rows = connection.execute(SQL["progress"], {"ledger": self._ledger}).fetchall()
        return [
            ViewState(view, position, failed_at is None, error, failed_at) for view, position, error, failed_at in rows
        ]

    @contextmanager
    def _at(self, as_of: AsOf, effective: date | None, *views: str) -> Iterator[At]:
        with self._pool.connection() as connection, connection.transaction():
            token = self._current.set(connection)
            try:
                yield At(self._position(connection, as_of, set(views)), effective)
            finally:
                self._current.reset(token)

    def _position(self, connection: Connected, as_of: AsOf, views: set[str]) -> int:
        states = [state for state in self._states(connection) if state.view in views]
        reached = min((state.position for state in states), default=0)
        wanted = as_of
        if isinstance(wanted, datetime):
            wanted = self._recorded_by(connection, wanted)
        for state in states:
            if not state.running and (wanted is None or wanted > state.position):
                raise ViewStopped(state.view, state.failed_at or 0, state.error)
        if wanted is None:
            return reached
        if wanted > reached:
            raise ViewBehind(wanted, reached)
        return wanted

    def _recorded_by(self, connection: Connected, instant: datetime) -> int:
        found = connection.execute(LOG_SQL["position_at"], {"ledger": self._ledger, "instant": instant}).fetchone()
        return found[0] if found else 0

    def _run(self, statement: str, **given: object) -> list[tuple[Any, ...]]:
        connection = self._current.get()
        if statement in _OF_MANY:
            connection.execute("SET LOCAL enable_nestloop = off")  # until the query's own transaction ends
        return connection.cursor(binary=True).execute(SQL[statement], {"ledger": self._ledger, **given}).fetchall()

    def _rows(self, kind: type[RowT], at: At, where: Where, *, after: int = 0, limit: int | None = None) -> list[RowT]:
        table = TABLES[kind]
        values: dict[str, object] = {"ledger": self._ledger, "effective": at.day, "after": after}
        values |= {"position": at.position, "limit": limit}
        for column in table.columns:
            if (field := field_of(column)) in where:
                wanted = [plain(value, column) for value in where[field]]
                values[f"where_{field}"] = wanted[0] if len(wanted) == 1 else wanted
        statement = select(table, tuple((field, len(of) == 1) for field, of in where.items()))
        found = self._current.get().cursor(binary=True).execute(statement, values).fetchall()
        return self._made(kind, found)

    def _made(self, kind: type[RowT], found: Sequence[tuple[Any, ...]]) -> list[RowT]:
        """Return rows of a kind, with the ids of lines for their numbers."""
        table, make = TABLES[kind], cast("Callable[..., RowT]", kind)
        line = next((place for place, column in enumerate(table.columns) if column.python == LineId), None)
        if line is None:
            return [make(*row) for row in found]
        ids = self._lines_of({row[line] for row in found})
        return [make(*row[:line], ids[row[line]], *row[line + 1 :]) for row in found]

    def _lines_of(self, keys: Collection[int]) -> Mapping[int, str]:
        """Return the ids of lines by their numbers; they never change, so they are remembered."""
        unknown = [key for key in keys if key not in self._line_ids]
        if unknown:
            self._line_ids.update(self._run("line_ids", keys=unknown))
        return self._line_ids

    def _balances(self, lines: Collection[str], at: At) -> Mapping[str, Balances]:
        return balances(self._current.get(), self._ledger, lines, position=at.position, effective=at.effective)

    def _released(self, line: str, at: At, *, after: int, limit: int) -> list[Posting]:
        """Go from page to page: a line has a sheet of each page it moved on, so postings need no index by line."""
        where: Where = {"line": [line], "movement": [Movement.RELEASE]}
        found: list[Posting] = []
        while len(found) < limit and after < at.position:
            struck = self._run("next_page", line=line_key(line), after=after)
            foot = struck[0][0] if struck else page_end(at.position)
            page = At(min(foot, at.position), at.effective)
            found += self._rows(Posting, page, where, after=max(after, foot - PAGE), limit=limit - len(found))
            after = foot
        return found

    def _recorded(self, positions: Collection[int]) -> Mapping[int, tuple[datetime, str]]:
        rows = self._run("recorded", positions=list(positions)) if positions else []
        return {position: (recorded_at, actor) for position, recorded_at, actor in rows}

    def _entitlements(self, programme: str, region: RegionCode, period: Period, at: At) -> list[Entitlement]:
        months = _MonthsOf(period)
        prefix = "".join(region.segments())
        given = {"programme": programme, "position": at.position, "effective": at.day}
        plain = self._run(
            "plainly_standing", **given, last_month=period.last.first_day(), digits=len(prefix), region=prefix
        )
        found = [
            Entitlement(
                person,
                where,
                (amount := Money(fen)),
                (own := months.since(first)),
                amount * len(own),
                Month.of(first),
                None,
                version,
                granted_at,
                f"case/{programme}/{person}",
            )
            for person, where, fen, first, version, granted_at in plain
        ]
        special = self._judged([person for (person,) in self._run("special", **given)], programme, period, at)
        standing_ = [each for each in special if isinstance(each, Entitlement)]
        found.extend(each for each in standing_ if RegionCode.parse(each.region).within(region))
        return sorted(found, key=lambda each: each.granted_at)

    def _fallen(self, people: Collection[str], programme: str, period: Period, at: At) -> list[Fallen]:
        last_month = period.last.first_day()
        given = {"programme": programme, "position": at.position, "effective": at.day, "last_month": last_month}
        doubtful = [person for (person,) in self._run("not_plainly_standing", **given, people=list(people))]
        judged = self._judged(doubtful, programme, period, at)
        return sorted((each for each in judged if isinstance(each, Fallen)), key=lambda each: each.beneficiary)

    def _judged(self, people: Collection[str], programme: str, period: Period, at: At) -> list[Entitlement | Fallen]:
        """Look at people one by one, by the domain's own rules."""
        if not people:
            return []
        cases: dict[str, list[CaseStep]] = defaultdict(list)
        for step in self._rows(CaseStep, at, {"programme": [programme], "beneficiary": people}):
            cases[step.beneficiary].append(step)
        stops: dict[str, list[Beneficiary]] = defaultdict(list)
        for row in self._rows(Beneficiary, at, {"beneficiary": people}):
            stops[row.beneficiary].append(row)
        return [
            judge(person, standing(cases[person], stops[person]) if person in cases else None, period)
            for person in people
        ]

    def _payouts_between(self, low: str, high: str, at: At) -> list[TierCount]:
        rows = self._run("payouts_by_tier", low=low, high=high, position=at.position, effective=at.day)
        return [TierCount(*row) for row in rows]

    def _paid(self, low: str, high: str, at: At, *, cancelled: bool) -> frozenset[str]:
        given = {"low": low, "high": high, "position": at.position, "effective": at.day}
        rows = self._run("paid", **given, cancelled=cancelled)
        return frozenset(payout for (payout,) in rows)

    def _history(self, stream: str, as_of: AsOf) -> list[HistoryEntry]:
        with self._at(as_of, None, "posting") as at:
            return [
                _history_entry(position, version, name, recorded_at, orjson.loads(body))
                for position, version, name, recorded_at, body in self._run(
                    "history", stream=stream, position=at.position
                )
            ]


def _history_entry(
    position: int, version: int, name: str, recorded_at: datetime, entry: dict[str, Any]
) -> HistoryEntry:
    actor, command, cause = entry["actor"], entry["command_id"], entry["causation"]
    return HistoryEntry(position, version, name, recorded_at, actor, command, cause, entry["payload"])


class _MonthsOf:
    """The months of a period from a first day on; most people share a few first days."""

    def __init__(self, period: Period) -> None:
        self._months, self._known = tuple(period.months()), dict[date, tuple[Month, ...]]()

    def since(self, first_day: date) -> tuple[Month, ...]:
        known = self._known.get(first_day)
        if known is None:
            first = Month.of(first_day)
            known = self._known[first_day] = tuple(month for month in self._months if month >= first)
        return known
