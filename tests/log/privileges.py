"""What each database role can do to each table, found by trying; `privileges.txt` says what it should be.

python -m tests.log.privileges DSN      tries on a database that was migrated, and writes the file
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
from psycopg import Connection, errors, sql

from infrastructure.embedded_postgres import running
from infrastructure.schema.migrate import migrate, open_ledger
from tests.support.database import empty_database

FILE = Path(__file__).with_name("privileges.txt")
ROLES = ("subsidy_owner", "subsidy_app", "subsidy_projector", "subsidy_reader", "subsidy_eraser")
REFUSED = (errors.InsufficientPrivilege, errors.RestrictViolation)
"""What the database says to whoever may not, and what the guards of the log say even to their owner."""

Attempt = Callable[[Connection[tuple[object, ...]], sql.Identifier, sql.Identifier], object]


def _does(statement: str) -> Attempt:
    def attempt(connection: Connection[tuple[object, ...]], table: sql.Identifier, column: sql.Identifier) -> object:
        return connection.execute(sql.SQL(statement).format(table=table, column=column))

    return attempt


def _copies(statement: str) -> Attempt:
    def attempt(connection: Connection[tuple[object, ...]], table: sql.Identifier, column: sql.Identifier) -> object:
        with connection.cursor().copy(sql.SQL(statement).format(table=table, column=column)) as copy:
            return sum(1 for _ in copy) if "STDOUT" in statement else 0

    return attempt


def _gives_away(connection: Connection[tuple[object, ...]], table: sql.Identifier, column: sql.Identifier) -> None:
    """Who may not give anything away is only warned."""
    connection.execute(sql.SQL("GRANT SELECT ON {table} TO PUBLIC").format(table=table))
    given = connection.execute("SELECT has_table_privilege('pg_monitor', %s, 'SELECT')", (table.as_string(),))
    if given.fetchone() != (True,):
        raise errors.InsufficientPrivilege(f"nothing was given, {column} included")


ATTEMPTS: dict[str, Attempt] = {
    "select": _does("SELECT {column} FROM {table} LIMIT 0"),
    "insert": _does("INSERT INTO {table} DEFAULT VALUES"),
    "update": _does("UPDATE {table} SET {column} = NULL WHERE false"),
    "delete": _does("DELETE FROM {table} WHERE false"),
    "truncate": _does("TRUNCATE {table}"),
    "copy_out": _copies("COPY {table} TO STDOUT"),
    "copy_in": _copies("COPY {table} FROM STDIN"),
    "alter": _does("ALTER TABLE {table} ADD COLUMN added integer"),
    "drop": _does("DROP TABLE {table} CASCADE"),
    "disable_trigger": _does("ALTER TABLE {table} DISABLE TRIGGER ALL"),
    "add_rule": _does("CREATE RULE nothing AS ON INSERT TO {table} DO INSTEAD NOTHING"),
    "give_away": _gives_away,
    "take_over": _does("ALTER TABLE {table} OWNER TO CURRENT_USER"),
}

BESIDE_TABLES = {
    "to be a replica": "SET session_replication_role = replica",
    "to make a table": "CREATE TABLE subsidy.another (one integer)",
    "to make a schema": "CREATE SCHEMA another",
    "to replace the guard": "CREATE OR REPLACE FUNCTION subsidy.refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    "'BEGIN RETURN NEW; END'",
    "to read the server's files": "SELECT pg_read_file('PG_VERSION')",
    "to run a program": "COPY (SELECT 1) TO PROGRAM 'true'",
    "to change the server": "SELECT pg_reload_conf()",
    "to make a role": "CREATE ROLE another",
    "to be the owner": "SET ROLE subsidy_owner",
}


def tables(connection: Connection[tuple[object, ...]]) -> list[str]:
    """Return every table of the schema; parts of partitioned tables are reached through them."""
    return [
        str(name)
        for (name,) in connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'subsidy'::regnamespace AND relkind IN ('r', 'p') "
            "AND NOT relispartition ORDER BY relname"
        )
    ]


def columns(connection: Connection[tuple[object, ...]], table: str) -> list[str]:
    """Return the columns of a table that anybody could write to."""
    return [
        str(name)
        for (name,) in connection.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_schema = 'subsidy' AND table_name = %s "
            "AND is_identity = 'NO' AND is_generated = 'NEVER' ORDER BY ordinal_position",
            (table,),
        )
    ]


def may(connection: Connection[tuple[object, ...]], role: str, table: str, column: str, attempt: Attempt) -> bool:
    """Try something as a role, and undo it."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(sql.SQL("SET SESSION AUTHORIZATION {}").format(sql.Identifier(role)))
            attempt(connection, sql.Identifier("subsidy", table), sql.Identifier(column))
    except REFUSED:
        return False
    except psycopg.Error:
        return True  # a constraint, a generated column: whoever comes that far was let in
    return True


def found(connection: Connection[tuple[object, ...]]) -> Iterator[str]:
    """Yield a line a role and table: what it may do. Of updates it names the columns unless it may change all."""
    for table in tables(connection):
        every = columns(connection, table)
        for role in ROLES:
            verbs = []
            for verb, attempt in ATTEMPTS.items():
                if verb == "update":
                    which = [column for column in every if may(connection, role, table, column, attempt)]
                    if which:
                        verbs.append("update" if which == every else f"update({', '.join(which)})")
                elif any(may(connection, role, table, column, attempt) for column in every[:1]):
                    verbs.append(verb)
            yield f"{table} {role.removeprefix('subsidy_')}: {' '.join(verbs) or '-'}"


def main() -> None:
    """Try on a database of our own, and write the file."""
    with (
        tempfile.TemporaryDirectory() as home,
        running(Path(home)) as server,
        empty_database(server) as conninfo,
    ):
        migrate(conninfo)
        open_ledger(conninfo, "main")
        with psycopg.connect(conninfo, autocommit=True) as connection:
            FILE.write_text("".join(f"{line}\n" for line in found(connection)))


if __name__ == "__main__":
    main()
