"""经过 / The life of a payment, a case, a batch, a fund line or a person, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers.lives import read_life
from api.http.values import path_id, slashed, tilded
from api.pages.event_words import STREAM_WORDS, event_word
from api.pages.page import Page, ThePage
from api.pages.reading import Said, read, way_to
from application.replay.steps import LifeStep

router = Router()

STEPS_A_PAGE = 100
Thing = Annotated[
    str, path_id("payout、batch、case、line 或 beneficiary 及其编号", "Kind and id", "payout~psy-medicine~2017~b-0001")
]


@dataclass(frozen=True, slots=True)
class Step:
    """One step beside those before and behind it (0: none on this page)."""

    told: LifeStep
    title: str
    said: Sequence[Said]
    before: int
    after: int
    number: int


@router.get("/life/{thing}")
def life(
    page: ThePage,
    thing: Thing,
    step: Annotated[int, Query(ge=0, le=10**15)] = 0,
    begin: Annotated[int, Query(ge=0, le=10**15)] = 0,
) -> Response:
    """Go through it: all steps in order, and one of them in full."""
    name = slashed(thing)
    found, refusals = read_life(page.query, name, after=begin, limit=STEPS_A_PAGE)
    titles = {one.position: event_word(page.language, one.event) for one in found.steps}
    return page.show(
        "time/life.html",
        thing=name,
        kind=_kind(name),
        name=name.partition("/")[2],
        way=way_to_thing(name),
        life=found,
        refusals=refusals,
        titles=titles,
        one=_step(page, found.steps, titles, step),
        begin=begin,
        position=page.moment.position,
        related=[(each, _kind(each), way_to_thing(each), life_of(each)) for each in found.related],
    )


def life_of(stream: str) -> str:
    """Return the address of a thing's life; empty where it has none."""
    kind = stream.partition("/")[0]
    return f"/life/{tilded(stream)}" if kind in ("payout", "batch", "case", "line", "beneficiary") else ""


def way_to_thing(stream: str) -> str:
    """Return the address of a thing's page; empty where it has none."""
    kind, _, name = stream.partition("/")
    return f"/fund-lines/{tilded(name)}" if kind == "line" else way_to(stream)


def _kind(stream: str) -> tuple[str, str]:
    """Return what kind of thing it is, Chinese and English."""
    kind = stream.partition("/")[0]
    return {**_KINDS, **STREAM_WORDS}.get(kind, (kind, kind))


_KINDS: Mapping[str, tuple[str, str]] = {"line": ("指标", "Fund line")}


def _step(page: Page, steps: Sequence[LifeStep], titles: Mapping[int, str], position: int) -> Step | None:
    """Return the step at a position, or the first; None where there is none at all."""
    places = [one.position for one in steps]
    if not places:
        return None
    at = places.index(position) if position in places else 0
    told = steps[at]
    return Step(
        told,
        titles[told.position],
        _details(page, told),
        places[at - 1] if at else 0,
        places[at + 1] if at + 1 < len(places) else 0,
        at + 1,
    )


def _details(page: Page, step: LifeStep) -> Sequence[Said]:
    """Return what else the step says, in words."""
    made = read(_Details(step.details), page.language)
    return made[0].parts if made and step.details else ()


@dataclass(frozen=True, slots=True)
class _Details:
    details: Mapping[str, object]
