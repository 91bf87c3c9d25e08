"""One append: become the ledger's one writer, look whether the decision still holds, add, commit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime

from psycopg import Connection, Cursor
from psycopg.types.numeric import Int4, Int8

from application.ports import CommandAlreadyAnswered, Conflict
from application.recorded import Change, Receipt, Untouched
from infrastructure.log import asking, canonical, failures
from infrastructure.log.appending import MANY, Taken, add, advance, taken
from infrastructure.log.envelope import Envelope, NewRow, Payload
from infrastructure.log.known import Known
from infrastructure.log.pool import Row
from infrastructure.log.statements import SQL

FEW_STREAMS = 64
FEW_BYTES = 16_384
"""What is sent at once must fit into a socket's buffer: the driver's pipeline forgets what a full one did not take."""


class Append:
    """Everything of one append that is known before the lock."""

    def __init__(
        self,
        envelope: Envelope,
        changes: Sequence[Change],
        payload: Payload,
        known: Known,
        answer: Callable[[int, int], object] | None,
        guard: Untouched | None,
    ) -> None:
        self._envelope, self._changes, self._payload, self._known = envelope, changes, payload, known
        self._answer, self._guard = answer, guard
        self._count = sum(len(change.facts) for change in changes)
        self._unproven = known.unproven(asking.expected_versions(changes))
        self._resting = {change.stream: change.expected_version for change in changes if not change.facts}

    def carried_out(self, connection: Connection[Row], now: datetime | None) -> Receipt:
        """Append on a connection in autocommit; `now` stands in for the server's clock.

        A small append talks to the server twice, a batch once a step. Raises what the port says, and EntryTooLarge,
        NotCanonical, Malformed.
        """
        positions = self._locked(connection, now)
        self._known.still_there(positions.first)
        receipt = self._receipt(positions)
        rows = self._envelope.rows(
            self._changes, self._payload, first=positions.first, recorded_at=positions.recorded_at
        )
        cursor = connection.cursor(binary=True)
        if self._count < MANY:
            few = list(rows)
            with failures.committing(), _at_once(connection, sum(len(row.body) for row in few) < FEW_BYTES):
                self._add(cursor, receipt, positions, few)
                connection.execute("COMMIT")
        else:
            self._add(cursor, receipt, positions, rows)
            failures.commit(connection)
        return receipt

    def _locked(self, connection: Connection[Row], now: datetime | None) -> Taken:
        """Take the positions, and look under the lock at what the unique keys cannot see.

        Raises CommandAlreadyAnswered, which outweighs any conflict, and Conflict: versions ahead of their stream,
        streams that only rested and have grown, guarded streams that were touched.
        """
        ledger, guard = self._envelope.ledger, self._guard
        head, answered, shorter, longer, newer = (connection.cursor(binary=True) for _ in range(5))
        with _at_once(connection, len(self._unproven) + len(self._resting) < FEW_STREAMS):
            connection.execute("BEGIN")
            advance(head, ledger, self._count, now=now)
            if self._answer is not None:
                answered.execute(SQL["receipt"], {"ledger": ledger, "command_id": self._envelope.command_id})
            if self._unproven:
                shorter.execute(SQL["shorter"], self._versions(self._unproven))
            if self._resting:
                longer.execute(SQL["longer"], self._versions(self._resting))
            if guard is not None:
                newer.execute(SQL["newer"], {"ledger": ledger, "since": Int8(guard.since)})
        positions = taken(head, ledger, self._count)
        if self._answer is not None and answered.fetchone():
            raise CommandAlreadyAnswered(self._envelope.command_id)
        if self._unproven and _number(shorter):
            raise Conflict("a stream has not come as far as expected")
        if self._resting and _number(longer):
            raise Conflict("a stream has grown since the decision")
        if guard is not None and any(stream in guard.streams for (stream,) in newer):
            raise Conflict("a stream was touched since the decision looked")
        return positions

    def _versions(self, versions: Mapping[str, int]) -> Mapping[str, object]:
        numbers = [Int4(version) for version in versions.values()]
        return {"ledger": self._envelope.ledger, "streams": list(versions), "versions": numbers}

    def _receipt(self, positions: Taken) -> Receipt:
        body = b"" if self._answer is None else canonical.canonical(self._answer(positions.first, positions.last))
        return Receipt(self._envelope.command_id, self._envelope.request_hash, positions.last, body)

    def _add(self, cursor: Cursor[Row], receipt: Receipt, positions: Taken, rows: Iterable[NewRow]) -> None:
        if self._answer is not None:
            cursor.execute(
                SQL["keep_receipt"],
                {
                    "ledger": self._envelope.ledger,
                    "command_id": receipt.command_id,
                    "request_hash": receipt.request_hash,
                    "last_position": Int8(receipt.last_position),
                    "answer": receipt.answer,
                },
            )
        add(cursor, self._envelope.ledger, positions, rows)


def _at_once(connection: Connection[Row], small: bool) -> AbstractContextManager[object]:
    """Send the block's statements at once, answers being there at its end, or one after the other."""
    return connection.pipeline() if small else nullcontext()


def _number(cursor: Cursor[Row]) -> int:
    row = cursor.fetchone()
    return int(row[0]) if row else 0
