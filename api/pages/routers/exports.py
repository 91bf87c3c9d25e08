"""带走 / Taking along: every register as a file, as of any moment, and the bundle that proves itself."""

from __future__ import annotations

from starlette.responses import Response

from api.http.router import Router
from api.http.routers.lists import OFFERED
from api.pages.page import ThePage

router = Router()


@router.get("/exports")
def exports(page: ThePage) -> Response:
    """Every list that can be asked for as a whole."""
    page.query.may("exports")
    offered = [one for one in OFFERED if not one.of.needs and not one.inside and page.may(one.operation)]
    times = {"as_of": page.asked_as_of, "effective": page.asked_effective}
    return page.show("audit/exports.html", offered=offered, times={name: said for name, said in times.items() if said})
