"""The sealer: extends the tree by what the log has, has the signer sign it, publishes tiles and checkpoint.

It may be killed at any instant. The signer's memory is the truth: on coming back, what was signed but not yet
published is worked out again from the log and must have the signed root. Entry bytes are never trusted twice: each
page is read from the last sealed entry on, which must still be the one that was sealed. When it is not, or the log has
become shorter, the log's own tree is put before the signer, whose refusal is the evidence.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Protocol

from domain.catalogue import NAMES
from domain.proofs import checkpoint, tree
from domain.proofs.events import KeysAnnounced
from domain.proofs.heads import Continuation, Head
from domain.proofs.notes import parse_note
from domain.proofs.rejections import (
    KeyRotationForged,
    MalformedCheckpoint,
    MalformedNote,
    MalformedTile,
    NobodyTrustedSigned,
    SignatureWrong,
)
from domain.proofs.signatures import who_signed
from domain.proofs.tiles import GrowingTiles, Tile, hashes_from, partial_tiles
from domain.proofs.tree import GrowingTree, leaf_hash
from domain.rejected import Rejected
from infrastructure.log.mapper import EntryMapper, RawEntry, Unreadable
from infrastructure.proofs.asking_signer import AskedSigner
from infrastructure.proofs.keys import is_good
from infrastructure.proofs.memory import SignerForgot
from infrastructure.proofs.signer import Announced
from infrastructure.proofs.tiles_store import PublishedFiles

_log = logging.getLogger(__name__)

PAGE = 5_000
MOST_UNSEALED = 65_536
"""Entries after which a sealer that has much to catch up with seals, so that it holds little in memory."""

BATCH_ENDS = frozenset({"batch.released.1", "batch.bank_result_posted.1", "batch.closed.1", "funds.year_closed.1"})
"""After these nobody waits: the checkpoint follows at once."""


KEYS_ANNOUNCED = NAMES[KeysAnnounced]


def announcement_in(entry: bytes) -> str:
    """Return the announcement of keys in an entry's bytes. Raises Unreadable."""
    fact = EntryMapper().read(entry).fact
    if not isinstance(fact, KeysAnnounced):
        raise Unreadable("the entry announces no keys")
    return fact.announcement


class Entries(Protocol):
    """The log as it lies: `PostgresLog` and `MemoryLog` are such."""

    def head(self) -> int:
        """Return the last position."""

    def entries(self, after: int, *, limit: int) -> list[RawEntry]:
        """Return up to `limit` rows behind a position, without a gap."""


class SealedLogChanged(Rejected):
    """The log no longer begins with the {size} entries that were sealed, and the signer did not refuse it."""

    code = "sealed_log_changed"
    zh = "日志开头已不是先前签封的 {size} 条分录，而签名进程未予拒绝。"


class Sealer:
    """Seals one ledger's log. One at a time may work in a folder (`PublishedFiles.alone`); not for several threads."""

    def __init__(
        self, log: Entries, files: PublishedFiles, signer: AskedSigner, *, most_unsealed: int = MOST_UNSEALED
    ) -> None:
        self._log, self._files, self._signer, self._most = log, files, signer, most_unsealed
        self._origin = files.origin()
        self._growing: GrowingTiles | None = None
        self._sealed = Head()
        self._last_leaf = b""
        self._full: dict[Tile, bytes] = {}
        self._rotations: list[tuple[int, str]] = []
        self._history = files.history()
        self._announced: tuple[int, bytes] | None = None
        """The announcement of keys that is in the tree as read and in no signed one: its position and its bytes."""

    @property
    def sealed(self) -> int:
        """The last position under a published checkpoint, as far as this sealer knows."""
        return self._sealed.size

    @property
    def read(self) -> int:
        """The last position that is in the tree, sealed or not."""
        return self._growing.size if self._growing else 0

    def read_on(self) -> bool:
        """Take what the log has into the tree and say whether it should be sealed at once.

        Raises what the log raises, and what the signer refuses.
        """
        growing = self._growing or self._begin()
        head = self._log.head()
        if head < growing.size:
            self._put_before_the_signer(head)
        ended = False
        while growing.size < head and growing.size - self._sealed.size < self._most:
            rows = self._log.entries(max(growing.size - 1, 0), limit=min(PAGE, self._most + 1))
            leaves = [leaf_hash(row[5]) for row in rows]
            if growing.size:
                self._see_that_it_is_the_same(leaves[:1])
                del rows[:1], leaves[:1]
            if not rows:
                break
            self._full |= growing.add(leaves)
            self._look_for_keys(rows)
            self._last_leaf = leaves[-1]
            ended = ended or any(row[3] in BATCH_ENDS for row in rows)
        return ended or growing.size - self._sealed.size >= self._most

    def seal(self) -> int:
        """Have the tree as read signed, publish it, and return the position it seals.

        Raises what the signer refuses; the sealer begins anew then.
        """
        growing = self._growing or self._begin()
        if growing.size == self._sealed.size:
            return self._sealed.size
        new = Head(growing.size, growing.root())
        proof = tree.consistency_proof(self._sealed.size, new.size, hashes_from(self._read, new.size))
        try:
            note = self._signer.signed(
                self._origin, Continuation(self._sealed.size, new, tuple(proof)), self._shown_keys(new.size)
            )
        except Rejected:
            self._growing = None
            raise
        if self._announced is not None:
            self._follow(*self._announced)
        self._publish(note, new)
        return new.size

    def forget(self) -> None:
        """Begin anew at the next step, from what is published and what the signer remembers."""
        self._growing = None

    def oldest_unsealed(self) -> datetime | None:
        """Return when the oldest entry that no published checkpoint covers was recorded, None when there is none."""
        published = self._files.checkpoint()
        rows = self._log.entries(published.size if published else 0, limit=1)
        return rows[0][4] if rows else None

    def _begin(self) -> GrowingTiles:
        """Start from what is published, bring it up to what was signed, and see that the log still begins with it."""
        self._rotations, self._history = self._files.rotations(), self._files.history()
        self._announced = None
        growing, published = self._published()
        read = parse_note(note := self._signer.last(self._origin))
        self._look_for_keys_signed(published.size, checkpoint.parse(read.text).size)
        who_signed(read, self._history.at(checkpoint.parse(read.text).size), is_good)
        there = checkpoint.parse(read.text)
        signed = Head(there.size, there.root)
        self._growing, self._sealed, self._full = growing, published, {}
        if published.size > signed.size or (published.size == signed.size and published != signed):
            self._growing = None
            raise SignerForgot(origin=self._origin, path=self._files.folder / "checkpoint")
        if published.size < signed.size:
            self._catch_up_with_the_signer(growing, note, signed)
        if growing.size:
            self._last_leaf = hashes_from(self._read, growing.size)(0, growing.size - 1)
            self._see_that_it_is_the_same([leaf_hash(row[5]) for row in self._log.entries(growing.size - 1, limit=1)])
        return growing

    def _published(self) -> tuple[GrowingTiles, Head]:
        """Return the tree that is published, or an empty one: what is not sound is made anew from the log."""
        if not (note := self._files.note()):
            return GrowingTiles(), Head()
        try:
            read = parse_note(note)
            head = checkpoint.parse(read.text)
            who_signed(read, self._history.at(head.size), is_good)
            growing = GrowingTiles.of(head.size, self._files.read)
            if head.origin == self._origin and growing.root() == head.root:
                hashes_from(self._files.read, head.size)(0, head.size - 1)
                return growing, Head(head.size, head.root)
            why = "tiles and checkpoint are not of one tree"
        except (MalformedNote, NobodyTrustedSigned, SignatureWrong, MalformedCheckpoint, MalformedTile) as damage:
            why = str(damage)
        _log.warning("the published files of %s are damaged and made anew from the log: %s", self._files.ledger, why)
        return GrowingTiles(), Head()

    def _catch_up_with_the_signer(self, growing: GrowingTiles, note: str, signed: Head) -> None:
        """Publish what was signed before we were killed, once the log is seen to have exactly that root."""
        start = growing.size
        trial = GrowingTree.of(start, hashes_from(self._read, start))
        trial.add(self._leaves(start, signed.size))
        if (trial.size, trial.root()) != (signed.size, signed.root):
            self._sealed = signed
            self._put_before_the_signer(self._log.head())
        leaves = self._leaves(start, signed.size)
        while growing.size < signed.size:
            full = dict(growing.add(islice(leaves, self._most)))
            self._files.put(full.items())
            self._files.prune(full)
        self._publish(note, signed)

    def _publish(self, note: str, head: Head) -> None:
        assert self._growing is not None
        known = set(partial_tiles(self._sealed.size))
        self._files.put(
            [*self._full.items(), *((tile, at) for tile, at in self._growing.partials() if tile not in known)]
        )
        if self._rotations != self._files.rotations() or self._history.current != self._files.keys():
            self._files.publish_rotations(self._rotations)
        self._files.publish(note)
        self._files.prune(self._full)
        self._sealed, self._full = head, {}

    def _look_for_keys(self, rows: Sequence[RawEntry]) -> None:
        """Note an announcement that follows the keys in use; any other one is for `verify` to name."""
        for row in rows:
            if row[3] == KEYS_ANNOUNCED and row[0] > self._history.generations[-1].since:
                try:
                    self._history.extended(row[0], announcement_in(row[5]), is_good)
                except (KeyRotationForged, Unreadable) as forged:
                    _log.warning("entry %s of %s announces no keys: %s", row[0], self._files.ledger, forged)
                else:
                    self._announced = self._announced or (row[0], row[5])

    def _look_for_keys_signed(self, published: int, signed: int) -> None:
        """Learn the keys announced in what was signed and not published any more: we were killed in between."""
        while published < signed and (rows := self._log.entries(published, limit=min(PAGE, signed - published))):
            for row in rows:
                self._look_for_keys([row])
                if self._announced is not None:
                    self._follow(*self._announced)
            published += len(rows)

    def _follow(self, position: int, entry: bytes) -> None:
        """Go by the announced keys from a position on."""
        self._announced = None
        self._history = self._history.extended(position, announcement_in(entry), is_good)
        self._rotations = [*self._rotations, (position, announcement_in(entry))]

    def _shown_keys(self, size: int) -> Announced | None:
        """Return what shows the signer that keys are announced in the tree to be signed."""
        if self._announced is None:
            return None
        position, entry = self._announced
        proof = tree.inclusion_proof(position - 1, size, hashes_from(self._read, size))
        return Announced(position - 1, entry, tuple(proof))

    def _read(self, tile: Tile) -> bytes:
        """Return a tile of the tree as read: not yet on disk, at the edge, or on disk."""
        assert self._growing is not None
        if (found := self._full.get(Tile(tile.level, tile.index))) is not None:
            return found
        if tile in partial_tiles(self._growing.size):
            return b"".join(self._growing.edges[tile.level])
        return self._files.read(tile)

    def _see_that_it_is_the_same(self, leaves: Sequence[bytes]) -> None:
        if list(leaves) != [self._last_leaf]:
            self._put_before_the_signer(self._log.head())

    def _put_before_the_signer(self, head: int) -> None:
        """Ask for a signature of the log's own tree, which does not begin with what was sealed. Always raises."""
        self._growing = None
        plan: dict[tuple[int, int], GrowingTree] = {}

        def planned(level: int, index: int) -> bytes:
            plan.setdefault((level, index), GrowingTree())
            return b""

        def found(level: int, index: int) -> bytes:
            return plan[level, index].root()

        old, may_continue = self._sealed.size, 0 < self._sealed.size <= head
        tree.root(head, planned)
        if may_continue:
            tree.consistency_proof(old, head, planned)
        leaves, at = self._leaves(0, head), 0
        while page := list(islice(leaves, PAGE)):
            for (level, index), part in plan.items():
                part.add(page[max((index << level) - at, 0) : max(((index + 1) << level) - at, 0)])
            at += len(page)
        proof = tree.consistency_proof(old, head, found) if may_continue else []
        self._signer.signed(self._origin, Continuation(old, Head(head, tree.root(head, found)), tuple(proof)))
        raise SealedLogChanged(size=old)

    def _leaves(self, start: int, end: int) -> Iterator[bytes]:
        """Yield the leaf hashes from leaf `start` to before leaf `end`, or to the end of the log."""
        while start < end and (rows := self._log.entries(start, limit=min(PAGE, end - start))):
            yield from (leaf_hash(row[5]) for row in rows)
            start += len(rows)
