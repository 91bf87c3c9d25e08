"""The register of matching funds: schemes, what each level is to pay for each unit, which conditions it met."""

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
from domain.batches.events import BatchEvent, PayoutKind
from domain.beneficiaries.events import BeneficiaryEvent
from domain.budgets.events import BudgetEvent
from domain.charges.events import ChargeEvent
from domain.checks.events import CheckEvent
from domain.claims.naming import ClaimKind, claim_id
from domain.designations.events import DesignationEvent
from domain.devices.events import DeviceEvent
from domain.eligibility.events import CaseEvent
from domain.evaluations.events import EvaluationEvent
from domain.funds.events import FundEvent
from domain.inspections.events import InspectionEvent
from domain.institutions.events import AgreementEvent
from domain.levels import FundKind, GovernmentLevel
from domain.levies.events import LevyEvent
from domain.matching import events as matching
from domain.matching.decisions import ratio_of
from domain.matching.events import MatchingEvent
from domain.notices.events import NoticeEvent
from domain.payouts.events import PayoutEvent
from domain.payouts.state import payout_id
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


class UnitStep(Name):
    """What happened to a unit."""

    ADMITTED = "admitted"
    CONDITION_MET = "condition_met"


class MatchingScheme(NamedTuple):
    """A scheme as it was opened; `ratio` is written 3:2, `conditions` in order, parted by 、."""

    position: int
    scheme: str
    programme: Word
    region: Word
    period: Word
    document: str
    ratio: str
    conditions: str
    by: Word
    effective: date


class MatchingUnit(NamedTuple):
    """A unit taken in, or (`condition`) a condition it met, by which document and as whom confirmed."""

    position: int
    scheme: Word
    unit: str
    step: UnitStep
    programme: Word | None
    region: Word | None
    name: str | None
    agreement: str | None
    amount_fen: int | None
    condition: Word | None
    document: str | None
    confirmed_by: str | None
    by: Word
    effective: date


class MatchingPart(NamedTuple):
    """What one level is to pay for a unit, under which name (`claim`), by which payout, once which condition is met."""

    position: int
    seq: int
    claim: str
    scheme: Word
    unit: str
    programme: Word
    region: Word
    payout: str
    level: GovernmentLevel
    kind: FundKind
    amount_fen: int
    freed_by: Word
    effective: date


def matching_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of a scheme or of a unit."""
    fact, position = entry.fact, entry.position
    scheme = id_in(entry.stream)
    match fact:
        case matching.MatchingOpened():
            yield MatchingScheme(
                position,
                scheme,
                fact.programme,
                fact.region,
                fact.period.text,
                fact.document,
                ratio_of(fact.shares),
                "、".join(fact.conditions),
                fact.opened_by,
                fact.opened_on,
            )
        case matching.UnitAdmitted():
            yield MatchingUnit(
                position,
                scheme,
                fact.unit,
                UnitStep.ADMITTED,
                fact.programme,
                fact.region,
                fact.name,
                fact.agreement,
                fact.amount.fen,
                None,
                None,
                None,
                fact.admitted_by,
                fact.admitted_on,
            )
            for seq, part in enumerate(fact.parts):
                claim = claim_id(ClaimKind.MATCHING, scheme, fact.unit, part.level)
                yield MatchingPart(
                    position,
                    seq,
                    claim,
                    scheme,
                    fact.unit,
                    fact.programme,
                    fact.region,
                    payout_id(fact.programme, fact.period, claim, PayoutKind.REGULAR),
                    part.level,
                    part.kind,
                    part.amount.fen,
                    part.freed_by,
                    fact.admitted_on,
                )
        case matching.UnitConditionMet():
            yield MatchingUnit(
                position,
                scheme,
                fact.unit,
                UnitStep.CONDITION_MET,
                None,
                None,
                None,
                None,
                None,
                fact.condition,
                fact.document,
                fact.confirmed_by,
                fact.recorded_by,
                fact.met_on,
            )
        case _:
            return


MATCHING = View(
    name="matching",
    tables=(MatchingScheme, MatchingUnit, MatchingPart),
    rows=matching_rows,
    handles=every(MatchingEvent),
    ignores=every(
        ChargeEvent,
        LevyEvent,
        DeviceEvent,
        AwardEvent,
        RegionEvent,
        BudgetEvent,
        EvaluationEvent,
        TailoredServiceEvent,
        TenderEvent,
        TransmissionRuleEvent,
        DesignationEvent,
        AttendanceEvent,
        ScreeningEvent,
        SafekeepingEvent,
        BankFormatEvent,
        ReferenceEvent,
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
        RevenueEvent,
        RefusalEvent,
    ),
)
