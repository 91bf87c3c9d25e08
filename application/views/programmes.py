"""The register of programmes: what each is, the versions of its rules with their tiers, the targets it was given."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Row, View, Word, every, id_in, recorded_day
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
from domain.levels import GovernmentLevel
from domain.levies.events import LevyEvent
from domain.matching.events import MatchingEvent
from domain.notices.events import NoticeEvent
from domain.payouts.events import PayoutEvent
from domain.periods import PeriodKind
from domain.programmes import events as programmes
from domain.programmes.events import DecidingBody, PayeeKind
from domain.programmes.policy import StandardUnit
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


class Programme(NamedTuple):
    """A programme was opened."""

    position: int
    programme: Word
    name_zh: str
    name_en: str
    payee_kind: PayeeKind
    deciding_body: DecidingBody
    period_kind: PeriodKind
    bank_memo: str
    effective: date


class PolicyVersion(NamedTuple):
    """A version of the programme's rules, in force from `effective`."""

    position: int
    programme: Word
    version: int
    document: Word
    standard_unit: StandardUnit
    notice_days: int
    effective: date


class PolicyTier(NamedTuple):
    """A funding tier of one version; `headcount` None has no limit, `amount_fen` None leaves the standard."""

    position: int
    seq: int
    programme: Word
    version: int
    tier: Word
    headcount: int | None
    amount_fen: int | None
    funded: bool
    effective: date


class Target(NamedTuple):
    """A target (任务数) of one year: so many people, set by a level; `name` tells several apart."""

    position: int
    programme: Word
    fiscal_year: int
    level: GovernmentLevel
    name: Word
    people: int
    document: Word
    effective: date


def programme_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of a programme."""
    position, programme = entry.position, id_in(entry.stream)
    match entry.fact:
        case programmes.ProgrammeOpened() as opened:
            yield Programme(
                position,
                programme,
                opened.name_zh,
                opened.name_en,
                opened.payee_kind,
                opened.deciding_body,
                opened.period_kind,
                opened.bank_memo,
                recorded_day(entry),
            )
        case programmes.PolicyPublished(policy=policy):
            version, day = policy.version, policy.valid_from
            document, unit = policy.document, policy.standard_unit
            yield PolicyVersion(position, programme, version, document, unit, policy.notice_days, day)
            for seq, tier in enumerate(policy.tiers):
                amount = None if tier.amount is None else tier.amount.fen
                name, funded = tier.name, bool(tier.shares)
                yield PolicyTier(position, seq, programme, version, name, tier.headcount, amount, funded, day)
        case programmes.TargetAssigned() as assigned:
            yield Target(
                position,
                programme,
                assigned.fiscal_year,
                assigned.level,
                assigned.name,
                assigned.people,
                assigned.document,
                assigned.assigned_on,
            )
        case _:
            return


PROGRAMMES = View(
    name="programmes",
    tables=(Programme, PolicyVersion, PolicyTier, Target),
    rows=programme_rows,
    handles=every(programmes.ProgrammeEvent),
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
