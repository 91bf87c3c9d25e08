"""`make serve`: the demonstration, made once and served, with an account a role."""

from __future__ import annotations

import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx2
import pytest

from domain.accounts.roles import Role
from tests.cli.terminal import Terminal

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


@contextmanager
def serving(home: Path, database: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Run `demo serve` as `make serve` does, and yield its address. Whoever is left at the end is ended."""
    environment = {**os.environ, "DATABASE_URL": database, "SUBSIDY_LEDGER_HOME": str(home)}
    said = home / f"said-{time.monotonic_ns()}"
    with said.open("wb") as out:
        command = [sys.executable, "-m", "api.cli", "demo", "serve", "--port", "0"]
        process = subprocess.Popen(command, env=environment, stdout=out, stderr=out)
    try:
        until = time.monotonic() + 300
        while not (found := re.findall(r"http://[0-9.]+:\d+", said.read_text("utf-8"))):
            assert process.poll() is None, said.read_text("utf-8")
            assert time.monotonic() < until, "nothing is served"
            time.sleep(0.2)
        while not _is_ready(found[-1]):
            assert process.poll() is None, said.read_text("utf-8")
            assert time.monotonic() < until, said.read_text("utf-8")
            time.sleep(0.2)
        yield found[-1], process
    finally:
        if process.poll() is None:
            process.kill()
        process.wait(30)


def _is_ready(address: str) -> bool:
    try:
        return httpx2.get(f"{address}/readyz", timeout=20).status_code == 200
    except httpx2.TransportError:
        return False


def accounts_in(home: Path) -> dict[str, dict[str, Any]]:
    """Return what the file in the home holds, by account."""
    held = json.loads((home / "demonstration.json").read_text("utf-8"))
    assert held["is_whole"]
    return {one["account"]: one for one in held["entrants"]}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def begun(home: Path, fresh_database: str) -> Terminal:
    """The demonstration was served once, and stopped with Ctrl-C."""
    with serving(home, fresh_database) as (address, process):
        for account, held in accounts_in(home).items():
            with httpx2.Client(base_url=address, timeout=60) as browser:
                form = {"account": account, "password": held["password"]}
                assert browser.post("/sign-in", data=form).status_code == 303, account
                assert browser.get("/").status_code == 200, account
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    return Terminal(home, {"DATABASE_URL": fresh_database})


def test_every_role_has_an_account_whose_secrets_only_the_owner_of_the_home_can_read(
    begun: Terminal, home: Path
) -> None:
    held = accounts_in(home)
    assert {one["role"] for one in held.values()} == {role.value for role in Role}
    assert len({one["password"] for one in held.values()}) == len(Role)
    assert stat.S_IMODE((home / "demonstration.json").stat().st_mode) == 0o600


@pytest.fixture(scope="module")
def again(begun: Terminal, home: Path, fresh_database: str) -> Iterator[httpx2.Client]:
    """It is served once more: a browser there."""
    with serving(home, fresh_database) as (address, _), httpx2.Client(base_url=address, timeout=60) as browser:
        yield browser


def test_a_second_start_goes_on_with_the_same_ledger_and_accounts(again: httpx2.Client, home: Path) -> None:
    for account, held in accounts_in(home).items():
        body = {"account": account, "password": held["password"], "as_token": True}
        assert again.post("/v1/session", json=body).status_code == 200, account


def test_an_approver_signs_in_with_the_code_that_is_shown_in_place_of_a_phone(
    again: httpx2.Client, begun: Terminal, home: Path
) -> None:
    code = begun.ask("demo", "code", "unit-head")["code"]
    body = {"account": "unit-head", "password": accounts_in(home)["unit-head"]["password"], "totp": code}
    answer = again.post("/v1/session", json={**body, "as_token": True})
    assert answer.status_code == 200, answer.text
    assert answer.json()["second_factor"]


def test_something_waits_at_every_desk(again: httpx2.Client, home: Path) -> None:
    password = accounts_in(home)["auditor"]["password"]
    begun = again.post("/v1/session", json={"account": "auditor", "password": password, "as_token": True})
    auditor = {"Authorization": f"Bearer {begun.json()['token']}"}

    def listed(path: str, **asked: str) -> int:
        answer = again.get(f"/v1/{path}", params={**asked, "limit": "1000"}, headers=auditor)
        assert answer.status_code == 200, answer.text
        return len(answer.json()["items"])

    assert listed("batches", stage="submitted") == 4  # one for each step of the approval
    assert listed("batches", stage="approved") == 1
    assert listed("payouts", stage="returned") == 2
    assert listed("notices", stage="published") == 2
    assert listed("objections", stage="raised") == 1
    assert listed("cases", stage="applied") >= 9
    assert listed("recoveries", stage="open") == 1
    assert listed("findings", stage="open") > 0
    assert listed("visits", stage="planned") == 2


def test_codes_are_told_for_the_demonstration_alone(begun: Terminal, tmp_path: Path) -> None:
    assert begun.refused("--ledger", "990101", "demo", "code", "unit-head")[:2] == (3, "not_the_demonstration")
    assert begun.refused("demo", "code", "township")[:2] == (3, "nobody_of_that_name")
    assert Terminal(tmp_path, {}).refused("demo", "code", "unit-head")[:2] == (3, "no_demonstration_here")
