"""The routes of one concept, told one by one and worked out once: in the application that they are added to.

The framework's own router works each out where it is told, and again where it is included. With seven hundred routes
that is a second or two of every application made, for nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from fastapi import APIRouter


class Router(APIRouter):
    """Keeps what it is told, with the tags of the concept in the OpenAPI document."""

    def __init__(self, *, prefix: str = "", tags: list[str] | None = None, include_in_schema: bool = True) -> None:
        super().__init__(prefix=prefix)
        self._concept, self._shown = tags or [], include_in_schema
        self._told: list[tuple[str, Callable[..., Any], dict[str, Any]]] = []

    def add_api_route(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        """Keep a route until it is added."""
        self._told.append((path, endpoint, options))

    def add_to(self, router: APIRouter, *, prefix: str = "") -> None:
        """Add every route, under a prefix."""
        for path, endpoint, options in self._told:
            tags = [*self._concept, *(options.get("tags") or ())]
            shown = self._shown and options.get("include_in_schema", True)
            router.add_api_route(
                prefix + self.prefix + path, endpoint, **{**options, "tags": tags or None, "include_in_schema": shown}
            )
