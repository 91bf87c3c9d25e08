"""budget: a unit's budget approved, adjusted, spent, closed; its figures, and a rate that mixes no levels."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from api.terminal import printing
from api.terminal.options import AFile, AsOf, CommandId, Document, Effective, On, Reason, Region, Year, chosen
from api.terminal.session import Session, session_of

app = typer.Typer(name="budget", help="预算：批复、调指标、支出、决算 / Budgets", no_args_is_help=True)
Budget = Annotated[str, typer.Argument(help="预算编号 / Budget id")]
Table = Annotated[
    Path,
    typer.Option(
        "--from", exists=True, dir_okay=False, readable=True, help="CSV 或制表符分隔，首行为标题 / CSV with headings"
    ),
]


@app.command()
def approve(
    ctx: typer.Context,
    budget: Budget,
    year: Year,
    region: Region,
    document: Document,
    from_file: Table,
    surplus_after: Annotated[
        int, typer.Option("--surplus-after", min=1, max=10, help="结余年限 / Years after which money is surplus")
    ] = 2,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记年初预算。 / Record a unit's budget of a year."""
    from api.budget_tables import budget_lines
    from application.commands.budgets import ApproveBudget, approve_budget

    items, lines = budget_lines(_text(from_file), year)
    with session_of(ctx).task(command_id, on) as task:
        ask = ApproveBudget(
            command_id=task.command_id,
            budget_id=budget,
            fiscal_year=year,
            region=region,
            document=document,
            surplus_after_years=surplus_after,
            items=items,
            lines=lines,
            on=task.on,
        )
        task.done(approve_budget(ask, by=task.by, desk=task.desk))


@app.command()
def adjust(
    ctx: typer.Context,
    budget: Budget,
    document: Document,
    from_file: Table,
    year: Annotated[int, typer.Option("--year", help="资金年度，表中未写时用 / Source year where a row has none")],
    as_: Annotated[
        str, typer.Option("--as", metavar="KIND", help="moved 调剂|added 追加|cut 核减 / What it does to the whole")
    ] = "moved",
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """调指标。 / Adjust a budget by a document."""
    from api.budget_tables import budget_changes
    from application.commands.budgets import AdjustBudget, adjust_budget
    from domain.budgets.events import AdjustmentKind

    adjustment, changes = chosen(AdjustmentKind, as_, "--as"), budget_changes(_text(from_file), year)
    with session_of(ctx).task(command_id, on) as task:
        ask = AdjustBudget(
            command_id=task.command_id,
            budget_id=budget,
            document=document,
            adjustment=adjustment,
            changes=changes,
            on=task.on,
        )
        task.done(adjust_budget(ask, by=task.by, desk=task.desk))


@app.command()
def spend(
    ctx: typer.Context,
    budget: Budget,
    vouchers: AFile,
    year: Annotated[int, typer.Option("--year", help="资金年度，表中未写时用 / Source year where a row has none")],
    command_id: CommandId = None,
) -> None:
    """登记支出凭证，全部或全不。 / Record vouchers from a CSV, all or none."""
    from api.budget_tables import expenditures
    from application.commands.budgets import RecordExpenditures, record_expenditures

    found = expenditures(_text(vouchers), year)
    with session_of(ctx).task(command_id, None) as task:
        ask = RecordExpenditures(command_id=task.command_id, budget_id=budget, expenditures=found)
        task.done(record_expenditures(ask, by=task.by, desk=task.desk))


@app.command()
def reverse(
    ctx: typer.Context,
    budget: Budget,
    voucher: Annotated[str, typer.Argument(help="凭证号 / Voucher")],
    reason: Reason,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """冲销支出凭证。 / Reverse a voucher."""
    from application.commands.budgets import ReverseExpenditure, reverse_expenditure

    with session_of(ctx).task(command_id, on) as task:
        ask = ReverseExpenditure(
            command_id=task.command_id, budget_id=budget, voucher=voucher, reason=reason, on=task.on
        )
        task.done(reverse_expenditure(ask, by=task.by, desk=task.desk))


@app.command()
def close(
    ctx: typer.Context,
    budget: Budget,
    to_budget: Annotated[str, typer.Option("--to", help="下年预算编号 / Next year's budget")] = "",
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """年终决算：结转与结余。 / Close the year: what goes on, and what is surplus."""
    from application.commands.budgets import CloseBudget, close_budget

    with session_of(ctx).task(command_id, on) as task:
        ask = CloseBudget(command_id=task.command_id, budget_id=budget, to_budget=to_budget, on=task.on)
        task.done(close_budget(ask, by=task.by, desk=task.desk))


@app.command()
def show(ctx: typer.Context, budget: Budget, as_of: AsOf = None, effective: Effective = None) -> None:
    """查看预算执行：逐项、逐级次、按资金年度。 / Show a budget's figures by item, by level and by age."""
    from application.budgets.figures import BudgetBook

    session = session_of(ctx)
    with session.query() as desk:
        shown = BudgetBook(budget, desk=desk, as_of=as_of, effective=effective).shown()
    if session.as_json:
        session.print_json(shown)
        return
    levels = "、".join(level.zh for level in shown.levels)
    title = session.text(f"{budget}：逐项（{levels}；另列各级支出）", f"{budget}: by item ({levels})")
    columns = (
        "item",
        "name",
        "initial_fen",
        "full_year_fen",
        "executed_all_levels_fen",
        "executed_fen",
        "handed_on_fen",
    )
    session.table(title, columns, _plain((*shown.items, shown.total)))
    _part(session, session.text("逐级次", "By level and kind"), shown.lines, hidden=("name", "programme"))
    _part(session, session.text("结转结余", "What is left, by age"), shown.ages)


@app.command()
def rate(
    ctx: typer.Context,
    budget: Budget,
    level: Annotated[
        list[str] | None, typer.Option("--level", help="支出的级次，可多次 / Levels of the spending")
    ] = None,
    budget_level: Annotated[
        list[str] | None, typer.Option("--budget-level", help="预算的级次，默认同支出 / Levels of the budget")
    ] = None,
    against: Annotated[
        str, typer.Option("--against", help="initial 年初|full_year 全年 / Budget at the beginning or of the year")
    ] = "full_year",
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """预算执行率，级次不同不能相除。 / A rate of execution; money of different levels makes none."""
    from application.budgets.figures import BudgetBook, told
    from domain.budgets.figures import BudgetBasis
    from domain.levels import GovernmentLevel

    basis = chosen(BudgetBasis, against, "--against")
    spent = [chosen(GovernmentLevel, one, "--level") for one in level or ()]
    own = [chosen(GovernmentLevel, one, "--budget-level") for one in budget_level or ()] or spent
    session = session_of(ctx)
    with session.query() as desk:
        book = BudgetBook(budget, desk=desk, as_of=as_of, effective=effective)
        found = told(book.rate(against=basis, spent_levels=spent, budget_levels=own), basis)
    session.answer(printing.plain(found))


def _part(session: Session, title: str, rows: tuple[Any, ...], *, hidden: tuple[str, ...] = ()) -> None:
    if rows:
        plain = _plain(rows)
        session.table(title, printing.used(plain, hidden=hidden), plain)


def _plain(rows: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [printing.plain(row) for row in rows]


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig", "replace")
