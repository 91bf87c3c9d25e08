"""The register of levies and charges: terms, every step of an assessment with its workings, prices, and fees."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, View, Word, every, id_in
from domain.accounts.events import AccountEvent
from domain.attendance.events import AttendanceEvent
from domain.awards.events import AwardEvent
from domain.bank_formats.events import BankFormatEvent
from domain.batches.events import BatchEvent
from domain.beneficiaries.events import BeneficiaryEvent
from domain.budgets.events import BudgetEvent
from domain.charges import events as charges
from domain.charges.events import ChargeEvent
from domain.checks.events import CheckEvent
from domain.designations.events import DesignationEvent
from domain.devices.events import DeviceEvent
from domain.eligibility.events import CaseEvent
from domain.evaluations.events import EvaluationEvent
from domain.funds.events import FundEvent
from domain.inspections.events import InspectionEvent
from domain.institutions.events import AgreementEvent
from domain.levies import events as levies
from domain.levies.events import EmployerFigures, LevyEvent, LevyUnit, LevyWorking
from domain.levies.numbers import written
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


class LevyChange(Name):
    """What happened to an assessment."""

    ASSESSED = "assessed"
    CORRECTED = "corrected"
    RELIEVED = "relieved"
    DEFERRED = "deferred"
    RECEIVED = "received"
    REFUNDED = "refunded"


class LevyTermsRow(NamedTuple):
    """Terms as they were set; shares and weights as they are written, a missing reduction or exemption is None."""

    position: int
    levy: Word
    fiscal_year: int
    region: Word
    version: int
    rate: str
    weights: str
    cap_times: str
    average_wage_fen: int
    average_wage_source: str
    reduction: str | None
    reduction_until: date | None
    exempt_most: int | None
    exempt_until: date | None
    document: str
    rounding: Word
    due_days: int
    by: Word
    effective: date


class LevyMove(NamedTuple):
    """A step of an assessment. What a step does not say is None; `arranged` is people as they were counted."""

    position: int
    assessment: Word
    stage: LevyChange
    fiscal_year: int | None
    region: Word | None
    employer: str | None
    name: str | None
    version: int | None
    headcount: str | None
    arranged: str | None
    average_wage_fen: int | None
    amount_fen: int | None
    due_on: date | None
    words: str | None
    reference: str | None
    by: Word
    effective: date


class LevyLine(NamedTuple):
    """A line of the workings, counted from 1; `result` is exact, money in yuan."""

    position: int
    seq: int
    assessment: Word
    number: int
    step: Word
    said: str
    rests_on: str
    result: str
    unit: Word
    source: str
    effective: date


class ChargePrice(NamedTuple):
    """A charge at a price."""

    position: int
    charge: Word
    name: str
    unit: str
    price_fen: int
    document: str
    valid_from: date
    valid_to: date | None
    by: Word
    effective: date


class Fee(NamedTuple):
    """A fee that was collected for a charge."""

    position: int
    charge: Word
    units: int
    price_fen: int
    amount_fen: int
    voucher: str
    by: Word
    effective: date


def levy_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of levies and charges."""
    fact, position, name = entry.fact, entry.position, id_in(entry.stream)

    def move(stage: LevyChange, by: str, day: date) -> LevyMove:
        return LevyMove(position, name, stage, *(None,) * 12, by, day)

    match fact:
        case levies.LevyTermsSet():
            yield _terms(position, name, fact)
        case levies.LevyAssessed():
            yield move(LevyChange.ASSESSED, fact.assessed_by, fact.assessed_on)._replace(
                fiscal_year=fact.year,
                region=fact.region,
                employer=fact.employer,
                name=fact.name,
                version=fact.version,
                headcount=written(fact.figures.headcount),
                arranged=_arranged(fact.figures),
                average_wage_fen=fact.figures.average_wage.fen,
                amount_fen=fact.amount.fen,
                due_on=fact.pay_by,
            )
            yield from _lines(position, name, fact.workings, fact.assessed_on)
        case levies.LevyCorrected():
            yield move(LevyChange.CORRECTED, fact.corrected_by, fact.corrected_on)._replace(
                version=fact.version,
                headcount=written(fact.figures.headcount),
                arranged=_arranged(fact.figures),
                average_wage_fen=fact.figures.average_wage.fen,
                amount_fen=fact.amount.fen,
                due_on=fact.pay_by,
                words=fact.reason,
            )
            yield from _lines(position, name, fact.workings, fact.corrected_on)
        case levies.LevyRelieved():
            yield move(LevyChange.RELIEVED, fact.relieved_by, fact.relieved_on)._replace(
                amount_fen=fact.amount.fen, reference=fact.document
            )
        case levies.LevyDeferred():
            yield move(LevyChange.DEFERRED, fact.deferred_by, fact.deferred_on)._replace(
                due_on=fact.until, reference=fact.document
            )
        case levies.LevyReceived():
            yield move(LevyChange.RECEIVED, fact.booked_by, fact.received_on)._replace(
                amount_fen=fact.amount.fen, reference=fact.voucher
            )
        case levies.LevyRefunded():
            yield move(LevyChange.REFUNDED, fact.refunded_by, fact.refunded_on)._replace(
                amount_fen=fact.amount.fen, words=fact.document, reference=fact.voucher
            )
        case charges.ChargeSet():
            yield ChargePrice(
                position,
                name,
                fact.name,
                fact.charged_unit,
                fact.price.fen,
                fact.document,
                fact.valid_from,
                fact.valid_to,
                fact.set_by,
                fact.set_on,
            )
        case charges.FeeCollected(fee_units=units, price=price, amount=amount):
            who, day = fact.collected_by, fact.collected_on
            yield Fee(position, name, units, price.fen, amount.fen, fact.voucher, who, day)
        case _:
            return


def _terms(position: int, levy: str, fact: levies.LevyTermsSet) -> LevyTermsRow:
    terms, less, free = fact.terms, fact.terms.reduction, fact.terms.exemption
    return LevyTermsRow(
        position,
        levy,
        fact.year,
        fact.region,
        fact.version,
        written(terms.rate),
        "、".join(f"{one.name} ×{one.counts_as}" for one in terms.weights),
        written(terms.cap_times),
        terms.average_wage.fen,
        terms.average_wage_source,
        "、".join(f"≥{written(one.from_share)}: {written(one.part_paid)}" for one in less.stairs) if less else None,
        less.until if less else None,
        free.most_employees if free else None,
        free.until if free else None,
        terms.document,
        f"{terms.rounded_to.value} {terms.rounding.value}",
        terms.due_days,
        fact.set_by,
        fact.set_on,
    )


def _arranged(figures: EmployerFigures) -> str:
    """Write who was arranged, group by group; nobody is 0."""
    return "、".join(f"{one.group} {written(one.people)}" for one in figures.arranged if one.people) or "0"


def _lines(position: int, assessment: str, workings: tuple[LevyWorking, ...], day: date) -> Iterator[LevyLine]:
    for seq, line in enumerate(workings):
        yield LevyLine(
            position,
            seq,
            assessment,
            seq + 1,
            line.working.value,
            line.said,
            ", ".join(map(str, line.lines)),
            _result(line.result, line.measure),
            line.measure.value,
            line.source,
            day,
        )


def _result(result: Fraction, unit: LevyUnit) -> str:
    return written(result / 100) if unit is LevyUnit.FEN else written(result)


LEVIES = View(
    name="levies",
    tables=(LevyTermsRow, LevyMove, LevyLine, ChargePrice, Fee),
    rows=levy_rows,
    handles=every(LevyEvent, ChargeEvent),
    ignores=every(
        AccountEvent,
        AttendanceEvent,
        AwardEvent,
        BatchEvent,
        BeneficiaryEvent,
        BudgetEvent,
        CheckEvent,
        DesignationEvent,
        DeviceEvent,
        CaseEvent,
        EvaluationEvent,
        FundEvent,
        InspectionEvent,
        AgreementEvent,
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
