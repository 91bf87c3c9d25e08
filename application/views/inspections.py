"""The register of inspections: their frames, seeds and samples, and where each stands."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, View, Word, every, id_in
from application.views.visits import Visit, VisitFact, VisitFindingStep, visit_rows
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
from domain.inspections import events as inspections
from domain.inspections.events import ByShare, FrameKind, Method
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


class InspectionStage(Name):
    """What happened to an inspection."""

    OPENED = "opened"
    SEED_BOUND = "seed_bound"
    DRAWN = "drawn"
    CLOSED = "closed"


class Inspection(NamedTuple):
    """One step of an inspection. What it draws from stands in the first one; `tree_size` is the size whose root the
    seed is (or is to be), None for a seed that was chosen; `people` are those in the frame, or those drawn."""

    position: int
    inspection: str
    stage: InspectionStage
    programme: Word | None
    region: Word | None
    period: Word | None
    frame: FrameKind | None
    entries_to: int | None
    frame_sha256: str | None
    method: str | None
    seed: str | None
    tree_size: int | None
    people: int | None
    by: Word
    effective: date


class InspectionUnit(NamedTuple):
    """How many people a unit of the frame has, and how many of them were drawn (None: not yet)."""

    position: int
    seq: int
    inspection: str
    unit: Word
    people: int
    drawn: int | None
    effective: date


class SamplePerson(NamedTuple):
    """Somebody was drawn; `region` is the unit they were drawn in."""

    position: int
    seq: int
    inspection: Word
    beneficiary: str
    region: Word
    programme: Word
    effective: date


def inspection_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of an inspection or of a visit."""
    position, name, fact = entry.position, id_in(entry.stream), entry.fact
    match fact:
        case inspections.InspectionOpened():
            yield Inspection(
                position,
                name,
                InspectionStage.OPENED,
                fact.programme,
                fact.region,
                str(fact.period),
                fact.frame,
                fact.entries_to,
                fact.frame_sha256,
                told(fact.method),
                fact.seed or None,
                None,
                sum(unit.people for unit in fact.units),
                fact.opened_by,
                fact.opened_on,
            )
            for seq, unit in enumerate(fact.units):
                yield InspectionUnit(position, seq, name, unit.unit, unit.people, None, fact.opened_on)
        case inspections.SeedBound():
            size = position + fact.entries_later
            yield _step(position, name, InspectionStage.SEED_BOUND, by=fact.bound_by, on=fact.bound_on, tree_size=size)
        case inspections.SampleDrawn():
            yield _step(
                position,
                name,
                InspectionStage.DRAWN,
                by=fact.drawn_by,
                on=fact.drawn_on,
                seed=fact.seed,
                tree_size=fact.tree_size or None,
                people=sum(unit.drawn for unit in fact.units),
            )
            for seq, drawn in enumerate(fact.units):
                yield InspectionUnit(position, seq, name, drawn.unit, drawn.people, drawn.drawn, fact.drawn_on)
        case inspections.SampleListed():
            for seq, one in enumerate(fact.people):
                yield SamplePerson(position, seq, name, one.beneficiary, one.unit, fact.programme, fact.drawn_on)
        case inspections.InspectionClosed():
            people = fact.met + fact.not_met
            yield _step(position, name, InspectionStage.CLOSED, by=fact.closed_by, on=fact.closed_on, people=people)
        case _:
            yield from visit_rows(entry)


def told(method: Method) -> str:
    """Write a method as the register has it: `share 1/10 1/10`, `confidence 19/20 1/20`."""
    if isinstance(method, ByShare):
        return f"{method.KIND} {method.of_each_unit} {method.of_the_whole}"
    return f"{method.KIND} {method.confidence} {method.margin}"


def _step(
    position: int,
    name: str,
    stage: InspectionStage,
    *,
    by: str,
    on: date,
    seed: str | None = None,
    tree_size: int | None = None,
    people: int | None = None,
) -> Inspection:
    return Inspection(position, name, stage, None, None, None, None, None, None, None, seed, tree_size, people, by, on)


INSPECTIONS = View(
    name="inspections",
    tables=(Inspection, InspectionUnit, SamplePerson, Visit, VisitFact, VisitFindingStep),
    rows=inspection_rows,
    handles=every(inspections.InspectionEvent),
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
        MatchingEvent,
        RegionEvent,
        SafekeepingEvent,
        BankFormatEvent,
        ReferenceEvent,
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
