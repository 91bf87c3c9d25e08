"""From the views' answers to JSON: money as yuan in text, instants in UTC, everything else as the domain prints it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from fractions import Fraction
from typing import Any

import orjson

from domain.money import Money
from domain.periods import Month, Period
from domain.regions import RegionCode

_OPTIONS = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS
_names: dict[type, tuple[str, ...]] = {}
_AS_TEXT = frozenset({Money, Month, Period, RegionCode, Fraction})


def to_json(value: object) -> bytes:
    """Return compact JSON. Raises TypeError for what has no agreed form."""
    return orjson.dumps(value, default=_plain, option=_OPTIONS)


class Rendered:
    """What was written of answers that are given again, the same object each time. Safe to share between threads."""

    def __init__(self, most: int = 16) -> None:
        self._most = most
        self._known: dict[int, tuple[object, bytes]] = {}

    def of(self, found: object, told: Callable[[], object]) -> bytes:
        """Return an answer, which never changes, as the JSON of what is told of it."""
        known, content = self._known.get(id(found), (None, b""))  # Kept with it: its number is nobody else's.
        if known is found:
            return content
        content = to_json(told())
        if len(self._known) >= self._most:
            self._known.clear()
        self._known[id(found)] = found, content
        return content


def command_answer(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a receipt says as the service writes it: what is in fen becomes yuan, under a name without `_fen`."""
    return {
        name.removesuffix("_fen"): str(Money(int(value))) if name.endswith("_fen") else value
        for name, value in sorted(said.items())
    }


def _plain(value: Any) -> object:
    kind = type(value)
    if kind in _AS_TEXT:
        return str(value)
    if is_dataclass(value):
        names = _names.get(kind) or _names.setdefault(kind, tuple(field.name for field in fields(value)))
        told = {name: _short(getattr(value, name)) for name in names}
        return {"kind": kind.KIND, **told} if hasattr(kind, "KIND") else told
    if isinstance(value, (frozenset, set)):
        return sorted(value)
    if isinstance(value, tuple):
        return list(value)
    raise TypeError(f"{kind.__name__} has no form in JSON")


def _short(value: Any) -> object:
    """Return a value that needs no further look where that is seen at once."""
    return str(value) if type(value) in _AS_TEXT else value
