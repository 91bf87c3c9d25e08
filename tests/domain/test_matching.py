"""Matching funds: the same ratio on every unit to the fen, conditions in order, nothing freed before its condition."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.claims.naming import is_claim, parsed
from domain.claims.rejections import NotAShortName
from domain.dates import BeforeItsCause, InTheFuture
from domain.documents import NotADocumentNumber
from domain.institutions.events import AgreementSigned
from domain.institutions.rejections import NoSuchAgreement, OtherProgrammesAgreement
from domain.institutions.state import replay as an_agreement
from domain.levels import FundKind, GovernmentLevel
from domain.matching import decisions as matching
from domain.matching.events import FreedPart, MatchingOpened, MatchingShare, UnitAdmitted, UnitConditionMet, UnitPart
from domain.matching.rejections import (
    ConditionMetAlready,
    ConditionOutOfOrder,
    ConditionsMissing,
    NoSuchScheme,
    NoSuchUnit,
    NotAConditionOfTheScheme,
    PartNotFreed,
    RatioDoesNotFit,
    SameHandsOnUnit,
    SchemeExists,
    TwoLevelsMatch,
    UnitExists,
)
from domain.matching.state import replay
from domain.money import AmountNotPositive, Money
from domain.periods import Period
from domain.rejected import Rejected
from tests.support.given import histories_of

scheme = histories_of(replay, "stations-2023")
CITY, DISTRICT, BUDGET = GovernmentLevel.MUNICIPAL, GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET
YEAR, DAY = Period("2023"), date(2023, 3, 1)
CONDITIONS = ("选址", "完工", "验收")
THREE_TO_TWO = (MatchingShare(CITY, BUDGET, 3, "选址"), MatchingShare(DISTRICT, BUDGET, 2, "验收"))
TERMS: dict[str, Any] = {
    "programme": "station-building",
    "region": "990101",
    "period": YEAR,
    "document": "财社〔2023〕18号",
    "shares": THREE_TO_TWO,
    "conditions": CONDITIONS,
    "by": "lead-zhao",
    "on": DAY,
}
OPENED = MatchingOpened(
    "station-building", "990101", YEAR, "财社〔2023〕18号", THREE_TO_TWO, CONDITIONS, "lead-zhao", DAY
)
SIGNED = AgreementSigned("52990101MJ0000001G", "station-building", 2023, Money(10**9), DAY)
AGREEMENT = an_agreement("station-a", [SIGNED])
PARTS = (UnitPart(CITY, BUDGET, Money(6_000_000), "选址"), UnitPart(DISTRICT, BUDGET, Money(4_000_000), "验收"))
ADMITTED = UnitAdmitted(
    "s-01", "东门站", "station-building", "990101", YEAR, "station-a", Money(10_000_000), PARTS, "officer-sun", DAY
)
CITY_CLAIM, DISTRICT_CLAIM = "matching.stations-2023.s-01.municipal", "matching.stations-2023.s-01.county"
UNIT: dict[str, Any] = {
    "agreement": AGREEMENT,
    "unit": "s-01",
    "name": "东门站",
    "amount": Money(10_000_000),
    "by": "officer-sun",
    "on": DAY,
}
MET: dict[str, Any] = {
    "unit": "s-01",
    "condition": "选址",
    "document": "选址2023-1",
    "confirmed_by": "区残联康复科",
    "by": "officer-sun",
    "met_on": date(2023, 4, 1),
    "on": date(2023, 12, 31),
}
SITE = UnitConditionMet(
    "s-01",
    "选址",
    "选址2023-1",
    "区残联康复科",
    (FreedPart(CITY_CLAIM, CITY, BUDGET, Money(6_000_000)),),
    "officer-sun",
    date(2023, 4, 1),
)
WORKS = UnitConditionMet("s-01", "完工", "完工2023-1", "监理单位", (), "officer-wu", date(2023, 9, 1))


def test_a_document_fixes_ratio_and_conditions_once() -> None:
    scheme().when(matching.open_scheme, **TERMS).then(OPENED)
    scheme(OPENED).when(matching.open_scheme, **TERMS).then_rejected(SchemeExists)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"document": "财社〔〕18号"}, NotADocumentNumber),
        ({"shares": THREE_TO_TWO[:1]}, TwoLevelsMatch),
        ({"shares": (THREE_TO_TWO[0], THREE_TO_TWO[0])}, TwoLevelsMatch),
        ({"shares": (THREE_TO_TWO[0], MatchingShare(DISTRICT, BUDGET, 0, "验收"))}, TwoLevelsMatch),
        ({"shares": (THREE_TO_TWO[0], MatchingShare(DISTRICT, BUDGET, 2, "开业"))}, NotAConditionOfTheScheme),
        ({"conditions": ()}, ConditionsMissing),
        ({"conditions": ("选址", "选址", "验收")}, ConditionsMissing),
    ],
)
def test_terms_that_cannot_be_are_refused(changed: dict[str, Any], rule: type[Rejected]) -> None:
    scheme().when(matching.open_scheme, **(TERMS | changed)).then_rejected(rule)


def test_a_scheme_and_a_unit_have_short_names_that_a_claim_can_carry() -> None:
    histories_of(replay, "站点 2023")().when(matching.open_scheme, **TERMS).then_rejected(NotAShortName)
    scheme(OPENED).when(matching.admit_unit, **(UNIT | {"unit": "s.01"})).then_rejected(NotAShortName)
    assert parsed(CITY_CLAIM) == ("matching", "stations-2023", "s-01", "municipal")
    assert not is_claim("b-7k0v9m2xq4a8e1zt")


def test_a_unit_is_split_by_the_ratio() -> None:
    scheme(OPENED).when(matching.admit_unit, **UNIT).then(ADMITTED)


@pytest.mark.parametrize(
    ("history", "changed", "rule"),
    [
        ((), {}, NoSuchScheme),
        ((OPENED, ADMITTED), {}, UnitExists),
        ((OPENED,), {"agreement": an_agreement("a-9", [])}, NoSuchAgreement),
        (
            (OPENED,),
            {"agreement": an_agreement("a-9", [AgreementSigned("x", "child-rehab", 2023, Money(1), DAY)])},
            OtherProgrammesAgreement,
        ),
        ((OPENED,), {"amount": Money(0)}, AmountNotPositive),
        ((OPENED,), {"amount": Money(10_000_001)}, RatioDoesNotFit),
        ((OPENED,), {"on": date(2023, 2, 1)}, BeforeItsCause),
    ],
)
def test_a_unit_that_does_not_fit_the_scheme_is_refused(
    history: tuple[object, ...], changed: dict[str, Any], rule: type[Rejected]
) -> None:
    scheme(*history).when(matching.admit_unit, **(UNIT | changed)).then_rejected(rule)


def test_a_refused_amount_names_the_nearest_that_fit() -> None:
    said = scheme(OPENED).when(matching.admit_unit, **(UNIT | {"amount": Money(10_002)})).then_rejected(RatioDoesNotFit)
    assert (said.facts["ratio"], said.facts["below"], said.facts["above"]) == ("3:2", "100.00", "100.05")


def test_each_condition_frees_what_waits_for_it_and_no_more() -> None:
    scheme(OPENED, ADMITTED).when(matching.meet_condition, **MET).then(SITE)
    done = {"condition": "完工", "document": "完工2023-1", "confirmed_by": "监理单位", "by": "officer-wu"}
    scheme(OPENED, ADMITTED, SITE).when(matching.meet_condition, **(MET | done | {"met_on": date(2023, 9, 1)})).then(
        WORKS
    )
    accepted = {"condition": "验收", "document": "验收2023-1", "met_on": date(2023, 10, 1)}
    freed = scheme(OPENED, ADMITTED, SITE, WORKS).when(matching.meet_condition, **(MET | accepted)).events()[0]
    assert isinstance(freed, UnitConditionMet)
    assert freed.freed == (FreedPart(DISTRICT_CLAIM, DISTRICT, BUDGET, Money(4_000_000)),)


@pytest.mark.parametrize(
    ("history", "changed", "rule"),
    [
        ((OPENED,), {}, NoSuchUnit),
        ((OPENED, ADMITTED), {"condition": "开业"}, NotAConditionOfTheScheme),
        ((OPENED, ADMITTED, SITE), {"by": "officer-wu"}, ConditionMetAlready),
        ((OPENED, ADMITTED), {"condition": "验收"}, ConditionOutOfOrder),
        ((OPENED, ADMITTED, SITE), {"condition": "完工"}, SameHandsOnUnit),
        ((OPENED, ADMITTED), {"met_on": date(2024, 1, 1)}, InTheFuture),
        ((OPENED, ADMITTED), {"met_on": date(2023, 2, 1)}, BeforeItsCause),
    ],
)
def test_conditions_are_met_in_order_by_changing_hands(
    history: tuple[object, ...], changed: dict[str, Any], rule: type[Rejected]
) -> None:
    scheme(*history).when(matching.meet_condition, **(MET | changed)).then_rejected(rule)


def test_neither_level_is_claimed_before_its_condition() -> None:
    scheme(OPENED, ADMITTED).when(matching.claim_on, unit="s-01", level="municipal").then_rejected(PartNotFreed)
    freed = replay("stations-2023", [OPENED, ADMITTED, SITE])
    city = matching.claim_on(freed, "s-01", "municipal")
    assert city is not None
    assert (city.id, city.amount, city.agreement) == (CITY_CLAIM, Money(6_000_000), "station-a")
    scheme(OPENED, ADMITTED, SITE).when(matching.claim_on, unit="s-01", level="county").then_rejected(PartNotFreed)
    assert matching.claim_on(freed, "s-01", "provincial") is None


@for_all(fen=st.integers(1, 10**12), one=st.integers(1, 97), other=st.integers(1, 97))
def test_both_parts_stand_in_the_ratio_to_the_fen_or_the_amount_is_refused(fen: int, one: int, other: int) -> None:
    shares = (MatchingShare(CITY, BUDGET, one, "选址"), MatchingShare(DISTRICT, BUDGET, other, "验收"))
    try:
        city, district = matching.split_by_ratio(Money(fen), shares)
    except RatioDoesNotFit as said:
        near = [Money.from_yuan(said.facts[name]) for name in ("below", "above")]
        assert near[0].fen < fen < near[1].fen
        for fits in near:
            assert not fits or sum(part.amount.fen for part in matching.split_by_ratio(fits, shares)) == fits.fen
    else:
        assert city.amount.fen + district.amount.fen == fen
        assert city.amount.fen * other == district.amount.fen * one


@for_all(st.lists(st.integers(1, 10**8), min_size=1, max_size=12), st.integers(1, 9), st.integers(1, 9))
def test_the_units_parts_add_up_to_the_ratio_of_the_whole(steps: list[int], one: int, other: int) -> None:
    shares = (MatchingShare(CITY, BUDGET, one, "选址"), MatchingShare(DISTRICT, BUDGET, other, "验收"))
    amounts = [Money(step * (one + other)) for step in steps]
    split = [matching.split_by_ratio(amount, shares) for amount in amounts]
    city, district = (sum(parts[column].amount.fen for parts in split) for column in (0, 1))
    assert city + district == sum(amount.fen for amount in amounts)
    assert city * other == district * one
