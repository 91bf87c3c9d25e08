"""Rows of the lists of service files, services given, reports, emergency aid and terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.inspections.visit_events import NotMetReason
from domain.money import Money
from domain.periods import Period, PeriodKind
from domain.tailored.events import PageSigner, ServiceKind, UnplannedReason


class ServiceFileState(StrEnum):
    """How far a service file is; whoever was not met at the follow-up is called on again."""

    SURVEYED = "surveyed"
    PLANNED = "planned"
    APPROVED = "approved"
    UNPLANNED = "unplanned"
    SERVED = "served"
    VISITED = "visited"
    NOT_MET = "not_met"


class EmergencyAidState(StrEnum):
    """Where a claim of emergency aid is."""

    CLAIMED = "claimed"
    PAID = "paid"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class ServiceFileListed:
    """A person's file of a year: what they need, what is planned, how many times they were served, what they said.

    `needs` are comma-separated kinds, `planned` kinds with how many times; `reason` says why there is no plan.
    """

    file: str
    year: int
    region: str
    beneficiary: str
    stage: ServiceFileState
    needs: str
    planned: str
    approved_on: date | None
    reason: UnplannedReason | None
    services: int
    times: int
    visited_on: date | None
    not_met: NotMetReason | None
    satisfaction: int | None
    surveyed_by: str
    surveyed_on: date
    last_on: date
    recorded_at: int


@dataclass(frozen=True, slots=True)
class ServiceGivenListed:
    """A service record: what was given how often by whom, and the page that was signed for it."""

    file: str
    year: int
    region: str
    beneficiary: str
    number: int
    service: ServiceKind
    times: int
    provider: str
    given_on: date
    page_sha256: str
    signer: PageSigner
    signed_on: date
    recorded_by: str
    recorded_at: int


@dataclass(frozen=True, slots=True)
class ServiceReportListed:
    """A report that was handed in. `days_late` counts calendar days after the day it was due."""

    year: int
    region: str
    period: Period
    report_due_on: date
    handed_in_on: date
    days_late: int
    page_sha256: str
    handed_in_by: str
    recorded_at: int


@dataclass(frozen=True, slots=True)
class EmergencyAidListed:
    """A claim of emergency aid and what became of it."""

    aid: str
    year: int
    programme: str
    region: str
    beneficiary: str
    amount: Money
    text: str
    stage: EmergencyAidState
    payout: str | None
    page_sha256: str
    claimed_by: str
    claimed_on: date
    ended_on: date | None
    recorded_at: int


@dataclass(frozen=True, slots=True)
class ServiceTermsListed:
    """One version of a place's terms; `weights` as `surveyed 1/2, served 1/2`."""

    area: str
    terms_version: int
    valid_from: date
    document: str
    weights: str
    households: int
    quota_period: PeriodKind
    monthly_days: int
    quarterly_days: int
    programme: str
    aid_a_person: Money
    aid_a_year: Money
    set_by: str
    set_on: date
    recorded_at: int
