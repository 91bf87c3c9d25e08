"""The commands on budgets and self-evaluations over HTTP, in an order in which each can be done."""

from __future__ import annotations

from typing import Any

from api.http import budget_answers as answers
from domain.accounts.roles import Role
from tests.http.stepping import Step

FINANCE, LEAD, CASE, HEAD = Role.FINANCE_OFFICER, Role.PROJECT_LEAD, Role.CASE_OFFICER, Role.UNIT_HEAD
BUDGET, NEXT, EVALUATION = "2022-990101", "2023-990101", "self-evaluation-2022"
WORK = {"item": "work", "level": "county", "kind": "general_budget", "source_year": 2022}
CARE = {**WORK, "item": "day-care"}


def budget(name: str, year: int) -> dict[str, Any]:
    return {
        "budget_id": name,
        "fiscal_year": year,
        "region": "990101",
        "document": f"区财预〔{year}〕1号",
        "surplus_after_years": 2,
        "items": [{"item": "work", "name": "残疾人工作经费"}, {"item": "day-care", "name": "托养、就业"}],
        "lines": [{**one, "source_year": year, "amount": "1000.00"} for one in (WORK, CARE)],
        "on": f"{year}-01-20",
    }


def indicator(name: str, kind: str, unit: str, points: str, **more: Any) -> dict[str, Any]:
    return {
        "indicator": name,
        "indicator_kind": kind,
        "name": f"指标{name}",
        "unit": unit,
        "rule": "proportional",
        "points": points,
        **more,
    }


PLAN: dict[str, Any] = {
    "evaluation_id": EVALUATION,
    "budget_id": BUDGET,
    "name": "2022 年项目支出",
    "goals": "保障基本服务",
    "indicators": [
        indicator("1.1", "quantity", "people", "50", target="180"),
        indicator("2.1", "social", "households", "30", rule="judged", wanted="明显减轻"),
        indicator("3.1", "contentment", "people", "10", denominator="受访人数", target="90"),
    ],
    "on": "2022-03-01",
}
VALUES: dict[str, Any] = {
    "values": [
        {"indicator": "1.1", "count": "205", "unit": "people"},
        {"indicator": "2.1", "words": "减轻", "judged": 90, "reason": "个别不足"},
        {"indicator": "3.1", "percent": "85.71", "of": 7, "unit": "people", "reason": "一人不满意"},
    ],
    "on": "2023-01-10",
}

BUDGET_STEPS: tuple[Step, ...] = (
    Step("approve_budget", FINANCE, "/budgets", lambda _: budget(BUDGET, 2022), answers.BudgetApproved, thing=False),
    Step("approve_next_budget", FINANCE, "/budgets", lambda _: budget(NEXT, 2023), answers.BudgetApproved, thing=False),
    Step(
        "adjust_budget",
        FINANCE,
        f"/budgets/{BUDGET}/adjustments",
        lambda _: {
            "document": "区财预〔2022〕31号",
            "adjustment": "moved",
            "changes": [{**WORK, "amount": "-100.00"}, {**CARE, "amount": "100.00"}],
            "on": "2022-06-01",
        },
        answers.BudgetAdjusted,
    ),
    Step(
        "record_expenditures",
        FINANCE,
        f"/budgets/{BUDGET}/expenditures",
        lambda _: {
            "expenditures": [
                {**WORK, "voucher": "记-31", "amount": "800.00", "spent_on": "2022-07-01"},
                {**CARE, "voucher": "记-32", "amount": "600.00", "spent_on": "2022-07-01"},
            ]
        },
        answers.ExpendituresRecorded,
        other={"expenditures": [{**WORK, "voucher": "记-33", "amount": "1.00", "spent_on": "2022-07-01"}]},
    ),
    Step(
        "reverse_expenditure",
        FINANCE,
        f"/budgets/{BUDGET}/reversals",
        lambda _: {"voucher": "记-32", "reason": "重复入账", "on": "2022-07-04"},
        answers.BudgetNamed,
    ),
    Step("plan_evaluation", LEAD, "/evaluations", lambda _: PLAN, answers.EvaluationPlanned, thing=False),
    Step(
        "fill_in_evaluation",
        CASE,
        f"/evaluations/{EVALUATION}/values",
        lambda _: VALUES,
        answers.EvaluationNamed,
    ),
    Step(
        "score_evaluation",
        HEAD,
        f"/evaluations/{EVALUATION}/scores",
        lambda _: {"on": "2023-01-20"},
        answers.EvaluationScored,
    ),
    Step(
        "reopen_evaluation",
        HEAD,
        f"/evaluations/{EVALUATION}/reopenings",
        lambda _: {"reason": "受访人数有误", "on": "2023-02-01"},
        answers.EvaluationNamed,
    ),
    Step(
        "close_budget",
        FINANCE,
        f"/budgets/{BUDGET}/closings",
        lambda _: {"to_budget": NEXT, "on": "2022-12-31"},
        answers.BudgetClosed,
    ),
)
