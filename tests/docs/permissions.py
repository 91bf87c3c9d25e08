"""Writes docs/permissions.md from the permission table: `python -m tests.docs.permissions`."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from application.access.operations import EVERYBODY, PERMISSIONS, Permission, Scope
from domain.accounts.roles import APART, Role

FILE = Path(__file__).parents[2] / "docs" / "permissions.md"
WIDTH = 116
SHORT = dict(zip(Role, ("T", "C", "F", "1", "2", "3", "4", "I", "A", "X"), strict=True))
_BEGINNING = """\
# Permissions

Generated from `application/access/operations.py` by `python -m tests.docs.permissions`; do not edit. A test fails when
this page is not what the table says, and another when a command or a question has no row.

Whoever signs in may do what a role of theirs may do, where that role is held. A role is held for a region with all
inside it, or everywhere; for some programmes, or for all. **place**: one held role takes in the region and the
programme of every single thing that is touched; lists are narrowed to what the roles take in. **ledger**: the role is
held for the whole ledger, narrowed by neither. **own**: it only ever touches what is one's own. **none**: it shows
nothing that lies anywhere.

*clear*: names, numbers or accounts of people pass through it, and who read whose is recorded. *factor*: a password
alone is not enough, a code is asked for. Being a different person than whoever did the step before is not written
here: the decisions refuse the same hands, whatever the roles are called.
"""


def page() -> str:
    """Return the page's text."""
    parts = [_BEGINNING, *_roles(), "## What changes something\n", *_matrix(writing=True)]
    parts += ["## What only shows something\n", *_matrix(writing=False), "## Why\n"]
    for why, rows in groupby(PERMISSIONS, key=lambda row: row.why):
        names = ", ".join(f"`{row.operation}`" for row in rows)
        parts.append("\n".join(_lines(f"- {names}: {why}.")))
    return "\n".join(parts) + "\n"


def _roles() -> Iterator[str]:
    yield "## Roles 岗位\n"
    yield "| | role | 岗位 |\n|---|---|---|"
    yield from (f"| {SHORT[role]} | `{role.value}` | {role.zh} |" for role in Role)
    yield "\nOne account never holds two of these together:\n"
    for apart in APART:
        these, those = (
            ", ".join(f"`{role.value}`" for role in Role if role in roles) for roles in (apart.these, apart.those)
        )
        yield "\n".join(_lines(f"- {these} with {those}: {apart.why}."))
    yield ""


def _matrix(*, writing: bool) -> Iterator[str]:
    yield f"| operation | {' | '.join(SHORT.values())} | where | also |"
    yield "|---" * (len(SHORT) + 3) + "|"
    for row in PERMISSIONS:
        if row.writes is writing:
            marks = " | ".join("✓" if role in row.roles else " " for role in Role)
            yield f"| `{row.operation}` | {marks} | {row.scope.value} | {_also(row)} |"
    yield ""


def _also(row: Permission) -> str:
    told = []
    if row.clear_personal_data:
        told.append("clear")
    if row.second_factor:
        told.append("factor")
    if row.roles == EVERYBODY and row.scope in (Scope.OWN, Scope.NONE):
        told.append("without any role too")
    return ", ".join(told)


def _lines(text: str) -> Iterable[str]:
    return textwrap.wrap(text, WIDTH, subsequent_indent="  ", break_on_hyphens=False)


if __name__ == "__main__":
    FILE.write_text(page(), "utf-8")
