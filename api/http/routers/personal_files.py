"""个人档案：保全、删除、查重与认定、本人查阅、查阅日志、保管年限 / What becomes of a person's file."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Literal

from fastapi import Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from api.http.answering import answers
from api.http.answers import Done, Judged, Rehearsed
from api.http.body import Body
from api.http.caller import TheCaller
from api.http.commanding import TheCommand
from api.http.people import Reason
from api.http.rendering import to_json
from api.http.router import Router
from api.http.routers.beneficiaries import Beneficiary
from api.http.routers.personal import Why
from api.http.values import ProgrammeId, choices, slashed, words
from api.readable import readable
from application.access.decide import OutsideYourRegion
from application.access.places import places_of_people
from application.commands import personal_files, safekeeping
from application.commands.personal_files import ErasePerson, JudgeLikeness, LiftLegalHold, PlaceLegalHold, SameOrNot
from application.commands.safekeeping import SetRetention
from application.people import Access, AccessQuestion, Resemblance
from application.personal_file import personal_file

router = Router()

Document = Annotated[str, words("文书号", "Number of the document", most=80)]
Because = Annotated[str, words("理由，不写姓名和号码", "Why; no names, no numbers", most=500)]
OtherPerson = Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]{1,80}$", description="人员编号 / Beneficiary id")]


class HoldBody(Body):
    """The data must not be erased, by this document."""

    document: Document
    reason: Because


@router.post("/beneficiaries/{beneficiary}/legal-holds", response_model=Done | Rehearsed, tags=["personal files"])
def place_legal_hold(beneficiary: Beneficiary, body: HoldBody, command: TheCommand) -> Response:
    """依法保全个人信息 / Place a legal hold on a person's data."""
    person = slashed(beneficiary)
    ask = PlaceLegalHold(command_id=command.id, beneficiary=person, document=body.document, reason=body.reason)
    return command.take(personal_files.place_legal_hold, ask, thing=_thing(person))


class LiftingBody(HoldBody):
    """The hold of `document` ends, by another one."""

    lifting_document: Document


@router.post(
    "/beneficiaries/{beneficiary}/legal-hold-liftings", response_model=Done | Rehearsed, tags=["personal files"]
)
def lift_legal_hold(beneficiary: Beneficiary, body: LiftingBody, command: TheCommand) -> Response:
    """解除保全 / Lift a legal hold."""
    person = slashed(beneficiary)
    ask = LiftLegalHold(
        command_id=command.id,
        beneficiary=person,
        document=body.document,
        lifting_document=body.lifting_document,
        reason=body.reason,
    )
    return command.take(personal_files.lift_legal_hold, ask, thing=_thing(person))


class ErasureBody(Body):
    """The data is to be destroyed, as a paper asks."""

    request: Annotated[str, words("申请或决定文号", "The paper that asks for it", most=80)]
    reason: Because


@router.post("/beneficiaries/{beneficiary}/erasure", response_model=Done | Rehearsed, tags=["personal files"])
def erase_person(beneficiary: Beneficiary, body: ErasureBody, command: TheCommand) -> Response:
    """删除个人信息，不可恢复 / Erase a person's data; it cannot be undone."""
    person = slashed(beneficiary)
    ask = ErasePerson(command_id=command.id, beneficiary=person, request=body.request, reason=body.reason)
    return command.take(personal_files.erase_person, ask, thing=_thing(person))


class JudgementBody(Body):
    """What was found of two registrations."""

    other: OtherPerson
    found: Annotated[SameOrNot, Field(description=choices(SameOrNot))]
    reason: Because


@router.post(
    "/beneficiaries/{beneficiary}/likeness-judgements", response_model=Judged | Rehearsed, tags=["personal files"]
)
def judge_likeness(beneficiary: Beneficiary, body: JudgementBody, command: TheCommand) -> Response:
    """认定是否同一人 / Say whether two registrations are of one person."""
    person = slashed(beneficiary)
    ask = JudgeLikeness(
        command_id=command.id, beneficiary=person, other=body.other, found=body.found, reason=body.reason
    )
    return command.take(personal_files.judge_likeness, ask, thing=_thing(person))


class ResemblanceBody(Body):
    """Whose likes are looked for, and why."""

    beneficiary: OtherPerson
    why: Reason


class Candidates(BaseModel):
    """Who may be the same person, the likeliest first."""

    items: list[Resemblance]


@router.post("/resemblance-searches", response_model=Candidates, tags=["personal files"])
def find_resembling(body: ResemblanceBody, caller: TheCaller) -> Response:
    """查找疑似重复登记，仅限本人辖区 / Find who may be registered twice, inside one's own region."""
    desk, person, by = caller.services.desk, body.beneficiary, caller.officer
    caller.may("find_resembling", places_of_people([person], desk))
    record = desk.vault.reveal(person, actor=by.id, why=body.why)
    found = desk.vault.resembling(record, actor=by.id, why=body.why, besides=person)
    return _json({"items": [one for one in found if _is_mine(one.beneficiary, caller)]})


@router.get(
    "/beneficiaries/{beneficiary}/personal-file",
    tags=["personal files"],
    response_class=Response,
    responses={200: {"content": {"application/json": {}, "text/plain": {}}}},
)
def export_personal_file(
    beneficiary: Beneficiary,
    why: Why,
    caller: TheCaller,
    format: Literal["json", "text"] = "json",  # noqa: A002 - the parameter's name in the address
    language: Annotated[Literal["zh", "en"], Query(description="文本的语言 / Language of the text")] = "zh",
) -> Response:
    """本人全部信息（查阅权），每次导出留痕 / All that is held of a person; each export is recorded."""
    desk, person = caller.services.desk, slashed(beneficiary)
    caller.may("export_personal_file", places_of_people([person], desk))
    content = to_json(personal_file(person, by=caller.officer, why=why, desk=desk))
    if format == "json":
        return Response(content, media_type="application/json")
    return Response(readable(json.loads(content), language), media_type="text/plain; charset=utf-8")


@router.get("/accesses", tags=["personal files"])
@answers(Access, many=True)
def access_log(
    caller: TheCaller,
    beneficiary: Annotated[str, Query(max_length=80, description="人员编号 / Beneficiary id")] = "",
    officer: Annotated[str, Query(max_length=40, description="经办人 / Officer")] = "",
    since: Annotated[datetime | None, Query(description="自此时起 / From this instant on")] = None,
    until: Annotated[datetime | None, Query(description="至此时前 / Before this instant")] = None,
    after: Annotated[int, Query(ge=0, le=10**15, description="此序号之后 / Behind this number")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Response:
    """查阅日志：谁何时为何处理过谁的信息 / The access log: who handled whose clear data, when and why."""
    caller.may("access_log")
    asked = AccessQuestion(beneficiary=beneficiary, officer=officer, since=since, until=until)
    return _json({"items": caller.services.desk.vault.access_log(asked, after=after, limit=limit)})


class RetentionBody(Body):
    """How long accounting records are kept; null years are for ever, an empty programme is all others."""

    programme: ProgrammeId | Literal[""] = ""
    years: Annotated[int | None, Field(ge=1, le=100, description="年数，null 为永久 / Years; null is for ever")]
    document: Document


@router.post("/retention-rules", response_model=Done | Rehearsed, tags=["personal files"])
def set_retention(body: RetentionBody, command: TheCommand) -> Response:
    """设定会计档案保管年限 / Set how long accounting records are kept."""
    ask = SetRetention(command_id=command.id, programme=body.programme, years=body.years, document=body.document)
    return command.take(safekeeping.set_retention, ask, thing="retention/ledger")


def _is_mine(person: str, caller: TheCaller) -> bool:
    try:
        caller.may("find_resembling", places_of_people([person], caller.services.desk))
    except OutsideYourRegion:
        return False
    return True


def _thing(beneficiary: str) -> str:
    return f"beneficiary/{beneficiary}"


def _json(content: object) -> Response:
    return Response(to_json(content), media_type="application/json")
