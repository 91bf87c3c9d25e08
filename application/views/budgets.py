"""The registers of budgets and self-evaluations: every amount that a budget was given or spent, every step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, View, Word, every, id_in
from domain.accounts.events import AccountEvent
from domain.attendance.events import AttendanceEvent
from domain.awards.events import AwardEvent
from domain.bank_formats.events import BankFormatEvent
from domain.batches.events import BatchEvent
from domain.beneficiaries.events import BeneficiaryEvent
from domain.budgets import events as budgets
from domain.budgets.events import AdjustmentKind, BudgetEvent, BudgetLine, Expenditure
from domain.charges.events import ChargeEvent
from domain.checks.events import CheckEvent
from domain.designations.events import DesignationEvent
from domain.devices.events import DeviceEvent
from domain.eligibility.events import CaseEvent
from domain.evaluations import events as evaluations
from domain.evaluations.events import EvaluationEvent
from domain.evaluations.scoring import written
from domain.funds.events import FundEvent
from domain.inspections.events import InspectionEvent
from domain.institutions.events import AgreementEvent
from domain.levels import FundKind, GovernmentLevel
from domain.levies.events import LevyEvent
from domain.matching.events import MatchingEvent
from domain.notices.events import NoticeEvent
from domain.payouts.events import PayoutEvent
from domain.programmes.events import ProgrammeEvent
from domain.proofs.events import ProofEvent
from domain.recoveries.events import RecoveryEvent
from domain.reference_events import ReferenceEvent
from domain.refusals.events import RefusalEvent
from domain.region_names.events import RegionEvent
from domain.revenue.events import RevenueEvent
from domain.safekeeping.events import SafekeepingEvent
from domain.screenings.events import ScreeningEvent
from domain.tailored.all_events import TailoredServiceEvent
from domain.tenders.events import TenderEvent
from domain.transmissions.events import TransmissionRuleEvent


class BudgetStage(Name):
    """What happened to a budget."""

    APPROVED = "approved"
    CLOSED = "closed"


class BudgetChange(Name):
    """What an amount of a budget's line is."""

    INITIAL = "initial"
    MOVED = "moved"
    ADDED = "added"
    CUT = "cut"
    BROUGHT_FORWARD = "brought_forward"
    SPENT = "spent"
    REVERSED = "reversed"
    CARRIED_OVER = "carried_over"
    SURPLUS = "surplus"


class EvaluationMove(Name):
    """What happened to a self-evaluation."""

    PLANNED = "planned"
    FILLED_IN = "filled_in"
    SCORED = "scored"
    REOPENED = "reopened"


class BudgetYear(NamedTuple):
    """A budget was approved, or its year closed; `amount_fen` is its sum, or what went on to the next one."""

    position: int
    budget: Word
    stage: BudgetStage
    fiscal_year: int | None
    region: Word | None
    document: str | None
    amount_fen: int
    effective: date


class BudgetAmount(NamedTuple):
    """One amount of a line, with the document or voucher it rests on. Only moves and cuts are below zero."""

    position: int
    seq: int
    budget: Word
    change: BudgetChange
    item: Word
    level: GovernmentLevel
    kind: FundKind
    source_year: int
    amount_fen: int
    document: str | None
    voucher: str | None
    handed_on: bool
    effective: date


class EvaluationStep(NamedTuple):
    """One step of a self-evaluation; what it is of stands in the first, the total in a scored one."""

    position: int
    evaluation: Word
    stage: EvaluationMove
    name: str | None
    fiscal_year: int | None
    region: Word | None
    budget: Word | None
    total: str | None
    grade: Word | None
    by: Word
    effective: date


_ADJUSTED = {
    AdjustmentKind.MOVED: BudgetChange.MOVED,
    AdjustmentKind.ADDED: BudgetChange.ADDED,
    AdjustmentKind.CUT: BudgetChange.CUT,
}


def budget_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of a budget or a self-evaluation."""
    position, name, fact = entry.position, id_in(entry.stream), entry.fact

    def amounts(
        change: BudgetChange, lines: tuple[BudgetLine, ...], on: date, paper: str = "", after: int = 0
    ) -> Iterator[Row]:
        for seq, line in enumerate(lines, after):
            source = (line.item, line.level, line.kind, line.source_year, line.amount.fen)
            yield BudgetAmount(position, seq, name, change, *source, paper or None, None, False, on)

    match fact:
        case budgets.BudgetApproved(approved_on=day, lines=lines, document=document):
            fen = sum(line.amount.fen for line in lines)
            yield BudgetYear(position, name, BudgetStage.APPROVED, fact.fiscal_year, fact.region, document, fen, day)
            yield from amounts(BudgetChange.INITIAL, lines, day, document)
        case budgets.BudgetAdjusted(adjustment=adjustment, changes=changes, document=document, adjusted_on=day):
            yield from amounts(_ADJUSTED[adjustment], changes, day, document)
        case budgets.BudgetBroughtForward(lines=lines, from_budget=source, brought_on=day):
            yield from amounts(BudgetChange.BROUGHT_FORWARD, lines, day, source)
        case budgets.ExpendituresRecorded(expenditures=expenditures):
            for seq, one in enumerate(expenditures):
                yield _spent(position, seq, name, BudgetChange.SPENT, one, one.spent_on)
        case budgets.ExpenditureReversed(expenditure=one, reversed_on=day):
            yield _spent(position, 0, name, BudgetChange.REVERSED, one, day)
        case budgets.BudgetClosed(carried_over=carried, surplus=surplus, to_budget=target, closed_on=day):
            fen = sum(line.amount.fen for line in carried)
            yield BudgetYear(position, name, BudgetStage.CLOSED, None, None, target or None, fen, day)
            yield from amounts(BudgetChange.CARRIED_OVER, carried, day, target)
            yield from amounts(BudgetChange.SURPLUS, surplus, day, after=len(carried))
        case _:
            yield from _evaluation(position, name, fact)


def _spent(position: int, seq: int, name: str, change: BudgetChange, one: Expenditure, on: date) -> BudgetAmount:
    handed_on = one.manner is budgets.SpendingManner.QUOTA_HANDED_ON
    source = (one.item, one.level, one.kind, one.source_year, one.amount.fen)
    return BudgetAmount(position, seq, name, change, *source, one.document or None, one.voucher, handed_on, on)


def _evaluation(position: int, name: str, fact: object) -> Iterator[Row]:
    def step(stage: EvaluationMove, by: str, on: date) -> EvaluationStep:
        return EvaluationStep(position, name, stage, None, None, None, None, None, None, by, on)

    match fact:
        case evaluations.EvaluationPlanned(planned_by=by, planned_on=day):
            yield step(EvaluationMove.PLANNED, by, day)._replace(
                name=fact.name, fiscal_year=fact.fiscal_year, region=fact.region, budget=fact.budget_id
            )
        case evaluations.EvaluationFilledIn(filled_by=by, filled_on=day):
            yield step(EvaluationMove.FILLED_IN, by, day)
        case evaluations.EvaluationScored(scored_by=by, scored_on=day, total=total, grade=grade):
            yield step(EvaluationMove.SCORED, by, day)._replace(total=written(total, 4), grade=grade.value)
        case evaluations.EvaluationReopened(reopened_by=by, reopened_on=day):
            yield step(EvaluationMove.REOPENED, by, day)
        case _:
            return


BUDGETS = View(
    name="budgets",
    tables=(BudgetYear, BudgetAmount, EvaluationStep),
    rows=budget_rows,
    handles=every(BudgetEvent, EvaluationEvent),
    ignores=every(
        ChargeEvent,
        LevyEvent,
        DeviceEvent,
        AwardEvent,
        AccountEvent,
        AgreementEvent,
        AttendanceEvent,
        BatchEvent,
        BeneficiaryEvent,
        CaseEvent,
        CheckEvent,
        DesignationEvent,
        FundEvent,
        InspectionEvent,
        MatchingEvent,
        NoticeEvent,
        PayoutEvent,
        ProgrammeEvent,
        ProofEvent,
        RecoveryEvent,
        RefusalEvent,
        RegionEvent,
        RevenueEvent,
        SafekeepingEvent,
        BankFormatEvent,
        ReferenceEvent,
        ScreeningEvent,
        TailoredServiceEvent,
        TenderEvent,
        TransmissionRuleEvent,
    ),
)
