"""The register of revenue: what was collected and what went to the treasury. Nothing else can be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import LineId, Name, Row, View, Word, every, id_in
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
from domain.payouts.events import PayoutEvent
from domain.programmes.events import ProgrammeEvent
from domain.proofs.events import ProofEvent
from domain.recoveries.events import RecoveryEvent
from domain.reference_events import ReferenceEvent
from domain.refusals.events import RefusalEvent
from domain.region_names.events import RegionEvent
from domain.revenue import events as revenue
from domain.safekeeping.events import SafekeepingEvent
from domain.screenings.events import ScreeningEvent
from domain.tailored.all_events import TailoredServiceEvent
from domain.tenders.events import TenderEvent
from domain.transmissions.events import TransmissionRuleEvent


class RevenueStage(Name):
    """What happened to revenue."""

    COLLECTED = "collected"
    REMITTED = "remitted"
    REFUNDED = "refunded"


class Revenue(NamedTuple):
    """Money that belongs to the treasury came in, went there, or came back from it; `account` is year and kind."""

    position: int
    line: LineId
    account: Word
    stage: RevenueStage
    amount_fen: int
    voucher: str
    effective: date


def revenue_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of revenue."""
    line, account = entry.stream, id_in(entry.stream)
    match entry.fact:
        case revenue.RevenueCollected(amount=amount, voucher=voucher, collected_on=day):
            yield Revenue(entry.position, line, account, RevenueStage.COLLECTED, amount.fen, voucher, day)
        case revenue.RevenueRemitted(amount=amount, voucher=voucher, remitted_on=day):
            yield Revenue(entry.position, line, account, RevenueStage.REMITTED, amount.fen, voucher, day)
        case revenue.RevenueRefunded(amount=amount, voucher=voucher, refunded_on=day):
            yield Revenue(entry.position, line, account, RevenueStage.REFUNDED, amount.fen, voucher, day)
        case _:
            return


REVENUES = View(
    name="revenues",
    tables=(Revenue,),
    rows=revenue_rows,
    handles=every(revenue.RevenueEvent),
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
        PayoutEvent,
        RecoveryEvent,
        RefusalEvent,
    ),
)
