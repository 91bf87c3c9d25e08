"""The register of awards: schemes, every step of an award, and the instalments it was granted in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, View, Word, every, id_in
from domain.accounts.events import AccountEvent
from domain.attendance.events import AttendanceEvent
from domain.awards import events as awards
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
from domain.revenue.events import RevenueEvent
from domain.safekeeping.events import SafekeepingEvent
from domain.screenings.events import ScreeningEvent
from domain.tailored.all_events import TailoredServiceEvent
from domain.tenders.events import TenderEvent
from domain.transmissions.events import TransmissionRuleEvent


class AwardStage(Name):
    """What happened to an award."""

    APPLIED = "applied"
    SIGNED = "signed"
    GRANTED = "granted"
    CALLED = "called"
    CHECKED = "checked"
    SUSPENDED = "suspended"
    RESUMED = "resumed"
    ORDERED_BACK = "ordered_back"


class AwardSchemeRow(NamedTuple):
    """A scheme as it was opened; `departments` in order, parted by 、, `check_due` as month-day."""

    position: int
    scheme: str
    programme: Word
    region: Word
    document: str
    departments: str
    most_fen: int
    check_due: str
    check_years: int
    by: Word
    effective: date


class AwardStep(NamedTuple):
    """A step of an award. What a step does not say is None.

    `what` is the department that signed, the year that was checked or is overdue, or the number of the instalment;
    `yes` whether the department accepted or the check passed; `words` an opinion or a reason; `reference` a document,
    an agreement or a recovery.
    """

    position: int
    award: Word
    stage: AwardStage
    scheme: Word | None
    programme: Word | None
    region: Word | None
    institution: str | None
    name: str | None
    departments: str | None
    what: str | None
    yes: bool | None
    words: str | None
    reference: str | None
    claim: str | None
    period: Word | None
    amount_fen: int | None
    by: Word
    effective: date


class AwardPart(NamedTuple):
    """An instalment of a grant, counted from 1."""

    position: int
    seq: int
    award: Word
    programme: Word
    region: Word
    number: int
    payable_from: date
    amount_fen: int
    effective: date


def award_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of a scheme or of an award."""
    fact, position, name = entry.fact, entry.position, id_in(entry.stream)

    def step(stage: AwardStage, by: str, day: date) -> AwardStep:
        return AwardStep(position, name, stage, *(None,) * 13, by, day)

    match fact:
        case awards.AwardSchemeOpened(terms=terms):
            yield AwardSchemeRow(
                position,
                name,
                terms.programme,
                terms.region,
                terms.document,
                "、".join(terms.departments),
                terms.most.fen,
                f"{terms.check_due_month:02d}-{terms.check_due_day:02d}",
                terms.check_years,
                fact.opened_by,
                fact.opened_on,
            )
        case awards.AwardApplied(terms=terms):
            yield step(AwardStage.APPLIED, fact.recorded_by, fact.applied_on)._replace(
                scheme=fact.scheme,
                programme=terms.programme,
                region=terms.region,
                institution=fact.institution,
                name=fact.name,
                departments="、".join(terms.departments),
            )
        case awards.DepartmentSigned():
            yield step(AwardStage.SIGNED, fact.recorded_by, fact.signed_on)._replace(
                what=fact.department, yes=fact.in_favour, words=fact.opinion
            )
        case awards.AwardGranted():
            yield step(AwardStage.GRANTED, fact.granted_by, fact.granted_on)._replace(
                reference=fact.document, amount_fen=fact.amount.fen
            )
            for seq, part in enumerate(fact.instalments):
                day, fen = part.payable_from, part.amount.fen
                yield AwardPart(position, seq, name, fact.programme, fact.region, seq + 1, day, fen, fact.granted_on)
        case awards.InstalmentCalled():
            yield step(AwardStage.CALLED, fact.called_by, fact.called_on)._replace(
                what=str(fact.number),
                reference=fact.agreement,
                claim=fact.claim,
                period=fact.period.text,
                amount_fen=fact.amount.fen,
            )
        case awards.YearlyCheckRecorded():
            yield step(AwardStage.CHECKED, fact.checked_by, fact.checked_on)._replace(
                what=str(fact.year), yes=fact.passed, reference=fact.document
            )
        case awards.AwardSuspended(overdue_year=year):
            yield step(AwardStage.SUSPENDED, fact.suspended_by, fact.suspended_on)._replace(
                what=str(year) if year else None, words=fact.reason
            )
        case awards.AwardResumed():
            yield step(AwardStage.RESUMED, fact.resumed_by, fact.resumed_on)._replace(reference=fact.document)
        case awards.AwardOrderedBack():
            yield step(AwardStage.ORDERED_BACK, fact.ordered_by, fact.ordered_on)._replace(
                reference=fact.recovery_id, claim=fact.claim, amount_fen=fact.amount.fen
            )
        case _:
            return


AWARDS = View(
    name="awards",
    tables=(AwardSchemeRow, AwardStep, AwardPart),
    rows=award_rows,
    handles=every(AwardEvent),
    ignores=every(
        ChargeEvent,
        LevyEvent,
        DeviceEvent,
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
        BeneficiaryEvent,
        CaseEvent,
        NoticeEvent,
        AgreementEvent,
        BatchEvent,
        PayoutEvent,
        RecoveryEvent,
        RevenueEvent,
        RefusalEvent,
        FundEvent,
    ),
)
