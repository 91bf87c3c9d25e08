"""The master key changes: every person's key is wrapped anew, page by page, while others go on working.

First the new key is in the file, with the old one beside it; then ledger by ledger the vault's own row says that new
people are sealed under it; then the pages follow. Killed anywhere, it goes on where it stood when it is asked again:
what is still wrapped under another key than the newest is all there is left to do. Records and log are not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import Connection

from infrastructure.vault import master_key
from infrastructure.vault.master_key import MasterKey, WrongMasterKey
from infrastructure.vault.sealing import IndexKeys, Sealer

PAGE = 1000
"""Keys wrapped anew in one transaction, and held in memory at a time."""
KEPT_PURPOSES = ("credential", "sign-in", "upload")
"""What goes on under keys that the first master key gave: nothing of it is about people for longer than a job."""

Progress = Callable[[int], None]
"""Told how many keys were wrapped anew so far."""

_LEDGERS = "select ledger from subsidy.ledger_head order by ledger"
_HEAD = """
select master_key_id, key_check, index_keys from subsidy.vault where ledger = %(ledger)s for no key update
"""
_TURN = """
update subsidy.vault set master_key_id = %(key)s, key_check = %(check)s, index_keys = %(index)s
where ledger = %(ledger)s
"""
_NEXT = """
select beneficiary_id, master_key_id, wrapped from subsidy.vault_key
where ledger = %(ledger)s and beneficiary_id > %(after)s and master_key_id <> %(key)s
order by beneficiary_id limit %(page)s for no key update
"""
_WRAP = """
update subsidy.vault_key as key set master_key_id = %(key)s, wrapped = anew.wrapped
from unnest(%(people)s::text[], %(wrapped)s::bytea[]) as anew (beneficiary_id, wrapped)
where key.ledger = %(ledger)s and key.beneficiary_id = anew.beneficiary_id
"""
_PEOPLE = "select count(*) from subsidy.vault_key where ledger = %(ledger)s"


@dataclass(frozen=True, slots=True)
class Rotated:
    """A ledger whose people's keys all lie under `to_key` now; ids derived from the keys."""

    ledger: str
    from_key: str
    to_key: str
    people: int


def begin(conninfo: str, path: Path, keys: MasterKey) -> MasterKey:
    """Put a new key into the file, the old one beside it, unless a rotation is under way; return what it holds now."""
    if keys.older:
        return keys
    with psycopg.connect(conninfo) as connection:
        ledgers = [ledger for (ledger,) in connection.execute(_LEDGERS)]
    fresh = keys.successor((purpose, ledger) for ledger in ledgers for purpose in KEPT_PURPOSES)
    master_key.put(path, fresh)
    return fresh


def wrap_anew(
    conninfo: str, keys: MasterKey, *, progress: Progress = lambda _: None, page: int = PAGE
) -> tuple[Rotated, ...]:
    """Wrap everything in the database that is not under the newest key. Raises WrongMasterKey, SealBroken."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("set role subsidy_eraser")
        connection.execute("set search_path = subsidy, pg_temp")
        ledgers = [ledger for (ledger,) in connection.execute("select ledger from vault order by ledger")]
        done = 0
        rotated = []
        for ledger in ledgers:
            sealer = Sealer(keys, ledger)
            _turn(connection, keys, sealer)
            for wrapped in _pages(connection, sealer, page):
                done += wrapped
                progress(done)
            row = connection.execute(_PEOPLE, {"ledger": ledger}).fetchone()
            assert row is not None
            rotated.append(Rotated(ledger, keys.older[0].id if keys.older else keys.id, keys.id, row[0]))
    return tuple(rotated)


def end(path: Path, keys: MasterKey) -> MasterKey:
    """Take the older keys out of the file: from now on nothing that they wrapped can be opened."""
    alone = keys.alone()
    master_key.put(path, alone)
    return alone


def _turn(connection: Connection[Any], keys: MasterKey, sealer: Sealer) -> None:
    """Let the ledger's row say that the newest key is the one; its index keys stay what they are."""
    with connection.transaction():
        row = connection.execute(_HEAD, {"ledger": sealer.ledger}).fetchone()
        assert row is not None
        key_id, check, index = row
        if key_id == keys.id and index is not None:
            return
        before = next((key for key in keys.every() if key.id == key_id), None)
        if before is None or before.derive("check", sealer.ledger) != check:
            raise WrongMasterKey(ledger=sealer.ledger, expected=key_id, found=keys.id)
        own = IndexKeys.derived(before, sealer.ledger) if index is None else sealer.index_of(index, key_id)
        after = Sealer(keys, sealer.ledger, own)
        turned = {"key": after.master_key_id, "check": after.key_check, "index": after.wrapped_index()}
        connection.execute(_TURN, {"ledger": sealer.ledger, **turned})


def _pages(connection: Connection[Any], sealer: Sealer, page: int) -> Iterable[int]:
    """Wrap page after page, each in a transaction of its own; yield how many each had."""
    after = ""
    while True:
        asked = {"ledger": sealer.ledger, "key": sealer.master_key_id, "after": after, "page": page}
        with connection.transaction():
            rows = connection.execute(_NEXT, asked, binary=True).fetchall()
            if not rows:
                return
            people = [person for person, _, _ in rows]
            wrapped = [sealer.wrapped_anew(*row) for row in rows]
            connection.execute(_WRAP, {**asked, "people": people, "wrapped": wrapped})
        after = people[-1]
        yield len(rows)
