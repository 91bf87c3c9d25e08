"""From stored entries to packed rows: the one road that the projector and every rebuild take."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from struct import Struct
from typing import cast

from psycopg import Connection

from application.recorded import Recorded
from application.views.posting import Posting
from application.views.registry import VIEWS, readers
from application.views.sheet import Balances, Key, MovedOn, add_up
from application.views.view import Row, View
from infrastructure.log.mapper import EntryMapper
from infrastructure.views.packing import SIGNATURE, TRAILER, Pack, line_key
from infrastructure.views.tables import TABLES, statements

SQL = statements("projector.sql")
_BIGINT = Struct("!q")


class Unreadable(Exception):
    """An entry cannot be read; no view goes past it."""

    def __init__(self, position: int, error: str) -> None:
        super().__init__(error)
        self.position = position


@dataclass(slots=True)
class Reader:
    """Reads a ledger's entries."""

    connection: Connection[tuple[object, ...]]
    ledger: str
    mapper: EntryMapper = field(default_factory=EntryMapper)

    def entries(self, after: int, upto: int) -> Iterator[Recorded[object]]:
        """Yield the entries behind `after` up to `upto`. Raises Unreadable; what came before it was yielded."""
        bodies, missing = self.bodies(after, upto)
        for position, body in enumerate(bodies, after + 1):
            yield read_entry(self.mapper, position, body)
        if missing is not None:
            raise Unreadable(missing.position, missing.error)

    def bodies(self, after: int, upto: int) -> tuple[list[bytes], Failure | None]:
        """Return the bytes of the entries behind `after` up to `upto`, to where one is missing, and that it is."""
        with self.connection.cursor(binary=True) as cursor:
            cursor.execute(SQL["entries"], {"ledger": self.ledger, "after": after, "upto": upto})
            answer = cursor.pgresult
            assert answer is not None
            value, bodies = answer.get_value, list[bytes]()
            for row in range(answer.ntuples):
                expected = after + row + 1
                body = value(row, 1)
                if value(row, 0) != _BIGINT.pack(expected) or body is None:
                    return bodies, Failure(expected, f"position {expected} is missing from the log")
                bodies.append(body)
        return bodies, None


def read_entry(mapper: EntryMapper, position: int, body: bytes) -> Recorded[object]:
    """Return the entry with these bytes. Raises Unreadable, also when it says that it is at another position."""
    try:
        entry = mapper.read(body)
    except Exception as error:
        raise Unreadable(position, f"{type(error).__name__}: {error}") from error
    if entry.position != position:
        raise Unreadable(position, f"the entry says it is at position {entry.position}")
    return entry


class Packers(dict[type[Row], Pack]):
    """Packs rows of any table of one ledger."""

    def __init__(self, ledger: str) -> None:
        super().__init__()
        self.ledger = ledger

    def __missing__(self, row: type[Row]) -> Pack:
        self[row] = pack = TABLES[row].packer(self.ledger)
        return pack


Rows = dict[type[Row], list[Row]]
"""Rows by their type, in the order of the log."""

_POSITION = attrgetter("position")


@dataclass(slots=True)
class Failure:
    """A view could not take the entry at `position`."""

    position: int
    error: str


@dataclass(slots=True)
class Gathered:
    """Rows by table, in the order of the log; a view that failed has those of the entries before its failure."""

    rows: Rows
    failures: dict[str, Failure]


def gather(entries: Iterable[Recorded[object]], views: Sequence[View] = VIEWS) -> Gathered:
    """Show each entry to the views it concerns."""
    reading, rows, failures = readers(tuple(views)), defaultdict[type[Row], list[Row]](list), dict[str, Failure]()
    for entry in entries:
        for view in reading.get(entry.fact.__class__, ()):
            if failures and view.name in failures:
                continue
            try:
                for row in view.rows(entry):
                    rows[row.__class__].append(row)
            except Exception as error:
                failures[view.name] = Failure(entry.position, f"{type(error).__name__}: {error}")
                _take_back(rows, view, entry.position)
    return Gathered(dict(rows), failures)


def _take_back(rows: Rows, view: View, position: int) -> None:
    """Remove what a view yielded before it failed on an entry."""
    for kind in view.tables:
        while rows.get(kind) and rows[kind][-1][0] == position:
            rows[kind].pop()


def moved(rows: Rows, first: int, last: int) -> dict[MovedOn, int]:
    """Return what the gathered postings of positions `first` to `last` move."""
    postings = cast("list[Posting]", rows.get(Posting, []))
    start = bisect_left(postings, first, key=_POSITION)
    return add_up(postings[start : bisect_right(postings, last, key=_POSITION)])


def copy(connection: Connection[tuple[object, ...]], table: str, columns: str, packed: Sequence[bytes]) -> None:
    """Write packed rows into a table by binary COPY."""
    with connection.cursor().copy(f"COPY {table} ({columns}) FROM STDIN (FORMAT binary)".encode()) as into:
        into.write(SIGNATURE)
        for piece in packed:
            into.write(piece)
        into.write(TRAILER)


def newest_sheets(
    connection: Connection[tuple[object, ...]], ledger: str, keys: Sequence[Key], struck: int
) -> dict[Key, Balances]:
    """Return of each sheet the newest at or before the page end `struck`; those never struck are absent."""
    cursor = connection.cursor(binary=True)
    cursor.execute(
        SQL["newest_sheets"],
        {
            "ledger": ledger,
            "lines": [line_key(key.line) for key in keys],
            "spans": [key.span.value for key in keys],
            "days": [key.first_day for key in keys],
            "struck": struck,
        },
    )
    found: dict[Key, Balances] = {}
    for number, *balances in cursor:
        assert isinstance(number, int)
        found[keys[number - 1]] = tuple(int(str(fen)) for fen in balances)
    return found
