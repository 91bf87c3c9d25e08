"""以奖代补：方案、申请、联合验收、批准、分期、年检、暂停、恢复、追回 / Awards in lieu of subsidy."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path
from pydantic import Field
from starlette.responses import Response

from api.http.answers import Rehearsed
from api.http.award_answers import (
    AwardAcceptanceSigned,
    AwardChecked,
    AwardGranted,
    AwardInstalmentCalled,
    AwardNamed,
    AwardOrderedBack,
    AwardSchemeNamed,
)
from api.http.body import Body, Kind, Level
from api.http.commanding import TheCommand
from api.http.router import Router
from api.http.routers.matching import ShortName
from api.http.routers.recoveries import InstalmentBody
from api.http.values import (
    Day,
    Document,
    Flag,
    PeriodText,
    ProgrammeId,
    Reference,
    RegionText,
    Share,
    Year,
    Yuan,
    choices,
    named,
    path_id,
    slashed,
    words,
)
from application.commands import awards
from application.commands.awards import (
    ApplyForAward,
    CallAwardInstalment,
    GrantAward,
    OpenAwardScheme,
    OrderAwardBack,
    RecordYearlyCheck,
    ResumeAward,
    SignAwardAcceptance,
    SuspendOverdueAward,
)
from domain.awards.events import AwardInstalment, AwardTerms
from domain.programmes.policy import TierShare
from domain.recoveries.events import Instalment, RecoveryGround

router = Router(tags=["awards"])

AwardScheme = Annotated[str, path_id("方案编号", "Scheme id", "homes-2017")]
Award = Annotated[str, path_id("奖补编号", "Award id", "homes-2017.sunshine")]
Number = Annotated[int, Path(ge=1, le=60, description="第几期 / Number of the instalment", examples=[1])]
Department = Annotated[str, words("部门", "Department", most=40), Field(examples=["民政局"])]


class AwardShareBody(Body):
    """A level's (and kind's) share of every instalment."""

    level: Level
    kind: Kind
    share: Share


class AwardSchemeBody(Body):
    """A document's terms. Each year's check is due by month and day, for so many years after the year of the grant."""

    scheme_id: Annotated[ShortName, Field(examples=["homes-2017"])]
    programme: ProgrammeId
    region: RegionText
    document: Document
    departments: list[Department] = Field(min_length=2, max_length=12)
    shares: list[AwardShareBody] = Field(min_length=1, max_length=10)
    most: Yuan
    check_due_month: Annotated[int, Field(strict=True, ge=1, le=12, description="年检期限：月 / Month", examples=[3])]
    check_due_day: Annotated[int, Field(strict=True, ge=1, le=31, description="年检期限：日 / Day", examples=[31])]
    check_years: Annotated[int, Field(strict=True, ge=0, le=30, description="年检年数 / Years checked", examples=[3])]
    on: Day


class ApplicationBody(Body):
    """An institution that applies, by its unified social credit code; `applicant` is its short name in the scheme."""

    applicant: Annotated[ShortName, Field(examples=["sunshine"])]
    institution: Annotated[str, Field(pattern=r"^[0-9A-Za-z]{18}$", examples=["52990101MJ0000001G"])]
    name: Annotated[str, words("机构名称", "What the institution is called", most=60)]
    on: Day


class SignatureBody(Body):
    """A department's word on the acceptance, and its opinion."""

    department: Department
    in_favour: Flag
    opinion: Annotated[str, words("意见", "Opinion")]
    on: Day


class AwardInstalmentBody(Body):
    """So much, payable from a day on."""

    payable_from: Day
    amount: Yuan


class GrantBody(Body):
    """What is granted: in the instalments named, or without any in equal parts (to a fen) from the days named."""

    amount: Yuan
    instalments: list[AwardInstalmentBody] = Field(default_factory=list, max_length=60)
    equal_parts_from: list[Day] = Field(default_factory=list, max_length=60)
    document: Document
    on: Day


class CallBody(Body):
    """Under which agreement with the institution, and in which period, the instalment is paid."""

    agreement_id: Annotated[str, named("协议编号", "Agreement id", "rehab-2017-1")]
    period: PeriodText
    on: Day


class YearlyCheckBody(Body):
    """The check of a year, by its document; one that failed suspends the award."""

    year: Year
    passed: Flag
    document: Reference
    on: Day


class SuspensionBody(Body):
    """The day it is put on record."""

    on: Day


class ResumptionBody(Body):
    """The document that says that what was wrong is put right."""

    document: Reference
    on: Day


class AwardBackBody(Body):
    """What of a payout is ordered back, and in which instalments."""

    recovery_id: Reference
    payout_id: Annotated[str, named("发放编号", "Payout id", "day-homes/2017/award.homes-2017.sunshine.1")]
    amount: Yuan
    ground: Annotated[RecoveryGround, Field(description=choices(RecoveryGround))]
    instalments: list[InstalmentBody] = Field(min_length=1, max_length=120)
    on: Day


@router.post("/award-schemes", response_model=AwardSchemeNamed | Rehearsed)
def open_award_scheme(body: AwardSchemeBody, command: TheCommand) -> Response:
    """按文件设立以奖代补方案 / Open a scheme of awards."""
    terms = AwardTerms(
        programme=body.programme,
        region=body.region,
        document=body.document,
        departments=tuple(body.departments),
        shares=tuple(TierShare(one.level, one.kind, one.share) for one in body.shares),
        most=body.most,
        check_due_month=body.check_due_month,
        check_due_day=body.check_due_day,
        check_years=body.check_years,
    )
    ask = OpenAwardScheme(command_id=command.id, scheme_id=body.scheme_id, terms=terms, on=body.on)
    return command.take(awards.open_award_scheme, ask)


@router.post("/award-schemes/{scheme}/applications", response_model=AwardNamed | Rehearsed)
def apply_for_award(scheme: AwardScheme, body: ApplicationBody, command: TheCommand) -> Response:
    """登记机构申请 / Record an institution's application."""
    ask = ApplyForAward(
        command_id=command.id,
        scheme_id=slashed(scheme),
        applicant=body.applicant,
        institution=body.institution,
        name=body.name,
        on=body.on,
    )
    return command.take(awards.apply_for_award, ask, thing=f"award_scheme/{ask.scheme_id}")


@router.post("/awards/{award}/signatures", response_model=AwardAcceptanceSigned | Rehearsed)
def sign_award_acceptance(award: Award, body: SignatureBody, command: TheCommand) -> Response:
    """登记部门联合验收意见 / Record a department's word on the acceptance."""
    ask = SignAwardAcceptance(
        command_id=command.id,
        award_id=slashed(award),
        department=body.department,
        in_favour=body.in_favour,
        opinion=body.opinion,
        on=body.on,
    )
    return command.take(awards.sign_award_acceptance, ask, thing=f"award/{ask.award_id}")


@router.post("/awards/{award}/grants", response_model=AwardGranted | Rehearsed)
def grant_award(award: Award, body: GrantBody, command: TheCommand) -> Response:
    """批准奖补，一次或分期 / Grant what every department accepted, once or by instalments."""
    ask = GrantAward(
        command_id=command.id,
        award_id=slashed(award),
        amount=body.amount,
        instalments=tuple(AwardInstalment(one.payable_from, one.amount) for one in body.instalments),
        equal_parts_from=tuple(body.equal_parts_from),
        document=body.document,
        on=body.on,
    )
    return command.take(awards.grant_award, ask, thing=f"award/{ask.award_id}")


@router.post("/awards/{award}/instalments/{number}/calls", response_model=AwardInstalmentCalled | Rehearsed)
def call_award_instalment(award: Award, number: Number, body: CallBody, command: TheCommand) -> Response:
    """将一期转入待付 / Let an instalment be paid."""
    ask = CallAwardInstalment(
        command_id=command.id,
        award_id=slashed(award),
        number=number,
        agreement_id=body.agreement_id,
        period=body.period,
        on=body.on,
    )
    return command.take(awards.call_award_instalment, ask, thing=f"award/{ask.award_id}")


@router.post("/awards/{award}/yearly-checks", response_model=AwardChecked | Rehearsed)
def record_yearly_check(award: Award, body: YearlyCheckBody, command: TheCommand) -> Response:
    """登记年度检查 / Record the check of a year."""
    ask = RecordYearlyCheck(
        command_id=command.id,
        award_id=slashed(award),
        year=body.year,
        passed=body.passed,
        document=body.document,
        on=body.on,
    )
    return command.take(awards.record_yearly_check, ask, thing=f"award/{ask.award_id}")


@router.post("/awards/{award}/suspensions", response_model=AwardNamed | Rehearsed)
def suspend_overdue_award(award: Award, body: SuspensionBody, command: TheCommand) -> Response:
    """年检逾期，登记暂停 / Suspend an award whose check is overdue."""
    ask = SuspendOverdueAward(command_id=command.id, award_id=slashed(award), on=body.on)
    return command.take(awards.suspend_overdue_award, ask, thing=f"award/{ask.award_id}")


@router.post("/awards/{award}/resumptions", response_model=AwardNamed | Rehearsed)
def resume_award(award: Award, body: ResumptionBody, command: TheCommand) -> Response:
    """整改后恢复 / Let an award be paid again."""
    ask = ResumeAward(command_id=command.id, award_id=slashed(award), document=body.document, on=body.on)
    return command.take(awards.resume_award, ask, thing=f"award/{ask.award_id}")


@router.post("/awards/{award}/recoveries", response_model=AwardOrderedBack | Rehearsed)
def order_award_back(award: Award, body: AwardBackBody, command: TheCommand) -> Response:
    """暂停期间责令分期退回 / Order back by instalments what a suspended award was paid."""
    ask = OrderAwardBack(
        command_id=command.id,
        award_id=slashed(award),
        recovery_id=body.recovery_id,
        payout_id=body.payout_id,
        amount=body.amount,
        ground=body.ground,
        instalments=tuple(Instalment(one.due_on, one.amount) for one in body.instalments),
        on=body.on,
    )
    return command.take(awards.order_award_back, ask, thing=f"award/{ask.award_id}")
