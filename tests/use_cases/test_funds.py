"""Money by document and level: what arrives, what is moved, what a year's end makes of the rest."""

from __future__ import annotations

from datetime import date

import pytest

from application.commands.batches import SubmitBatch
from application.commands.funds import AddFunds, AllocateFunds, MoveFunds
from application.commands.recoveries import OrderRecovery, ReceiveInstalment
from application.commands.revenue import CollectRevenue, RemitRevenue
from application.commands.year_end import CloseYear
from domain.funds.events import LevelShare
from domain.funds.rejections import (
    EarlierYearOpen,
    EarmarkedUse,
    MoneyStillOpen,
    MoveKeepsLevelAndKind,
    NoMoneyOfThatLevel,
    OverBudget,
    YearIsClosed,
    YearNotOver,
)
from domain.levels import FundKind, GovernmentLevel
from domain.programmes.rejections import NoSuchProgramme
from domain.recoveries.events import Instalment, RecoveryGround
from domain.revenue.events import RevenueKind
from domain.revenue.rejections import MoreThanIsHeld
from tests.support.office import AREA, BUILDER, Office, an_office
from tests.support.stories import (
    AGAIN,
    DOCUMENT,
    FUND,
    FUNDED,
    MEDICINE,
    MUNICIPAL,
    NURSING,
    PROVINCIAL,
    SUBMITTED,
    YEAR,
    a_funded_programme,
    a_programme,
    a_settled_batch,
    a_submitted_batch,
    allocate,
    people_granted,
    submit,
    yuan,
)
from tests.support.use_cases import USE_CASES

LATER = "财社〔2017〕31号"
LATER_MUNICIPAL = f"{FUND}/municipal/general_budget/{LATER}"
NEW_YEAR = date(2018, 1, 8)


def close(office: Office, year: int = 2017, on: date = NEW_YEAR) -> dict[str, object]:
    facts = {"programme": MEDICINE, "fiscal_year": year, "region": AREA, "on": on}
    return dict(office.asks(CloseYear, by=BUILDER, **facts).said)


def test_a_document_brings_a_line_for_each_level_and_nothing_is_mixed() -> None:
    office = a_funded_programme()
    assert {line.line: str(line.balance.available) for line in office.position().lines} == {
        PROVINCIAL: "1600.00",
        MUNICIPAL: "3400.00",
    }
    levels = {(level.value, kind.value) for level, kind in office.position().totals}
    assert levels == {("provincial", "general_budget"), ("municipal", "general_budget")}


def test_money_is_moved_between_lines_of_one_fund_level_and_kind_and_nothing_is_lost() -> None:
    office = a_funded_programme()
    allocate(office, municipal=50, document=LATER)
    moved = {"to_line": LATER_MUNICIPAL, "document": "财调〔2017〕1号", "on": FUNDED, "amount": yuan(400)}
    office.asks(MoveFunds, by=BUILDER, from_line=MUNICIPAL, **moved)
    assert [str(office.balance(line).allocated) for line in (MUNICIPAL, LATER_MUNICIPAL)] == ["3000.00", "450.00"]
    office.is_refused(MoveKeepsLevelAndKind, MoveFunds, by=BUILDER, field="to_line", from_line=PROVINCIAL, **moved)
    moved["amount"] = yuan(3001)
    office.is_refused(OverBudget, MoveFunds, by=BUILDER, field="amount", from_line=MUNICIPAL, **moved)
    office.holds()


def test_earmarked_money_does_not_leave_its_programme_and_the_attempt_is_kept() -> None:
    office = a_programme(a_funded_programme(), NURSING)
    allocate(office, NURSING, municipal=10, document=LATER)
    theirs = f"2017/{NURSING}/{AREA}/municipal/general_budget/{LATER}"
    facts = {"amount": yuan(1), "document": "财调〔2017〕1号", "on": FUNDED}
    office.is_refused(EarmarkedUse, MoveFunds, by=BUILDER, from_line=MUNICIPAL, to_line=theirs, **facts)
    office.is_refused(EarmarkedUse, MoveFunds, by=BUILDER, from_line=theirs, to_line=MUNICIPAL, **facts)
    assert office.refusals() == ["earmarked_use", "earmarked_use"]


def test_a_kept_refusal_repeats_nobodys_number_and_no_endless_text() -> None:
    office = a_funded_programme()
    facts = {"from_line": MUNICIPAL, "amount": yuan(1), "document": "财调〔2017〕1号", "on": FUNDED}
    for typed in ("990101198001010014", "x" * 70_000):
        office.is_refused(EarmarkedUse, MoveFunds, by=BUILDER, to_line=typed, **facts)
    newest, _ = office.views.refusals()
    assert len(newest.sentence_en) < 500
    assert all("990101198001010014" not in kept.sentence_zh + kept.sentence_en for kept in office.views.refusals())


def test_a_batch_of_more_than_a_level_has_is_refused_and_nothing_is_spread_thinner() -> None:
    office = a_funded_programme(provincial=1599)
    asked = {"programme": MEDICINE, "region": AREA, "on": SUBMITTED}
    office.is_refused(NoMoneyOfThatLevel, SubmitBatch, by=BUILDER, period=YEAR, number="1", **asked)
    office.asks(AddFunds, by=BUILDER, line=PROVINCIAL, amount=yuan(1), document=LATER, on=FUNDED)
    submit(office)
    assert not office.balance(PROVINCIAL).available


def test_a_persons_share_may_come_from_two_documents_of_one_level_first_one_first() -> None:
    office = people_granted()
    allocate(office, provincial=1600, municipal=3399)
    allocate(office, municipal=1, document=LATER)
    submit(office)
    assert [str(office.balance(line).reserved) for line in (MUNICIPAL, LATER_MUNICIPAL)] == ["3399.00", "1.00"]


def test_a_year_is_closed_after_its_end_and_not_while_money_is_under_way() -> None:
    office = a_submitted_batch()
    facts = {"programme": MEDICINE, "fiscal_year": 2017, "region": AREA}
    office.is_refused(YearNotOver, CloseYear, by=BUILDER, on=date(2017, 12, 30), **facts)
    office.is_refused(MoneyStillOpen, CloseYear, by=BUILDER, on=NEW_YEAR, **facts)


def test_what_a_year_leaves_is_carried_over_under_its_document_and_can_be_spent() -> None:
    office = a_settled_batch(provincial=2000)
    assert close(office)["carried_over_fen"] == "40000"
    carried = PROVINCIAL.replace("2017/", "2018/", 1)
    assert str(office.balance(carried).available) == "400.00"
    line = next(line for line in office.position(fiscal_year=2018).lines if line.line == carried)
    assert (line.document, line.source_year) == (DOCUMENT, 2017)
    office.holds()


def test_a_closed_year_takes_and_gives_nothing_any_more() -> None:
    office = a_funded_programme()
    close(office)
    shares = (LevelShare(GovernmentLevel.COUNTY, FundKind.LOTTERY, yuan(1)),)
    asked = {"programme": MEDICINE, "fiscal_year": 2017, "region": AREA, "document": LATER, "shares": shares}
    office.is_refused(YearIsClosed, AllocateFunds, by=BUILDER, on=FUNDED, **asked)
    facts = {"amount": yuan(1), "document": LATER, "on": FUNDED}
    office.is_refused(YearIsClosed, AddFunds, by=BUILDER, line=MUNICIPAL, **facts)
    office.is_refused(YearIsClosed, MoveFunds, by=BUILDER, from_line=MUNICIPAL, to_line=PROVINCIAL, **facts)
    with pytest.raises(YearIsClosed):
        close(office)


def test_money_of_more_than_two_years_is_surrendered_to_the_treasury() -> None:
    office = a_programme(an_office(date(2021, 2, 1)))
    allocate(office, municipal=100)
    carried = [close(office, year, date(2021, 1, 8))["carried_over_fen"] for year in (2017, 2018)]
    last = close(office, 2019, date(2021, 1, 8))
    assert (carried, last["carried_over_fen"], last["surrendered_fen"]) == (["10000", "10000"], "0", "10000")
    assert str(office.balance(MUNICIPAL.replace("2017/", "2019/", 1)).treasury) == "100.00"
    office.holds()


def test_years_are_closed_in_order_or_the_earlier_ones_rest_could_go_nowhere() -> None:
    office = a_programme(an_office(date(2020, 2, 1)))
    allocate(office, municipal=100)
    allocate(office, municipal=100, document=LATER, year=2018)
    facts = {"programme": MEDICINE, "fiscal_year": 2018, "region": AREA, "on": date(2020, 1, 8)}
    office.is_refused(EarlierYearOpen, CloseYear, by=BUILDER, **facts)
    close(office, 2017, date(2020, 1, 8))
    assert close(office, 2018, date(2020, 1, 8))["carried_over_fen"] == "20000"


def test_no_year_is_closed_of_a_programme_that_is_not_there() -> None:
    facts = {"programme": "nonsense", "fiscal_year": 2016, "region": AREA, "on": NEW_YEAR}
    an_office().is_refused(NoSuchProgramme, CloseYear, by=BUILDER, **facts)


def test_what_is_recovered_into_a_closed_year_goes_to_the_treasury() -> None:
    office = a_settled_batch()
    person = office.people[0]
    terms = {"amount": yuan(1000), "instalments": (Instalment(date(2018, 6, 1), yuan(1000)),)}
    paid = f"{MEDICINE}/2017/{person}"
    facts = {"recovery_id": "r-1", "payout_id": paid, "ground": RecoveryGround.FALSE_FACTS, "on": AGAIN}
    office.asks(OrderRecovery, by=BUILDER, **facts, **terms)
    office.asks(ReceiveInstalment, by=BUILDER, recovery_id="r-1", amount=yuan(100), bank_reference="b-1", on=AGAIN)
    assert str(office.balance(PROVINCIAL).available) == "80.00"
    close(office)
    office.asks(ReceiveInstalment, by=BUILDER, recovery_id="r-1", amount=yuan(900), bank_reference="b-2", on=NEW_YEAR)
    assert [str(office.balance(line).treasury) for line in (PROVINCIAL, MUNICIPAL)] == ["720.00", "180.00"]
    assert [str(office.balance(line).carried_over) for line in (PROVINCIAL, MUNICIPAL)] == ["80.00", "20.00"]
    office.holds()


def test_revenue_is_collected_and_remitted_and_there_is_no_third_way_for_it() -> None:
    office = a_funded_programme()
    account = {"fiscal_year": 2017, "kind": RevenueKind.EMPLOYMENT_SECURITY_FUND, "on": FUNDED}
    office.asks(CollectRevenue, by=BUILDER, amount=yuan(800_000), voucher="v-1", **account)
    office.is_refused(MoreThanIsHeld, RemitRevenue, by=BUILDER, amount=yuan(800_001), voucher="v-2", **account)
    facts = {"amount": yuan(1), "document": "财调〔2017〕1号", "on": FUNDED}
    revenue = "revenue/2017/employment_security_fund"
    office.is_refused(EarmarkedUse, MoveFunds, by=BUILDER, from_line=revenue, to_line=MUNICIPAL, **facts)
    office.asks(RemitRevenue, by=BUILDER, amount=yuan(800_000), voucher="v-3", **account)
    held = office.balance(revenue)
    assert (str(held.treasury), held.revenue, held.available) == ("800000.00", yuan(0), yuan(0))
    assert [name.__name__ for name in USE_CASES if "Revenue" in name.__name__] == ["CollectRevenue", "RemitRevenue"]
    assert str(office.position().totals[GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET].available) == "3400.00"


def test_a_line_that_looks_the_same_in_another_year_is_another_line() -> None:
    office = a_funded_programme()
    other = LevelShare(GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, yuan(5))
    where = {"programme": MEDICINE, "fiscal_year": 2018, "region": AREA, "document": DOCUMENT}
    office.asks(AllocateFunds, by=BUILDER, shares=(other,), on=FUNDED, **where)
    facts = {"amount": yuan(1), "document": LATER, "on": FUNDED}
    to_line = MUNICIPAL.replace("2017/", "2018/", 1)
    office.is_refused(EarmarkedUse, MoveFunds, by=BUILDER, from_line=MUNICIPAL, to_line=to_line, **facts)
