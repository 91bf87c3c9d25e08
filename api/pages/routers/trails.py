"""资金追踪 / The trail of any money, both ways: from a document to the payees, from a payment to its documents."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers.trails import PayoutId
from api.http.values import slashed, tilded
from api.pages.page import Page, ThePage
from api.pages.trail import borne, by_line
from application.access.places import ANYWHERE, Place, places_of_stream
from application.answers import FundLineView
from domain.recoveries.events import RecoveryOrdered

router = Router()


@router.get("/trail")
def find(page: ThePage, of: Annotated[str, Query(max_length=200)] = "") -> Response:
    """Ask for whatever is known of the money: a document, a payment, a batch, a line, a recovery, an entry."""
    page.query.may("trail_of_line", ANYWHERE)
    wanted = of.strip()
    if wanted and (way := _way(page, wanted)):
        return page.lead_to(page.link(way))
    lines: Sequence[FundLineView] = ()
    if wanted:
        page.query.may("fund_position", Place("", ""))
        lines = page.views.fund_position(document=wanted, **page.times).lines
    return page.show("audit/trail_find.html", wanted=wanted, lines=lines)


@router.get("/payouts/{payout}/trail")
def of_payout(page: ThePage, payout: PayoutId) -> Response:
    """One payment's money."""
    name = slashed(payout)
    page.query.may_in("trail_of_payout", places_of_stream(f"payout/{name}", page.caller.services.desk))
    found = page.views.trail_of_payout(name, **page.times)
    return page.show("audit/trail.html", trail=found, sources=by_line(found.sources), borne=borne(found.steps))


def _way(page: Page, wanted: str) -> str:
    """Return the page of the thing that is called so; empty where nothing is. What it shows asks for its own right."""
    log = page.caller.services.desk.log
    if wanted.isascii() and wanted.isdigit():
        return f"/entries/{int(wanted)}"
    name = slashed(wanted)
    if log.stream(f"payout/{name}"):
        return f"/payouts/{tilded(name)}/trail"
    if log.stream(f"batch/{name}"):
        return f"/batches/{tilded(name)}"
    for entry in log.stream(f"recovery/{name}"):
        if isinstance(entry.fact, RecoveryOrdered):
            return f"/payouts/{tilded(entry.fact.payout_id)}/trail"
    year, _, rest = name.partition("/")
    if year.isdigit() and rest.count("/") >= 3:
        return f"/fund-lines/{tilded(name)}"
    return ""
