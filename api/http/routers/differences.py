"""差异：两个时点之间的资金与各登记簿 / Differences: the money and the registers between two moments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.answering import shows
from api.http.cursors import Cursor, CursorUnreadable
from api.http.querying import AsOfText, Moment, Querying, TheQuery
from api.http.router import Router
from api.http.routers.lists import OFFERED
from api.http.values import Day, RegionText, YearAsked, path_id
from application.access.decide import regions_of
from application.access.places import ANYWHERE, Place
from application.lists import KeyOfAnotherList, Where
from application.queries import UnknownId
from application.replay.difference import COMPARED, At, Difference, PositionMoved, difference, difference_of_position
from domain.regions import RegionCode

router = Router(tags=["replay"])

Since = Annotated[
    AsOfText, Query(description="起点：位次或时刻；终点为 as_of / From this position or instant, to `as_of`")
]
SinceEffective = Annotated[
    Day | None,
    Query(description="起点计至此日生效的内容；终点为 effective / The same for effective days, to `effective`"),
]
Several = Annotated[list[str], Query(max_length=100, description="项目，可多次 / Programme, repeatable")]
Regions = Annotated[
    list[RegionText], Query(max_length=100, description="区划，含下辖，可多次 / With all inside, repeatable")
]
_OPERATION = {offered.of.name: offered.operation for offered in OFFERED}


@dataclass(frozen=True, slots=True)
class DifferencesShown:
    """What is new, gone or changed from `since_position` (and `since_effective`) to the moment of the answer.

    Ask again with `cursor` and the same parameters for more; null ends it. A page looks at some 5,000 rows, so one of
    a register of which little changed may hold few differences, even none, and still have a cursor.
    """

    since_position: int
    rows: tuple[Difference, ...]
    cursor: str | None


@dataclass(frozen=True, slots=True)
class PositionMovedShown:
    """How the fund position of `since_position` became that of the moment of the answer."""

    since_position: int
    moved: PositionMoved


@router.get("/differences/position")
@shows(PositionMovedShown)
def difference_between_positions(
    query: TheQuery,
    since: Since,
    since_effective: SinceEffective = None,
    programme: Annotated[str, Query(max_length=60, description="项目 / Programme")] = "",
    year: Annotated[YearAsked | None, Query()] = None,
    region: Annotated[RegionText | None, Query()] = None,
) -> Response:
    """两个时点之间的资金状况差异，逐指标逐科目 / How the fund position changed, line by line and account by account."""
    query.may("difference_of_position", Place(region or "", programme))
    moment = query.moment()
    before = _before(query, since, since_effective)
    narrowed = {"programme": programme, "fiscal_year": year, "region": region or ""}
    found = difference_of_position(before, At(moment.position, moment.effective), query.views, **narrowed)
    return query.answer(moment, {"item": PositionMovedShown(before.position, found)})


@router.get("/differences/{register}")
@shows(DifferencesShown)
def difference_of_register(
    register: Annotated[str, path_id("登记簿，即清单名称", "Register, by the name of its list", "cases")],
    query: TheQuery,
    since: Since,
    since_effective: SinceEffective = None,
    programme: Several = [],  # noqa: B006 - the framework copies it
    region: Regions = [],  # noqa: B006 - the framework copies it
    limit: Annotated[int, Query(ge=1, le=1000, description="每页行数 / Rows a page")] = 100,
    cursor: Annotated[
        str, Query(max_length=2000, pattern=r"^[A-Za-z0-9_-]*$", description="上一页给出的游标 / From the page before")
    ] = "",
) -> Response:
    """一个登记簿在两个时点之间的新增、消失与变更 / What is new, gone or changed in a register between two moments."""
    query.may("difference", ANYWHERE)
    if register not in COMPARED:
        raise UnknownId(register)
    compared, operation = COMPARED[register], _OPERATION[register]
    query.may(operation, ANYWHERE)
    where = Where(
        within=regions_of(query.caller.account, operation),
        programmes=tuple(programme),
        regions=tuple(RegionCode.parse(one) for one in region),
    )
    begun = Cursor.parse(cursor, of=f"difference {register}") if cursor else None
    moment = Moment(begun.position, query.effective) if begun else query.moment()
    before, after = _before(query, since, since_effective), At(moment.position, moment.effective)
    behind = begun.key if begun else None
    try:
        page = difference(compared, before, after, query.views, where=where, behind=behind, limit=limit)
    except KeyOfAnotherList:
        raise CursorUnreadable("cursor") from None
    following = None if page.next is None else str(Cursor(f"difference {register}", moment.position, page.next))
    return query.answer(moment, {"item": DifferencesShown(before.position, page.rows, following)})


def _before(query: Querying, since: AsOfText, effective: Day | None) -> At:
    """Return the moment to compare with. Raises ViewBehind, ViewStopped."""
    moment = Querying(query.caller, since, effective, None).moment()
    return At(moment.position, moment.effective)
