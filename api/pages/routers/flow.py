"""资金流向 / The flow of funds from documents to payees, as of any moment: a picture, and the same as a table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.values import YearAsked
from api.pages.flow import Times, flow_of
from api.pages.page import Page, ThePage
from api.pages.sankey import Flow, Node, drawn
from application.access.places import Place
from application.answers import FundLineView
from application.lists import BATCHES, Where
from domain.money import Money
from domain.programmes.events import PayeeKind

router = Router()

MOST_LINES = 60
"""Lines in one picture; with more nobody could tell the ribbons apart, and a programme or year is asked for."""


@router.get("/flow")
def flow(
    page: ThePage,
    programme: Annotated[str, Query(max_length=60)] = "",
    year: Annotated[YearAsked | None, Query()] = None,
) -> Response:
    """The flow of funds."""
    page.query.may("fund_position", Place("", programme))
    page.query.may("trail_of_line", Place("", programme))
    found = page.views.fund_position(programme=programme, fiscal_year=year, **page.times)
    asked = {"programme": programme, "year": year}
    if len(found.lines) > MOST_LINES:
        return page.show("flow/flow.html", asked=asked, too_many=len(found.lines), picture=None, flows=())
    drawn_of = ("flow", programme, year, page.moment)
    nodes, flows = page.caller.services.known.of(drawn_of, lambda: _flow(page, found.lines, programme, year))
    told = {node.id: node for node in nodes}
    rows = [(told[one.source], told[one.target], Money(one.fen), one.path) for one in flows if one.fen > 0]
    return page.show("flow/flow.html", asked=asked, too_many=0, picture=drawn(nodes, flows), flows=rows)


def _flow(
    page: Page, lines: Sequence[FundLineView], programme: str, year: int | None
) -> tuple[Sequence[Node], Sequence[Flow]]:
    where = Where(programmes=(programme,) if programme else (), year=year)
    batches = page.views.rows(BATCHES, where=where, **page.times)
    institutions = frozenset(one.batch for one in batches if one.payee_kind is PayeeKind.INSTITUTION)
    times: Times = {"as_of": page.moment.position, "effective": page.moment.effective}
    return flow_of(page.views, lines, institutions, times)
