"""项目样板 / Programme templates: kept, withdrawn, and programmes opened from them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answering import answers
from api.http.answers import Count, Done, PolicyPublished, Rehearsed
from api.http.body import Body
from api.http.caller import TheCaller
from api.http.commanding import TheCommand
from api.http.policies import PolicyBody
from api.http.rendering import to_json
from api.http.router import Router
from api.http.routers.programmes import ProgrammeBody
from api.http.values import NO_CONTROLS, Day, Document, ProgrammeId, path_id, slashed, words
from api.offered_templates import offered, template_of
from api.programme_templates import Template
from application.commands import programme_templates
from application.commands.programme_templates import KeepTemplate, OpenWithRules, WithdrawTemplate
from application.programme_templates import STREAM
from domain.periods import PeriodKind
from domain.programmes.events import DecidingBody, PayeeKind, ProgrammeOpened
from domain.programmes.policy import Policy
from domain.rejected import Rejected

router = Router(tags=["programmes"])

TemplateId = Annotated[str, path_id("样板编号", "Template id", "psy-medicine")]
_FROM_THEN_ON = date(2000, 1, 1)


class TemplatePolicyBody(PolicyBody):
    """A policy as a template has it: version and first day mean nothing, the document may be the office's own."""

    version: Annotated[int, Field(strict=True, ge=1, le=100_000)] = 1
    valid_from: Day = _FROM_THEN_ON
    document: Annotated[
        str, Field(max_length=100, pattern=NO_CONTROLS, description="文号，可空 / Document, or empty")
    ] = ""


class TemplateBody(Body):
    """A template, whole: for whom it is, the programme that is opened from it, and its first rules."""

    about_zh: Annotated[str, words("适用情形", "For whom, in Chinese", most=300)]
    about_en: Annotated[str, words("适用情形（英文）", "For whom, in English", most=600)]
    programme: ProgrammeBody
    policy: TemplatePolicyBody


class WithdrawalBody(Body):
    """Why a template is no longer offered."""

    reason: Annotated[str, words("停用原因", "Reason", most=200)]


class FromTemplateBody(Body):
    """A programme opened from a template: its id and name may be other than the template's; the document is yours."""

    programme: ProgrammeId | None = None
    name_zh: Annotated[str, words("中文名称", "Chinese name", most=60)] | None = None
    name_en: Annotated[str, words("英文名称", "English name", most=120)] | None = None
    document: Document
    valid_from: Day


class TemplateNamed(Done):
    """The template is kept; it is its `version`th."""

    template: str = Field(examples=["home-care"])
    version: Count


class TemplateGone(Done):
    """The template is no longer offered."""

    template: str = Field(examples=["home-care"])


@dataclass(frozen=True, slots=True)
class TemplateProgramme:
    """The programme that is opened from a template."""

    programme: str
    name_zh: str
    name_en: str
    payee_kind: PayeeKind
    deciding_body: DecidingBody
    period_kind: PeriodKind
    bank_memo: str


@dataclass(frozen=True, slots=True)
class TemplateShown:
    """A template that is offered; `version` 0: the product brings it along, else so many times kept by this ledger."""

    template: str
    version: int
    about_zh: str
    about_en: str
    programme: TemplateProgramme
    policy: Policy

    @property
    def opens(self) -> ProgrammeOpened:
        """What a programme is opened as that begins with it."""
        said = self.programme
        return ProgrammeOpened(
            said.name_zh, said.name_en, said.payee_kind, said.deciding_body, said.period_kind, said.bank_memo
        )


@router.get("/programme-templates")
@answers(TemplateShown, many=True)
def list_programme_templates(caller: TheCaller) -> Response:
    """项目样板 / Templates to begin a programme from."""
    caller.may("programme_templates")
    items = [shown(one) for one in offered(caller.services.desk).values()]
    return Response(to_json({"items": items}), media_type="application/json")


@router.post("/programme-templates", response_model=TemplateNamed | Rehearsed)
def keep_template(body: TemplateBody, command: TheCommand) -> Response:
    """登记项目样板 / Keep a template, or keep it anew."""
    ask = KeepTemplate(
        command_id=command.id,
        template=body.programme.programme,
        about_zh=body.about_zh,
        about_en=body.about_en,
        opens=opened_in(body.programme),
        policy=body.policy.policy(),
    )
    return command.take(programme_templates.keep_template, ask, thing=STREAM)


@router.post("/programme-templates/{template}/withdrawals", response_model=TemplateGone | Rehearsed)
def withdraw_template(template: TemplateId, body: WithdrawalBody, command: TheCommand) -> Response:
    """停用项目样板 / Withdraw a template that the ledger keeps."""
    ask = WithdrawTemplate(command_id=command.id, template=slashed(template), reason=body.reason)
    return command.take(programme_templates.withdraw_template, ask, thing=STREAM)


@router.post("/programme-templates/{template}/programmes", response_model=PolicyPublished | Rehearsed)
def open_with_rules(template: TemplateId, body: FromTemplateBody, command: TheCommand) -> Response:
    """按样板设立项目并发布政策 / Open a programme from a template, with its first rules."""
    found = shown(template_of(command.caller.services.desk, slashed(template)))
    opens = found.opens
    ask = OpenWithRules(
        command_id=command.id,
        programme=body.programme or found.template,
        opens=replace(opens, name_zh=body.name_zh or opens.name_zh, name_en=body.name_en or opens.name_en),
        policy=replace(found.policy, version=1, valid_from=body.valid_from, document=body.document),
    )
    try:
        return command.take(programme_templates.open_with_rules, ask)
    except Rejected as refusal:  # The domain names places in the policy; the body has the document by itself.
        refusal.field = refusal.field.removeprefix("policy.")
        raise


def shown(one: Template) -> TemplateShown:
    """Return a template with its programme and its policy as the domain has them."""
    said = ProgrammeBody.model_validate(one.programme)
    return TemplateShown(
        one.id,
        one.version,
        *one.about,
        TemplateProgramme(
            said.programme,
            said.name_zh,
            said.name_en,
            said.payee_kind,
            said.deciding_body,
            said.period_kind,
            said.bank_memo,
        ),
        TemplatePolicyBody.model_validate_json(to_json(one.policy)).policy(),
    )


def opened_in(body: ProgrammeBody) -> ProgrammeOpened:
    """Return the programme of a body as it is opened."""
    return ProgrammeOpened(
        body.name_zh, body.name_en, body.payee_kind, body.deciding_body, body.period_kind, body.bank_memo
    )
