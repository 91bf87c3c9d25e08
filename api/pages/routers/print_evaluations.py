"""绩效自评表打印 / The self-evaluation form of a programme and year, as far as the ledger can fill it in."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers.position import ProgrammeInPath
from api.http.values import ID_PATTERN, YearAsked, slashed
from api.pages import words
from api.pages.documents import sheet
from api.pages.evaluation import Weights, indicators, money, scored_indicators, scored_money
from api.pages.page import ThePage
from application.access.places import Place, places_of_stream
from application.evaluations.form import form_of
from application.queries import UnknownId

router = Router()

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


@router.get("/print/evaluations/{evaluation}.pdf")
def scored_evaluation(page: ThePage, evaluation: Annotated[str, Path(pattern=ID_PATTERN)]) -> Response:
    """项目支出绩效自评表（已填报） / The form of a self-evaluation as it is filled in, and as it was scored."""
    desk, name = page.caller.services.desk, slashed(evaluation)
    page.query.may_in("evaluations", places_of_stream(f"evaluation/{name}", desk))
    form = form_of(name, desk=desk, **page.times)
    say = page.said
    scored = f"{form.total} / 100 · {page.word(form.grade)}" if form.scored_by and form.grade else say("not scored yet")
    remarks = [
        say(
            "Each score is rounded half up to %(decimals)s decimals; the total is their sum.",
            decimals=form.rounding.rpartition("/")[2],
        )
    ]
    if any(one.percent is None for one in form.money):
        remarks.append(say("Money of other levels is told, is no part of this budget and makes no rate."))
    return sheet(
        page,
        f"{say('Self-evaluation')}-{name}",
        say("Self-evaluation of a programme's spending"),
        facts=[
            (say("Programme"), say("%(name)s, %(year)s", name=form.name, year=form.fiscal_year)),
            (page.heading("budget"), f"{form.budget} · {'、'.join(page.word(level) for level in form.levels)}"),
            (say("Goals of the year"), form.goals),
            (say("Points and scores"), scored),
        ],
        parts=[scored_money(page, form), scored_indicators(page, form)],
        remarks=remarks,
        signatures=[say(one) for one in SIGNED_BY],
        landscape=True,
        data=form,
    )
