"""Looking after people's keys: backing them up apart, bringing them back, changing the master key, writing over."""

from __future__ import annotations

from collections.abc import Callable
from os import environ
from pathlib import Path

import psycopg

from infrastructure.access import Say, ledger_database
from infrastructure.log.pool import open_pool
from infrastructure.settings import Settings
from infrastructure.vault import key_file, master_key, overwriting, rotation
from infrastructure.vault.key_file import KeysKept
from infrastructure.vault.master_key import MasterKey
from infrastructure.vault.overwriting import Overwritten
from infrastructure.vault.postgres_vault import PostgresVault
from infrastructure.vault.reindexing import reindex as index_anew
from infrastructure.vault.rotation import Rotated

__all__ = [
    "KeysKept",
    "Overwritten",
    "Rotated",
    "back_up_keys",
    "bring_keys",
    "loader",
    "overwrite",
    "reindex",
    "rotate_master_key",
]


def back_up_keys(settings: Settings, path: Path, *, say: Say) -> KeysKept:
    """Write people's keys to a file, in the stead of the one of that name. Raises KeyFileNotWritten."""
    with ledger_database(settings, say=say) as conninfo:
        return key_file.write(conninfo, path)


def bring_keys(settings: Settings, path: Path, *, say: Say) -> KeysKept:
    """Bring people's keys back after a restore. Raises what `key_file.bring` raises, and MasterKeyMissing."""
    keys = master_key.load(settings.home, environ)
    with ledger_database(settings, say=say) as conninfo:
        return key_file.bring(conninfo, path, keys)


def rotate_master_key(
    settings: Settings, *, say: Say, progress: rotation.Progress, record: Callable[[Rotated], None]
) -> tuple[Rotated, ...]:
    """Wrap all people's keys under a new master key; killed, it goes on when it is asked again.

    `record` puts it into each ledger's log before the old key leaves the file. Raises WrongMasterKey, SealBroken.
    """
    path = master_key.key_path(settings.home, environ)
    with ledger_database(settings, say=say) as conninfo:
        keys = rotation.begin(conninfo, path, master_key.load(settings.home, environ))
        done = rotation.wrap_anew(conninfo, keys, progress=progress)
        for one in done:
            record(one)
        rotation.end(path, keys)
    return done


def overwrite(settings: Settings, *, by: str, say: Say) -> Overwritten:
    """Finish what erasures a crash left half done, and take the bytes of the erased out of the database's files."""
    keys = master_key.load(settings.home, environ)
    with ledger_database(settings, say=say) as conninfo:
        with open_pool(conninfo, max_size=2) as pool:
            vault = PostgresVault(pool, settings.ledger, keys)
            for person in overwriting.still_to_erase(conninfo, settings.ledger):
                vault.erase(person, actor=by, why="vault overwrite")
        return overwriting.overwrite(conninfo)


def reindex(settings: Settings, *, say: Say) -> int:
    """Make the blind index and the tokens of likeness anew; return of how many people. Registrations wait meanwhile."""
    keys = master_key.load(settings.home, environ)
    with ledger_database(settings, say=say) as conninfo, open_pool(conninfo, max_size=2) as pool:
        sealer = PostgresVault(pool, settings.ledger, keys).sealer()
        with psycopg.connect(conninfo) as connection:
            connection.execute("set local role subsidy_eraser")
            connection.execute("select from subsidy.vault where ledger = %s for update", (settings.ledger,))
            return index_anew(connection, sealer)


def loader(settings: Settings) -> Callable[[], MasterKey]:
    """Return what reads the master key's file again, for whoever runs while it changes."""
    return lambda: master_key.load(settings.home, environ)
