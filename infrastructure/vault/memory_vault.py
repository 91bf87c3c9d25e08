"""The vault in memory, for tests of use cases: the same seals and the same rules, forgotten with the process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice

from application.checks.check import Likeness
from application.people import (
    Access,
    AccessAction,
    AccessQuestion,
    Admission,
    Amendment,
    PersonalRecord,
    Resemblance,
    RevealedFile,
    Revision,
)
from domain.personal_data import NoSuchFile, PersonalDataErased, UnknownBeneficiary
from infrastructure.vault import admission, filing, revisions
from infrastructure.vault.likeness import Marks, ranked
from infrastructure.vault.master_key import MasterKey
from infrastructure.vault.revisions import Digest
from infrastructure.vault.sealing import UNIQUE_KINDS, Sealed, Sealer


def _utc_now() -> datetime:
    return datetime.now(UTC)


class MemoryVault:
    """A `Vault`. `rows` holds what a database would: each person's sealed revisions, by beneficiary id; `files` their
    sealed files, by beneficiary id and commitment."""

    def __init__(
        self, ledger: str = "memory", keys: MasterKey | None = None, now: Callable[[], datetime] = _utc_now
    ) -> None:
        self._sealer = Sealer(keys or MasterKey.generate(), ledger)
        self._now = now
        self._one_at_a_time = threading.Lock()
        self.rows: dict[str, list[Sealed]] = {}
        self._index: dict[Digest, set[str]] = {}
        self._accesses: list[Access] = []
        self._erased: set[str] = set()
        self.files: dict[tuple[str, str], bytes] = {}

    def admit(self, people: Sequence[PersonalRecord], *, actor: str, why: str) -> tuple[Admission, ...]:
        """See `application.ports.Vault`. Raises ReasonMissing, NothingToRecogniseBy, NumbersOfTwoPeople."""
        return self._bring(people, actor, why, seal=True)

    def compare(self, people: Sequence[PersonalRecord], *, actor: str, why: str) -> tuple[Admission, ...]:
        """See `application.ports.Vault`. Raises what `admit` raises."""
        return self._bring(people, actor, why, seal=False)

    def amend(self, beneficiary_id: str, record: PersonalRecord, *, actor: str, why: str, since: str = "") -> Amendment:
        """See `application.ports.Vault`.

        Raises ReasonMissing, NothingToRecogniseBy, UnknownBeneficiary, NumberOfSomebodyElse, NoSuchRevision.
        """
        reason = admission.stated(why)
        with self._one_at_a_time:
            [kept] = self._kept([beneficiary_id])
            step = revisions.step(self._sealer, kept, record, since)
            revisions.only_own(step.begun_unique, self._taken())
            admission.names_nobody(reason, [(beneficiary_id, record)])
            if step.sealed is None:
                self._note([beneficiary_id], actor, AccessAction.COMPARED, reason)
                return step.amendment
            kept.append(step.sealed)
            for digest in step.ended:
                self._index[digest].discard(beneficiary_id)
            for digest in step.begun:
                self._index.setdefault(digest, set()).add(beneficiary_id)
            self._note([beneficiary_id], actor, AccessAction.AMENDED, reason)
            return step.amendment

    def find(self, *, id_number: str = "", certificate: str = "", account: str = "") -> tuple[str, ...]:
        """Return the ids of those who have every number given, sorted."""
        asked = admission.asked_for(id_number=id_number, certificate=certificate, account=account)
        with self._one_at_a_time:
            return admission.in_all(
                frozenset(self._index.get((kind, self._sealer.digest(kind, number)), ())) for kind, number in asked
            )

    def find_many(self, kind: str, numbers: Iterable[str]) -> Mapping[str, str]:
        """Return beneficiary ids by the numbers as given; numbers nobody has are absent."""
        admission.only_unique(kind)
        with self._one_at_a_time:
            found = {number: self._index.get((kind, self._sealer.digest(kind, number))) for number in set(numbers)}
            return {number: next(iter(ids)) for number, ids in found.items() if ids}

    def reveal(self, beneficiary_id: str, *, actor: str, why: str, commitment: str = "") -> PersonalRecord:
        """Return one person's clear data, as it is or as it was committed to.

        Raises ReasonMissing, UnknownBeneficiary, NoSuchRevision, SealBroken.
        """
        return self._reveal([beneficiary_id], actor, why, commitment)[beneficiary_id]

    def reveal_many(self, people: Iterable[str], *, actor: str, why: str) -> Mapping[str, PersonalRecord]:
        """Return many people's clear data, such as a bank file needs, by beneficiary id."""
        return self._reveal(people, actor, why, "")

    def likenesses(
        self, others: Sequence[Mapping[str, str]], *, actor: str, why: str
    ) -> tuple[Mapping[str, Sequence[Likeness]], Sequence[Mapping[str, str]]]:
        """See `application.ports.Vault`. Raises ReasonMissing."""
        reason, marks = admission.stated(why), Marks()
        with self._one_at_a_time:
            self._note(self.rows, actor, AccessAction.COMPARED, reason)
            people = marks.of_histories(
                (person, revisions.history(self._sealer, kept)) for person, kept in self.rows.items()
            )
        return people, [marks.of(each) for each in others]

    def resembling(
        self, record: PersonalRecord, *, actor: str, why: str, besides: str = "", limit: int = 20
    ) -> tuple[Resemblance, ...]:
        """See `application.ports.Vault`. Raises ReasonMissing, ReasonNamesThePerson."""
        reason = admission.stated(why)
        admission.names_nobody(reason, [("", record)])
        with self._one_at_a_time:
            asked = set(self._sealer.tokens(record))
            opened = {person: self._sealer.open(kept[-1]) for person, kept in self.rows.items() if person != besides}
            meeting = {person: one for person, one in opened.items() if asked & set(self._sealer.tokens(one))}
            self._note(meeting, actor, AccessAction.COMPARED, reason)
        return ranked(record, meeting, limit)

    def revisions(self, beneficiary_id: str, *, actor: str, why: str) -> tuple[Revision, ...]:
        """See `application.ports.Vault`. Raises what `reveal` raises."""
        reason = admission.stated(why)
        with self._one_at_a_time:
            [sealed] = self._kept([beneficiary_id])
            kept = revisions.history(self._sealer, sealed)
            admission.names_nobody(reason, ((beneficiary_id, record) for _, record in kept))
            self._note([beneficiary_id], actor, AccessAction.EXPORTED, reason)
        return tuple(Revision(commitment, record) for commitment, record in kept)

    def commitment_to(self, beneficiary_id: str, content: bytes) -> str:
        """See `application.ports.Vault`. Raises UnknownBeneficiary, PersonalDataErased."""
        with self._one_at_a_time:
            [kept] = self._kept([beneficiary_id])
            return filing.commitment_to(self._sealer, kept[-1], content).hex()

    def keep_file(self, beneficiary_id: str, content: bytes, *, actor: str, why: str) -> str:
        """See `application.ports.Vault`. Raises what `reveal` raises."""
        reason = admission.stated(why)
        with self._one_at_a_time:
            [kept] = self._kept([beneficiary_id])
            admission.names_nobody(reason, [(beneficiary_id, self._sealer.open(kept[-1]))])
            commitment, sealed = filing.seal_file(self._sealer, kept[-1], content)
            if (beneficiary_id, commitment.hex()) not in self.files:
                self.files[beneficiary_id, commitment.hex()] = sealed
                self._note([beneficiary_id], actor, AccessAction.FILED, reason)
            return commitment.hex()

    def reveal_file(self, beneficiary_id: str, commitment: str, *, actor: str, why: str) -> RevealedFile:
        """See `application.ports.Vault`. Raises what `reveal` raises, and NoSuchFile."""
        reason = admission.stated(why)
        with self._one_at_a_time:
            [kept] = self._kept([beneficiary_id])
            admission.names_nobody(reason, [(beneficiary_id, self._sealer.open(kept[-1]))])
            sealed = self.files.get((beneficiary_id, commitment))
            if sealed is None:
                raise NoSuchFile("commitment", beneficiary_id=beneficiary_id, commitment=commitment[:64])
            opened = filing.open_file(self._sealer, kept[-1], bytes.fromhex(commitment), sealed)
            self._note([beneficiary_id], actor, AccessAction.FILE_REVEALED, reason)
        return opened

    def is_erased(self, beneficiary_id: str) -> bool:
        """Say whether the person's data was destroyed."""
        return beneficiary_id in self._erased

    def erase(self, beneficiary_id: str, *, actor: str, why: str) -> bool:
        """See `application.ports.Vault`. Raises ReasonMissing, UnknownBeneficiary."""
        reason = admission.stated(why)
        with self._one_at_a_time:
            if beneficiary_id in self._erased:
                return False
            if self.rows.pop(beneficiary_id, None) is None:
                raise UnknownBeneficiary(beneficiary_id=beneficiary_id)
            for holders in self._index.values():
                holders.discard(beneficiary_id)
            self.files = {name: sealed for name, sealed in self.files.items() if name[0] != beneficiary_id}
            self._erased.add(beneficiary_id)
            self._note([beneficiary_id], actor, AccessAction.ERASED, reason)
            return True

    def accesses(self, beneficiary_id: str) -> tuple[Access, ...]:
        """Return who handled this person's clear data, oldest first."""
        return self.access_log(AccessQuestion(beneficiary=beneficiary_id), limit=len(self._accesses))

    def access_log(self, asked: AccessQuestion, *, after: int = 0, limit: int = 100) -> tuple[Access, ...]:
        """See `application.ports.Vault`."""
        fitting = (
            access
            for access in self._accesses[after:]
            if asked.beneficiary in ("", access.beneficiary_id)
            and asked.officer in ("", access.actor)
            and (asked.since is None or access.accessed_at >= asked.since)
            and (asked.until is None or access.accessed_at < asked.until)
        )
        return tuple(islice(fitting, limit))

    def _bring(self, people: Sequence[PersonalRecord], actor: str, why: str, *, seal: bool) -> tuple[Admission, ...]:
        reason = admission.stated(why)
        digests = [tuple(revisions.digests_of(self._sealer, record)) for record in people]
        with self._one_at_a_time:
            planned = admission.plan(people, digests, self._taken())
            known = planned.known_before()
            kept = {person: revisions.history(self._sealer, self.rows[person]) for person in known}
            for person, history in kept.items():
                admission.names_nobody(reason, ((person, record) for _, record in history))
            found = admission.compared(people, planned, kept)
            self._note(known, actor, AccessAction.COMPARED, reason)
            if not seal or any(one.differs for one in found):
                return found
            admission.names_nobody(reason, planned.new.items())
            added = {person: self._sealer.seal(person, record) for person, record in planned.new.items()}
            self.rows.update((person, [sealed]) for person, sealed in added.items())
            for kind, digest, person in planned.index:
                self._index.setdefault((kind, digest), set()).add(person)
            self._note(added, actor, AccessAction.ADMITTED, reason)
            return admission.sealed_as(found, planned, added)

    def _reveal(self, people: Iterable[str], actor: str, why: str, commitment: str) -> dict[str, PersonalRecord]:
        reason, asked = admission.stated(why), list(dict.fromkeys(people))
        with self._one_at_a_time:
            sealed = [revisions.committed(kept, commitment) for kept in self._kept(asked)]
            opened = {one.beneficiary_id: self._sealer.open(one) for one in sealed}
            admission.names_nobody(reason, opened.items())
            self._note(asked, actor, AccessAction.REVEALED, reason)
        return opened

    def _kept(self, people: Iterable[str]) -> list[list[Sealed]]:
        asked = list(people)
        for person in asked:
            if person in self._erased:
                raise PersonalDataErased(beneficiary_id=person)
            if person not in self.rows:
                raise UnknownBeneficiary(beneficiary_id=person)
        return [self.rows[person] for person in asked]

    def _taken(self) -> dict[Digest, str]:
        return {digest: next(iter(ids)) for digest, ids in self._index.items() if ids and digest[0] in UNIQUE_KINDS}

    def _note(self, people: Iterable[str], actor: str, action: AccessAction, why: str) -> None:
        at = self._now()
        first = len(self._accesses) + 1
        self._accesses.extend(
            Access(person, at, actor, action, why, number) for number, person in enumerate(people, first)
        )
