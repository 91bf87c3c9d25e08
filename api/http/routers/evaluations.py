"""绩效自评：设定、填报、评定、重开与自评表 / Self-evaluations: planned, filled in, scored, reopened, and the form."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answering import shows
from api.http.answers import Rehearsed
from api.http.body import Body, Level
from api.http.budget_answers import EvaluationNamed, EvaluationPlanned, EvaluationScored
from api.http.commanding import TheCommand
from api.http.enum_words import form_words
from api.http.files import AcceptHeader, FormatAsked, LanguageHeader, file_answer, wanted
from api.http.language import language_of
from api.http.querying import TheQuery
from api.http.router import Router
from api.http.values import Day, Number, Reference, choices, named, path_id, slashed
from api.http.values import words as text_of
from application.access.places import places_of_stream
from application.commands import evaluations
from application.commands.evaluations import FillInEvaluation, PlanEvaluation, ReopenEvaluation, ScoreEvaluation
from application.evaluations.form import EvaluationForm, FormRow, as_table, form_of
from domain.budgets.figures import BudgetBasis
from domain.evaluations.decisions import GivenValue
from domain.evaluations.events import Indicator, IndicatorKind, ScoringRule, ScoringTerms, Weights
from domain.evaluations.planning import MOST_INDICATORS
from domain.rates import Unit

router = Router(tags=["evaluations"])

Evaluation = Annotated[str, path_id("自评编号", "Evaluation id", "self-evaluation-2022")]
IndicatorId = Annotated[Reference, Field(examples=["1.1"])]
Points = Annotated[int, Field(strict=True, ge=0, le=100, description="分值 / Points")]
Percent = Annotated[int, Field(strict=True, ge=0, le=100, description="百分数 / Percent")]


class WeightsBody(Body):
    """Points of the four parts; they come to a hundred."""

    execution: Points = 10
    output: Points = 50
    effect: Points = 30
    satisfaction: Points = 10


class ScoringBody(Body):
    """How scores are made: half up to `decimals`; in percent of a target, below which nothing is earned, and above
    which the reason has to be told; and the points from which the whole is excellent, good or fair."""

    decimals: Annotated[int, Field(strict=True, ge=0, le=4)] = 2
    nothing_below: Percent = 0
    explain_over: Annotated[int, Field(strict=True, ge=100, le=10_000)] = 130
    excellent_from: Points = 90
    good_from: Points = 80
    fair_from: Points = 60


class IndicatorBody(Body):
    """One indicator: `target` as a number (in percent, where it is a part of `denominator`), or `wanted` in words."""

    indicator: IndicatorId
    indicator_kind: Annotated[IndicatorKind, Field(description=choices(IndicatorKind))]
    name: Annotated[str, text_of("指标名称", "Name", most=100), Field(examples=["托养服务人数"])]
    unit: Annotated[Unit, Field(description=choices(Unit))] = Unit.ITEMS
    denominator: Annotated[str, text_of("分母", "What it is a part of", most=100, least=0)] = ""
    rule: Annotated[ScoringRule, Field(description=choices(ScoringRule))]
    target: Number | None = None
    wanted: Annotated[str, text_of("定性目标", "Target in words", most=200, least=0)] = ""
    points: Number


class EvaluationBody(Body):
    """What is evaluated: a budget, or some of its items, at some levels (by default all that it holds money of)."""

    evaluation_id: Reference
    budget_id: Annotated[str, named("预算编号", "Budget id", "2022-990101")]
    name: Annotated[str, text_of("名称", "Name", most=100)]
    items: list[Reference] = Field(default_factory=list, max_length=200)
    levels: list[Level] = Field(default_factory=list, max_length=5)
    against: Annotated[BudgetBasis, Field(description=choices(BudgetBasis))] = BudgetBasis.FULL_YEAR
    goals: Annotated[str, text_of("年度目标", "Goals of the year", most=1000)]
    weights: WeightsBody = Field(default_factory=WeightsBody)
    scoring: ScoringBody = Field(default_factory=ScoringBody)
    indicators: list[IndicatorBody] = Field(min_length=1, max_length=MOST_INDICATORS)
    on: Day


@router.post("/evaluations", response_model=EvaluationPlanned | Rehearsed)
def plan_evaluation(body: EvaluationBody, command: TheCommand) -> Response:
    """设定绩效目标和指标 / Plan a self-evaluation."""
    ask = PlanEvaluation(
        command_id=command.id,
        evaluation_id=body.evaluation_id,
        budget_id=body.budget_id,
        name=body.name,
        items=tuple(body.items),
        levels=tuple(body.levels),
        against=body.against,
        goals=body.goals,
        weights=Weights(**body.weights.model_dump()),
        scoring=ScoringTerms(**body.scoring.model_dump()),
        indicators=tuple(
            Indicator(
                one.indicator,
                one.indicator_kind,
                one.name,
                one.unit,
                one.denominator,
                one.rule,
                one.target,
                one.wanted,
                one.points,
            )
            for one in body.indicators
        ),
        on=body.on,
    )
    return command.take(evaluations.plan_evaluation, ask)


class ValueBody(Body):
    """What an indicator came to: `count` in `unit` (of so many, or `percent` of so many), or `words` and `judged`."""

    indicator: IndicatorId
    count: Number | None = None
    unit: Annotated[Unit | None, Field(description=choices(Unit))] = None
    of: Annotated[int | None, Field(strict=True, ge=1, le=10**9, description="分母 / Of how many")] = None
    percent: Annotated[
        str, Field(pattern=r"^([0-9]{1,3}(\.[0-9]{1,4})?)?$", description="百分数 / Percent", examples=["85.71"])
    ] = ""
    words: Annotated[str, text_of("定性完成情况", "What it came to, in words", most=200, least=0)] = ""
    judged: Percent | None = None
    reason: Annotated[str, text_of("偏差原因", "Why it differs", most=300, least=0)] = ""


class ValuesBody(Body):
    """All indicators at once."""

    values: list[ValueBody] = Field(min_length=1, max_length=MOST_INDICATORS)
    on: Day


@router.post("/evaluations/{evaluation}/values", response_model=EvaluationNamed | Rehearsed)
def fill_in_evaluation(evaluation: Evaluation, body: ValuesBody, command: TheCommand) -> Response:
    """填报实际完成值 / Fill in what the year brought."""
    ask = FillInEvaluation(
        command_id=command.id,
        evaluation_id=slashed(evaluation),
        values=tuple(
            GivenValue(one.indicator, one.count, one.unit, one.of, one.percent, one.words, one.judged, one.reason)
            for one in body.values
        ),
        on=body.on,
    )
    return command.take(evaluations.fill_in_evaluation, ask, thing=f"evaluation/{ask.evaluation_id}")


class ScoringDayBody(Body):
    """The day it is settled."""

    on: Day


@router.post("/evaluations/{evaluation}/scores", response_model=EvaluationScored | Rehearsed)
def score_evaluation(evaluation: Evaluation, body: ScoringDayBody, command: TheCommand) -> Response:
    """评定得分 / Settle the scores."""
    ask = ScoreEvaluation(command_id=command.id, evaluation_id=slashed(evaluation), on=body.on)
    return command.take(evaluations.score_evaluation, ask, thing=f"evaluation/{ask.evaluation_id}")


class ReopeningBody(Body):
    """What was wrong."""

    reason: Annotated[str, text_of("原因", "Reason")]
    on: Day


@router.post("/evaluations/{evaluation}/reopenings", response_model=EvaluationNamed | Rehearsed)
def reopen_evaluation(evaluation: Evaluation, body: ReopeningBody, command: TheCommand) -> Response:
    """重新打开已评定的自评表 / Open a scored self-evaluation again."""
    ask = ReopenEvaluation(command_id=command.id, evaluation_id=slashed(evaluation), reason=body.reason, on=body.on)
    return command.take(evaluations.reopen_evaluation, ask, thing=f"evaluation/{ask.evaluation_id}")


@router.get("/evaluations/{evaluation}")
@shows(EvaluationForm)
def one_evaluation(evaluation: Evaluation, query: TheQuery) -> Response:
    """绩效自评表 / The form: the money with its rate, each indicator with target, value, points and reason."""
    desk, name = query.caller.services.desk, slashed(evaluation)
    query.may_in("evaluations", places_of_stream(f"evaluation/{name}", desk))
    moment = query.moment()
    form = form_of(name, desk=desk, **moment.both)
    version = sum(1 for entry in desk.log.stream(f"evaluation/{name}") if entry.position <= moment.position)
    return query.answer(moment, {"item": form}, version=version)


@router.get("/evaluations/{evaluation}/form")
@shows(FormRow, many=True)
def form_as_table(
    evaluation: Evaluation,
    query: TheQuery,
    format: FormatAsked = None,  # noqa: A002 - the parameter's name in the address
    accept: AcceptHeader = "",
    accept_language: LanguageHeader = "",
) -> Response:
    """自评表（Excel、CSV 或 Parquet） / The form as one table, to take along."""
    desk, name = query.caller.services.desk, slashed(evaluation)
    query.may_in("evaluations", places_of_stream(f"evaluation/{name}", desk))
    moment = query.moment()
    rows = as_table(form_of(name, desk=desk, **moment.both), form_words(language_of(accept_language)))
    export = wanted(format, accept)
    if export is None:
        return query.answer(moment, {"items": rows})
    return file_answer(
        query,
        moment,
        export,
        name="evaluation",
        titles=("项目支出绩效自评表", "Self-evaluation"),
        row_type=FormRow,
        rows=rows,
        accept_language=accept_language,
    )
