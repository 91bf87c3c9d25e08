"""Earmarked money: what comes, what is set aside, what goes, and that it always adds up."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from domain.funds import decisions as funds
from domain.funds import settlement, year_end
from domain.funds.events import FundsAllocated, FundsBroughtForward, LevelShare, SeatsTaken
from domain.funds.parts import Part
from domain.funds.rejections import MoreThanIsOut, NoMoneyOfThatLevel, TooOldToCarryOver, YearIsClosed
from domain.funds.sources import Sources
from domain.funds.state import Fund, evolve, replay
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.periods import Period
from domain.programmes.policy import Tier
from tests.domain.fund_stories import (
    DOCUMENT,
    FUND,
    IN_QUOTA,
    MUNICIPAL,
    NEW_YEARS_EVE,
    OVER_QUOTA,
    PROVINCIAL,
    SPRING,
    YEAR,
    an_allocated_fund,
    reserved,
    share,
    yuan,
)

PLACES = (
    "allocated",
    "available",
    "reserved",
    "disbursed",
    "settled",
    "returned",
    "recovered",
    "carried_over",
    "treasury",
)


def books(fund: Fund, line: str) -> dict[str, int]:
    """One line's money by where it is, in yuan, without the empty places."""
    found = fund.lines[line]
    return {name: getattr(found, name).fen // 100 for name in PLACES if getattr(found, name)}


def test_a_document_opens_one_line_a_level_and_kind() -> None:
    fund = an_allocated_fund()
    assert list(fund.lines) == [PROVINCIAL, MUNICIPAL]
    assert books(fund, PROVINCIAL) == {"allocated": 401_600, "available": 401_600}


def test_brackets_of_any_width_name_the_same_document() -> None:
    shares = (LevelShare(GovernmentLevel.COUNTY, FundKind.LOTTERY, yuan(5)),)
    event = funds.allocate(Fund(FUND), document="财社（2016）0114号", shares=shares, on=SPRING)
    assert event.document == DOCUMENT


def test_money_goes_from_available_to_reserved_to_the_bank_and_is_settled() -> None:
    part = Part(PROVINCIAL, yuan(800))
    fund = reserved(an_allocated_fund(), part)
    assert books(fund, PROVINCIAL) == {"allocated": 401_600, "available": 400_800, "reserved": 800}
    fund = evolve(fund, settlement.disburse(fund, batch_id="psy-medicine/2017/1", parts=[part], value_date=SPRING))
    fund = evolve(fund, settlement.settle(fund, batch_id="psy-medicine/2017/1", parts=[part], on=SPRING))
    assert books(fund, PROVINCIAL) == {"allocated": 401_600, "available": 400_800, "settled": 800}


def test_returned_money_is_reissued_or_goes_back_to_its_own_line() -> None:
    part = Part(MUNICIPAL, yuan(200))
    fund = reserved(an_allocated_fund(), part)
    fund = evolve(fund, settlement.disburse(fund, batch_id="psy-medicine/2017/1", parts=[part], value_date=SPRING))
    fund = evolve(fund, settlement.take_back(fund, batch_id="psy-medicine/2017/1", parts=[part], on=SPRING))
    assert books(fund, MUNICIPAL)["returned"] == 200
    again = evolve(fund, settlement.reissue(fund, batch_id="psy-medicine/2017/1", parts=[part], value_date=SPRING))
    assert books(again, MUNICIPAL)["disbursed"] == 200
    cancelled = settlement.cancel(
        fund,
        batch_id="psy-medicine/2017/1",
        period=YEAR,
        parts=[part],
        seats=[SeatsTaken("in_quota", 1)],
        on=SPRING,
    )
    given_up = evolve(fund, cancelled)
    assert books(given_up, MUNICIPAL) == {"allocated": 788_400, "available": 788_400}
    assert (funds.free_seats(fund, YEAR, "in_quota", 502), funds.free_seats(given_up, YEAR, "in_quota", 502)) == (
        501,
        502,
    )


def test_recovered_money_is_available_again_or_goes_to_the_treasury_of_a_closed_year() -> None:
    part = Part(MUNICIPAL, yuan(200))
    fund = reserved(an_allocated_fund(), part)
    fund = evolve(fund, settlement.disburse(fund, batch_id="psy-medicine/2017/1", parts=[part], value_date=SPRING))
    fund = evolve(fund, settlement.settle(fund, batch_id="psy-medicine/2017/1", parts=[part], on=SPRING))
    open_ = evolve(fund, settlement.recover(fund, recovery_id="r", parts=[part], to_treasury=False, on=SPRING))
    assert books(open_, MUNICIPAL) == {"allocated": 788_400, "available": 788_400, "settled": 200, "recovered": 200}
    shut = evolve(fund, settlement.recover(fund, recovery_id="r", parts=[part], to_treasury=True, on=SPRING))
    assert books(shut, MUNICIPAL)["treasury"] == 200
    with pytest.raises(MoreThanIsOut):
        settlement.recover(open_, recovery_id="r", parts=[part], to_treasury=False, on=SPRING)


def test_a_batch_sent_back_frees_its_money_and_its_seats() -> None:
    fund = reserved(an_allocated_fund(), Part(PROVINCIAL, yuan(800)), seats=500)
    assert funds.free_seats(fund, YEAR, "in_quota", 502) == 2
    fund = evolve(fund, funds.free(fund, batch_id="psy-medicine/2017/1", on=SPRING))
    assert books(fund, PROVINCIAL) == {"allocated": 401_600, "available": 401_600}
    assert funds.free_seats(fund, YEAR, "in_quota", 502) == 502


def test_seats_are_counted_by_period() -> None:
    fund = reserved(an_allocated_fund(), Part(PROVINCIAL, yuan(800)), seats=502)
    assert funds.free_seats(fund, YEAR, "in_quota", 502) == 0
    assert funds.free_seats(fund, Period("2017-H1"), "in_quota", 502) == 502


def test_money_moves_between_lines_of_one_level_and_kind_to_the_fen() -> None:
    fund = an_allocated_fund()
    second = FundsAllocated(
        "财社〔2017〕9号",
        (LevelShare(GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, Money(1)),),
        SPRING,
    )
    fund = evolve(fund, second)
    other = f"{FUND}/municipal/general_budget/财社〔2017〕9号"
    for event in funds.move(
        fund, from_line=MUNICIPAL, to_line=other, amount=Money(99), document="财调〔2017〕1号", on=SPRING
    ):
        fund = evolve(fund, event)
    assert fund.lines[other].available == Money(100)
    assert fund.lines[MUNICIPAL].allocated == yuan(788_400) - Money(99)


@pytest.mark.parametrize(
    ("people", "amounts"),
    [(502, (401_600, 100_400)), (1, (800, 200)), (7, (5_600, 1_400))],
)
def test_a_tier_of_eighty_to_twenty_takes_exactly_that(people: int, amounts: tuple[int, int]) -> None:
    parts = Sources(an_allocated_fund()).of(IN_QUOTA, [yuan(1000)] * people)
    for line, amount in zip((PROVINCIAL, MUNICIPAL), amounts, strict=True):
        assert sum(part.amount.fen for mine in parts for part in mine if part.line == line) == amount * 100


def test_the_first_document_is_used_up_before_the_second_and_one_person_may_draw_on_both() -> None:
    fund = an_allocated_fund(municipal=1500)
    more = FundsAllocated(
        "财社〔2017〕9号", (LevelShare(GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, yuan(500)),), SPRING
    )
    parts = Sources(evolve(fund, more)).of(OVER_QUOTA, [yuan(1000), yuan(1000)])
    second = f"{FUND}/municipal/general_budget/财社〔2017〕9号"
    assert parts == [
        (Part(MUNICIPAL, yuan(1000)),),
        (Part(MUNICIPAL, yuan(500)), Part(second, yuan(500))),
    ]


def test_money_that_is_short_is_never_spread() -> None:
    with pytest.raises(NoMoneyOfThatLevel) as refusal:
        Sources(an_allocated_fund(municipal=999)).of(OVER_QUOTA, [yuan(1000)])
    assert "999.00" in refusal.value.sentence("zh")


def test_a_level_without_any_line_has_no_money() -> None:
    national = Tier("national", None, None, (share(GovernmentLevel.NATIONAL, Fraction(1)),))
    with pytest.raises(NoMoneyOfThatLevel):
        Sources(an_allocated_fund()).of(national, [yuan(1)])


def test_a_year_closes_when_the_rest_has_gone_on_to_the_next() -> None:
    fund = an_allocated_fund()
    plan = year_end.settle_year(fund, Fund("2018/psy-medicine/990101"), on=NEW_YEARS_EVE)
    for event in plan.here:
        fund = evolve(fund, event)
    assert fund.closed_on == NEW_YEARS_EVE
    assert books(fund, PROVINCIAL) == {"allocated": 401_600, "carried_over": 401_600}
    following = replay("2018/psy-medicine/990101", plan.next_year)
    line = following.lines[f"2018/psy-medicine/990101/provincial/general_budget/{DOCUMENT}"]
    assert (line.available, line.source_year) == (yuan(401_600), 2017)
    with pytest.raises(YearIsClosed):
        funds.add(fund, line=PROVINCIAL, amount=yuan(1), document=DOCUMENT, on=NEW_YEARS_EVE)


def test_money_older_than_two_years_goes_to_the_treasury() -> None:
    old = FundsBroughtForward(
        line=MUNICIPAL,
        amount=yuan(10),
        from_line="2016/psy-medicine/990101/municipal/general_budget/财社〔2014〕1号",
        level=GovernmentLevel.MUNICIPAL,
        kind=FundKind.GENERAL_BUDGET,
        document="财社〔2014〕1号",
        source_year=2015,
        brought_on=date(2017, 1, 1),
    )
    fund = replay(FUND, [old])
    with pytest.raises(TooOldToCarryOver):
        year_end.carry_over(fund, Fund("2018/psy-medicine/990101"), line=MUNICIPAL, on=NEW_YEARS_EVE)
    plan = year_end.settle_year(fund, Fund("2018/psy-medicine/990101"), on=NEW_YEARS_EVE)
    assert (plan.carried_over, plan.surrendered) == (0, 1000)
