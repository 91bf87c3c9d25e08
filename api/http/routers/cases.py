"""个案：申请、审核、批准、不予批准、复核、停发、恢复、终止 / Cases, from application to decision and afterwards."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import CaseChecked, CaseRefused, CasesDecided, Done, Rehearsed
from api.http.body import Body, Level, People
from api.http.commanding import TheCommand
from api.http.router import Router
from api.http.selecting import PeopleOnNotice, selected
from api.http.values import Day, Flag, MonthText, ProgrammeId, RegionText, choices, named, path_id, slashed, words
from application.commands import eligibility, standing
from application.commands.eligibility import ApplyForCases, GrantCases, RefuseCase, ReviewCases
from application.commands.standing import RecheckCase, ResumeCase, RevokeCase, SuspendCase
from domain.eligibility.events import StopReason
from domain.eligibility.rejections import NoSuchCase

router = Router(tags=["cases"])

CaseId = Annotated[
    str, path_id("个案编号：项目与人员", "Case id: programme and person", "psy-medicine~b-7k0v9m2xq4a8e1zt")
]
NoticeId = Annotated[str, named("公示编号", "Notice id", "notice-2017-1")]
Why = Annotated[StopReason, Field(description=choices(StopReason))]


class ApplicationsBody(Body):
    """People apply for a programme that pays in `area`."""

    programme: ProgrammeId
    area: RegionText
    beneficiaries: People
    on: Day


@router.post("/applications", response_model=CasesDecided | Rehearsed)
def apply_for_cases(body: ApplicationsBody, command: TheCommand) -> Response:
    """受理申请 / Take applications."""
    ask = ApplyForCases(
        command_id=command.id,
        programme=body.programme,
        area=body.area,
        beneficiaries=tuple(body.beneficiaries),
        on=body.on,
    )
    return command.take(eligibility.apply_for_cases, ask)


class ReviewsBody(Body):
    """One office reviewed these cases, with one opinion for all."""

    programme: ProgrammeId
    beneficiaries: People
    level: Level
    favourable: Flag
    opinion: Annotated[str, words("意见，不含个人信息", "Opinion, without personal data")]
    on: Day


@router.post("/reviews", response_model=CasesDecided | Rehearsed)
def review_cases(body: ReviewsBody, command: TheCommand) -> Response:
    """逐级审核 / Review cases at the level whose turn it is."""
    ask = ReviewCases(
        command_id=command.id,
        programme=body.programme,
        beneficiaries=tuple(body.beneficiaries),
        level=body.level,
        favourable=body.favourable,
        opinion=body.opinion,
        on=body.on,
    )
    return command.take(eligibility.review_cases, ask)


class GrantsBody(Body):
    """People whose notice has run its time, named one by one or all who are on it.

    `first_month` null counts from the month of application.
    """

    programme: ProgrammeId
    notice_id: NoticeId
    beneficiaries: PeopleOnNotice
    first_month: MonthText | None = None
    on: Day


@router.post("/grants", response_model=CasesDecided | Rehearsed)
def grant_cases(body: GrantsBody, command: TheCommand) -> Response:
    """批准 / Grant cases after their notice."""
    people = selected(
        body.beneficiaries, command, lambda views, position: views.people_on_notice(body.notice_id, as_of=position)
    )
    ask = GrantCases(
        command_id=command.id,
        programme=body.programme,
        beneficiaries=people,
        notice_id=body.notice_id,
        first_month=body.first_month,
        on=body.on,
    )
    return command.take(eligibility.grant_cases, ask)


class RefusalBody(Body):
    """One applicant is refused; the reasons are worked out and answered. `notice_id` where there was a notice."""

    notice_id: NoticeId | None = None
    on: Day


@router.post("/cases/{case}/refuse", response_model=CaseRefused | Rehearsed)
def refuse_case(case: CaseId, body: RefusalBody, command: TheCommand) -> Response:
    """不予批准，列明全部理由 / Refuse an applicant, with every reason."""
    programme, person = case_parts(case)
    ask = RefuseCase(
        command_id=command.id, programme=programme, beneficiary=person, notice_id=body.notice_id or "", on=body.on
    )
    return command.take(eligibility.refuse_case, ask, thing=_thing(case))


class RecheckBody(Body):
    """The day on whose facts and rules the case is checked again."""

    on: Day


@router.post("/cases/{case}/recheck", response_model=CaseChecked | Rehearsed)
def recheck_case(case: CaseId, body: RecheckBody, command: TheCommand) -> Response:
    """复核，不符即停发 / Run the rules again; failing suspends."""
    programme, person = case_parts(case)
    ask = RecheckCase(command_id=command.id, programme=programme, beneficiary=person, on=body.on)
    return command.take(standing.recheck_case, ask, thing=_thing(case))


class StopBody(Body):
    """Payments stop with the month before `from_month`."""

    reason: Why
    from_month: MonthText
    on: Day


@router.post("/cases/{case}/suspend", response_model=Done | Rehearsed)
def suspend_case(case: CaseId, body: StopBody, command: TheCommand) -> Response:
    """停发 / Stop payments from a month on."""
    programme, person = case_parts(case)
    ask = SuspendCase(
        command_id=command.id,
        programme=programme,
        beneficiary=person,
        reason=body.reason,
        from_month=body.from_month,
        on=body.on,
    )
    return command.take(standing.suspend_case, ask, thing=_thing(case))


class ResumptionBody(Body):
    """Payments go on from `from_month`, with back pay for months before it."""

    from_month: MonthText
    back_pay_months: Annotated[int, Field(strict=True, ge=0, le=36, description="补发月数 / Months")] = 0
    on: Day


@router.post("/cases/{case}/resume", response_model=Done | Rehearsed)
def resume_case(case: CaseId, body: ResumptionBody, command: TheCommand) -> Response:
    """恢复发放 / Let payments go on after a check that passed."""
    programme, person = case_parts(case)
    ask = ResumeCase(
        command_id=command.id,
        programme=programme,
        beneficiary=person,
        from_month=body.from_month,
        back_pay_months=body.back_pay_months,
        on=body.on,
    )
    return command.take(standing.resume_case, ask, thing=_thing(case))


@router.post("/cases/{case}/revoke", response_model=Done | Rehearsed)
def revoke_case(case: CaseId, body: StopBody, command: TheCommand) -> Response:
    """终止资格 / End the entitlement for good."""
    programme, person = case_parts(case)
    ask = RevokeCase(
        command_id=command.id,
        programme=programme,
        beneficiary=person,
        reason=body.reason,
        from_month=body.from_month,
        on=body.on,
    )
    return command.take(standing.revoke_case, ask, thing=_thing(case))


def _thing(case: str) -> str:
    return f"case/{slashed(case)}"


def case_parts(case: str) -> tuple[str, str]:
    """Return programme and person of a case's id as a path has it. Raises NoSuchCase."""
    programme, _, person = slashed(case).partition("/")
    if not programme or not person:
        raise NoSuchCase("case", case=case[:120])
    return programme, person
