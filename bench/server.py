"""The bench's own PostgreSQL: the embedded one's programs and settings, reachable over TCP as well.

The library's bulk insert hangs over a Unix socket (its pipeline ignores a partial flush), so it is measured over the
loopback, on the same server and disk as everything else. With DATABASE_URL that server is used as it is.
"""

from __future__ import annotations

import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import make_conninfo

from infrastructure.embedded_postgres import running
from infrastructure.embedded_postgres.folder import DATABASE, SUPERUSER, ServerFolder, server_folder
from infrastructure.embedded_postgres.identity import identity_for, program_environment, settings_option
from infrastructure.embedded_postgres.locks import is_held
from infrastructure.embedded_postgres.settings import ACCESS_RULES, sockets_option
from infrastructure.schema.migrate import migrate

_HOST = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class BenchServer:
    """`conninfo` is how the product connects, `tcp` how the library does."""

    conninfo: str
    tcp: str

    @contextmanager
    def database(self, name: str) -> Iterator[BenchServer]:
        """Make a database with our tables for one question, and drop it afterwards."""
        name = f"bench_{name}"
        with psycopg.connect(self.conninfo, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
            connection.execute(sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(sql.Identifier(name)))
        made = BenchServer(make_conninfo(self.conninfo, dbname=name), make_conninfo(self.tcp, dbname=name))
        try:
            migrate(made.conninfo)
            yield made
        finally:
            with psycopg.connect(self.conninfo, autocommit=True) as connection:
                connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def serving(database_url: str | None) -> Iterator[BenchServer]:
    """Yield a server for the length of the run; what was made for it is gone afterwards."""
    if database_url:
        yield BenchServer(database_url, database_url)
        return
    home = Path(tempfile.mkdtemp(prefix="subsidy-bench-"))
    try:
        with _started(_cluster(home)) as server:
            yield server
    finally:
        shutil.rmtree(home)


def _cluster(home: Path) -> ServerFolder:
    """Let the product make the cluster and its settings, and wait until its own server is gone again."""
    with running(home):
        pass
    folder = server_folder(home)
    while is_held(folder.keeper_lock):
        time.sleep(0.05)
    return folder


@contextmanager
def _started(folder: ServerFolder) -> Iterator[BenchServer]:
    identity = identity_for(folder)
    rules = folder.path / "pg_hba_bench.conf"
    rules.write_text(f"{ACCESS_RULES}host all all {_HOST}/32 scram-sha-256\n")
    with ExitStack() as stack:
        sockets = Path(tempfile.mkdtemp(prefix="pgb-"))
        stack.callback(shutil.rmtree, sockets)
        shutil.chown(sockets, identity.owner)
        port = _free_port()
        own = {"listen_addresses": _HOST, "port": str(port), "hba_file": str(rules)}
        command = identity.command(
            "postgres",
            *("-D", str(folder.data)),
            *settings_option(folder),
            *sockets_option(sockets),
            *(word for name, value in own.items() for word in ("-c", f"{name}={value}")),
            dies_with_us=signal.SIGQUIT,
        )
        log = stack.enter_context(folder.server_log.open("wb"))
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=program_environment(), cwd="/"
        )
        stack.callback(_stop, process)
        whole = make_conninfo(host=str(sockets), port=port, user=SUPERUSER, dbname=DATABASE, password="")
        conninfo = make_conninfo(whole, passfile=str(folder.password))
        server = BenchServer(conninfo, make_conninfo(whole, host=_HOST, password=_password(folder)))
        _wait_for(server.conninfo, process)
        yield server


def _password(folder: ServerFolder) -> str:
    """Return the password itself: the library takes no file."""
    return folder.password.read_text().strip().rpartition(":")[2]


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGINT)
    process.wait()


def _wait_for(conninfo: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            psycopg.connect(conninfo).close()
        except psycopg.OperationalError:
            if process.poll() is not None:
                raise
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("the bench's server does not start")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((_HOST, 0))
        return int(probe.getsockname()[1])
