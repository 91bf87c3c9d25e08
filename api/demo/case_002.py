"""Case 002: a district's budget and spending of 2022, in 万元 as published, and indicators to evaluate it by.

The report prints no level but the district's, no kinds, no vouchers, and no indicator beside 180 people and 1440
months. Here other levels' money is the municipality's, rehabilitation is part general budget and part lottery, the
life secretary is paid lot by lot, and the further indicators are made up. Every published figure is exact.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from domain.budgets.events import BudgetItem, BudgetLine, Expenditure, SpendingManner
from domain.evaluations.decisions import GivenValue
from domain.evaluations.events import Indicator, IndicatorKind, ScoringRule
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.rates import Unit

BUDGET, EVALUATION, YEAR, REGION = "2022-990101", "self-evaluation-2022", 2022, "990101"
DOCUMENT, MUNICIPAL_DOCUMENT = "区财预〔2022〕1号", "市财社〔2022〕18号"
"""Made-up numbers of the right form; the report does not print the documents'."""
DISTRICT, MUNICIPAL = GovernmentLevel.COUNTY, GovernmentLevel.MUNICIPAL
GENERAL, LOTTERY = FundKind.GENERAL_BUDGET, FundKind.LOTTERY
PAID, HANDED_ON = SpendingManner.PAID, SpendingManner.QUOTA_HANDED_ON


@dataclass(frozen=True, slots=True)
class Published:
    """A row of the published table, in 万元."""

    item: str
    name: str
    initial: str
    actual: str
    of_which_district: str


TABLE = (
    Published("work", "残疾人工作经费", "97", "82.8", "82.8"),
    Published("rehabilitation", "康复（含彩票公益金）", "280", "522.59", "173.55"),
    Published("day-care", "托养、就业", "213", "542.733", "209.10"),
    Published("life-secretary", "生活小秘书", "145.18", "140.68", "140.68"),
    Published("other", "其他", "242.4", "328.187", "223.945"),
)
WHOLE = Published("", "合计", "977.58", "1616.99", "830.075")
OF_WHICH_HANDED_ON, DISTRICT_RATE = "23.075", "84.91"

ITEMS = tuple(BudgetItem(row.item, row.name, "") for row in TABLE)
LINES = (
    BudgetLine("work", DISTRICT, GENERAL, YEAR, Money.from_wan("97")),
    BudgetLine("rehabilitation", DISTRICT, GENERAL, YEAR, Money.from_wan("250")),
    BudgetLine("rehabilitation", DISTRICT, LOTTERY, YEAR, Money.from_wan("30")),
    BudgetLine("day-care", DISTRICT, GENERAL, YEAR, Money.from_wan("213")),
    BudgetLine("life-secretary", DISTRICT, GENERAL, YEAR, Money.from_wan("145.18")),
    BudgetLine("other", DISTRICT, GENERAL, YEAR, Money.from_wan("242.4")),
)


def _spent(
    voucher: str,
    item: str,
    wan: str,
    day: date,
    level: GovernmentLevel = DISTRICT,
    kind: FundKind = GENERAL,
    manner: SpendingManner = PAID,
) -> Expenditure:
    document = "" if level is DISTRICT else MUNICIPAL_DOCUMENT
    return Expenditure(voucher, item, level, kind, YEAR, Money.from_wan(wan), manner, document, day)


EXPENDITURES = (
    _spent("记-2022-0031", "work", "82.8", date(2022, 12, 20)),
    _spent("记-2022-0047", "rehabilitation", "143.55", date(2022, 6, 15)),
    _spent("记-2022-0048", "rehabilitation", "30", date(2022, 6, 15), kind=LOTTERY),
    _spent("记-2022-0049", "rehabilitation", "349.04", date(2022, 7, 1), MUNICIPAL),
    _spent("记-2022-0102", "day-care", "209.10", date(2022, 9, 30)),
    _spent("记-2022-0103", "day-care", "333.633", date(2022, 9, 30), MUNICIPAL),
    _spent("记-2022-0115", "life-secretary", "40.17", date(2022, 10, 14)),
    _spent("记-2022-0116", "life-secretary", "35.17", date(2022, 10, 14)),
    _spent("记-2022-0117", "life-secretary", "35.17", date(2022, 10, 14)),
    _spent("记-2022-0118", "life-secretary", "30.17", date(2022, 10, 14)),
    _spent("记-2022-0140", "other", "200.87", date(2022, 12, 20)),
    _spent("记-2022-0141", "other", OF_WHICH_HANDED_ON, date(2022, 12, 22), manner=HANDED_ON),
    _spent("记-2022-0142", "other", "104.242", date(2022, 12, 22), MUNICIPAL),
)
INDICATORS = (
    Indicator(
        "1.1",
        IndicatorKind.QUANTITY,
        "托养服务人数",
        Unit.PEOPLE,
        "",
        ScoringRule.PROPORTIONAL,
        Fraction(180),
        "",
        Fraction(10),
    ),
    Indicator(
        "1.2",
        IndicatorKind.QUANTITY,
        "托养服务人月数",
        Unit.MONTHS,
        "",
        ScoringRule.PROPORTIONAL,
        Fraction(1440),
        "",
        Fraction(10),
    ),
    Indicator(
        "1.3",
        IndicatorKind.QUALITY,
        "入户服务验收合格率",
        Unit.HOUSEHOLDS,
        "抽查户数",
        ScoringRule.PROPORTIONAL,
        Fraction(95),
        "",
        Fraction(10),
    ),
    Indicator(
        "1.4",
        IndicatorKind.TIMELINESS,
        "资金拨付用时",
        Unit.DAYS,
        "",
        ScoringRule.NOT_ABOVE,
        Fraction(10),
        "",
        Fraction(10),
    ),
    Indicator(
        "1.5",
        IndicatorKind.COST,
        "区级资金支出控制",
        Unit.YUAN,
        "",
        ScoringRule.NOT_ABOVE,
        Fraction(9_775_800),
        "",
        Fraction(10),
    ),
    Indicator(
        "2.1",
        IndicatorKind.SOCIAL,
        "残疾人家庭照料负担",
        Unit.HOUSEHOLDS,
        "",
        ScoringRule.JUDGED,
        None,
        "明显减轻",
        Fraction(20),
    ),
    Indicator(
        "2.2",
        IndicatorKind.LASTING,
        "服务网络持续运行",
        Unit.ITEMS,
        "",
        ScoringRule.JUDGED,
        None,
        "持续稳定",
        Fraction(10),
    ),
    Indicator(
        "3.1",
        IndicatorKind.CONTENTMENT,
        "服务对象满意度",
        Unit.PEOPLE,
        "受访人数",
        ScoringRule.PROPORTIONAL,
        Fraction(90),
        "",
        Fraction(10),
    ),
)
VALUES = (
    GivenValue("1.1", Fraction(205), Unit.PEOPLE, reason="新增机构承接，服务人数增加"),
    GivenValue("1.2", Fraction(1944), Unit.MONTHS, reason="年初目标按上年口径设定，偏低"),
    GivenValue("1.3", Fraction(193), Unit.HOUSEHOLDS, 200),
    GivenValue("1.4", Fraction(8), Unit.DAYS),
    GivenValue("1.5", Fraction(8_300_750), Unit.YUAN),
    GivenValue("2.1", words="多数家庭照料负担减轻", judged=90, reason="个别家庭服务时长不足"),
    GivenValue("2.2", words="四个标段均按约运行", judged=100),
    GivenValue("3.1", unit=Unit.PEOPLE, of=7, percent="85.71", reason="一人反映服务时间偏短"),
)
