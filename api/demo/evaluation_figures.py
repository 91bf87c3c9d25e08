"""The published figures of case 002, each from the ledger in 万元; and the rate that cannot be produced."""

from __future__ import annotations

from api.demo.case_002 import (
    BUDGET,
    DISTRICT,
    DISTRICT_RATE,
    EVALUATION,
    OF_WHICH_HANDED_ON,
    TABLE,
    WHOLE,
    Published,
)
from api.demo.figures import Figure
from application.budgets.figures import BudgetBook, BudgetItemFigure
from application.desk import Desk
from application.evaluations.form import form_of
from domain.budgets.figures import BudgetBasis
from domain.money import Money
from domain.rates import LevelsDoNotMix

REFUSED = "不能计算"


def evaluation_figures(desk: Desk) -> list[Figure]:
    """Return case 002's figures."""
    book = BudgetBook(BUDGET, desk=desk)
    shown = book.shown()
    found = {row.item: row for row in (*shown.items, shown.total)}
    indicators = {row.indicator: row for row in form_of(EVALUATION, desk=desk).indicators}
    of_district = str(book.rate(spent_levels=[DISTRICT], budget_levels=[DISTRICT]))
    return [
        *(figure for row in (*TABLE, WHOLE) for figure in _row(row, found[row.item])),
        Figure("其他：其中调指标（万元）", OF_WHICH_HANDED_ON, found["other"].handed_on.in_wan()),
        Figure("区级预算执行率", f"{DISTRICT_RATE} %", of_district),
        Figure("各级支出 / 区级预算（165.41 %）", REFUSED, _mixed(book)),
        Figure("托养人数 205 / 180", "113.89", indicators["1.1"].completed or ""),
        Figure("托养人月 1944 / 1440", "135.00", indicators["1.2"].completed or ""),
    ]


def _row(published: Published, found: BudgetItemFigure) -> list[Figure]:
    said = (
        ("年初预算", published.initial, found.initial),
        ("各级支出", published.actual, found.executed_all_levels),
        ("其中区级", published.of_which_district, found.executed),
    )
    return [
        Figure(f"{published.name}：{what}（万元）", Money.from_wan(wan).in_wan(), money.in_wan())
        for what, wan, money in said
    ]


def _mixed(book: BudgetBook) -> str:
    """Ask for what mixes levels, and say that it was refused."""
    try:
        return str(book.rate(against=BudgetBasis.INITIAL, budget_levels=[DISTRICT]))
    except LevelsDoNotMix:
        return REFUSED
