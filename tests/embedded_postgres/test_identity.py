"""As root, as somebody else, and where namespaces are forbidden; without root these are skipped."""

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

import infrastructure
from tests.support.embedded_clients import Client, ask, folder_of, kill, lives, nothing_is_left, report_of, until

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.geteuid() != 0, reason="only root can act as somebody else"),
]

WITHOUT_NAMESPACES = Path(__file__).with_name("without_namespaces.py")
CONTAINER = (sys.executable, str(WITHOUT_NAMESPACES), sys.executable)
STRANGER = 12345  # a number without a name
NOBODY = 65534  # one with a name
DAC_READ_SEARCH = 1 << 2


@pytest.fixture
def closed_home() -> Iterator[Path]:
    """A home inside a folder that only root may enter, as /root is."""
    closed = Path(tempfile.mkdtemp(prefix="subsidy-ledger-closed-"))
    yield closed / "home"
    if (closed / "home" / "postgres").exists():
        nothing_is_left(closed / "home")
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    assert closed.stat().st_uid == 0
    shutil.rmtree(closed)


def test_root_lends_the_server_another_number(closed_home: Path) -> None:
    _need_namespaces()
    with Client(closed_home) as client:
        assert ask(client.conninfo, "SELECT 1") == 1
        server = Path(f"/proc/{report_of(closed_home).server_pid}")
        assert (server / "ns/user").readlink() != Path("/proc/self/ns/user").readlink()
        assert _capabilities(server) == 0
    assert folder_of(closed_home).data.stat().st_uid == 0


def test_where_namespaces_are_forbidden_root_becomes_nobody_with_one_right(closed_home: Path) -> None:
    _need_namespaces()
    with Client(closed_home, python=CONTAINER) as client:
        assert ask(client.conninfo, "SELECT 1") == 1
        server = Path(f"/proc/{report_of(closed_home).server_pid}")
        assert server.stat().st_uid != 0
        assert _capabilities(server) == DAC_READ_SEARCH
    owner = folder_of(closed_home).data.stat().st_uid
    assert owner != 0
    nothing_is_left(closed_home)
    with Client(closed_home) as client:
        assert client.conninfo
        assert Path(f"/proc/{report_of(closed_home).server_pid}").stat().st_uid == owner


def test_killing_the_keeper_takes_such_a_server_along_too(closed_home: Path) -> None:
    _need_namespaces()
    with Client(closed_home, python=CONTAINER) as client:
        assert client.conninfo
        report = report_of(closed_home)
        kill(report.keeper_pid)
        until(lambda: not lives(report.server_pid), "the server died by itself", seconds=8)
        with Client(closed_home, python=CONTAINER) as other:
            assert ask(other.conninfo, "SELECT 1") == 1


def test_data_that_move_to_a_container_are_handed_over(closed_home: Path) -> None:
    _need_namespaces()
    with Client(closed_home) as client, psycopg.connect(client.conninfo) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 7 AS number")
    nothing_is_left(closed_home)
    with Client(closed_home, python=CONTAINER) as client:
        assert ask(client.conninfo, "SELECT number FROM kept") == 7


def test_where_root_can_become_nobody_the_way_out_is_named(closed_home: Path) -> None:
    _need_namespaces()
    bound = ("/usr/bin/setpriv", "--bounding-set=-setuid,-setgid", sys.executable)
    with Client(closed_home, python=(*CONTAINER[:2], *bound)) as client:
        assert client.answer["code"] == "no_identity"
        assert "DATABASE_URL" in client.answer["message"]


@pytest.mark.parametrize("user", [STRANGER, NOBODY])
def test_an_ordinary_user_needs_neither_root_nor_a_name(user: int) -> None:
    python, environment = _python_for_strangers()
    home = Path(tempfile.mkdtemp(prefix="subsidy-ledger-stranger-"))
    os.chown(home, user, user)
    try:
        for _ in range(2):
            with Client(home, python=python, environment=environment, user=user) as client:
                assert ask(client.conninfo, "SELECT 1") == 1
            nothing_is_left(home)
        # Root acts as the owner there, and leaves nothing the owner could not use.
        with Client(home, python=python, environment=environment) as client:
            assert ask(client.conninfo, "SELECT 1") == 1
            assert Path(f"/proc/{report_of(home).server_pid}").stat().st_uid == user
        nothing_is_left(home)
        assert {file.lstat().st_uid for file in home.rglob("*")} == {user}
    finally:
        shutil.rmtree(home)


def test_a_second_user_is_told_plainly(closed_home: Path, home: Path) -> None:
    python, environment = _python_for_strangers()
    for somebody_elses in (home, closed_home):
        with Client(somebody_elses, python=python, environment=environment, user=STRANGER) as client:
            assert client.answer["code"] == "no_access"
            assert "DATABASE_URL" in client.answer["message"]


def _capabilities(process: Path) -> int:
    lines = (process / "status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("CapEff:")).split()[1], 16)


def _need_namespaces() -> None:
    if subprocess.run([*CONTAINER[:2], "/bin/true"], capture_output=True, check=False).returncode != 0:
        pytest.skip("this machine has no user namespaces to forbid")


def _python_for_strangers() -> tuple[tuple[str, ...], dict[str, str]]:
    """An interpreter that an ordinary user may run, with our packages; this one may lie in root's closed home."""
    places = [str(Path(infrastructure.__file__).parent.parent), *(path for path in sys.path if "site-packages" in path)]
    environment = {"PYTHONPATH": os.pathsep.join(places), "XDG_RUNTIME_DIR": ""}
    own_version = f"/usr/bin/python{sys.version_info.major}.{sys.version_info.minor}"
    for python in (sys.executable, own_version):
        try:
            trial = subprocess.run(
                [python, "-P", "-c", "import psycopg, infrastructure.embedded_postgres.keeper"],
                env={**os.environ, **environment},
                user=STRANGER,
                group=STRANGER,
                extra_groups=[],
                cwd="/",
                capture_output=True,
                check=False,
            )
        except OSError:
            continue
        if trial.returncode == 0:
            return (python,), environment
    pytest.skip("no interpreter with our packages that an ordinary user may run")
