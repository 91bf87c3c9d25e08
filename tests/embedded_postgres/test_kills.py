"""Whatever is killed, the committed data stay, the next client gets in, and nothing runs on for nobody."""

import os
import random
import signal
import subprocess
import threading
import time
from pathlib import Path

import psycopg
import pytest

from infrastructure.embedded_postgres import EmbeddedServerFailed, running
from infrastructure.embedded_postgres.client import SAY_EVERY_SECONDS
from infrastructure.embedded_postgres.folder import ServerFolder
from infrastructure.embedded_postgres.locks import holders, is_held
from infrastructure.embedded_postgres.report import read_report
from infrastructure.embedded_postgres.sockets import SOCKET_NAME
from tests.support.embedded_clients import (
    Client,
    answers,
    ask,
    kill,
    lives,
    nothing_is_left,
    report_of,
    until,
)

pytestmark = pytest.mark.fault

BUSY = "SELECT count(*) FROM generate_series(1, 1000000000000) AS a(n) WHERE n < 0"


def test_a_killed_client_counts_as_out(home: Path) -> None:
    with Client(home) as client:
        assert client.conninfo
        client.kill()
        nothing_is_left(home)


def test_a_killed_server_comes_back_with_what_was_committed(home: Path) -> None:
    with running(home) as conninfo:
        with psycopg.connect(conninfo) as connection:
            connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
        before = report_of(home)
        kill(before.server_pid)
        until(lambda: answers(conninfo), "the server is back")
        assert ask(conninfo, "SELECT number FROM kept") == 7
        assert report_of(home).keeper_pid == before.keeper_pid
        assert report_of(home).server_pid != before.server_pid


def test_a_busy_session_of_a_killed_server_does_not_block_the_next(home: Path) -> None:
    with running(home) as conninfo, _busy_session(conninfo):
        kill(report_of(home).server_pid)
        until(lambda: answers(conninfo), "the server is back")


def test_a_killed_keeper_takes_the_server_along(home: Path, folder: ServerFolder) -> None:
    with running(home) as conninfo:
        before = report_of(home)
        with _busy_session(conninfo):
            kill(before.keeper_pid)
            until(lambda: not lives(before.server_pid), "the server died by itself", seconds=8)
            until(lambda: holders(folder.server_lock) == [], "its sessions too", seconds=8)
        with running(home) as again:
            assert again == conninfo
            assert ask(again, "SELECT 1") == 1


def test_after_everything_was_killed_the_next_one_gets_in(home: Path, folder: ServerFolder) -> None:
    with Client(home) as client, _busy_session(client.conninfo):
        report = report_of(home)
        for process in (client.process.pid, report.keeper_pid, report.server_pid):
            kill(process)
        assert (folder.data / "postmaster.pid").exists()
        with running(home) as conninfo:
            assert ask(conninfo, "SELECT 1") == 1


@pytest.mark.parametrize("kind", ["living", "zombie"])
def test_a_stale_record_of_a_process_does_not_mislead(home: Path, folder: ServerFolder, kind: str) -> None:
    with running(home):
        record = (folder.data / "postmaster.pid").read_text()
        sockets = Path(report_of(home).sockets)
        owner = sockets.stat().st_uid
    nothing_is_left(home)
    other = subprocess.Popen(["sleep", "60" if kind == "living" else "0"])
    if kind == "zombie":
        until(lambda: not lives(other.pid), "it is a zombie")
    first, *rest = record.splitlines()
    sockets.mkdir(mode=0o700)
    os.chown(sockets, owner, -1)
    for left in (folder.data / "postmaster.pid", sockets / f"{SOCKET_NAME}.lock"):
        left.write_text("\n".join([str(other.pid), *rest]) + "\n")
    try:
        assert int(first) != other.pid
        with running(home) as conninfo:
            assert ask(conninfo, "SELECT 1") == 1
            assert report_of(home).sockets == str(sockets)
    finally:
        other.kill()
        other.wait()


def test_a_server_started_by_hand_is_left_alone(home: Path, folder: ServerFolder) -> None:
    with running(home):
        by_hand = report_of(home).server_pid
        record = (folder.data / "postmaster.pid").read_text()
    nothing_is_left(home)
    assert record.split()[0] == str(by_hand)
    other = subprocess.Popen(["sleep", "60"], cwd=folder.data)
    (folder.data / "postmaster.pid").write_text(record.replace(str(by_hand), str(other.pid), 1))
    try:
        with pytest.raises(EmbeddedServerFailed) as failure, running(home):
            pass
        assert failure.value.code == "in_use"
        assert (folder.data / "postmaster.pid").exists()
    finally:
        other.kill()
        other.wait()


@pytest.mark.parametrize("after_seconds", [0.0, 0.2, 0.5])
def test_an_interrupted_creation_is_done_again(empty_home: Path, after_seconds: float) -> None:
    folder = ServerFolder(empty_home / "postgres")
    with Client(empty_home) as client:
        until(lambda: any(folder.path.glob("data.unfinished-*")), "the creation has begun")
        time.sleep(after_seconds)
        report = read_report(folder.report)
        assert report is not None
        client.kill()
        kill(report.keeper_pid)
    until(lambda: not is_held(folder.keeper_lock), "the keeper is gone")
    assert not folder.data.exists() or after_seconds > 0.2
    with running(empty_home) as conninfo:
        assert ask(conninfo, "SELECT current_database()") == "subsidy_ledger"
    nothing_is_left(empty_home)


def test_a_long_start_says_so(home: Path, folder: ServerFolder) -> None:
    """The server is held up while it starts, as a long recovery would hold it up."""
    with Client(home) as client:
        started: list[int] = []

        def hold_up() -> bool:
            report = read_report(folder.report)
            if report and report.phase == "starting":
                started.append(report.server_pid)
                os.kill(report.server_pid, signal.SIGSTOP)
            return bool(started)

        until(hold_up, "the server starts")
        time.sleep(SAY_EVERY_SECONDS + 1)
        os.kill(started[0], signal.SIGCONT)
        assert client.conninfo
        assert any("starting the embedded database" in sentence for sentence in client.answer["said"])


def test_coming_while_the_last_one_goes_always_works(home: Path) -> None:
    """Many clients that come and go at random moments; each must find a server that answers."""
    failures: list[BaseException] = []
    deadline = time.monotonic() + 8

    def come_and_go(seed: int) -> None:
        chance = random.Random(seed)
        try:
            while time.monotonic() < deadline:
                with running(home) as conninfo:
                    assert ask(conninfo, "SELECT 1") == 1
                time.sleep(chance.uniform(0, 0.6))
        except BaseException as failure:
            failures.append(failure)
            raise

    threads = [threading.Thread(target=come_and_go, args=(seed,)) for seed in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


class _busy_session:  # noqa: N801 - reads as a phrase where it is used
    """A session lost in a computation that never ends by itself."""

    def __init__(self, conninfo: str) -> None:
        self._conninfo = conninfo

    def __enter__(self) -> None:
        self._connection = psycopg.connect(self._conninfo, autocommit=True)
        self._thread = threading.Thread(target=self._compute)
        self._thread.start()
        time.sleep(0.3)

    def _compute(self) -> None:
        try:
            self._connection.execute(BUSY)
        except psycopg.OperationalError:
            return

    def __exit__(self, *_: object) -> None:
        self._thread.join()
        self._connection.close()
