"""量服数字：覆盖率、排名、督导、报告期限、三个一致 / Coverage, ranking, quotas, deadlines, and the three accords."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import Query
from starlette.responses import Response

from api.http.answering import shows
from api.http.querying import TheQuery
from api.http.router import Router
from api.http.values import RegionText, YearAsked, choices
from application.access.places import Place
from application.tailored import figures
from application.tailored.consistency import disagreements
from application.tailored.places import Asked
from application.tailored.telling import (
    CoverageTold,
    QuotaTold,
    RankingTold,
    coverage_told,
    quota_told,
    ranking_told,
)
from domain.tailored.consistency import Accord, Disagreement
from domain.tailored.deadlines import ReportDue

router = Router(tags=["tailored service"])

Region = Annotated[RegionText, Query()]
InYear = Annotated[YearAsked, Query()]


@router.get("/service-coverage")
@shows(CoverageTold)
def coverage(region: Region, year: InYear, query: TheQuery) -> Response:
    """各环节覆盖率，均注明分母 / Coverage at each step, always of how many."""
    return _answer(
        query,
        "service_coverage",
        region,
        year,
        lambda asked, desk: _item(coverage_told(figures.coverage(asked, desk=desk))),
    )


@router.get("/service-ranking")
@shows(RankingTold)
def ranking(region: Region, year: InYear, query: TheQuery) -> Response:
    """按公布的指标与权重排名，并列同名次，造假另列 / Places ranked on published factors; ties share a rank."""
    return _answer(
        query,
        "service_ranking",
        region,
        year,
        lambda asked, desk: _item(ranking_told(figures.ranking(asked, desk=desk))),
    )


@router.get("/service-deadlines")
@shows(ReportDue, many=True)
def deadlines(region: Region, year: InYear, query: TheQuery) -> Response:
    """月报季报的期限：待报、按期、迟报、逾期未报 / Reports that are due, in, late or missing."""
    return _answer(
        query, "service_deadlines", region, year, lambda asked, desk: _items(figures.deadlines(asked, desk=desk))
    )


@router.get("/supervision-quotas")
@shows(QuotaTold, many=True)
def quotas(region: Region, year: InYear, query: TheQuery) -> Response:
    """督导任务与完成情况 / Who called on how many households of how many."""
    return _answer(
        query,
        "supervision_quotas",
        region,
        year,
        lambda asked, desk: _items([quota_told(place, one) for place, one in figures.quotas(asked, desk=desk)]),
    )


@router.get("/service-consistency")
@shows(Disagreement, many=True)
def consistency(
    region: Region,
    year: InYear,
    query: TheQuery,
    accord: Annotated[Accord | None, Query(description=choices(Accord))] = None,
) -> Response:
    """三个一致检查，逐条列出两方证据 / The three accords: what does not agree, with both sides as evidence."""
    accords = tuple(Accord) if accord is None else (accord,)
    return _answer(
        query, "service_consistency", region, year, lambda asked, desk: _items(disagreements(asked, accords, desk=desk))
    )


def _answer(
    query: TheQuery, operation: str, region: str, year: int, found: Callable[[Asked, Any], dict[str, object]]
) -> Response:
    query.may(operation, Place(region, None))
    desk, moment = query.caller.services.desk, query.moment()
    asked = Asked(region, year, moment.position, moment.effective or desk.clock.today())
    return query.answer(moment, found(asked, desk))


def _item(told: object) -> dict[str, object]:
    return {"item": told}


def _items(told: object) -> dict[str, object]:
    return {"items": told}
