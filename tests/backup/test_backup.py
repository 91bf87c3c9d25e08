"""A backup is one moment of everything, and comes back as it was."""

from __future__ import annotations

import stat
import tarfile
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from domain.personal_data import KeysAway
from infrastructure.backup import back_up, looked_through, restore
from infrastructure.backup.refusals import BackupExists, BackupNotWritten, DatabaseNotEmpty
from infrastructure.log.pool import open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.schema.migrate import migrate
from infrastructure.vault import key_file
from infrastructure.vault.postgres_vault import PostgresVault
from tests.backup.conftest import KEY, LI, fill
from tests.log.support import append, released

EVERYTHING = "select position, stream, version, name, recorded_at, body from subsidy.entry order by ledger, position"
TRIGGERS = """
select tgrelid::regclass::text, tgname, tgenabled from pg_trigger where not tgisinternal and tgparentid = 0
order by 1, 2
"""
OWNERS = """
select relname, pg_get_userbyid(relowner), relacl::text from pg_class
where relnamespace = 'subsidy'::regnamespace order by relname
"""


def rows(conninfo: str, query: str) -> list[tuple[object, ...]]:
    with psycopg.connect(conninfo) as connection:
        connection.execute("set search_path = subsidy")
        return connection.execute(query.encode()).fetchall()


def test_what_is_restored_is_what_was_backed_up(
    filled: str, backup_file: Path, new_database: Callable[[], str]
) -> None:
    there = new_database()
    restore(there, looked_through(backup_file))
    for query in (EVERYTHING, TRIGGERS, OWNERS, "select * from subsidy.receipt order by 2"):
        assert rows(there, query) == rows(filled, query)
    assert len(rows(there, EVERYTHING)) == 21


def test_a_restored_ledger_goes_on_where_it_stood_once_its_peoples_keys_are_back(
    filled: str, backup_file: Path, new_database: Callable[[], str], tmp_path: Path
) -> None:
    there = new_database()
    key_file.write(filled, tmp_path / "people.keys")
    restore(there, looked_through(backup_file))
    with open_pool(there) as pool, pytest.raises(KeysAway):
        PostgresVault(pool, "990101", KEY).find(id_number=LI.id_number)
    key_file.bring(there, tmp_path / "people.keys", KEY)
    with open_pool(there) as pool:
        log = PostgresLog(pool, "990101")
        assert append(log, ("payout/p/99", 0, released("b-99"))).last_position == 22
        vault = PostgresVault(pool, "990101", KEY)
        [person] = vault.find(id_number=LI.id_number)
        assert vault.reveal(person, actor="wang", why="after the restore").name == LI.name


def test_the_log_is_as_closed_to_change_after_a_restore(backup_file: Path, new_database: Callable[[], str]) -> None:
    there = new_database()
    restore(there, looked_through(backup_file))
    with psycopg.connect(there) as connection:
        connection.execute("set session_replication_role = replica")
        with pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute("delete from subsidy.entry")


def test_the_manifest_says_how_far_each_ledger_had_come(backup_file: Path) -> None:
    heads = looked_through(backup_file).manifest.ledgers
    assert [(head.ledger, head.last_position, head.people) for head in heads] == [("990101", 21, 1), ("empty", 0, 0)]
    assert heads[0].master_key_id == KEY.id


def test_any_tar_opens_a_backup_and_nobody_else_may_read_it(backup_file: Path) -> None:
    with tarfile.open(backup_file) as tar:
        assert tar.getnames() == ["manifest.json", "database.dump"]
    assert stat.S_IMODE(backup_file.stat().st_mode) == 0o600


def test_neither_the_master_key_nor_a_clear_number_is_in_it(backup_file: Path) -> None:
    content = backup_file.read_bytes()
    assert KEY.secret not in content
    assert KEY.secret.hex().encode() not in content
    assert LI.id_number.encode() not in content


@pytest.mark.slow
def test_a_backup_taken_while_others_write_is_of_one_moment(new_database: Callable[[], str], tmp_path: Path) -> None:
    busy = new_database()
    migrate(busy)
    fill(busy, payouts=5)
    enough = threading.Event()

    def write() -> None:
        with open_pool(busy) as pool:
            log, number = PostgresLog(pool, "990101"), 100
            while not enough.is_set():
                append(log, (f"payout/p/{number}", 0, released(f"b-{number}")))
                number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(3):
            back_up(busy, tmp_path / f"{number}.tar")
    finally:
        enough.set()
        writer.join()
    for number in range(3):
        there = new_database()
        head = restore(there, looked_through(tmp_path / f"{number}.tar")).ledgers[0]
        assert rows(there, "select count(*), max(position) from subsidy.entry") == [(head.last_position,) * 2]


def test_a_backup_overwrites_nothing(filled: str, tmp_path: Path) -> None:
    path = tmp_path / "there.tar"
    path.write_bytes(b"precious")
    with pytest.raises(BackupExists):
        back_up(filled, path)
    assert path.read_bytes() == b"precious"


def test_a_backup_that_cannot_be_written_leaves_nothing(filled: str, tmp_path: Path) -> None:
    with pytest.raises(BackupNotWritten):
        back_up(filled, tmp_path / "no such folder" / "x.tar")
    with pytest.raises(BackupNotWritten):
        back_up(filled + " options='-c statement_timeout=1'", tmp_path / "x.tar")
    assert list(tmp_path.iterdir()) == []


def test_the_rest_of_a_killed_backup_is_in_nobodys_way(filled: str, tmp_path: Path) -> None:
    (tmp_path / "x.tar.unfinished").write_bytes(b"half")
    back_up(filled, tmp_path / "x.tar")
    assert [path.name for path in tmp_path.iterdir()] == ["x.tar"]


def test_a_backup_is_restored_into_an_empty_database_only(filled: str, backup_file: Path) -> None:
    before = rows(filled, EVERYTHING)
    with pytest.raises(DatabaseNotEmpty):
        restore(filled, looked_through(backup_file))
    assert rows(filled, EVERYTHING) == before
