"""经过：发放、批次、个案、指标、人员 / Lives: of a payout, a batch, a case, a fund line, a person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Query
from starlette.responses import Response

from api.http.answering import shows
from api.http.querying import Querying, TheQuery
from api.http.router import Router
from api.http.values import path_id, slashed
from application.access.places import ANYWHERE, Place, place_of_line, places_of_stream
from application.queries import UnknownId
from application.replay.life import KINDS, Life, life
from domain.rejected import Rejected

router = Router(tags=["replay"])

_OF_MONEY = ("batch", "line")


@dataclass(frozen=True, slots=True)
class LifeShown:
    """The life of a thing. Refusals kept about it are told only to those who may see refusals: `with_refusals`."""

    life: Life
    with_refusals: bool


@router.get("/lives/{thing}")
@shows(LifeShown)
def life_of(
    thing: Annotated[
        str,
        path_id("payout、batch、case、line 或 beneficiary 及其编号", "Kind and id", "payout~psy-medicine~2017~b-0001"),
    ],
    query: TheQuery,
    after: Annotated[int, Query(ge=0, le=10**15, description="上一页的 next_after / From the page before")] = 0,
    limit: Annotated[int, Query(ge=1, le=1000, description="每页步数 / Steps a page")] = 100,
) -> Response:
    """逐步经过：谁、何时、为何、哪一条、牵动什么 / Step by step: who, when, why, which entry, and what came with it."""
    found, refusals = read_life(query, slashed(thing), after=after, limit=limit)
    return query.answer(query.moment(), {"item": LifeShown(found, refusals)})


def read_life(query: Querying, name: str, *, after: int, limit: int) -> tuple[Life, bool]:
    """Return the life of a thing as of the question's moment, and whether refusals are among it.

    Raises UnknownId, what `Caller.may` raises, ViewBehind, ViewStopped.
    """
    kind = name.partition("/")[0]
    if kind not in KINDS:
        query.may("life", ANYWHERE)
        raise UnknownId(name)
    query.may_in("life_of_money" if kind in _OF_MONEY else "life", _places(name, query))
    moment = query.moment()
    refusals = _sees_refusals(query)
    found = life(
        name, desk=query.caller.services.desk, refusals=refusals, after=after, limit=limit, as_of=moment.position,
        effective=moment.effective,
    )  # fmt: skip
    return found, refusals


def _places(thing: str, query: Querying) -> Iterable[Place]:
    kind, _, name = thing.partition("/")
    if kind == "line":
        return (place_of_line(name),)
    return places_of_stream(thing, query.caller.services.desk)


def _sees_refusals(query: Querying) -> bool:
    try:
        query.may("refusals")
    except Rejected:  # Whoever it is may see this thing, and nothing of what was tried.
        return False
    return True
