"""What a row must be like, said once and read twice: as SQL (`in_sql.py`) and as Python (`in_memory.py`)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from application.views.view import Row

On = tuple[tuple[str, str], ...]
"""Pairs of columns, theirs and ours, that are equal."""


@dataclass(frozen=True, slots=True)
class Among:
    """A column has one of these values."""

    column: str
    values: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Starts:
    """A text column begins with one of these texts, whose parts have fixed widths or end in their separator."""

    column: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Before:
    """A text column comes before this text, byte by byte."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A column says nothing."""

    column: str


@dataclass(frozen=True, slots=True)
class All:
    """Every one of these; with none, always."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Any:
    """One of these at least; with none, never."""

    parts: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class With:
    """There is a row of that kind, with those columns equal, that is like this."""

    kind: type[Row]
    on: On
    like: Condition


@dataclass(frozen=True, slots=True)
class Without:
    """There is no such row at a later position; with `earlier`, at an earlier one."""

    kind: type[Row]
    on: On
    like: Condition
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Newest:
    """Of the same kind's rows from this one on, equal in those columns and among `steps`, the newest is in `wanted`."""

    kind: type[Row]
    same: tuple[str, ...]
    steps: tuple[str, ...]
    wanted: tuple[str, ...]


Condition = Among | Starts | Before | Missing | All | Any | With | Without | Newest

ALWAYS = All()


def every(*parts: Condition) -> Condition:
    """Join conditions that must all hold, leaving out those that always do."""
    told = tuple(part for part in parts if part != ALWAYS)
    return told[0] if len(told) == 1 else All(told)


def either(parts: Iterable[Condition]) -> Condition:
    """Join conditions of which one must hold; one that always does is enough."""
    told = tuple(parts)
    return ALWAYS if ALWAYS in told else told[0] if len(told) == 1 else Any(told)


def just_behind(text: str) -> str:
    """Return the first text, byte by byte, that is behind everything beginning with this one."""
    return text[:-1] + chr(ord(text[-1]) + 1)
