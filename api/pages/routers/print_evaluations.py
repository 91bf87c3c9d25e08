"""绩效自评表打印 / The self-evaluation form of a programme and year, as far as the ledger can fill it in."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.http.routers.position import ProgrammeInPath
from api.http.values import YearAsked
from api.pages import words
from api.pages.documents import sheet
from api.pages.evaluation import Weights, indicators, money
from api.pages.page import ThePage
from application.access.places import Place
from application.queries import UnknownId

router = APIRouter()

Points = Annotated[int, Query(ge=0, le=100)]

SIGNED_BY = words.sentences("Drawn up by", "Checked by", "Head of the unit")


@router.get("/print/programmes/{programme}/evaluation/{year}.pdf")
def evaluation(
    page: ThePage,
    programme: ProgrammeInPath,
    year: YearAsked,
    execution: Points = 10,
    output: Points = 50,
    effect: Points = 30,
    satisfaction: Points = 10,
) -> Response:
    """项目支出绩效自评表 / The self-evaluation form; the points of its parts can be set, and are shown added up."""
    for operation in ("fund_position", "completion"):
        page.query.may(operation, Place("", programme))
    if programme not in page.views.programmes(**page.times):
        raise UnknownId(f"programme/{programme}")
    weights = Weights(execution, output, effect, satisfaction)
    position = page.views.fund_position(programme=programme, fiscal_year=year, **page.times)
    done = page.views.completion(programme, year, **page.times)
    say = page.said
    return sheet(
        page,
        f"{say('Self-evaluation')}-{programme}-{year}",
        say("Self-evaluation of a programme's spending"),
        facts=[
            (say("Programme"), page.programme(programme)),
            (say("Fiscal year"), str(year)),
            (
                say("Points"),
                say(
                    "execution %(execution)s + output %(output)s + effect %(effect)s + satisfaction %(satisfaction)s "
                    "= %(whole)s",
                    execution=execution,
                    output=output,
                    effect=effect,
                    satisfaction=satisfaction,
                    whole=execution + output + effect + satisfaction,
                ),
            ),
        ],
        parts=[money(page, position, weights), indicators(page, done, weights)],
        remarks=[
            say("Empty cells are to be filled in by hand: the ledger does not know them and has made nothing up."),
            say(
                "Budget of the year: what documents brought. Spent: what the bank settled, without what is on its way."
            ),
            say("Levels and kinds are never added up in one number."),
        ],
        signatures=[say(one) for one in SIGNED_BY],
        landscape=True,
        data={
            "programme": programme,
            "year": year,
            "totals": [
                {"level": level, "kind": kind, "allocated": one.allocated, "settled": one.settled}
                for (level, kind), one in position.totals.items()
            ],
            "completion": done,
        },
    )
