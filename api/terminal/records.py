"""register and refusals: what the registers say, row by row, with the position each row rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import typer

from api.terminal import printing
from api.terminal.options import AsOf, Effective
from api.terminal.session import Session, session_of


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("register")(register)
    app.command("refusals")(refusals)


def register(
    ctx: typer.Context,
    table: Annotated[str, typer.Argument(help="登记簿，如 batch、case_step、payout_step / Register")],
    key: Annotated[str, typer.Argument(help="编号 / Id of the thing")],
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """查看某一登记簿中某一事项的全部记录。 / Show all rows of one thing in one register."""
    show_registers(session_of(ctx), (table,), key, as_of=as_of, effective=effective)


def refusals(
    ctx: typer.Context,
    as_of: AsOf = None,
    effective: Effective = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="最多几条 / At most so many")] = 100,
) -> None:
    """查看留痕的违规尝试，最新的在前。 / Show the refused attempts that were kept, newest first."""
    session = session_of(ctx)
    with session.query() as desk:
        found = desk.views.refusals(as_of=as_of, effective=effective, limit=limit)
    if session.as_json:
        session.print_json(found)
        return
    sentence = "sentence_zh" if session.language == "zh" else "sentence_en"
    rows = [{**printing.plain(one), "sentence": getattr(one, sentence)} for one in found]
    session.table(
        session.text("违规尝试", "Refused attempts"),
        ("position", "recorded_at", "actor", "command", "rule", "sentence"),
        rows,
    )


def show_registers(
    session: Session, tables: Sequence[str], key: str, *, as_of: Any, effective: date | None, limit: int = 0
) -> None:
    """Print the rows of one thing in several registers. Raises UnknownId when none has any."""
    from application.queries import UnknownId

    found: dict[str, list[Any]] = {}
    with session.query() as desk:
        for name in tables:
            rows = desk.views.register(name, key, as_of=as_of, effective=effective)
            if rows:
                found[name] = [printing.plain(row) for row in rows]
    if not found:
        raise UnknownId(key)
    print_registers(session, found, limit=limit)


def print_registers(session: Session, found: dict[str, list[Any]], *, limit: int = 0) -> None:
    """Print registers; people get at most `limit` rows of each (0: all), programs always all of them."""
    if session.as_json:
        session.print_json(found)
        return
    for name, rows in found.items():
        part = rows[:limit] if limit else rows
        session.table(name, printing.used(part, hidden=("seq",)), part)
        if len(part) < len(rows):
            session.screen.print(session.text(f"  共 {len(rows)} 行，其余从略", f"  {len(rows)} rows in all"))
