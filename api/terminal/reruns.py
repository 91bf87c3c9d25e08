"""rerun: decisions taken again, by their own rules or by supposed ones. Nothing of it is recorded."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal import printing
from api.terminal.exits import ExitCode
from api.terminal.options import AsOf, Effective, Out
from api.terminal.replay import moment
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


def add_to(app: typer.Typer) -> None:
    """Add the verb."""
    app.command()(rerun)


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
        at = moment(desk, as_of, effective)
        if "/" in what:
            equal = _rerun_case(session, desk, what, at, decision=decision, **supposed)
        else:
            equal = _rerun_programme(session, desk, what, at, out, region=region, **supposed)
    if not equal and version is None and policy is None:
        raise typer.Exit(ExitCode.FOUND_SOMETHING)


def _policy(session: Session, file: Path | None) -> Policy | None:
    return None if file is None else session.door.policy(file.read_bytes())


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
    _show_workings(session, found)
    about = {name: value for name, value in _row(session, found).items() if name not in ("change", "differs")}
    about |= {"policy_version": found.rerun.policy_version, "lacking": list(found.rerun.lacking)}
    printing.print_facts(session.screen, about, {name: word(name, session.language) for name in about})
    _say_equal(session, found.rerun.equal, ", ".join(found.rerun.differs))
    return found.rerun.equal


def _show_workings(session: Session, found: DecisionRerun) -> None:
    """Show how a formula came to the amount: of the decision, and run again where that is not the same."""
    decided, again = found.rerun.decided.workings, found.rerun.again.workings
    told = [(session.text("金额逐行计算", "the amount, line by line"), decided)]
    told += [(session.text("重算的金额计算", "decided again"), again)] if again != decided else []
    for title, workings in told:
        rows = [
            {
                "row": number,
                "step": one.step.zh if session.language == "zh" else one.step.value.replace("_", " "),
                "name": one.name,
                "value": one.value,
                "from_rows": list(one.lines),
                "exact_fen_so_far": str(one.fen),
                "source": " ".join(filter(None, (one.source, str(one.as_of or "")))),
            }
            for number, one in enumerate(workings, 1)
        ]
        if rows:
            session.table(title, tuple(rows[0]), rows)


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
