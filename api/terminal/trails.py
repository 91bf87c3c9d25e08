"""trail and history: from a document to its last payee and back, and who did what to a stream."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from api.terminal import printing
from api.terminal.options import AsOf, Effective
from api.terminal.session import Session, session_of

STEPS = ("position", "effective", "movement", "amount_fen", "level", "kind", "document", "line", "batch", "actor")


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("trail")(trail)
    app.command("history")(history)


def trail(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar="PAYOUT|LINE", help="付款或指标编号 / Payout or fund line id")],
    after: Annotated[int, typer.Option("--after", min=0, help="指标付款的下一页 / Next page of a line's payouts")] = 0,
    limit: Annotated[int, typer.Option("--limit", min=1, max=10_000, help="每页付款数 / Payouts a page")] = 100,
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """专款专用轨迹：付款追到文号，指标追到付款。 / Follow a payout to its documents, or a line to its payouts."""
    session = session_of(ctx)
    with session.query() as desk:
        found: Any
        if is_line(what):
            found = desk.views.trail_of_line(what, as_of=as_of, effective=effective, after=after, limit=limit)
        else:
            found = desk.views.trail_of_payout(what, as_of=as_of, effective=effective)
    if session.as_json:
        session.print_json(found)
    elif is_line(what):
        _show_line(session, found)
    else:
        _show_payout(session, found)


def history(
    ctx: typer.Context,
    stream: Annotated[str, typer.Argument(help="流，如 batch/项目/期间/序号、case/项目/人员 / Stream")],
    as_of: AsOf = None,
) -> None:
    """一条流的全部记录：谁在何时做了什么。 / Every entry of one stream: who did what, and when."""
    from application.queries import UnknownId

    session = session_of(ctx)
    with session.query() as desk:
        found = desk.views.history(stream, as_of=as_of)
    if not found:
        raise UnknownId(stream)
    if session.as_json:
        session.print_json(found)
        return
    rows = [{**printing.plain(one), "what": _short(one.payload)} for one in found]
    names = ("position", "version", "recorded_at", "actor", "name", "what", "command_id", "caused_by")
    session.table(stream, names, rows)


def is_line(what: str) -> bool:
    """Say whether an id is a fund line's: it begins with a fiscal year, a payout's begins with a programme."""
    first, *rest = what.split("/")
    return len(rest) >= 5 and len(first) == 4 and first.isdigit()


def _show_payout(session: Session, found: Any) -> None:
    facts = printing.plain(found)
    about = (
        "payout",
        "programme",
        "beneficiary",
        "payee",
        "region",
        "tier",
        "batch",
        "amount_fen",
        "stage",
        "recoveries",
    )
    from api.terminal.values import in_words
    from api.terminal.words import word

    shown = in_words({name: facts[name] for name in about}, session.language)
    printing.print_facts(session.screen, shown, {name: word(name, session.language) for name in shown})
    session.table(session.text("资金来源", "Where the money came from"), STEPS, found.sources)
    session.table(session.text("本笔付款", "This payout"), STEPS, found.steps)


def _show_line(session: Session, found: Any) -> None:
    session.screen.print(found.line.line)
    session.table(session.text("资金变动", "Movements"), STEPS, found.movements)
    sums = (
        "reserved",
        "freed",
        "released",
        "settled",
        "returned",
        "reissued",
        "cancelled",
        "returned_late",
        "to_treasury",
    )
    batches = ("batch", *(f"{one}_fen" for one in sums))
    session.table(session.text("批次", "Batches"), batches, found.batches)
    session.table(session.text("付款", "Payouts"), ("position", "payout", "batch", "amount_fen"), found.payouts)
    if found.next_after is not None:
        again = f"--after {found.next_after}"
        session.screen.print(session.text(f"  还有更多：加 {again}", f"  there is more: {again}"))


def _short(payload: Any, limit: int = 120) -> str:
    text = json.dumps(payload, ensure_ascii=False, default=str)
    return text if len(text) <= limit else text[:limit] + "…"
