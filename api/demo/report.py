"""What the demonstration shows at its end: positions, completion, one trail there and back, refusals, figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from api.demo.figures import Figure
from api.terminal.values import word_for
from application.answers import Completion, FundPosition, LineTrail, PayoutTrail, RefusalView
from application.budgets.figures import BudgetShown
from application.queries import Views


def show_position(console: Console, title: str, position: FundPosition) -> None:
    """Print the fund position by document, level and kind; places where no line has money are left out."""
    places = {
        "下达": [line.balance.allocated for line in position.lines],
        "可用": [line.balance.available for line in position.lines],
        "预留": [line.balance.reserved for line in position.lines],
        "在途": [line.balance.disbursed for line in position.lines],
        "到账": [line.balance.settled for line in position.lines],
        "退回": [line.balance.returned for line in position.lines],
    }
    shown = {place: amounts for place, amounts in places.items() if place == "可用" or any(amounts)}
    table = Table(title=f"{title}（单位：元，截至第 {position.position} 号）", title_justify="left", box=SIMPLE_HEAD)
    for heading in ("文号", "级次", "资金性质"):
        table.add_column(heading, no_wrap=True)
    for heading in shown:
        table.add_column(heading, justify="right", no_wrap=True)
    for row, line in enumerate(position.lines):
        amounts = [amounts[row].grouped() for amounts in shown.values()]
        table.add_row(line.document, line.level.zh, line.kind.zh, *amounts)
    console.print(table)


def show_budget(console: Console, shown: BudgetShown) -> None:
    """Print a budget item by item, in 万元; only the column that says so takes in other levels' money."""
    levels = "、".join(level.zh for level in shown.levels)
    table = Table(title=f"{shown.budget} 预算执行（单位：万元）", title_justify="left", box=SIMPLE_HEAD)
    table.add_column("项目", no_wrap=True)
    for heading in (
        f"年初预算（{levels}）",
        f"全年预算（{levels}）",
        "支出（各级合计）",
        f"其中{levels}",
        "其中调指标",
    ):
        table.add_column(heading, justify="right")
    for row in (*shown.items, shown.total):
        amounts = (row.initial, row.full_year, row.executed_all_levels, row.executed, row.handed_on)
        table.add_row(row.name or "合计", *(amount.in_wan() for amount in amounts))
    console.print(table)


def show_completion(console: Console, title: str, done: Completion) -> None:
    """Print target, funded quota and people served: three numbers, never one."""
    table = Table(title=title, title_justify="left")
    for heading in ("任务数", "档次", "资金名额", "到账人数", "无资金人数"):
        table.add_column(heading)
    targets = "；".join(f"{target.level.zh}{target.name} {target.people} 人" for target in done.targets) or "—"
    for index, tier in enumerate(done.tiers):
        quota = "不限" if tier.headcount is None else str(tier.headcount)
        unfunded = str(done.unfunded) if index == len(done.tiers) - 1 else ""
        table.add_row(targets if not index else "", tier.tier, quota, str(tier.settled), unfunded)
    console.print(table)


def show_trail(console: Console, trail: PayoutTrail, back: LineTrail) -> None:
    """Print one payment's way from its documents to the bank, and the way back from its first line."""
    stage = word_for("stage", trail.stage)
    console.print(f"[bold]一笔发放的来龙去脉[/]  {trail.payout}  {trail.amount.grouped()} 元  {stage}", soft_wrap=True)
    for step in (*trail.sources, *trail.steps):
        what = word_for("movement", step.movement.value)
        console.print(
            f"  第 {step.position:>6} 号  {step.effective}  {what} {step.amount.grouped():>14} 元"
            f"  {step.level.zh} {step.document}  经办 {step.actor}",
            soft_wrap=True,
        )
    console.print(f"[bold]反向：[/]{back.line.document}（{back.line.level.zh}）的资金去了：")
    for batch in back.batches:
        console.print(
            f"  批次 {batch.batch}：预留 {batch.reserved.grouped()}，放款 {batch.released.grouped()}，"
            f"到账 {batch.settled.grouped()}，退回 {batch.returned.grouped()}，重发 {batch.reissued.grouped()} 元",
            soft_wrap=True,
        )


def show_people(console: Console, views: Views, people: Mapping[str, str]) -> None:
    """Print what became of people worth a look; `people` says why each is, by the stream of the case."""
    console.print("[bold]几个人的经过[/]")
    for stream, why in people.items():
        steps = " → ".join(
            f"{word_for('stage', entry.name.split('.')[1])}（第 {entry.position} 号）"
            for entry in views.history(stream)
        )
        console.print(f"  {why}：{steps}", soft_wrap=True)


def show_refusals(console: Console, refusals: Sequence[RefusalView], tried: Mapping[str, str]) -> None:
    """Print what was tried and refused, as the ledger keeps it; `tried` says it in words, by command id."""
    console.print("[bold]有人试过，系统拒绝并留痕[/]")
    first = {refusal.command_id: refusal for refusal in refusals}  # newest come first, so the oldest stays
    for command_id, refusal in first.items():
        console.print(
            f"  ✗ 第 {refusal.position} 号  {tried.get(command_id, refusal.command)}：{refusal.sentence_zh}",
            soft_wrap=True,
        )


def show_figures(console: Console, figures: Sequence[Figure]) -> bool:
    """Print each published figure beside the ledger's; return whether all are equal."""
    table = Table(title="与公布数字逐一核对", title_justify="left")
    for heading in ("指标", "公布", "账上", ""):
        table.add_column(heading, justify="right" if heading in ("公布", "账上") else "left")
    for figure in figures:
        table.add_row(figure.name, figure.published, figure.computed, "一致" if figure.equal else "[red]不一致[/]")
    console.print(table)
    return all(figure.equal for figure in figures)
