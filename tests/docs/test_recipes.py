"""The recipes are one story, played in the order the README names them, against the real program in a new home."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from infrastructure.embedded_postgres import running
from tests.docs.console import Player, Step, bare_environment, caught, steps
from tests.support.database import wait_until_stopped
from tests.support.forked import program

FOLDER = Path(__file__).parents[2] / "docs" / "recipes"
STORY = (
    "pay-a-batch",
    "use-a-banks-format",
    "handle-a-return",
    "order-a-recovery",
    "replay-a-decision",
    "inspect-a-programme",
    "screen-a-county",
    "hand-out-devices",
    "close-a-year",
    "restore-a-backup",
    "erase-a-person",
    "rotate-the-master-key",
    "run-a-witness",
    "pay-matching-funds",
    "grant-an-award",
    "pay-by-the-month",
    "serve-by-need",
    "buy-service",
    "evaluate-a-budget",
    "levy-employers",
    "hand-money-down",
    "take-the-books-along",
    "keep-the-lists",
)


@dataclass
class Story:
    """Who plays, and how far the story has come."""

    player: Player
    played: int = 0
    broken: str = ""

    def play_up_to(self, chapter: str) -> None:
        """Play the chapters that are missing, `chapter` the last. A story that broke is not gone on with."""
        if self.broken:
            pytest.fail(f"the story broke in {self.broken}", pytrace=False)
        for name in STORY[self.played : STORY.index(chapter) + 1]:
            self.played, self.broken = self.played + 1, name
            for step in steps((FOLDER / f"{name}.md").read_text("utf-8")):
                self.player.play(step)
            self.broken = ""


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    """An office on its first day: an empty home, the files of the recipes, and a meeting's minutes, scanned."""
    office = tmp_path_factory.mktemp("office")
    for name in (
        "people.csv",
        "policy.json",
        "people-by-the-month.csv",
        "by-the-month.json",
        "redraw.py",
        "budget.csv",
        "vouchers.csv",
        "declarations.csv",
        "indicators.csv",
        "values.csv",
    ):
        shutil.copy(FOLDER / name, office)
    (office / "minutes.pdf").write_bytes(b"%PDF-1.7 the signed minutes, scanned\n")
    home = office / "var"
    # Staying in keeps the server up from one command to the next.
    with running(home, say=lambda _: None):
        yield Story(Player(office, bare_environment(program().parent)))
    wait_until_stopped(home)


def test_every_recipe_has_its_place_in_the_story() -> None:
    assert {path.stem for path in FOLDER.glob("*.md")} == set(STORY)
    readme = (FOLDER.parents[1] / "README.md").read_text("utf-8")
    places = [readme.index(f"docs/recipes/{name}.md") for name in STORY]
    assert places == sorted(places)


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("chapter", STORY)
def test_whoever_follows_the_recipe_sees_what_it_says(story: Story, chapter: str) -> None:
    story.play_up_to(chapter)


def test_a_block_is_read_as_commands_and_what_they_show() -> None:
    text = "```console\n$ one \\\n    --more\n摘要：<digest>\n$ two <digest>\n(exit code 3)\n```\n"
    assert list(steps(text)) == [Step("one --more", ("摘要：<digest>",), 0), Step("two <digest>", (), 3)]


def test_what_is_not_shown_is_missed() -> None:
    assert caught(("合计：<total> 元", "到账 … 人"), "  合计：12.00   元\n到账 5 人\n", "$ x") == {"total": "12.00"}
    with pytest.raises(AssertionError, match="has no line"):
        caught(("到账 6 人",), "到账 5 人\n", "$ x")
    with pytest.raises(AssertionError, match="has no line"):
        caught(("到账 …", "到账 …"), "到账 5 人\n", "$ x")


@pytest.mark.parametrize("line", ["到账 … 5 人", "到账 5 人 …", "… 到账 5 人", "到账… 5 人"])
def test_something_has_to_stand_where_anything_may(line: str) -> None:
    with pytest.raises(AssertionError, match="has no line"):
        caught((line,), "到账 5 人\n", "$ x")


def test_a_command_that_ends_otherwise_than_told_is_an_error(tmp_path: Path) -> None:
    player = Player(tmp_path, bare_environment(tmp_path))
    player.play(Step("export WORD=yes", (), 0))
    player.play(Step('echo "$WORD"; exit 3', ("yes",), 3))
    with pytest.raises(AssertionError, match="exit code 3"):
        player.play(Step("exit 3", (), 0))
