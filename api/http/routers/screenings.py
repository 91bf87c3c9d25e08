"""筛查项目：方案、对象、复查、手术、随访、超任务费用 / Screenings: plan, candidates, stages, follow-ups, claims."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http import screening_answers as answered
from api.http.answering import shows
from api.http.answers import Rehearsed
from api.http.body import MOST_PEOPLE, Body, People
from api.http.commanding import TheCommand
from api.http.querying import Moment, TheQuery
from api.http.router import Router
from api.http.values import (
    BeneficiaryId,
    Day,
    Document,
    Flag,
    ProgrammeId,
    RegionText,
    Year,
    Yuan,
    choices,
    path_id,
    slashed,
    words,
)
from api.http.values import People as Count
from application.access.places import places_of_stream
from application.commands import screening_claims, screenings
from application.commands.screening_claims import DecideClaims, LeaveClaimsUnfunded
from application.commands.screenings import (
    CloseScreening,
    FollowedUp,
    ListCandidates,
    OpenScreening,
    RecordFollowUps,
    RecordStage,
    Result,
)
from application.screenings.figures import ScreeningFigures, figures_of, screening_at
from domain.screenings import plan
from domain.screenings.plan import StageKind

router = Router(tags=["screenings"])

Screening = Annotated[str, path_id("筛查编号", "Screening id", "cataract~2017")]
Name = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,39}$", description="代码 / Code", examples=["operation"])]
Words = Annotated[str, words("名称", "What it is called", most=40)]
Days = Annotated[int, Field(strict=True, ge=0, le=3650, description="天数 / Days")]
Reason = Annotated[
    str, Field(pattern=r"^([a-z][a-z0-9_]{0,39})?$", description="方案中的原因代码 / A reason of the plan")
]


class ReasonBody(Body):
    """Why somebody may drop out, or was not followed up."""

    code: Name
    zh: Words
    en: Words

    def reason(self) -> plan.Reason:
        """Return it as the domain has it."""
        return plan.Reason(self.code, self.zh, self.en)


class StageBody(Body):
    """A step everybody goes through, in the order given; the operation or service is the last."""

    name: Name
    zh: Words
    en: Words
    kind: Annotated[StageKind, Field(description=choices(StageKind))]
    within_days: Days = 0
    reasons: Annotated[list[ReasonBody], Field(min_length=1, max_length=plan.MOST_REASONS)]

    def stage(self) -> plan.Stage:
        """Return it as the domain has it."""
        reasons = tuple(reason.reason() for reason in self.reasons)
        return plan.Stage(self.name, self.zh, self.en, self.kind, self.within_days, reasons)


class FollowUpBody(Body):
    """A follow-up `day` days after the service, at most `window_days` earlier than that."""

    day: Annotated[int, Field(strict=True, ge=1, le=3650, description="术后天数 / Days after the service")]
    window_days: Days = 0


class ScreeningBody(Body):
    """A year's screening of a programme with its plan."""

    programme: ProgrammeId
    region: RegionText
    fiscal_year: Year
    target: Count
    target_document: Document
    price: Yuan
    stages: Annotated[list[StageBody], Field(min_length=1, max_length=plan.MOST_STAGES)]
    follow_ups: Annotated[tuple[FollowUpBody, ...], Field(max_length=plan.MOST_DAYS)] = ()
    missed_reasons: Annotated[tuple[ReasonBody, ...], Field(max_length=plan.MOST_REASONS)] = ()
    on: Day


class CandidatesBody(Body):
    """Who was screened."""

    beneficiaries: People
    on: Day


class ResultBody(Body):
    """What a stage came to for somebody; `reason` when they dropped out."""

    beneficiary: BeneficiaryId
    passed: Flag
    on: Day
    reason: Reason = ""
    institution: Annotated[str, words("机构信用代码", "Credit code of the institution", most=20, least=0)] = ""


class StageResultsBody(Body):
    """Results of one stage."""

    stage: Name
    results: Annotated[list[ResultBody], Field(min_length=1, max_length=MOST_PEOPLE)]
    on: Day


class FollowedUpBody(Body):
    """A follow-up that was done, or cannot be for a reason."""

    beneficiary: BeneficiaryId
    day: Annotated[int, Field(strict=True, ge=1, le=3650, description="随访日 / Day of the plan")]
    done: Flag
    on: Day
    reason: Reason = ""


class FollowUpsBody(Body):
    """Follow-ups."""

    results: Annotated[list[FollowedUpBody], Field(min_length=1, max_length=MOST_PEOPLE)]
    on: Day


class ClaimDecisionBody(Body):
    """The document that names the payer: a tier of the programme's policy."""

    beneficiaries: People
    document: Document
    tier: Annotated[str, words("资金档次", "Tier of the policy", most=60)]
    on: Day


class UnfundedBody(Body):
    """Nobody pays these claims."""

    beneficiaries: People
    reason: Annotated[str, words("理由", "Why", most=200)]
    on: Day


class DayBody(Body):
    """The day it counts for."""

    on: Day


@router.post("/screenings", response_model=answered.ScreeningNamed | Rehearsed)
def open_screening(body: ScreeningBody, command: TheCommand) -> Response:
    """筛查立项，确定方案 / Open a year's screening with its plan."""
    ask = OpenScreening(
        command_id=command.id,
        programme=body.programme,
        region=body.region,
        fiscal_year=body.fiscal_year,
        target=body.target,
        target_document=body.target_document,
        price=body.price,
        stages=tuple(stage.stage() for stage in body.stages),
        follow_ups=tuple(plan.FollowUpDay(each.day, each.window_days) for each in body.follow_ups),
        missed_reasons=tuple(reason.reason() for reason in body.missed_reasons),
        on=body.on,
    )
    return command.take(screenings.open_screening, ask)


@router.post("/screenings/{screening}/candidates", response_model=answered.CandidatesListed | Rehearsed)
def list_candidates(screening: Screening, body: CandidatesBody, command: TheCommand) -> Response:
    """登记筛查对象 / Take people in who were screened."""
    people = tuple(body.beneficiaries)
    ask = ListCandidates(command_id=command.id, screening=slashed(screening), beneficiaries=people, on=body.on)
    return command.take(screenings.list_candidates, ask, thing=f"screening/{ask.screening}")


@router.post("/screenings/{screening}/results", response_model=answered.StageRecorded | Rehearsed)
def record_stage(screening: Screening, body: StageResultsBody, command: TheCommand) -> Response:
    """登记复查或手术结果 / Record what a stage came to."""
    results = tuple(Result(one.beneficiary, one.passed, one.on, one.reason, one.institution) for one in body.results)
    ask = RecordStage(
        command_id=command.id, screening=slashed(screening), stage=body.stage, results=results, on=body.on
    )
    return command.take(screenings.record_stage, ask, thing=f"screening/{ask.screening}")


@router.post("/screenings/{screening}/follow-ups", response_model=answered.FollowUpsRecorded | Rehearsed)
def record_follow_ups(screening: Screening, body: FollowUpsBody, command: TheCommand) -> Response:
    """登记随访 / Record follow-ups."""
    results = tuple(FollowedUp(one.beneficiary, one.day, one.done, one.on, one.reason) for one in body.results)
    ask = RecordFollowUps(command_id=command.id, screening=slashed(screening), results=results, on=body.on)
    return command.take(screenings.record_follow_ups, ask, thing=f"screening/{ask.screening}")


@router.post("/screenings/{screening}/claim-decisions", response_model=answered.ClaimsDecided | Rehearsed)
def decide_claims(screening: Screening, body: ClaimDecisionBody, command: TheCommand) -> Response:
    """按文件确定超任务费用的付款方 / A document names the payer of services over the target."""
    ask = DecideClaims(
        command_id=command.id,
        screening=slashed(screening),
        beneficiaries=tuple(body.beneficiaries),
        document=body.document,
        tier=body.tier,
        on=body.on,
    )
    return command.take(screening_claims.decide_claims, ask, thing=f"screening/{ask.screening}")


@router.post("/screenings/{screening}/unfunded-claims", response_model=answered.ClaimsSettled | Rehearsed)
def leave_claims_unfunded(screening: Screening, body: UnfundedBody, command: TheCommand) -> Response:
    """超任务费用不安排资金 / Nobody pays these services over the target."""
    ask = LeaveClaimsUnfunded(
        command_id=command.id,
        screening=slashed(screening),
        beneficiaries=tuple(body.beneficiaries),
        reason=body.reason,
        on=body.on,
    )
    return command.take(screening_claims.leave_claims_unfunded, ask, thing=f"screening/{ask.screening}")


@router.post("/screenings/{screening}/closings", response_model=answered.ScreeningClosed | Rehearsed)
def close_screening(screening: Screening, body: DayBody, command: TheCommand) -> Response:
    """办结筛查 / Close a screening."""
    ask = CloseScreening(command_id=command.id, screening=slashed(screening), on=body.on)
    return command.take(screenings.close_screening, ask, thing=f"screening/{ask.screening}")


@router.get("/screenings/{screening}/figures")
@shows(ScreeningFigures)
def screening_figures(screening: Screening, query: TheQuery) -> Response:
    """筛查各环节人数、随访、超任务与完成率，分母注明 / Stages, follow-ups, claims; each rate with its denominator."""
    desk, name = query.caller.services.desk, slashed(screening)
    query.may_in("screenings", places_of_stream(f"screening/{name}", desk))
    moment = query.moment()
    state, version = screening_at(name, desk=desk, as_of=moment.position, effective=moment.effective)
    return query.answer(moment, {"item": figures_of(state, on=day_looked_at(query, moment))}, version=version)


def day_looked_at(query: TheQuery, moment: Moment) -> date:
    """Return the day against which follow-ups are overdue: the one asked for, or today."""
    return moment.effective or query.caller.services.desk.clock.today()
