"""The questions about tailored service, below `tailored`: every rate says how many of how many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from api.terminal.options import AsOf, Effective, chosen
from api.terminal.session import Session, session_of
from api.terminal.tailored_options import Place, ServiceYear, asked


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    for name, verb in (
        ("coverage", coverage),
        ("ranking", ranking),
        ("deadlines", deadlines),
        ("quotas", quotas),
        ("accords", accords),
    ):
        app.command(name)(verb)


def coverage(
    ctx: typer.Context, region: Place, year: ServiceYear, as_of: AsOf = None, effective: Effective = None
) -> None:
    """各环节覆盖率，均注明分母。 / Coverage at each step, always of how many."""
    from application.tailored.figures import coverage as coverage_of

    session = session_of(ctx)
    with session.query() as desk:
        found = coverage_of(asked(desk, region, year, as_of, effective), desk=desk)
    if session.as_json:
        from application.tailored.telling import coverage_told

        session.print_json(coverage_told(found))
        return
    for place in (*found.places, found.total):
        for rate in place.rates.values():
            if rate is not None:
                session.say(f"{place.region} {rate.named()}")


def ranking(
    ctx: typer.Context, region: Place, year: ServiceYear, as_of: AsOf = None, effective: Effective = None
) -> None:
    """排名：并列同名次，造假另列。 / The ranking; ties share a rank, falsified places stand apart."""
    from application.tailored.figures import ranking as ranking_of
    from application.tailored.telling import ranking_told

    session = session_of(ctx)
    with session.query() as desk:
        found = ranking_told(ranking_of(asked(desk, region, year, as_of, effective), desk=desk))
    if session.as_json:
        session.print_json(found)
        return
    session.table(session.text("排名", "Ranking"), ("rank", "region", "points"), list(found.ranked))
    for place in found.excluded:
        session.say(f"{place} {session.text('已认定造假，不参加排名', 'left out: a falsification is confirmed')}")


def deadlines(
    ctx: typer.Context, region: Place, year: ServiceYear, as_of: AsOf = None, effective: Effective = None
) -> None:
    """报告期限：待报、按期、迟报、逾期未报。 / Reports that are due, in time, late or missing."""
    from application.tailored.figures import deadlines as deadlines_of

    session = session_of(ctx)
    with session.query() as desk:
        found = list(deadlines_of(asked(desk, region, year, as_of, effective), desk=desk))
    _table(session, ("报告", "Reports"), ("region", "period", "due_on", "handed_in_on", "stage", "days_late"), found)


def quotas(
    ctx: typer.Context, region: Place, year: ServiceYear, as_of: AsOf = None, effective: Effective = None
) -> None:
    """督导任务与完成情况。 / Who called on how many households of how many."""
    from application.tailored.figures import quotas as quotas_of
    from application.tailored.telling import quota_told

    session = session_of(ctx)
    with session.query() as desk:
        owed = quotas_of(asked(desk, region, year, as_of, effective), desk=desk)
        found = [quota_told(place, one) for place, one in owed]
    names = ("region", "supervisor", "period", "households", "quota", "fulfilled")
    _table(session, ("督导", "Supervision"), names, found)


def accords(
    ctx: typer.Context,
    region: Place,
    year: ServiceYear,
    only: Annotated[
        str, typer.Option("--only", help="data_and_person|plan_and_service|platform_and_paper 只查一项 / One only")
    ] = "",
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """三个一致检查，逐条列出两方证据。 / The three accords: what does not agree, with both sides."""
    from application.tailored.consistency import disagreements
    from domain.tailored.consistency import Accord

    session = session_of(ctx)
    wanted = (chosen(Accord, only, "--only"),) if only else tuple(Accord)
    with session.query() as desk:
        found = list(disagreements(asked(desk, region, year, as_of, effective), wanted, desk=desk))
    names = ("accord", "difference", "file", "what", "recorded", "found")
    _table(session, ("三个一致", "The three accords"), names, found)


def _table(session: Session, title: tuple[str, str], names: tuple[str, ...], rows: Sequence[object]) -> None:
    if session.as_json:
        session.print_json(rows)
        return
    session.table(session.text(*title), names, rows)
