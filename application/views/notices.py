"""The register of public notices: when each was posted and closes, who is on it, and the objections raised."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, View, Word, every, id_in, recorded_day
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
from domain.notices import events as notices
from domain.notices.events import ObjectionGround
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


class NoticeStage(Name):
    """What happened to a notice."""

    PUBLISHED = "published"
    CONCLUDED = "concluded"


class ObjectionStage(Name):
    """What happened to an objection."""

    RAISED = "raised"
    UPHELD = "upheld"
    DISMISSED = "dismissed"


class Notice(NamedTuple):
    """A notice was posted, or has run its full time."""

    position: int
    notice: Word
    stage: NoticeStage
    programme: Word | None
    region: Word | None
    place: str | None
    closes_on: date | None
    working_days: int | None
    people: int | None
    effective: date


class NoticePerson(NamedTuple):
    """A person is on a notice."""

    position: int
    seq: int
    notice: Word
    page: int
    beneficiary: str
    effective: date


class Objection(NamedTuple):
    """An objection was raised, upheld or dismissed."""

    position: int
    objection: str
    notice: Word
    beneficiary: str
    stage: ObjectionStage
    ground: ObjectionGround | None
    by: Word | None
    effective: date


def notice_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of a notice."""
    position, notice = entry.position, id_in(entry.stream)
    match entry.fact:
        case notices.NoticePublished() as posted:
            yield Notice(
                position,
                notice,
                NoticeStage.PUBLISHED,
                posted.programme,
                posted.region,
                posted.place,
                posted.closes_on,
                posted.working_days,
                posted.people,
                posted.published_on,
            )
        case notices.NoticeListed(page=page, beneficiaries=beneficiaries):
            day = recorded_day(entry)
            for seq, person in enumerate(beneficiaries):
                yield NoticePerson(position, seq, notice, page, person, day)
        case notices.NoticeConcluded(concluded_on=day):
            yield Notice(position, notice, NoticeStage.CONCLUDED, None, None, None, None, None, None, day)
        case notices.ObjectionRaised(objection_id=objection, beneficiary=person, ground=ground, raised_on=day):
            yield Objection(position, objection, notice, person, ObjectionStage.RAISED, ground, None, day)
        case notices.ObjectionSettled() as settled:
            stage = ObjectionStage.UPHELD if settled.upheld else ObjectionStage.DISMISSED
            who, day = settled.settled_by, settled.settled_on
            yield Objection(position, settled.objection_id, notice, settled.beneficiary, stage, None, who, day)
        case _:
            return


NOTICES = View(
    name="notices",
    tables=(Notice, NoticePerson, Objection),
    rows=notice_rows,
    handles=every(notices.NoticeEvent),
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
        AgreementEvent,
        BatchEvent,
        PayoutEvent,
        RecoveryEvent,
        RevenueEvent,
        RefusalEvent,
    ),
)
