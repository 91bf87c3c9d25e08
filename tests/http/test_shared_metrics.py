"""Whichever process is asked answers for all that stand behind one address."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from api.http.metrics import Metrics
from api.http.shared_metrics import shared

SOON = timedelta(milliseconds=5)


@pytest.fixture
def open_for_this_test() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def a_process(name: str, folder: Path, stack: ExitStack, *, service: str = "77", every: timedelta = SOON) -> Metrics:
    metrics = Metrics(ledger="990100", process=name)
    metrics.answered("GET", f"/v1/{name}", 200, 0.01)
    stack.enter_context(shared(metrics, folder, service=service, process=name, every=every))
    return metrics


def processes(metrics: Metrics) -> set[str]:
    """Return whose requests are told; the text is what its own parser takes."""
    families = list(text_string_to_metric_families(metrics.text().decode()))  # type: ignore[no-untyped-call]  # untyped
    names = [family.name for family in families]
    assert len(names) == len(set(names)), "a family stands in one place"
    return {sample.labels["process"] for one in families if one.name == "http_requests" for sample in one.samples}


def soon(come_true: Callable[[], bool]) -> None:
    """Wait for something another thread is about to do."""
    for _ in range(2000):
        if come_true():
            return
        time.sleep(0.005)
    raise AssertionError("it did not come true")


def test_each_tells_its_own_figures_and_the_others_as_they_are_now(
    tmp_path: Path, open_for_this_test: ExitStack
) -> None:
    first, second = (a_process(name, tmp_path, open_for_this_test) for name in ("a", "b"))
    soon(lambda: processes(first) == processes(second) == {"a", "b"})
    second.answered("GET", "/v1/b", 200, 0.01)
    series = b'http_requests_total{ledger="990100",method="GET",process="b",route="/v1/b",status="200"} 2.0'
    soon(lambda: series in first.text())


def test_a_process_that_ends_takes_its_figures_along(tmp_path: Path, open_for_this_test: ExitStack) -> None:
    first = a_process("a", tmp_path, open_for_this_test)
    with ExitStack() as shorter:
        a_process("b", tmp_path, shorter)
        soon(lambda: processes(first) == {"a", "b"})
    assert processes(first) == {"a"}


def test_a_killed_process_is_believed_no_longer_after_a_while(tmp_path: Path, open_for_this_test: ExitStack) -> None:
    minute = timedelta(minutes=1)
    first = a_process("a", tmp_path, open_for_this_test, every=minute)
    a_process("b", tmp_path, open_for_this_test, every=minute)
    killed = tmp_path / "77.b.json"
    soon(lambda: processes(first) == {"a", "b"})
    long_ago = time.time() - 6 * 60
    os.utime(killed, (long_ago, long_ago))
    assert processes(first) == {"a"}
    assert not killed.exists()


def test_another_service_of_the_same_house_is_told_by_itself(tmp_path: Path, open_for_this_test: ExitStack) -> None:
    first = a_process("a", tmp_path, open_for_this_test)
    a_process("b", tmp_path, open_for_this_test, service="78")
    soon(lambda: (tmp_path / "78.b.json").exists())
    assert processes(first) == {"a"}


def test_a_file_that_is_no_figures_and_a_folder_that_is_none_cost_nothing(
    tmp_path: Path, open_for_this_test: ExitStack
) -> None:
    (tmp_path / "77.x.json").write_bytes(b"half a fi")
    assert processes(a_process("a", tmp_path, open_for_this_test)) == {"a"}
    (tmp_path / "file").write_bytes(b"")
    assert processes(a_process("c", tmp_path / "file", open_for_this_test)) == {"c"}


def test_figures_of_the_ledger_are_told_once_and_of_no_process(tmp_path: Path, open_for_this_test: ExitStack) -> None:
    both = [a_process(name, tmp_path, open_for_this_test) for name in ("a", "b")]
    for one in both:
        one.unsealed_entries(lambda: 12)
    soon(lambda: processes(both[0]) == {"a", "b"})
    told = [line for line in both[0].text().decode().splitlines() if line.startswith("ledger_unsealed")]
    assert told == ['ledger_unsealed_entries{ledger="990100"} 12.0']
