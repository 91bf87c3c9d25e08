"""The master key changes while others work, is killed in the middle, and goes on; nobody is lost."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from application.people import PersonalRecord
from infrastructure.log.pool import open_pool
from infrastructure.schema.migrate import migrate, open_ledger
from infrastructure.vault import master_key, rotation
from infrastructure.vault.master_key import MasterKey, WrongMasterKey
from infrastructure.vault.postgres_vault import PostgresVault
from tests.support.database import empty_database
from tests.vault.test_contract import LI, WHY, ZHAO

LEDGER = "990101"
KILLED = """
import os, signal, sys
from pathlib import Path
from infrastructure.vault import master_key, rotation

conninfo, home, pages = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
keys = rotation.begin(conninfo, home / "master.key", master_key.load(home, {}))

def progress(done: int) -> None:
    if done >= pages * 10:
        os.kill(os.getpid(), signal.SIGKILL)

rotation.wrap_anew(conninfo, keys, progress=progress, page=10)
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    master_key.create(tmp_path)
    return tmp_path


@pytest.fixture
def database(server_dsn: str) -> Iterator[str]:
    with empty_database(server_dsn) as conninfo:
        migrate(conninfo)
        open_ledger(conninfo, LEDGER)
        yield conninfo


@pytest.fixture
def pool(database: str) -> Iterator[ConnectionPool[Any]]:
    with open_pool(database) as pool:
        yield pool


def a_service(pool: ConnectionPool[Any], home: Path) -> PostgresVault:
    """A vault as a running service has it: it read the key when it began, and may read it again."""
    return PostgresVault(pool, LEDGER, master_key.load(home, {}), lambda: master_key.load(home, {}))


def people(count: int) -> list[PersonalRecord]:
    return [PersonalRecord(name="孙立", id_number=f"99010119700101{number:04d}") for number in range(count)]


def rotated(database: str, home: Path) -> tuple[rotation.Rotated, ...]:
    path = home / master_key.FILE_NAME
    keys = rotation.begin(database, path, master_key.load(home, {}))
    done = rotation.wrap_anew(database, keys)
    rotation.end(path, keys)
    return done


def test_everybody_is_read_and_found_as_before_and_no_record_or_number_is_rewritten(
    database: str, pool: ConnectionPool[Any], home: Path
) -> None:
    before = master_key.load(home, {})
    service = a_service(pool, home)
    li, zhao = (one.beneficiary_id for one in service.admit([LI, ZHAO], actor="wang", why=WHY))
    kept = untouched(database)
    [done] = rotated(database, home)
    after = master_key.load(home, {})
    assert (done.from_key, done.to_key, done.people) == (before.id, after.id, 2)
    assert (before.id != after.id, after.older) == (True, ())
    assert before.secret.hex() not in (home / master_key.FILE_NAME).read_text()
    assert untouched(database) == kept
    for vault in (service, a_service(pool, home)):
        assert vault.reveal(li, actor="chen", why=WHY) == LI
        assert vault.find(id_number=ZHAO.id_number) == (zhao,)
        assert [one.beneficiary for one in vault.resembling(ZHAO, actor="chen", why=WHY)] == [zhao, li]
    with pytest.raises(WrongMasterKey):
        PostgresVault(pool, LEDGER, before).find(id_number=LI.id_number)


def test_what_is_not_about_people_keeps_its_own_keys(database: str, home: Path) -> None:
    before = master_key.load(home, {})
    rotated(database, home)
    rotated(database, home)
    after = master_key.load(home, {})
    for purpose in rotation.KEPT_PURPOSES:
        assert after.derive(purpose, LEDGER) == before.derive(purpose, LEDGER)
    assert after.derive("wrap", LEDGER) != before.derive("wrap", LEDGER)


@pytest.mark.fault
@pytest.mark.parametrize("pages", [1, 3])
def test_killed_in_the_middle_it_goes_on_and_the_service_never_notices(
    database: str, pool: ConnectionPool[Any], home: Path, pages: int
) -> None:
    service = a_service(pool, home)
    everybody = people(45)
    ids = [one.beneficiary_id for one in service.admit(everybody, actor="wang", why=WHY)]
    killed = subprocess.run([sys.executable, "-c", KILLED, database, str(home), str(pages)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert len(wrapped_under(database)) == 2
    assert list(service.reveal_many(ids, actor="chen", why=WHY).values()) == everybody
    [newcomer] = service.admit([LI], actor="wang", why=WHY)
    half = master_key.load(home, {})
    assert len(half.older) == 1
    [done] = rotated(database, home)
    assert (done.to_key, done.people) == (half.id, 46)
    assert wrapped_under(database) == {half.id}
    fresh = a_service(pool, home)
    assert list(fresh.reveal_many(ids, actor="chen", why=WHY).values()) == everybody
    assert fresh.reveal(newcomer.beneficiary_id, actor="chen", why=WHY) == LI


def test_a_vault_from_before_index_keys_keeps_its_digests(database: str, pool: ConnectionPool[Any], home: Path) -> None:
    with psycopg.connect(database) as connection:
        keys = master_key.load(home, {})
        connection.execute(
            "insert into subsidy.vault (ledger, master_key_id, key_check) values (%s, %s, %s)",
            (LEDGER, keys.id, keys.derive("check", LEDGER)),
        )
    [li] = a_service(pool, home).admit([LI], actor="wang", why=WHY)
    rotated(database, home)
    assert a_service(pool, home).find(id_number=LI.id_number) == (li.beneficiary_id,)


def test_a_key_from_elsewhere_wraps_nothing(database: str, pool: ConnectionPool[Any], home: Path) -> None:
    a_service(pool, home).admit([LI], actor="wang", why=WHY)
    with pytest.raises(WrongMasterKey):
        rotation.wrap_anew(database, MasterKey.generate().successor([]))
    assert wrapped_under(database) == {master_key.load(home, {}).id}


def untouched(database: str) -> list[tuple[object, ...]]:
    with psycopg.connect(database) as connection:
        found = connection.execute("select * from subsidy.vault_person order by 1, 2, 3").fetchall()
        found += connection.execute("select * from subsidy.vault_index order by 1, 2, 3, 4, 5").fetchall()
        return found + connection.execute("select * from subsidy.entry order by 1, 2").fetchall()


def wrapped_under(database: str) -> set[str]:
    with psycopg.connect(database) as connection:
        return {key for (key,) in connection.execute("select distinct master_key_id from subsidy.vault_key")}
