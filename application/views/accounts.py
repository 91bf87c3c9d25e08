"""The register of accounts: opened, closed, reopened, and which role was given or taken, by whom."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, View, Word, every, id_in, recorded_day
from domain.accounts import events as accounts
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
from domain.revenue.events import RevenueEvent
from domain.safekeeping.events import SafekeepingEvent
from domain.screenings.events import ScreeningEvent
from domain.tailored.all_events import TailoredServiceEvent
from domain.tenders.events import TenderEvent
from domain.transmissions.events import TransmissionRuleEvent


class AccountStage(Name):
    """What happened to an account."""

    OPENED = "opened"
    CLOSED = "closed"
    REOPENED = "reopened"


class RoleStage(Name):
    """What happened to a role of an account."""

    GIVEN = "given"
    TAKEN = "taken"


class AccountStep(NamedTuple):
    """An account was opened, closed or reopened by somebody (`by`: an account, or `init`)."""

    position: int
    account: Word
    stage: AccountStage
    reason: str | None
    by: Word
    effective: date


class RoleStep(NamedTuple):
    """A role was given or taken for a region (empty: everywhere) and programmes (by comma; empty: all)."""

    position: int
    account: Word
    stage: RoleStage
    role: Word
    region: Word
    programmes: Word
    by: Word
    effective: date


def account_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of an account."""
    position, account, by, day = entry.position, id_in(entry.stream), entry.actor, recorded_day(entry)
    match entry.fact:
        case accounts.AccountOpened(opened_on=opened_on):
            yield AccountStep(position, account, AccountStage.OPENED, None, by, opened_on)
        case accounts.AccountClosed(reason=reason):
            yield AccountStep(position, account, AccountStage.CLOSED, reason, by, day)
        case accounts.AccountReopened(reason=reason):
            yield AccountStep(position, account, AccountStage.REOPENED, reason, by, day)
        case accounts.RoleGiven(role=role, region=region, programmes=programmes):
            yield RoleStep(position, account, RoleStage.GIVEN, role.value, region, ",".join(programmes), by, day)
        case accounts.RoleTaken(role=role, region=region, programmes=programmes):
            yield RoleStep(position, account, RoleStage.TAKEN, role.value, region, ",".join(programmes), by, day)
        case _:
            return


ACCOUNTS = View(
    name="accounts",
    tables=(AccountStep, RoleStep),
    rows=account_rows,
    handles=every(accounts.AccountEvent),
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
