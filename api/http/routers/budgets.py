"""预算：批复、调指标、支出、冲销、决算与执行率 / Budgets: approved, adjusted, spent, closed, and rates of execution."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from api.http.answering import shows
from api.http.answers import Rehearsed
from api.http.body import Body, Kind, Level
from api.http.budget_answers import BudgetAdjusted, BudgetApproved, BudgetClosed, BudgetNamed, ExpendituresRecorded
from api.http.commanding import TheCommand
from api.http.querying import TheQuery
from api.http.router import Router
from api.http.values import (
    Day,
    Document,
    Reference,
    RegionText,
    SignedYuan,
    Year,
    Yuan,
    choices,
    path_id,
    slashed,
    words,
)
from application.access.places import places_of_stream
from application.budgets.figures import BudgetBook, BudgetShown, ExecutionRate, told
from application.commands import budgets
from application.commands.budgets import (
    AdjustBudget,
    ApproveBudget,
    CloseBudget,
    RecordExpenditures,
    ReverseExpenditure,
)
from domain.budgets.decisions import LINES_PER_ENTRY
from domain.budgets.events import AdjustmentKind, BudgetItem, BudgetLine, Expenditure, SpendingManner
from domain.budgets.figures import BudgetBasis
from domain.levels import GovernmentLevel

router = Router(tags=["budgets"])

Budget = Annotated[str, path_id("预算编号", "Budget id", "2022-990101")]
Item = Annotated[Reference, Field(examples=["rehabilitation"])]
Paper = Annotated[
    str,
    Field(
        max_length=100,
        description="拨款文号，本级资金可不填 / Document that brought it",
        examples=["市财社〔2022〕18号"],
    ),
]


class BudgetItemBody(Body):
    """An item. With `programme` it is run as one here, and what it spends stands in its batches."""

    item: Item
    name: Annotated[str, words("名称", "Name", most=60), Field(examples=["康复"])]
    programme: Annotated[
        str, Field(pattern=r"^([a-z0-9][a-z0-9-]{0,59})?$", description="项目编号，可空 / Programme, or empty")
    ] = ""


class BudgetLineBody(Body):
    """Money of one item, level, kind and source year."""

    item: Item
    level: Level
    kind: Kind
    source_year: Year
    amount: Yuan

    def line(self) -> BudgetLine:
        """Return it as the domain has it."""
        return BudgetLine(self.item, self.level, self.kind, self.source_year, self.amount)


class BudgetBody(Body):
    """A unit's budget at the beginning of a year; money older than `surplus_after_years` is surplus at its end."""

    budget_id: Reference
    fiscal_year: Year
    region: RegionText
    document: Document
    surplus_after_years: Annotated[
        int, Field(strict=True, ge=1, le=10, description="结余年限 / Years after which money is surplus")
    ] = 2
    items: list[BudgetItemBody] = Field(min_length=1, max_length=LINES_PER_ENTRY)
    lines: list[BudgetLineBody] = Field(min_length=1, max_length=LINES_PER_ENTRY)
    on: Day


@router.post("/budgets", response_model=BudgetApproved | Rehearsed)
def approve_budget(body: BudgetBody, command: TheCommand) -> Response:
    """登记年初预算 / Record a unit's budget of a year."""
    ask = ApproveBudget(
        command_id=command.id,
        budget_id=body.budget_id,
        fiscal_year=body.fiscal_year,
        region=body.region,
        document=body.document,
        surplus_after_years=body.surplus_after_years,
        items=tuple(BudgetItem(one.item, one.name, one.programme) for one in body.items),
        lines=tuple(one.line() for one in body.lines),
        on=body.on,
    )
    return command.take(budgets.approve_budget, ask)


class BudgetChangeBody(Body):
    """What one line changes by; below zero it becomes less."""

    item: Item
    level: Level
    kind: Kind
    source_year: Year
    amount: SignedYuan

    def line(self) -> BudgetLine:
        """Return it as the domain has it."""
        return BudgetLine(self.item, self.level, self.kind, self.source_year, self.amount)


class AdjustmentBody(Body):
    """调指标: moves come to nothing in each level and kind, additions are above zero, cuts below."""

    document: Document
    adjustment: Annotated[AdjustmentKind, Field(description=choices(AdjustmentKind))]
    changes: list[BudgetChangeBody] = Field(min_length=1, max_length=LINES_PER_ENTRY)
    on: Day


@router.post("/budgets/{budget}/adjustments", response_model=BudgetAdjusted | Rehearsed)
def adjust_budget(budget: Budget, body: AdjustmentBody, command: TheCommand) -> Response:
    """调指标 / Adjust a budget by a document."""
    ask = AdjustBudget(
        command_id=command.id,
        budget_id=slashed(budget),
        document=body.document,
        adjustment=body.adjustment,
        changes=tuple(one.line() for one in body.changes),
        on=body.on,
    )
    return command.take(budgets.adjust_budget, ask, thing=f"budget/{ask.budget_id}")


class ExpenditureBody(Body):
    """What one voucher spent. Money of a level the budget does not hold names the document that brought it."""

    voucher: Reference
    item: Item
    level: Level
    kind: Kind
    source_year: Year
    amount: Yuan
    manner: Annotated[SpendingManner, Field(description=choices(SpendingManner))] = SpendingManner.PAID
    document: Paper = ""
    spent_on: Day


class ExpendituresBody(Body):
    """Vouchers, all or none."""

    expenditures: list[ExpenditureBody] = Field(min_length=1, max_length=LINES_PER_ENTRY)


@router.post("/budgets/{budget}/expenditures", response_model=ExpendituresRecorded | Rehearsed)
def record_expenditures(budget: Budget, body: ExpendituresBody, command: TheCommand) -> Response:
    """登记支出凭证 / Record what vouchers spent."""
    ask = RecordExpenditures(
        command_id=command.id,
        budget_id=slashed(budget),
        expenditures=tuple(
            Expenditure(
                one.voucher,
                one.item,
                one.level,
                one.kind,
                one.source_year,
                one.amount,
                one.manner,
                one.document,
                one.spent_on,
            )
            for one in body.expenditures
        ),
    )
    return command.take(budgets.record_expenditures, ask, thing=f"budget/{ask.budget_id}")


class ReversalBody(Body):
    """A voucher whose spending counts no more, and why."""

    voucher: Reference
    reason: Annotated[str, words("原因", "Reason")]
    on: Day


@router.post("/budgets/{budget}/reversals", response_model=BudgetNamed | Rehearsed)
def reverse_expenditure(budget: Budget, body: ReversalBody, command: TheCommand) -> Response:
    """冲销支出凭证 / Reverse a voucher."""
    ask = ReverseExpenditure(
        command_id=command.id, budget_id=slashed(budget), voucher=body.voucher, reason=body.reason, on=body.on
    )
    return command.take(budgets.reverse_expenditure, ask, thing=f"budget/{ask.budget_id}")


class ClosingBody(Body):
    """The end of the year; `to_budget` is next year's, where anything is left."""

    to_budget: Annotated[str, Field(max_length=50, description="下年预算编号，可空 / Next year's budget")] = ""
    on: Day


@router.post("/budgets/{budget}/closings", response_model=BudgetClosed | Rehearsed)
def close_budget(budget: Budget, body: ClosingBody, command: TheCommand) -> Response:
    """年终决算：结转与结余 / Close a budget's year: what is carried over, and what is surplus."""
    ask = CloseBudget(command_id=command.id, budget_id=slashed(budget), to_budget=body.to_budget, on=body.on)
    return command.take(budgets.close_budget, ask, thing=f"budget/{ask.budget_id}")


@router.get("/budgets/{budget}")
@shows(BudgetShown)
def one_budget(budget: Budget, query: TheQuery) -> Response:
    """预算及其执行 / A budget with what was spent of it, item by item, level by level, and what is left by age."""
    desk, name = query.caller.services.desk, slashed(budget)
    query.may_in("budgets", places_of_stream(f"budget/{name}", desk))
    moment = query.moment()
    shown = BudgetBook(name, desk=desk, **moment.both).shown()
    version = sum(1 for entry in desk.log.stream(f"budget/{name}") if entry.position <= moment.position)
    return query.answer(moment, {"item": shown}, version=version)


LevelsAsked = Annotated[
    list[GovernmentLevel],
    Query(
        max_length=5,
        description="支出的级次，可多次，缺省为全部 / Levels of what was spent, repeatable, all by default",
    ),
]
BudgetLevelsAsked = Annotated[
    list[GovernmentLevel],
    Query(max_length=5, description="预算的级次，缺省同支出 / Levels of the budget, by default those of the spending"),
]


@router.get("/budgets/{budget}/rate")
@shows(ExecutionRate)
def execution_rate(
    budget: Budget,
    query: TheQuery,
    level: LevelsAsked = [],  # noqa: B006 - FastAPI reads it and hands out its own
    budget_level: BudgetLevelsAsked = [],  # noqa: B006
    item: Annotated[list[str], Query(max_length=200, description="项目，可多次 / Item, repeatable")] = [],  # noqa: B006
    against: Annotated[BudgetBasis, Query(description=choices(BudgetBasis))] = BudgetBasis.FULL_YEAR,
) -> Response:
    """预算执行率，级次不同不能相除 / A rate of execution; money of different levels makes none."""
    desk, name = query.caller.services.desk, slashed(budget)
    query.may_in("budgets", places_of_stream(f"budget/{name}", desk))
    moment = query.moment()
    book = BudgetBook(name, desk=desk, **moment.both)
    rate = book.rate(against=against, spent_levels=level, budget_levels=budget_level or level, items=item)
    return query.answer(moment, {"item": told(rate, against)})
