"""资金状况、去向与完成情况 / Where the money stands and went, and what was reached, as of any moment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Path, Query
from starlette.responses import Response

from api.http.answering import shows
from api.http.querying import Moment, TheQuery
from api.http.router import Router
from api.http.routers.funds import LineId
from api.http.values import PERIOD_PATTERN, RegionText, YearAsked, path_id, slashed
from application.access.places import Place, place_of_line
from application.answers import Completion, FundLineView, FundPosition, LineBalance, LineTrail, TierPaid
from domain.levels import FundKind, GovernmentLevel
from domain.periods import Period

router = Router()

Programme = Annotated[str, Query(max_length=60, description="项目 / Programme")]
ProgrammeInPath = Annotated[str, path_id("项目编号", "Programme", "psy-medicine")]
PeriodInPath = Annotated[str, Path(pattern=PERIOD_PATTERN, description="发放期间 / Period", examples=["2017"])]


@dataclass(frozen=True, slots=True)
class LevelTotal:
    """The total of one level and kind; levels and kinds are never mixed in one number."""

    level: GovernmentLevel
    kind: FundKind
    balance: LineBalance


@dataclass(frozen=True, slots=True)
class PositionShown:
    """The fund position 资金状况: lines, and totals by level and kind."""

    lines: tuple[FundLineView, ...]
    totals: tuple[LevelTotal, ...]


@router.get("/position", tags=["funds"])
@shows(PositionShown)
def fund_position(
    query: TheQuery,
    programme: Programme = "",
    year: Annotated[YearAsked | None, Query()] = None,
    level: GovernmentLevel | None = None,
    kind: FundKind | None = None,
    document: Annotated[str, Query(max_length=100, description="文号 / Document number")] = "",
    region: Annotated[RegionText | None, Query()] = None,
) -> Response:
    """资金状况 / The fund position."""
    query.may("fund_position", Place(region or "", programme))
    found = query.views.fund_position(
        programme=programme,
        fiscal_year=year,
        level=level,
        kind=kind,
        document=document,
        region=region or "",
        **query.times(),
    )
    return query.answer_again(Moment(found.position, query.effective), found, lambda: {"item": _shown(found)})


def _shown(found: FundPosition) -> PositionShown:
    return PositionShown(found.lines, tuple(LevelTotal(*of, balance) for of, balance in found.totals.items()))


@router.get("/fund-lines/{line}/balance", tags=["funds"])
@shows(LineBalance)
def balance(line: LineId, query: TheQuery) -> Response:
    """一条指标的余额 / A line's balance."""
    query.may("balance", place_of_line(slashed(line)))
    moment = query.moment()
    return query.answer(moment, {"item": query.views.balance(slashed(line), **moment.both)})


@router.get("/fund-lines/{line}/trail", tags=["funds"])
@shows(LineTrail)
def trail_of_line(
    line: LineId,
    query: TheQuery,
    after: Annotated[int, Query(ge=0, le=10**15, description="上一页的 next_after / From the page before")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> Response:
    """一条指标的资金去向 / Where a line's money came from and went."""
    query.may("trail_of_line", place_of_line(slashed(line)))
    moment = query.moment()
    found = query.views.trail_of_line(slashed(line), after=after, limit=limit, **moment.both)
    return query.answer(moment, {"item": found})


@router.get("/programmes/{programme}/completion/{year}", tags=["programmes"])
@shows(Completion)
def completion(programme: ProgrammeInPath, year: YearAsked, query: TheQuery) -> Response:
    """任务数、名额与服务人数 / Target, funded quota and people served."""
    query.may("completion", Place("", programme))
    moment = query.moment()
    return query.answer(moment, {"item": query.views.completion(programme, year, **moment.both)})


@router.get("/programmes/{programme}/tiers-paid/{period}", tags=["programmes"])
@shows(TierPaid, many=True)
def paid_by_tier(programme: ProgrammeInPath, period: PeriodInPath, query: TheQuery) -> Response:
    """一期按档次的发放 / What one period paid, tier by tier."""
    query.may("paid_by_tier", Place("", programme))
    moment = query.moment()
    return query.answer(moment, {"items": query.views.paid_by_tier(programme, Period.parse(period), **moment.both)})
