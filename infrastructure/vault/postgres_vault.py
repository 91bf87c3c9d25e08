"""The vault in PostgreSQL: sealed rows in and out by the thousand, each call one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC
from typing import Any

from psycopg import Connection

from application.checks.check import Likeness
from application.people import (
    Access,
    AccessAction,
    AccessQuestion,
    Admission,
    Amendment,
    PersonalRecord,
    Resemblance,
    Revision,
)
from domain.personal_data import UnknownBeneficiary
from infrastructure.vault import admission, revisions, statements
from infrastructure.vault.likeness import Marks, ranked
from infrastructure.vault.people_files import PeopleFiles
from infrastructure.vault.sealing import Sealed

ALL = 2**62
MOST_OPENED = 200
"""How many records one search for somebody alike opens at most: those that share most with what was asked."""


class PostgresVault(PeopleFiles):
    """A `Vault` of one ledger. The first call compares the master key with the one the ledger was sealed under."""

    def admit(self, people: Sequence[PersonalRecord], *, actor: str, why: str) -> tuple[Admission, ...]:
        """See `application.ports.Vault`.

        Raises ReasonMissing, NothingToRecogniseBy, NumbersOfTwoPeople, WrongMasterKey.
        """
        reason = admission.stated(why)
        with self._writing() as connection:
            planned, found = self._found(connection, people, actor, reason)
            if any(one.differs for one in found):
                return found
            admission.names_nobody(reason, planned.new.items())
            added = {person: self._sealer.seal(person, record) for person, record in planned.new.items()}
            self._add(connection, added.values(), planned.index)
            self._add_tokens(connection, planned.new)
            self._note(connection, added, actor, AccessAction.ADMITTED, reason)
        return admission.sealed_as(found, planned, added)

    def compare(self, people: Sequence[PersonalRecord], *, actor: str, why: str) -> tuple[Admission, ...]:
        """See `application.ports.Vault`. Raises what `admit` raises."""
        reason = admission.stated(why)
        with self._looking() as connection:
            return self._found(connection, people, actor, reason)[1]

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
            admission.names_nobody(reason, [(beneficiary_id, record)])
            if step.sealed is not None:
                self._turn(connection, step.sealed, step.ended, step.begun)
                tokens = {"beneficiary_id": beneficiary_id, "tokens": self._sealer.tokens(record)}
                connection.execute(statements.PUT_TOKENS, {**self._named(), **tokens})
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
        with self._looking() as connection:
            asked = {number: self._sealer.digest(kind, number) for number in numbers}
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

    def resembling(
        self, record: PersonalRecord, *, actor: str, why: str, besides: str = "", limit: int = 20
    ) -> tuple[Resemblance, ...]:
        """See `application.ports.Vault`. Raises ReasonMissing, ReasonNamesThePerson, SealBroken, WrongMasterKey."""
        reason = admission.stated(why)
        admission.names_nobody(reason, [("", record)])
        with self._looking() as connection:
            asked = {"tokens": self._sealer.tokens(record), "besides": besides, "most": MOST_OPENED}
            rows = connection.execute(statements.SHARING_TOKENS, {**self._named(), **asked})
            people = [person for (person,) in rows]
            kept = self._revisions(connection, people)
            self._note(connection, people, actor, AccessAction.COMPARED, reason)
        return ranked(record, {person: self._sealer.open(kept[person][-1]) for person in people}, limit)

    def revisions(self, beneficiary_id: str, *, actor: str, why: str) -> tuple[Revision, ...]:
        """See `application.ports.Vault`. Raises ReasonMissing, ReasonNamesThePerson, UnknownBeneficiary,
        PersonalDataErased, SealBroken, WrongMasterKey."""
        reason = admission.stated(why)
        with self._looking() as connection:
            kept = revisions.history(self._sealer, self._revisions(connection, [beneficiary_id])[beneficiary_id])
            admission.names_nobody(reason, ((beneficiary_id, record) for _, record in kept))
            self._note(connection, [beneficiary_id], actor, AccessAction.EXPORTED, reason)
        return tuple(Revision(commitment, record) for commitment, record in kept)

    def is_erased(self, beneficiary_id: str) -> bool:
        """Say whether the person's data was destroyed."""
        with self._pool.connection() as connection:
            return self._was_erased(connection, beneficiary_id)

    def erase(self, beneficiary_id: str, *, actor: str, why: str) -> bool:
        """See `application.ports.Vault`. Raises ReasonMissing, UnknownBeneficiary.

        The rows go with this call; `infrastructure/vault/overwriting.py` takes their bytes out of the files.
        """
        named = {**self._named(), "beneficiary_id": beneficiary_id}
        noted = {**named, "actor": actor, "action": AccessAction.ERASED.value, "why": admission.stated(why)}
        with self._pool.connection() as connection, connection.transaction():
            connection.execute("set local role subsidy_eraser")
            # Nothing more of the person comes in meanwhile: whoever seals something holds this lock, too.
            connection.execute(statements.LOCK_LEDGER, self._named())
            gone = [connection.execute(statement, named).rowcount for statement in statements.ERASE]
            if not any(gone):
                if self._was_erased(connection, beneficiary_id):
                    return False
                raise UnknownBeneficiary(beneficiary_id=beneficiary_id)
            connection.execute(statements.COUNT_PEOPLE, {**named, "added": -gone[0]})
            connection.execute(statements.NOTE_ERASED, named)
            connection.execute(statements.NOTE_ACCESS, noted)
        return True

    def accesses(self, beneficiary_id: str) -> tuple[Access, ...]:
        """Return who handled this person's clear data, oldest first."""
        return self.access_log(AccessQuestion(beneficiary=beneficiary_id), limit=ALL)

    def access_log(self, asked: AccessQuestion, *, after: int = 0, limit: int = 100) -> tuple[Access, ...]:
        """See `application.ports.Vault`."""
        with self._pool.connection() as connection, connection.cursor() as cursor:
            cursor.execute(statements.ACCESS_LOG, {**self._named(), **asdict(asked), "after": after, "limit": limit})
            return tuple(
                Access(person, at.replace(tzinfo=UTC), actor, AccessAction(action), why, number)
                for person, at, actor, action, why, number in cursor
            )

    def _found(
        self, connection: Connection[Any], people: Sequence[PersonalRecord], actor: str, why: str
    ) -> tuple[admission.Plan, tuple[Admission, ...]]:
        digests = [tuple(revisions.digests_of(self._sealer, record)) for record in people]
        planned = admission.plan(people, digests, self._taken(connection, digests))
        known = planned.known_before()
        kept = self._revisions(connection, known)
        histories = {person: revisions.history(self._sealer, kept[person]) for person in known}
        for person, history in histories.items():
            admission.names_nobody(why, ((person, record) for _, record in history))
        self._note(connection, known, actor, AccessAction.COMPARED, why)
        return planned, admission.compared(people, planned, histories)

    def _add_tokens(self, connection: Connection[Any], new: Mapping[str, PersonalRecord]) -> None:
        rows = ((self._ledger, person, self._sealer.tokens(record)) for person, record in sorted(new.items()))
        statements.copy_in(connection, statements.COPY_TOKENS, ["text", "text", "int8[]"], rows)

    def _reveal(self, people: Iterable[str], actor: str, why: str, commitment: str) -> dict[str, PersonalRecord]:
        reason, asked = admission.stated(why), list(dict.fromkeys(people))
        with self._looking() as connection:
            kept = self._revisions(connection, asked)
            sealed = {person: revisions.committed(kept[person], commitment) for person in asked}
            opened = {person: self._sealer.open(sealed[person]) for person in asked}
            admission.names_nobody(reason, opened.items())
            self._note(connection, asked, actor, AccessAction.REVEALED, reason)
        # Returned only now: what is not noted durably is not shown.
        return opened
