"""打印 / Documents to print and sign: each the view of a page on paper, with the proof attached."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.values import YearAsked
from api.pages import words
from api.pages.documents import Head, Part, in_yuan, left, sheet
from api.pages.page import Page, ThePage
from application.access.places import Place
from application.answers import FundPosition, LineBalance
from application.views.posting import Account

router = Router()

SHOWN = ("allocated", "available", "reserved", "disbursed", "settled", "returned", "recovered")
"""The accounts that a fund position shows on paper."""
SIGNED_BY = words.sentences("Drawn up by", "Checked by", "Head of the unit")


@router.get("/print/position.pdf")
def position(
    page: ThePage,
    programme: Annotated[str, Query(max_length=60)] = "",
    year: Annotated[YearAsked | None, Query()] = None,
) -> Response:
    """资金状况表 / The fund position."""
    page.query.may("fund_position", Place("", programme))
    found = page.views.fund_position(programme=programme, fiscal_year=year, **page.times)
    say = page.said
    asked = [(say("Programme"), page.programme(programme))] if programme else []
    asked += [(say("Fiscal year"), str(year))] if year else []
    return sheet(
        page,
        say("Fund position"),
        say("Fund position"),
        facts=asked,
        parts=[_by_level(page, found), _by_line(page, found)],
        remarks=[say("Levels and kinds are never added up in one number.")],
        signatures=[say(one) for one in SIGNED_BY],
        landscape=True,
        data={"lines": found.lines, "position": found.position, "effective": found.effective},
    )


def _by_level(page: Page, found: FundPosition) -> Part:
    heads = [left(_heading(page, "level")), left(_heading(page, "kind")), *_accounts(page)]
    rows = [
        [words.word(page.language, level), words.word(page.language, kind), *_amounts(balance)]
        for (level, kind), balance in found.totals.items()
    ]
    return {"name": page.said("By level and kind"), "columns": heads, "rows": rows, "foot": None}


def _by_line(page: Page, found: FundPosition) -> Part:
    heads = [left(_heading(page, name)) for name in ("document", "programme", "fiscal_year", "level", "kind")]
    rows = [
        [
            line.document,
            page.programme(line.programme),
            str(line.fiscal_year),
            words.word(page.language, line.level),
            words.word(page.language, line.kind),
            *_amounts(line.balance),
        ]
        for line in found.lines
    ]
    return {"name": page.said("Line by line"), "columns": [*heads, *_accounts(page)], "rows": rows, "foot": None}


def _accounts(page: Page) -> list[Head]:
    return [in_yuan(page, _heading(page, name)) for name in SHOWN]


def _amounts(balance: LineBalance) -> list[str]:
    return [balance.of(Account(name)).grouped() for name in SHOWN]


def _heading(page: Page, field: str) -> str:
    return words.heading(page.language, field)
