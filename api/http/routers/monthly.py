"""按月发放：应发、到期提醒、停发情形、多发追缴 / Months: what is due, who is told, what stops, what was overpaid."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from pydantic import Field
from starlette.responses import Response

from api.http.answering import shows
from api.http.answers import OverpaidOrdered, PeopleReminded, Rehearsed, SignalsRecorded
from api.http.body import MOST_PEOPLE, Body, People
from api.http.commanding import TheCommand
from api.http.querying import TheQuery
from api.http.router import Router
from api.http.values import MONTH_PATTERN, BeneficiaryId, Day, ProgrammeId, RegionText, choices, words
from application.access.places import Place
from application.commands import overpaid as overpaying
from application.commands import reminders, signals
from application.commands.overpaid import OrderOverpaid
from application.commands.reminders import RemindCertificates
from application.commands.signals import RecordSignals
from application.monthly.due import PeriodDue, periods_due
from application.monthly.expiring import Expiring, expiring
from application.monthly.overpaid import Overpaid, overpaid
from domain.eligibility.signals import Signal, SignalKind
from domain.periods import Month

router = Router(tags=["monthly"])

OfProgramme = Annotated[ProgrammeId, Query()]
InRegion = Annotated[RegionText, Query()]


@router.get("/monthly-dues")
@shows(PeriodDue, many=True)
def monthly_dues(
    query: TheQuery,
    programme: OfProgramme,
    region: InRegion,
    month: Annotated[str, Query(pattern=f"^({MONTH_PATTERN[1:-1]})?$", description="截至月份 / Up to this month")] = "",
) -> Response:
    """本年各期应发、已发、待发 / The year's periods: who is entitled, paid, still due, up to a month."""
    query.may("monthly_dues", Place(region, programme))
    moment, today = query.moment(), query.caller.services.desk.clock.today()
    desk, upto = query.caller.services.desk, Month.parse(month) if month else Month.of(today)
    found = periods_due(programme, region, upto, on=today, desk=desk, **moment.both)
    return query.answer(moment, {"items": found})


@router.get("/expiring-certificates")
@shows(Expiring, many=True)
def expiring_certificates(
    query: TheQuery,
    programme: OfProgramme,
    region: InRegion,
    on: Annotated[Day | None, Query()] = None,
    days: Annotated[int | None, Query(ge=1, le=3660, description="提前天数，默认按政策 / Days ahead")] = None,
) -> Response:
    """即将到期的残疾人证及提醒情况 / Certificates that expire, and who was told."""
    query.may("expiring_certificates", Place(region, programme))
    moment, desk = query.moment(), query.caller.services.desk
    day = on or moment.effective or desk.clock.today()
    found = expiring(programme, region, on=day, desk=desk, days=days, as_of=moment.position)
    return query.answer(moment, {"items": found})


@router.get("/overpaid")
@shows(Overpaid, many=True)
def overpaid_now(
    query: TheQuery,
    programme: OfProgramme,
    region: InRegion,
    beneficiary: Annotated[
        list[BeneficiaryId],
        Query(max_length=1000, description="人员编号，不填为全部停发人员 / People; none: all stopped"),
    ] = [],  # noqa: B006 - FastAPI copies it
) -> Response:
    """停发后多发、尚未追缴的款项 / What was overpaid after a stop and not ordered back."""
    query.may("overpaid", Place(region, programme))
    moment, desk = query.moment(), query.caller.services.desk
    found = overpaid(programme, region, desk=desk, beneficiaries=beneficiary, as_of=moment.position)
    return query.answer(moment, {"items": found})


class SignalBody(Body):
    """What a register says of one person, and the day it counts from."""

    beneficiary: BeneficiaryId
    kind: Annotated[SignalKind, Field(description=choices(SignalKind))]
    day: Day
    source: Annotated[str, words("数据来源", "Register", most=60)]
    to_region: RegionText | None = None


class SignalsBody(Body):
    """What registers report, all of it or nothing; with a `region` everybody has to live there."""

    signals: list[SignalBody] = Field(min_length=1, max_length=MOST_PEOPLE)
    region: RegionText | None = None
    on: Day


@router.post("/signals", response_model=SignalsRecorded | Rehearsed)
def record_signals(body: SignalsBody, command: TheCommand) -> Response:
    """登记死亡、服刑、财政供养、迁出等情形并停发 / Record what registers report, and stop payments."""
    ask = RecordSignals(
        command_id=command.id,
        signals=tuple(
            Signal(one.beneficiary, one.kind, one.day, one.source, one.to_region or "") for one in body.signals
        ),
        region=body.region or "",
        on=body.on,
    )
    return command.take(signals.record_signals, ask)


class RemindersBody(Body):
    """These people were told that their certificate expires."""

    programme: ProgrammeId
    beneficiaries: People
    on: Day


@router.post("/certificate-reminders", response_model=PeopleReminded | Rehearsed)
def remind_certificates(body: RemindersBody, command: TheCommand) -> Response:
    """登记证件到期提醒 / Keep that people were told."""
    ask = RemindCertificates(
        command_id=command.id, programme=body.programme, beneficiaries=tuple(body.beneficiaries), on=body.on
    )
    return command.take(reminders.remind_certificates, ask)


class OverpaidBody(Body):
    """What was overpaid to these people, or to everybody whose pay is stopped, is ordered back by `due_on`."""

    programme: ProgrammeId
    region: RegionText
    beneficiaries: list[BeneficiaryId] = Field(default_factory=list, max_length=MOST_PEOPLE)
    due_on: Day
    on: Day


@router.post("/overpaid/orders", response_model=OverpaidOrdered | Rehearsed)
def order_overpaid(body: OverpaidBody, command: TheCommand) -> Response:
    """多发款项下达追缴 / Order back what was overpaid."""
    ask = OrderOverpaid(
        command_id=command.id,
        programme=body.programme,
        region=body.region,
        beneficiaries=tuple(body.beneficiaries),
        due_on=body.due_on,
        on=body.on,
    )
    return command.take(overpaying.order_overpaid, ask)
