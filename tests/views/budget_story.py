"""Budgets and self-evaluations for the views: every event there is of them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from domain.budgets import events as budgets
from domain.budgets.figures import BudgetBasis
from domain.evaluations import events as evaluations
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.rates import Unit

COUNTY, GENERAL = GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET


def budgeted(day: date) -> list[tuple[str, object]]:
    """Return a budget that is adjusted, spent and closed, the one it goes on in, and its evaluation, opened again."""
    items = (budgets.BudgetItem("work", "工作经费", ""), budgets.BudgetItem("care", "托养", "programme-0"))
    first = (line("work", 100_000), line("care", 50_000))
    moved = (line("work", -10_000), line("care", 10_000))
    left, old = (line("work", 40_000),), (line("work", 5_000, 2014),)
    one = spent("v-1", 30_000, budgets.SpendingManner.PAID)
    other = spent("v-2", 20_000, budgets.SpendingManner.QUOTA_HANDED_ON)
    here, there, form = "budget/2017-990101", "budget/2018-990101", "evaluation/e-2017"
    approved = budgets.BudgetApproved(2017, "990101", "财预〔2017〕1号", 2, items, (*first, *old), day)
    execution = evaluations.ExecutionScore(
        (COUNTY,), Money(155_000), Money(155_000), Money(30_000), Fraction(6, 31), Fraction(194, 100)
    )
    value = evaluations.ActualValue("1.1", Fraction(9), None, "", None, "少一人")
    share = evaluations.IndicatorScore("1.1", Fraction(9, 10), Fraction(81))
    grade, total = evaluations.Grade.GOOD, Fraction(8294, 100)
    return [
        (here, approved),
        (there, budgets.BudgetApproved(2018, "990101", "财预〔2018〕1号", 2, items, (line("work", 1, 2018),), day)),
        (here, budgets.BudgetAdjusted("财预〔2017〕9号", budgets.AdjustmentKind.MOVED, moved, day)),
        (here, budgets.BudgetAdjusted("财预〔2017〕10号", budgets.AdjustmentKind.CUT, (line("care", -1),), day)),
        (here, budgets.ExpendituresRecorded((one, other))),
        (here, budgets.ExpenditureReversed(other, "重复", day)),
        (form, planned(day)),
        (form, evaluations.EvaluationFilledIn((value,), "officer-sun", day)),
        (form, evaluations.EvaluationScored(execution, (share,), total, grade, 40, "head-li", day)),
        (form, evaluations.EvaluationReopened("数据有误", "head-li", day)),
        (here, budgets.BudgetClosed(left, old, "2018-990101", day)),
        (there, budgets.BudgetBroughtForward("2017-990101", left, day)),
    ]


def line(item: str, fen: int, year: int = 2017) -> budgets.BudgetLine:
    return budgets.BudgetLine(item, COUNTY, GENERAL, year, Money(fen))


def spent(voucher: str, fen: int, manner: budgets.SpendingManner) -> budgets.Expenditure:
    day = date(2017, 5, 2)
    return budgets.Expenditure(voucher, "work", COUNTY, GENERAL, 2017, Money(fen), manner, "", day)


def planned(day: date) -> evaluations.EvaluationPlanned:
    quantity, rule = evaluations.IndicatorKind.QUANTITY, evaluations.ScoringRule.PROPORTIONAL
    people = evaluations.Indicator("1.1", quantity, "人数", Unit.PEOPLE, "", rule, Fraction(10), "", Fraction(90))
    return evaluations.EvaluationPlanned(
        "工作经费",
        2017,
        "990101",
        "2017-990101",
        (),
        (COUNTY,),
        BudgetBasis.FULL_YEAR,
        "保障运转",
        evaluations.Weights(10, 90, 0, 0),
        evaluations.ScoringTerms(),
        (people,),
        "lead-zhao",
        day,
    )
