"""The vault in PostgreSQL: sealed rows in and out by the thousand, each call one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC
from typing import Any

from psycopg import Connection
from psycopg_pool import ConnectionPool

from application.people import Access, AccessAction, Admission, PersonalRecord
from domain.personal_data import PersonalDataErased, UnknownBeneficiary
from infrastructure.vault import admission
from infrastructure.vault.admission import Digest
from infrastructure.vault.master_key import MasterKey, WrongMasterKey
from infrastructure.vault.sealing import UNIQUE_KINDS, Sealed, Sealer

# The lock that orders registrations: of two that bring the same person, the second sees the first's.
LOCK_LEDGER = """
select master_key_id, key_check from subsidy.vault where ledger = %(ledger)s for no key update
"""
OPEN_LEDGER = """
insert into subsidy.vault (ledger, master_key_id, key_check) values (%(ledger)s, %(master_key_id)s, %(key_check)s)
on conflict (ledger) do nothing
"""
LOOK_AT_LEDGER = "select master_key_id, key_check from subsidy.vault where ledger = %(ledger)s"
COUNT_PEOPLE = "update subsidy.vault set people = people + %(added)s where ledger = %(ledger)s"
# Whole arrays of digests at once: one round trip a kind, whatever the number of people.
HOLDERS = """
select digest, beneficiary_id from subsidy.vault_index
where ledger = %(ledger)s and kind = %(kind)s and digest = any(%(digests)s)
"""
SEALED_RECORDS = """
select person.beneficiary_id, key.master_key_id, key.wrapped, person.sealed, person.commitment
from subsidy.vault_person person
left join subsidy.vault_key key on key.ledger = person.ledger and key.beneficiary_id = person.beneficiary_id
where person.ledger = %(ledger)s and person.beneficiary_id = any(%(people)s)
"""
ACCESSES = """
select beneficiary_id, accessed_at at time zone 'UTC', actor, action, why from subsidy.vault_access
where ledger = %(ledger)s and beneficiary_id = %(beneficiary_id)s order by number
"""
COPY_PEOPLE = "copy subsidy.vault_person (ledger, beneficiary_id, sealed, commitment) from stdin (format binary)"
COPY_KEYS = "copy subsidy.vault_key (ledger, beneficiary_id, master_key_id, wrapped) from stdin (format binary)"
COPY_INDEX = "copy subsidy.vault_index (ledger, kind, digest, beneficiary_id) from stdin (format binary)"
COPY_ACCESSES = "copy subsidy.vault_access (ledger, beneficiary_id, actor, action, why) from stdin (format binary)"


class PostgresVault:
    """A `Vault` of one ledger. The first call compares the master key with the one the ledger was sealed under."""

    def __init__(self, pool: ConnectionPool[Any], ledger: str, keys: MasterKey) -> None:
        self._pool = pool
        self._ledger = ledger
        self._sealer = Sealer(keys, ledger)

    def admit(self, people: Sequence[PersonalRecord], *, actor: str, why: str) -> tuple[Admission, ...]:
        """See `application.ports.Vault`.

        Raises ReasonMissing, NothingToRecogniseBy, NumbersOfTwoPeople, WrongMasterKey.
        """
        reason = admission.stated(why)
        digests = [tuple(admission.digests_of(self._sealer, record)) for record in people]
        with self._pool.connection() as connection, connection.transaction():
            self._lock_ledger(connection)
            planned = admission.plan(people, digests, self._taken(connection, digests))
            known = planned.known_before()
            sealed = self._sealed(connection, known)
            stored = {person: self._sealer.open(sealed[person]) for person in known}
            added = {person: self._sealer.seal(person, record) for person, record in planned.new.items()}
            self._add(connection, added.values(), planned.index)
            self._note(connection, added, actor, AccessAction.ADMITTED, reason)
            self._note(connection, known, actor, AccessAction.COMPARED, reason)
        return admission.admissions(people, planned, sealed | added, stored)

    def find(self, *, id_number: str = "", certificate: str = "", account: str = "") -> tuple[str, ...]:
        """Return the ids of those who have every number given, sorted. Raises WrongMasterKey."""
        asked = admission.asked_for(id_number=id_number, certificate=certificate, account=account)
        with self._looking() as connection:
            return admission.in_all(
                frozenset(person for _, person in self._holders(connection, kind, [digest]))
                for kind, digest in ((kind, self._sealer.digest(kind, number)) for kind, number in asked)
            )

    def find_many(self, kind: str, numbers: Iterable[str]) -> Mapping[str, str]:
        """Return beneficiary ids by the numbers as given; numbers nobody has are absent. Raises WrongMasterKey."""
        admission.only_unique(kind)
        asked = {number: self._sealer.digest(kind, number) for number in numbers}
        with self._looking() as connection:
            found = dict(self._holders(connection, kind, sorted(set(asked.values()))))
        return {number: found[digest] for number, digest in asked.items() if digest in found}

    def reveal(self, beneficiary_id: str, *, actor: str, why: str) -> PersonalRecord:
        """Return one person's clear data, noted first.

        Raises ReasonMissing, UnknownBeneficiary, PersonalDataErased, SealBroken, WrongMasterKey.
        """
        return self.reveal_many([beneficiary_id], actor=actor, why=why)[beneficiary_id]

    def reveal_many(self, people: Iterable[str], *, actor: str, why: str) -> Mapping[str, PersonalRecord]:
        """Return many people's clear data, such as a bank file needs, by beneficiary id; each is noted."""
        reason, asked = admission.stated(why), list(dict.fromkeys(people))
        with self._looking() as connection:
            sealed = self._sealed(connection, asked)
            self._note(connection, asked, actor, AccessAction.REVEALED, reason)
        # Opened only now: what is not noted durably is not shown.
        return {person: self._sealer.open(sealed[person]) for person in asked}

    def accesses(self, beneficiary_id: str) -> tuple[Access, ...]:
        """Return who handled this person's clear data, oldest first."""
        with self._pool.connection() as connection, connection.cursor() as cursor:
            cursor.execute(ACCESSES, {"ledger": self._ledger, "beneficiary_id": beneficiary_id})
            return tuple(
                Access(person, at.replace(tzinfo=UTC), actor, AccessAction(action), why)
                for person, at, actor, action, why in cursor
            )

    @contextmanager
    def _looking(self) -> Iterator[Connection[Any]]:
        with self._pool.connection() as connection, connection.transaction():
            self._compare_key(connection.execute(LOOK_AT_LEDGER, {"ledger": self._ledger}).fetchone())
            yield connection

    def _lock_ledger(self, connection: Connection[Any]) -> None:
        facts = {
            "ledger": self._ledger,
            "master_key_id": self._sealer.master_key_id,
            "key_check": self._sealer.key_check,
        }
        row = connection.execute(LOCK_LEDGER, facts).fetchone()
        if row is None:
            connection.execute(OPEN_LEDGER, facts)
            row = connection.execute(LOCK_LEDGER, facts).fetchone()
        self._compare_key(row)

    def _compare_key(self, row: tuple[str, bytes] | None) -> None:
        if row is not None and row != (self._sealer.master_key_id, self._sealer.key_check):
            raise WrongMasterKey(ledger=self._ledger, expected=row[0], found=self._sealer.master_key_id)

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
            cursor.execute(HOLDERS, {"ledger": self._ledger, "kind": kind, "digests": list(digests)})
            return cursor.fetchall()

    def _sealed(self, connection: Connection[Any], people: Sequence[str]) -> dict[str, Sealed]:
        with connection.cursor(binary=True) as cursor:
            cursor.execute(SEALED_RECORDS, {"ledger": self._ledger, "people": list(people)})
            rows = {row[0]: row for row in cursor}
        for person in people:
            if person not in rows:
                raise UnknownBeneficiary(beneficiary_id=person)
            if rows[person][2] is None:
                raise PersonalDataErased(beneficiary_id=person)
        return {person: Sealed(*row) for person, row in rows.items()}

    def _add(
        self, connection: Connection[Any], added: Collection[Sealed], index: Sequence[tuple[str, bytes, str]]
    ) -> None:
        own = self._ledger
        _copy(
            connection,
            COPY_PEOPLE,
            ["text", "text", "bytea", "bytea"],
            ((own, one.beneficiary_id, one.sealed, one.commitment) for one in added),
        )
        _copy(
            connection,
            COPY_KEYS,
            ["text", "text", "text", "bytea"],
            ((own, one.beneficiary_id, one.master_key_id, one.wrapped) for one in added),
        )
        _copy(connection, COPY_INDEX, ["text", "text", "bytea", "text"], ((own, *row) for row in sorted(index)))
        connection.execute(COUNT_PEOPLE, {"ledger": own, "added": len(added)})

    def _note(
        self, connection: Connection[Any], people: Iterable[str], actor: str, action: AccessAction, why: str
    ) -> None:
        _copy(
            connection,
            COPY_ACCESSES,
            ["text"] * 5,
            ((self._ledger, person, actor, action.value, why) for person in people),
        )


def _copy(connection: Connection[Any], statement: str, types: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(types)
        for row in rows:
            copy.write_row(row)
