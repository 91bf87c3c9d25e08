"""The database itself keeps the log as it is, whoever asks, and its shape is what the numbered files say."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg
import pytest
from psycopg import errors, sql
from psycopg.conninfo import make_conninfo

from infrastructure.log.pool import Pool, configured
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.schema.migrate import HERE, MigrationRefused, migrate, open_ledger
from tests.log.support import append, released

ROLES = ("subsidy_app", "subsidy_projector", "subsidy_reader", "subsidy_eraser")
CHANGES = (
    "UPDATE entry SET name = name",
    "UPDATE entry SET body = body WHERE false",
    "DELETE FROM entry",
    "DELETE FROM entry WHERE false",
    "TRUNCATE entry",
    "UPDATE receipt SET answer = answer",
    "DELETE FROM receipt",
    "TRUNCATE receipt",
    "DELETE FROM ledger_head",
    "TRUNCATE ledger_head",
    "TRUNCATE entry, receipt, ledger_head",
)
BACKWARDS = (
    "UPDATE ledger_head SET last_position = last_position - 1",
    "UPDATE ledger_head SET last_recorded_at = last_recorded_at - interval '1 second'",
    "UPDATE ledger_head SET ledger = 'x'",
)
REFUSED = (errors.InsufficientPrivilege, errors.RestrictViolation)


@pytest.fixture
def kept(pool: Pool, ledger: str) -> Iterator[PostgresLog]:
    """A log with an entry and a receipt in it, which is the same afterwards."""
    log = PostgresLog(pool, ledger)
    append(log, ("payout/b-1", 0, released()), command_id="kept")
    before = (log.head(), log.entries(0, limit=9), log.receipt("kept"))
    yield log
    assert before == (log.head(), log.entries(0, limit=9), log.receipt("kept"))


@pytest.mark.parametrize("statement", [*CHANGES, *BACKWARDS])
@pytest.mark.parametrize("role", ROLES)
def test_no_role_of_the_service_changes_what_is_in_the_log(
    log_database: str, kept: PostgresLog, role: str, statement: str
) -> None:
    with psycopg.connect(log_database, autocommit=True) as connection:
        configured(role)(connection)
        with pytest.raises(REFUSED):
            connection.execute(statement.encode())


@pytest.mark.parametrize("statement", [*CHANGES, *BACKWARDS])
@pytest.mark.parametrize("replica", [False, True], ids=["as usual", "with session_replication_role=replica"])
def test_not_even_the_superuser_changes_what_is_in_the_log(
    log_database: str, kept: PostgresLog, statement: str, replica: bool
) -> None:
    with psycopg.connect(log_database, autocommit=True) as connection:
        connection.execute("SET search_path = subsidy")
        if replica:
            connection.execute("SET session_replication_role = replica")
        with pytest.raises(errors.RestrictViolation):
            connection.execute(statement.encode())


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE entry DISABLE TRIGGER append_only",
        "DROP TRIGGER append_only ON entry",
        "DROP TABLE entry",
        "CREATE TABLE mine (i integer)",
        "INSERT INTO ledger_head (ledger) VALUES ('mine')",
        "SET session_replication_role = replica",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE sql AS ''",
    ],
)
def test_the_service_may_not_loosen_its_own_fetters(log_database: str, statement: str) -> None:
    with psycopg.connect(log_database, autocommit=True) as connection:
        configured("subsidy_app")(connection)
        with pytest.raises((errors.InsufficientPrivilege, errors.InvalidFunctionDefinition)):
            connection.execute(statement.encode())


@pytest.mark.parametrize(
    ("role", "table", "may"),
    [
        ("subsidy_projector", "entry", True),
        ("subsidy_projector", "receipt", False),
        ("subsidy_reader", "entry", True),
        ("subsidy_reader", "receipt", False),
        ("subsidy_eraser", "entry", False),
        ("subsidy_eraser", "receipt", False),
    ],
)
def test_each_role_reads_what_it_is_for(log_database: str, role: str, table: str, may: bool) -> None:
    with psycopg.connect(log_database, autocommit=True) as connection:
        configured(role)(connection)
        for verb, allowed in (("SELECT count(*) FROM {}", may), ("INSERT INTO {} DEFAULT VALUES", False)):
            statement = sql.SQL(verb).format(sql.Identifier(table))
            if allowed:
                connection.execute(statement)
            else:
                with pytest.raises(errors.InsufficientPrivilege):
                    connection.execute(statement)


def test_every_key_is_led_by_the_ledger(log_database: str) -> None:
    with psycopg.connect(log_database) as connection:
        keys = connection.execute(
            """
            SELECT i.indrelid::regclass::text, a.attname FROM pg_index AS i
            JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
            JOIN pg_class AS c ON c.oid = i.indrelid
            WHERE c.relnamespace = 'subsidy'::regnamespace AND c.relname <> 'migration'
            """
        ).fetchall()
    assert len(keys) == 4
    assert {first for _, first in keys} == {"ledger"}


@pytest.fixture
def empty_database(server_dsn: str, tmp_path: Path) -> Iterator[str]:
    name = f"empty_{abs(hash(tmp_path)):x}"[:40]
    with psycopg.connect(server_dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
    yield make_conninfo(server_dsn, dbname=name)
    with psycopg.connect(server_dsn, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The log's own file and one more."""
    shutil.copy(HERE / "0001_log.sql", tmp_path)
    (tmp_path / "0002_more.sql").write_text("create table more (i integer); insert into more values (1);")
    return tmp_path


def test_many_processes_may_migrate_at_once_and_each_file_runs_once(empty_database: str, folder: Path) -> None:
    with ThreadPoolExecutor(4) as processes:
        done = list(processes.map(lambda _: migrate(empty_database, folder), range(4)))
    assert sorted(done) == [(), (), (), ("0001_log.sql", "0002_more.sql")]
    assert migrate(empty_database, folder) == ()
    with psycopg.connect(empty_database) as connection:
        assert connection.execute("SELECT count(*) FROM subsidy.more").fetchone() == (1,)
        owner = connection.execute("SELECT tableowner FROM pg_tables WHERE tablename = 'more'").fetchone()
        assert owner == ("subsidy_owner",)
    open_ledger(empty_database, "340700")
    open_ledger(empty_database, "340700")


def test_an_edited_file_is_refused(empty_database: str, folder: Path) -> None:
    migrate(empty_database, folder)
    (folder / "0002_more.sql").write_text("create table more (i integer);")
    with pytest.raises(MigrationRefused, match=r"0002_more\.sql was edited"):
        migrate(empty_database, folder)


def test_a_gap_or_a_number_twice_is_refused(empty_database: str, folder: Path) -> None:
    (folder / "0004_gap.sql").write_text("select 1")
    with pytest.raises(MigrationRefused, match="without a gap"):
        migrate(empty_database, folder)
    (folder / "0004_gap.sql").rename(folder / "0002_twice.sql")
    with pytest.raises(MigrationRefused, match="without a gap"):
        migrate(empty_database, folder)


def test_a_database_newer_than_the_program_is_refused(empty_database: str, folder: Path) -> None:
    migrate(empty_database, folder)
    (folder / "0002_more.sql").unlink()
    with pytest.raises(MigrationRefused, match=r"has migrations \[1, 2\], the program 1"):
        migrate(empty_database, folder)


def test_a_file_that_fails_leaves_nothing_behind(empty_database: str, folder: Path) -> None:
    (folder / "0003_wrong.sql").write_text("create table half (i integer); select 1 / 0;")
    with pytest.raises(psycopg.errors.DivisionByZero):
        migrate(empty_database, folder)
    (folder / "0003_wrong.sql").write_text("create table half (i integer);")
    assert migrate(empty_database, folder) == ("0003_wrong.sql",)
