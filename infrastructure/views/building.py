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
        self._made: dict[str, sql.Identifier] = {}

    def has(self, table: Table) -> bool:
        """Say whether rows of the table came, or it was asked for by name."""
        return table.name in self._made

    def live(self, table: Table) -> str:
        """Return what the ledger's part of the table is called."""
        row = self._connection.execute("SELECT part_of(%s, %s)", (table.name, self.ledger)).fetchone()
        assert row is not None
        return str(row[0])

    def name(self, table: Table) -> sql.Identifier:
        """Return what the table is called while it is built; it is there from now on."""
        if table.name not in self._made:
            self._made[table.name] = self._make(table)
        return self._made[table.name]

    def _make(self, table: Table) -> sql.Identifier:
        name = sql.Identifier(self.live(table) + self._suffix)
        # With this check, taking the table's place needs no look at every row.
        self._connection.execute(
            sql.SQL(
                "CREATE TABLE {} (LIKE {} INCLUDING CONSTRAINTS, CONSTRAINT only_this_ledger CHECK (ledger = {}))"
            ).format(name, sql.Identifier(table.name), sql.Literal(self.ledger))
        )
        return name

    def add(self, chunk: Chunk) -> None:
        """Copy one range's rows in, and strike the sheets of the pages it completes."""
        for table in TABLES.values():
            if rows := chunk.packed.get(table.name):
                self._copy(table, rows)
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
