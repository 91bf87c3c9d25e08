"""Build a ledger's tables anew beside the live ones, out of the log and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from psycopg import Connection, sql

from application.views.sheet import PAGE, Balances, Key, Sheet, strike
from infrastructure.views.packing import Table
from infrastructure.views.projecting import Packers, copy
from infrastructure.views.tables import SHEET, TABLES
from infrastructure.views.worker import Chunk, connected
from infrastructure.views.workers import packed

RANGE = 4 * PAGE
"""Positions a worker packs at a time."""

SMALL = 8 * RANGE
"""Up to so many entries, starting processes would take longer than the work."""

Connected = Connection[tuple[object, ...]]
Progress = Callable[[int, int], None]
"""Called with the position reached and the position to reach."""


def chunks(conninfo: str, ledger: str, after: int, upto: int, *, processes: int = 2) -> Iterator[Chunk]:
    """Yield the packed rows behind `after` (a page's end) up to `upto`, in order, a few ranges ahead of the reader."""
    ranges = [(start, min(start + RANGE - 1, upto)) for start in range(after + 1, upto + 1, RANGE)]
    if upto - after <= SMALL or processes < 1:
        with connected(conninfo, ledger) as worker:
            yield from (worker.pack(first, last) for first, last in ranges)
    else:
        yield from packed(conninfo, ledger, ranges, processes=processes)


class Building:
    """Tables being filled in one transaction. Made in it, they need no log of their own (WAL) while they fill."""

    def __init__(self, connection: Connected, ledger: str, *, suffix: str = "__rebuild") -> None:
        self.ledger, self.position = ledger, 0
        self._connection, self._suffix = connection, suffix
        self._packers = Packers(ledger)
        self._sheets: dict[Key, Balances] = {}
        for table in TABLES.values():
            # With this check, taking the table's place needs no look at every row.
            connection.execute(
                sql.SQL(
                    "CREATE TABLE {} (LIKE {} INCLUDING CONSTRAINTS, CONSTRAINT only_this_ledger CHECK (ledger = {}))"
                ).format(self.name(table), sql.Identifier(table.name), sql.Literal(ledger))
            )

    def name(self, table: Table) -> sql.Identifier:
        """Return what the table is called while it is built."""
        row = self._connection.execute("SELECT part_of(%s, %s)", (table.name, self.ledger)).fetchone()
        assert row is not None
        return sql.Identifier(f"{row[0]}{self._suffix}")

    def add(self, chunk: Chunk) -> None:
        """Copy one range's rows in, and strike the sheets of the pages it completes."""
        for table in TABLES.values():
            if table.name in chunk.packed:
                self._copy(table, chunk.packed[table.name])
        struck: list[Sheet] = []
        for end, sums in chunk.pages.items():
            if end <= chunk.last:
                new = strike(end, sums, self._sheets)
                self._sheets.update((sheet.key, sheet.balances) for sheet in new)
                struck.extend(new)
        if struck:
            self._copy(SHEET, self._packers[Sheet](struck))
        self.position = chunk.last

    def _copy(self, table: Table, packed: bytes) -> None:
        name = self.name(table).as_string(self._connection)
        copy(self._connection, name, table.column_list, [packed])
