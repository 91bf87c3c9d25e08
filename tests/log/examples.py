"""An example of any fact, built from its type hints alone, the same each time.

A new event thus has one without any work; only a new *value type* with rules of its own needs a line in `WRITTEN`.
"""

from __future__ import annotations

import types
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from fractions import Fraction
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from domain.documents import DocumentNumber
from domain.money import Money
from domain.periods import Month, Period
from domain.regions import RegionCode

WRITTEN: dict[type, object] = {
    bool: True,
    Money: Money(123_456),
    date: date(2017, 4, 25),
    datetime: datetime(2017, 4, 25, 8, 0, 0, 1, UTC),
    Fraction: Fraction(4, 5),
    Month: Month.parse("2017-04"),
    Period: Period.parse("2017-H1"),
    RegionCode: RegionCode.parse("340700"),
    DocumentNumber: DocumentNumber.parse("财社〔2016〕114号"),
}


def example(hint: Any, name: str = "", depth: int = 0) -> Any:
    """Return a value of a type: text says which field it stands in, unions and enums give their first member."""
    if hint is str:
        return f"{name} 例“{depth}”"
    if hint is int:
        return len(name) + depth
    if isinstance(hint, type) and hint in WRITTEN:
        return WRITTEN[hint]
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is tuple and arguments[1:] == (Ellipsis,):
        return tuple(example(arguments[0], f"{name}.{index}", depth + 1) for index in range(2))
    if origin is tuple:
        return tuple(example(argument, name, depth + 1) for argument in arguments)
    if origin in (Union, types.UnionType):
        return example(arguments[0], name, depth)
    if origin is Literal:
        return arguments[0]
    if isinstance(hint, type) and issubclass(hint, Enum):
        return next(iter(hint))
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        given = {field.name: example(hints[field.name], field.name, depth + 1) for field in fields(hint)}
        return hint(**given)
    raise AssertionError(f"no example of {hint}")
