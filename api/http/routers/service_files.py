"""量服档案：调查、计划、审定、服务、回访、纸质核对 / Service files, step by step, and compared with the paper."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import Rehearsed
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.router import Router
from api.http.routers.beneficiaries import FactBody
from api.http.tailored_answers import PaperCompared, ServiceFileNamed, ServicesRecorded, SurveysRecorded
from api.http.values import BeneficiaryId, Day, FileHash, Year, choices, path_id, slashed, words
from application.commands import service_files
from application.commands.service_files import (
    ApproveServicePlan,
    ComparePaper,
    LeaveUnplanned,
    PlanService,
    RecordFollowUp,
    RecordServices,
    RecordSurveys,
    ServiceRecord,
    SurveyGiven,
)
from domain.facts import Fact
from domain.inspections.visit_events import NotMetReason
from domain.tailored.events import PageSigner, ServiceKind, Services, Signature, UnplannedReason

router = Router(tags=["tailored service"])

ServiceFile = Annotated[str, path_id("档案编号 年度/人员", "Service file", "2017~b-7k0v9m2xq4a8e1zt")]
Kind = Annotated[ServiceKind, Field(description=choices(ServiceKind))]
Times = Annotated[int, Field(strict=True, ge=1, le=10_000, description="次数 / How many times", examples=[2])]


class SignatureBody(Body):
    """A signed page: the hash of its scan, who signed, and the day beside it."""

    page_sha256: FileHash
    signer: Annotated[PageSigner, Field(description=choices(PageSigner))]
    signed_on: Day

    def signature(self) -> Signature:
        """Return it as the domain has it."""
        return Signature(self.page_sha256, self.signer, self.signed_on)


class ServicesBody(Body):
    """So many services of a kind."""

    kind: Kind
    times: Times


class SurveyBody(Body):
    """What somebody needs (nothing: empty), what was seen on the spot, and the signed page."""

    beneficiary: BeneficiaryId
    needs: list[Kind] = Field(default=[], max_length=len(ServiceKind))
    facts: list[FactBody] = Field(default=[], max_length=50)
    signature: SignatureBody
    on: Day


class SurveysBody(Body):
    """Surveys of a year, one a person."""

    year: Year
    surveys: list[SurveyBody] = Field(min_length=1, max_length=1000)


class PlanBody(Body):
    """What somebody is to be given, for needs that were surveyed."""

    services: list[ServicesBody] = Field(min_length=1, max_length=len(ServiceKind))
    signature: SignatureBody
    on: Day


class ApprovalBody(Body):
    """The day it is approved."""

    on: Day


class ReasonBody(Body):
    """Why there is no plan."""

    reason: Annotated[UnplannedReason, Field(description=choices(UnplannedReason))]
    text: Annotated[str, words("说明，不含个人信息", "In words, without personal data")]
    on: Day


class GivenBody(Body):
    """Services somebody was given on a day, by whom, and the page that was signed for them."""

    beneficiary: BeneficiaryId
    kind: Kind
    times: Times
    provider: Annotated[str, words("服务机构", "Who gave it", most=100)]
    signature: SignatureBody
    on: Day


class GivensBody(Body):
    """Services given under the plans of a year."""

    year: Year
    services: list[GivenBody] = Field(min_length=1, max_length=1000)


class FollowUpBody(Body):
    """The visit afterwards: met and signed, with what the person says they were given; or not met, and why."""

    not_met: Annotated[NotMetReason | None, Field(description=choices(NotMetReason))] = None
    received: list[ServicesBody] = Field(default=[], max_length=len(ServiceKind))
    satisfaction: Annotated[int | None, Field(strict=True, ge=1, le=5, description="满意度 / Satisfaction")] = None
    signature: SignatureBody | None = None
    remark: Annotated[str, words("备注，不含个人信息", "Remark, without personal data", least=0)] = ""
    on: Day


class PaperBody(Body):
    """What the paper file has for a step; `found_sha256` is left out when it has nothing."""

    step: Annotated[
        str,
        Field(
            pattern=r"^(survey|plan|visit|service [1-9][0-9]{0,4})$",
            examples=["survey", "service 1"],
            description="环节 / Step",
        ),
    ]
    found_sha256: FileHash | None = None
    on: Day


@router.post("/service-surveys", response_model=SurveysRecorded | Rehearsed)
def record_surveys(body: SurveysBody, command: TheCommand) -> Response:
    """登记需求调查，建立量服档案 / Record surveys, which begin service files."""
    surveys = tuple(
        SurveyGiven(
            one.beneficiary,
            tuple(one.needs),
            tuple(Fact(fact.name, fact.value, fact.source, fact.as_of) for fact in one.facts),
            one.signature.signature(),
            one.on,
        )
        for one in body.surveys
    )
    ask = RecordSurveys(command_id=command.id, year=body.year, surveys=surveys)
    return command.take(service_files.record_surveys, ask)


@router.post("/service-files/{file}/plans", response_model=ServiceFileNamed | Rehearsed)
def plan_service(file: ServiceFile, body: PlanBody, command: TheCommand) -> Response:
    """制定服务计划 / Plan services."""
    ask = PlanService(
        command_id=command.id,
        file=slashed(file),
        services=tuple(Services(one.kind, one.times) for one in body.services),
        signature=body.signature.signature(),
        on=body.on,
    )
    return command.take(service_files.plan_service, ask, thing=f"service_file/{ask.file}")


@router.post("/service-files/{file}/approvals", response_model=ServiceFileNamed | Rehearsed)
def approve_plan(file: ServiceFile, body: ApprovalBody, command: TheCommand) -> Response:
    """乡镇审定服务计划 / Approve a plan for the township."""
    ask = ApproveServicePlan(command_id=command.id, file=slashed(file), on=body.on)
    return command.take(service_files.approve_service_plan, ask, thing=f"service_file/{ask.file}")


@router.post("/service-files/{file}/reasons", response_model=ServiceFileNamed | Rehearsed)
def leave_unplanned(file: ServiceFile, body: ReasonBody, command: TheCommand) -> Response:
    """登记不作计划的原因 / Say why there is no plan."""
    ask = LeaveUnplanned(command_id=command.id, file=slashed(file), reason=body.reason, text=body.text, on=body.on)
    return command.take(service_files.leave_unplanned, ask, thing=f"service_file/{ask.file}")


@router.post("/services-given", response_model=ServicesRecorded | Rehearsed)
def record_services(body: GivensBody, command: TheCommand) -> Response:
    """登记服务记录 / Record services that were given."""
    services = tuple(
        ServiceRecord(one.beneficiary, one.kind, one.times, one.provider, one.signature.signature(), one.on)
        for one in body.services
    )
    ask = RecordServices(command_id=command.id, year=body.year, services=services)
    return command.take(service_files.record_services, ask)


@router.post("/service-files/{file}/follow-ups", response_model=ServiceFileNamed | Rehearsed)
def record_follow_up(file: ServiceFile, body: FollowUpBody, command: TheCommand) -> Response:
    """登记服务后回访 / Record the visit after the services."""
    ask = RecordFollowUp(
        command_id=command.id,
        file=slashed(file),
        not_met=body.not_met,
        received=tuple(Services(one.kind, one.times) for one in body.received),
        satisfaction=body.satisfaction,
        signature=body.signature.signature() if body.signature else None,
        remark=body.remark,
        on=body.on,
    )
    return command.take(service_files.record_follow_up, ask, thing=f"service_file/{ask.file}")


@router.post("/service-files/{file}/paper-comparisons", response_model=PaperCompared | Rehearsed)
def compare_paper(file: ServiceFile, body: PaperBody, command: TheCommand) -> Response:
    """登记纸质档案核对结果 / Compare a step with its paper."""
    ask = ComparePaper(
        command_id=command.id,
        file=slashed(file),
        step=body.step,
        found_sha256=body.found_sha256 or "",
        on=body.on,
    )
    return command.take(service_files.compare_paper, ask, thing=f"service_file/{ask.file}")
