"""The log of one ledger on PostgreSQL: entries and receipt in one transaction under the head row's lock."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import psycopg
from psycopg.types.numeric import Int8

from application.ports import Clock, Conflict
from application.recorded import Change, Receipt, Recorded, Untouched
from infrastructure.log import asking, canonical, failures
from infrastructure.log.appending import Taken, add, take
from infrastructure.log.bell import Bell
from infrastructure.log.envelope import Envelope, Payload
from infrastructure.log.known import Known
from infrastructure.log.mapper import EntryMapper, RawEntry, Unreadable
from infrastructure.log.pool import Pool, Row
from infrastructure.log.recorder import PostgresRecorder
from infrastructure.log.statements import SQL


class PostgresLog:
    """Implements `application.ports.Log`; safe to share between threads.

    `clock` stands in for the server's own. One log a ledger and process is enough; several work too.
    """

    def __init__(
        self, pool: Pool, ledger: str, *, clock: Clock | None = None, mapper: EntryMapper | None = None
    ) -> None:
        self._pool, self._ledger, self._clock = pool, ledger, clock
        self.mapper = mapper or EntryMapper()
        self.bell = Bell()
        self._known = Known()
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
        entries = self._read(self._rows("stream", stream=stream))
        self._known.saw(entries[-1:])
        return entries

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
        rows = self._rows("receipt", command_id=command_id)
        return Receipt(*rows[0]) if rows else None

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
        guard: Untouched | None = None,
    ) -> Receipt:
        """Add everything or nothing, as the port says. Also raises EntryTooLarge, NotCanonical, Malformed."""
        envelope = Envelope(self._ledger, actor, command_id, request_hash, causation)
        append = _Append(envelope, changes, self.mapper.payload, self._known)

        def work(connection: psycopg.Connection[Row]) -> Receipt:
            connection.execute("BEGIN")
            cursor = connection.cursor(binary=True)
            taken = append.lock(cursor, self._clock.now() if self._clock else None)
            receipt = append.answered(cursor, taken, answer)
            append.check(cursor, taken, guard)
            append.add(cursor, taken)
            failures.commit(connection)
            return receipt

        receipt = failures.run(self._pool, work)
        for change in changes:
            self._known.note(change.stream, change.expected_version + len(change.facts), receipt.last_position)
        self.bell.ring(receipt.last_position)
        return receipt

    def _read(self, rows: Sequence[Row]) -> list[Recorded[object]]:
        ledger, read = self._ledger, self.mapper.read_row
        return [read(ledger, row) for row in rows]

    def _rows(self, name: str, **arguments: object) -> list[Row]:
        def select(connection: psycopg.Connection[Row]) -> list[Row]:
            cursor = connection.cursor(binary=True)
            return cursor.execute(SQL[name], {"ledger": self._ledger, **arguments}).fetchall()

        return failures.run(self._pool, select)


class _Append:
    """One append, prepared before the lock: the steps it takes inside the transaction, in their order."""

    def __init__(self, envelope: Envelope, changes: Sequence[Change], payload: Payload, known: Known) -> None:
        self._ledger, self._envelope = envelope.ledger, envelope
        self._changes, self._payload, self._known = changes, payload, known
        self._unproven = known.unproven(asking.expected_versions(changes))
        self._resting = {change.stream: change.expected_version for change in changes if not change.facts}

    def lock(self, cursor: psycopg.Cursor[Row], now: datetime | None) -> Taken:
        """Become the ledger's one writer and take the positions."""
        taken = take(cursor, self._ledger, sum(len(change.facts) for change in self._changes), now=now)
        self._known.still_there(taken.first)
        return taken

    def answered(
        self, cursor: psycopg.Cursor[Row], taken: Taken, answer: Callable[[int, int], object] | None
    ) -> Receipt:
        """Write the receipt, before all else: that a command was answered already outweighs any conflict."""
        envelope = self._envelope
        body = b"" if answer is None else canonical.canonical(answer(taken.first, taken.last))
        receipt = Receipt(envelope.command_id, envelope.request_hash, taken.last, body)
        if answer is not None:
            cursor.execute(
                SQL["keep_receipt"],
                {
                    "ledger": self._ledger,
                    "command_id": receipt.command_id,
                    "request_hash": receipt.request_hash,
                    "last_position": receipt.last_position,
                    "answer": receipt.answer,
                },
            )
        return receipt

    def check(self, cursor: psycopg.Cursor[Row], taken: Taken, guard: Untouched | None) -> None:
        """Refuse what the unique key cannot see: versions ahead of their stream, and touched guards."""
        if self._unproven and self._count(cursor, "shorter", self._unproven):
            raise Conflict("a stream has not come as far as expected")
        if self._resting and self._count(cursor, "longer", self._resting):
            raise Conflict("a stream has grown since the decision")
        if guard is not None and guard.streams and guard.since < taken.first - 1:
            arguments = {"ledger": self._ledger, "since": guard.since, "streams": list(guard.streams)}
            if _value(cursor.execute(SQL["touched"], arguments)):
                raise Conflict("a stream was touched since the decision looked")

    def add(self, cursor: psycopg.Cursor[Row], taken: Taken) -> None:
        """Write the entries' bytes and add them."""
        rows = self._envelope.rows(self._changes, self._payload, first=taken.first, recorded_at=taken.recorded_at)
        add(cursor, self._ledger, taken, rows)

    def _count(self, cursor: psycopg.Cursor[Row], name: str, versions: Mapping[str, int]) -> object:
        streams, numbers = list(versions), list(versions.values())
        arguments = {"ledger": self._ledger, "streams": streams, "versions": numbers}
        return _value(cursor.execute(SQL[name], arguments))


def _value(cursor: psycopg.Cursor[Row]) -> object:
    row = cursor.fetchone()
    return row[0] if row else None
