"""What happens to revenue. Stream: revenue/<year>/<kind>."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.money import Money


class RevenueKind(StrEnum):
    """What was collected."""

    EMPLOYMENT_SECURITY_FUND = "employment_security_fund"
    FEES = "fees"


@dataclass(frozen=True, slots=True)
class RevenueCollected:
    """Money came in that belongs to the treasury."""

    amount: Money
    voucher: str
    collected_on: date


@dataclass(frozen=True, slots=True)
class RevenueRemitted:
    """It went to the treasury."""

    amount: Money
    voucher: str
    remitted_on: date


@dataclass(frozen=True, slots=True)
class RevenueRefunded:
    """The treasury gave some of it back to who had paid too much (退库); nobody else can be given any."""

    amount: Money
    voucher: str
    refunded_on: date


RevenueEvent = RevenueCollected | RevenueRemitted | RevenueRefunded
