"""The projector follows the log: rows and the position they bring a view to are committed together.

Entries are read by the thousand and decoded once for all views. Views fail apart: one that cannot take an entry stops
before it, loudly, and the others go on. One projector works at a time on a ledger; how it cuts its reading changes no
row.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
from psycopg import Connection

from application.answers import ViewState
from application.queries import ViewBehind, ViewStopped
from application.recorded import Recorded
from application.views.posting import POSTING as POSTING_VIEW
from application.views.registry import VIEWS
from application.views.sheet import PAGE, MovedOn, PageSums, Sheet, changes, last_struck, page_end, strike
from application.views.view import Row, View
from infrastructure.log.pool import still_open
from infrastructure.views.connections import connect_projector
from infrastructure.views.making import Made, Pages
from infrastructure.views.projecting import SQL, Failure, Packers, Reader, copy, gather, moved, newest_sheets
from infrastructure.views.reading import ReadingAhead
from infrastructure.views.tables import SHEET, TABLES

ENTRIES = 2 * PAGE
"""Entries taken in one transaction, or in two beside each other."""

MANY = PAGE // 2
"""From so many entries on the journal is written beside the other views: each has about half of the rows."""


@dataclass(slots=True)
class _OpenPage:
    """What the postings from the last page end up to `upto` move."""

    upto: int
    sums: dict[MovedOn, int]


class Projector:
    """Brings one ledger's views up to its log. May be called from several threads, and by several processes."""

    def __init__(self, conninfo: str, ledger: str, *, views: Sequence[View] = VIEWS, entries: int = ENTRIES) -> None:
        self.ledger = ledger
        self._conninfo, self._views, self._entries = conninfo, tuple(views), entries
        self._names = [view.name for view in views]
        self._journal = next((view for view in views if view.name == "posting"), None)
        self._packers = Packers(ledger)
        self._reading = ReadingAhead(conninfo, ledger, views)
        self._alone = threading.Lock()
        self._connection: Connection[tuple[object, ...]] | None = None
        self._second: Connection[tuple[object, ...]] | None = None
        self._beside: ThreadPoolExecutor | None = None
        self._open: _OpenPage | None = None

    def catch_up(self) -> int:
        """Project everything the log has, and return the position that every running view has reached."""
        with self._working():
            while (reached := self._step()) is None:
                pass
            return reached

    def wait_for(self, position: int, *, timeout: float = 10.0) -> None:
        """Project up to a position at least. Raises ViewBehind after so many seconds, ViewStopped."""
        deadline = time.monotonic() + timeout
        while (reached := self.catch_up()) < position:
            if time.monotonic() >= deadline:
                raise ViewBehind(position, reached)
            time.sleep(0.01)
        for state in self.states():
            if not state.running and state.position < position:
                raise ViewStopped(state.view, state.failed_at or 0, state.error)

    def states(self) -> list[ViewState]:
        """Return how far each view is, once nobody is projecting."""
        with self._working():
            return self._states()

    def resume(self, view: str) -> None:
        """Let a stopped view try again, after what stopped it was mended."""
        with self._working():
            self._connected().execute(SQL["resume"], {"ledger": self.ledger, "view": view})

    def close(self) -> None:
        """Close the connections; the next call opens others."""
        with self._alone:
            self._forget()

    @contextmanager
    def _working(self) -> Iterator[None]:
        """Keep the connection to one thread: another's question would fall into a COPY or a transaction."""
        with self._alone:
            try:
                yield
            except psycopg.OperationalError:
                self._forget()
                raise

    def _states(self) -> list[ViewState]:
        rows = self._connected().execute(SQL["progress"], {"ledger": self.ledger}).fetchall()
        return [_state(row) for row in rows]

    def _step(self) -> int | None:
        """Take the next entries; return the position reached when there were none."""
        connection = self._connected()
        head = _number(connection, "head", self.ledger)
        running = [state for state in self._states() if state.running and state.view in self._names]
        if all(state.position >= head for state in running):
            return min((state.position for state in running), default=head)
        behind = head - min(state.position for state in running)
        if self._journal is not None and len(self._names) > 1 and behind >= MANY:
            self._in_two(connection, head)
            return None
        with connection.transaction():
            running = self._locked(connection, self._names)
            after = min((state.position for state in running), default=head)
            if after < head:
                self._take(connection, running, self._read(after, head))
        return None

    def _in_two(self, connection: Connection[tuple[object, ...]], head: int) -> None:
        """Take the next entries in two transactions beside each other: the journal's, and that of the other views.

        Whoever holds the journal's progress is the one projector. The other's rows may still be held by one that is
        just finishing, and are where that one left them when we get them.
        """
        assert self._journal is not None
        others = None
        try:
            with connection.transaction():
                running = self._locked(connection, [self._journal.name])
                states = self._states()
                standing = [state.position for state in states if state.running and state.view in self._names]
                after = min(standing, default=head)
                if after < head:
                    read = self._read(after, head)
                    if self._beside is None:
                        self._beside = ThreadPoolExecutor(1, f"views of {self.ledger}")
                    others = self._beside.submit(self._take_others, read)
                    self._take(connection, running, read)
        finally:
            if others is not None:
                others.result()

    def _take_others(self, read: Made) -> None:
        assert self._journal is not None
        connection = self._connected_beside()
        with connection.transaction():
            names = [name for name in self._names if name != self._journal.name]
            self._take(connection, self._locked(connection, names), read)

    def _locked(self, connection: Connection[tuple[object, ...]], views: Sequence[str]) -> list[ViewState]:
        """Lock the progress of some views, the journal's first; return those that are running."""
        rows = connection.execute(SQL["lock_progress"], {"ledger": self.ledger, "views": list(views)}).fetchall()
        return [state for state in map(_state, rows) if state.running]

    def _read(self, after: int, head: int) -> Made:
        return self._reading.read(after, head, entries=self._entries)

    def _take(self, connection: Connection[tuple[object, ...]], running: Sequence[ViewState], read: Made) -> None:
        arrived: list[str] = []
        by_name = {view.name: view for view in self._views}
        for state in running:
            view = by_name[state.view]
            if state.position == read.after:
                failure = self._write_all(connection, view, read)
            else:
                failure = self._write_each(connection, view, read.entries(max(read.after, state.position)))
            failure = failure or read.unreadable
            if failure is not None:
                self._stop(connection, state.view, failure)
            elif state.position < read.last:
                arrived.append(state.view)
        connection.execute(SQL["advance"], {"ledger": self.ledger, "views": arrived, "position": read.last})

    def _write_all(self, connection: Connection[tuple[object, ...]], view: View, read: Made) -> Failure | None:
        """Write one view's rows behind a savepoint. On failure write those of the entries before the failing one."""
        failure = read.failures.get(view.name)
        last = read.last if failure is None else failure.position - 1
        packed = {kind: read.packed[kind] for kind in view.tables if kind in read.packed}
        if not read.unpacked.isdisjoint(view.tables):
            return self._write_each(connection, view, read.entries(read.after))
        if not packed and (view is not self._journal or page_end(read.after + 1) > last):
            return failure
        try:
            with connection.transaction():
                self._write(connection, view, packed, read.pages, read.after + 1, last)
        except psycopg.OperationalError:
            raise
        except Exception:
            return self._write_each(connection, view, read.entries(read.after))
        return failure

    def _write_each(
        self, connection: Connection[tuple[object, ...]], view: View, entries: Sequence[Recorded[object]]
    ) -> Failure | None:
        """Write one view's rows entry by entry, up to the one that fails."""
        for entry in entries:
            gathered = gather([entry], (view,))
            for failure in gathered.failures.values():
                return failure
            try:
                packed = {kind: self._packers[kind](rows) for kind, rows in gathered.rows.items()}
                pages = {page_end(entry.position): moved(gathered.rows, entry.position, entry.position)}
                with connection.transaction():
                    self._write(connection, view, packed, pages, entry.position, entry.position)
            except psycopg.OperationalError:
                raise
            except Exception as error:
                return Failure(entry.position, _said(error))
        return None

    def _write(
        self,
        connection: Connection[tuple[object, ...]],
        view: View,
        packed: Mapping[type[Row], bytes],
        pages: Pages,
        first: int,
        last: int,
    ) -> None:
        for kind, ready in packed.items():
            table = TABLES[kind]
            copy(connection, table.name, table.column_list, [ready])
        if view is self._journal:
            self._strike(connection, pages, first, last)

    def _strike(self, connection: Connection[tuple[object, ...]], pages: Pages, first: int, last: int) -> None:
        """Strike a sheet at each page end from `first` to `last`, and remember what the open page has moved."""
        sums = self._earlier_on_page(connection, first - 1)
        full: list[tuple[int, PageSums]] = []
        while first <= last:
            end = page_end(first)
            for key, fen in pages.get(end, {}).items():
                sums[key] = sums.get(key, 0) + fen
            self._open = _OpenPage(min(end, last), sums)
            if end <= last:
                full.append((end, sums))
            first, sums = end + 1, {}
        keys = {key: None for _, moves in full for key in changes(moves)}
        newest = newest_sheets(connection, self.ledger, list(keys), full[0][0] - PAGE) if keys else {}
        struck: list[Sheet] = []
        for end, moves in full:
            new = strike(end, moves, newest)
            newest.update((sheet.key, sheet.balances) for sheet in new)
            struck.extend(new)
        if struck:
            copy(connection, SHEET.name, SHEET.column_list, [self._packers[SHEET.row](struck)])

    def _earlier_on_page(self, connection: Connection[tuple[object, ...]], upto: int) -> dict[MovedOn, int]:
        """Return what the open page has moved up to `upto`: as remembered, or from its entries once more."""
        start = last_struck(upto)
        if self._open is not None and self._open.upto == upto:
            return dict(self._open.sums) if upto > start else {}
        return moved(gather(Reader(connection, self.ledger).entries(start, upto), (POSTING_VIEW,)).rows, start, upto)

    def _stop(self, connection: Connection[tuple[object, ...]], view: str, failure: Failure) -> None:
        connection.execute(
            SQL["stop"],
            {"ledger": self.ledger, "view": view, "failed_at": failure.position, "error": failure.error},
        )

    def _connected(self) -> Connection[tuple[object, ...]]:
        if self._connection is not None and not still_open(self._connection):
            self._forget()
        if self._connection is None:
            self._open = None
            self._connection = connect_projector(self._conninfo)
            self._connection.execute(SQL["open_views"], {"ledger": self.ledger, "views": self._names})
        return self._connection

    def _connected_beside(self) -> Connection[tuple[object, ...]]:
        if self._second is not None and not still_open(self._second):
            self._second.close()
            self._second = None
        if self._second is None:
            self._second = connect_projector(self._conninfo)
        return self._second

    def _forget(self) -> None:
        self._open = None
        self._reading.close()
        if self._beside is not None:
            self._beside.shutdown(wait=True)
            self._beside = None
        for connection in (self._connection, self._second):
            if connection is not None:
                connection.close()
        self._connection = self._second = None


def _number(connection: Connection[tuple[object, ...]], statement: str, ledger: str) -> int:
    row = connection.execute(SQL[statement], {"ledger": ledger}).fetchone()
    return int(str(row[0])) if row else 0


def _said(error: Exception) -> str:
    text = getattr(getattr(error, "diag", None), "message_primary", None) or str(error)
    return f"{type(error).__name__}: {text}"


def _state(row: tuple[object, ...]) -> ViewState:
    view, position, error, failed_at = row
    failed = None if failed_at is None else int(str(failed_at))
    return ViewState(str(view), int(str(position)), failed is None, str(error), failed)
