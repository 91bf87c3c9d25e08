"""资金 / Funds: the position by line, recording what a document brings."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers import funds as api
from api.http.values import RegionText, YearAsked
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from application.access.places import Place
from domain.levels import FundKind, GovernmentLevel

router = Router()


@router.get("/funds")
def position(
    page: ThePage,
    programme: Annotated[str, Query(max_length=60)] = "",
    year: Annotated[YearAsked | None, Query()] = None,
    level: GovernmentLevel | None = None,
    kind: FundKind | None = None,
    region: Annotated[RegionText | None, Query()] = None,
) -> Response:
    """The fund position, by level and kind and line by line."""
    page.query.may("fund_position", Place(region or "", programme))
    found = page.views.fund_position(
        programme=programme, fiscal_year=year, level=level, kind=kind, region=region or "", **page.times
    )
    return page.show(
        "funds/position.html",
        position=found,
        programmes=tuple(page.programmes.items()),
        asked={"programme": programme, "year": year, "level": level, "kind": kind},
        levels=tuple(GovernmentLevel),
        kinds=tuple(FundKind),
    )


@router.get("/funds/allocate")
def ask_allocation(page: ThePage) -> Response:
    """The form for a document that brings money."""
    page.query.may_in("allocate_funds", ())
    return _allocation(page, Filled(), 200)


@router.post("/funds/allocate")
def allocate(page: ThePage, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.allocate(form.body(api.AllocationBody), form.command()),
        lead_to=f"/funds?programme={form.values.get('programme', '')}",
        again=lambda filled, status: _allocation(page, filled, status),
    )


def _allocation(page: Page, form: Filled, status: int) -> Response:
    return page.show(
        "funds/allocate.html",
        status=status,
        form=form,
        programmes=tuple(page.programmes.items()),
        levels=tuple(GovernmentLevel),
        kinds=tuple(FundKind),
        today=page.caller.services.desk.clock.today(),
    )
