"""变更流：账本的每一条，按位次，无间断 / The change feed: every entry of the log, by position, without a gap."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Annotated

import anyio.to_thread
from fastapi import Header, Query
from starlette.responses import Response, StreamingResponse

from api.http.caller import TheCaller
from api.http.feed import FedEntry, Feed, line_of
from api.http.router import Router
from api.http.services import Services

router = Router(tags=["entries"])

PAGE = 1000
"""Entries read at a time; what a follower's connection holds in memory."""
KEEP_ALIVE_SECONDS = 15

After = Annotated[int, Query(ge=0, le=10**15, description="此位次之后 / Behind this position")]


@router.get(
    "/entries",
    response_class=Response,
    responses={200: {"content": {"application/jsonl": {"schema": {"type": "string"}}}}},
)
def entries(
    caller: TheCaller,
    after: After = 0,
    limit: Annotated[int, Query(ge=1, le=1_000_000, description="至多行数 / Lines at most")] = 10_000,
) -> Response:
    """逐行 JSON：位次、哈希与原文 / JSON Lines: position, hash, and the entry as it is stored."""
    caller.may("entries")
    feed = caller.services.feed
    return StreamingResponse(
        _lines(feed, after, min(feed.head(), after + limit)), media_type="application/jsonl; charset=utf-8"
    )


@router.get(
    "/entries/live",
    response_class=Response,
    responses={200: {"content": {"text/event-stream": {"schema": {"type": "string"}}}}},
)
def follow(
    caller: TheCaller,
    after: After = 0,
    last_event_id: Annotated[
        str, Header(pattern=r"^[0-9]{0,15}$", description="断线后从此位次继续 / Where to go on from")
    ] = "",
) -> Response:
    """服务器推送事件，事件编号即位次 / Server-sent events; an event's id is its position."""
    caller.may("entries")
    start = int(last_event_id) if last_event_id else after
    return StreamingResponse(_events(caller.services, start), media_type="text/event-stream")


def _lines(feed: Feed, after: int, upto: int) -> Iterator[bytes]:
    while after < upto:
        page = feed.entries(after, limit=min(PAGE, upto - after))
        yield b"".join(line_of(entry) + b"\n" for entry in page)
        after += len(page)


def _page(feed: Feed, after: int) -> Sequence[FedEntry]:
    return feed.entries(after, limit=PAGE)


async def _events(services: Services, after: int) -> AsyncIterator[bytes]:
    """Yield what is there and what comes, until the client leaves or the service stops; a comment keeps it alive."""
    feed = services.feed
    yield b": entries of ledger " + feed.ledger.encode() + b"\n\n"
    quiet = 0
    while not services.stopping.is_set():
        head = await anyio.to_thread.run_sync(feed.wait_beyond, after, 1, limiter=services.followers)
        if head <= after:
            quiet += 1
            if quiet >= KEEP_ALIVE_SECONDS:
                quiet = 0
                yield b": still here\n\n"
            continue
        quiet = 0
        page = await anyio.to_thread.run_sync(_page, feed, after)
        yield b"".join(b"id: %d\ndata: %s\n\n" % (entry.position, line_of(entry)) for entry in page)
        after = page[-1].position
        await asyncio.sleep(0)
