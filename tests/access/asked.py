"""A command that says no more than where it takes place."""

from __future__ import annotations

from typing import Any

from tests.access.everything import commands


class Anything:
    """Stands in every field of a command that says nothing about where it takes place."""


def asked(operation: str, **said: Any) -> Any:
    """Return the command of an operation; fields that are not named here do not matter."""
    kind = commands()[operation]
    return kind(**{name: said.get(name, Anything()) for name in getattr(kind, "__dataclass_fields__")})  # noqa: B009
