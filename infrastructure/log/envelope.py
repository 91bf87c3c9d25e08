"""An entry's bytes, laid out so that only position and instant are missing until the head is locked.

The body is the canonical JSON of an object with exactly these keys: actor, causation, command_id, ledger,
name, payload, position, recorded_at, request_hash, stream, version. In sorted order position and recorded_at
stand side by side, so everything before and behind them is written ahead, and under the lock an entry is one
concatenation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from application.recorded import Change
from infrastructure.log.canonical import LARGEST_ENTRY, EntryTooLarge, written
from infrastructure.log.shapes import instant_text

KEYS = (
    "actor",
    "causation",
    "command_id",
    "ledger",
    "name",
    "payload",
    "position",
    "recorded_at",
    "request_hash",
    "stream",
    "version",
)


Payload = Callable[[object], tuple[str, bytes]]
"""Gives a fact's published name and its canonical bytes."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry but for position and instant: `before` ends with `"position":`, `behind` starts at stream."""

    stream: str
    version: int
    name: str
    before: bytes
    behind: bytes


@dataclass(frozen=True, slots=True)
class Envelope:
    """What all entries of one append have in common."""

    ledger: str
    actor: str
    command_id: str
    request_hash: str
    causation: str

    def drafts(self, changes: Iterable[Change], payload: Payload) -> list[Draft]:
        """Write everything that is known before the lock."""
        common = b'{"actor":%b,"causation":%b,"command_id":%b,"ledger":%b,"name":' % tuple(
            map(written, (self.actor, self.causation, self.command_id, self.ledger))
        )
        drafts = []
        for change in changes:
            stream = change.stream
            behind = b'"stream":%b,"version":' % written(stream)
            for version, fact in enumerate(change.facts, change.expected_version + 1):
                name, body = payload(fact)
                before = b'%b"%b","payload":%b,"position":' % (common, name.encode(), body)
                drafts.append(Draft(stream, version, name, before, b"%b%d}" % (behind, version)))
        return drafts

    def bodies(self, drafts: Sequence[Draft], first: int, recorded_at: datetime) -> list[bytes]:
        """Return the finished bytes of entries numbered from `first`. Raises EntryTooLarge."""
        between = b',"recorded_at":"%b","request_hash":%b,' % (
            instant_text(recorded_at).encode(),
            written(self.request_hash),
        )
        bodies = [
            b"%b%d%b%b" % (draft.before, position, between, draft.behind)
            for position, draft in enumerate(drafts, first)
        ]
        for draft, body in zip(drafts, bodies, strict=True):
            if len(body) > LARGEST_ENTRY:
                raise EntryTooLarge(draft.name, len(body))
        return bodies
