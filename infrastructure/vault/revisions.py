"""What a record said over time and what amending it comes to: decided the same way in memory and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from application.people import Amendment, PersonalRecord
from domain.personal_data import NoSuchRevision, NothingToRecogniseBy, NumberOfSomebodyElse
from infrastructure.vault.sealing import FIELDS, KINDS, UNIQUE_KINDS, Sealed, Sealer

Digest = tuple[str, bytes]
"""The kind of a number and its keyed digest."""

History = Sequence[tuple[str, PersonalRecord]]
"""A person's revisions, oldest first: the commitment (hex) and the clear record. The last is the current one."""


@dataclass(frozen=True, slots=True)
class Step:
    """What an amendment does: the revision to seal (None: the record says this already), and which numbers end and
    begin with it."""

    amendment: Amendment
    sealed: Sealed | None
    ended: tuple[Digest, ...]
    begun: tuple[Digest, ...]

    @property
    def begun_unique(self) -> tuple[Digest, ...]:
        """The new numbers that must be nobody else's."""
        return tuple(digest for digest in self.begun if digest[0] in UNIQUE_KINDS)


def digests_of(sealer: Sealer, record: PersonalRecord) -> Iterator[Digest]:
    """Yield the digests a record is found by; a number left blank has none."""
    for kind in KINDS:
        number: str = getattr(record, kind)
        if number:
            yield kind, sealer.digest(kind, number)


def history(sealer: Sealer, revisions: Iterable[Sealed]) -> History:
    """Open a person's revisions. Raises SealBroken."""
    return [(sealed.commitment.hex(), sealer.open(sealed)) for sealed in revisions]


def step(sealer: Sealer, revisions: Sequence[Sealed], record: PersonalRecord, since: str) -> Step:
    """Decide what a new record changes. `since` is the commitment (hex) the caller knows, empty for the current one.

    Raises NothingToRecogniseBy, NoSuchRevision, SealBroken.
    """
    if not record.id_number:
        raise NothingToRecogniseBy("id_number")
    kept = history(sealer, revisions)
    commitment, current = kept[-1]
    base = _place(revisions, since or commitment)
    said = [clear for _, clear in kept[base:]]
    if record == current:
        return Step(Amendment(commitment, _changed(said)), None, (), ())
    sealed = sealer.seal_next(revisions[-1], record)
    before, after = (dict.fromkeys(digests_of(sealer, one)) for one in (current, record))
    return Step(
        Amendment(sealed.commitment.hex(), _changed([*said, record])),
        sealed,
        ended=tuple(digest for digest in before if digest not in after),
        begun=tuple(digest for digest in after if digest not in before),
    )


def only_own(begun: Iterable[Digest], holders: Mapping[Digest, str]) -> None:
    """Refuse a number that another person's current record has. Raises NumberOfSomebodyElse."""
    for digest in begun:
        if digest in holders:
            raise NumberOfSomebodyElse(digest[0], holder=holders[digest])


def committed(revisions: Sequence[Sealed], commitment: str) -> Sealed:
    """Return the revision of a commitment (hex), the current one for an empty one. Raises NoSuchRevision."""
    return revisions[_place(revisions, commitment) if commitment else -1]


def _place(revisions: Sequence[Sealed], commitment: str) -> int:
    for place, sealed in enumerate(revisions):
        if sealed.commitment.hex() == commitment:
            return place
    raise NoSuchRevision("commitment", beneficiary_id=revisions[-1].beneficiary_id, commitment=commitment[:64])


def _changed(said: Sequence[PersonalRecord]) -> tuple[str, ...]:
    # Change by change, not only the last against the first: an account that went and came back did change.
    return tuple(
        name
        for name in FIELDS
        if any(getattr(before, name) != getattr(after, name) for before, after in pairwise(said))
    )
