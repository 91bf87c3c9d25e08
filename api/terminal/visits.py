"""The verbs of visits and of what they found, below `inspection`."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from api.terminal.options import Amount, AsOf, CommandId, Effective, On, chosen
from api.terminal.recoveries import Ground, Instalments, Payout, Recovery, terms_of
from api.terminal.session import session_of

Inspection = Annotated[str, typer.Argument(help="督查编号 / Inspection id")]
Person = Annotated[str, typer.Argument(help="人员编号 / Beneficiary id")]
FindingId = Annotated[str, typer.Argument(help="问题编号 督查/人员/序号 / Finding id")]
Text = Annotated[str, typer.Option("--text", help="说明，不含个人信息 / In words, without personal data")]
Visitor = Annotated[str, typer.Option("--visitor", help="入户人，默认本人 / Who goes; else the officer")]
NOT_MET = "away|moved_away|died|in_hospital|not_found|declined|other"
KINDS = "facts_differ|not_received|short_paid|service_not_given|procedure|favours_taken|other"
OUTCOMES = "rectified|unfounded|ordered_back|transferred"


def add_to(app: typer.Typer) -> None:
    """Add the verbs."""
    for name, verb in (
        ("plan", plan),
        ("visit", visit),
        ("visits", list_visits),
        ("finding", finding),
        ("answer", answer),
        ("follow-up", follow_up),
        ("order-back", order_back),
        ("settle", settle),
        ("findings", list_findings),
    ):
        app.command(name)(verb)


def plan(
    ctx: typer.Context,
    inspection: Inspection,
    people: Annotated[list[str], typer.Argument(help="人员编号 / Beneficiary ids")],
    planned_for: Annotated[str, typer.Option("--for", metavar="DATE", help="入户日期 / Day of the visit")],
    visitor: Visitor = "",
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """安排入户。 / Plan visits."""
    from application.commands.visits import PlanVisits, plan_visits

    day = _day(planned_for, "--for")
    with session_of(ctx).task(command_id, on) as task:
        ask = PlanVisits(
            command_id=task.command_id,
            inspection_id=inspection,
            beneficiaries=tuple(people),
            visitor=visitor or task.by.id,
            planned_for=day,
            on=task.on,
        )
        task.done(plan_visits(ask, by=task.by, desk=task.desk))


def visit(
    ctx: typer.Context,
    inspection: Inspection,
    person: Person,
    not_met: Annotated[str, typer.Option("--not-met", metavar="WHY", help=f"未见到 / Not met: {NOT_MET}")] = "",
    fact: Annotated[
        list[str] | None, typer.Option("--fact", metavar="NAME=VALUE", help="实地所见，可多次 / A fact found")
    ] = None,
    satisfaction: Annotated[
        int | None, typer.Option("--satisfaction", help="满意度 1 至 5，未作答不填 / 1 to 5; leave out without answer")
    ] = None,
    remark: Annotated[str, typer.Option("--remark", help="备注，不含个人信息 / Remark")] = "",
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记入户。 / Record a visit."""
    from application.commands.visits import RecordVisit, record_visit
    from domain.facts import Fact
    from domain.inspections.visit_events import NotMetReason

    why = chosen(NotMetReason, not_met, "--not-met") if not_met else None
    pairs = [each.partition("=") for each in fact or ()]
    if not all(equals for _, equals, _ in pairs):
        raise typer.BadParameter("--fact NAME=VALUE")
    with session_of(ctx).task(command_id, on) as task:
        ask = RecordVisit(
            command_id=task.command_id,
            inspection_id=inspection,
            beneficiary=person,
            not_met=why,
            facts=tuple(Fact(name, value, "home_visit", task.on) for name, _, value in pairs),
            satisfaction=satisfaction,
            remark=remark,
            on=task.on,
        )
        task.done(record_visit(ask, by=task.by, desk=task.desk))


def list_visits(ctx: typer.Context, inspection: Inspection, as_of: AsOf = None, effective: Effective = None) -> None:
    """列出样本及入户情况。 / Show the sample and where each visit is."""
    from application.lists import SAMPLES, VISITS, Where

    session = session_of(ctx)
    with session.query() as desk:
        where = Where(inspection=inspection)
        drawn = list(desk.views.rows(SAMPLES, as_of=as_of, effective=effective, where=where))
        visits = list(desk.views.rows(VISITS, as_of=as_of, effective=effective, where=where))
    if session.as_json:
        session.print_json({"sample": drawn, "visits": visits})
        return
    session.table(session.text("样本", "Sample"), ("region", "beneficiary", "stage"), drawn)
    names = ("beneficiary", "visitor", "planned_for", "stage", "visited_on", "satisfaction", "differing")
    session.table(session.text("入户", "Visits"), names, visits)


def finding(
    ctx: typer.Context,
    inspection: Inspection,
    person: Person,
    what: Annotated[str, typer.Option("--what", metavar="WHAT", help=f"问题类别 / What: {KINDS}")],
    text: Text,
    due: Annotated[str, typer.Option("--due", metavar="DATE", help="答复期限 / Answer due on")],
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """登记入户发现的问题。 / Say what a visit found."""
    from application.commands.visit_findings import RaiseVisitFinding, raise_visit_finding
    from domain.inspections.visit_events import VisitFindingKind

    kind, day = chosen(VisitFindingKind, what, "--what"), _day(due, "--due")
    with session_of(ctx).task(command_id, on) as task:
        ask = RaiseVisitFinding(
            command_id=task.command_id,
            inspection_id=inspection,
            beneficiary=person,
            what=kind,
            text=text,
            answer_due_on=day,
            on=task.on,
        )
        task.done(raise_visit_finding(ask, by=task.by, desk=task.desk))


def answer(
    ctx: typer.Context,
    finding: FindingId,
    text: Text,
    disputed: Annotated[bool, typer.Option("--disputed", help="不认可 / It is not so")] = False,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """单位答复问题。 / Answer a finding for the office."""
    from application.commands.visit_findings import AnswerVisitFinding, answer_visit_finding

    with session_of(ctx).task(command_id, on) as task:
        ask = AnswerVisitFinding(
            command_id=task.command_id, finding_id=finding, agreed=not disputed, text=text, on=task.on
        )
        task.done(answer_visit_finding(ask, by=task.by, desk=task.desk))


def follow_up(ctx: typer.Context, finding: FindingId, text: Text, on: On = None, command_id: CommandId = None) -> None:
    """回访整改情况。 / Note what was seen on looking again."""
    from application.commands.visit_findings import FollowUpVisitFinding, follow_up_visit_finding

    with session_of(ctx).task(command_id, on) as task:
        ask = FollowUpVisitFinding(command_id=task.command_id, finding_id=finding, text=text, on=task.on)
        task.done(follow_up_visit_finding(ask, by=task.by, desk=task.desk))


def order_back(
    ctx: typer.Context,
    finding: FindingId,
    recovery: Recovery,
    payout: Payout,
    amount: Amount,
    ground: Ground,
    instalment: Instalments,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """因该问题下达追缴，两头互相注明。 / Order money back because of a finding; each names the other."""
    from application.commands.visit_findings import OrderRecoveryFromFinding, order_recovery_from_finding

    terms = terms_of(amount, ground, instalment)
    with session_of(ctx).task(command_id, on) as task:
        ask = OrderRecoveryFromFinding(
            command_id=task.command_id,
            finding_id=finding,
            recovery_id=recovery,
            payout_id=payout,
            **terms._asdict(),
            on=task.on,
        )
        task.done(order_recovery_from_finding(ask, by=task.by, desk=task.desk))


def settle(
    ctx: typer.Context,
    finding: FindingId,
    outcome: Annotated[str, typer.Argument(metavar="OUTCOME", help=f"结果 / How it ended: {OUTCOMES}")],
    text: Text,
    on: On = None,
    command_id: CommandId = None,
) -> None:
    """办结问题。 / Close a finding."""
    from application.commands.visit_findings import CloseVisitFinding, close_visit_finding
    from domain.inspections.visit_events import VisitFindingOutcome

    ended = chosen(VisitFindingOutcome, outcome, "OUTCOME")
    with session_of(ctx).task(command_id, on) as task:
        ask = CloseVisitFinding(command_id=task.command_id, finding_id=finding, outcome=ended, text=text, on=task.on)
        task.done(close_visit_finding(ask, by=task.by, desk=task.desk))


def list_findings(
    ctx: typer.Context,
    stage: Annotated[list[str] | None, typer.Option("--stage", help="状态，可多次 / Stage, repeatable")] = None,
    inspection: Annotated[str, typer.Option("--inspection", help="督查编号 / Inspection id")] = "",
    as_of: AsOf = None,
    effective: Effective = None,
) -> None:
    """列出入户发现的问题。 / Show what visits found."""
    from application.lists import VISIT_FINDINGS, Where

    session = session_of(ctx)
    with session.query() as desk:
        where = Where(inspection=inspection, stages=tuple(stage or ()))
        rows = list(desk.views.rows(VISIT_FINDINGS, as_of=as_of, effective=effective, where=where))
    if session.as_json:
        session.print_json(rows)
        return
    names = ("visit_finding", "what", "stage", "answer_due_on", "agreed", "outcome", "ordered_back")
    session.table(session.text("入户发现的问题", "Findings of visits"), names, rows)


def _day(text: str, option: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{option} 2017-06-08") from None
