"""Bad input to funds and revenue, and to the end of their year."""

from __future__ import annotations

from datetime import date
from typing import Any

from application.commands.funds import AddFunds, AllocateFunds, MoveFunds
from application.commands.revenue import CollectRevenue, RemitRevenue
from application.commands.year_end import CloseYear
from domain.dates import DateTooOld, InTheFuture
from domain.documents import NotADocumentNumber
from domain.free_text import NotAReference
from domain.funds import rejections as funds
from domain.funds.events import LevelShare
from domain.levels import FundKind, GovernmentLevel
from domain.money import AmountNotPositive, Money
from domain.programmes import rejections as programmes
from domain.regions import NotARegionCode
from domain.revenue import rejections as revenue
from domain.revenue.events import RevenueKind
from tests.support.office import AREA
from tests.support.stories import DOCUMENT, FUNDED, MEDICINE, MUNICIPAL, PROVINCIAL, yuan
from tests.use_cases.bad_input.asked import LONG_AGO, TOMORROW, Bad


def allocation(**other: Any) -> dict[str, Any]:
    shares = (LevelShare(GovernmentLevel.COUNTY, FundKind.LOTTERY, yuan(1)),)
    fund = {"programme": MEDICINE, "fiscal_year": 2017, "region": AREA}
    return {**fund, "document": "财社〔2017〕9号", "shares": shares, "on": FUNDED} | other


def money_moved(**other: Any) -> dict[str, Any]:
    lines = {"from_line": MUNICIPAL, "to_line": PROVINCIAL}
    return {**lines, "amount": yuan(1), "document": "财调〔2017〕1号", "on": FUNDED} | other


def shares(*amounts: int) -> tuple[LevelShare, ...]:
    return tuple(LevelShare(GovernmentLevel.COUNTY, FundKind.LOTTERY, Money(fen)) for fen in amounts)


def collected(**other: Any) -> dict[str, Any]:
    what = {"fiscal_year": 2017, "kind": RevenueKind.FEES, "amount": yuan(1), "voucher": "v-1", "on": FUNDED}
    return what | other


FUNDS = (
    Bad("money for the year 17", AllocateFunds, programmes.NotAFiscalYear, "fiscal_year", allocation(fiscal_year=17)),
    Bad("money for the year 20170", AllocateFunds, programmes.NotAFiscalYear, "fiscal_year",
        allocation(fiscal_year=20170)),
    Bad("money for no programme", AllocateFunds, programmes.NoSuchProgramme, "programme",
        allocation(programme="other")),
    Bad("money for a place of five digits", AllocateFunds, NotARegionCode, "region", allocation(region="99010")),
    Bad("money without a document", AllocateFunds, NotADocumentNumber, "document", allocation(document="")),
    Bad("money of a document without a year", AllocateFunds, NotADocumentNumber, "document",
        allocation(document="财社〔〕114号")),
    Bad("a document that brings nothing", AllocateFunds, funds.NothingAllocated, "shares", allocation(shares=())),
    Bad("a share of nothing", AllocateFunds, AmountNotPositive, "shares[0].amount", allocation(shares=shares(0))),
    Bad("a share below nothing allocated", AllocateFunds, AmountNotPositive, "shares[0].amount",
        allocation(shares=shares(-1))),
    Bad("a level listed twice", AllocateFunds, funds.ShareListedTwice, "shares[1]", allocation(shares=shares(1, 2))),
    Bad("a document registered twice", AllocateFunds, funds.DocumentAlreadyAllocated, "document",
        allocation(document="财社[2016]第114号", shares=(
            LevelShare(GovernmentLevel.MUNICIPAL, FundKind.GENERAL_BUDGET, yuan(1)),))),
    Bad("money that comes tomorrow", AllocateFunds, InTheFuture, "on", allocation(on=TOMORROW)),
    Bad("money of 1948", AllocateFunds, DateTooOld, "on", allocation(on=LONG_AGO)),
    Bad("an addition to no line", AddFunds, funds.NoSuchLine, "line",
        {"line": "2017/x", "amount": yuan(1), "document": DOCUMENT, "on": FUNDED}),
    Bad("an addition of nothing", AddFunds, AmountNotPositive, "amount",
        {"line": MUNICIPAL, "amount": Money(0), "document": DOCUMENT, "on": FUNDED}),
    Bad("a move between levels", MoveFunds, funds.MoveKeepsLevelAndKind, "to_line", money_moved(amount=Money(-1))),
    Bad("a move to itself", MoveFunds, funds.MoveToItself, "to_line", money_moved(to_line=MUNICIPAL)),
    Bad("a move to nowhere", MoveFunds, funds.EarmarkedUse, "to_line", money_moved(to_line="")),
    Bad("a move to an endless line", MoveFunds, funds.EarmarkedUse, "to_line", money_moved(to_line="x" * 70_000)),
    Bad("a year closed in its autumn", CloseYear, funds.YearNotOver, "on",
        {"programme": MEDICINE, "fiscal_year": 2017, "region": AREA, "on": date(2017, 10, 1)}),
    Bad("the year 0 closed", CloseYear, programmes.NotAFiscalYear, "fiscal_year",
        {"programme": MEDICINE, "fiscal_year": 0, "region": AREA, "on": FUNDED}),
    Bad("a year of nowhere closed", CloseYear, NotARegionCode, "region",
        {"programme": MEDICINE, "fiscal_year": 2017, "region": "xyz", "on": FUNDED}),
    Bad("revenue of the year 17", CollectRevenue, programmes.NotAFiscalYear, "fiscal_year", collected(fiscal_year=17)),
    Bad("revenue of another year", CollectRevenue, revenue.OtherRevenueYear, "collected_on",
        collected(fiscal_year=2016)),
    Bad("revenue without a voucher", CollectRevenue, NotAReference, "voucher", collected(voucher="")),
    Bad("more remitted than is held", RemitRevenue, revenue.MoreThanIsHeld, "amount", collected()),
)  # fmt: skip
