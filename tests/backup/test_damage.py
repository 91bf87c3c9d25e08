"""A damaged backup is refused by name, a killed restore leaves nothing, and the next one starts over."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from domain.rejected import Rejected
from infrastructure.backup import looked_through, refusals, restore
from infrastructure.backup.archive import read_through
from infrastructure.backup.refusals import (
    BackupDamaged,
    BackupFromNewerProgram,
    BackupUnreadable,
    NotABackup,
    RestoreFailed,
)
from infrastructure.schema.migrate import HERE


def is_empty(conninfo: str) -> bool:
    with psycopg.connect(conninfo) as connection:
        row = connection.execute("select count(*) from pg_class where relnamespace = 'public'::regnamespace").fetchone()
        assert row is not None
        schemas = connection.execute("select from pg_namespace where nspname = 'subsidy'").fetchall()
        return row[0] == 0 and not schemas


def damaged(backup: Path, folder: Path, change: Callable[[bytearray], bytes | bytearray]) -> Path:
    path = folder / "damaged.tar"
    path.write_bytes(change(bytearray(backup.read_bytes())))
    return path


def flipped(place: int) -> Callable[[bytearray], bytearray]:
    def flip(content: bytearray) -> bytearray:
        content[place] ^= 0x10
        return content

    return flip


@pytest.mark.parametrize(
    "part", ["first header", "manifest", "second header", "dump begins", "dump middle", "dump ends"]
)
def test_one_flipped_bit_anywhere_is_found(part: str, backup_file: Path, tmp_path: Path) -> None:
    whole = read_through(backup_file)
    place = {
        "first header": 130,
        "manifest": 512 + 150,
        "second header": whole.dump_at - 512 + 130,
        "dump begins": whole.dump_at,
        "dump middle": whole.dump_at + whole.manifest.dump_bytes // 2,
        "dump ends": whole.dump_at + whole.manifest.dump_bytes - 1,
    }[part]
    path = damaged(backup_file, tmp_path, flipped(place))
    with pytest.raises((BackupDamaged, NotABackup)) as refusal:
        looked_through(path)
    assert str(path) in refusal.value.sentence("zh")


@pytest.mark.parametrize("kept", [0.0, 0.001, 0.1, 0.5, 0.97])
def test_a_backup_cut_off_is_found(kept: float, backup_file: Path, tmp_path: Path) -> None:
    path = damaged(backup_file, tmp_path, lambda content: content[: int(len(content) * kept)])
    with pytest.raises((BackupDamaged, NotABackup)):
        looked_through(path)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"\0" * 20_000, b"manifest.json" + b"x" * 9_000])
def test_another_file_is_no_backup(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other"
    path.write_bytes(content)
    with pytest.raises((NotABackup, BackupDamaged)):
        looked_through(path)


def test_a_missing_file_is_said_to_be_missing(tmp_path: Path) -> None:
    with pytest.raises(BackupUnreadable):
        looked_through(tmp_path / "no.tar")


def test_a_backup_of_a_newer_program_is_refused(backup_file: Path, tmp_path: Path) -> None:
    shutil.copy(HERE / "0001_log.sql", tmp_path)
    with pytest.raises(BackupFromNewerProgram):
        looked_through(backup_file, schema=tmp_path)


def test_a_dump_that_postgresql_refuses_leaves_the_database_empty(
    backup_file: Path, new_database: Callable[[], str], tmp_path: Path
) -> None:
    there = new_database()
    whole = looked_through(backup_file)
    middle = whole.dump_at + whole.manifest.dump_bytes // 2
    path = damaged(backup_file, tmp_path, lambda content: content[:middle] + bytes(4096) + content[middle + 4096 :])
    with pytest.raises(RestoreFailed):
        restore(there, replace(whole, path=path))
    assert is_empty(there)
    restore(there, whole)


def test_a_dump_that_ends_too_soon_leaves_the_database_empty(
    backup_file: Path, new_database: Callable[[], str]
) -> None:
    there = new_database()
    whole = looked_through(backup_file)
    short = replace(whole, manifest=replace(whole.manifest, dump_bytes=whole.manifest.dump_bytes * 4 // 5))
    with pytest.raises(RestoreFailed):
        restore(there, short)
    assert is_empty(there)


RESTORE_AND_STOP = """
import os, sys
from pathlib import Path
from infrastructure.backup import looked_through, restore, restoring

def stop(script, into):
    into.write(script.read(int(sys.argv[3])))
    into.flush()
    print("half", flush=True)
    sys.stdin.read()

restoring._copy_script = stop
restore(sys.argv[1], looked_through(Path(sys.argv[2])))
"""


@pytest.mark.fault
@pytest.mark.parametrize("bytes_sent", [100, 20_000, 120_000])
def test_a_restore_killed_half_way_is_started_over(
    bytes_sent: int, backup_file: Path, new_database: Callable[[], str]
) -> None:
    there = new_database()
    with subprocess.Popen(
        [sys.executable, "-c", RESTORE_AND_STOP, there, str(backup_file), str(bytes_sent)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as restoring:
        assert restoring.stdout is not None
        assert restoring.stdout.readline() == b"half\n"
        os.kill(restoring.pid, signal.SIGKILL)
    with psycopg.connect(there) as connection:
        connection.execute("select pg_sleep(0.3)")
    assert is_empty(there)
    restore(there, looked_through(backup_file))
    assert not is_empty(there)


def test_every_refusal_of_a_backup_speaks_both_languages() -> None:
    rules = [
        rule for rule in vars(refusals).values() if isinstance(rule, type) and rule.__module__ == refusals.__name__
    ]
    for rule in rules:
        assert issubclass(rule, Rejected)
        refusal = rule("file", path="x", why="y", what="z", version="1")
        assert refusal.sentence("zh") != Rejected.zh
        assert "{" not in refusal.sentence("zh") + refusal.sentence("en")
