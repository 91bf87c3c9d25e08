"""配套资金：方案、站点、条件与进度 / Matching funds: schemes, units, their conditions, and how far each is paid."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answering import shows
from api.http.answers import Rehearsed
from api.http.body import Body, Kind, Level
from api.http.commanding import TheCommand
from api.http.matching_answers import MatchingSchemeNamed, UnitAdmitted, UnitConditionMet
from api.http.querying import TheQuery
from api.http.router import Router
from api.http.values import (
    Day,
    Document,
    PeriodText,
    ProgrammeId,
    Reference,
    RegionText,
    Yuan,
    named,
    path_id,
    slashed,
    words,
)
from application.access.places import places_of_stream
from application.commands import matching
from application.commands.matching import AdmitUnit, MeetUnitCondition, OpenMatchingScheme
from application.matching.progress import MatchingProgress, progress_of
from domain.matching.events import MatchingShare

router = Router(tags=["matching"])

Scheme = Annotated[str, path_id("方案编号", "Scheme id", "stations-2017")]
Unit = Annotated[str, path_id("站点编号", "Unit id", "station-01")]
ShortName = Annotated[
    str,
    Field(
        min_length=1,
        max_length=60,
        pattern=r"^[a-z0-9][a-z0-9-]*$",
        examples=["station-01"],
        description="短编号：小写字母、数字和连字符 / Short name: small letters, digits and hyphens",
    ),
]
Condition = Annotated[str, words("条件", "Condition", most=20), Field(examples=["验收"])]


class MatchingShareBody(Body):
    """One level's whole shares of every unit, paid once the condition `freed_by` is met."""

    level: Level
    kind: Kind
    shares: Annotated[int, Field(strict=True, ge=1, le=1_000_000, description="份数 / Whole shares", examples=[3])]
    freed_by: Condition


class MatchingSchemeBody(Body):
    """A document's ratio of two levels, and the conditions each unit goes through, in order."""

    scheme_id: Annotated[ShortName, Field(examples=["stations-2017"])]
    programme: ProgrammeId
    region: RegionText
    period: PeriodText
    document: Document
    shares: list[MatchingShareBody] = Field(min_length=2, max_length=2)
    conditions: list[Condition] = Field(min_length=1, max_length=20)
    on: Day


class UnitBody(Body):
    """A unit and what both levels together pay for it; it has to fit the ratio to the fen."""

    unit: ShortName
    name: Annotated[str, words("站点名称", "What the unit is called", most=60)]
    agreement_id: Annotated[str, named("协议编号", "Agreement id", "rehab-2017-1")]
    amount: Yuan
    on: Day


class ConditionBody(Body):
    """The unit's next condition, the document that shows it, and the office that confirmed it (no person's name)."""

    condition: Condition
    document: Reference
    confirmed_by: Annotated[str, words("确认单位", "Confirmed by (an office)", most=60)]
    on: Day


@router.post("/matching-schemes", response_model=MatchingSchemeNamed | Rehearsed)
def open_matching_scheme(body: MatchingSchemeBody, command: TheCommand) -> Response:
    """按文件设立配套方案：比例与条件 / Open a matching scheme: its ratio and its conditions."""
    ask = OpenMatchingScheme(
        command_id=command.id,
        scheme_id=body.scheme_id,
        programme=body.programme,
        region=body.region,
        period=body.period,
        document=body.document,
        shares=tuple(MatchingShare(each.level, each.kind, each.shares, each.freed_by) for each in body.shares),
        conditions=tuple(body.conditions),
        on=body.on,
    )
    return command.take(matching.open_matching_scheme, ask)


@router.post("/matching-schemes/{scheme}/units", response_model=UnitAdmitted | Rehearsed)
def admit_unit(scheme: Scheme, body: UnitBody, command: TheCommand) -> Response:
    """列入站点，按比例分担 / Take a unit in; both parts stand in the ratio."""
    ask = AdmitUnit(
        command_id=command.id,
        scheme_id=slashed(scheme),
        unit=body.unit,
        name=body.name,
        agreement_id=body.agreement_id,
        amount=body.amount,
        on=body.on,
    )
    return command.take(matching.admit_unit, ask, thing=f"matching/{ask.scheme_id}")


@router.post("/matching-schemes/{scheme}/units/{unit}/conditions", response_model=UnitConditionMet | Rehearsed)
def meet_unit_condition(scheme: Scheme, unit: Unit, body: ConditionBody, command: TheCommand) -> Response:
    """登记站点满足下一项条件 / Record that a unit met its next condition; what waited for it may be paid."""
    ask = MeetUnitCondition(
        command_id=command.id,
        scheme_id=slashed(scheme),
        unit=slashed(unit),
        condition=body.condition,
        document=body.document,
        confirmed_by=body.confirmed_by,
        on=body.on,
    )
    return command.take(matching.meet_unit_condition, ask, thing=f"matching/{ask.scheme_id}")


@router.get("/matching-schemes/{scheme}/progress")
@shows(MatchingProgress)
def progress(scheme: Scheme, query: TheQuery) -> Response:
    """逐站已付未付与各级合计 / Paid and unpaid, unit by unit, and in totals of each level."""
    desk, name = query.caller.services.desk, slashed(scheme)
    query.may("matching_progress", *places_of_stream(f"matching/{name}", desk))
    moment = query.moment()
    return query.answer(moment, {"item": progress_of(name, desk=desk, **moment.both)})
