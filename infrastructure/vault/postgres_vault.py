"""The vault in PostgreSQL: sealed rows in and out by the thousand, each call one transaction."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC
from typing import Any

from psycopg import Connection
from psycopg_pool import ConnectionPool

from application.checks.check import Likeness
from application.people import Access, AccessAction, Admission, Amendment, PersonalRecord
from domain.personal_data import PersonalDataErased, UnknownBeneficiary
from infrastructure.vault import admission, revisions, statements
from infrastructure.vault.likeness import Marks
from infrastructure.vault.master_key import MasterKey, WrongMasterKey
from infrastructure.vault.revisions import Digest
from infrastructure.vault.sealing import UNIQUE_KINDS, Sealed, Sealer


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
        reason, digests = admission.stated(why), self._digests(people)
        with self._writing() as connection:
            planned, found = self._found(connection, people, digests, actor, reason)
            if any(one.differs for one in found):
                return found
            added = {person: self._sealer.seal(person, record) for person, record in planned.new.items()}
            self._add(connection, added.values(), planned.index)
            self._note(connection, added, actor, AccessAction.ADMITTED, reason)
        return admission.sealed_as(found, planned, added)

    def compare(self, people: Sequence[PersonalRecord], *, actor: str, why: str) -> tuple[Admission, ...]:
        """See `application.ports.Vault`. Raises what `admit` raises."""
        reason, digests = admission.stated(why), self._digests(people)
        with self._looking() as connection:
            return self._found(connection, people, digests, actor, reason)[1]

    def amend(self, beneficiary_id: str, record: PersonalRecord, *, actor: str, why: str, since: str = "") -> Amendment:
        """See `application.ports.Vault`.

        Raises ReasonMissing, NothingToRecogniseBy, UnknownBeneficiary, PersonalDataErased, NumberOfSomebodyElse,
        NoSuchRevision, SealBroken, WrongMasterKey.
        """
        reason = admission.stated(why)
        with self._writing() as connection:
            kept = self._revisions(connection, [beneficiary_id])[beneficiary_id]
            step = revisions.step(self._sealer, kept, record, since)
            revisions.only_own(step.begun_unique, self._taken(connection, [step.begun_unique]))
            if step.sealed is not None:
                self._turn(connection, step.sealed, step.ended, step.begun)
            done = AccessAction.COMPARED if step.sealed is None else AccessAction.AMENDED
            self._note(connection, [beneficiary_id], actor, done, reason)
        return step.amendment

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

    def reveal(self, beneficiary_id: str, *, actor: str, why: str, commitment: str = "") -> PersonalRecord:
        """Return one person's clear data, as it is or as it was committed to, noted first.

        Raises ReasonMissing, UnknownBeneficiary, PersonalDataErased, NoSuchRevision, SealBroken, WrongMasterKey.
        """
        return self._reveal([beneficiary_id], actor, why, commitment)[beneficiary_id]

    def reveal_many(self, people: Iterable[str], *, actor: str, why: str) -> Mapping[str, PersonalRecord]:
        """Return many people's clear data, such as a bank file needs, by beneficiary id; each is noted."""
        return self._reveal(people, actor, why, "")

    def likenesses(
        self, others: Sequence[Mapping[str, str]], *, actor: str, why: str
    ) -> tuple[Mapping[str, Sequence[Likeness]], Sequence[Mapping[str, str]]]:
        """See `application.ports.Vault`. Raises ReasonMissing, SealBroken, WrongMasterKey."""
        reason, marks, kept = admission.stated(why), Marks(), dict[str, list[Sealed]]()
        with self._looking() as connection:
            with connection.cursor(binary=True) as cursor:
                cursor.execute(statements.ALL_REVISIONS, {"ledger": self._ledger})
                for sealed in cursor:
                    kept.setdefault(sealed[0], []).append(Sealed(*sealed))
            self._note(connection, kept, actor, AccessAction.COMPARED, reason)
        people = marks.of_histories((person, revisions.history(self._sealer, own)) for person, own in kept.items())
        return people, [marks.of(each) for each in others]

    def accesses(self, beneficiary_id: str) -> tuple[Access, ...]:
        """Return who handled this person's clear data, oldest first."""
        with self._pool.connection() as connection, connection.cursor() as cursor:
            cursor.execute(statements.ACCESSES, {"ledger": self._ledger, "beneficiary_id": beneficiary_id})
            return tuple(
                Access(person, at.replace(tzinfo=UTC), actor, AccessAction(action), why)
                for person, at, actor, action, why in cursor
            )

    def _digests(self, people: Sequence[PersonalRecord]) -> list[Sequence[Digest]]:
        return [tuple(revisions.digests_of(self._sealer, record)) for record in people]

    def _found(
        self,
        connection: Connection[Any],
        people: Sequence[PersonalRecord],
        digests: Sequence[Sequence[Digest]],
        actor: str,
        why: str,
    ) -> tuple[admission.Plan, tuple[Admission, ...]]:
        planned = admission.plan(people, digests, self._taken(connection, digests))
        known = planned.known_before()
        kept = self._revisions(connection, known)
        histories = {person: revisions.history(self._sealer, kept[person]) for person in known}
        self._note(connection, known, actor, AccessAction.COMPARED, why)
        return planned, admission.compared(people, planned, histories)

    def _reveal(self, people: Iterable[str], actor: str, why: str, commitment: str) -> dict[str, PersonalRecord]:
        reason, asked = admission.stated(why), list(dict.fromkeys(people))
        with self._looking() as connection:
            kept = self._revisions(connection, asked)
            sealed = {person: revisions.committed(kept[person], commitment) for person in asked}
            self._note(connection, asked, actor, AccessAction.REVEALED, reason)
        # Opened only now: what is not noted durably is not shown.
        return {person: self._sealer.open(sealed[person]) for person in asked}

    @contextmanager
    def _writing(self) -> Iterator[Connection[Any]]:
        with self._pool.connection() as connection, connection.transaction():
            self._lock_ledger(connection)
            yield connection

    @contextmanager
    def _looking(self) -> Iterator[Connection[Any]]:
        with self._pool.connection() as connection, connection.transaction():
            self._compare_key(connection.execute(statements.LOOK_AT_LEDGER, {"ledger": self._ledger}).fetchone())
            yield connection

    def _lock_ledger(self, connection: Connection[Any]) -> None:
        facts = {
            "ledger": self._ledger,
            "master_key_id": self._sealer.master_key_id,
            "key_check": self._sealer.key_check,
        }
        row = connection.execute(statements.LOCK_LEDGER, facts).fetchone()
        if row is None:
            connection.execute(statements.OPEN_LEDGER, facts)
            row = connection.execute(statements.LOCK_LEDGER, facts).fetchone()
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
                raise UnknownBeneficiary(beneficiary_id=person)
        return kept

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
