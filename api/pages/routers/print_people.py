"""一人一档打印 / A person's file on paper: every decision and payment, by id; no name stands on it."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.responses import Response

from api.http.router import Router
from api.http.routers.beneficiaries import Beneficiary
from api.pages import life_words, words
from api.pages.documents import Part, in_yuan, left, right, sheet, short, written
from api.pages.fact_words import FactWords
from api.pages.page import Page, ThePage
from api.pages.paper_tables import listed
from api.pages.routers.people import read_person
from api.pages.templating import CHINA
from application.lists import CASES, OBJECTIONS, PAYOUTS, RECOVERIES, Where
from application.replay.life import life
from application.replay.steps import LifeStep
from domain.beneficiaries.state import Person
from domain.money import total
from domain.payouts.state import Stage

router = Router()

SIGNED_BY = words.sentences("Drawn up by", "Checked by")

OF_CASES = "programme stage applied_on decided_on amount first_month stops_from notice"
OF_PAYMENTS = "period programme batch tier stage stage_on amount ordered_back"
OF_RECOVERIES = "recovery ground ordered_on ordered received written_off outstanding"
OF_OBJECTIONS = "objection notice ground raised_on stage settled_on"


@router.get("/print/people/{beneficiary}.pdf")
def person_file(page: ThePage, beneficiary: Beneficiary) -> Response:
    """一人一档 / The person file."""
    person, registered = read_person(page, beneficiary, "person_file")
    say, where = page.said, Where(beneficiary=person.id)
    payouts = list(page.views.rows(PAYOUTS, where=where, **page.times))
    settled = total(one.amount for one in payouts if one.stage is Stage.SETTLED)
    stopped = [("died_on", person.died_on), ("moved_on", person.moved_on)]
    parts = [
        _facts(page, person),
        listed(page, say("Cases"), CASES.row, page.views.rows(CASES, where=where, **page.times), OF_CASES),
        listed(page, say("What was paid"), PAYOUTS.row, payouts, OF_PAYMENTS),
        *([_recoveries(page, where)] if page.may("recoveries") else []),
        listed(
            page,
            say("Objections"),
            OBJECTIONS.row,
            page.views.rows(OBJECTIONS, where=where, **page.times),
            OF_OBJECTIONS,
        ),
        _steps(page, person.id),
    ]
    return sheet(
        page,
        f"{say('Person file')}-{person.id}",
        say("Person file"),
        facts=[
            (page.heading("beneficiary"), person.id),
            (page.heading("region"), str(person.region)),
            (page.heading("registered_on"), str(registered.registered_on)),
            *((page.heading(name), str(day)) for name, day in stopped if day),
            (say("Settled so far"), written(settled)),
        ],
        parts=parts,
        remarks=[say("The person stands here by their id; names and numbers are kept apart, under lock.")],
        signatures=[say(one) for one in SIGNED_BY],
        landscape=True,
        data={"beneficiary": person.id, "payouts": payouts, "settled": settled},
    )


def _facts(page: Page, person: Person) -> Part:
    say = FactWords(page.language)
    return {
        "name": page.said("Facts that decisions may use"),
        "columns": [
            left(page.heading("facts")),
            left(page.said("As recorded")),
            left(page.said("Register it is from")),
            short(page.heading("on")),
        ],
        "rows": [
            [say.name(one.name), say.value(one.name, one.value), say.source(one.source), str(one.as_of)]
            for one in person.facts
        ],
        "foot": None,
    }


def _recoveries(page: Page, where: Where) -> Part:
    rows = page.views.rows(RECOVERIES, where=where, **page.times)
    return listed(page, page.said("Money ordered back"), RECOVERIES.row, rows, OF_RECOVERIES)


def _steps(page: Page, person: str) -> Part:
    return {
        "name": page.said("Step by step"),
        "columns": [
            right(page.heading("position")),
            short(page.heading("recorded_at")),
            short(page.heading("by")),
            short(page.said("What was done")),
            left(page.said("What was said")),
            in_yuan(page, page.heading("amount")),
        ],
        "rows": [_row(page, step) for step in _life(page, person)],
        "foot": None,
    }


def _row(page: Page, step: LifeStep) -> list[str]:
    told = "；".join(f"{name}：{said}" for name, said in life_words.told_of(page, step))
    why = life_words.why_of(page, step)
    return [
        str(step.position),
        step.recorded_at.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S"),
        step.by,
        life_words.title_of(page, step),
        "；".join(one for one in (told, why) if one) or "—",
        step.amount.grouped() if step.amount else "—",
    ]


def _life(page: Page, person: str) -> Iterator[LifeStep]:
    desk, moment, after = page.caller.services.desk, page.moment, 0
    refusals = page.may("refusals")
    while True:
        found = life(
            f"beneficiary/{person}",
            desk=desk,
            refusals=refusals,
            after=after,
            limit=1000,
            as_of=moment.position,
            effective=moment.effective,
        )
        yield from found.steps
        if found.next_after is None:
            return
        after = found.next_after
