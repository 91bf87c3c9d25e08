"""The register of payouts: each payment from its release to the bank's answer and whatever came after."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, View, Word, every
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
from domain.funds.events import FundEvent
from domain.inspections.events import InspectionEvent
from domain.institutions.events import AgreementEvent
from domain.levies.events import LevyEvent
from domain.matching.events import MatchingEvent
from domain.notices.events import NoticeEvent
from domain.payouts import events as payouts
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


class PayoutStage(Name):
    """What happened to a payout. One that came back after it was paid is returned, or cancelled at once where the year
    of its money is closed; the journal tells the ways apart."""

    RELEASED = "released"
    SETTLED = "settled"
    RETURNED = "returned"
    REISSUED = "reissued"
    CANCELLED = "cancelled"
    RECOVERY_ORDERED = "recovery_ordered"


class PayoutStep(NamedTuple):
    """One step of a payout. Who and which tier stand at its release; `detail` is a reason or a recovery's id."""

    position: int
    payout: str
    stage: PayoutStage
    batch: Word | None
    beneficiary: str | None
    payee: str | None
    region: Word | None
    tier: Word | None
    amount_fen: int
    detail: Word | None
    effective: date


def payout_rows(entry: Recorded[object]) -> tuple[PayoutStep, ...]:
    """Return the step that the entry is."""
    fact = entry.fact
    match fact:
        case payouts.PayoutReleased():
            released = PayoutStep(
                entry.position,
                entry.stream[7:],
                PayoutStage.RELEASED,
                fact.batch_id,
                fact.beneficiary,
                fact.payee,
                fact.region,
                fact.tier,
                fact.amount.fen,
                None,
                fact.value_date,
            )
            return (released,)
        case payouts.PayoutSettled():
            return (_step(entry, PayoutStage.SETTLED, fact.batch_id, fact.amount.fen, None, fact.settled_on),)
        case payouts.PayoutReturned(reason=why):
            return (_step(entry, PayoutStage.RETURNED, fact.batch_id, fact.amount.fen, why, fact.returned_on),)
        case payouts.PayoutReturnedLate(reason=why, to_treasury=to_treasury):
            stage = PayoutStage.CANCELLED if to_treasury else PayoutStage.RETURNED
            return (_step(entry, stage, fact.batch_id, fact.amount.fen, why, fact.returned_on),)
        case payouts.PayoutReissued():
            return (_step(entry, PayoutStage.REISSUED, fact.batch_id, fact.amount.fen, None, fact.value_date),)
        case payouts.PayoutCancelled(reason=why):
            return (_step(entry, PayoutStage.CANCELLED, fact.batch_id, fact.amount.fen, why, fact.cancelled_on),)
        case payouts.PayoutRecoveryOrdered(recovery_id=recovery):
            return (_step(entry, PayoutStage.RECOVERY_ORDERED, None, fact.amount.fen, recovery, fact.ordered_on),)
        case _:
            return ()


def _step(
    entry: Recorded[object], stage: PayoutStage, batch: str | None, fen: int, detail: str | None, day: date
) -> PayoutStep:
    return PayoutStep(
        entry.position,
        entry.stream[7:],
        stage,
        batch,
        None,
        None,
        None,
        None,
        fen,
        None if detail is None else str(detail),
        day,
    )


PAYOUTS = View(
    name="payouts",
    tables=(PayoutStep,),
    rows=payout_rows,
    handles=every(payouts.PayoutEvent),
    ignores=every(
        ChargeEvent,
        LevyEvent,
        DeviceEvent,
        AwardEvent,
        BudgetEvent,
        EvaluationEvent,
        TailoredServiceEvent,
        TenderEvent,
        TransmissionRuleEvent,
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
        FundEvent,
        BeneficiaryEvent,
        CaseEvent,
        NoticeEvent,
        AgreementEvent,
        BatchEvent,
        RecoveryEvent,
        RevenueEvent,
        RefusalEvent,
    ),
)
