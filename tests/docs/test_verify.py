"""The auditor's page is played: every command on it, ours and the stock ones."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from infrastructure.embedded_postgres import running
from tests.docs.console import Player, Step, bare_environment, steps
from tests.support.database import wait_until_stopped
from tests.support.packages import wanted

PAGE = (Path(__file__).parents[2] / "docs" / "verify.md").read_text("utf-8")

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture(scope="module")
def player(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Player]:
    """Whoever follows the page, with a small ledger; our own commands were played."""
    folder = tmp_path_factory.mktemp("audit")
    home = folder / "var"
    with running(home, say=lambda _: None):
        player = Player(folder, bare_environment(Path(sys.executable).parent))
        for command in ("init", "accounts open officer-01 --officer admin"):
            player.play(Step(f"subsidy-ledger {command}", (), 0))
        for step in steps(PAGE):
            player.play(step)
        yield player
    wait_until_stopped(home)


def block(language: str) -> str:
    [found] = re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return str(found)


def run(player: Player, script: str, **environment: str) -> str:
    told = subprocess.run(
        ["sh", "-ec", script],
        cwd=player.folder,
        env=player.environment | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=600,
    )
    assert told.returncode == 0, told.stdout + told.stderr
    return told.stdout


def test_what_the_page_shows_of_our_verifier_is_so(player: Player) -> None:
    assert (player.folder / "for-the-auditor" / "VERIFY.md").is_file()


def test_the_stock_commands_hold_for_the_export(player: Player) -> None:
    wanted("openssl")
    assert "Signature Verified Successfully" in run(player, block("sh"))


def test_the_stock_library_verifies_the_export(player: Player, tmp_path: Path) -> None:
    wanted("golang-golang-x-mod-dev", *([] if shutil.which("go") else ["golang-go"]))
    script = f"cd for-the-auditor; VKEY=$(head -n 1 vkeys)\n{block('go')}"
    told = run(player, script, GOCACHE=str(tmp_path), GOFLAGS="", HOME=str(tmp_path), PATH=os.environ["PATH"])
    assert "each the sealed one" in told
