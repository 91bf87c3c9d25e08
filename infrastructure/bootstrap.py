"""The only place that knows every part: settings in, a desk out. Nothing happens at import time."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from os import environ
from pathlib import Path

from application.bulk import work_on
from application.commands.safekeeping import RecordKeyRotation, record_key_rotation
from application.desk import Desk
from application.ports import Clock
from application.road import Officer
from application.trial_balances import StatementSigner, Unsigned
from infrastructure import keeping
from infrastructure.access import Say, database, holds_people, ledger_database
from infrastructure.accounts.assembly import credentials, openid_login
from infrastructure.accounts.postgres_credentials import PostgresCredentials
from infrastructure.backup.manifest import Manifest as BackupManifest
from infrastructure.bank_files import BankFiles
from infrastructure.calendar import ChineseCalendar
from infrastructure.clock import SystemClock
from infrastructure.collecting import seldom_collected
from infrastructure.documents.printer import TypstPrinter
from infrastructure.exports.streamed import StreamedExports
from infrastructure.findings import Finding
from infrastructure.jobs.postgres_jobs import LEASE_SECONDS, PostgresJobs
from infrastructure.jobs.runner import Runner
from infrastructure.jobs.uploads import Uploads
from infrastructure.keeping import KeysKept, Overwritten, back_up_keys, bring_keys, loader, overwrite, reindex
from infrastructure.keeping import Rotated as MasterKeyRotated
from infrastructure.log.pool import open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.neighbours.in_postgres import PostgresNeighbours
from infrastructure.policy_file import policy
from infrastructure.proofs import witnessing
from infrastructure.proofs.served import ServedSeals, served_seals
from infrastructure.proofs.statements import SignedStatements
from infrastructure.record_fields import corrected
from infrastructure.schema.migrate import migrate, open_ledger
from infrastructure.settings import Settings, read_settings, shown_settings
from infrastructure.spreadsheet.limits import Limits
from infrastructure.spreadsheet.lists import SpreadsheetLists
from infrastructure.synthetic_people import synthetic_people
from infrastructure.troubles import BAD_FILES, UNAVAILABLE
from infrastructure.upkeep import (
    back_up,
    export,
    rebuild,
    restore,
    rotate_keys,
    seal,
    text_of,
    verifier_keys,
    verify,
    verify_export,
)
from infrastructure.vault import master_key
from infrastructure.vault.postgres_vault import PostgresVault
from infrastructure.views.connections import open_views_pool
from infrastructure.views.follower import Follower
from infrastructure.views.projector import Projector
from infrastructure.views.queries import PostgresViews

__all__ = [
    "BAD_FILES",
    "UNAVAILABLE",
    "BackupManifest",
    "Finding",
    "KeysKept",
    "MasterKeyRotated",
    "Office",
    "Overwritten",
    "Say",
    "Settings",
    "back_up",
    "back_up_keys",
    "bank_lists",
    "bring_keys",
    "corrected",
    "database",
    "export",
    "exports",
    "key_path",
    "ledger_database",
    "lists",
    "office",
    "openid_login",
    "overwrite",
    "policy",
    "prepare",
    "rebuild",
    "reindex",
    "restore",
    "rotate_keys",
    "rotate_master_key",
    "running_jobs",
    "seal",
    "serving",
    "settings",
    "shown_settings",
    "synthetic_people",
    "text_of",
    "verifier_keys",
    "verify",
    "verify_export",
    "witnessing",
]


@dataclass(frozen=True, slots=True)
class Office:
    """A running office: its desk, and what its administrators need beneath it."""

    desk: Desk
    conninfo: str
    home: Path
    log: PostgresLog
    views: PostgresViews
    jobs: PostgresJobs
    credentials: PostgresCredentials
    pools: Mapping[str, Callable[[], Mapping[str, int]]]
    """What each pool of connections says of itself, by name."""
    seals: ServedSeals
    """The sealed log as it is published; `serving` seals it."""


def settings(given: Mapping[str, object]) -> Settings:
    """Return the settings: what is given, else the environment, else the defaults. Raises SettingsWrong."""
    return read_settings(given)


def key_path(settings: Settings) -> Path:
    """Return where the master key lies, or would."""
    return master_key.key_path(settings.home, environ)


def lists(clock: Clock | None = None) -> SpreadsheetLists:
    """Return what reads people and batch lists."""
    return SpreadsheetLists(clock or SystemClock())


def bank_lists() -> BankFiles:
    """Return what writes payment lists and reads the bank's results."""
    return BankFiles()


def exports() -> StreamedExports:
    """Return what writes lists as files."""
    return StreamedExports()


def printer() -> TypstPrinter:
    """Return what prints documents."""
    return TypstPrinter()


def prepare(settings: Settings, *, say: Say) -> bool:
    """Make the data folder, the master key, the tables and the ledger, each where it is missing; may be repeated.

    Returns True when the master key was made by this call: its holder has to copy it to a safe place.
    Raises MasterKeyMissing for a restored ledger, whose people were sealed under a key that has to be brought back.
    """
    settings.home.mkdir(parents=True, exist_ok=True)
    with database(settings, say=say, make=True) as conninfo:
        migrate(conninfo)
        open_ledger(conninfo, settings.ledger)
        path = key_path(settings)
        if path.exists():
            return False
        # A new key could not open what another one sealed, and a key that is named elsewhere is looked for there.
        if path != settings.home / master_key.FILE_NAME or holds_people(conninfo, settings.ledger):
            raise master_key.MasterKeyMissing(path=path)
        master_key.create(settings.home)
        return True


def rotate_master_key(
    settings: Settings, *, by: Officer, say: Say, progress: Callable[[int], None]
) -> tuple[MasterKeyRotated, ...]:
    """Change the master key under everybody's data, and record it in each ledger. Raises WrongMasterKey, SealBroken."""
    with office(settings, say=say) as there, open_pool(there.conninfo, max_size=2) as pool:

        def record(done: MasterKeyRotated) -> None:
            desk = replace(there.desk, log=PostgresLog(pool, done.ledger))
            command_id = f"rotation-{done.from_key}-{done.to_key}"
            if desk.log.receipt(command_id) is None:
                ask = RecordKeyRotation(
                    command_id=command_id, from_key=done.from_key, to_key=done.to_key, people=done.people
                )
                record_key_rotation(ask, by=by, desk=desk)

        return keeping.rotate_master_key(settings, say=say, progress=progress, record=record)


def statements(settings: Settings) -> StatementSigner:
    """Return what signs trial balances: the log's signer, where the log is sealed."""
    if not settings.seal:
        return Unsigned()
    return SignedStatements(settings.home, settings.ledger, settings.signer)


@contextmanager
def office(
    settings: Settings, *, say: Say, clock: Clock | None = None, connections: int = 8, reading: int = 4
) -> Iterator[Office]:
    """Open one ledger for work and close it behind us.

    At most `connections` work with the log and the vault at a time, and `reading` with the views.

    Raises NotInitialised, LedgerNotOpened, MasterKeyMissing and its kin, EmbeddedServerFailed.
    """
    with ExitStack() as stack:
        logging.getLogger("psycopg").addHandler(logging.NullHandler())  # a conflict is no news for standard error
        stack.enter_context(seldom_collected())
        conninfo = stack.enter_context(ledger_database(settings, say=say))
        keys = master_key.load(settings.home, environ)
        pool = stack.enter_context(open_pool(conninfo, max_size=connections))
        log = PostgresLog(pool, settings.ledger)
        projector = Projector(conninfo, settings.ledger)
        stack.callback(projector.close)
        views_pool = stack.enter_context(open_views_pool(conninfo, max_size=reading))
        views = PostgresViews(views_pool, settings.ledger, projector=projector)
        uploads = Uploads(pool, settings.ledger, keys, most_bytes=Limits().file_bytes)
        seals = ServedSeals(log, settings.home)
        desk = Desk(
            log=log,
            views=views,
            vault=PostgresVault(pool, settings.ledger, keys, loader(settings)),
            clock=clock or SystemClock(),
            calendar=ChineseCalendar(),
            sealed=seals,
            neighbours=PostgresNeighbours(pool),
            statements=statements(settings),
        )
        jobs = PostgresJobs(pool, settings.ledger, uploads, receipt=log.receipt)
        pools = {"log": pool.get_stats, "views": views_pool.get_stats}
        people = credentials(pool, settings, keys, clock=clock)
        yield Office(desk, conninfo, settings.home, log, views, jobs, people, pools, seals)


@contextmanager
def serving(settings: Settings, *, say: Say, clock: Clock | None = None, threads: int) -> Iterator[Office]:
    """Open one ledger for `threads` requests at a time: views follow, bulk jobs are done and the log is sealed."""
    with office(settings, say=say, clock=clock, connections=threads + 4, reading=threads) as there:
        projector = Projector(there.conninfo, settings.ledger)
        sealing = served_seals(
            there.log,
            settings.home,
            seal=settings.seal,
            signer_folder=settings.signer,
            policy=settings.policy,
            stamps=settings.timestamp_authority,
        )
        with Follower(projector, there.log.bell), running_jobs(there), sealing as seals:
            yield replace(there, seals=seals)


@contextmanager
def running_jobs(office: Office, *, at_once: int = 1, lease_seconds: int = LEASE_SECONDS) -> Iterator[Runner]:
    """Do the ledger's bulk jobs in threads of this process, so many at a time, while the block is open.

    Any number of processes may; each job is done by one of them. A process that is killed is taken for dead after
    `lease_seconds`, and its job is begun again.
    """
    work = partial(work_on, desk=office.desk, lists=lists(office.desk.clock), bank_lists=bank_lists())
    with Runner(office.jobs, office.jobs.queue(lease_seconds=lease_seconds), work, at_once=at_once) as runner:
        yield runner
