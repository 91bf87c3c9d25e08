"""docs/checks.md is what the checks and the lists say of themselves."""

from __future__ import annotations

from application.checks.registry import CHECKS
from tests.docs.checks import FILE, page


def test_the_page_is_what_the_checks_say() -> None:
    assert FILE.read_text("utf-8") == page(), "python -m tests.docs.checks"


def test_every_check_is_on_the_page_once() -> None:
    text = FILE.read_text("utf-8")
    assert [text.count(f"**{check.id} ") for check in CHECKS] == [1] * 32
