"""Every forbidden verb is tried on every table as every role of the database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg import Connection, sql

from infrastructure.schema.migrate import migrate, open_ledger
from tests.log.privileges import BESIDE_TABLES, FILE, REFUSED, ROLES, found

pytestmark = pytest.mark.slow

LOG = ("entry", "receipt", "ledger_head")
WRITERS = {"app", "projector", "eraser"}


@pytest.fixture(scope="module")
def connection(fresh_database: str) -> Iterator[Connection[tuple[Any, ...]]]:
    migrate(fresh_database)
    open_ledger(fresh_database, "main")
    with psycopg.connect(fresh_database, autocommit=True) as opened:
        yield opened


@pytest.fixture(scope="module")
def permitted() -> dict[tuple[str, str], set[str]]:
    """What the written table says: verbs by table and role."""
    lines = (line.split(": ") for line in FILE.read_text().splitlines())
    return {(where.split()[0], where.split()[1]): set(verbs.split()) - {"-"} for where, verbs in lines}


def test_the_database_permits_exactly_what_is_written_down(connection: Connection[tuple[Any, ...]]) -> None:
    """A new table fails here until its lines are added: `python -m tests.log.privileges` writes them."""
    assert list(found(connection)) == FILE.read_text().splitlines()


def test_nobody_takes_anything_out_of_the_log_and_only_the_service_adds_to_it(
    permitted: dict[tuple[str, str], set[str]],
) -> None:
    for table in LOG:
        for role in (name.removeprefix("subsidy_") for name in ROLES):
            verbs = permitted[table, role]
            assert verbs.isdisjoint({"delete", "truncate"}), (table, role)
            if table != "ledger_head":
                assert not any(verb.startswith("update") for verb in verbs), (table, role)
            if role not in {"owner", "app"}:
                assert verbs <= {"select", "copy_out"}, (table, role)


def test_nobody_but_the_owner_whom_nobody_logs_in_as_changes_a_table_itself(
    connection: Connection[tuple[Any, ...]], permitted: dict[tuple[str, str], set[str]]
) -> None:
    structure = {"alter", "drop", "disable_trigger", "add_rule", "give_away", "take_over"}
    assert [where for where, verbs in permitted.items() if where[1] != "owner" and verbs & structure] == []
    logins = connection.execute("SELECT rolname FROM pg_roles WHERE rolname LIKE 'subsidy\\_%' AND rolcanlogin")
    assert logins.fetchall() == []


def test_a_reader_only_reads(permitted: dict[tuple[str, str], set[str]]) -> None:
    assert {verb for (_, role), verbs in permitted.items() if role == "reader" for verb in verbs} <= {
        "select",
        "copy_out",
    }


def refuses(connection: Connection[tuple[Any, ...]], role: str, statement: str) -> bool:
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(sql.SQL("SET SESSION AUTHORIZATION {}").format(sql.Identifier(role)))
            connection.execute(statement.encode())
    except REFUSED:
        return True
    return False


@pytest.mark.parametrize("role", [role for role in ROLES if role != "subsidy_owner"])
def test_what_would_undo_the_guards_is_refused(connection: Connection[tuple[Any, ...]], role: str) -> None:
    assert [what for what, statement in BESIDE_TABLES.items() if not refuses(connection, role, statement)] == []


def test_not_even_the_owner_of_the_tables_commands_the_server(connection: Connection[tuple[Any, ...]]) -> None:
    allowed = [what for what, statement in BESIDE_TABLES.items() if not refuses(connection, "subsidy_owner", statement)]
    assert allowed == ["to make a table", "to replace the guard", "to be the owner"]
