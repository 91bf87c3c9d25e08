"""One append: become the ledger's one writer, look whether the decision still holds, add, commit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from psycopg import Connection
from psycopg.types.numeric import Int8

from application.ports import CommandAlreadyAnswered, Conflict
from application.recorded import Change, Receipt, Untouched
from infrastructure.log import asking, canonical
from infrastructure.log.appending import Taken, add_and_commit, answered, take
from infrastructure.log.envelope import Envelope, Payload
from infrastructure.log.known import Known, Tip
from infrastructure.log.mapper import RawEntry
from infrastructure.log.pool import Row
from infrastructure.log.statements import SQL


class Append:
    """Everything of one append that is known before the lock.

    Once it is carried out, `tip` is the last entry it added, None when it added none, and `few` are the entries as they
    lie in the log, unless they were many.
    """

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
        self.tip: Tip | None = None
        self.few: Sequence[RawEntry] = ()
        self._resting = {change.stream: change.expected_version for change in changes if not change.facts}

    def carried_out(self, connection: Connection[Row], now: datetime | None) -> Receipt:
        """Append on a connection in autocommit; `now` stands in for the server's clock.

        Raises what the port says, and EntryTooLarge, NotCanonical, Malformed.
        """
        taken = self._locked(connection, now)
        receipt = self._receipt(taken)
        rows = self._envelope.rows(self._changes, self._payload, first=taken.first, recorded_at=taken.recorded_at)
        few = add_and_commit(connection, self._envelope.ledger, taken, rows, None if self._answer is None else receipt)
        self.tip = Tip(taken.last, taken.recorded_at) if self._count else None
        self.few = [
            (position, stream, version, name, taken.recorded_at, body)
            for position, (stream, version, name, body) in enumerate(few, taken.first)
        ]
        return receipt

    def _locked(self, connection: Connection[Row], now: datetime | None) -> Taken:
        """Take the positions, and look under the lock at what the unique keys cannot see.

        Raises CommandAlreadyAnswered, which outweighs any conflict, and Conflict: versions ahead of their stream,
        streams that only rested and have grown, guarded streams that were touched.
        """
        ledger, guard = self._envelope.ledger, self._guard
        taken = take(
            connection,
            ledger,
            self._count,
            now=now,
            tip=self._known.tip,
            command_id=None if self._answer is None else self._envelope.command_id,
            unproven=self._unproven,
            resting=self._resting,
        )
        if guard is not None:
            newer = connection.cursor(binary=True)
            newer.execute(SQL["newer"], {"ledger": ledger, "since": Int8(guard.since)})
            if any(stream in guard.streams for (stream,) in newer):
                if self._answer is not None and answered(connection, ledger, self._envelope.command_id):
                    raise CommandAlreadyAnswered(self._envelope.command_id)
                raise Conflict("a stream was touched since the decision looked")
        return taken

    def _receipt(self, taken: Taken) -> Receipt:
        body = b"" if self._answer is None else canonical.canonical(self._answer(taken.first, taken.last))
        return Receipt(self._envelope.command_id, self._envelope.request_hash, taken.last, body)
