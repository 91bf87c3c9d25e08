"""After erasing: the bytes go too. The vault's tables are written anew, and the write-ahead log is passed over.

A deleted row stays in its file until something else needs the room, and in the write-ahead log until that segment is
used again. None of it is clear, but whoever has an old copy of the master key could open it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg import Connection, errors

TABLES = ("vault_key", "vault_person", "vault_index", "vault_likeness", "vault_file")

_WAITING = "select count(*) from subsidy.vault_erased where overwritten_at is null"
_DONE = "update subsidy.vault_erased set overwritten_at = now() where overwritten_at is null"
_ORDERED = """
select entry.beneficiary from subsidy.beneficiary as entry
where entry.ledger = %s and entry.change = 'erased' and exists (
    select from subsidy.vault_person as person
    where person.ledger = entry.ledger and person.beneficiary_id = entry.beneficiary
)
"""
_SEGMENTS = "select count(*) from pg_ls_waldir() where name ~ '^[0-9A-F]{24}$'"


@dataclass(frozen=True, slots=True)
class Overwritten:
    """How many erased people's rows are out of the files now, and whether the write-ahead log is free of them too:
    on a server whose superuser we are not, its administrator has to see to that."""

    people: int
    log_too: bool


def still_to_erase(conninfo: str, ledger: str) -> tuple[str, ...]:
    """Return whose erasure the log has and the vault has not carried out, since a crash lay between."""
    with psycopg.connect(conninfo) as connection:
        return tuple(person for (person,) in connection.execute(_ORDERED, (ledger,)))


def overwrite(conninfo: str) -> Overwritten:
    """Write the vault's tables anew and pass over the write-ahead log; may be repeated. Registrations wait meanwhile.

    What was erased while this ran is left to the next time.
    """
    with psycopg.connect(conninfo, autocommit=True) as connection:
        with connection.transaction():
            connection.execute("set local role subsidy_eraser")
            row = connection.execute(_WAITING).fetchone()
            connection.execute(_DONE)
        connection.execute("set role subsidy_owner")
        for table in TABLES:
            connection.execute(f"vacuum (full) subsidy.{table}".encode())
        connection.execute("reset role")
        return Overwritten(row[0] if row else 0, _log_passed_over(connection))


def _log_passed_over(connection: Connection[Any]) -> bool:
    """Leave no segment as it was. A segment that is left early is filled with zeros; what lies behind the checkpoint
    is renamed to be used again, so the second round goes over what the first one left behind."""
    try:
        for _ in range(2):
            connection.execute("checkpoint")
            row = connection.execute(_SEGMENTS).fetchone()
            for _ in range(row[0] + 1 if row else 0):
                connection.execute("select pg_logical_emit_message(true, 'subsidy-ledger', 'overwrite')")
                connection.execute("select pg_switch_wal()")
        connection.execute("checkpoint")
    except errors.InsufficientPrivilege:
        return False
    return True
