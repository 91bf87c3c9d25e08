"""Writes docs/checks.md from the checks and the lists themselves: `python -m tests.docs.checks`."""

from __future__ import annotations

import textwrap
from pathlib import Path

from application.checks.check import Check
from application.checks.lists import FORMS, ListForm
from application.checks.registry import CHECKS

FILE = Path(__file__).parents[2] / "docs" / "checks.md"
HEAD = """\
# Audit checks 审计检查

Written by `python -m tests.docs.checks`. `subsidy-ledger checks run C01 --list deaths=FILE` runs one;
`--look` keeps nothing, which is all an auditor does; an inspector's run keeps what is new and what is gone.
A check reads the log as of a position and a day, and the lists that are brought. A list is an .xlsx, .xls or
.csv file with the headings below (the Chinese or the English one); its SHA-256 is kept with the run, the numbers
of people in it are looked up blind and never kept. Limits are data: `--limit C15.held_days_county=30`.
The texts named as rules are national ones and were not compared word by word; a region's own text comes first.
"""


def page() -> str:
    """Return the page."""
    parts = [HEAD, "## The checks 检查\n"]
    parts += [_check(check) for check in CHECKS]
    parts += ["\n## External lists 外部名单\n"]
    parts += [_list(form) for form in FORMS]
    return "\n".join(parts) + "\n"


def _check(check: Check) -> str:
    limits = ", ".join(f"`{name}` {value}" for name, value in check.parameters.items())
    lists = ", ".join([*(f"`{name}` (needed)" for name in check.needs), *(f"`{name}`" for name in check.uses)])
    said = [f"- **{check.id} {check.zh}** {check.en} (`{check.name}`): {check.condition_zh}；{check.condition_en}."]
    said += [f"Rule: {check.basis}."]
    said += [f"Lists: {lists}."] if lists else []
    said += [f"Limits: {limits}."] if limits else []
    return _wrapped(" ".join(said))


def _list(form: ListForm) -> str:
    columns = ", ".join(
        f"{one.zh} / {one.en} ({one.kind.value}{'' if one.required else ', may be blank'})" for one in form.columns
    )
    return _wrapped(f"- **`{form.name}`** {form.zh} {form.en}: {columns}.")


def _wrapped(text: str) -> str:
    return textwrap.fill(text, 116, subsequent_indent="  ", break_on_hyphens=False)


def main() -> None:
    """Write the page."""
    FILE.write_text(page(), "utf-8")


if __name__ == "__main__":
    main()
