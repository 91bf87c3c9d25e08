"""One projector, many threads: who only asks how far it is disturbs nobody who works."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from infrastructure.views.projector import Projector
from tests.views.long_log import long_log
from tests.views.support import a_ledger

pytestmark = pytest.mark.fault

ENTRIES = 6_000


def test_asking_how_far_a_projector_is_does_not_disturb_its_work(fresh_database: str) -> None:
    ledger = a_ledger(fresh_database, long_log(ENTRIES, seed=9))
    projector, done = Projector(fresh_database, ledger, entries=100), threading.Event()

    def ask() -> int:
        times = 0
        while not done.is_set():
            states = projector.states()
            assert all(state.running for state in states), states
            times += 1
        return times

    def work() -> None:
        try:
            projector.wait_for(ENTRIES, timeout=60)
        finally:
            done.set()

    with ThreadPoolExecutor(4) as threads:
        asking = [threads.submit(ask) for _ in range(3)]
        threads.submit(work).result()
        assert all(each.result() > 0 for each in asking)
    assert {(state.position, state.running) for state in projector.states()} == {(ENTRIES, True)}
    projector.close()
