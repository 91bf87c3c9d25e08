"""The library's mapper in our terms: the topic is a published name, the state an entry's bytes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import JSONTranscoder, Mapper, StoredEvent

from application.recorded import Recorded
from domain import catalogue, upcasters
from infrastructure.log import canonical, codec
from infrastructure.log.envelope import KEYS
from infrastructure.log.shapes import INSTANT

RawEntry = tuple[int, str, int, str, datetime, bytes]
"""A row as it lies in the log: position, stream, version, name, recorded_at, body (canonical bytes)."""


class Unreadable(Exception):
    """A stored entry is not what it says it is. The log was damaged or changed behind our back."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A recorded fact, with the library's names for its stream and version."""

    recorded: Recorded[object]

    @property
    def originator_id(self) -> str:
        """The stream."""
        return self.recorded.stream

    @property
    def originator_version(self) -> int:
        """The version in the stream."""
        return self.recorded.version


class EntryMapper(Mapper[str]):
    """Facts to published names and canonical bytes, and back, old names by way of their upcasters.

    The catalogue is an argument: names of classes both ways, and the step from each old name to the next.
    """

    def __init__(
        self,
        events: Mapping[str, type] = catalogue.EVENTS,
        names: Mapping[type, str] = catalogue.NAMES,
        steps: Mapping[str, upcasters.Upcaster] = upcasters.UPCASTERS,
    ) -> None:
        super().__init__(JSONTranscoder())
        self._events, self._names, self._steps = events, names, steps
        self._writers: dict[type, tuple[str, Callable[[Any], bytes]]] = {}
        self._readers: dict[str, Callable[[Any], object]] = {}

    def payload(self, fact: object) -> tuple[str, bytes]:
        """Return a fact's published name and the canonical bytes of its payload.

        Raises KeyError for a class that is not in the catalogue, Malformed for a fact that does not fit its
        class.
        """
        writer = self._writers.get(fact.__class__)
        if writer is None:
            self._writers[type(fact)] = writer = self._names[type(fact)], codec.writer_of(type(fact))
        name, write = writer
        return name, write(fact)

    def read(self, body: bytes) -> Recorded[object]:
        """Return the entry whose canonical bytes these are. Raises Unreadable."""
        try:
            value = canonical.read(body)
            if value.__class__ is not dict or tuple(value) != KEYS:
                raise Unreadable("not an entry")
            actor, causation, command, ledger, name, payload, position, at, request_hash, stream, version = (
                value.values()
            )
            if not (
                actor.__class__ is causation.__class__ is command.__class__ is ledger.__class__ is name.__class__
                is at.__class__ is request_hash.__class__ is stream.__class__ is str
                and position.__class__ is version.__class__ is int
            ):  # fmt: skip
                raise Unreadable("not an entry")
            read = self._readers.get(name) or self._reader(name)
            return _recorded(
                ledger, position, stream, version, name, _instant(at), actor, command, request_hash, causation,
                read(payload),
            )  # fmt: skip
        except Unreadable:
            raise
        except Exception as error:
            raise Unreadable(f"{type(error).__name__}: {error}") from error

    def read_row(self, ledger: str, row: RawEntry) -> Recorded[object]:
        """Read an entry and hold the columns it came in against its bytes. Raises Unreadable."""
        position, stream, version, name, recorded_at, body = row
        recorded = self.read(body)
        if (
            recorded.position != position
            or recorded.stream != stream
            or recorded.version != version
            or recorded.name != name
            or recorded.ledger != ledger
            or recorded.recorded_at != recorded_at
        ):
            raise Unreadable(f"entry {position} of {ledger}: its columns are not those of its bytes")
        return recorded

    def to_stored_event(self, domain_event: DomainEventProtocol[str]) -> StoredEvent:
        """Write an `Entry`. Its name is the stored one, so an old entry cannot be written anew under it."""
        if not isinstance(domain_event, Entry):
            raise TypeError(f"expected Entry, got {type(domain_event).__name__}")
        recorded = domain_event.recorded
        return StoredEvent(recorded.stream, recorded.version, recorded.name, self.write(recorded))

    def to_domain_event(self, stored_event: StoredEvent) -> Entry:
        """Read an `Entry`, which must lie where its bytes say. Raises Unreadable."""
        recorded = self.read(stored_event.state)
        columns = (stored_event.originator_id, stored_event.originator_version, stored_event.topic)
        if columns != (recorded.stream, recorded.version, recorded.name):
            raise Unreadable(f"the columns {columns} are not those of the entry's bytes")
        return Entry(recorded)

    def write(self, recorded: Recorded[object]) -> bytes:
        """Return an entry's canonical bytes, the plain way: what `Envelope` lays out piece by piece."""
        name, _ = self.payload(recorded.fact)
        if name != recorded.name:
            raise ValueError(f"{recorded.name} is read as {name} and is never written again")
        return canonical.canonical(
            {
                "actor": recorded.actor,
                "causation": recorded.causation,
                "command_id": recorded.command_id,
                "ledger": recorded.ledger,
                "name": name,
                "payload": codec.encode(recorded.fact),
                "position": recorded.position,
                "recorded_at": INSTANT.encode(recorded.recorded_at),
                "request_hash": recorded.request_hash,
                "stream": recorded.stream,
                "version": recorded.version,
            }
        )

    def _reader(self, name: str) -> Callable[[Any], object]:
        """Return what reads a name's payload: the codec of its class, behind every step from an old name."""
        written, changes = name, []
        while name in self._steps:
            changes.append(self._steps[name].change)
            name = self._steps[name].to
        if name not in self._events:
            raise Unreadable(f"{name} is not in the catalogue")
        decode = codec.shape_of(self._events[name]).decode

        def read_old(payload: Any) -> object:
            for change in changes:
                payload = change(payload)
            return decode(payload)

        self._readers[written] = reader = read_old if changes else decode
        return reader


_recorded = codec.maker(Recorded)
_instant = INSTANT.decode
