"""Restoring a backup: everything is looked at first, then the whole of it comes in one transaction or nothing does."""

from __future__ import annotations

import hashlib
import subprocess
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import IO, Any

import psycopg
from psycopg import errors, sql

from infrastructure.backup import manifest as manifests
from infrastructure.backup.archive import PIECE, Backup, Progress, read_through
from infrastructure.backup.manifest import Manifest, Migration
from infrastructure.backup.programs import command, environment, last_words
from infrastructure.backup.refusals import BackupDamaged, BackupFromNewerProgram, DatabaseNotEmpty, RestoreFailed
from infrastructure.embedded_postgres import binaries
from infrastructure.schema.migrate import HERE, migrate

_OWNED = "select exists (select from pg_namespace where nspname = 'subsidy')"
# The book of migrations belongs to whoever applies them, which is the login of this server.
_BOOK_IS_OURS = b"\nalter table subsidy.migration owner to session_user;\n"
# A key that was revoked after the backup would be good again. Backups older than keys have no such table.
_KEYS_ARE_REVOKED = b"""
do $$ begin
    if to_regclass('subsidy.api_key') is not null then
        update subsidy.api_key set revoked_at = now() where revoked_at is null;
    end if;
end $$;
"""
# Backups older than key files have the keys in them, and no such column.
_KEYS_ARE_AWAY = b"""
do $$ begin
    if exists (
        select from information_schema.columns
        where table_schema = 'subsidy' and table_name = 'vault' and column_name = 'keys_away_at'
    ) then
        update subsidy.vault set keys_away_at = head.last_position from subsidy.ledger_head as head
        where head.ledger = vault.ledger and vault.people > 0
            and not exists (select from subsidy.vault_key as key where key.ledger = vault.ledger);
    end if;
end $$;
"""
_COMMIT = b"commit;\n"
# pg_dump 18 writes this line into every script; servers before 17 do not know the setting.
_TOO_NEW = b"SET transaction_timeout = 0;\n"


def looked_through(path: Path, *, progress: Progress | None = None, schema: Path = HERE) -> Backup:
    """Read a backup and say whether this program can restore it; no database is needed yet.

    Raises BackupUnreadable, NotABackup, BackupDamaged, BackupFromNewerProgram.
    """
    backup = read_through(path, progress=progress)
    ours = [Migration(one.name, hashlib.sha256(one.read_bytes()).hexdigest()) for one in sorted(schema.glob("*.sql"))]
    theirs = list(backup.manifest.migrations)
    if theirs != ours[: len(theirs)]:
        raise BackupFromNewerProgram("file", path=path, version=backup.manifest.program)
    return backup


def restore(conninfo: str, backup: Backup, *, progress: Progress | None = None) -> Manifest:
    """Bring a backup into an empty database and up to this program's shape; return its manifest.

    Killed at any moment, it leaves the database empty, and the next one starts over.
    Raises DatabaseNotEmpty, RestoreFailed, BackupDamaged (what came in is not what the manifest says).
    """
    with psycopg.connect(conninfo, autocommit=True) as connection:
        row = connection.execute(_OWNED).fetchone()
        if row is None or row[0]:
            raise DatabaseNotEmpty("home")
        _make_roles(connection, backup.manifest.roles)
        _pour(conninfo, backup, progress)
        if manifests.heads(connection) != backup.manifest.ledgers:
            raise BackupDamaged("file", path=backup.path, what="ledgers")
    migrate(conninfo)
    return backup.manifest


def _make_roles(connection: psycopg.Connection[Any], roles: Iterable[str]) -> None:
    """Make the roles that are missing. They belong to the server and log nobody in, so none is taken away again."""
    for role in roles:
        try:
            connection.execute(sql.SQL("create role {} nologin").format(sql.Identifier(role)))
        except (errors.DuplicateObject, errors.UniqueViolation):
            continue


def _pour(conninfo: str, backup: Backup, progress: Progress | None) -> None:
    """Send the dump through pg_restore to psql. The commit is ours, and last: a pipe that breaks commits nothing."""
    reading = [str(binaries() / "pg_restore"), "--file=-"]
    writing = command("psql", conninfo, "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--file=-")
    with (
        tempfile.TemporaryFile() as said,
        subprocess.Popen(reading, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=said) as script,
        subprocess.Popen(
            writing, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=said, env=environment(conninfo)
        ) as database,
    ):
        assert script.stdin
        assert script.stdout
        assert database.stdin
        feeding = threading.Thread(target=_feed, args=(backup, script.stdin, progress))
        feeding.start()
        try:
            database.stdin.write(b"begin;\n")
            _copy_script(script.stdout, database.stdin)
            if script.wait() == 0:
                database.stdin.write(_BOOK_IS_OURS + _KEYS_ARE_REVOKED + _KEYS_ARE_AWAY + _COMMIT)
            database.stdin.close()
        except BrokenPipeError:
            script.kill()
        except BaseException:
            script.kill()
            database.kill()
            raise
        finally:
            feeding.join()
        if script.wait() != 0 or database.wait() != 0:
            said.seek(0)
            raise RestoreFailed("file", path=backup.path, why=last_words(said.read()))


def _feed(backup: Backup, into: IO[bytes], progress: Progress | None) -> None:
    done = 0
    try:
        with backup.dump() as pieces, into:
            for piece in pieces:
                into.write(piece)
                done += len(piece)
                if progress is not None:
                    progress(done)
    except (BrokenPipeError, ValueError):
        return  # pg_restore has stopped reading; its exit status says whether that is good or bad.


def _copy_script(script: IO[bytes], into: IO[bytes]) -> None:
    into.write(script.read(PIECE).replace(_TOO_NEW, b"", 1))
    while piece := script.read(PIECE):
        into.write(piece)
