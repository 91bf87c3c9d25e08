"""People's keys are kept apart from backups, so that no backup brings back whoever was erased since."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg_pool import ConnectionPool

from application.people import PersonalRecord
from domain.personal_data import PersonalDataErased, UnknownBeneficiary
from infrastructure.backup import back_up, looked_through, restore
from infrastructure.log.pool import open_pool
from infrastructure.schema.migrate import migrate, open_ledger
from infrastructure.vault import key_file
from infrastructure.vault.key_file import KeyFileNotWritten, KeyFileTooOld, NoKeysAway, NotAKeyFile
from infrastructure.vault.master_key import MasterKey, WrongMasterKey
from infrastructure.vault.postgres_vault import PostgresVault

KEY = MasterKey.generate()
LI = PersonalRecord(name="李秋实", id_number="990101198001010014", account="9999990000000001", phone="13900001234")
ZHAO = PersonalRecord(name="赵小满", id_number="990101201506010022", account="9999990000000001")
LEDGER, WHY = "990101", "a test"


@pytest.fixture
def here(new_database: Callable[[], str]) -> str:
    conninfo = new_database()
    migrate(conninfo)
    open_ledger(conninfo, LEDGER)
    return conninfo


@pytest.fixture
def pool(here: str) -> Iterator[ConnectionPool[Any]]:
    with open_pool(here) as pool:
        yield pool


@pytest.fixture
def vault(pool: ConnectionPool[Any]) -> PostgresVault:
    return PostgresVault(pool, LEDGER, KEY)


def index_of(conninfo: str) -> list[tuple[object, ...]]:
    with psycopg.connect(conninfo) as connection:
        numbers = connection.execute("select * from subsidy.vault_index order by 1, 2, 3, 4, 5").fetchall()
        return numbers + connection.execute("select * from subsidy.vault_likeness order by 1, 2").fetchall()


def test_who_was_erased_since_is_in_no_backup_however_old(
    here: str, vault: PostgresVault, new_database: Callable[[], str], tmp_path: Path
) -> None:
    li, zhao = (one.beneficiary_id for one in vault.admit([LI, ZHAO], actor="wang", why=WHY))
    vault.amend(zhao, replace(ZHAO, account="9999990000000006"), actor="wang", why="换卡")
    backup, keys = tmp_path / "old.tar", tmp_path / "people.keys"
    back_up(here, backup)
    key_file.write(here, keys)
    before = index_of(here)
    vault.erase(li, actor="head", why="申请〔2026〕3号")
    assert key_file.write(here, keys).keys == 1
    there = new_database()
    restore(there, looked_through(backup))
    with psycopg.connect(there) as connection:
        for table in ("vault_key", "vault_index", "vault_likeness"):
            assert connection.execute(f"select count(*) from subsidy.{table}".encode()).fetchone() == (0,)
    key_file.bring(there, keys, KEY)
    with open_pool(there) as pool:
        old = PostgresVault(pool, LEDGER, KEY)
        with pytest.raises(PersonalDataErased):
            old.reveal(li, actor="x", why=WHY)
        assert old.find(id_number=LI.id_number) == ()
        assert old.resembling(LI, actor="x", why=WHY, besides=zhao) == ()
        assert old.find(id_number=ZHAO.id_number) == (zhao,)
        assert old.reveal(zhao, actor="x", why=WHY).account == "9999990000000006"
    assert index_of(there) == [row for row in before if li not in row] == index_of(here)


def test_a_key_file_is_one_moment_for_its_owner_only_and_replaces_the_one_before(
    here: str, vault: PostgresVault, tmp_path: Path
) -> None:
    vault.admit([LI], actor="wang", why=WHY)
    path = tmp_path / "people.keys"
    path.write_bytes(b"the one before")
    kept = key_file.write(here, path)
    assert (kept.keys, [one.people for one in kept.ledgers]) == (1, [1])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in tmp_path.iterdir()] == ["people.keys"]
    assert KEY.secret.hex() not in path.read_text()
    with pytest.raises(KeyFileNotWritten):
        key_file.write(here, tmp_path / "nowhere" / "people.keys")


def test_keys_older_than_the_backup_are_not_brought_and_none_where_none_are_away(
    here: str, vault: PostgresVault, pool: ConnectionPool[Any], new_database: Callable[[], str], tmp_path: Path
) -> None:
    from infrastructure.log.postgres_log import PostgresLog
    from tests.log.support import append, released

    vault.admit([LI], actor="wang", why=WHY)
    keys, backup = tmp_path / "people.keys", tmp_path / "later.tar"
    key_file.write(here, keys)
    append(PostgresLog(pool, LEDGER), ("payout/p/1", 0, released("b-1")))
    back_up(here, backup)
    with pytest.raises(NoKeysAway):
        key_file.bring(here, keys, KEY)
    there = new_database()
    restore(there, looked_through(backup))
    with pytest.raises(KeyFileTooOld):
        key_file.bring(there, keys, KEY)
    key_file.write(here, keys)
    with pytest.raises(WrongMasterKey):
        key_file.bring(there, keys, MasterKey.generate())
    key_file.bring(there, keys, KEY)


@pytest.mark.parametrize(
    "harm", [lambda text: text[:-40], lambda text: text.replace("b-", "b_"), lambda _: "", str.upper]
)
def test_a_key_file_that_is_not_whole_is_refused(
    here: str, vault: PostgresVault, tmp_path: Path, harm: Callable[[str], str]
) -> None:
    vault.admit([LI], actor="wang", why=WHY)
    path = tmp_path / "people.keys"
    key_file.write(here, path)
    path.write_text(harm(path.read_text()))
    with pytest.raises(NotAKeyFile):
        key_file.bring(here, path, KEY)


def test_somebody_unknown_stays_unknown(vault: PostgresVault) -> None:
    with pytest.raises(UnknownBeneficiary):
        vault.reveal("b-0000000000000000", actor="x", why=WHY)
