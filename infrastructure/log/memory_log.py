"""The log of one ledger in memory: the same port, the same bytes; use cases are tested on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from threading import RLock

from application.ports import Clock, CommandAlreadyAnswered, Conflict
from application.recorded import NO_CAUSES, Causes, Change, Receipt, Recorded, Untouched
from application.replayed import Replayed
from infrastructure.log import asking, canonical
from infrastructure.log.bell import Bell
from infrastructure.log.envelope import Envelope
from infrastructure.log.mapper import EntryMapper, RawEntry


class MemoryLog:
    """Implements `application.ports.Log`; safe to share between threads. Without `clock` it reads the
    machine's."""

    def __init__(self, ledger: str, *, clock: Clock | None = None, mapper: EntryMapper | None = None) -> None:
        self._ledger, self._clock = ledger, clock
        self.mapper = mapper or EntryMapper()
        self.bell, self.replayed = Bell(), Replayed()
        self._lock = RLock()
        self._rows: list[RawEntry] = []
        self._streams: dict[str, list[RawEntry]] = {}
        self._receipts: dict[str, Receipt] = {}
        self._recorded_at = datetime.min.replace(tzinfo=UTC)

    @property
    def ledger(self) -> str:
        """The ledger's id."""
        return self._ledger

    def head(self) -> int:
        """Return the last position."""
        return len(self._rows)

    def stream(self, stream: str) -> Sequence[Recorded[object]]:
        """Return one stream's entries in order."""
        with self._lock:
            rows = list(self._streams.get(stream, ()))
        return self._read(rows)

    def recalled(self, stream: str) -> Sequence[Recorded[object]] | None:
        """Return the stream, which lies here in memory and is never outdated; None when there is none."""
        return self.stream(stream) or None

    def streams(self, streams: Sequence[str]) -> Mapping[str, Sequence[Recorded[object]]]:
        """Return many streams' entries, keyed by stream; absent ones are absent."""
        with self._lock:
            rows = {stream: list(self._streams[stream]) for stream in streams if stream in self._streams}
        return {stream: self._read(found) for stream, found in rows.items()}

    def after(self, position: int, *, limit: int) -> Sequence[Recorded[object]]:
        """Return the next page of the feed."""
        return self._read(self.entries(position, limit=limit))

    def entries(self, after: int, *, limit: int) -> list[RawEntry]:
        """Return the next page of the feed as it lies."""
        with self._lock:
            return self._rows[after : after + limit]

    def position_at(self, instant: datetime) -> int:
        """Return the last position recorded by an instant (with a time zone), 0 before the first."""
        with self._lock:
            return sum(1 for row in self._rows if row[4] <= instant)

    def wait_beyond(self, position: int, *, seconds: float) -> int:
        """Return the head as soon as it lies behind `position`, or whatever it is after so many seconds."""
        return self.bell.wait_beyond(position, seconds, self.head)

    def receipt(self, command_id: str) -> Receipt | None:
        """Return what the command was answered, or None."""
        return self._receipts.get(command_id)

    def request_hash(self, ask: object, *, actor: str) -> str:
        """Return the SHA-256 (hex) of what is asked, by its name and by whom. Raises Malformed."""
        return asking.request_hash(ask, actor=actor)

    def append(
        self,
        changes: Sequence[Change],
        *,
        actor: str,
        command_id: str,
        request_hash: str,
        answer: Callable[[int, int], object] | None,
        causation: str = "",
        causes: Causes = NO_CAUSES,
        guard: Untouched | None = None,
    ) -> Receipt:
        """Add everything or nothing, as the port says. Also raises EntryTooLarge, NotCanonical, Malformed."""
        envelope = Envelope(self._ledger, actor, command_id, request_hash, causation, causes)
        versions = asking.expected_versions(changes)
        with self._lock:
            if answer is not None and command_id in self._receipts:
                raise CommandAlreadyAnswered(command_id)
            self._check(versions, guard)
            first = len(self._rows) + 1
            recorded_at = max(self._now(), self._recorded_at)
            new = list(envelope.rows(changes, self.mapper.payload, first=first, recorded_at=recorded_at))
            last = len(self._rows) + len(new)
            body = b"" if answer is None else canonical.canonical(answer(first, last))
            receipt = Receipt(command_id, request_hash, last, body)
            # Nothing below can fail.
            self._recorded_at = recorded_at
            for position, (stream, version, name, entry) in enumerate(new, first):
                row = (position, stream, version, name, recorded_at, entry)
                self._rows.append(row)
                self._streams.setdefault(stream, []).append(row)
            if answer is not None:
                self._receipts[command_id] = receipt
        self.bell.ring(last)
        return receipt

    def _check(self, versions: Mapping[str, int], guard: Untouched | None) -> None:
        for stream, version in versions.items():
            if len(self._streams.get(stream, ())) != version:
                raise Conflict(f"{stream} is not at version {version}")
        if guard is not None and any(row[1] in guard.streams for row in self._rows[guard.since :]):
            raise Conflict("a stream was touched since the decision looked")

    def _now(self) -> datetime:
        return self._clock.now() if self._clock else datetime.now(UTC)

    def _read(self, rows: Sequence[RawEntry]) -> list[Recorded[object]]:
        return [self.mapper.read_row(self._ledger, row) for row in rows]
