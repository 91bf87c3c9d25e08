"""公示：张贴、异议、期满 / Public notices: posted, objected to, concluded."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import NoticeNamed, NoticePosted, ObjectionNamed, Rehearsed
from api.http.body import Body, People
from api.http.commanding import TheCommand
from api.http.router import Router
from api.http.values import (
    BeneficiaryId,
    Day,
    MonthText,
    ProgrammeId,
    Reference,
    RegionText,
    choices,
    path_id,
    slashed,
    words,
)
from application.commands import notices
from application.commands.notices import ConcludeNotice, PublishNotice, RaiseObjection, SettleObjection
from domain.notices.events import ObjectionGround

router = Router(tags=["notices"])

Notice = Annotated[str, path_id("公示编号", "Notice id", "notice-2017-1")]
Objection = Annotated[str, path_id("异议编号", "Objection id", "objection-1")]


class NoticeBody(Body):
    """The people proposed for a programme, to be posted at a place for some working days."""

    notice_id: Reference
    programme: ProgrammeId
    region: RegionText
    place: Annotated[str, words("张贴地点", "Where it hangs", most=120)]
    hotline: Annotated[str, words("单位电话", "An office's telephone", most=20)]
    beneficiaries: People
    working_days: Annotated[int, Field(strict=True, ge=1, le=366, description="工作日 / Working days")]
    on: Day


@router.post("/notices", response_model=NoticePosted | Rehearsed)
def publish_notice(body: NoticeBody, command: TheCommand) -> Response:
    """发布公示 / Post a notice."""
    ask = PublishNotice(
        command_id=command.id,
        notice_id=body.notice_id,
        programme=body.programme,
        region=body.region,
        place=body.place,
        hotline=body.hotline,
        beneficiaries=tuple(body.beneficiaries),
        working_days=body.working_days,
        on=body.on,
    )
    return command.take(notices.publish_notice, ask)


class ObjectionBody(Body):
    """Somebody objects to one person's being on the notice."""

    objection_id: Reference
    beneficiary: BeneficiaryId
    ground: Annotated[ObjectionGround, Field(description=choices(ObjectionGround))]
    on: Day


@router.post("/notices/{notice}/objections", response_model=ObjectionNamed | Rehearsed)
def raise_objection(notice: Notice, body: ObjectionBody, command: TheCommand) -> Response:
    """登记异议，个案随即重开 / Record an objection; the person's case is open again."""
    ask = RaiseObjection(
        command_id=command.id,
        notice_id=slashed(notice),
        objection_id=body.objection_id,
        beneficiary=body.beneficiary,
        ground=body.ground,
        on=body.on,
    )
    return command.take(notices.raise_objection, ask, thing=f"notice/{ask.notice_id}")


class SettlingBody(Body):
    """What came of looking into it. Upheld against a granted case, `stops_from` says since when nothing was due."""

    upheld: Annotated[bool, Field(strict=True, description="异议成立 / The objection is right")]
    finding: Annotated[str, words("核查结论，不含个人信息", "Finding, without personal data")]
    stops_from: MonthText | None = None
    on: Day


@router.post("/notices/{notice}/objections/{objection}/settle", response_model=ObjectionNamed | Rehearsed)
def settle_objection(notice: Notice, objection: Objection, body: SettlingBody, command: TheCommand) -> Response:
    """处理异议 / Uphold or dismiss an objection."""
    ask = SettleObjection(
        command_id=command.id,
        notice_id=slashed(notice),
        objection_id=slashed(objection),
        upheld=body.upheld,
        finding=body.finding,
        stops_from=body.stops_from,
        on=body.on,
    )
    return command.take(notices.settle_objection, ask, thing=f"notice/{ask.notice_id}")


class ConclusionBody(Body):
    """The day on which the notice has run its full time."""

    on: Day


@router.post("/notices/{notice}/conclude", response_model=NoticeNamed | Rehearsed)
def conclude_notice(notice: Notice, body: ConclusionBody, command: TheCommand) -> Response:
    """公示期满 / Say that a notice has run its full time."""
    ask = ConcludeNotice(command_id=command.id, notice_id=slashed(notice), on=body.on)
    return command.take(notices.conclude_notice, ask, thing=f"notice/{ask.notice_id}")
