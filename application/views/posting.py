"""The journal. A posting moves money from one account of a line to another, so an event's postings sum to zero."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import LineId, Name, View, Word, every
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
from domain.funds.parts import Part, line_id
from domain.inspections.events import InspectionEvent
from domain.institutions.events import AgreementEvent
from domain.levies.events import LevyEvent
from domain.matching.events import MatchingEvent
from domain.notices.events import NoticeEvent
from domain.payouts import events as payouts
from domain.programmes.events import ProgrammeEvent
from domain.proofs.events import ProofEvent
from domain.recoveries import events as recoveries
from domain.reference_events import ReferenceEvent
from domain.refusals.events import RefusalEvent
from domain.region_names.events import RegionEvent
from domain.revenue import events as revenue
from domain.safekeeping.events import SafekeepingEvent
from domain.screenings.events import ScreeningEvent
from domain.tailored.all_events import TailoredServiceEvent
from domain.tenders.events import TenderEvent
from domain.transmissions import events as transmissions
from domain.transmissions.events import TransmissionRuleEvent


class Account(Name):
    """Where money of a line stands. `allocated`, `recovered` and `collected` say where it came from (contra)."""

    ALLOCATED = "allocated"
    RECOVERED = "recovered"
    AVAILABLE = "available"
    RESERVED = "reserved"
    DISBURSED = "disbursed"
    SETTLED = "settled"
    RETURNED = "returned"
    CARRIED_OVER = "carried_over"
    TREASURY = "treasury"
    COLLECTED = "collected"
    REVENUE = "revenue"
    TRANSMITTED = "transmitted"


class Movement(Name):
    """Why money moved; each movement has exactly one way to go."""

    ALLOCATE = "allocate"
    ADD = "add"
    MOVE_IN = "move_in"
    BRING_FORWARD = "bring_forward"
    MOVE_OUT = "move_out"
    RESERVE = "reserve"
    FREE = "free"
    RELEASE = "release"
    SETTLE = "settle"
    RETURN = "return"
    RETURN_LATE = "return_late"
    RETURN_LATE_TO_TREASURY = "return_late_to_treasury"
    REISSUE = "reissue"
    CANCEL = "cancel"
    RECOVER = "recover"
    RECOVER_TO_TREASURY = "recover_to_treasury"
    CARRY_OVER = "carry_over"
    SURRENDER = "surrender"
    COLLECT = "collect"
    REMIT = "remit"
    REFUND = "refund"
    TRANSMIT = "transmit"
    TAKE_BACK = "take_back"
    TAKE_BACK_TO_TREASURY = "take_back_to_treasury"
    RECEIVE = "receive"


WAYS: dict[Movement, tuple[Account, Account]] = {
    Movement.ALLOCATE: (Account.ALLOCATED, Account.AVAILABLE),
    Movement.ADD: (Account.ALLOCATED, Account.AVAILABLE),
    Movement.MOVE_IN: (Account.ALLOCATED, Account.AVAILABLE),
    Movement.BRING_FORWARD: (Account.ALLOCATED, Account.AVAILABLE),
    Movement.MOVE_OUT: (Account.AVAILABLE, Account.ALLOCATED),
    Movement.RESERVE: (Account.AVAILABLE, Account.RESERVED),
    Movement.FREE: (Account.RESERVED, Account.AVAILABLE),
    Movement.RELEASE: (Account.RESERVED, Account.DISBURSED),
    Movement.SETTLE: (Account.DISBURSED, Account.SETTLED),
    Movement.RETURN: (Account.DISBURSED, Account.RETURNED),
    Movement.RETURN_LATE: (Account.SETTLED, Account.RETURNED),
    Movement.RETURN_LATE_TO_TREASURY: (Account.SETTLED, Account.TREASURY),
    Movement.REISSUE: (Account.RETURNED, Account.DISBURSED),
    Movement.CANCEL: (Account.RETURNED, Account.AVAILABLE),
    Movement.RECOVER: (Account.RECOVERED, Account.AVAILABLE),
    Movement.RECOVER_TO_TREASURY: (Account.RECOVERED, Account.TREASURY),
    Movement.CARRY_OVER: (Account.AVAILABLE, Account.CARRIED_OVER),
    Movement.SURRENDER: (Account.AVAILABLE, Account.TREASURY),
    Movement.COLLECT: (Account.COLLECTED, Account.REVENUE),
    Movement.REMIT: (Account.REVENUE, Account.TREASURY),
    Movement.REFUND: (Account.TREASURY, Account.COLLECTED),
    Movement.TRANSMIT: (Account.AVAILABLE, Account.TRANSMITTED),
    Movement.TAKE_BACK: (Account.TRANSMITTED, Account.AVAILABLE),
    Movement.TAKE_BACK_TO_TREASURY: (Account.TRANSMITTED, Account.TREASURY),
    Movement.RECEIVE: (Account.ALLOCATED, Account.AVAILABLE),
}
"""The legal ways, from and to. Revenue leads to the treasury and nowhere else (收支两条线), and what was paid too much
comes back from there as never collected."""


class Posting(NamedTuple):
    """`amount_fen` (more than zero) of one line went from one account to the other, counting from `effective`."""

    position: int
    seq: int
    line: LineId
    movement: Movement
    from_account: Account
    to_account: Account
    amount_fen: int
    effective: date
    batch: Word | None
    payout: str | None


def postings(entry: Recorded[object]) -> list[Posting]:
    """Return the entry's postings. A batch's control totals are not posted: the payouts beside them are."""
    match entry.fact:
        case payouts.PayoutReleased(batch_id=batch, parts=parts, value_date=day):
            return _parts(entry, Movement.RELEASE, parts, day, batch, entry.stream[7:])
        case payouts.PayoutSettled(batch_id=batch, parts=parts, settled_on=day):
            return _parts(entry, Movement.SETTLE, parts, day, batch, entry.stream[7:])
        case payouts.PayoutReturned(batch_id=batch, parts=parts, returned_on=day):
            return _parts(entry, Movement.RETURN, parts, day, batch, entry.stream[7:])
        case payouts.PayoutReturnedLate(batch_id=batch, parts=parts, to_treasury=to_treasury, returned_on=day):
            way = Movement.RETURN_LATE_TO_TREASURY if to_treasury else Movement.RETURN_LATE
            return _parts(entry, way, parts, day, batch, entry.stream[7:])
        case payouts.PayoutReissued(batch_id=batch, parts=parts, value_date=day):
            return _parts(entry, Movement.REISSUE, parts, day, batch, entry.stream[7:])
        case payouts.PayoutCancelled(batch_id=batch, parts=parts, cancelled_on=day):
            return _parts(entry, Movement.CANCEL, parts, day, batch, entry.stream[7:])
        case funds.FundsAllocated(document=document, shares=shares, allocated_on=day):
            return _parts(entry, Movement.ALLOCATE, parts_of(entry.stream[5:], document, shares), day)
        case funds.FundsAdded(line=line, amount=amount, added_on=day):
            return _parts(entry, Movement.ADD, (Part(line, amount),), day)
        case funds.FundsMovedOut(line=line, amount=amount, moved_on=day):
            return _parts(entry, Movement.MOVE_OUT, (Part(line, amount),), day)
        case funds.FundsMovedIn(line=line, amount=amount, moved_on=day):
            return _parts(entry, Movement.MOVE_IN, (Part(line, amount),), day)
        case funds.FundsReserved(batch_id=batch, parts=parts, reserved_on=day):
            return _parts(entry, Movement.RESERVE, parts, day, batch)
        case funds.FundsFreed(batch_id=batch, parts=parts, freed_on=day):
            return _parts(entry, Movement.FREE, parts, day, batch)
        case funds.FundsCarriedOver(line=line, amount=amount, carried_on=day):
            return _parts(entry, Movement.CARRY_OVER, (Part(line, amount),), day)
        case funds.FundsBroughtForward(line=line, amount=amount, brought_on=day):
            return _parts(entry, Movement.BRING_FORWARD, (Part(line, amount),), day)
        case funds.FundsSurrendered(line=line, amount=amount, surrendered_on=day):
            return _parts(entry, Movement.SURRENDER, (Part(line, amount),), day)
        case transmissions.FundsTransmitted(parts=parts, transmitted_on=day):
            return _parts(entry, Movement.TRANSMIT, parts, day)
        case transmissions.FundsTakenBack(parts=parts, to_treasury=to_treasury, taken_back_on=day):
            return _parts(entry, Movement.TAKE_BACK_TO_TREASURY if to_treasury else Movement.TAKE_BACK, parts, day)
        case transmissions.FundsReceived(document=document, shares=sent, received_on=day):
            return _parts(entry, Movement.RECEIVE, parts_of(entry.stream[5:], document, sent), day)
        case recoveries.InstalmentReceived() as received:
            day, payout = received.received_on, received.payout_id
            back = _parts(entry, Movement.RECOVER, received.to_lines, day, None, payout)
            way = Movement.RECOVER_TO_TREASURY
            return back + _parts(entry, way, received.to_treasury, day, None, payout, first=len(back))
        case revenue.RevenueCollected(amount=amount, collected_on=day):
            return _parts(entry, Movement.COLLECT, (Part(entry.stream, amount),), day)
        case revenue.RevenueRemitted(amount=amount, remitted_on=day):
            return _parts(entry, Movement.REMIT, (Part(entry.stream, amount),), day)
        case revenue.RevenueRefunded(amount=amount, refunded_on=day):
            return _parts(entry, Movement.REFUND, (Part(entry.stream, amount),), day)
        case _:
            return []


def parts_of(
    fund: str, document: str, shares: Iterable[funds.LevelShare | transmissions.TransmittedShare]
) -> tuple[Part, ...]:
    """Return what a document brings to each line that it opens."""
    return tuple(Part(line_id(fund, share.level, share.kind, document), share.amount) for share in shares)


def _parts(
    entry: Recorded[object],
    movement: Movement,
    parts: Iterable[Part],
    day: date,
    batch: str | None = None,
    payout: str | None = None,
    *,
    first: int = 0,
) -> list[Posting]:
    position, (source, target) = entry.position, WAYS[movement]
    return [
        _posting(Posting, (position, seq, part.line, movement, source, target, part.amount.fen, day, batch, payout))
        for seq, part in enumerate(parts, first)
    ]


_posting = tuple.__new__
"""What a NamedTuple's own __new__ comes to, in half its time: every payment has two postings or more."""


_CONTROL_TOTALS = every(
    funds.FundsDisbursed
    | funds.FundsSettled
    | funds.FundsReturned
    | funds.FundsReturnedLate
    | funds.FundsReissued
    | funds.FundsCancelled
    | funds.FundsRecovered
)
_NO_MONEY_MOVES = every(
    funds.YearClosed,
    payouts.PayoutRecoveryOrdered,
    recoveries.RecoveryOrdered,
    recoveries.RecoveryWrittenOff,
    recoveries.RecoveryTracedToFinding,
)

POSTING = View(
    name="posting",
    tables=(Posting,),
    rows=postings,
    handles=every(funds.FundEvent, payouts.PayoutEvent, recoveries.RecoveryEvent, revenue.RevenueEvent)
    - _CONTROL_TOTALS
    - _NO_MONEY_MOVES,
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
        RefusalEvent,
        TransmissionRuleEvent,
    )
    | _CONTROL_TOTALS
    | _NO_MONEY_MOVES,
)
