"""The register of funds: lines, everything that was done to them, seats taken, years closed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.posting import Movement, parts_of
from application.views.view import LineId, Row, View, Word, every
from domain.accounts.events import AccountEvent
from domain.attendance.events import AttendanceEvent
from domain.awards.events import AwardEvent
from domain.bank_formats.events import BankFormatEvent
from domain.batches.events import BatchEvent
from domain.beneficiaries.events import BeneficiaryEvent
from domain.budgets.events import BudgetEvent
from domain.charges.events import ChargeEvent
from domain.checks.events import CheckEvent
from domain.designations.events import DesignationEvent
from domain.devices.events import DeviceEvent
from domain.eligibility.events import CaseEvent
from domain.evaluations.events import EvaluationEvent
from domain.funds import events as funds
from domain.funds.parts import Part
from domain.inspections.events import InspectionEvent
from domain.institutions.events import AgreementEvent
from domain.levels import FundKind, GovernmentLevel
from domain.levies.events import LevyEvent
from domain.matching.events import MatchingEvent
from domain.money import Money
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
from domain.transmissions import events as transmissions
from domain.transmissions.events import TransmissionRuleEvent


class FundLine(NamedTuple):
    """A line was opened. `source_year` is the year its money was first allocated for."""

    position: int
    seq: int
    line: LineId
    line_id: str
    fund: Word
    programme: Word
    fiscal_year: int
    region: Word
    level: GovernmentLevel
    kind: FundKind
    document: Word
    source_year: int
    effective: date


class FundMovement(NamedTuple):
    """One event of the fund, line by line. From `release` to `recover` these are control totals of a batch."""

    position: int
    seq: int
    line: LineId
    fund: Word
    movement: Movement
    amount_fen: int
    batch: Word | None
    recovery: str | None
    counter_line: str | None
    document: Word | None
    effective: date
    transmission: str | None = None


class Seat(NamedTuple):
    """So many seats of a tier were taken by a batch (`people` > 0) or given back (< 0)."""

    position: int
    seq: int
    fund: Word
    batch: Word
    period: Word
    tier: Word
    people: int
    effective: date


class FundYear(NamedTuple):
    """A fund's year was closed."""

    position: int
    fund: Word
    effective: date


def fund_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield lines opened, movements, seats and closings."""
    fact, position = entry.fact, entry.position
    match fact:
        case funds.FundsAllocated(document=document, shares=shares, allocated_on=day):
            parts, year = parts_of(entry.stream[5:], document, shares), int(entry.stream[5:9])
            for seq, (part, share) in enumerate(zip(parts, shares, strict=True)):
                yield _opened(entry, seq, part.line, share.level, share.kind, document, year, day)
            yield from _moved(entry, Movement.ALLOCATE, parts, day, document=document)
        case transmissions.FundsReceived(document=document, shares=sent, transmission=name, received_on=day):
            parts = parts_of(entry.stream[5:], document, sent)
            for seq, (part, one) in enumerate(zip(parts, sent, strict=True)):
                yield _opened(entry, seq, part.line, one.level, one.kind, document, one.source_year, day)
            yield from _moved(entry, Movement.RECEIVE, parts, day, document=document, transmission=name)
        case transmissions.FundsTransmitted(parts=parts, document=document, transmission=name, transmitted_on=day):
            yield from _moved(entry, Movement.TRANSMIT, parts, day, document=document, transmission=name)
        case transmissions.FundsTakenBack(parts=parts, document=document, transmission=name, taken_back_on=day):
            way = Movement.TAKE_BACK_TO_TREASURY if fact.to_treasury else Movement.TAKE_BACK
            yield from _moved(entry, way, parts, day, document=document, transmission=name)
        case funds.FundsBroughtForward() as brought:
            day, line = brought.brought_on, brought.line
            yield _opened(entry, 0, line, brought.level, brought.kind, brought.document, brought.source_year, day)
            way = Movement.BRING_FORWARD
            yield _move(entry, way, line, brought.amount, day, brought.from_line, brought.document)
        case funds.FundsAdded(line=line, amount=amount, document=document, added_on=day):
            yield _move(entry, Movement.ADD, line, amount, day, None, document)
        case funds.FundsMovedOut(line=line, amount=amount, to_line=other, document=document, moved_on=day):
            yield _move(entry, Movement.MOVE_OUT, line, amount, day, other, document)
        case funds.FundsMovedIn(line=line, amount=amount, from_line=other, document=document, moved_on=day):
            yield _move(entry, Movement.MOVE_IN, line, amount, day, other, document)
        case funds.FundsCarriedOver(line=line, amount=amount, to_line=other, carried_on=day):
            yield _move(entry, Movement.CARRY_OVER, line, amount, day, other, None)
        case funds.FundsSurrendered(line=line, amount=amount, surrendered_on=day):
            yield _move(entry, Movement.SURRENDER, line, amount, day, None, None)
        case funds.FundsReserved(batch_id=batch, parts=parts, seats=seats, reserved_on=day):
            yield from _moved(entry, Movement.RESERVE, parts, day, batch=batch)
            yield from _seats(entry, batch, str(fact.period), seats, +1, day)
        case funds.FundsFreed(batch_id=batch, parts=parts, seats=seats, freed_on=day):
            yield from _moved(entry, Movement.FREE, parts, day, batch=batch)
            yield from _seats(entry, batch, str(fact.period), seats, -1, day)
        case funds.FundsDisbursed(batch_id=batch, parts=parts, value_date=day):
            yield from _moved(entry, Movement.RELEASE, parts, day, batch=batch)
        case funds.FundsSettled(batch_id=batch, parts=parts, settled_on=day):
            yield from _moved(entry, Movement.SETTLE, parts, day, batch=batch)
        case funds.FundsReturned(batch_id=batch, parts=parts, returned_on=day):
            yield from _moved(entry, Movement.RETURN, parts, day, batch=batch)
        case funds.FundsReturnedLate(batch_id=batch, parts=parts, seats=seats, to_treasury=closed, returned_on=day):
            way = Movement.RETURN_LATE_TO_TREASURY if closed else Movement.RETURN_LATE
            yield from _moved(entry, way, parts, day, batch=batch)
            yield from _seats(entry, batch, str(fact.period), seats, -1, day)
        case funds.FundsReissued(batch_id=batch, parts=parts, value_date=day):
            yield from _moved(entry, Movement.REISSUE, parts, day, batch=batch)
        case funds.FundsCancelled(batch_id=batch, parts=parts, seats=seats, cancelled_on=day):
            yield from _moved(entry, Movement.CANCEL, parts, day, batch=batch)
            yield from _seats(entry, batch, str(fact.period), seats, -1, day)
        case funds.FundsRecovered(recovery_id=recovery, parts=parts, to_treasury=closed, received_on=day):
            way = Movement.RECOVER_TO_TREASURY if closed else Movement.RECOVER
            yield from _moved(entry, way, parts, day, recovery=recovery)
        case funds.YearClosed(closed_on=day):
            yield FundYear(position, entry.stream[5:], day)
        case _:
            return


def _opened(
    entry: Recorded[object],
    seq: int,
    line: str,
    level: GovernmentLevel,
    kind: FundKind,
    document: str,
    source_year: int,
    day: date,
) -> FundLine:
    fund = entry.stream[5:]
    year, programme, region = fund.split("/", 2)
    return FundLine(
        entry.position,
        seq,
        line,
        line,
        fund,
        programme,
        int(year),
        region,
        level,
        kind,
        document,
        source_year,
        day,
    )


def _moved(
    entry: Recorded[object],
    movement: Movement,
    parts: Iterable[Part],
    day: date,
    *,
    batch: str | None = None,
    recovery: str | None = None,
    document: str | None = None,
    transmission: str | None = None,
) -> Iterator[FundMovement]:
    fund, word = entry.stream[5:], batch
    paper = document
    for seq, part in enumerate(parts):
        line, fen = part.line, part.amount.fen
        yield FundMovement(
            entry.position, seq, line, fund, movement, fen, word, recovery, None, paper, day, transmission
        )


def _move(
    entry: Recorded[object],
    movement: Movement,
    line: str,
    amount: Money,
    day: date,
    other: str | None,
    document: str | None,
) -> FundMovement:
    fund, paper = entry.stream[5:], document
    return FundMovement(entry.position, 0, line, fund, movement, amount.fen, None, None, other, paper, day)


def _seats(
    entry: Recorded[object],
    batch: str,
    period: str,
    seats: Iterable[funds.SeatsTaken],
    sign: int,
    day: date,
) -> Iterator[Seat]:
    fund = entry.stream[5:]
    for seq, seat in enumerate(seats):
        tier = seat.tier
        yield Seat(entry.position, seq, fund, batch, period, tier, sign * seat.people, day)


FUNDS = View(
    name="funds",
    tables=(FundLine, FundMovement, Seat, FundYear),
    rows=fund_rows,
    handles=every(funds.FundEvent),
    ignores=every(
        ChargeEvent,
        LevyEvent,
        DeviceEvent,
        AwardEvent,
        BudgetEvent,
        EvaluationEvent,
        TailoredServiceEvent,
        TenderEvent,
        DesignationEvent,
        AttendanceEvent,
        ScreeningEvent,
        RegionEvent,
        SafekeepingEvent,
        BankFormatEvent,
        ReferenceEvent,
        MatchingEvent,
        InspectionEvent,
        CheckEvent,
        ProofEvent,
        AccountEvent,
        ProgrammeEvent,
        BeneficiaryEvent,
        CaseEvent,
        NoticeEvent,
        AgreementEvent,
        BatchEvent,
        PayoutEvent,
        RecoveryEvent,
        RevenueEvent,
        RefusalEvent,
        TransmissionRuleEvent,
    ),
)
