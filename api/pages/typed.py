"""From what a form sends, which is all text, to what a body's JSON schema asks for: lists, numbers, yes and no."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pydantic import BaseModel

from api.http.values import YUAN_PATTERN
from domain.money import Money
from domain.rejected import Rejected

_YES_OR_NO = {"true": True, "on": True, "false": False}


def typed(model: type[BaseModel], flat: Mapping[str, str]) -> dict[str, Any]:
    """Return `{"shares.0.amount": "1", "year": "2017"}` as `{"shares": [{"amount": "1"}], "year": 2017}`.

    Gaps in a list are closed. What does not look like its type stays text, for the model to refuse.
    """
    schema = _schema(model)
    read = _read(_nested(flat), schema, schema.get("$defs", {}))
    assert isinstance(read, dict)
    return read


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema()


def _nested(flat: Mapping[str, str]) -> dict[str, Any]:
    tree: dict[str, Any] = {}
    for name, said in flat.items():
        *steps, last = name.split(".")
        here = tree
        for step in steps:
            here = here.setdefault(step, {})
            if not isinstance(here, dict):
                break
        else:
            here[last] = said
    return tree


def _read(node: Any, schema: Mapping[str, Any], kinds: Mapping[str, Any]) -> Any:
    schema = _resolved(schema, kinds)
    if isinstance(node, str):
        return _amount(node) if schema.get("pattern") == YUAN_PATTERN else _value(node, schema.get("type"))
    if schema.get("type") == "array" and all(name.isascii() and name.isdigit() for name in node):
        return [_read(node[name], schema.get("items", {}), kinds) for name in sorted(node, key=int)]
    fields = schema.get("properties", {})
    return {name: _read(one, fields.get(name, {}), kinds) for name, one in node.items()}


def _resolved(schema: Mapping[str, Any], kinds: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema that counts: behind a reference, and the one that is not null of a choice."""
    if reference := schema.get("$ref"):
        return _resolved(kinds[reference.rpartition("/")[2]], kinds)
    for one in schema.get("anyOf", ()):
        if one.get("type") != "null":
            return _resolved(one, kinds)
    return schema


def _amount(text: str) -> str:
    """Return yuan as the API writes them, from how people do: 1,000.00 and １０００ are 1000.00."""
    try:
        return str(Money.from_yuan(text))
    except Rejected:
        return text


def _value(text: str, kind: object) -> object:
    if kind == "integer" and text.isascii() and text.isdigit():
        return int(text)
    if kind == "boolean":
        return _YES_OR_NO.get(text, text)
    if kind == "array":  # several values in one field, one a line
        return [line.strip() for line in text.splitlines() if line.strip()]
    return text
