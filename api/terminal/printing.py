"""What goes to the screen: tables for people, JSON for programs; the same content both ways.

In JSON an amount is text of whole fen under a name that ends in `_fen`; for people it is yuan, grouped, with 元.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime, timedelta, timezone
from enum import Enum
from typing import TYPE_CHECKING, Any

from domain.money import Money

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

Record = Mapping[str, Any]
_CHINA = timezone(timedelta(hours=8))
_FEN = re.compile(r"(.*)_fen\Z")


def plain(value: Any) -> Any:
    """Return a value as JSON holds it; a field with money becomes `<field>_fen`."""
    if hasattr(value, "parse"):  # a month, a period, a region: written as on the forms
        return str(value)
    if is_dataclass(value) and not isinstance(value, type) and not isinstance(value, Money):
        return record({field.name: getattr(value, field.name) for field in fields(value)})
    if isinstance(value, Mapping):
        return record(value)
    if isinstance(value, tuple) and hasattr(value, "_asdict"):
        return record(value._asdict())
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Money):
        return str(value.fen)
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(one) for one in value]
    return value if value is None or isinstance(value, bool | int | str) else str(value)


def record(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a record as JSON holds it."""
    found: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Money):
            found[f"{name.removesuffix('_fen')}_fen"] = str(value.fen)
        elif _FEN.match(name) and isinstance(value, int):
            found[name] = str(value)
        else:
            found[name] = plain(value)
    return found


def shown(name: str, value: Any) -> str:
    """Return a value of a plain record for a person to read."""
    if value is None or value == "":
        return "-"
    if _FEN.match(name):
        return f"{Money(int(value)).grouped()} 元"
    if name == "recorded_at":
        return f"{datetime.fromisoformat(str(value)).astimezone(_CHINA):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, Mapping):
        return " ".join(f"{key}={shown(key, inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return ", ".join(shown("", one) for one in value) or "-"
    return f"{value:,}" if isinstance(value, int) and name.startswith("people") else str(value)


def to_json(value: Any) -> str:
    """Return a value as a JSON text of several lines, Chinese as it is."""
    return json.dumps(plain(value), ensure_ascii=False, indent=2)


def table(title: str, headings: Sequence[tuple[str, str]], rows: Iterable[Record]) -> Table:
    """Return a table of plain records; `headings` are (name in the record, heading). Amounts stand to the right."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    made = Table(title=Text(title), box=box.SIMPLE_HEAD, title_justify="left", title_style="bold")
    for name, heading in headings:
        right = bool(_FEN.match(name)) or name in {"position", "version", "people", "row", "headcount", "count"}
        made.add_column(heading, justify="right" if right else "left", overflow="fold", no_wrap=right)
    for row in rows:
        made.add_row(*(Text(shown(name, row.get(name))) for name, _ in headings))
    return made


def used(rows: Sequence[Record], hidden: Iterable[str] = ()) -> list[str]:
    """Name the fields that hold something in at least one row, in their order."""
    names = dict.fromkeys(name for row in rows for name in row if name not in set(hidden))
    return [name for name in names if any(row.get(name) not in (None, "", []) for row in rows)]


def print_facts(console: Console, facts: Mapping[str, Any], words: Mapping[str, str]) -> None:
    """Print one fact a line."""
    from rich.text import Text

    for name, value in facts.items():
        console.print(Text(f"  {words.get(name, name)}：{shown(name, value)}"), soft_wrap=True)
