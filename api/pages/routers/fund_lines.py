"""指标 / Fund lines: where one's money came from and went, additions and moves (调指标)."""

from __future__ import annotations

from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers import funds as api
from api.http.values import slashed
from api.pages.asking import Asking, Field
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from application.access.places import place_of_line
from application.answers import LineTrail

router = Router()

DOCUMENT = Field("text", "document", "Document number", "Year and number in full, such as 财社〔2016〕114号")
ADDITION = Asking(
    "Add to a fund line",
    "More money for this line by a further document. The line keeps its level and kind.",
    (Field("money", "amount", "Amount"), DOCUMENT, Field("day", "on", "Date of the document")),
    "Record",
)
MOVE = Asking(
    "Move money to another line",
    "An adjustment between two lines of the same fund, level and kind: one gives what the other gets.",
    (
        Field("choice", "to_line", "To the line"),
        Field("money", "amount", "Amount", "No more than is available"),
        DOCUMENT,
        Field("day", "on", "Date of the document"),
    ),
    "Record",
)


@router.get("/fund-lines/{line}")
def line(page: ThePage, line: api.LineId, after: Annotated[int, Query(ge=0, le=10**15)] = 0) -> Response:
    """One line."""
    page.query.may("trail_of_line", place_of_line(slashed(line)))
    return page.show("money/line.html", trail=_trail(page, line, after), begins=not after)


@router.get("/fund-lines/{line}/add")
def ask_addition(page: ThePage, line: api.LineId) -> Response:
    """The form for more money."""
    page.query.may("add_funds", place_of_line(slashed(line)))
    return ADDITION.filled_in(on=page.today).shown(page, facts=_facts(page, line), back=f"/fund-lines/{line}")


@router.post("/fund-lines/{line}/add")
def add(page: ThePage, line: api.LineId, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.add(line, form.body(api.AdditionBody), form.command()),
        lead_to=f"/fund-lines/{line}",
        again=lambda filled, status: ADDITION.shown(
            page, filled, status, facts=_facts(page, line), back=f"/fund-lines/{line}"
        ),
    )


@router.get("/fund-lines/{line}/move")
def ask_move(page: ThePage, line: api.LineId) -> Response:
    """The form for an adjustment."""
    page.query.may("move_funds", place_of_line(slashed(line)))
    return _move(page, line, Filled(), 200)


@router.post("/fund-lines/{line}/move")
def move(page: ThePage, line: api.LineId, form: TheForm) -> Response:
    """Record it."""
    return form.give(
        lambda: api.move(line, form.body(api.MoveBody), form.command()),
        lead_to=f"/fund-lines/{line}",
        again=lambda filled, status: _move(page, line, filled, status),
    )


def _move(page: Page, line: str, form: Filled, status: int) -> Response:
    here = _trail(page, line, 0).line
    others = page.views.fund_position(programme=here.programme, fiscal_year=here.fiscal_year).lines
    fitting = [
        (one.line, one.document)
        for one in others
        if (one.fund, one.level, one.kind) == (here.fund, here.level, here.kind) and one.line != here.line
    ]
    asking = MOVE.filled_in(on=page.today).choosing(to_line=fitting)
    return asking.shown(page, form, status, facts=_facts(page, line), back=f"/fund-lines/{line}")


def _facts(page: Page, line: str) -> list[tuple[str, str]]:
    """Return what is told of a line above its forms."""
    told = _trail(page, line, 0).line
    return [
        (page.heading("programme"), page.programme(told.programme)),
        (page.heading("document"), told.document),
        (page.heading("level"), f"{page.word(told.level)} · {page.word(told.kind)}"),
        (page.heading("available"), page.yuan(told.balance.available)),
    ]


def _trail(page: Page, line: str, after: int) -> LineTrail:
    return page.views.trail_of_line(slashed(line), after=after, **page.times)
