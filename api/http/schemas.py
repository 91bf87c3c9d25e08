"""The JSON schema of what the service answers with, from the very types it is written from (see `rendering.py`)."""

from __future__ import annotations

import types
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints

from api.http.values import choices
from domain.money import Money
from domain.periods import Month, Period
from domain.regions import RegionCode

_TEXTS: Mapping[type, dict[str, Any]] = {
    Money: {
        "type": "string",
        "pattern": r"^-?[0-9]+\.[0-9]{2}$",
        "description": "金额，单位元 / Amount in yuan",
        "examples": ["1000.00"],
    },
    Month: {"type": "string", "examples": ["2017-04"]},
    Period: {"type": "string", "examples": ["2017", "2017-H1", "2017-Q2", "2017-04"]},
    RegionCode: {"type": "string", "examples": ["990101"]},
    Fraction: {"type": "string", "examples": ["4/5"]},
    datetime: {"type": "string", "format": "date-time"},
    date: {"type": "string", "format": "date"},
    str: {"type": "string"},
    int: {"type": "integer"},
    bool: {"type": "boolean"},
    object: {},
}

_TOLD_APART = frozenset({"Problem", "Stage"})
"""Names that several concepts have for a thing of their own: that of `domain.batches` is called BatchesStage."""


class Schemas:
    """Schemas of types, each dataclass and enumeration once among the document's components."""

    def __init__(self) -> None:
        self.components: dict[str, dict[str, Any]] = {}
        self._named: dict[str, type] = {}

    def of(self, kind: Any) -> dict[str, Any]:
        """Return the schema of a type, or a reference to it. Raises TypeError for one that has no form in JSON."""
        if isinstance(kind, TypeVar) or kind is Any:
            return {}
        origin = get_origin(kind)
        if origin in (Union, types.UnionType):
            return {"anyOf": [self.of(one) for one in get_args(kind)]}
        if origin is Literal:
            return {"enum": list(get_args(kind))}
        if origin is tuple and get_args(kind)[-1] is not ...:
            parts = [self.of(one) for one in get_args(kind)]
            return {"type": "array", "prefixItems": parts, "items": False, "minItems": len(parts)}
        if origin in (tuple, list, Sequence, frozenset):
            return {"type": "array", "items": self.of(get_args(kind)[0])}
        if origin is Mapping or kind is Mapping:
            inner = self.of(get_args(kind)[1]) if get_args(kind) else {}
            return {"type": "object", "additionalProperties": inner}
        if kind is types.NoneType:
            return {"type": "null"}
        if kind in _TEXTS:
            return dict(_TEXTS[kind])
        if isinstance(kind, type) and issubclass(kind, StrEnum):
            return self._enumeration(kind)
        if is_dataclass(kind) and isinstance(kind, type):
            return self._object(kind)
        raise TypeError(f"{kind} has no form in JSON")

    def join(self, defined: dict[str, Any]) -> None:
        """Put the schemas beside those of the bodies. Raises TypeError where two things are called the same."""
        for name, schema in self.components.items():
            if name in defined and schema.get("enum") != defined[name].get("enum", ()):
                raise TypeError(f"a body and an answer are both called {name}")
            defined[name] = schema

    def _enumeration(self, kind: type[StrEnum]) -> dict[str, Any]:
        name = self._name(kind)
        values = {"type": "string", "enum": [one.value for one in kind], "description": choices(kind)}
        self.components.setdefault(name, values)
        return {"$ref": f"#/components/schemas/{name}"}

    def _object(self, kind: type) -> dict[str, Any]:
        name = self._name(kind)
        if name not in self.components:
            self.components[name] = {}  # a type may hold itself
            hints = get_type_hints(kind)
            properties = {field.name: self.of(hints[field.name]) for field in fields(kind)}
            if hasattr(kind, "KIND"):
                properties = {"kind": {"const": kind.KIND}, **properties}
            self.components[name] = {
                "type": "object",
                "description": " ".join((kind.__doc__ or "").split()),
                "required": list(properties),
                "properties": properties,
                "additionalProperties": False,
            }
        return {"$ref": f"#/components/schemas/{name}"}

    def _name(self, kind: type) -> str:
        """Return what a type is called in the document. Raises TypeError for the second one of that name."""
        name = kind.__name__
        if name in _TOLD_APART:
            name = kind.__module__.split(".")[1].title() + name
        if self._named.setdefault(name, kind) is not kind:
            raise TypeError(f"two types are called {name}")
        return name
