"""去向、履历与一人一档 / Trails, histories and person files: the life of anything, step by step, as of any moment."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.answering import shows
from api.http.querying import TheQuery
from api.http.router import Router
from api.http.routers.position import PeriodInPath, ProgrammeInPath
from api.http.values import BeneficiaryId, path_id, slashed
from application.access.places import Place, places_of_people, places_of_stream
from application.access.registers import places_of_register
from application.answers import Fallen, HistoryEntry, LiveCase, PayoutTrail, RegisterRow, ViewState
from application.queries import UnknownId
from domain.periods import Period

router = Router()

PayoutId = Annotated[str, path_id("发放编号", "Payout id", "psy-medicine~2017~b-0001")]
Beneficiary = Annotated[str, path_id("人员编号", "Beneficiary id", "b-0001")]
StreamId = Annotated[str, path_id("事件流", "Stream of the log", "batch~psy-medicine~2017~1")]


@router.get("/payouts/{payout}/trail", tags=["payouts"])
@shows(PayoutTrail)
def trail_of_payout(payout: PayoutId, query: TheQuery) -> Response:
    """一笔发放从文号到银行的去向 / One payout from its documents to the bank and back."""
    desk = query.caller.services.desk
    query.may_in("trail_of_payout", places_of_stream(f"payout/{slashed(payout)}", desk))
    moment = query.moment()
    return query.answer(moment, {"item": query.views.trail_of_payout(slashed(payout), **moment.both)})


@router.get("/beneficiaries/{beneficiary}/file", tags=["beneficiaries"])
@shows(RegisterRow, many=True)
def person_file(beneficiary: Beneficiary, query: TheQuery) -> Response:
    """一人一档，不含明文个人信息 / Everything registered of a person, without clear personal data."""
    person = slashed(beneficiary)
    query.may_in("person_file", places_of_people([person], query.caller.services.desk))
    moment = query.moment()
    return query.answer(moment, {"items": query.views.person_file(person, **moment.both)})


@router.get("/beneficiaries/{beneficiary}/live-cases", tags=["beneficiaries"])
@shows(LiveCase, many=True)
def live_cases_of(beneficiary: Beneficiary, query: TheQuery) -> Response:
    """一人现享的补贴 / What a person holds."""
    person = slashed(beneficiary)
    query.may_in("live_cases_of", places_of_people([person], query.caller.services.desk))
    moment = query.moment()
    return query.answer(moment, {"items": query.views.live_cases_of(person, **moment.both)})


@router.get("/registers/{table}/{key}", tags=["histories"])
@shows(RegisterRow, many=True)
def register(
    table: Annotated[str, path_id("登记簿", "Register", "batch")],
    key: Annotated[str, path_id("编号", "Id", "psy-medicine~2017~1")],
    query: TheQuery,
) -> Response:
    """登记簿中一项的全部记录 / Every row of one thing in one register; the last is its state."""
    query.may_in("register", places_of_register(table, slashed(key), query.caller.services.desk))
    moment = query.moment()
    rows = query.views.register(table, slashed(key), **moment.both)
    return query.answer(moment, {"items": [RegisterRow(table, row) for row in rows]})


@router.get("/streams/{stream}", tags=["histories"])
@shows(HistoryEntry, many=True)
def history(stream: StreamId, query: TheQuery) -> Response:
    """一项的履历：谁、何时、做了什么 / Every entry of one stream: who did what, and when. The ETag is its version."""
    name = slashed(stream)
    query.may_in("history", places_of_stream(name, query.caller.services.desk))
    moment = query.moment()
    found = query.views.history(name, as_of=moment.position)
    if not found:
        raise UnknownId(name)
    return query.answer(moment, {"items": found}, version=len(found))


@router.get("/views", tags=["histories"])
@shows(ViewState, many=True)
def view_state(query: TheQuery) -> Response:
    """各视图的进度 / How far each view is."""
    query.may("view_state")
    moment = query.moment()
    return query.answer(moment, {"items": query.views.view_state()})


@router.get("/programmes/{programme}/paid/{period}", tags=["programmes"])
@shows(str, many=True)
def paid_in(
    programme: ProgrammeInPath,
    period: PeriodInPath,
    query: TheQuery,
    cancelled: Annotated[bool, Query(description="含已注销 / Those given up as well")] = True,
) -> Response:
    """一期已发放的人员 / Who has a payout for a period, by id."""
    query.may("paid_in", Place("", programme))
    moment = query.moment()
    found = query.views.paid_in(programme, Period.parse(period), cancelled=cancelled, **moment.both)
    return query.answer(moment, {"items": sorted(found)})


@router.get("/programmes/{programme}/not-in-standing/{period}", tags=["programmes"])
@shows(Fallen, many=True)
def not_in_standing(
    programme: ProgrammeInPath,
    period: PeriodInPath,
    beneficiary: Annotated[
        list[BeneficiaryId], Query(min_length=1, max_length=200, description="人员编号，可多次 / Beneficiary ids")
    ],
    query: TheQuery,
) -> Response:
    """所列人员中不得发放的及原因 / Which of these people must not be paid for a period, and why."""
    query.may_in("not_in_standing", places_of_people(beneficiary, query.caller.services.desk, programme=programme))
    moment = query.moment()
    found = query.views.not_in_standing(beneficiary, programme, Period.parse(period), **moment.both)
    return query.answer(moment, {"items": found})
