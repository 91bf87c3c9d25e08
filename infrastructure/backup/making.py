"""Making a backup: pg_dump at one snapshot, while others go on working."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

import psycopg

from infrastructure.backup import manifest as manifests
from infrastructure.backup.archive import PIECE, Progress, Writer
from infrastructure.backup.manifest import Manifest
from infrastructure.backup.programs import command, environment, last_words
from infrastructure.backup.refusals import BackupExists, BackupNotWritten

UNFINISHED = ".unfinished"
_LEFT_OUT = ("session", "one_time_secret", "vault_key", "vault_index", "vault_likeness")
"""Tables whose rows are in no backup: what was let in or invited once is not let in again by restoring it, and who was
erased does not come back. People's keys are backed up apart (`infrastructure/vault/key_file.py`)."""


def back_up(conninfo: str, path: Path, *, progress: Progress | None = None) -> Manifest:
    """Write a backup of the whole database to a new file and return its manifest.

    What it holds is one moment: the heads in the manifest and the dump are read in one snapshot. The file appears
    under its name when it is whole and on disk; a killed backup leaves `<name>.unfinished`, which the next one
    overwrites. Raises BackupExists, BackupNotWritten.
    """
    with _new_file(path) as file, _reading(conninfo, path) as connection:
        connection.execute("set transaction isolation level repeatable read, read only")
        row = connection.execute("select pg_export_snapshot(), current_setting('server_version')").fetchone()
        assert row is not None
        snapshot, server = row
        made_at = datetime.now(UTC)
        begun = Manifest(
            made_at=made_at.isoformat().replace("+00:00", "Z"),
            program=version("subsidy-ledger"),
            server=server,
            roles=manifests.roles(connection),
            migrations=manifests.migrations(connection),
            ledgers=manifests.heads(connection),
            dump_bytes=0,
            dump_sha256="",
        )
        writer = Writer(file)
        writer.begin(begun)
        _dump(conninfo, snapshot, writer, path, progress)
        whole = replace(begun, dump_bytes=writer.bytes, dump_sha256=writer.sha256)
        writer.finish(whole, at=made_at.timestamp())
    return whole


def _dump(conninfo: str, snapshot: str, writer: Writer, path: Path, progress: Progress | None) -> None:
    left_out = [f"--exclude-table-data=subsidy.{table}" for table in _LEFT_OUT]
    asked = command("pg_dump", conninfo, "--format=custom", f"--snapshot={snapshot}", "--compress=6", *left_out)
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(asked, stdout=subprocess.PIPE, stderr=said, env=environment(conninfo)) as dumping,
    ):
        assert dumping.stdout is not None
        try:
            while piece := dumping.stdout.read(PIECE):
                writer.write(piece)
                if progress is not None:
                    progress(writer.bytes)
        except BaseException:
            dumping.kill()
            raise
        if dumping.wait() != 0:
            said.seek(0)
            raise BackupNotWritten("file", path=path, why=last_words(said.read()))


@contextmanager
def _reading(conninfo: str, path: Path) -> Iterator[psycopg.Connection[Any]]:
    try:
        with psycopg.connect(conninfo) as connection:
            yield connection
    except psycopg.Error as problem:
        raise BackupNotWritten("file", path=path, why=last_words(str(problem).encode())) from None


@contextmanager
def _new_file(path: Path) -> Iterator[IO[bytes]]:
    """Yield a file that only its owner may read; it gets its name when all went well, and vanishes otherwise."""
    if path.exists():
        raise BackupExists("file", path=path)
    unfinished = path.with_name(path.name + UNFINISHED)
    try:
        unfinished.unlink(missing_ok=True)
        handle = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
            unfinished.rename(path)
        except BaseException:
            unfinished.unlink(missing_ok=True)
            raise
        _make_lasting(path.parent)
    except OSError as problem:
        raise BackupNotWritten("file", path=path, why=problem.strerror or problem) from None


def _make_lasting(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
