"""A sealed ledger with its views, copied anew for each who tampers with it as the database's superuser."""

from __future__ import annotations

import json
import secrets
import shutil
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from infrastructure.auditing.seals import seals_of_ledger
from infrastructure.findings import Finding
from infrastructure.log import canonical
from infrastructure.log.mapper import EntryMapper
from infrastructure.log.pool import open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.memory import file_name
from infrastructure.proofs.sealer import Sealer
from infrastructure.proofs.sealing import SIGNER_FOLDER, open_proofs
from infrastructure.proofs.tiles_store import PublishedFiles
from infrastructure.views.verify import verify
from tests.views.stories import small_log
from tests.views.support import a_ledger, projected

LEDGER = small_log()[0].ledger
LAST = len(small_log())
PAID = [entry.position for entry in small_log() if entry.name == "payout.released.1"][5]
"""The position of a payout, somewhere in the middle."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """A ledger's database, and its home with the published files and the signer's folder."""

    conninfo: str
    home: Path

    @property
    def published(self) -> Path:
        return self.home / "proofs" / file_name(LEDGER)

    @property
    def signer(self) -> Path:
        return self.home / SIGNER_FOLDER

    def seals(self) -> None:
        """Seal what the log has, as the service would."""
        open_proofs(self.home, LEDGER, self.signer)
        with open_pool(self.conninfo) as pool, AskedSigner(self.signer) as signer:
            sealer = Sealer(PostgresLog(pool, LEDGER), PublishedFiles(self.home, LEDGER), signer)
            sealer.read_on()
            sealer.seal()

    def by_force(self, *statements: str) -> None:
        """Do as the superuser what the guards refuse, and put the guards back so that nothing shows."""
        with psycopg.connect(self.conninfo) as connection:
            for table in ("entry", "receipt", "ledger_head"):
                connection.execute(f"ALTER TABLE subsidy.{table} DISABLE TRIGGER ALL".encode())
            for statement in statements:
                connection.execute(statement.encode())
            for table in ("entry", "receipt", "ledger_head"):
                connection.execute(f"ALTER TABLE subsidy.{table} ENABLE TRIGGER ALL".encode())
            for table, name in GUARDS:
                connection.execute(f"ALTER TABLE subsidy.{table} ENABLE ALWAYS TRIGGER {name}".encode())

    def body(self, position: int) -> bytes:
        with psycopg.connect(self.conninfo) as connection:
            row = connection.execute("SELECT body FROM subsidy.entry WHERE position = %s", (position,)).fetchone()
        assert row is not None
        return bytes(row[0])

    def puts(self, position: int, body: bytes) -> str:
        """Return the statement that puts other bytes in an entry's place, its columns fitting them."""
        entry = EntryMapper().read(body)
        return (
            f"UPDATE subsidy.entry SET body = '\\x{body.hex()}', stream = '{entry.stream}', version = {entry.version}, "
            f"name = '{entry.name}', recorded_at = '{entry.recorded_at.isoformat()}' WHERE position = {position}"
        )

    def found(self, **brought: str) -> list[Finding]:
        """Return what `verify` says; `brought` are checkpoints the auditor kept, by name."""
        seals = seals_of_ledger(self.home, LEDGER, self.signer, kept=brought)
        return list(verify(self.conninfo, LEDGER, seals=seals, processes=1))

    def places(self, **brought: str) -> set[tuple[str, int]]:
        """Return the checks that found something, each with the position."""
        return {(one.check, one.position) for one in self.found(**brought)}

    def copied(self, home: Path) -> Sealed:
        """Return a copy that has its own database and files. Nobody may be connected to ours."""
        given = conninfo_to_dict(self.conninfo)
        name = f"test_{secrets.token_hex(6)}"
        with psycopg.connect(make_conninfo(self.conninfo, dbname="postgres"), autocommit=True) as connection:
            connection.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY").format(
                    sql.Identifier(name), sql.Identifier(str(given["dbname"]))
                )
            )
        # The signer leaves its socket and lock behind only while it is at work.
        shutil.copytree(self.home, home, ignore=shutil.ignore_patterns("signer.sock"), dirs_exist_ok=True)
        return Sealed(make_conninfo(self.conninfo, dbname=name), home)

    def dropped(self) -> None:
        name = str(conninfo_to_dict(self.conninfo)["dbname"])
        with psycopg.connect(make_conninfo(self.conninfo, dbname="postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


GUARDS = (
    ("entry", "append_only"),
    ("receipt", "append_only"),
    ("ledger_head", "append_only"),
    ("ledger_head", "only_forward"),
)


def a_sealed_ledger(conninfo: str, home: Path) -> Sealed:
    """Write a ledger with everything in it, its views and its seals."""
    a_ledger(conninfo, small_log())
    projected(conninfo, LEDGER).close()
    sealed = Sealed(conninfo, home)
    sealed.seals()
    return sealed


def a_copy(of: Sealed, home: Path) -> Generator[Sealed, None, None]:
    """Yield a copy to tamper with."""
    copy = of.copied(home)
    yield copy
    copy.dropped()


def altered(body: bytes, **changes: object) -> bytes:
    """An entry's bytes with other values in its payload, written as canonically as we do."""
    entry = json.loads(body)
    entry["payload"] |= changes
    return canonical.canonical(entry)
