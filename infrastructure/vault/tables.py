"""The vault's tables: each call one transaction, under the ledger's own keys, everything opened noted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from psycopg import Connection, IsolationLevel
from psycopg_pool import ConnectionPool

from application.people import AccessAction
from domain.personal_data import KeysAway, PersonalDataErased, UnknownBeneficiary
from infrastructure.vault import statements
from infrastructure.vault.master_key import MasterKey, WrongMasterKey
from infrastructure.vault.revisions import Digest
from infrastructure.vault.sealing import UNIQUE_KINDS, IndexKeys, Sealed, Sealer

Head = tuple[str, bytes, bytes | None, int | None]
"""A ledger's row: master key id, check value, wrapped index keys, position it was restored at without its keys."""


class VaultTables:
    """What the vault's methods are made of. The first call compares the master key with the one that was sealed under.

    `reload` reads the master key's file again: when the key changes, whoever runs at the time learns of it by that.
    """

    def __init__(
        self,
        pool: ConnectionPool[Any],
        ledger: str,
        keys: MasterKey,
        reload: Callable[[], MasterKey] | None = None,
    ) -> None:
        self._pool = pool
        self._ledger = ledger
        self._keys, self._reload = keys, reload
        self._known: tuple[Head | None, Sealer] = (None, Sealer(keys, ledger))

    def sealer(self) -> Sealer:
        """Return what seals the ledger's people, with its index keys. Raises WrongMasterKey, KeysAway."""
        with self._looking():
            return self._sealer

    @property
    def _sealer(self) -> Sealer:
        return self._known[1]

    @contextmanager
    def _writing(self) -> Iterator[Connection[Any]]:
        with self._pool.connection() as connection, connection.transaction():
            self._lock_ledger(connection)
            yield connection

    @contextmanager
    def _looking(self) -> Iterator[Connection[Any]]:
        """Everything is read at one moment: never a key that was wrapped after we looked whose it is."""
        with self._pool.connection() as connection:
            connection.isolation_level = IsolationLevel.REPEATABLE_READ
            try:
                with connection.transaction():
                    self._compare_key(connection.execute(statements.LOOK_AT_LEDGER, self._named()).fetchone())
                    yield connection
            finally:
                connection.isolation_level = None

    def _lock_ledger(self, connection: Connection[Any]) -> None:
        row = connection.execute(statements.LOCK_LEDGER, self._named()).fetchone()
        if row is None:
            fresh = Sealer(self._keys, self._ledger, IndexKeys.generate())
            connection.execute(
                statements.OPEN_LEDGER,
                {
                    **self._named(),
                    "master_key_id": fresh.master_key_id,
                    "key_check": fresh.key_check,
                    "index_keys": fresh.wrapped_index(),
                },
            )
            row = connection.execute(statements.LOCK_LEDGER, self._named()).fetchone()
        self._compare_key(row)

    def _compare_key(self, row: Head | None) -> None:
        if row is None or row == self._known[0]:
            return
        if row[3] is not None:
            raise KeysAway(ledger=self._ledger)
        if not self._fits(row) and self._reload is not None:
            self._keys = self._reload()
        if not self._fits(row):
            raise WrongMasterKey(ledger=self._ledger, expected=row[0], found=self._keys.id)
        plain = Sealer(self._keys, self._ledger)
        index = None if row[2] is None else plain.index_of(row[2], row[0])
        self._known = (row, Sealer(self._keys, self._ledger, index))

    def _fits(self, row: Head) -> bool:
        return row[:2] == (self._keys.id, self._keys.derive("check", self._ledger))

    def _named(self) -> dict[str, Any]:
        return {"ledger": self._ledger}

    def _taken(self, connection: Connection[Any], digests: Sequence[Sequence[Digest]]) -> dict[Digest, str]:
        return {
            (kind, digest): person
            for kind in UNIQUE_KINDS
            for digest, person in self._holders(
                connection, kind, sorted({value for own in digests for its, value in own if its == kind})
            )
        }

    def _holders(self, connection: Connection[Any], kind: str, digests: Sequence[bytes]) -> list[tuple[bytes, str]]:
        with connection.cursor(binary=True) as cursor:
            cursor.execute(statements.HOLDERS, {"ledger": self._ledger, "kind": kind, "digests": list(digests)})
            return cursor.fetchall()

    def _revisions(self, connection: Connection[Any], people: Sequence[str]) -> dict[str, list[Sealed]]:
        kept: dict[str, list[Sealed]] = {}
        with connection.cursor(binary=True) as cursor:
            cursor.execute(statements.REVISIONS, {"ledger": self._ledger, "people": list(people)})
            for person, revision, key_id, wrapped, sealed, commitment in cursor:
                if wrapped is None:
                    raise PersonalDataErased(beneficiary_id=person)
                kept.setdefault(person, []).append(Sealed(person, revision, key_id, wrapped, sealed, commitment))
        for person in people:
            if person not in kept:
                if self._was_erased(connection, person):
                    raise PersonalDataErased(beneficiary_id=person)
                raise UnknownBeneficiary(beneficiary_id=person)
        return kept

    def _was_erased(self, connection: Connection[Any], person: str) -> bool:
        asked = {"ledger": self._ledger, "beneficiary_id": person}
        return connection.execute(statements.ERASED, asked).fetchone() is not None

    def _add(
        self, connection: Connection[Any], added: Collection[Sealed], index: Sequence[tuple[str, bytes, str]]
    ) -> None:
        own = self._ledger
        self._add_revisions(connection, added)
        statements.copy_in(
            connection,
            statements.COPY_KEYS,
            ["text", "text", "text", "bytea"],
            ((own, one.beneficiary_id, one.master_key_id, one.wrapped) for one in added),
        )
        self._add_numbers(connection, sorted(index), revision=1)
        connection.execute(statements.COUNT_PEOPLE, {"ledger": own, "added": len(added)})

    def _turn(
        self, connection: Connection[Any], sealed: Sealed, ended: Sequence[Digest], begun: Sequence[Digest]
    ) -> None:
        person, revision = sealed.beneficiary_id, sealed.revision
        self._add_revisions(connection, [sealed])
        facts = {"ledger": self._ledger, "beneficiary_id": person, "revision": revision}
        for kind, digest in ended:
            connection.execute(statements.END_NUMBER, {**facts, "kind": kind, "digest": digest})
        self._add_numbers(connection, [(*digest, person) for digest in begun], revision=revision)

    def _add_revisions(self, connection: Connection[Any], added: Iterable[Sealed]) -> None:
        statements.copy_in(
            connection,
            statements.COPY_REVISIONS,
            ["text", "text", "int4", "bytea", "bytea"],
            ((self._ledger, one.beneficiary_id, one.revision, one.sealed, one.commitment) for one in added),
        )

    def _add_numbers(
        self, connection: Connection[Any], rows: Iterable[tuple[str, bytes, str]], *, revision: int
    ) -> None:
        statements.copy_in(
            connection,
            statements.COPY_INDEX,
            ["text", "text", "bytea", "text", "int4"],
            ((self._ledger, *row, revision) for row in rows),
        )

    def _note(
        self, connection: Connection[Any], people: Iterable[str], actor: str, action: AccessAction, why: str
    ) -> None:
        statements.copy_in(
            connection,
            statements.COPY_ACCESSES,
            ["text"] * 5,
            ((self._ledger, person, actor, action.value, why) for person in people),
        )
