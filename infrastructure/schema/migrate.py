"""Bring a database to the shape of the numbered SQL files beside this one, and open ledgers in it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import psycopg

HERE = Path(__file__).parent
_LOCK = 0x5355_4253  # Any number, as long as all who migrate take the same.
_NAME = re.compile(r"(\d{4})_\w+\.sql", re.ASCII)
_BOOK = """
create schema if not exists subsidy;
create table if not exists subsidy.migration (
    number integer primary key, name text not null, sha256 text not null,
    applied_at timestamptz not null default clock_timestamp()
);
"""


class MigrationRefused(Exception):
    """The files and the database disagree: a gap, an edited file, or a database newer than this program."""


def migrate(conninfo: str, folder: Path = HERE) -> tuple[str, ...]:
    """Apply the files that are missing, each in one transaction, and return their names.

    The login must be a superuser, or own the database and be allowed to create roles. Many processes may do this
    at once; one works, the others wait and find nothing left. Raises MigrationRefused.
    """
    files = _numbered(folder)
    done = []
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(%s)", (_LOCK,))
        connection.execute("set client_min_messages = warning")
        connection.execute(_BOOK)
        rows = connection.execute("select number, sha256 from subsidy.migration order by number").fetchall()
        applied: dict[int, str] = dict(rows)
        if sorted(applied) != list(range(1, len(applied) + 1)) or len(applied) > len(files):
            raise MigrationRefused(f"the database has migrations {sorted(applied)}, the program {len(files)}")
        for number, file in enumerate(files, 1):
            script = file.read_bytes()
            checksum = hashlib.sha256(script).hexdigest()
            if number not in applied:
                _apply(connection, number, file.name, script, checksum)
                done.append(file.name)
            elif applied[number] != checksum:
                raise MigrationRefused(f"{file.name} was edited after it had been applied; add a file instead")
    return tuple(done)


def open_ledger(conninfo: str, ledger: str) -> None:
    """Make room for a ledger, such as a county's region code, unless it is there. The service itself may not."""
    with psycopg.connect(conninfo) as connection:
        connection.execute("set local role subsidy_owner")
        connection.execute(
            "insert into subsidy.ledger_head (ledger) values (%s) on conflict (ledger) do nothing", (ledger,)
        )


def _numbered(folder: Path) -> list[Path]:
    files = sorted(file for file in folder.glob("*.sql") if _NAME.fullmatch(file.name))
    numbers = [int(file.name[:4]) for file in files]
    if numbers != list(range(1, len(files) + 1)):
        raise MigrationRefused(f"the files are numbered {numbers}: one number a file, without a gap")
    return files


def _apply(
    connection: psycopg.Connection[tuple[object, ...]], number: int, name: str, script: bytes, checksum: str
) -> None:
    with connection.transaction():
        connection.execute("set local search_path = subsidy")
        if number > 1:  # The first file makes the role.
            connection.execute("set local role subsidy_owner")
        connection.execute(script)
        connection.execute("reset role")
        connection.execute(
            "insert into subsidy.migration (number, name, sha256) values (%s, %s, %s)", (number, name, checksum)
        )
