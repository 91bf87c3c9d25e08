"""Rebuild a ledger's views beside the live tables and swap them in, or only compare them with what is there.

The rebuild is one transaction: a crash leaves nothing behind. The live views are read, and followed, until the swap;
for the last entries the projector is locked out, the tables exchange places, and a reader sees either all old or all
new rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from psycopg import sql

from application.views.registry import VIEWS
from application.views.sheet import PAGE, last_struck
from infrastructure.views.building import Building, Connected, Progress, chunks
from infrastructure.views.connections import connect
from infrastructure.views.packing import Table
from infrastructure.views.projecting import SQL
from infrastructure.views.tables import BY_NAME, TABLES, VIEW_OF

_SETTINGS = """
    SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL work_mem = '128MB';
    SET LOCAL max_parallel_maintenance_workers = 2; SET LOCAL min_parallel_table_scan_size = '2MB';
    SET LOCAL default_statistics_target = 25; SET LOCAL wal_skip_threshold = '128kB'
"""
"""Room to sort in, help with sorting what is worth it, samples as large as the first questions want (autovacuum takes
larger ones later), and files made durable as they are, rather than once more through the log (WAL)."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A row that the log gives otherwise than the live table has it; None where the whole row is missing."""

    view: str
    table: str
    position: int
    column: str
    kept: object
    rebuilt: object


def rebuild(conninfo: str, ledger: str, *, processes: int = 2, progress: Progress | None = None) -> int:
    """Build every table of the ledger anew, swap them in, start stopped views again; return the position reached.

    The login must be a member of subsidy_owner. Raises RebuildFailed or Unreadable, and then nothing has changed.
    """
    with _owner(conninfo, ledger) as connection, connection.transaction():
        connection.execute(_SETTINGS)
        building = Building(connection, ledger)
        _fill(building, conninfo, last_struck(_head(connection, ledger)), processes, progress)
        names = [view.name for view in VIEWS]
        connection.execute(SQL["lock_progress"], {"ledger": ledger, "views": names})
        head = _head(connection, ledger)
        _fill(building, conninfo, head, processes, progress)
        changed = [
            table for table in TABLES.values() if building.has(table) or not _is_empty(connection, building, table)
        ]
        for table in changed:
            _index(connection, building, table)
        for table in changed:
            _swap(connection, building, table)
        for name in names:
            connection.execute(SQL["resume"], {"ledger": ledger, "view": name})
        connection.execute(SQL["advance"], {"ledger": ledger, "views": names, "position": head})
    return head


def compare(
    conninfo: str, ledger: str, *, processes: int = 2, limit: int = 20, progress: Progress | None = None
) -> Sequence[Difference]:
    """Build everything anew, hold it against what is kept, and throw it away. Return up to `limit` differences a table.

    Views that stopped are compared as far as they came. The projector waits meanwhile.
    """
    with _owner(conninfo, ledger) as connection, connection.transaction(force_rollback=True):
        connection.execute(_SETTINGS)
        names = [view.name for view in VIEWS]
        rows = connection.execute(SQL["lock_progress"], {"ledger": ledger, "views": names}).fetchall()
        reached = {str(view): int(str(position)) for view, position, *_ in rows}
        building = Building(connection, ledger)
        _fill(building, conninfo, max(reached.values(), default=0), processes, progress)
        return [
            difference
            for table in TABLES.values()
            for difference in _differences(connection, building, table, reached[VIEW_OF[table.name]], limit)
        ]


def _owner(conninfo: str, ledger: str) -> Connected:
    connection = connect(conninfo, "subsidy_owner")
    connection.execute(SQL["open_views"], {"ledger": ledger, "views": [view.name for view in VIEWS]})
    return connection


def _head(connection: Connected, ledger: str) -> int:
    row = connection.execute(SQL["head"], {"ledger": ledger}).fetchone()
    return int(str(row[0])) if row else 0


def _fill(building: Building, conninfo: str, upto: int, processes: int, progress: Progress | None) -> None:
    assert building.position % PAGE == 0, "a range begins where a page begins"
    with ThreadPoolExecutor(1) as writing:  # The next range is packed, or awaited, while the server takes the last.
        written: Future[None] | None = None
        for chunk in chunks(conninfo, building.ledger, building.position, upto, processes=processes):
            if written is not None:
                written.result()
            written = writing.submit(building.add, chunk)
            if progress is not None:
                progress(chunk.last, upto)
        if written is not None:
            written.result()


def _index(connection: Connected, building: Building, table: Table) -> None:
    """Give the built table the keys and indexes of the whole one, so that attaching it finds them, and statistics."""
    name = building.name(table)
    wanted = connection.execute(
        """
        SELECT pg_get_indexdef(indexrelid), indisprimary, pg_get_constraintdef(con.oid)
        FROM pg_index LEFT JOIN pg_constraint con ON con.conindid = indexrelid AND con.contype = 'p'
        WHERE indrelid = to_regclass(%s) ORDER BY indexrelid
        """,
        (f"subsidy.{table.name}",),
    ).fetchall()
    for definition, primary, constraint in wanted:
        if primary:
            statement = sql.SQL("ALTER TABLE {} ADD {}").format(name, sql.SQL(str(constraint)))
        else:
            behind = str(definition).partition(" USING ")[2]
            statement = sql.SQL("CREATE INDEX ON {} USING {}").format(name, sql.SQL(behind))
        connection.execute(statement)
    connection.execute(sql.SQL("ANALYZE {}").format(name))


def _is_empty(connection: Connected, building: Building, table: Table) -> bool:
    """Say whether the live table has no rows either: then there is nothing to put in its place."""
    statement = sql.SQL("SELECT NOT EXISTS (SELECT FROM {})").format(sql.Identifier(building.live(table)))
    return connection.execute(statement).fetchone() == (True,)


def _swap(connection: Connected, building: Building, table: Table) -> None:
    """Put the built table in the live one's place."""
    whole, live = sql.Identifier(table.name), sql.Identifier(building.live(table))
    built = building.name(table)
    for statement in (
        sql.SQL("ALTER TABLE {} DETACH PARTITION {}").format(whole, live),
        sql.SQL("DROP TABLE {}").format(live),
        sql.SQL("ALTER TABLE {} RENAME TO {}").format(built, live),
        sql.SQL("ALTER TABLE {} ATTACH PARTITION {} FOR VALUES IN ({})").format(
            whole, live, sql.Literal(building.ledger)
        ),
        sql.SQL("ALTER TABLE {} DROP CONSTRAINT only_this_ledger").format(live),
    ):
        connection.execute(statement)


def _differences(
    connection: Connected, building: Building, table: Table, upto: int, limit: int
) -> Iterator[Difference]:
    """Yield what differs, row by row and column by column."""
    columns = sql.SQL(", ").join(sql.Identifier(column.name) for column in table.columns)
    names = {"columns": columns, "kept": sql.Identifier(table.name), "rebuilt": building.name(table)}
    statement = sql.SQL(
        """
        (SELECT 0, * FROM (
            SELECT {columns} FROM {kept} WHERE ledger = %(ledger)s AND position <= %(upto)s
            EXCEPT ALL SELECT {columns} FROM {rebuilt} WHERE position <= %(upto)s
        ) AS only_kept ORDER BY position LIMIT %(limit)s)
        UNION ALL
        (SELECT 1, * FROM (
            SELECT {columns} FROM {rebuilt} WHERE position <= %(upto)s
            EXCEPT ALL SELECT {columns} FROM {kept} WHERE ledger = %(ledger)s AND position <= %(upto)s
        ) AS only_rebuilt ORDER BY position LIMIT %(limit)s)
        """
    ).format(**names)
    found = connection.execute(statement, {"ledger": building.ledger, "upto": upto, "limit": limit}).fetchall()
    sides: tuple[dict[object, tuple[object, ...]], dict[object, tuple[object, ...]]] = ({}, {})
    for side, *values in found:
        sides[int(str(side))][_key(table, values)] = tuple(values)
    kept, rebuilt = sides
    for key in sorted({*kept, *rebuilt}, key=str):
        yield from _told(table, kept.get(key), rebuilt.get(key))


def _key(table: Table, values: Sequence[object]) -> tuple[object, ...]:
    """Return what names a row: position and, where an entry adds several, what tells them apart."""
    keys = {"sheet": ("position", "line_key", "span", "first_day")}.get(table.name, ("position", "seq"))
    return tuple(value for column, value in zip(table.columns, values, strict=True) if column.name in keys)


def _told(table: Table, kept: tuple[object, ...] | None, rebuilt: tuple[object, ...] | None) -> Iterator[Difference]:
    position = int(str((kept or rebuilt or (0,))[0]))
    view = VIEW_OF[table.name]
    if kept is None or rebuilt is None:
        yield Difference(view, table.name, position, "", kept, rebuilt)
        return
    for column, old, new in zip(BY_NAME[table.name].columns, kept, rebuilt, strict=True):
        if old != new:
            yield Difference(view, table.name, position, column.name, old, new)
