"""Looking after a database: rebuilding and verifying views, backing up, restoring. None of it needs the master key."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from infrastructure import backup
from infrastructure.access import Say, database, ledger_database
from infrastructure.backup.manifest import Manifest
from infrastructure.settings import Settings
from infrastructure.views import rebuild as views
from infrastructure.views import verify as checks
from infrastructure.views.verify import Finding

Progress = Callable[[int, int], None]
"""Told how much is done, of how much (0: not known)."""


def rebuild(settings: Settings, *, say: Say, progress: Progress) -> int:
    """Build a ledger's views anew and return the position they reached. Raises RebuildFailed, LedgerNotOpened."""
    with ledger_database(settings, say=say) as conninfo:
        return views.rebuild(conninfo, settings.ledger, progress=progress)


def verify(settings: Settings, *, say: Say, progress: Progress) -> list[Finding]:
    """Return what is not as it should be in a ledger. Raises LedgerNotOpened."""
    with ledger_database(settings, say=say) as conninfo:
        return list(checks.verify(conninfo, settings.ledger, progress=progress))


def back_up(settings: Settings, path: Path, *, say: Say, progress: Progress) -> Manifest:
    """Write a backup of the whole database. Raises BackupExists, BackupNotWritten, LedgerNotOpened."""
    with ledger_database(settings, say=say) as conninfo:
        return backup.back_up(conninfo, path, progress=lambda done: progress(done, 0))


def restore(settings: Settings, path: Path, *, say: Say, progress: Progress) -> Manifest:
    """Restore a backup into a new home or an empty database. Nothing is touched before the file was found whole.

    Raises NotABackup, BackupDamaged, BackupFromNewerProgram, DatabaseNotEmpty, RestoreFailed.
    """
    found = backup.looked_through(path)
    size = found.manifest.dump_bytes
    with database(settings, say=say, make=True) as conninfo:
        return backup.restore(conninfo, found, progress=lambda done: progress(done, size))
