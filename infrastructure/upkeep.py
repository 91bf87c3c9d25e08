"""Looking after a ledger: rebuilding, sealing, verifying, exporting, backing up. None of it needs the master key."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from cryptography.x509 import Certificate

from application.road import Officer
from domain.proofs.policy import Policy, parse_policy
from domain.rejected import Rejected
from infrastructure import backup
from infrastructure.access import Say, database, ledger_database
from infrastructure.auditing import bundle, bundle_check
from infrastructure.auditing.bundle import Exported
from infrastructure.auditing.lists import Lay
from infrastructure.auditing.log_alone import verify_log
from infrastructure.auditing.sealed_now import seal_now
from infrastructure.auditing.seals import seals_of_ledger
from infrastructure.backup.manifest import Manifest
from infrastructure.exports.streamed import StreamedExports
from infrastructure.findings import Finding
from infrastructure.log.pool import open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.proofs import rotating
from infrastructure.proofs.rotating import Rotated
from infrastructure.proofs.sealing import SIGNER_FOLDER
from infrastructure.proofs.tiles_store import PublishedFiles
from infrastructure.proofs.timestamps import certificates_in
from infrastructure.settings import Settings
from infrastructure.views import rebuild as views
from infrastructure.views import verify as checks
from infrastructure.views.connections import open_views_pool
from infrastructure.views.projector import Projector
from infrastructure.views.queries import PostgresViews

Progress = Callable[[int, int], None]
"""Told how much is done, of how much (0: not known)."""


def rebuild(settings: Settings, *, say: Say, progress: Progress) -> int:
    """Build a ledger's views anew and return the position they reached. Raises RebuildFailed, LedgerNotOpened."""
    with ledger_database(settings, say=say) as conninfo:
        return views.rebuild(conninfo, settings.ledger, progress=progress)


class BroughtUnreadable(Rejected):
    """{path} cannot be read as text: it is no checkpoint, receipt or policy."""

    code = "brought_unreadable"
    zh = "{path} 无法作为文本读取：它不是检查点、入账证明或信任策略。"


def verify(
    settings: Settings,
    *,
    say: Say,
    progress: Progress,
    policy: Path | None = None,
    kept: Sequence[Path] = (),
    log_alone: bool = False,
) -> list[Finding]:
    """Return what is not as it should be in a ledger.

    `policy` and `kept` are files of the auditor's own: whom he trusts, and checkpoints or receipts he has from before.
    With `log_alone` the entries are held against the seals and nothing else is looked at.
    Raises LedgerNotOpened, BroughtUnreadable, MalformedPolicy.
    """
    trusted, brought = _policy(policy or settings.policy), _brought(kept)
    with ledger_database(settings, say=say) as conninfo:
        # The seals first: the log only grows, so none of them is newer than what is read after them.
        seals = seals_of_ledger(
            settings.home,
            settings.ledger,
            signer_folder(settings),
            policy=trusted,
            kept=brought,
            roots=_roots(settings.timestamp_roots),
        )
        if not log_alone:
            return list(checks.verify(conninfo, settings.ledger, seals=seals, progress=progress))
        if seals is None:
            return [Finding("sealed", "the log was never sealed")]
        return list(verify_log(conninfo, settings.ledger, seals=seals, progress=progress))


def verify_export(
    folder: Path,
    *,
    lay: Lay,
    progress: Progress,
    policy: Path | None = None,
    kept: Sequence[Path] = (),
    roots: Path | None = None,
) -> list[Finding]:
    """Return what is not as it should be in an exported bundle; no database is needed.

    Raises NotAnExport, BroughtUnreadable, MalformedPolicy.
    """
    trusted, brought = _policy(policy), _brought(kept)
    found = bundle_check.verify_bundle(
        folder, lay=lay, exports=StreamedExports(), policy=trusted, kept=brought, roots=_roots(roots), progress=progress
    )
    return list(found)


def seal(settings: Settings, *, say: Say) -> int:
    """Seal what the log has now, and return the position under the checkpoint. Raises what `seal_now` raises."""
    with _log(settings, say=say) as (_, log):
        return _position(seal_now(log, settings.home, signer_folder=signer_folder(settings)))


def rotate_keys(settings: Settings, *, by: Officer, command_id: str, say: Say) -> Rotated:
    """Bring new signing keys into use. Raises what `infrastructure.proofs.rotating.rotate_keys` raises."""
    with _log(settings, say=say) as (_, log):
        return rotating.rotate_keys(log, settings.home, signer_folder(settings), by=by, command_id=command_id)


def verifier_keys(settings: Settings) -> list[str]:
    """Return the log's verifier keys in use. Raises NotOpenedForProofs."""
    return list(map(str, PublishedFiles(settings.home, settings.ledger).keys()))


def export(settings: Settings, folder: Path, *, lay: Lay, say: Say, progress: Progress) -> Exported:
    """Seal the log and write the bundle an auditor takes away. Raises what `seal_now` and `bundle.export` raise."""
    policy = _policy(settings.policy)
    if folder.exists():
        raise bundle.ExportFolderTaken("folder", path=folder)
    with _log(settings, say=say) as (conninfo, log):
        files = seal_now(log, settings.home, signer_folder=signer_folder(settings))
        projector = Projector(conninfo, settings.ledger)
        try:
            projector.catch_up()
        finally:
            projector.close()
        with open_views_pool(conninfo) as pool:
            return bundle.export(
                folder,
                log,
                PostgresViews(pool, settings.ledger),
                files,
                lay=lay,
                exports=StreamedExports(),
                policy=policy,
                progress=progress,
            )


def signer_folder(settings: Settings) -> Path:
    """Return where the signer keeps its keys and its memory."""
    return settings.signer or settings.home / SIGNER_FOLDER


@contextmanager
def _log(settings: Settings, *, say: Say) -> Iterator[tuple[str, PostgresLog]]:
    with ledger_database(settings, say=say) as conninfo, open_pool(conninfo) as pool:
        yield conninfo, PostgresLog(pool, settings.ledger)


def _position(files: PublishedFiles) -> int:
    there = files.checkpoint()
    return there.size if there else 0


def _policy(path: Path | None) -> Policy | None:
    return parse_policy(text_of(path)) if path is not None else None


def _brought(paths: Sequence[Path]) -> Mapping[str, str]:
    return {str(path): text_of(path) for path in paths}


def _roots(path: Path | None) -> tuple[Certificate, ...]:
    try:
        return certificates_in(path) if path is not None else ()
    except (OSError, ValueError):
        raise BroughtUnreadable(path=path) from None


def text_of(path: Path) -> str:
    """Return what a file brought says. Raises BroughtUnreadable."""
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        raise BroughtUnreadable(path=path) from None


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
