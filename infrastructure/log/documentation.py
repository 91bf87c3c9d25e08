"""Writes docs/events.md from the catalogue: `python -m infrastructure.log.documentation`."""

from __future__ import annotations

import inspect
import re
import types
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from domain.catalogue import EVENTS
from domain.money import Money
from domain.upcasters import UPCASTERS
from infrastructure.log.shapes import kind_of

FILE = Path(__file__).parents[2] / "docs" / "events.md"
_BEGINNING = """\
# Events

Generated from `domain/catalogue.py` and `domain/upcasters.py` by `python -m infrastructure.log.documentation`; do not
edit. A test fails when this page is not what the catalogue says.

Each entry of the log is canonical JSON (RFC 8785) with the keys `actor`, `causation`, `command_id`, `ledger`, `name`,
`payload`, `position`, `recorded_at` (RFC 3339, UTC, microseconds), `request_hash` (SHA-256, hex), `stream`, `version`.
`causation` is what led to the entry, `entry/1190` or `command/…`, and empty where a person did; a command that names
itself there says that the entry follows from what else it recorded. Below is what stands under `payload`. Every key is
always there. A published name is never renamed or reused: a changed meaning has the next number, and entries under the
old name are read through the step named here.
"""
_WRITTEN = {
    str: "text",
    int: "whole number",
    bool: "`true` or `false`",
    type(None): "`null`",
    Money: 'whole fen, as text (`"80000"` is 800.00 yuan)',
    date: "day (`2017-04-25`)",
    datetime: "instant (`2017-04-25T08:00:00.000000Z`)",
    Fraction: "fraction (`4/5`)",
}


def page() -> str:
    """Return the page's text."""
    parts: dict[type, None] = {}
    sections = [_BEGINNING]
    for group in dict.fromkeys(name.partition(".")[0] for name in EVENTS):
        sections.append(f"## {group}\n")
        for name, event in EVENTS.items():
            if name.partition(".")[0] == group:
                sections.append(_event(name, event, parts))
    sections.append("## Parts\n\nObjects that stand inside events.\n")
    in_order = sorted(_all_parts(parts), key=lambda part: part.__name__)
    sections += [f"### {part.__name__}\n\n{_told(part)}\n\n{_table(part, {})}\n" for part in in_order]
    return "\n".join(sections)


def _event(name: str, event: type, parts: dict[type, None]) -> str:
    lines = [f"### `{name}`\n", f"`{event.__name__}`. {_told(event)}\n", _table(event, parts)]
    lines += [f"\nAlso read from `{old}`: {_told(step.change)}" for old, step in UPCASTERS.items() if step.to == name]
    return "\n".join(lines) + "\n"


def _all_parts(found: dict[type, None]) -> list[type]:
    """Return the parts and the parts of parts."""
    queue = list(found)
    while queue:
        inner: dict[type, None] = {}
        _table(queue.pop(), inner)
        queue += [part for part in inner if part not in found]
        found |= inner
    return list(found)


def _table(kind: type, parts: dict[type, None]) -> str:
    hints = get_type_hints(kind)
    rows = [(field.name, _form(hints[field.name], parts)) for field in fields(kind)]
    if (marker := kind_of(kind)) is not None:
        rows.insert(0, ("kind", f"`{marker}`"))
    if not rows:
        return "No fields: `{}`."
    return "\n".join(["| field | written as |", "|---|---|", *(f"| `{name}` | {form} |" for name, form in rows)])


def _form(hint: Any, parts: dict[type, None]) -> str:
    """Say how a type is written, and note the dataclasses in it."""
    origin, arguments = get_origin(hint), get_args(hint)
    if hint in _WRITTEN:
        return _WRITTEN[hint]
    if origin is tuple and arguments[1:] == (Ellipsis,):
        return f"list of: {_form(arguments[0], parts)}"
    if origin is tuple:
        return "list of: " + ", then ".join(_form(argument, parts) for argument in arguments)
    if origin in (Union, types.UnionType):
        return " or ".join(_form(argument, parts) for argument in arguments)
    if origin is Literal:
        return "one of " + ", ".join(f"`{value}`" for value in arguments)
    if issubclass(hint, Enum):
        return "one of " + ", ".join(f"`{member.value}`" for member in hint)
    if callable(getattr(hint, "parse", None)):
        return f"text: {_told(hint)}"
    if not isinstance(hint, type) or not is_dataclass(hint):
        raise TypeError(f"{hint!r} has no written form")
    part: type = hint
    parts[part] = None
    return f"[{part.__name__}](#{part.__name__.lower()})"


def _told(what: object) -> str:
    """Return a docstring as one paragraph."""
    return re.sub(r"\s+", " ", inspect.getdoc(what) or "").strip()


if __name__ == "__main__":
    FILE.write_text(page(), "utf-8")
