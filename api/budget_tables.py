"""The tables that people bring of a budget and of a self-evaluation, and what they are in the domain's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from api.pasted import PastedColumn, table_in
from domain.budgets.events import BudgetItem, BudgetLine, Expenditure, SpendingManner
from domain.evaluations.decisions import GivenValue
from domain.evaluations.events import Indicator, IndicatorKind, ScoringRule
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.rates import Unit
from domain.rejected import Rejected

_ITEM = PastedColumn("item", "项目编号")
_SOURCE = (
    PastedColumn("level", "级次", words=GovernmentLevel),
    PastedColumn("kind", "资金性质", words=FundKind),
    PastedColumn("source_year", "资金年度", needed=False),
    PastedColumn("amount", "金额"),
)
LINES = (_ITEM, PastedColumn("name", "项目名称"), PastedColumn("programme", "发放项目", needed=False), *_SOURCE)
CHANGES = (_ITEM, *_SOURCE)
EXPENDITURES = (
    PastedColumn("voucher", "凭证号"),
    _ITEM,
    *_SOURCE,
    PastedColumn("manner", "方式", needed=False, words=SpendingManner),
    PastedColumn("document", "拨款文号", needed=False),
    PastedColumn("spent_on", "支出日期"),
)
INDICATORS = (
    PastedColumn("indicator", "编号"),
    PastedColumn("indicator_kind", "指标类别", words=IndicatorKind),
    PastedColumn("name", "指标名称"),
    PastedColumn("unit", "单位", needed=False, words=Unit),
    PastedColumn("denominator", "分母", needed=False),
    PastedColumn("rule", "评分规则", words=ScoringRule),
    PastedColumn("target", "目标值", needed=False),
    PastedColumn("wanted", "定性目标", needed=False),
    PastedColumn("points", "分值"),
)
VALUES = (
    PastedColumn("indicator", "编号"),
    PastedColumn("count", "实际完成数", needed=False),
    PastedColumn("unit", "单位", needed=False, words=Unit),
    PastedColumn("of", "分母数", needed=False),
    PastedColumn("percent", "百分数", needed=False),
    PastedColumn("words", "完成情况", needed=False),
    PastedColumn("judged", "完成程度", needed=False),
    PastedColumn("reason", "偏差原因", needed=False),
)


class NotReadable(Rejected):
    """“{text}” is neither a number nor a day, whichever is wanted here."""

    code = "not_readable"
    zh = "“{text}”不是此处应填的数字或日期。"


def budget_lines(text: str, year: int) -> tuple[tuple[BudgetItem, ...], tuple[BudgetLine, ...]]:
    """Return the items, each once in the order first named, and the lines of a budget. Raises what reading raises."""
    rows = table_in(text, LINES, field="lines")
    items: dict[str, BudgetItem] = {}
    for row in rows:
        name = row.get("item", "")
        items.setdefault(name, BudgetItem(name, row.get("name", ""), row.get("programme", "")))
    return tuple(items.values()), tuple(_line(row, year, f"lines[{place}]") for place, row in enumerate(rows))


def budget_changes(text: str, year: int) -> tuple[BudgetLine, ...]:
    """Return what lines change by. Raises what reading raises."""
    rows = table_in(text, CHANGES, field="changes")
    return tuple(_line(row, year, f"changes[{place}]") for place, row in enumerate(rows))


def expenditures(text: str, year: int) -> tuple[Expenditure, ...]:
    """Return vouchers. Raises what reading raises."""
    found = []
    for place, row in enumerate(table_in(text, EXPENDITURES, field="expenditures")):
        field = f"expenditures[{place}]"
        line = _line(row, year, field)
        manner = SpendingManner(row.get("manner", SpendingManner.PAID.value))
        day = _day(row.get("spent_on", ""), f"{field}.spent_on")
        source = (line.item, line.level, line.kind, line.source_year, line.amount)
        found.append(Expenditure(row.get("voucher", ""), *source, manner, row.get("document", ""), day))
    return tuple(found)


def indicators(text: str) -> tuple[Indicator, ...]:
    """Return indicators. Raises what reading raises."""
    found = []
    for place, row in enumerate(table_in(text, INDICATORS, field="indicators")):
        field = f"indicators[{place}]"
        found.append(
            Indicator(
                row.get("indicator", ""),
                IndicatorKind(row.get("indicator_kind", IndicatorKind.QUANTITY.value)),
                row.get("name", ""),
                Unit(row.get("unit", Unit.ITEMS.value)),
                row.get("denominator", ""),
                ScoringRule(row.get("rule", ScoringRule.PROPORTIONAL.value)),
                _number(row["target"], f"{field}.target") if "target" in row else None,
                row.get("wanted", ""),
                _number(row.get("points", ""), f"{field}.points"),
            )
        )
    return tuple(found)


def values(text: str) -> tuple[GivenValue, ...]:
    """Return what indicators came to. Raises what reading raises."""
    found = []
    for place, row in enumerate(table_in(text, VALUES, field="values")):
        field = f"values[{place}]"
        found.append(
            GivenValue(
                row.get("indicator", ""),
                _number(row["count"], f"{field}.count") if "count" in row else None,
                Unit(row["unit"]) if "unit" in row else None,
                _whole(row["of"], f"{field}.of") if "of" in row else None,
                row.get("percent", ""),
                row.get("words", ""),
                _whole(row["judged"], f"{field}.judged") if "judged" in row else None,
                row.get("reason", ""),
            )
        )
    return tuple(found)


def _line(row: Mapping[str, str], year: int, field: str) -> BudgetLine:
    return BudgetLine(
        row.get("item", ""),
        GovernmentLevel(row.get("level", GovernmentLevel.COUNTY.value)),
        FundKind(row.get("kind", FundKind.GENERAL_BUDGET.value)),
        _whole(row.get("source_year", str(year)), f"{field}.source_year"),
        Money.from_yuan(row.get("amount", ""), field=f"{field}.amount"),
    )


def _number(text: str, field: str) -> Fraction:
    plain = text.rstrip("%")
    if len(plain) > 20 or "/" in plain:
        raise NotReadable(field, text=text[:40])
    try:
        return Fraction(plain)
    except ValueError:
        raise NotReadable(field, text=text[:40]) from None


def _whole(text: str, field: str) -> int:
    number = _number(text, field)
    if number.denominator != 1:
        raise NotReadable(field, text=text[:40])
    return int(number)


def _day(text: str, field: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise NotReadable(field, text=text[:40]) from None
