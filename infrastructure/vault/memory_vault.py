"""The vault in memory, for tests of use cases: the same seals and the same rules, forgotten with the process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime

from application.people import Access, AccessAction, Admission, PersonalRecord
from domain.personal_data import UnknownBeneficiary
from infrastructure.vault import admission
from infrastructure.vault.admission import Digest
from infrastructure.vault.master_key import MasterKey
from infrastructure.vault.sealing import UNIQUE_KINDS, Sealed, Sealer


def _utc_now() -> datetime:
    return datetime.now(UTC)


class MemoryVault:
    """A `Vault`. `rows` holds what a database would: sealed records by beneficiary id."""

    def __init__(
        self, ledger: str = "memory", keys: MasterKey | None = None, now: Callable[[], datetime] = _utc_now
    ) -> None:
        self._sealer = Sealer(keys or MasterKey.generate(), ledger)
        self._now = now
        self._one_at_a_time = threading.Lock()
        self.rows: dict[str, Sealed] = {}
        self._index: dict[Digest, set[str]] = {}
        self._accesses: list[Access] = []

    def admit(self, people: Sequence[PersonalRecord], *, actor: str, why: str) -> tuple[Admission, ...]:
        """See `application.ports.Vault`. Raises ReasonMissing, NothingToRecogniseBy, NumbersOfTwoPeople."""
        reason = admission.stated(why)
        digests = [tuple(admission.digests_of(self._sealer, record)) for record in people]
        with self._one_at_a_time:
            taken = {digest: next(iter(ids)) for digest, ids in self._index.items() if digest[0] in UNIQUE_KINDS}
            planned = admission.plan(people, digests, taken)
            stored = {person: self._sealer.open(self.rows[person]) for person in planned.known_before()}
            for person, record in planned.new.items():
                self.rows[person] = self._sealer.seal(person, record)
            for kind, digest, person in planned.index:
                self._index.setdefault((kind, digest), set()).add(person)
            self._note(planned.new, actor, AccessAction.ADMITTED, reason)
            self._note(stored, actor, AccessAction.COMPARED, reason)
            return admission.admissions(people, planned, self.rows, stored)

    def find(self, *, id_number: str = "", certificate: str = "", account: str = "") -> tuple[str, ...]:
        """Return the ids of those who have every number given, sorted."""
        asked = admission.asked_for(id_number=id_number, certificate=certificate, account=account)
        return admission.in_all(
            frozenset(self._index.get((kind, self._sealer.digest(kind, number)), ())) for kind, number in asked
        )

    def find_many(self, kind: str, numbers: Iterable[str]) -> Mapping[str, str]:
        """Return beneficiary ids by the numbers as given; numbers nobody has are absent."""
        admission.only_unique(kind)
        found = {number: self._index.get((kind, self._sealer.digest(kind, number))) for number in set(numbers)}
        return {number: next(iter(ids)) for number, ids in found.items() if ids}

    def reveal(self, beneficiary_id: str, *, actor: str, why: str) -> PersonalRecord:
        """Return one person's clear data. Raises ReasonMissing, UnknownBeneficiary, SealBroken."""
        return self.reveal_many([beneficiary_id], actor=actor, why=why)[beneficiary_id]

    def reveal_many(self, people: Iterable[str], *, actor: str, why: str) -> Mapping[str, PersonalRecord]:
        """Return many people's clear data, such as a bank file needs, by beneficiary id."""
        reason, asked = admission.stated(why), list(dict.fromkeys(people))
        for person in asked:
            if person not in self.rows:
                raise UnknownBeneficiary(beneficiary_id=person)
        self._note(asked, actor, AccessAction.REVEALED, reason)
        return {person: self._sealer.open(self.rows[person]) for person in asked}

    def accesses(self, beneficiary_id: str) -> tuple[Access, ...]:
        """Return who handled this person's clear data, oldest first."""
        return tuple(access for access in self._accesses if access.beneficiary_id == beneficiary_id)

    def _note(self, people: Iterable[str], actor: str, action: AccessAction, why: str) -> None:
        at = self._now()
        self._accesses.extend(Access(person, at, actor, action, why) for person in people)
