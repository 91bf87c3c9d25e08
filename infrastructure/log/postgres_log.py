"""The log of one ledger on PostgreSQL: entries and receipt in one transaction under the head row's lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import psycopg
from psycopg.pq.abc import PGresult
from psycopg.types.numeric import Int8

from application.ports import Clock
from application.recorded import NO_CAUSES, Causes, Change, Receipt, Recorded, Untouched
from application.replayed import Replayed
from infrastructure.log import asking, failures
from infrastructure.log.bell import Bell
from infrastructure.log.envelope import Envelope
from infrastructure.log.exchange import as_bytes, as_instant, as_int, as_text, ask, int4
from infrastructure.log.known import Known
from infrastructure.log.mapper import EntryMapper, RawEntry, Unreadable
from infrastructure.log.pool import Pool, Row
from infrastructure.log.recorder import PostgresRecorder
from infrastructure.log.remembered import NOTHING, Read, Remembered
from infrastructure.log.statements import SQL
from infrastructure.log.transaction import Append


class PostgresLog:
    """Implements `application.ports.Log`; safe to share between threads.

    `clock` stands in for the server's own. One log a ledger and process is enough; several work too.
    """

    def __init__(
        self, pool: Pool, ledger: str, *, clock: Clock | None = None, mapper: EntryMapper | None = None
    ) -> None:
        self._pool, self._ledger, self._clock = pool, ledger, clock
        self.mapper = mapper or EntryMapper()
        self.bell, self.replayed = Bell(), Replayed()
        self._known, self._remembered = Known(), Remembered()
        self.recorder = PostgresRecorder(pool, ledger, clock=clock, bell=self.bell)

    @property
    def ledger(self) -> str:
        """The ledger's id."""
        return self._ledger

    def head(self) -> int:
        """Return the last position. Raises LogUnavailable."""
        rows = self._rows("head")
        return int(rows[0][0]) if rows else 0

    def stream(self, stream: str) -> Sequence[Recorded[object]]:
        """Return one stream's entries in order. Raises Unreadable, LogUnavailable."""
        read = self._read_on(stream, self._remembered.of(stream))
        self._remembered.keep(stream, read)
        self._known.saw(read.entries[-1:])
        return list(read.entries)

    def recalled(self, stream: str) -> Sequence[Recorded[object]] | None:
        """Return one stream's entries as this process last knew them, None when it knows of later ones or of none."""
        read = self._remembered.of(stream)
        if not read.version or read.version != self._known.version(stream):
            return None
        if read.undecoded:
            read = self._decoded(read)
            self._remembered.keep(stream, read)
        return read.entries

    def streams(self, streams: Sequence[str]) -> Mapping[str, Sequence[Recorded[object]]]:
        """Return many streams' entries, keyed by stream; absent ones are absent."""
        found: dict[str, list[Recorded[object]]] = {}
        if streams:
            for entry in self._read(self._rows("streams", streams=list(streams))):
                found.setdefault(entry.stream, []).append(entry)
        self._known.saw(entries[-1] for entries in found.values())
        return found

    def after(self, position: int, *, limit: int) -> Sequence[Recorded[object]]:
        """Return the next page of the feed. Raises Unreadable when a position is missing."""
        return self._read(self.entries(position, limit=limit))

    def entries(self, after: int, *, limit: int) -> list[RawEntry]:
        """Return the next page of the feed as it lies, for `mapper.read_row` to read.

        Raises Unreadable when a position is missing, LogUnavailable.
        """
        first, last = Int8(after + 1), Int8(after + limit)
        rows = self._rows("page", first=first, last=last)
        if not rows and limit > 0 and self.head() > after:  # Appended just now, or gone.
            rows = self._rows("page", first=first, last=last)
            if not rows:
                raise Unreadable(f"entry {first} of {self._ledger} is missing")
        if rows and (rows[0][0] != first or rows[-1][0] != after + len(rows)):
            raise Unreadable(f"entries are missing behind {after} in {self._ledger}")
        return rows

    def position_at(self, instant: datetime) -> int:
        """Return the last position recorded by an instant (with a time zone), 0 before the first."""
        rows = self._rows("position_at", instant=instant)
        return int(rows[0][0]) if rows else 0

    def wait_beyond(self, position: int, *, seconds: float) -> int:
        """Return the head as soon as it lies behind `position`, or whatever it is after so many seconds."""
        return self.bell.wait_beyond(position, seconds, self.head)

    def receipt(self, command_id: str) -> Receipt | None:
        """Return what the command was answered, or None."""
        answer = self._asked("receipt", command_id.encode())
        if not answer.ntuples:
            return None
        of, request_hash, last, body = (answer.get_value(0, column) for column in range(4))
        return Receipt(as_text(of), as_text(request_hash), as_int(last), as_bytes(body))

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
        append = Append(envelope, changes, self.mapper.payload, self._known, answer, guard)

        def work(connection: psycopg.Connection[Row]) -> Receipt:
            return append.carried_out(connection, self._clock.now() if self._clock else None)

        receipt = failures.run(self._pool, work)
        self._known.added(changes, append.tip)
        self._remembered.went_on(append.few)
        self.bell.ring(receipt.last_position)
        return receipt

    def _read_on(self, stream: str, read: Read) -> Read:
        """Read a stream on from its last entry, which must still be there: a database may have been restored."""
        rows = _entries(self._asked("stream", stream.encode(), int4(read.version)))
        if read.last is not None:
            if not rows or rows[0] != read.last:
                return self._read_on(stream, NOTHING)
            del rows[0]
        size = read.size + sum(len(row[5]) for row in rows)
        return self._decoded(Read(read.entries, (*read.undecoded, *rows), rows[-1] if rows else read.last, size))

    def _decoded(self, read: Read) -> Read:
        return Read((*read.entries, *self._read(read.undecoded)), (), read.last, read.size) if read.undecoded else read

    def _read(self, rows: Sequence[Row]) -> list[Recorded[object]]:
        ledger, read = self._ledger, self.mapper.read_row
        return [read(ledger, row) for row in rows]

    def _asked(self, name: str, *arguments: bytes) -> PGresult:
        return failures.run(self._pool, lambda connection: ask(connection, name, self._ledger.encode(), *arguments))

    def _rows(self, name: str, **arguments: object) -> list[Row]:
        def select(connection: psycopg.Connection[Row]) -> list[Row]:
            cursor = connection.cursor(binary=True)
            return cursor.execute(SQL[name], {"ledger": self._ledger, **arguments}).fetchall()

        return failures.run(self._pool, select)


def _entries(answer: PGresult) -> list[RawEntry]:
    value = answer.get_value
    return [
        (
            as_int(value(row, 0)),
            as_text(value(row, 1)),
            as_int(value(row, 2)),
            as_text(value(row, 3)),
            as_instant(value(row, 4)),
            as_bytes(value(row, 5)),
        )
        for row in range(answer.ntuples)
    ]
