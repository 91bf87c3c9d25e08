"""The log looked through: a page of entries that fit, in bounded work, either way from a position."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson

from api.http.feed import Feed
from application.ports import Log

ROWS_A_PAGE = 50
MOST_LOOKED_AT = 5000
"""Entries that one page looks at; what fits further off is found by looking further."""
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which entries fit; what is empty narrows nothing. `stream` is a stream or the beginning of one, `name` an event
    with or without its number. Positions: those behind `above` up to `upto`."""

    stream: str = ""
    name: str = ""
    actor: str = ""
    command: str = ""
    above: int = 0
    upto: int = 0

    def fits(self, entry: Line) -> bool:
        """Say whether an entry is wanted."""
        return (
            (not self.stream or entry.stream == self.stream or entry.stream.startswith(_beginning(self.stream)))
            and (not self.name or entry.name == self.name or entry.name.rpartition(".")[0] == self.name)
            and (not self.actor or entry.actor == self.actor)
            and (not self.command or entry.command_id == self.command)
        )


@dataclass(frozen=True, slots=True)
class Line:
    """An entry without what it says."""

    position: int
    name: str
    stream: str
    version: int
    recorded_at: datetime
    actor: str
    command_id: str


@dataclass(frozen=True, slots=True)
class Looked:
    """What was found, the newest first, among the entries from `first` to `last` (0: none were looked at).

    `earlier` and `later` are where to look on, None where nothing is left that way.
    """

    lines: Sequence[Line]
    first: int
    last: int
    earlier: int | None
    later: int | None


def look(
    feed: Feed, log: Log, wanted: Wanted, *, before: int = 0, after: int = 0, most: int = MOST_LOOKED_AT
) -> Looked:
    """Look back from `before` (0: the newest), or on from `after`, until a page is full or `most` were looked at.

    A stream's own entries are found at once, and a command's begin where its receipt says.
    """
    upto, above = wanted.upto, wanted.above
    if wanted.command and (receipt := log.receipt(wanted.command)):
        upto = min(upto, receipt.last_position)
    if "/" in wanted.stream and (own := log.stream(wanted.stream)):
        fitting = [
            Line(one.position, one.name, one.stream, one.version, one.recorded_at, one.actor, one.command_id)
            for one in own
            if above < one.position <= upto
        ]
        return _of_stream([one for one in fitting if wanted.fits(one)], before=before, after=after)
    if after:
        return _forwards(feed, wanted, max(above, after), upto, most)
    return _backwards(feed, wanted, above, min(upto, before - 1) if before else upto, upto, most)


def _forwards(feed: Feed, wanted: Wanted, after: int, upto: int, most: int) -> Looked:
    found: list[Line] = []
    at, end = after, min(upto, after + most)
    while at < end and len(found) < ROWS_A_PAGE:
        for line in _lines(feed, at, min(end, at + AT_ONCE)):
            at = line.position
            if wanted.fits(line):
                found.append(line)
                if len(found) == ROWS_A_PAGE:
                    break
    looked = after + 1 if at > after else 0
    return Looked(
        found[::-1], looked, at if looked else 0, after + 1 if after > wanted.above else None, at if at < upto else None
    )


def _backwards(feed: Feed, wanted: Wanted, above: int, start: int, upto: int, most: int) -> Looked:
    found: list[Line] = []
    at, end = start, max(above, start - most)
    while at > end and len(found) < ROWS_A_PAGE:
        begin = max(end, at - AT_ONCE)
        for line in reversed(list(_lines(feed, begin, at))):
            at = line.position - 1
            if wanted.fits(line):
                found.append(line)
                if len(found) == ROWS_A_PAGE:
                    break
    looked = at < start
    return Looked(
        found,
        at + 1 if looked else 0,
        start if looked else 0,
        at + 1 if at > above else None,
        start if start < upto else None,
    )


def _of_stream(lines: Sequence[Line], *, before: int, after: int) -> Looked:
    there = [one for one in lines if (not before or one.position < before) and one.position > after]
    page = there[:ROWS_A_PAGE] if after else there[-ROWS_A_PAGE:]
    if not page:
        return Looked((), 0, 0, after + 1 if after and lines else None, before - 1 if before and lines else None)
    first, last = page[0].position, page[-1].position
    return Looked(
        page[::-1],
        first,
        last,
        first if lines[0].position < first else None,
        last if lines[-1].position > last else None,
    )


def _lines(feed: Feed, after: int, upto: int) -> Iterator[Line]:
    for entry in feed.entries(after, limit=upto - after):
        told = orjson.loads(entry.body)
        yield Line(
            entry.position,
            told["name"],
            told["stream"],
            told["version"],
            datetime.fromisoformat(told["recorded_at"]).astimezone(UTC),
            told["actor"],
            told["command_id"],
        )


def _beginning(stream: str) -> str:
    """Return what a stream's name has to begin with: whole parts, `batch/` and not `batches…`."""
    return stream if stream.endswith("/") else f"{stream}/"
