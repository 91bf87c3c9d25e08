"""position, balance, completion: where the money stands, and what was reached against what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from api.terminal import printing
from api.terminal.options import AsOf, Effective, Programme, Year, chosen
from api.terminal.session import session_of
from api.terminal.words import ACCOUNTS, word

if TYPE_CHECKING:
    from application.answers import Completion, TargetView


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    app.command("position")(position)
    app.command("balance")(balance)
    app.command("completion")(completion)


def position(
    ctx: typer.Context,
    programme: Annotated[str, typer.Option("--programme", help="项目 / Programme")] = "",
    year: Annotated[int | None, typer.Option("--year", help="年度 / Fiscal year")] = None,
    level: Annotated[str, typer.Option("--level", help="级次 / Level")] = "",
    kind: Annotated[str, typer.Option("--kind", help="资金性质 / Kind of funds")] = "",
    document: Annotated[str, typer.Option("--document", help="文号 / Document number")] = "",
    region: Annotated[str, typer.Option("--region", help="区划，含下辖 / Region and what lies inside")] = "",
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """资金状况：按文号、级次、资金性质；级次与性质从不混算。 / Fund position; levels and kinds are never mixed."""
    from domain.levels import FundKind, GovernmentLevel

    session = session_of(ctx)
    of_level = chosen(GovernmentLevel, level, "--level") if level else None
    of_kind = chosen(FundKind, kind, "--kind") if kind else None
    with session.query() as desk:
        found = desk.views.fund_position(
            programme=programme,
            fiscal_year=year,
            level=of_level,
            kind=of_kind,
            document=document,
            region=region,
            as_of=as_of,
            effective=effective,
        )
    lines = [
        {
            **{name: value for name, value in printing.plain(line).items() if name != "balance"},
            **printing.plain(line.balance),
        }
        for line in found.lines
    ]
    totals = [
        {"level": of.value, "kind": fund_kind.value, **printing.plain(sums)}
        for (of, fund_kind), sums in found.totals.items()
    ]
    if session.as_json:
        session.print_json({"position": found.position, "effective": found.effective, "lines": lines, "totals": totals})
        return
    if session.language == "zh":
        for row in (*lines, *totals):
            row["level"], row["kind"] = GovernmentLevel(row["level"]).zh, FundKind(row["kind"]).zh
    accounts = [name for name in ACCOUNTS if any(row[name] != "0" for row in totals) or name == "available_fen"]
    about = session.text(f"截至第 {found.position} 条", f"as of position {found.position}")
    session.table(
        session.text(f"资金状况（{about}）", f"Fund position ({about})"),
        ("programme", "fiscal_year", "region", "document", "level", "kind", *accounts),
        lines,
    )
    session.table(
        session.text("按级次、资金性质合计", "Totals by level and kind"), ("level", "kind", *accounts), totals
    )


def balance(
    ctx: typer.Context,
    line: Annotated[str, typer.Argument(help="指标编号 / Fund line id")],
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """一条指标的余额。 / Where one line's money stands."""
    session = session_of(ctx)
    with session.query() as desk:
        found = desk.views.balance(line, as_of=as_of, effective=effective)
    plain = printing.plain(found)
    if session.as_json:
        session.print_json({"line": line, **plain})
        return
    session.screen.print(line)
    printing.print_facts(session.screen, plain, {name: word(name, session.language) for name in plain})


def completion(
    ctx: typer.Context, programme: Programme, year: Year, as_of: AsOf = None, effective: Effective = None
) -> None:
    """完成情况：任务数、资金名额、服务人数，三个数各算各的。 / Target, quota and people served, and their rates."""
    from domain.levels import GovernmentLevel
    from domain.rates import Measure

    session = session_of(ctx)
    with session.query() as desk:
        found = desk.views.completion(programme, year, as_of=as_of, effective=effective)
    rates = list(rates_of(found))
    if session.as_json:
        session.print_json({**printing.plain(found), "rates": rates})
        return
    if session.language == "zh":
        for row in rates:
            row["basis"] = Measure(row["basis"]).zh
            row["level"] = GovernmentLevel(row["level"]).zh if row["level"] else ""
    session.table(
        session.text("完成率（单位：人）", "Completion (people)"),
        ("basis", "level", "name", "target", "served", "rate"),
        rates,
    )
    session.table(
        session.text("档次", "Tiers"),
        ("tier", "headcount", "served", "settled", "amount_fen", "settled_amount_fen"),
        found.tiers,
    )
    session.screen.print(
        session.text(
            f"服务 {found.served} 人，到账 {found.settled} 人，未获资金 {found.unfunded} 人",
            f"served {found.served}, settled {found.settled}, unfunded {found.unfunded}",
        )
    )


def rates_of(found: Completion) -> Iterator[dict[str, Any]]:
    """Yield each rate that is one: people served against a target or a quota, of the same tier where it has a name."""
    served_in = {tier.tier: tier.served for tier in found.tiers}
    by_level: dict[str, list[TargetView]] = {}
    for target in found.targets:
        by_level.setdefault(target.level.value, []).append(target)
    for level, targets in by_level.items():
        for target in targets:
            served = served_in.get(target.name, None if target.name else found.served)
            if served is not None:
                yield _rate("target", level, target.name, target.people, served)
        if len(targets) > 1 and all(target.name for target in targets):
            yield _rate("target", level, "", sum(target.people for target in targets), found.served)
    seats = [tier.headcount for tier in found.tiers]
    if seats and all(seat is not None for seat in seats):
        yield _rate("quota", "", "", sum(seat or 0 for seat in seats), found.served)


def _rate(basis: str, level: str, name: str, of: int, served: int) -> dict[str, Any]:
    from domain.rates import Measure, NothingToDivideBy, completion

    try:
        rate = str(completion(served, of=of, against=Measure(basis)))
    except NothingToDivideBy:
        rate = ""
    return {"basis": basis, "level": level, "name": name, "target": of, "served": served, "rate": rate}
