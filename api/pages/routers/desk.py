"""工作台 / The desk: what waits for whoever looks, where the money stands, and the way to what they do most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from starlette.responses import Response

from api.http.router import Router
from api.pages import navigation
from api.pages.first_run import steps_of
from api.pages.page import Page, ThePage
from api.pages.waiting import Desk
from api.pages.words import sentences
from application.access.decide import regions_of
from application.answers import LineBalance
from application.lists import FUND_LINES, Where
from domain.levels import FundKind, GovernmentLevel

router = Router()

DEEDS = tuple(
    zip(
        ("/funds/allocate", "/batches/build", "/new-programme", "/new-account", "/receipts"),
        ("allocate_funds", "submit_batch", "open_programme", "open_account", "entries"),
        sentences("Record an allocation", "Build a batch", "Open a programme", "Open an account", "Check a receipt"),
        strict=True,
    )
)
"""What somebody sits down to do: the address, the operation it needs, and what it is called."""


@dataclass(frozen=True, slots=True)
class Money:
    """Where a fiscal year's money stands, by programme, level and kind: never mixed."""

    year: int
    balances: Mapping[tuple[str, GovernmentLevel, FundKind], LineBalance]


@router.get("/")
def desk(page: ThePage) -> Response:
    """The desk."""
    page.query.may("position")
    account = page.caller.account
    return page.show(
        "desk.html",
        roles=account.roles,
        steps=steps_of(page),
        waiting=Desk(page).waiting(),
        money=_money(page) if navigation.has(account, "fund_position") else None,
        deeds=[(path, said) for path, operation, said in DEEDS if navigation.has(account, operation)],
    )


def _money(page: Page) -> Money | None:
    """Return the newest fiscal year's money of the places the caller's roles are held for."""
    grants = regions_of(page.caller.account, "fund_position")
    newest = page.views.page(FUND_LINES, limit=1, newest_first=True, where=Where(within=grants), **page.times).rows
    if not newest:
        return None
    year = newest[0].fiscal_year
    found: dict[tuple[str, GovernmentLevel, FundKind], LineBalance] = {}
    for line in page.views.fund_position(fiscal_year=year, **page.times).lines:
        if any(grant.takes_in(line.region, line.programme) for grant in grants):
            key = (line.programme, line.level, line.kind)
            found[key] = found[key] + line.balance if key in found else line.balance
    return Money(year, found)
