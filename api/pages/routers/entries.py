"""账本记录 / The log as pages: every entry, filtered; one entry in words, with its bytes, its hash and its receipt."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Annotated, Any

from fastapi import Path, Query
from starlette.responses import Response

from api.http.router import Router
from api.http.routers import proofs as api
from api.http.values import Day
from api.pages.event_words import EVENT_WORDS, STREAM_WORDS, event_word
from api.pages.page import Page, ThePage
from api.pages.reading import read, way_to
from api.pages.searching import Wanted, look
from api.pages.templating import CHINA
from application.proofs import sealed_size
from application.queries import UnknownId
from application.recorded import Recorded
from domain.proofs.receipts import FILE_ENDING

router = Router()

Position = Annotated[int, Path(ge=1, le=10**15)]
Place = Annotated[int, Query(ge=0, le=10**15)]
Text = Annotated[str, Query(max_length=200)]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Positions beside an entry, in the log and in its stream; 0 where there is none."""

    before: int
    after: int
    before_in_stream: int
    after_in_stream: int


@router.get("/entries")
def entries(
    page: ThePage,
    kind: Text = "",
    stream: Text = "",
    name: Text = "",
    actor: Text = "",
    command: Text = "",
    since: Annotated[Day | None, Query()] = None,
    until: Annotated[Day | None, Query()] = None,
    before: Place = 0,
    after: Place = 0,
) -> Response:
    """The log."""
    page.query.may("entries")
    services = page.caller.services
    wanted = Wanted(
        stream=stream.strip() or kind,
        name=name,
        actor=actor.strip(),
        command=command.strip(),
        above=_last_before(page, since) if since else 0,
        upto=min(_head(page), _last_before(page, until + timedelta(days=1)) if until else _head(page)),
    )
    found = look(services.feed, services.desk.log, wanted, before=before, after=after)
    asked = {"kind": kind, "stream": stream, "name": name, "actor": actor, "command": command}
    return page.show(
        "audit/entries.html",
        found=found,
        asked=asked | {"since": since or "", "until": until or ""},
        is_narrowed=any(asked.values()),
        events=[(each, event_word(page.language, f"{each}.1")) for each in EVENT_WORDS],
        kinds=STREAM_WORDS.items(),
        head=_head(page),
        event_word=event_word,
    )


@router.get("/entries/{position}")
def entry(page: ThePage, position: Position) -> Response:
    """One entry."""
    recorded, body = _read(page, position)
    services = page.caller.services
    return page.show(
        "audit/entry.html",
        entry=recorded,
        said=read(recorded.fact, page.language),
        title=event_word(page.language, recorded.name),
        way=way_to(recorded.stream),
        beside=_neighbours(page, recorded),
        body=body.decode(),
        sha256=sha256(body).hexdigest(),
        sealed=sealed_size(services.seals),
    )


@router.get("/entries/{position}/receipt")
def receipt(page: ThePage, position: Position) -> Response:
    """Hand out its receipt, as the API writes it. Raises NotSealedYet."""
    answer = api.entry_receipt(position, page.caller)
    return _file(answer, f"entry-{position}{FILE_ENDING}")


@router.get("/entries/{position}/bytes")
def canonical_bytes(page: ThePage, position: Position) -> Response:
    """Hand out its bytes, as they are stored and hashed."""
    _recorded, body = _read(page, position)
    return _file(Response(body, media_type="application/octet-stream"), f"entry-{position}.json")


def _file(answer: Response, name: str) -> Response:
    answer.headers["content-disposition"] = f'attachment; filename="{name}"'
    answer.headers["cache-control"] = "no-store"
    return answer


def _read(page: Page, position: int) -> tuple[Recorded[Any], bytes]:
    """Return an entry as it is read today, and its bytes. Raises UnknownId."""
    page.query.may("entries")
    if position > _head(page):
        raise UnknownId(f"entry/{position}")
    services = page.caller.services
    [recorded] = services.desk.log.after(position - 1, limit=1)
    [fed] = services.feed.entries(position - 1, limit=1)
    return recorded, fed.body


def _head(page: Page) -> int:
    """Return the last position that is shown: the log's own, or the one the page is as of."""
    return page.moment.position if page.asked_as_of else page.caller.services.feed.head()


def _neighbours(page: Page, of: Recorded[Any]) -> Neighbours:
    own = page.caller.services.desk.log.stream(of.stream)
    there = {one.version: one.position for one in own if one.position <= _head(page)}
    after = of.position + 1 if of.position < _head(page) else 0
    return Neighbours(of.position - 1, after, there.get(of.version - 1, 0), there.get(of.version + 1, 0))


def _last_before(page: Page, day: date) -> int:
    """Return the last position recorded before a day began, as clocks in China go."""
    begins = datetime.combine(day, time(), CHINA)
    return page.views.position_at(begins - timedelta(microseconds=1))
