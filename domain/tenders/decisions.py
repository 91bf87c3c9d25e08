"""A tender from its publication to the award of its last lot. Awarding a lot makes the agreement."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.credit_codes import checked_credit_code
from domain.dates import not_before, not_in_the_future
from domain.free_text import clean_text, new_id, reference
from domain.money import Money, positive
from domain.regions import RegionCode
from domain.tenders.events import Lot, LotAwarded, LotFailed, TenderPublished
from domain.tenders.rejections import (
    AboveLotCeiling,
    AbovePriceLimit,
    LotHasFailed,
    LotHasNoPrice,
    LotIsDecided,
    LotNamedTwice,
    NoLots,
    NoSuchLot,
    PriceMissing,
    PriceNotAsked,
    QuantityNotPositive,
    TenderExists,
)
from domain.tenders.state import Tender, published

MOST_LOTS = 100
MOST_UNITS = 10_000_000


def publish(
    tender: Tender, *, title: str, document: str, lots: Sequence[Lot], by: str, on: date, today: date
) -> TenderPublished:
    """Publish a tender with its lots.

    Raises TenderExists, NotAReference, PersonalNumberInText, TextMissing, TextTooLong, InTheFuture, NoLots,
    LotNamedTwice, NotARegionCode, AmountNotPositive, LotHasNoPrice, QuantityNotPositive.
    """
    if tender.published is not None:
        raise TenderExists("tender_id", tender=tender.id)
    new_id(tender.id, field="tender_id")
    title, document = clean_text(title, field="title", limit=200), reference(document, field="document")
    not_in_the_future(on, today, field="on")
    if not 1 <= len(lots) <= MOST_LOTS:
        raise NoLots("lots", limit=MOST_LOTS)
    seen: set[str] = set()
    for index, lot in enumerate(lots):
        _checked(lot, f"lots[{index}]")
        if lot.number in seen:
            raise LotNamedTwice(f"lots[{index}].number", lot=lot.number)
        seen.add(lot.number)
    return TenderPublished(title, document, tuple(lots), by, on)


def award(
    tender: Tender,
    *,
    lot: str,
    institution: str,
    agreement: str,
    price: Money | None,
    ceiling: Money | None,
    document: str,
    by: str,
    on: date,
) -> LotAwarded:
    """Award a lot at a price within its limit; without a ceiling of its own the lot's is agreed.

    Raises NoSuchTender, NoSuchLot, LotIsDecided, LotHasFailed, NotACreditCode, CreditCodeCheckDigit, PriceMissing,
    PriceNotAsked, AbovePriceLimit, AboveLotCeiling, AmountNotPositive, NotAReference, PersonalNumberInText,
    BeforeItsCause.
    """
    its, agreed = undecided(tender, lot), ceiling
    not_before(on, published(tender).published_on, field="on")
    institution, document = checked_credit_code(institution), reference(document, field="document")
    if its.price is None and price is not None:
        raise PriceNotAsked("price", lot=lot)
    if its.price is not None:
        if price is None:
            raise PriceMissing("price", lot=lot)
        if positive(price, field="price") > its.price:
            raise AbovePriceLimit("price", limit=its.price, asked=price)
    agreed = its.ceiling if agreed is None else positive(agreed, field="ceiling")
    if agreed > its.ceiling:
        raise AboveLotCeiling("ceiling", limit=its.ceiling, asked=agreed)
    return LotAwarded(lot, institution, agreement, price, agreed, document, by, on)


def fail(tender: Tender, *, lot: str, reason: str, by: str, on: date) -> LotFailed:
    """Say that a lot finds nobody.

    Raises NoSuchTender, NoSuchLot, LotIsDecided, LotHasFailed, TextMissing, TextTooLong, PersonalNumberInText,
    BeforeItsCause.
    """
    undecided(tender, lot)
    not_before(on, published(tender).published_on, field="on")
    return LotFailed(lot, clean_text(reason, field="reason"), by, on)


def undecided(tender: Tender, number: str) -> Lot:
    """Return a lot that is still to be decided. Raises NoSuchTender, NoSuchLot, LotIsDecided, LotHasFailed."""
    published(tender)
    lot = tender.lot(number)
    if lot is None:
        raise NoSuchLot("lot", tender=tender.id, lot=number)
    match tender.outcomes.get(number):
        case LotAwarded(institution=institution):
            raise LotIsDecided("lot", lot=number, institution=institution)
        case LotFailed():
            raise LotHasFailed("lot", lot=number)
        case None:
            return lot


def _checked(lot: Lot, field: str) -> None:
    new_id(lot.number, field=f"{field}.number")
    RegionCode.parse(lot.region, field=f"{field}.region")
    positive(lot.ceiling, field=f"{field}.ceiling")
    if lot.price is not None:
        positive(lot.price, field=f"{field}.price")
    if lot.price is None and lot.quantity is None:
        raise LotHasNoPrice(f"{field}.price", lot=lot.number)
    if lot.quantity is not None and not 1 <= lot.quantity <= MOST_UNITS:
        raise QuantityNotPositive(f"{field}.quantity", lot=lot.number)
