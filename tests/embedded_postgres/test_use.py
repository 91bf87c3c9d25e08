"""What a client may rely on while nothing goes wrong."""

import os
import shutil
import signal
import stat
import subprocess
import threading
import time
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from infrastructure.embedded_postgres import EmbeddedServerFailed, binaries, running
from infrastructure.embedded_postgres.folder import ServerFolder
from infrastructure.embedded_postgres.locks import is_held
from infrastructure.embedded_postgres.server import LOG_BYTES, ShortLog
from infrastructure.embedded_postgres.sockets import make_socket_folder, remove_socket_folder
from tests.support.embedded_clients import Client, ask, nothing_is_left

pytestmark = pytest.mark.database


def test_the_programs_are_there() -> None:
    for program in ("psql", "pg_dump", "pg_restore", "initdb"):
        done = subprocess.run([binaries() / program, "--version"], capture_output=True, text=True, check=True)
        assert "(PostgreSQL) 18" in done.stdout


def test_the_database_is_durable_checked_and_alone(empty_home: Path) -> None:
    expected = {
        "fsync": "on",
        "synchronous_commit": "on",
        "full_page_writes": "on",
        "data_checksums": "on",
        "server_encoding": "UTF8",
        "listen_addresses": "",
        "wal_level": "minimal",
        "TimeZone": "UTC",
        "max_connections": "300",
        "max_wal_size": "4GB",
        "jit": "off",
    }
    with running(empty_home) as conninfo:
        found = {name: ask(conninfo, f"SELECT current_setting('{name}')") for name in expected}
        assert ask(conninfo, "SELECT current_database()") == "subsidy_ledger"
        assert ask(conninfo, "SELECT upper('ä') || initcap('省ß')") == "Ä省ß"
    assert found == expected


def test_what_was_committed_is_there_next_time(home: Path) -> None:
    with running(home) as conninfo, psycopg.connect(conninfo) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    with running(home) as conninfo:
        assert ask(conninfo, "SELECT number FROM kept") == 7


def test_the_last_one_out_stops_it(home: Path, folder: ServerFolder) -> None:
    with Client(home) as one:
        with Client(home) as other:
            assert other.conninfo == one.conninfo
            sockets = Path(str(conninfo_to_dict(one.conninfo)["host"]))
            assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        time.sleep(0.5)
        assert ask(one.conninfo, "SELECT 1") == 1
    nothing_is_left(home)
    assert not sockets.exists()
    assert not (folder.data / "postmaster.pid").exists()


def test_threads_may_come_and_go(home: Path) -> None:
    answers: list[object] = []

    def work() -> None:
        with running(home) as conninfo:
            answers.append(ask(conninfo, "SELECT 1"))

    threads = [threading.Thread(target=work) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [1] * 6


def test_many_may_be_the_first(empty_home: Path) -> None:
    clients = [Client(empty_home) for _ in range(5)]
    assert len({client.conninfo for client in clients}) == 1
    for client in clients:
        client.__exit__(None, None, None)


def test_two_homes_are_two_servers(home: Path, made_home: Path) -> None:
    with running(home) as one, running(made_home) as other:
        assert one != other
        assert ask(one, "SHOW data_directory") != ask(other, "SHOW data_directory")


def test_any_path_and_any_locale_will_do(empty_home: Path) -> None:
    home = empty_home / 'it\'s a "残疾人" 联合会' / ("很长" * 30)
    home.mkdir(parents=True)
    with Client(home, environment={"LC_ALL": "C", "LANG": ""}) as client:
        assert ask(client.conninfo, "SHOW data_directory") == str(home / "postgres" / "data")
    nothing_is_left(home)


def test_the_password_is_asked_for_and_the_callers_own_is_not_used(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGPASSWORD", "meant for another server")
    with running(home) as conninfo:
        assert ask(conninfo, "SELECT 1") == 1
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(make_conninfo(conninfo, password="wrong"))
    assert stat.S_IMODE((home / "postgres" / "pgpass").stat().st_mode) == 0o600


def test_a_lost_password_is_made_anew(home: Path, folder: ServerFolder) -> None:
    folder.password.unlink()
    with running(home) as conninfo:
        assert ask(conninfo, "SELECT 1") == 1


def test_ctrl_c_in_one_client_does_not_reach_the_server(home: Path) -> None:
    with Client(home) as first:
        assert first.conninfo
        with running(home) as conninfo:
            os.killpg(first.process.pid, signal.SIGINT)
            first.process.wait()
            assert ask(conninfo, "SELECT 1") == 1


def test_a_forked_child_does_not_keep_the_server(home: Path, folder: ServerFolder) -> None:
    with Client(home, "fork") as client:
        child = client.answer["child"]
    try:
        nothing_is_left(home)
    finally:
        os.kill(child, signal.SIGKILL)


def test_data_of_another_version_are_refused_untouched(home: Path, folder: ServerFolder) -> None:
    (folder.data / "PG_VERSION").write_text("16\n")
    before = {file: file.stat().st_mtime_ns for file in folder.data.rglob("*")}
    with pytest.raises(EmbeddedServerFailed, match="PostgreSQL 16") as failure, running(home):
        pass
    assert failure.value.code == "other_version"
    assert {file: file.stat().st_mtime_ns for file in folder.data.rglob("*")} == before


def test_a_folder_that_is_no_cluster_is_refused(empty_home: Path) -> None:
    data = empty_home / "postgres" / "data"
    data.mkdir(parents=True)
    with pytest.raises(EmbeddedServerFailed) as failure, running(empty_home):
        pass
    assert failure.value.code == "not_a_cluster"
    assert list(data.iterdir()) == []


def test_a_server_that_cannot_start_says_why_at_once(home: Path, folder: ServerFolder) -> None:
    with (folder.data / "postgresql.auto.conf").open("a") as settings:
        settings.write("no_such_setting = 1\n")
    began = time.monotonic()
    with pytest.raises(EmbeddedServerFailed, match="no_such_setting") as failure, running(home):
        pass
    assert failure.value.code == "not_started"
    assert time.monotonic() - began < 5
    assert not is_held(folder.keeper_lock)


def test_a_socket_folder_made_by_somebody_else_is_not_used(tmp_path: Path) -> None:
    first = make_socket_folder(tmp_path, os.geteuid())
    remove_socket_folder(first)
    first.symlink_to(tmp_path)
    second = make_socket_folder(tmp_path, os.geteuid())
    first.unlink()
    first.mkdir(mode=0o755)
    third = make_socket_folder(tmp_path, os.geteuid())
    first.rmdir()
    remove_socket_folder(third)
    assert second == third != first


def test_the_log_stays_short(tmp_path: Path) -> None:
    log = ShortLog(tmp_path / "server.log")
    for _ in range(10):
        log.write(b"x" * (LOG_BYTES // 3))
    log.close()
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 2 * LOG_BYTES
    shutil.rmtree(tmp_path)
