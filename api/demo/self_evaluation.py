"""Case 002 played: the year's budget, what vouchers spent of it and beside it, and the self-evaluation of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import application.commands.budgets as budgets
import application.commands.evaluations as evaluations
from api.demo.case_002 import (
    BUDGET,
    DOCUMENT,
    EVALUATION,
    EXPENDITURES,
    INDICATORS,
    ITEMS,
    LINES,
    REGION,
    VALUES,
    YEAR,
)
from api.demo.scene import APPROVERS, BUILDER, CASE_OFFICER, Scene
from application.road import Answer
from domain.budgets.figures import BudgetBasis
from domain.evaluations.decisions import GivenValue
from domain.evaluations.events import ScoringTerms, Weights
from domain.money import Money
from domain.programmes.policy import ApprovalStep

LEAD, HEAD = APPROVERS[ApprovalStep.PROJECT_LEAD], APPROVERS[ApprovalStep.UNIT_HEAD]
NAME, GOALS = "2022 年残疾人事业项目支出", "保障残疾人基本康复、托养与就业服务，减轻家庭照料负担"
"""Made up; the report prints no goals."""


def play(scene: Scene, *, settled: bool = True) -> None:
    """Play the year. Without `settled` the evaluation is left filled in, for the head of the unit to score."""
    _spend(scene)
    _plan(scene)
    scene.refused("evaluation-75-of-7", "7 名受访人填报 75% 满意度（凑率）", lambda: _fill_in(scene, "75-of-7", "75"))
    _fill_in(scene, "fill-in", "85.71")
    if settled:
        evaluations.score_evaluation(
            evaluations.ScoreEvaluation(
                command_id=scene.id("evaluation-score"), evaluation_id=EVALUATION, on=date(2023, 1, 20)
            ),
            by=HEAD,
            desk=scene.desk,
        )
    scene.desk.views_now()


def _spend(scene: Scene) -> None:
    scene.say("批复年初预算，逐张凭证登记支出 …")
    budgets.approve_budget(
        budgets.ApproveBudget(
            command_id=scene.id("budget"),
            budget_id=BUDGET,
            fiscal_year=YEAR,
            region=REGION,
            document=DOCUMENT,
            surplus_after_years=2,
            items=ITEMS,
            lines=LINES,
            on=date(2022, 1, 20),
        ),
        by=BUILDER,
        desk=scene.desk,
    )
    budgets.record_expenditures(
        budgets.RecordExpenditures(command_id=scene.id("expenditures"), budget_id=BUDGET, expenditures=EXPENDITURES),
        by=BUILDER,
        desk=scene.desk,
    )
    above = replace(EXPENDITURES[0], voucher="记-2022-0200", amount=Money.from_wan("14.3"))
    scene.refused(
        "expenditures-above",
        "工作经费超预算支出",
        lambda: budgets.record_expenditures(
            budgets.RecordExpenditures(
                command_id=scene.id("expenditures-above"), budget_id=BUDGET, expenditures=(above,)
            ),
            by=BUILDER,
            desk=scene.desk,
        ),
    )


def _plan(scene: Scene) -> None:
    scene.say("设定绩效目标和指标，填报，评定 …")
    evaluations.plan_evaluation(
        evaluations.PlanEvaluation(
            command_id=scene.id("evaluation"),
            evaluation_id=EVALUATION,
            budget_id=BUDGET,
            name=NAME,
            items=(),
            levels=(),
            against=BudgetBasis.FULL_YEAR,
            goals=GOALS,
            weights=Weights(),
            scoring=ScoringTerms(),
            indicators=INDICATORS,
            on=date(2022, 3, 1),
        ),
        by=LEAD,
        desk=scene.desk,
    )


def _fill_in(scene: Scene, step: str, satisfied: str) -> Answer:
    values: tuple[GivenValue, ...] = (*VALUES[:-1], replace(VALUES[-1], percent=satisfied))
    return evaluations.fill_in_evaluation(
        evaluations.FillInEvaluation(
            command_id=scene.id(f"evaluation-{step}"), evaluation_id=EVALUATION, values=values, on=date(2023, 1, 10)
        ),
        by=CASE_OFFICER,
        desk=scene.desk,
    )
