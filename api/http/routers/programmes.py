"""项目：设立、政策、任务数 / Programmes: open one, publish its rules, assign its targets."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import PolicyPublished, ProgrammeNamed, Rehearsed, TargetAssigned
from api.http.body import Body, Level
from api.http.commanding import TheCommand
from api.http.policies import PolicyBody
from api.http.router import Router
from api.http.values import Day, Document, People, ProgrammeId, Year, choices, path_id, slashed, words
from application.commands import programmes
from application.commands.programmes import AssignTarget, OpenProgramme, PublishPolicy
from domain.periods import PeriodKind
from domain.programmes.events import DecidingBody, PayeeKind
from domain.rejected import Rejected

router = Router(tags=["programmes"])

Programme = Annotated[str, path_id("项目编号", "Programme id", "psy-medicine")]


class ProgrammeBody(Body):
    """A programme that is run from now on. `bank_memo` stands on each payment."""

    programme: ProgrammeId
    name_zh: Annotated[str, words("中文名称", "Chinese name", most=60)]
    name_en: Annotated[str, words("英文名称", "English name", most=120)]
    payee_kind: Annotated[PayeeKind, Field(description=choices(PayeeKind))]
    deciding_body: Annotated[DecidingBody, Field(description=choices(DecidingBody))]
    period_kind: Annotated[PeriodKind, Field(description=choices(PeriodKind))]
    bank_memo: Annotated[str, words("银行附言，如 残补", "Memo on each payment", most=10)]


@router.post("/programmes", response_model=ProgrammeNamed | Rehearsed)
def open_programme(body: ProgrammeBody, command: TheCommand) -> Response:
    """设立项目 / Open a programme."""
    ask = OpenProgramme(
        command_id=command.id,
        programme=body.programme,
        name_zh=body.name_zh,
        name_en=body.name_en,
        payee_kind=body.payee_kind,
        deciding_body=body.deciding_body,
        period_kind=body.period_kind,
        bank_memo=body.bank_memo,
    )
    return command.take(programmes.open_programme, ask)


@router.post("/programmes/{programme}/policies", response_model=PolicyPublished | Rehearsed)
def publish_policy(programme: Programme, body: PolicyBody, command: TheCommand) -> Response:
    """发布政策版本 / Publish a version of a programme's rules."""
    ask = PublishPolicy(command_id=command.id, programme=slashed(programme), policy=body.policy())
    try:
        return command.take(programmes.publish_policy, ask, thing=f"programme/{ask.programme}")
    except Rejected as refusal:  # The domain names places in the command; the body is the policy itself.
        refusal.field = refusal.field.removeprefix("policy").removeprefix(".")
        raise


class TargetBody(Body):
    """So many people in one year (任务数), set by a level. `name` tells several of one level apart."""

    fiscal_year: Year
    level: Level
    name: Annotated[str, words("同级有多个任务数时的名称", "Tells several apart", most=60, least=0)] = ""
    people: People
    document: Document
    on: Day


@router.post("/programmes/{programme}/targets", response_model=TargetAssigned | Rehearsed)
def assign_target(programme: Programme, body: TargetBody, command: TheCommand) -> Response:
    """登记任务数 / Assign a target."""
    ask = AssignTarget(
        command_id=command.id,
        programme=slashed(programme),
        fiscal_year=body.fiscal_year,
        level=body.level,
        name=body.name,
        people=body.people,
        document=body.document,
        on=body.on,
    )
    return command.take(programmes.assign_target, ask, thing=f"programme/{ask.programme}")
