"""Stencils: what an entry of a batch comes to, worked out once and filled in for those like it.

Ten thousand releases of one batch differ in where they lie and whose they are; all else is the same bytes. Such an
entry is taken down the general road once with marks in those places. Its packed rows, cut at the marks, are a stencil,
and another entry whose bytes are the same around those places fills it in, at a third of the general road's cost.

Nothing here knows what an entry means or what a view makes of it. That the bytes are an entry in canonical form was
checked on the marked one, and a place takes only text that is written as it stands. Whether the views copy what stands
in a place unseen is looked at when a stencil is made, on the entry at hand, and held against the general road by test.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from operator import itemgetter
from struct import Struct
from typing import Any

from application.views.posting import Posting
from application.views.sheet import MovedOn, add_up
from application.views.view import Row
from domain.catalogue import EVENTS
from infrastructure.log.envelope import KEYS

PLACES: Mapping[str, tuple[str, ...]] = {
    "payout.released.1": ("beneficiary", "payee", "region"),
    "payout.settled.1": (),
}
"""Of names that come by the thousand, the text fields that a stencil leaves open, besides the position and the stream's
id. Views must copy such a field whole or leave it out; they may not look at it."""

Around = tuple[bytes, ...]
"""An entry's bytes between its open places."""

General = Callable[[Sequence[bytes]], Mapping[type[Row], Sequence[Row]]]
"""The general road: from entries' bytes to rows by table. It raises for one that cannot be read or taken."""

PackRows = Callable[[type[Row], Sequence[Row]], bytes]

_PLAIN = rb"([ !#-\[\]-~]*+)"
"""Text that JSON writes as it stands."""

_TEXT, _NUMBER = rb'"[^"\\]*+"', rb"[0-9]++"
_ANY = rb"(?:" + _TEXT + rb"|" + _NUMBER + rb"|\[[^\]\\]*+\]|null|true|false)"
_MARKED_POSITION = 2**53 - 1_000_003
_BIGINT, _LENGTH = Struct("!q"), Struct("!i")


@dataclass(frozen=True, slots=True)
class Stencil:
    """Of each table the packed rows with holes, and which place fills each hole; and what the postings move."""

    tables: tuple[tuple[type[Row], bytes, Callable[[Sequence[bytes]], Any]], ...]
    moves: Mapping[MovedOn, int]


@lru_cache
def places_of(name: str) -> re.Pattern[bytes]:
    """Return what parts a name's bytes into what stands around the open places (odd groups) and in them (even)."""
    payload = []
    for field in sorted(each.name for each in fields(EVENTS[name])):
        value = rb'")' + _PLAIN + rb'("' if field in PLACES[name] else _ANY
        payload.append(b'"%b":%b' % (field.encode(), value))
    parts = {
        "name": b'"%b"' % re.escape(name.encode()),
        "payload": rb"\{" + b",".join(payload) + rb"\}",
        "position": rb")([1-9][0-9]*+)(",
        "stream": rb'"[a-z]++/)' + _PLAIN + rb'("',
        "version": _NUMBER,
    }
    return re.compile(rb"(\{" + b",".join(b'"%b":%b' % (key.encode(), parts.get(key, _TEXT)) for key in KEYS) + rb"\})")


def filled(stencil: Stencil, places: Sequence[bytes]) -> list[tuple[type[Row], bytes]]:
    """Return the packed rows of the entry with these texts in its places, by table."""
    ready = _ready(places)
    return [(table, holes % order(ready)) for table, holes, order in stencil.tables]


def stencil_of(around: Around, places: Sequence[bytes], general: General, pack: PackRows) -> Stencil | None:
    """Return the stencil of entries with these bytes around their places, None if they have none.

    `places` are those of an entry at hand, for which the stencil gives what the general road does.
    """
    marks = [b"<%d>" % number for number in range(len(places))]
    marks[-2] = b"%d" % _MARKED_POSITION
    try:
        marked, rows = (general([_joined(around, texts)]) for texts in (marks, places))
        wanted = {table: pack(table, of_it) for table, of_it in rows.items()}
        ready = _ready(marks)
        cut = re.compile(b"(%b)" % b"|".join(map(re.escape, ready)))
        tables = []
        for table, of_it in marked.items():
            pieces = cut.split(pack(table, of_it))
            holes = b"%b".join(piece.replace(b"%", b"%%") for piece in pieces[::2])
            tables.append((table, holes, _order([ready.index(mark) for mark in pieces[1::2]])))
        stencil = Stencil(tuple(tables), add_up(marked.get(Posting, ())))  # type: ignore[arg-type]  # rows of its table
        if dict(filled(stencil, places)) == wanted and stencil.moves == add_up(rows.get(Posting, ())):  # type: ignore[arg-type]  # the same
            return stencil
    except Exception:  # Whatever it is, the general road will say it of the entry itself.
        return None
    return None


def _joined(around: Around, places: Sequence[bytes]) -> bytes:
    pieces = [around[0]]
    for place, after in zip(places, around[1:], strict=True):
        pieces += (place, after)
    return b"".join(pieces)


def _ready(places: Sequence[bytes]) -> list[bytes]:
    """Return what is in the places as COPY wants it: text behind its length, the position (last but one) as bigint."""
    *texts, position, stream = places
    ready = [_LENGTH.pack(len(text)) + text for text in texts]
    ready += (_BIGINT.pack(int(position)), _LENGTH.pack(len(stream)) + stream)
    return ready


def _order(numbers: Sequence[int]) -> Callable[[Sequence[bytes]], Any]:
    """Return what picks these of the places; a tuple, also of one."""
    return itemgetter(*numbers) if len(numbers) > 1 else lambda ready: tuple(ready[number] for number in numbers)
