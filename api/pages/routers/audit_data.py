"""审计数据 / The books of a year for auditors' software: which months, what the file holds, and taking it along."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers.audit_data import books_file
from api.pages.page import Page, ThePage
from application.audit_data.describing import BASIS_WORDS
from application.audit_data.tables import FILES

router = Router()

MonthAsked = Annotated[str, Query(max_length=20)]


@router.get("/audit-data")
def audit_data(page: ThePage) -> Response:
    """Which months, and every table and field of the file."""
    page.query.may("audit_data")
    year = _newest_year(page)
    return page.show(
        "audit/audit_data.html", files=FILES, basis=BASIS_WORDS, first=f"{year}-01", last=f"{year}-12", year=year
    )


@router.get("/audit-data/file")
def audit_data_file(page: ThePage, first_month: MonthAsked, last_month: MonthAsked) -> Response:
    """The file. Raises NotAMonth and what `books_file` raises, each told on a page."""
    return books_file(page.query, first_month, last_month)


def _newest_year(page: Page) -> int:
    """Return the newest year that has money and has begun; this one where none has."""
    this = page.today.year
    years = {line.fiscal_year for line in page.views.fund_position(as_of=page.moment.position).lines}
    return max((year for year in years if year <= this), default=this)
