"""difference and life: what lies between two moments, and what happened to one thing, step by step."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal import printing
from api.terminal.options import AsOf, Effective, Since, SinceEffective
from api.terminal.session import Session, session_of
from api.terminal.words import word

if TYPE_CHECKING:
    from application.desk import Desk
    from application.replay.difference import At

SHOWN = 20
"""Related things that a person is shown."""
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
    for verb in (difference, life):
        app.command()(verb)


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
        start = 0 if since is None and since_effective is None else since  # Two days are compared as we know them now.
        before, after = moment(desk, start, since_effective), moment(desk, as_of, effective)
        if register in ("", "position"):
            _show_position(session, desk, before, after, programme, summary=not register)
        else:
            _show_register(session, desk, register, before, after, programme=programme, limit=limit)


def life(
    ctx: typer.Context,
    thing: Annotated[
        str, typer.Argument(help="事项：payout/…、batch/…、case/…、line/…、beneficiary/… / Kind and id of the thing")
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
        at = moment(desk, as_of, effective)
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


def moment(desk: Desk, as_of: Any, effective: date | None) -> At:
    """Return the moment that two options name; the newest position where none does."""
    from application.replay.difference import At

    position = desk.views.position() if as_of is None else as_of
    return At(desk.views.position_at(position) if isinstance(position, datetime) else position, effective)


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
