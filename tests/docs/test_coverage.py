"""What docs/coverage.md names is there: a test that was renamed or taken away is missed here."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
NAMED = re.findall(r"`(tests/[\w/]+\.py)`,\s+`(test_\w+)`", (ROOT / "docs" / "coverage.md").read_text("utf-8"))


def test_every_case_names_tests() -> None:
    assert len(NAMED) > 40


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_a_named_test_is_there(file: str, name: str) -> None:
    assert f"\ndef {name}(" in (ROOT / file).read_text("utf-8")
