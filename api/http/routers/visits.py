"""入户与问题：安排、登记、答复、回访、追缴、办结 / Visits, and what became of what they found."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import Rehearsed
from api.http.body import Body, People
from api.http.commanding import TheCommand
from api.http.inspection_answers import VisitFindingNamed, VisitFindingOrderedBack, VisitRecorded, VisitsPlanned
from api.http.router import Router
from api.http.routers.beneficiaries import FactBody
from api.http.routers.inspections import Inspection
from api.http.routers.recoveries import RecoveryBody
from api.http.values import BeneficiaryId, Day, Flag, choices, path_id, slashed, words
from application.commands import visit_findings, visits
from application.commands.visit_findings import (
    AnswerVisitFinding,
    CloseVisitFinding,
    FollowUpVisitFinding,
    OrderRecoveryFromFinding,
    RaiseVisitFinding,
)
from application.commands.visits import PlanVisits, RecordVisit
from domain.facts import Fact
from domain.inspections.visit_events import NotMetReason, VisitFindingKind, VisitFindingOutcome
from domain.recoveries.events import Instalment

router = Router(tags=["inspections"])

Finding = Annotated[str, path_id("问题编号", "Finding of a visit", "inspection-2017-1~b-7k0v9m2xq4a8e1zt~1")]
Said = Annotated[str, words("说明，不含个人信息", "In words, without personal data")]


class PlanBody(Body):
    """Who calls on these people of the sample, and when."""

    beneficiaries: People
    visitor: Annotated[str, Field(pattern=r"^[a-z][a-z0-9._-]{1,39}$", description="入户人账户 / Visitor's account")]
    planned_for: Day
    on: Day


class VisitBody(Body):
    """What came of a visit: met, or not and why; what was found; satisfaction 1 to 5, left out without an answer."""

    beneficiary: BeneficiaryId
    not_met: Annotated[NotMetReason | None, Field(description=choices(NotMetReason))] = None
    facts: list[FactBody] = Field(default=[], max_length=50)
    satisfaction: Annotated[int | None, Field(strict=True, ge=1, le=5, description="满意度 / Satisfaction")] = None
    remark: Annotated[str, words("备注，不含个人信息", "Remark, without personal data", least=0)] = ""
    on: Day


class FindingBody(Body):
    """What a visit found that is not as it should be."""

    beneficiary: BeneficiaryId
    what: Annotated[VisitFindingKind, Field(description=choices(VisitFindingKind))]
    text: Said
    answer_due_on: Day
    on: Day


class AnswerBody(Body):
    """What the office says to it."""

    agreed: Flag
    text: Said
    on: Day


class SeenBody(Body):
    """What was seen on looking again."""

    text: Said
    on: Day


class EndBody(Body):
    """How it ended."""

    outcome: Annotated[VisitFindingOutcome, Field(description=choices(VisitFindingOutcome))]
    text: Said
    on: Day


@router.post("/inspections/{inspection}/visit-plans", response_model=VisitsPlanned | Rehearsed)
def plan_visits(inspection: Inspection, body: PlanBody, command: TheCommand) -> Response:
    """安排入户 / Plan visits."""
    ask = PlanVisits(
        command_id=command.id,
        inspection_id=slashed(inspection),
        beneficiaries=tuple(body.beneficiaries),
        visitor=body.visitor,
        planned_for=body.planned_for,
        on=body.on,
    )
    return command.take(visits.plan_visits, ask, thing=f"inspection/{ask.inspection_id}")


@router.post("/inspections/{inspection}/visits", response_model=VisitRecorded | Rehearsed)
def record_visit(inspection: Inspection, body: VisitBody, command: TheCommand) -> Response:
    """登记入户 / Record a visit."""
    ask = RecordVisit(
        command_id=command.id,
        inspection_id=slashed(inspection),
        beneficiary=body.beneficiary,
        not_met=body.not_met,
        facts=tuple(Fact(one.name, one.value, one.source, one.as_of) for one in body.facts),
        satisfaction=body.satisfaction,
        remark=body.remark,
        on=body.on,
    )
    return command.take(visits.record_visit, ask, thing=f"inspection/{ask.inspection_id}")


@router.post("/inspections/{inspection}/findings", response_model=VisitFindingNamed | Rehearsed)
def raise_finding(inspection: Inspection, body: FindingBody, command: TheCommand) -> Response:
    """登记入户发现的问题 / Say what a visit found."""
    ask = RaiseVisitFinding(
        command_id=command.id,
        inspection_id=slashed(inspection),
        beneficiary=body.beneficiary,
        what=body.what,
        text=body.text,
        answer_due_on=body.answer_due_on,
        on=body.on,
    )
    return command.take(visit_findings.raise_visit_finding, ask, thing=f"inspection/{ask.inspection_id}")


@router.post("/visit-findings/{finding}/answers", response_model=VisitFindingNamed | Rehearsed)
def answer_finding(finding: Finding, body: AnswerBody, command: TheCommand) -> Response:
    """单位答复问题 / Answer a finding for the office."""
    ask = AnswerVisitFinding(
        command_id=command.id, finding_id=slashed(finding), agreed=body.agreed, text=body.text, on=body.on
    )
    return command.take(visit_findings.answer_visit_finding, ask, thing=_visit(ask.finding_id))


@router.post("/visit-findings/{finding}/follow-ups", response_model=VisitFindingNamed | Rehearsed)
def follow_up_finding(finding: Finding, body: SeenBody, command: TheCommand) -> Response:
    """回访整改情况 / Note what was seen on looking again."""
    ask = FollowUpVisitFinding(command_id=command.id, finding_id=slashed(finding), text=body.text, on=body.on)
    return command.take(visit_findings.follow_up_visit_finding, ask, thing=_visit(ask.finding_id))


@router.post("/visit-findings/{finding}/recoveries", response_model=VisitFindingOrderedBack | Rehearsed)
def order_back(finding: Finding, body: RecoveryBody, command: TheCommand) -> Response:
    """因该问题下达追缴，两头互相注明 / Order money back because of a finding; each names the other."""
    ask = OrderRecoveryFromFinding(
        command_id=command.id,
        finding_id=slashed(finding),
        recovery_id=body.recovery_id,
        payout_id=body.payout_id,
        amount=body.amount,
        ground=body.ground,
        instalments=tuple(Instalment(one.due_on, one.amount) for one in body.instalments),
        on=body.on,
    )
    return command.take(visit_findings.order_recovery_from_finding, ask, thing=_visit(ask.finding_id))


@router.post("/visit-findings/{finding}/closings", response_model=VisitFindingNamed | Rehearsed)
def close_finding(finding: Finding, body: EndBody, command: TheCommand) -> Response:
    """办结问题 / Close a finding."""
    ask = CloseVisitFinding(
        command_id=command.id, finding_id=slashed(finding), outcome=body.outcome, text=body.text, on=body.on
    )
    return command.take(visit_findings.close_visit_finding, ask, thing=_visit(ask.finding_id))


def _visit(finding: str) -> str:
    """Name the stream a finding lies in."""
    return f"visit/{finding.rpartition('/')[0]}"
