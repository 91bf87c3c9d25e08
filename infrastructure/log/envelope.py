"""An entry's bytes, put together from what its append has in common and its own fact.

The body is the canonical JSON of an object with exactly these keys: actor, causation, command_id, ledger,
name, payload, position, recorded_at, request_hash, stream, version. They are in sorted order, so all that is not the
entry's own is written once an append and an entry is one concatenation.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from application.recorded import Causes, Change
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


NewRow = tuple[str, int, str, bytes]
"""What is added: the stream, its next version, the published name, the entry's bytes."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """What all entries of one append have in common, and what led to those that something else led to."""

    ledger: str
    actor: str
    command_id: str
    request_hash: str
    causation: str
    causes: Causes = field(default_factory=dict)

    def rows(
        self, changes: Iterable[Change], payload: Payload, *, first: int, recorded_at: datetime
    ) -> Iterator[NewRow]:
        """Yield the entries, numbered from `first`, one by one: a batch is sent while it is written.

        Raises EntryTooLarge, and whatever `payload` raises.
        """
        head = self._head(self.causation)
        between = b',"recorded_at":"%b","request_hash":%b,"stream":' % (
            instant_text(recorded_at).encode(),
            written(self.request_hash),
        )
        beginnings: dict[str, bytes] = {}
        position, causes = first, self.causes
        for stream, version, facts in changes:
            quoted = written(stream)
            for fact in facts:
                name, fields = payload(fact)
                if name not in beginnings:
                    beginnings[name] = b'%b%b","payload":' % (head, name.encode())
                version += 1
                beginning = beginnings[name]
                if causes and (cause := causes.get((stream, version))) is not None:
                    beginning = b'%b%b","payload":' % (self._head(cause), name.encode())
                body = b'%b%b,"position":%d%b%b,"version":%d}' % (
                    beginning,
                    fields,
                    position,
                    between,
                    quoted,
                    version,
                )
                if len(body) > LARGEST_ENTRY:
                    raise EntryTooLarge(name, len(body))
                yield stream, version, name, body
                position += 1

    def _head(self, cause: str) -> bytes:
        return b'{"actor":%b,"causation":%b,"command_id":%b,"ledger":%b,"name":"' % tuple(
            map(written, (self.actor, cause, self.command_id, self.ledger))
        )
