"""Bad input to earmarked money, refused by name."""

from __future__ import annotations

import pytest

from domain.documents import NotADocumentNumber
from domain.funds import decisions as funds
from domain.funds import settlement, year_end
from domain.funds.events import LevelShare, SeatsTaken
from domain.funds.parts import Part
from domain.funds.rejections import (
    AlreadyReserved,
    DocumentAlreadyAllocated,
    EarmarkedUse,
    MoneyStillOpen,
    MoreThanIsOut,
    MoveKeepsLevelAndKind,
    MoveToItself,
    NoSuchLine,
    NothingAllocated,
    NotReserved,
    OverBudget,
    ShareListedTwice,
    TierIsFull,
    WrongYear,
    YearNotOver,
)
from domain.funds.state import Fund
from domain.levels import FundKind, GovernmentLevel
from domain.money import AmountNotPositive, Money
from domain.periods import Period
from tests.domain.fund_stories import (
    DOCUMENT,
    FUND,
    HEADCOUNTS,
    MUNICIPAL,
    NEW_YEARS_EVE,
    PROVINCIAL,
    SPRING,
    YEAR,
    an_allocated_fund,
    reserved,
    yuan,
)


def _allocate(**changes: object) -> object:
    shares = (LevelShare(GovernmentLevel.COUNTY, FundKind.LOTTERY, yuan(5)),)
    ask = {"document": DOCUMENT, "shares": shares, "on": SPRING, **changes}
    return funds.allocate(an_allocated_fund(), **ask)  # type: ignore[arg-type]


def _reserve(*parts: Part, period: Period = YEAR, seats: int = 1) -> object:
    return funds.reserve(
        an_allocated_fund(),
        batch_id="b",
        period=period,
        parts=parts,
        seats=[SeatsTaken("in_quota", seats)],
        headcounts=HEADCOUNTS,
        on=SPRING,
    )


_COUNTY = LevelShare(GovernmentLevel.COUNTY, FundKind.LOTTERY, yuan(5))
_SAME = LevelShare(GovernmentLevel.PROVINCIAL, FundKind.GENERAL_BUDGET, yuan(5))
_NONE = LevelShare(GovernmentLevel.COUNTY, FundKind.LOTTERY, Money(0))
_OTHER = "2017/child-rehab/990101/provincial/general_budget/财社〔2016〕114号"


@pytest.mark.parametrize(
    ("name", "call", "rule"),
    [
        ("no money on the document", lambda: _allocate(shares=()), NothingAllocated),
        ("a share of nothing", lambda: _allocate(shares=(_NONE,)), AmountNotPositive),
        ("one level and kind twice", lambda: _allocate(shares=(_COUNTY, _COUNTY)), ShareListedTwice),
        ("a document recorded before", lambda: _allocate(shares=(_SAME,)), DocumentAlreadyAllocated),
        ("an empty bracket", lambda: _allocate(document="财社〔〕114号"), NotADocumentNumber),
        ("no number", lambda: _allocate(document="财社〔2016〕号"), NotADocumentNumber),
        ("one fen too many", lambda: _reserve(Part(PROVINCIAL, yuan(401_600) + Money(1))), OverBudget),
        ("two halves too many", lambda: _reserve(*[Part(PROVINCIAL, yuan(300_000))] * 2), OverBudget),
        ("another programme's line", lambda: _reserve(Part(_OTHER, yuan(1))), EarmarkedUse),
        ("another year's period", lambda: _reserve(Part(PROVINCIAL, yuan(1)), period=Period("2018")), WrongYear),
        ("one seat too many", lambda: _reserve(Part(PROVINCIAL, yuan(1)), seats=503), TierIsFull),
        (
            "a batch that holds money already",
            lambda: reserved(reserved(an_allocated_fund(), Part(PROVINCIAL, yuan(1))), Part(PROVINCIAL, yuan(1))),
            AlreadyReserved,
        ),
        ("freeing what is not held", lambda: funds.free(an_allocated_fund(), batch_id="b", on=SPRING), NotReserved),
        (
            "releasing other money than was reserved",
            lambda: settlement.disburse(
                reserved(an_allocated_fund(), Part(PROVINCIAL, yuan(2))),
                batch_id="psy-medicine/2017/1",
                parts=[Part(PROVINCIAL, yuan(1))],
                value_date=SPRING,
            ),
            NotReserved,
        ),
        (
            "settling what never went out",
            lambda: settlement.settle(an_allocated_fund(), batch_id="b", parts=[Part(PROVINCIAL, yuan(1))], on=SPRING),
            MoreThanIsOut,
        ),
        (
            "adding to a line that is not there",
            lambda: funds.add(an_allocated_fund(), line=_OTHER, amount=yuan(1), document=DOCUMENT, on=SPRING),
            NoSuchLine,
        ),
        (
            "moving from provincial to municipal",
            lambda: funds.move(
                an_allocated_fund(),
                from_line=PROVINCIAL,
                to_line=MUNICIPAL,
                amount=yuan(1),
                document=DOCUMENT,
                on=SPRING,
            ),
            MoveKeepsLevelAndKind,
        ),
        (
            "moving to itself",
            lambda: funds.move(
                an_allocated_fund(),
                from_line=PROVINCIAL,
                to_line=PROVINCIAL,
                amount=yuan(1),
                document=DOCUMENT,
                on=SPRING,
            ),
            MoveToItself,
        ),
        (
            "moving to another programme",
            lambda: funds.move(
                an_allocated_fund(), from_line=PROVINCIAL, to_line=_OTHER, amount=yuan(1), document=DOCUMENT, on=SPRING
            ),
            EarmarkedUse,
        ),
        ("closing before the year is over", lambda: year_end.close(Fund(FUND), on=SPRING), YearNotOver),
        (
            "closing with money left",
            lambda: year_end.close(an_allocated_fund(), on=NEW_YEARS_EVE),
            MoneyStillOpen,
        ),
        (
            "carrying over while a batch holds money",
            lambda: year_end.carry_over(
                reserved(an_allocated_fund(), Part(PROVINCIAL, yuan(1))),
                Fund("2018/psy-medicine/990101"),
                line=PROVINCIAL,
                on=NEW_YEARS_EVE,
            ),
            MoneyStillOpen,
        ),
    ],
)
def test_bad_input_is_refused_by_name(name: str, call, rule) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(rule):
        call()
