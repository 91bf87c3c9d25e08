"""Tenders and designations: which lots are bought at which price, and who may serve."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from domain.dates import BeforeItsCause, InTheFuture
from domain.designations import decisions as designations
from domain.designations import state as designation_state
from domain.designations.events import InstitutionDesignated, InvoicePresented
from domain.designations.rejections import (
    DesignationOverlaps,
    InvoiceOfAnotherAgreement,
    NoProgrammesNamed,
    NoSuchInstitution,
    NotDesignated,
    NothingToWithdraw,
    ValidityBackwards,
)
from domain.institutions.pricing import ServiceUnit
from domain.money import Money
from domain.rejected import Rejected
from domain.tenders import decisions as tenders
from domain.tenders import state as tender_state
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
    NoSuchTender,
    PriceMissing,
    PriceNotAsked,
    QuantityNotPositive,
    TenderExists,
)
from tests.support.given import histories_of

CODE, PROGRAMME, AREA = "52990101MJ0000001G", "life-secretary", "990101"
DAY, TODAY = date(2022, 1, 10), date(2022, 12, 31)
tender = histories_of(tender_state.replay, "tender-1")
institution = histories_of(designation_state.replay, CODE)


def yuan(amount: int) -> Money:
    return Money(amount * 100)


HOURLY = Lot("1", PROGRAMME, AREA, 2022, ServiceUnit.HOUR, yuan(40), None, yuan(350_000))
PRORATED = Lot("2", PROGRAMME, AREA, 2022, ServiceUnit.PERSON, None, 3, Money(100))
PUBLISHED = TenderPublished("生活小秘书", "采购2022-1", (HOURLY, PRORATED), "zhao", DAY)
PUBLISHING: dict[str, Any] = {"title": "生活小秘书", "document": "采购2022-1", "by": "zhao", "on": DAY, "today": TODAY}
AWARDING: dict[str, Any] = {
    "lot": "1",
    "institution": CODE,
    "agreement": "lot-1",
    "price": yuan(38),
    "ceiling": None,
    "document": "中标2022-1",
    "by": "zhao",
    "on": DAY,
}


def test_a_lot_is_awarded_once_within_its_price_and_its_ceiling() -> None:
    [awarded] = tender(PUBLISHED).when(tenders.award, **AWARDING).events()
    assert isinstance(awarded, LotAwarded)
    assert awarded.ceiling == yuan(350_000)
    assert awarded.price == yuan(38)
    for facts, rule in (
        ({"lot": "9"}, NoSuchLot),
        ({"price": yuan(41)}, AbovePriceLimit),
        ({"price": None}, PriceMissing),
        ({"ceiling": yuan(350_001)}, AboveLotCeiling),
        ({"lot": "2"}, PriceNotAsked),
        ({"on": date(2022, 1, 9)}, BeforeItsCause),
    ):
        tender(PUBLISHED).when(tenders.award, **AWARDING | facts).then_rejected(rule)
    tender(PUBLISHED, awarded).when(tenders.award, **AWARDING).then_rejected(LotIsDecided)
    failed = LotFailed("1", "无人投标", "zhao", DAY)
    tender(PUBLISHED, failed).when(tenders.award, **AWARDING).then_rejected(LotHasFailed)
    tender().when(tenders.award, **AWARDING).then_rejected(NoSuchTender)
    failing = {"lot": "1", "reason": "无人投标", "by": "zhao", "on": DAY}
    tender(PUBLISHED).when(tenders.fail, **failing).then(failed)
    tender(PUBLISHED, awarded).when(tenders.fail, **failing).then_rejected(LotIsDecided)


@pytest.mark.parametrize(
    ("lots", "rule"),
    [
        ((), NoLots),
        ((HOURLY, HOURLY), LotNamedTwice),
        ((Lot("1", PROGRAMME, AREA, 2022, ServiceUnit.PERSON, None, None, yuan(1)),), LotHasNoPrice),
        ((Lot("1", PROGRAMME, AREA, 2022, ServiceUnit.PERSON, None, 0, yuan(1)),), QuantityNotPositive),
    ],
)
def test_a_tender_has_lots_with_a_price_or_a_quantity(lots: tuple[Lot, ...], rule: type[Rejected]) -> None:
    tender().when(tenders.publish, lots=lots, **PUBLISHING).then_rejected(rule)


def test_a_tender_is_published_once() -> None:
    tender().when(tenders.publish, lots=PUBLISHED.lots, **PUBLISHING).then(PUBLISHED)
    tender(PUBLISHED).when(tenders.publish, lots=PUBLISHED.lots, **PUBLISHING).then_rejected(TenderExists)


DESIGNATED = InstitutionDesignated(
    "示例助残中心", (PROGRAMME,), date(2022, 1, 1), date(2022, 12, 31), "残联2022-1", "zhao", DAY
)
DESIGNATING: dict[str, Any] = {
    "name": "示例助残中心",
    "programmes": (PROGRAMME,),
    "valid_from": date(2022, 1, 1),
    "valid_until": date(2022, 12, 31),
    "document": "残联2022-1",
    "by": "zhao",
    "on": DAY,
    "today": TODAY,
}
WITHDRAWING: dict[str, Any] = {
    "withdrawn_from": date(2022, 7, 1),
    "reason": "考核不合格",
    "document": "残联2022-9",
    "by": "zhao",
    "on": DAY,
    "today": TODAY,
}


def test_a_designation_stands_from_day_to_day_until_it_is_taken_back() -> None:
    institution().when(designations.designate, **DESIGNATING).then(DESIGNATED)
    institution(DESIGNATED).when(designations.designate, **DESIGNATING).then_rejected(DesignationOverlaps)
    institution().when(designations.withdraw, **WITHDRAWING).then_rejected(NoSuchInstitution)
    [withdrawn] = institution(DESIGNATED).when(designations.withdraw, **WITHDRAWING).events()
    after = institution(DESIGNATED, withdrawn)
    assert after.state.serves(PROGRAMME, date(2022, 6, 30))
    facts = {"programme": PROGRAMME, "day": date(2022, 7, 1), "field": "day"}
    after.when(designations.designated, **facts).then_rejected(NotDesignated)
    after.when(designations.withdraw, **WITHDRAWING).then_rejected(NothingToWithdraw)
    second = DESIGNATING | {"valid_from": date(2022, 7, 1), "document": "残联2022-10"}
    assert after.when(designations.designate, **second).events()


def test_a_designation_names_programmes_and_ends_after_it_begins() -> None:
    for facts, rule in (
        ({"programmes": ()}, NoProgrammesNamed),
        ({"programmes": (PROGRAMME, PROGRAMME)}, NoProgrammesNamed),
        ({"valid_until": date(2021, 12, 31)}, ValidityBackwards),
        ({"on": date(2023, 1, 1)}, InTheFuture),
    ):
        institution().when(designations.designate, **DESIGNATING | facts).then_rejected(rule)


def test_an_institutions_invoice_counts_once_under_all_its_agreements() -> None:
    asked = {"agreement": "lot-2", "invoice_number": "1", "amount": yuan(1)}
    presented = InvoicePresented("1", "lot-1", yuan(5))
    institution(DESIGNATED, presented).when(designations.present_invoice, **asked).then_rejected(
        InvoiceOfAnotherAgreement
    )
