"""What happens to a charge of the list. Stream: charge/<charge>."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.money import Money


@dataclass(frozen=True, slots=True)
class ChargeSet:
    """What a charge is called and costs a unit, by a document, from a day on; it ends the price before."""

    name: str
    charged_unit: str
    price: Money
    document: str
    valid_from: date
    valid_to: date | None
    set_by: str
    set_on: date


@dataclass(frozen=True, slots=True)
class FeeCollected:
    """Somebody paid for so many units; the same append collects it as revenue of the year."""

    fee_units: int
    price: Money
    amount: Money
    voucher: str
    collected_by: str
    collected_on: date


ChargeEvent = ChargeSet | FeeCollected
