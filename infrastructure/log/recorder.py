"""Our recorder behind the event library's interface, for its applications, projections and test cases.

The ledger's own road is `PostgresLog`; both add rows through `appending`, so positions stay dense.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import psycopg
from eventsourcing.persistence import (
    ApplicationRecorder,
    IntegrityError,
    Notification,
    OperationalError,
    StoredEvent,
    Subscription,
)
from psycopg.types.numeric import Int8

from application.ports import Clock, Conflict, LogUnavailable, OutcomeUnknown
from infrastructure.log import failures
from infrastructure.log.appending import add_and_commit, take
from infrastructure.log.bell import LOOK_AGAIN, Bell
from infrastructure.log.envelope import NewRow
from infrastructure.log.pool import Pool, Row
from infrastructure.log.statements import SQL

_END_OF_TIME = 2**63 - 1
_LAST_VERSION = 2**31 - 1
_PAGE = 500


class PostgresRecorder(ApplicationRecorder):
    """One ledger's entries as stored events: topic is the name, state the body, id the position."""

    def __init__(self, pool: Pool, ledger: str, *, clock: Clock | None = None, bell: Bell | None = None) -> None:
        """`clock` stands in for the server's; `bell` is shared with whoever else appends in this process."""
        self._pool, self._ledger, self._clock = pool, ledger, clock
        self.bell = bell or Bell()

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int] | None:
        """Add all, or none, and return their positions. Raises the library's IntegrityError,
        OperationalError."""
        if kwargs:
            raise TypeError(f"unexpected {sorted(kwargs)}")
        rows: list[NewRow] = [
            (str(event.originator_id), event.originator_version, event.topic, event.state) for event in stored_events
        ]
        if not rows:
            return []

        def insert(connection: psycopg.Connection[Row]) -> tuple[int, int]:
            positions = take(connection, self._ledger, len(rows), now=self._clock.now() if self._clock else None)
            add_and_commit(connection, self._ledger, positions, rows, None)
            return positions.first, positions.last

        try:
            first, last = failures.run(self._pool, insert)
        except Conflict as error:
            raise IntegrityError(str(error)) from error
        except (LogUnavailable, OutcomeUnknown) as error:
            raise OperationalError(str(error)) from error
        self.bell.ring(last)
        return list(range(first, last + 1))

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """Return a stream's events of versions from behind `gt` up to `lte`, in order or backwards."""
        rows = self._rows(
            "select_events_backwards" if desc else "select_events",
            stream=str(originator_id),
            gt=-1 if gt is None else gt,
            lte=_LAST_VERSION if lte is None else lte,
            limit=limit,
        )
        return [StoredEvent(originator_id, version, name, body) for _, version, name, body in rows]

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Return a page of the feed, of some names only if `topics` says so."""
        first = max(1, (start or 0) + (0 if inclusive_of_start else 1))
        last = _END_OF_TIME if stop is None else stop
        if not topics:
            last = min(last, first + limit - 1)  # Positions are dense: a page is a range.
        rows = self._rows(
            "select_notifications_of" if topics else "select_notifications",
            start=Int8(first),
            stop=Int8(last),
            limit=limit,
            **({"topics": list(topics)} if topics else {}),
        )
        return [Notification(*row) for row in rows]

    def max_notification_id(self) -> int | None:
        """Return the last position, or None for an empty ledger."""
        rows = self._rows("head")
        return (rows[0][0] or None) if rows else None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Follow the feed from behind `gt`; blocks at its end and goes on as entries come."""
        return HeadSubscription(self, gt=gt, topics=topics)

    def _rows(self, name: str, **arguments: object) -> list[Row]:
        def select(connection: psycopg.Connection[Row]) -> list[Row]:
            cursor = connection.cursor(binary=True)
            return cursor.execute(SQL[name], {"ledger": self._ledger, **arguments}).fetchall()

        try:
            return failures.run(self._pool, select)
        except LogUnavailable as error:
            raise OperationalError(str(error)) from error


class HeadSubscription(Subscription[ApplicationRecorder]):
    """Looks at the head, then reads up to it: nothing is missed, since positions become visible in order.

    The library's own subscription needs NOTIFY, which serialises every commit of the server, and dies with
    its connection.
    """

    def __init__(self, recorder: PostgresRecorder, gt: int | None, topics: Sequence[str]) -> None:
        super().__init__(recorder, gt=gt, topics=topics)
        self._bell = recorder.bell
        self._seen = gt or 0
        self._page: list[Notification] = []

    def stop(self) -> None:
        """End the iteration, also one that waits in another thread."""
        super().stop()
        self._bell.ring()

    def __next__(self) -> Notification:
        while not self._has_been_stopped:
            if self._page:
                return self._page.pop()
            head = self._recorder.max_notification_id() or 0
            if head <= self._seen:
                self._bell.wait(self._seen, LOOK_AGAIN)
                continue
            first, self._seen = self._seen + 1, min(head, self._seen + _PAGE)
            page = self._recorder.select_notifications(first, _PAGE, self._seen, self._topics)
            self._page = list(reversed(page))
        raise StopIteration
