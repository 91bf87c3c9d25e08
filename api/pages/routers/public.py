"""公开 / What anybody may see without signing in: notices while they are posted, and totals of programmes and years."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers.notices import Notice
from api.http.values import slashed
from api.pages.page import ThePage
from application.open_data.tables import TABLES
from application.public_notices import PEOPLE_A_PAGE
from application.public_reports import SMALLEST_GROUP

router = Router()

PageNumber = Annotated[int, Query(ge=1, le=10_000)]


@router.get("/public")
def posted(page: ThePage) -> Response:
    """What is posted now, and how to object."""
    return page.show("public/posted.html", notices=page.caller.services.notices.shown())


@router.get("/public/reports")
def reports(page: ThePage) -> Response:
    """Totals by programme and year."""
    position, years = page.caller.services.reports.years()
    return page.show("public/reports.html", years=years, smallest=SMALLEST_GROUP, position=position)


@router.get("/public/data")
def open_data(page: ThePage) -> Response:
    """Each year's figures to take along, and what every field means."""
    _, found = page.caller.services.reports.years()
    years = sorted(Counter(one.fiscal_year for one in found).items(), reverse=True)
    return page.show("public/data.html", years=years, tables=TABLES, smallest=SMALLEST_GROUP)


@router.get("/public/notices/{notice}")
def one_notice(page: ThePage, notice: Notice, number: PageNumber = 1) -> Response:
    """One notice: masked names, villages, amounts."""
    notices = page.caller.services.notices
    found = notices.notice(slashed(notice))
    people = notices.people(found, number)
    return page.show(
        "public/notice.html",
        notice=found,
        people=people,
        is_shown=notices.is_shown(found),
        is_open=page.today <= found.closes_on,
        number=number,
        first=(number - 1) * PEOPLE_A_PAGE,
        pages=-(-found.people // PEOPLE_A_PAGE),
    )
