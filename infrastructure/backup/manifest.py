"""What a backup says about itself: what it holds, who made it, and the hashes to hold it to."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import Any

import psycopg
from psycopg import sql

FORMAT = "subsidy-ledger backup 1"

_HEADS = """
select head.ledger, head.last_position, coalesce(encode(sha256(entry.body), 'hex'), ''),
    coalesce(vault.people, 0), coalesce(vault.master_key_id, '')
from subsidy.ledger_head head
left join subsidy.entry entry on entry.ledger = head.ledger and entry.position = head.last_position
left join subsidy.vault vault on vault.ledger = head.ledger
order by head.ledger
"""
_MIGRATIONS = "select name, sha256 from subsidy.migration order by number"
# Who owns something in this database or may do something with it. The first superuser is not among the dependencies.
_ROLES = """
select rolname from pg_roles where oid in (
    select refobjid from pg_shdepend where refclassid = 'pg_authid'::regclass
        and dbid = (select oid from pg_database where datname = current_database())
    union select relowner from pg_class where relnamespace = 'subsidy'::regnamespace
    union select nspowner from pg_namespace where nspname = 'subsidy'
) order by rolname
"""


class ManifestBroken(Exception):
    """The manifest does not say what a manifest says, or not what it said when it was written."""


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """How far a ledger had come: its last position, that entry's SHA-256 (hex, empty for none), and its people.

    `master_key_id` names the key that its people's data are sealed under, empty when there are none.
    """

    ledger: str
    last_position: int
    last_entry_sha256: str
    people: int
    master_key_id: str


@dataclass(frozen=True, slots=True)
class Migration:
    """A numbered file that had been applied."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """All there is to know about a backup. `made_at` is RFC 3339 UTC; `dump_sha256` (hex) is of the dump's bytes."""

    made_at: str
    program: str
    server: str
    roles: tuple[str, ...]
    migrations: tuple[Migration, ...]
    ledgers: tuple[LedgerHead, ...]
    dump_bytes: int
    dump_sha256: str

    def to_json(self) -> bytes:
        """Return the manifest as JSON with its own hash beside it."""
        said = _canonical(asdict(self))
        return json.dumps(
            {"format": FORMAT, "manifest": json.loads(said), "sha256": hashlib.sha256(said).hexdigest()},
            ensure_ascii=False,
            indent=1,
        ).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Manifest:
        """Read a manifest. Raises ManifestBroken."""
        try:
            whole = json.loads(content)
            said: dict[str, Any] = whole["manifest"]
            if whole["format"] != FORMAT or hashlib.sha256(_canonical(said)).hexdigest() != whole["sha256"]:
                raise ManifestBroken
            lists = {
                "roles": tuple(said["roles"]),
                "migrations": tuple(Migration(**one) for one in said["migrations"]),
                "ledgers": tuple(LedgerHead(**one) for one in said["ledgers"]),
            }
            return cls(**{**said, **lists})
        except (ValueError, KeyError, TypeError) as broken:
            raise ManifestBroken from broken


def heads(connection: psycopg.Connection[Any]) -> tuple[LedgerHead, ...]:
    """Return how far each ledger of a database has come."""
    return tuple(LedgerHead(*row) for row in connection.execute(sql.SQL(_HEADS)))


def migrations(connection: psycopg.Connection[Any]) -> tuple[Migration, ...]:
    """Return the numbered files that were applied to a database."""
    return tuple(Migration(*row) for row in connection.execute(_MIGRATIONS))


def roles(connection: psycopg.Connection[Any]) -> tuple[str, ...]:
    """Return the roles that a copy of this database needs."""
    return tuple(name for (name,) in connection.execute(_ROLES))


def _canonical(said: dict[str, Any]) -> bytes:
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
