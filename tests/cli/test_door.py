"""The real program in processes of its own: a first day, a home that is not there yet, help that does not wait."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from infrastructure.embedded_postgres import running
from tests.cli import story
from tests.cli.terminal import Terminal
from tests.support.database import wait_until_stopped

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.database

HEAVY = ("psycopg", "eventsourcing", "cryptography", "openpyxl", "xlsxwriter", "python_calamine", "pydantic_settings")


def program(*arguments: str, home: Path, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program as a person would, in a folder of its own, with nothing of the tests' environment."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith("SUBSIDY") and name != "DATABASE_URL"
    }
    return subprocess.run(
        [sys.executable, "-m", "api.cli", *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**clean, "SUBSIDY_LEDGER_HOME": str(home), "PYTHONPATH": str(ROOT), **environment},
    )


def test_help_does_not_wait_for_the_database_and_its_kin() -> None:
    code = (
        "import sys\nfrom api.cli import create_app, Assembly\n"
        "try:\n    create_app(Assembly())(['batch', '--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], 'application.road' in sys.modules)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert ran.stdout.splitlines()[-1] == "[] False"


def test_the_command_is_installed_under_its_name() -> None:
    command = Path(sys.executable).with_name("subsidy-ledger")
    ran = subprocess.run([str(command), "--help"], capture_output=True, text=True, check=True)
    assert "补贴资金账本" in ran.stdout


@pytest.mark.parametrize(
    "verb", ["status", "position", "verify", "rebuild", "backup x.tar", "history x", "refusals", "people find"]
)
def test_a_home_that_is_not_there_is_told_to_init_and_nothing_is_made(verb: str, tmp_path: Path) -> None:
    home = tmp_path / "没有 这里"
    ran = program(*verb.split(), home=home, SUBSIDY_LEDGER_OFFICER="wang")
    assert (ran.returncode, ran.stdout) == (6, "")
    assert "subsidy-ledger init" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
    assert not home.exists()


@pytest.mark.slow
def test_a_server_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    ran = program("status", home=tmp_path, DATABASE_URL="postgresql://nobody:secret-word@127.0.0.1:9/none")
    assert ran.returncode == 6
    assert "Traceback" not in ran.stderr
    assert "secret-word" not in ran.stderr


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home with an embedded server, kept up from one command to the next."""
    home = tmp_path_factory.mktemp("a home") / "账本"
    home.mkdir()
    with running(home, say=lambda _: None):
        yield home
    wait_until_stopped(home)


@pytest.mark.slow
def test_the_first_day(embedded: Path, tmp_path: Path) -> None:
    told = program("status", home=embedded)
    assert told.returncode == 6
    first = program("init", home=embedded)
    assert first.returncode == 0
    assert "主密钥" in first.stderr
    key = embedded / "master.key"
    assert key.stat().st_mode & 0o777 == 0o600
    kept = key.read_bytes()
    again = program("init", "--json", home=embedded)
    assert json.loads(again.stdout)["made_key"] is False
    assert (again.stderr, key.read_bytes()) == ("", kept)
    assert program("status", "--json", home=embedded).returncode == 0
    people = story.people_csv(tmp_path / "people.csv")
    said = program("people", "import", str(people), "--json", home=embedded, SUBSIDY_LEDGER_OFFICER="wang")
    assert json.loads(said.stdout)["people"] == 6
    assert "\x1b[" not in said.stderr  # no progress bar where nobody looks
    assert program("verify", home=embedded).returncode == 0
    number = story.PEOPLE[0].record.id_number
    assert program("people", "find", home=embedded, stdin=number).stdout.startswith("b-")


@pytest.mark.slow
def test_a_lost_master_key_is_not_replaced_by_another(embedded: Path, tmp_path: Path) -> None:
    key, safe = embedded / "master.key", tmp_path / "safe.key"
    if not key.exists():
        program("init", home=embedded)
        people = story.people_csv(tmp_path / "people.csv")
        program("people", "import", str(people), home=embedded, SUBSIDY_LEDGER_OFFICER="wang")
    key.rename(safe)
    try:
        assert program("position", home=embedded).returncode == 6
        lost = program("init", home=embedded)
        assert (lost.returncode, key.exists()) == (6, False)
        assert "主密钥" in lost.stderr
        assert program("verify", home=embedded).returncode == 0
    finally:
        safe.rename(key)
    assert program("position", home=embedded).returncode == 0


@pytest.mark.slow
def test_a_ledger_comes_back_from_its_backup_in_another_home(
    paying: Terminal, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("backup")
    file, home = folder / "备份.tar", folder / "another home"
    saved = paying.ask("backup", str(file))
    assert paying.refused("backup", str(file))[1] == "backup_exists"
    assert paying.refused("restore", str(file)) == (3, "database_not_empty", "home")
    damaged = folder / "damaged.tar"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    refused = program("restore", str(damaged), "--json", home=home)
    assert (refused.returncode, json.loads(refused.stderr)["code"]) == (4, "backup_damaged")
    assert not home.exists()
    restored = program("restore", str(file), "--json", home=home)
    assert restored.returncode == 0, restored.stderr
    said = json.loads(restored.stdout)
    assert (said["verified"], said["sha256"], said["ledgers"]) == (True, saved["sha256"], saved["ledgers"])
    assert said["ledgers"][0]["master_key_id"] in restored.stderr
    without_key = program("position", home=home)
    assert without_key.returncode == 6
    (home / "master.key").write_bytes((paying.home / "master.key").read_bytes())
    (home / "master.key").chmod(0o600)
    there = json.loads(program("position", "--json", home=home).stdout)
    assert there == paying.ask("position")
    assert program("restore", str(file), home=home).returncode == 3
    assert program("verify", home=home).returncode == 0
    wait_until_stopped(home)


@pytest.mark.slow
def test_verify_leaves_with_a_code_of_its_own_when_it_finds_something(paying: Terminal) -> None:
    with psycopg.connect(paying.environment["DATABASE_URL"]) as connection:
        connection.execute("set role subsidy_owner")
        connection.execute("update subsidy.payout_step set amount_fen = amount_fen + 1 where stage = 'released'")
    ran = paying.run("verify", "--json")
    assert (ran.code, ran.json["ok"]) == (5, False)
    assert ran.json["findings"][0]["check"] == "replay"
    assert "replay" in paying.run("verify").out
    paying.ask("rebuild")
    assert paying.run("verify").code == 0
