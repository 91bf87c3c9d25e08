"""Fees by a list of charges: what is not on it is not collected, and what is collected is units × price exactly."""

from __future__ import annotations

from datetime import date

from domain.charges.events import ChargeSet, FeeCollected
from domain.charges.rejections import (
    ChargeValidityBackwards,
    FeeDoesNotFoot,
    NoPriceOnTheDay,
    NoSuchCharge,
    PriceNotLater,
    UnitsNotPositive,
)
from domain.charges.state import Charge
from domain.claims.naming import short_name
from domain.documents import DocumentNumber
from domain.free_text import clean_text
from domain.money import Money, positive
from domain.revenue import decisions as revenues
from domain.revenue.events import RevenueCollected
from domain.revenue.state import Revenue

LONGEST_NAME = 60
LONGEST_UNIT = 10
MOST_UNITS = 1_000_000


def set_charge(
    charge: Charge,
    *,
    name: str,
    unit: str,
    price: Money,
    document: str,
    valid_from: date,
    valid_to: date | None,
    by: str,
    on: date,
) -> ChargeSet:
    """Put a charge on the list, or a later price of it.

    Raises NotAShortName, TextMissing, TextTooLong, PersonalNumberInText, AmountNotPositive, NotADocumentNumber,
    ChargeValidityBackwards, PriceNotLater.
    """
    short_name(charge.id, field="charge")
    positive(price, field="price")
    if valid_to is not None and valid_to < valid_from:
        raise ChargeValidityBackwards("valid_to", start=valid_from, end=valid_to)
    if charge.prices and valid_from <= charge.prices[-1].valid_from:
        raise PriceNotLater("valid_from", before=charge.prices[-1].valid_from)
    return ChargeSet(
        clean_text(name, field="name", limit=LONGEST_NAME),
        clean_text(unit, field="unit", limit=LONGEST_UNIT),
        price,
        str(DocumentNumber.parse(document, field="document")),
        valid_from,
        valid_to,
        by,
        on,
    )


def collect_fee(
    charge: Charge,
    revenue: Revenue,
    *,
    units: int,
    amount: Money,
    voucher: str,
    by: str,
    collected_on: date,
    on: date,
) -> tuple[FeeCollected, RevenueCollected]:
    """Record a fee: at its charge, and as revenue that only ever goes to the treasury.

    Raises NoSuchCharge, NoPriceOnTheDay, UnitsNotPositive, FeeDoesNotFoot and what `revenue.collect` names.
    """
    if not charge.prices:
        raise NoSuchCharge("charge", charge=charge.id[:40])
    told = charge.price_on(collected_on)
    if told is None:
        raise NoPriceOnTheDay("on", charge=charge.id, day=collected_on)
    if not 1 <= units <= MOST_UNITS:
        raise UnitsNotPositive("units", most=MOST_UNITS)
    due = Money(units * told.price.fen)
    if amount != due:
        raise FeeDoesNotFoot("amount", units=units, price=told.price, due=due, asked=amount)
    collected = revenues.collect(revenue, amount=amount, voucher=voucher, collected_on=collected_on, on=on)
    return FeeCollected(units, told.price, amount, collected.voucher, by, collected_on), collected
