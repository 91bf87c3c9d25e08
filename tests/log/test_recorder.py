"""The event library's own recorder test cases, run on our recorder.

What does not apply, and why:
- `AggregateRecorderTestCase` expects `insert_events` to return None; an application recorder returns positions
  (the library says so itself: its application recorders do not take this case either). What it says beyond that is
  run here with the positions taken off.
- `ProcessRecorderTestCase`, `TrackingRecorderTestCase`: our followers keep their position with their own rows.
- `InfrastructureFactoryTestCase`: the parts are put together in one place by hand, not from environment variables.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID, uuid4

import pytest
from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    EventStore,
    IntegrityError,
    OperationalError,
    StoredEvent,
)

from infrastructure.log.mapper import Entry, EntryMapper
from infrastructure.log.pool import Pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.log.recorder import PostgresRecorder
from tests.log.library_cases import (
    AggregateRecorderTestCase,
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
    RecorderTestCase,
)
from tests.log.support import append, released


class OnOurLog(RecorderTestCase):
    """Gives the library's cases a recorder on a fresh ledger, and text for stream ids."""

    __test__ = False
    pool: Pool
    new_ledger: Callable[[], str]

    @pytest.fixture(autouse=True)
    def _given(self, pool: Pool, new_ledger: Callable[[], str]) -> None:
        self.pool, self.new_ledger = pool, new_ledger

    def new_originator_id(self) -> UUID | str:
        return str(uuid4())

    def create_recorder(self) -> Any:
        return PostgresRecorder(self.pool, self.new_ledger())


class WithoutPositions(PostgresRecorder):
    """What an aggregate recorder would be."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> None:
        super().insert_events(stored_events, **kwargs)


class TestAggregateRecorder(OnOurLog, AggregateRecorderTestCase):
    __test__ = True

    def create_recorder(self) -> AggregateRecorder:
        return WithoutPositions(self.pool, self.new_ledger())


class TestApplicationRecorder(OnOurLog, ApplicationRecorderTestCase[ApplicationRecorder]):
    __test__ = True

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestNonInterleavingNotificationIDs(OnOurLog, NonInterleavingNotificationIDsBaseCase):
    __test__ = True


def event(stream: str, version: int, state: bytes = b"{}") -> StoredEvent:
    return StoredEvent(stream, version, "payout.released.1", state)


def test_positions_stay_dense_after_aborted_inserts(pool: Pool, ledger: str) -> None:
    recorder = PostgresRecorder(pool, ledger)
    assert recorder.insert_events([event("a", 1)]) == [1]
    for size in (1, 3, 50):
        with pytest.raises(IntegrityError):
            recorder.insert_events([*(event("b", version) for version in range(size)), event("a", 1)])
    assert recorder.insert_events([event("b", version) for version in range(50)]) == list(range(2, 52))


def test_no_events_are_no_positions_and_an_unknown_argument_is_refused(pool: Pool, ledger: str) -> None:
    recorder = PostgresRecorder(pool, ledger)
    assert recorder.insert_events([]) == []
    with pytest.raises(TypeError):
        recorder.insert_events([event("a", 1)], tracking=None)


def test_an_unopened_ledger_is_an_error_of_the_library(pool: Pool) -> None:
    with pytest.raises(OperationalError, match="has not been opened"):
        PostgresRecorder(pool, "nowhere").insert_events([event("a", 1)])


def test_the_librarys_event_store_reads_what_the_log_appended(pool: Pool, ledger: str) -> None:
    log = PostgresLog(pool, ledger)
    append(log, ("payout/b-1", 0, released()))
    store = EventStore(EntryMapper(), log.recorder)
    assert list(store.get("payout/b-1")) == [Entry(log.stream("payout/b-1")[0])]


def test_a_subscription_is_woken_by_the_log_and_stopped_from_another_thread(pool: Pool, ledger: str) -> None:
    log = PostgresLog(pool, ledger)
    seen: list[int] = []
    arrived = threading.Event()
    subscription = log.recorder.subscribe()

    def follow() -> None:
        for notification in subscription:
            seen.append(notification.id)
            arrived.set()

    follower = threading.Thread(target=follow)
    with subscription:
        follower.start()
        append(log, ("payout/b-1", 0, released()))
        assert arrived.wait(5)
    follower.join(5)
    assert not follower.is_alive()
    assert seen == [1]
