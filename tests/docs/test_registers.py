"""docs/registers.md says what the registers are."""

from __future__ import annotations

from tests.docs.registers import FILE, page


def test_the_page_of_registers_is_current() -> None:
    assert FILE.read_text("utf-8") == page(), "run: python -m tests.docs.registers"
