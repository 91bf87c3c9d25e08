"""The answers to all queries, put together from a few ways of reading rows (`readings.py`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from typing import cast

from application.answers import (
    Entitlement,
    Fallen,
    FundLineView,
    FundPosition,
    HistoryEntry,
    LineBalance,
    LinePayout,
    LineTrail,
    LiveCase,
    OpenObjection,
    PayoutState,
    PayoutTrail,
    RefusalView,
    RegisterRow,
    TrailStep,
)
from application.queries import AsOf, UnknownId
from application.views.cases import CaseStage, CaseStep
from application.views.funds import FundLine, FundMovement
from application.views.notices import Notice, NoticePerson, Objection, ObjectionStage
from application.views.payouts import PayoutStage, PayoutStep
from application.views.posting import Movement, Posting
from application.views.programmes import Programme
from application.views.recoveries import Recovery, RecoveryStage
from application.views.refusals import Refusal
from application.views.regions import RegionName
from application.views.sheet import NOTHING
from application.views.view import Row
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.periods import Month, Period
from domain.regions import RegionCode
from infrastructure.views import assembling
from infrastructure.views.assembling import BROUGHT
from infrastructure.views.completing import Completing
from infrastructure.views.readings import At
from infrastructure.views.registers import IDS, OF_A_PERSON
from infrastructure.views.tables import BY_NAME
from infrastructure.views.who_acts import WhoActs


class Answering(Completing, WhoActs):
    """`Views` on top of the readings; see `application/queries.py` for what each query answers."""

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
        given = {"programme": programme, "fiscal_year": fiscal_year, "level": level, "kind": kind, "document": document}
        where = {column: [value] for column, value in given.items() if value}
        with self._at(as_of, effective, "funds", "posting") as at:
            found = self._rows(FundLine, at, where)
            if region:
                outer = RegionCode.parse(region)
                found = [line for line in found if RegionCode.parse(line.region).within(outer)]
            lines = self._lines(found, at)
            return FundPosition(at.position, effective, lines, assembling.totals(lines))

    def balance(self, line: str, *, as_of: AsOf = None, effective: date | None = None) -> LineBalance:
        with self._at(as_of, effective, "posting") as at:
            return assembling.line_balance(self._balances([line], at).get(line, NOTHING))

    def trail_of_payout(self, payout_id: str, *, as_of: AsOf = None, effective: date | None = None) -> PayoutTrail:
        with self._at(as_of, effective, "payouts", "posting", "funds", "recoveries") as at:
            steps = self._rows(PayoutStep, at, {"payout": [payout_id]})
            if not steps or steps[0].stage != PayoutStage.RELEASED:
                raise UnknownId(payout_id)
            recoveries = self._rows(Recovery, at, {"payout": [payout_id]})
            positions = [*(row.position for row in steps), *(row.position for row in recoveries)]
            moves = self._rows(Posting, at, {"position": positions})
            lines = {move.line for move in moves}
            brought = [
                row
                for row in self._rows(
                    FundMovement, at, {"line": lines, "movement": {*assembling.BROUGHT, Movement.RESERVE}}
                )
                if row.movement in BROUGHT or row.batch == steps[0].batch
            ]
            told = self._steps([*brought, *moves], at, lines)
            return assembling.payout_trail(
                steps,
                told[: len(brought)],
                told[len(brought) :],
                [row.recovery for row in recoveries if row.stage == RecoveryStage.ORDERED],
            )

    def trail_of_line(
        self, line: str, *, as_of: AsOf = None, effective: date | None = None, after: int = 0, limit: int = 100
    ) -> LineTrail:
        with self._at(as_of, effective, "posting", "funds") as at:
            found = self._rows(FundLine, at, {"line": [line]})
            if not found:
                raise UnknownId(line)
            movements = self._rows(FundMovement, at, {"line": [line]})
            released = self._released(line, at, after=after, limit=limit + 1)
            page = [
                LinePayout(row.position, row.payout or "", row.batch or "", Money(row.amount_fen)) for row in released
            ]
            return LineTrail(
                self._lines(found, at)[0],
                self._steps([row for row in movements if row.batch is None], at, {line}),
                assembling.line_batches(movements),
                tuple(page[:limit]),
                page[limit - 1].position if len(page) > limit else None,
            )

    def programmes(self, *, as_of: AsOf = None, effective: date | None = None) -> Sequence[str]:
        with self._at(as_of, effective, "programmes") as at:
            return [row.programme for row in self._rows(Programme, at, {})]

    def entitlements(
        self, programme: str, region: str, period: Period, *, as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[Entitlement]:
        with self._at(as_of, effective, "cases", "beneficiaries") as at:
            return self._entitlements(programme, RegionCode.parse(region), period, at)

    def not_in_standing(
        self,
        people: Collection[str],
        programme: str,
        period: Period,
        *,
        as_of: AsOf = None,
        effective: date | None = None,
    ) -> Sequence[Fallen]:
        with self._at(as_of, effective, "cases", "beneficiaries") as at:
            return self._fallen(people, programme, period, at)

    def paid_in(
        self,
        programme: str,
        period: Period,
        *,
        cancelled: bool = True,
        as_of: AsOf = None,
        effective: date | None = None,
    ) -> frozenset[str]:
        low = f"{programme}/{period}/"
        with self._at(as_of, effective, "payouts") as at:
            ids = (payout[len(low) :] for payout in self._paid(low, f"{programme}/{period}0", at, cancelled=cancelled))
            return frozenset(person for person in ids if "/" not in person)

    def payouts_of_batch(
        self, batch: str, *, stage: str = "", as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[PayoutState]:
        with self._at(as_of, effective, "payouts") as at:
            states = assembling.payout_states(self._rows(PayoutStep, at, {"batch": [batch]}))
            return [state for state in states if stage in ("", state.stage)]

    def people_on_notice(self, notice: str, *, as_of: AsOf = None, effective: date | None = None) -> Sequence[str]:
        with self._at(as_of, effective, "notices") as at:
            return [row.beneficiary for row in self._rows(NoticePerson, at, {"notice": [notice]})]

    def region_names(
        self, codes: Collection[str], *, as_of: AsOf = None, effective: date | None = None
    ) -> Mapping[str, str]:
        with self._at(as_of, effective, "regions") as at:
            rows = self._rows(RegionName, at, {"region": sorted(set(codes))})
            return {row.region: row.name for row in sorted(rows, key=lambda row: (row.effective, row.position))}

    def open_objections(
        self, *, programme: str = "", as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[OpenObjection]:
        with self._at(as_of, effective, "notices") as at:
            rows = self._rows(Objection, at, {})
            settled = {(row.notice, row.objection) for row in rows if row.stage != ObjectionStage.RAISED}
            notices = assembling.notices_of(self._rows(Notice, at, {}), programme)
            return [
                OpenObjection(row.objection, row.notice, row.beneficiary, row.ground or "", row.effective, row.position)
                for row in rows
                if (row.notice, row.objection) not in settled and row.notice in notices
            ]

    def live_cases_of(
        self, beneficiary: str, *, as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[LiveCase]:
        with self._at(as_of, effective, "cases") as at:
            steps: dict[str, list[CaseStep]] = defaultdict(list)
            for step in self._rows(CaseStep, at, {"beneficiary": [beneficiary]}):
                steps[step.programme].append(step)
            return [case for _, own in sorted(steps.items()) for case in _live(own)]

    def refusals(
        self, *, as_of: AsOf = None, effective: date | None = None, limit: int = 1000
    ) -> Sequence[RefusalView]:
        with self._at(as_of, effective, "refusals") as at:
            rows = self._rows(Refusal, at, {})[::-1][:limit]
            recorded = self._recorded([row.position for row in rows])
            return [
                RefusalView(
                    row.position,
                    recorded[row.position][0],
                    row.by,
                    row.command_id,
                    row.command,
                    row.rule,
                    row.field,
                    row.sentence_zh,
                    row.sentence_en,
                )
                for row in rows
            ]

    def register(self, table: str, key: str, *, as_of: AsOf = None, effective: date | None = None) -> Sequence[Row]:
        if table not in IDS:
            raise UnknownId(table)
        columns, view = IDS[table]
        values = key.rsplit("/", len(columns) - 1) if len(columns) > 1 else [key]
        if len(values) != len(columns):
            return []
        where = {column: [value] for column, value in zip(columns, values, strict=True)}
        with self._at(as_of, effective, view) as at:
            return self._rows(BY_NAME[table].row, at, where)

    def person_file(
        self, beneficiary: str, *, as_of: AsOf = None, effective: date | None = None
    ) -> Sequence[RegisterRow]:
        with self._at(as_of, effective, *(view for _, view in OF_A_PERSON.values())) as at:
            rows = [
                RegisterRow(name, row)
                for name, (kind, _) in OF_A_PERSON.items()
                for row in self._rows(kind, at, {"beneficiary": [beneficiary]})
            ]
            payouts = {cast("PayoutStep", each.row).payout for each in rows if each.table == "payout_step"}
            later = self._rows(PayoutStep, at, {"payout": payouts}) if payouts else []
            rows += [RegisterRow("payout_step", row) for row in later if row.beneficiary is None]
            return sorted(rows, key=lambda each: (each.row[0], each.table))

    def history(self, stream: str, *, as_of: AsOf = None) -> Sequence[HistoryEntry]:
        return self._history(stream, as_of)

    def _lines(self, rows: Sequence[FundLine], at: At) -> tuple[FundLineView, ...]:
        first: dict[str, FundLine] = {}
        for row in rows:
            first.setdefault(row.line_id, row)
        balances = self._balances(list(first), at)
        return tuple(assembling.fund_line(first[line], balances.get(line, NOTHING)) for line in sorted(first))

    def _steps(self, rows: Sequence[Posting | FundMovement], at: At, lines: Collection[str]) -> tuple[TrailStep, ...]:
        known = {row.line_id: row for row in self._rows(FundLine, At(at.position, None), {"line": lines})}
        recorded = self._recorded({row.position for row in rows})
        return tuple(assembling.trail_step(row, known[row.line], *recorded[row.position]) for row in rows)


def _live(steps: Sequence[CaseStep]) -> Iterator[LiveCase]:
    granted: CaseStep | None = None
    for step in steps:
        if step.stage == CaseStage.GRANTED:
            granted = step
        elif step.stage in (CaseStage.REFUSED, CaseStage.REVOKED, CaseStage.APPLIED):
            granted = None
    if granted is not None and granted.first_month is not None:
        amount, version = Money(granted.amount_fen or 0), granted.policy_version or 0
        first = Month.of(granted.first_month)
        yield LiveCase(granted.programme, granted.beneficiary, amount, first, version, granted.position)
