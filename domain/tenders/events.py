"""What happens to a tender. Stream: tender/<tender>."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.institutions.pricing import ServiceUnit
from domain.money import Money


@dataclass(frozen=True, slots=True)
class Lot:
    """标段: service for a programme's people of one region in one year, up to `ceiling` in money.

    `price` is the most that one unit may cost (最高限价); None: the lot's whole sum is prorated over `quantity`.
    `quantity` is how many units are bought; None: as many as the ceiling pays.
    """

    number: str
    programme: str
    region: str
    fiscal_year: int
    unit: ServiceUnit
    price: Money | None
    quantity: int | None
    ceiling: Money


@dataclass(frozen=True, slots=True)
class TenderPublished:
    """The office invited offers; `document` is the number of the tender's paper."""

    title: str
    document: str
    lots: tuple[Lot, ...]
    published_by: str
    published_on: date


@dataclass(frozen=True, slots=True)
class LotAwarded:
    """An institution won a lot: `agreement` is what was signed with it, within the lot's price and ceiling."""

    lot: str
    institution: str
    agreement: str
    price: Money | None
    ceiling: Money
    document: str
    awarded_by: str
    awarded_on: date


@dataclass(frozen=True, slots=True)
class LotFailed:
    """流标: nobody is awarded the lot under this tender."""

    lot: str
    reason: str
    failed_by: str
    failed_on: date


TenderEvent = TenderPublished | LotAwarded | LotFailed
