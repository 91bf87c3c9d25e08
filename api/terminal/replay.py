"""rerun, difference, life: an inspector's replay. Nothing of it is recorded."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal import printing
from api.terminal.exits import ExitCode
from api.terminal.options import AsOf, Effective, Out, Since, SinceEffective
from api.terminal.session import Session, session_of
from api.terminal.words import word

if TYPE_CHECKING:
    from application.desk import Desk
    from application.replay.decisions import DecisionRerun
    from application.replay.difference import At
    from application.replay.programmes import Totals
    from domain.programmes.policy import Policy

SHOWN = 20
"""Decisions that a person is shown; `--out` writes all of them."""
ROW = (
    "position",
    "case",
    "decided_on",
    "decided_by",
    "change",
    "decided",
    "again",
    "before_fen",
    "after_fen",
    "differs",
)
Limit = Annotated[int, typer.Option("--limit", min=1, max=10_000, help="每页行数 / Rows a page")]


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    for verb in (rerun, difference, life):
        app.command()(verb)


def rerun(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="PROGRAMME|CASE", help="项目，或个案 项目/人员 / Programme or case")],
    decision: Annotated[
        int | None, typer.Option("--decision", min=1, help="个案中某一决定的位置，默认最新 / Which decision of a case")
    ] = None,
    version: Annotated[
        int | None, typer.Option("--version", min=1, help="假设按此版政策 / Suppose this version of the policy")
    ] = None,
    policy: Annotated[
        Path | None,
        typer.Option("--policy", exists=True, dir_okay=False, help="假设按此政策文件 / Suppose this policy file"),
    ] = None,
    region: Annotated[str, typer.Option("--region", help="区划，含下辖 / Region and what lies inside")] = "",
    out: Out = None,
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """按留存的政策和事实重算决定并逐条比对；假设其他政策时不作记录。 / Run decisions again; nothing is recorded."""
    session = session_of(ctx)
    supposed: dict[str, Any] = {"version": version, "policy": _policy(session, policy)}
    with session.query() as desk:
        at = _at(desk, as_of, effective)
        if "/" in what:
            equal = _rerun_case(session, desk, what, at, decision=decision, **supposed)
        else:
            equal = _rerun_programme(session, desk, what, at, out, region=region, **supposed)
    if not equal and version is None and policy is None:
        raise typer.Exit(ExitCode.FOUND_SOMETHING)


def difference(
    ctx: typer.Context,
    register: Annotated[
        str,
        typer.Argument(help="position（资金）或登记簿 cases、batches、payouts…；不填为概览 / Register; else a summary"),
    ] = "",
    since: Since = None,
    since_effective: SinceEffective = None,
    programme: Annotated[str, typer.Option("--programme", help="项目 / Programme")] = "",
    limit: Limit = 100,
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """两个时点之间：资金逐指标逐科目，登记簿的新增、消失与变更。 / What lies between two moments."""
    from application.queries import UnknownId
    from application.replay.difference import COMPARED

    session = session_of(ctx)
    if register not in ("", "position", *COMPARED):
        raise UnknownId(register)
    with session.query() as desk:
        before, after = _at(desk, since or 0, since_effective), _at(desk, as_of, effective)
        if register in ("", "position"):
            _show_position(session, desk, before, after, programme, summary=not register)
        else:
            _show_register(session, desk, register, before, after, programme=programme, limit=limit)


def life(
    ctx: typer.Context,
    thing: Annotated[
        str, typer.Argument(help="payout/…、batch/…、case/…、line/…、beneficiary/… / Kind and id of the thing")
    ],
    after: Annotated[int, typer.Option("--after", min=0, help="下一页 / Next page")] = 0,
    limit: Limit = 100,
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """一件事的经过，逐步：谁、何时、为何、哪一条、牵动什么。 / The life of a thing, step by step."""
    from application.replay.life import life as told

    session = session_of(ctx)
    with session.query() as desk:
        at = _at(desk, as_of, effective)
        found = told(thing, desk=desk, after=after, limit=limit, **at.both)
    if session.as_json:
        session.print_json(found)
        return
    names = ("position", "recorded_at", "effective", "event", "by", "amount_fen", "why", "money")
    rows = [
        {**printing.plain(step), "money": _money(step, session), "event": _event(step, session)} for step in found.steps
    ]
    session.table(thing, names, rows)
    if found.related:
        session.screen.print(session.text("相关：", "Related: ") + "、".join(found.related[:SHOWN]), soft_wrap=True)
    if found.next_after is not None:
        again = f"--after {found.next_after}"
        session.screen.print(session.text(f"  还有更多：加 {again}", f"  there is more: {again}"))


def _policy(session: Session, file: Path | None) -> Policy | None:
    return None if file is None else session.door.policy(file.read_bytes())


def _at(desk: Desk, as_of: Any, effective: date | None) -> At:
    from application.replay.difference import At

    position = desk.views.position() if as_of is None else as_of
    return At(desk.views.position_at(position) if isinstance(position, datetime) else position, effective)


def _rerun_case(session: Session, desk: Desk, case: str, at: At, **asked: Any) -> bool:
    from application.replay.decisions import rerun_decision

    found = rerun_decision(case, desk=desk, **at.both, **asked)
    if session.as_json:
        session.print_json(found)
        return found.rerun.equal
    rows = [
        {
            "criterion": each.criterion,
            "decided": _outcome(each.decided),
            "again": _outcome(each.again),
            "equal": each.equal,
        }
        for each in found.rerun.criteria
    ]
    session.table(case, ("criterion", "decided", "again", "equal"), rows)
    about = {name: value for name, value in _row(session, found).items() if name not in ("change", "differs")}
    about |= {"policy_version": found.rerun.policy_version, "lacking": list(found.rerun.lacking)}
    printing.print_facts(session.screen, about, {name: word(name, session.language) for name in about})
    _say_equal(session, found.rerun.equal, ", ".join(found.rerun.differs))
    return found.rerun.equal


def _rerun_programme(session: Session, desk: Desk, programme: str, at: At, out: Path | None, **asked: Any) -> bool:
    from application.replay.programmes import RerunAsked, Tally, rerun_programme

    tally, shown = Tally(), list[dict[str, Any]]()
    ask = RerunAsked(programme=programme, as_of=at.position, effective=at.effective, **asked)
    found = rerun_programme(ask, desk=desk, tally=tally)
    differing: Iterator[dict[str, Any]] = (_row(session, one) for one in found if not one.rerun.equal)
    if out is not None:
        differing = _written(out, differing)
    for row in differing:
        if len(shown) < SHOWN or session.as_json:
            shown.append(row)
    totals = tally.totals()
    if session.as_json:
        session.print_json({"totals": {**printing.plain(totals), "differing": totals.differing}, "decisions": shown})
        return not totals.differing
    if shown:
        session.table(programme, ROW, shown)
    _show_totals(session, totals)
    return not totals.differing


def _show_totals(session: Session, totals: Totals) -> None:
    told: dict[str, Any] = {"decisions": totals.decisions}
    for change, count in totals.changes.items():
        if count:
            told[change.zh if session.language == "zh" else change.value.replace("_", " ")] = count
    if totals.before is not None:
        told |= printing.record({"before": totals.before, "after": totals.after, "sum_of_change": totals.change})
        told["standard_unit"] = printing.plain(totals.unit)
    printing.print_facts(session.screen, told, {name: word(name, session.language) for name in told})
    _say_equal(session, not totals.differing, str(totals.differing))


def _say_equal(session: Session, equal: bool, what: str) -> None:
    told = session.text("重算结果与原决定完全相同。", "Run again, everything is the same.")
    differs = session.text(f"重算结果不同：{what}", f"Run again, this differs: {what}")
    session.screen.print(told if equal else differs)


def _row(session: Session, found: DecisionRerun) -> dict[str, Any]:
    from application.replay.programmes import change_of

    change, decided, again = change_of(found.rerun), found.rerun.decided, found.rerun.again
    zh = session.language == "zh" and not session.as_json
    return {
        "position": found.position,
        "case": found.case,
        "decided_on": str(found.decided_on),
        "decided_by": found.decided_by,
        "change": change.zh if zh else change.value,
        "decided": decided.verdict.zh if zh else decided.verdict.value,
        "again": again.verdict.zh if zh else again.verdict.value,
        "before_fen": None if decided.amount is None else str(decided.amount.fen),
        "after_fen": None if again.amount is None else str(again.amount.fen),
        "differs": list(found.rerun.differs),
    }


def _written(out: Path, rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Write rows to a new file as they come, amounts in yuan, and hand each on."""
    from domain.money import Money

    with out.open("x", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([name.replace("_fen", "_yuan") for name in ROW])
        for row in rows:
            cells = {**row, "differs": " ".join(row["differs"])}
            for name in ("before_fen", "after_fen"):
                cells[name] = "" if row[name] is None else str(Money(int(row[name])))
            writer.writerow([cells[name] for name in ROW])
            yield row


def _outcome(outcome: Any) -> str:
    return "-" if outcome is None else f"{'✓' if outcome.held else '✗'} {outcome.seen}"


def _show_position(session: Session, desk: Desk, before: At, after: At, programme: str, *, summary: bool) -> None:
    from application.replay.difference import Differs, difference_of_position

    found = difference_of_position(before, after, desk.views, programme=programme)
    registers = list(_summary(desk, before, after, programme)) if summary else []
    if session.as_json:
        session.print_json({"since": before, "until": after, "position": found, "registers": registers})
        return
    rows = [
        {**printing.plain(line), **_account(session, account), "differs": session.text(line.differs.zh, line.differs)}
        for line in found.lines
        for account in line.accounts
    ]
    title = session.text(
        f"资金差异：{before.position} → {after.position}", f"Money: {before.position} → {after.position}"
    )
    session.table(title, ("line", "differs", "account", "before_fen", "after_fen", "change_fen"), rows)
    totals = [{**printing.plain(of), **_account(session, account)} for of in found.totals for account in of.accounts]
    about = session.text("按级次、资金性质合计", "Totals by level and kind")
    session.table(about, ("level", "kind", "account", "before_fen", "after_fen", "change_fen"), totals)
    if registers:
        names = ("table", *(differs.value for differs in Differs))
        session.table(session.text("登记簿", "Registers"), names, registers)


def _account(session: Session, moved: Any) -> dict[str, Any]:
    return {**printing.plain(moved), "account": word(f"{moved.account.value}_fen", session.language)}


def _summary(desk: Desk, before: At, after: At, programme: str) -> Iterator[dict[str, Any]]:
    """Yield how many things of each register are new, gone or changed; of a programme, where a register has any."""
    from application.lists import Where
    from application.replay.difference import COMPARED, Differs, differences

    for name, compared in COMPARED.items():
        of_programme = "programmes" in compared.of.filters
        if programme and not of_programme:
            continue
        counts = dict.fromkeys(Differs, 0)
        where = Where(programmes=(programme,) if programme else ())
        for one in differences(compared, before, after, desk.views, where=where):
            counts[one.differs] += 1
        yield {"table": name, **{differs.value: count for differs, count in counts.items()}}


def _show_register(
    session: Session, desk: Desk, register: str, before: At, after: At, *, programme: str, limit: int
) -> None:
    from itertools import islice

    from application.lists import Where
    from application.replay.difference import COMPARED, differences

    where = Where(programmes=(programme,) if programme else ())
    found = list(islice(differences(COMPARED[register], before, after, desk.views, where=where), limit + 1))
    if session.as_json:
        session.print_json({"since": before, "until": after, "rows": found[:limit], "more": len(found) > limit})
        return
    rows = [
        {"thing": one.thing, "differs": one.differs.zh if session.language == "zh" else one.differs.value,
         "fields": [f"{each.name}: {_said(each.before)} → {_said(each.after)}" for each in one.fields]}
        for one in found[:limit]
    ]  # fmt: skip
    title = f"{register}: {before.position} → {after.position}"
    session.table(title, ("thing", "differs", "fields"), rows)
    if len(found) > limit:
        session.screen.print(session.text("  还有更多：加大 --limit", "  there is more: a larger --limit"))


def _said(value: Any) -> str:
    from domain.money import Money

    if isinstance(value, Money):
        return f"{value.grouped()} 元"
    return printing.shown("", printing.plain(value))


def _money(step: Any, session: Session) -> str:
    from api.terminal.values import word_for

    said = word_for if session.language == "zh" else lambda _, value: value
    return "; ".join(f"{said('movement', moved.movement.value)} {moved.amount.grouped()} 元" for moved in step.money)


def _event(step: Any, session: Session) -> str:
    from api.terminal.values import word_for

    told = step.details.get("step")
    return f"{step.event} {word_for('step', str(told)) if session.language == 'zh' else told}" if told else step.event
