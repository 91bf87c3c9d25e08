"""应付款项 / Where a claim comes from: its name leads to the thing that owes it."""

from __future__ import annotations

from typing import Annotated

from starlette.responses import Response

from api.http.router import Router
from api.http.values import path_id
from api.pages.page import Page, ThePage
from domain.claims.naming import ClaimKind, parsed
from domain.claims.rejections import NoSuchClaim

router = Router()

Claim = Annotated[str, path_id("应付款项", "Claim", "matching.stations-2017.station-01.municipal")]


@router.get("/claims/{claim}")
def one_claim(page: ThePage, claim: Claim) -> Response:
    """Lead on to it."""
    return origin_of(page, claim)


def origin_of(page: Page, claim: str) -> Response:
    """Lead to what a claim comes out of. Raises NoSuchClaim."""
    match parsed(claim):
        case ClaimKind.MATCHING, scheme, _, _:
            return page.lead_to(page.link(f"/matching-schemes/{scheme}"))
        case ClaimKind.AWARD, scheme, applicant, _:
            return page.lead_to(page.link(f"/awards/{scheme}.{applicant}"))
    raise NoSuchClaim("claim", claim=claim[:100])
