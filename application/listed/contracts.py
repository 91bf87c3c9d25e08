"""Rows of the lists of designated institutions, of tenders' lots and of service records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.institutions.pricing import ServiceUnit
from domain.money import Money


class LotState(StrEnum):
    """Where a lot is."""

    IN_TENDER = "in_tender"
    AWARDED = "awarded"
    FOUND_NOBODY = "found_nobody"


@dataclass(frozen=True, slots=True)
class DesignationListed:
    """An institution designated for a programme, both days included; a withdrawal ends it the day before."""

    institution: str
    name: str
    programme: str
    valid_from: date
    valid_until: date
    withdrawn_from: date | None
    reason: str | None
    document: str
    designated_by: str
    designated_on: date
    designated_at: int


@dataclass(frozen=True, slots=True)
class TenderLotListed:
    """A lot: what it buys, and who was awarded it at which price. Without a price its sum is prorated.

    `price_limit` and `ceiling` are the tender's limits, `agreed_price` and `agreed_ceiling` the award's.
    """

    tender: str
    lot: str
    title: str
    document: str
    programme: str
    region: str
    fiscal_year: int
    service_unit: ServiceUnit
    price_limit: Money | None
    quantity: int | None
    ceiling: Money
    stage: LotState
    institution: str | None
    agreement: str | None
    agreed_price: Money | None
    agreed_ceiling: Money | None
    decided_on: date | None
    reason: str | None
    published_on: date
    published_at: int


@dataclass(frozen=True, slots=True)
class ServiceRecordListed:
    """A service record that was accepted: `start` and `end` as 08:30 (hours only), `counted` in minutes or units.

    `position` is the entry that accepted it.
    """

    agreement: str
    programme: str
    beneficiary: str
    on: date
    service_unit: ServiceUnit
    start: str | None
    end: str | None
    counted: int
    signed_off_on: date
    position: int
