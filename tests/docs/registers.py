"""Writes docs/registers.md from the declared registers: `python -m tests.docs.registers`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from pathlib import Path

from application.registers.columns import RegisterColumn
from application.registers.known import REGISTERS
from application.registers.register import Register

FILE = Path(__file__).parents[2] / "docs" / "registers.md"
WIDTH = 116
_BEGINNING = """\
# Registers brought as lists

Generated from `application/registers/` by `python -m tests.docs.registers`; do not edit. A test fails when this page is
not what the registers say.

What an office keeps in Excel is brought as it is: .xlsx, .xls or .csv (UTF-8 or GB18030), columns known by their
headings in any order, a title above and a total below. Each register is declared once; the empty workbook, the command
line (`subsidy-ledger registers import REGISTER OF FILE`), HTTP (`POST /v1/register-imports`), the page
(`/registers/REGISTER/bring`) and this page follow from that. Every wrong cell is named by sheet, row and column, every
row is held against the rules on what the rows above it leave, and nothing is recorded until all of it is right. The
same file once more is refused row by row, since each thing is there already.
"""


def page() -> str:
    """Return the page's text."""
    return "\n".join([_BEGINNING, *map(_told, REGISTERS.values())])


def _told(register: Register) -> str:
    once = "、".join(next(column.zh for column in register.columns if column.name == name) for name in register.once)
    head = (
        f"Belongs to: {register.of_zh} {register.of_en} (`{register.of_example}`). Whoever brings it may "
        f"`{register.operation}`. A row is known by: {once}."
    )
    lines = [f"## `{register.kind}` {register.zh} {register.en}", "", *textwrap.wrap(head, WIDTH), ""]
    for column in register.columns:
        lines += _column(column)
    return "\n".join([*lines, ""])


def _column(column: RegisterColumn) -> Iterable[str]:
    words = " / ".join(f"{word.zh} {word.en}" for word in column.words)
    parts = [
        "" if column.required else "may be blank.",
        f"one of {words}." if words else "",
        column.hint_zh,
        column.hint_en,
        f"Example: `{column.example}`." if column.example else "",
    ]
    said = " ".join(part for part in parts if part)
    told = f"- **{column.zh}** {column.en}" + (f": {said}" if said else "")
    return textwrap.wrap(told, WIDTH, subsequent_indent="  ", break_on_hyphens=False, break_long_words=False)


if __name__ == "__main__":
    FILE.write_text(page(), "utf-8")
