"""How the parts read a request: its headers, its path without the mount, the language it wants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TypeVar

from starlette.types import Scope

from api.http.language import language_of
from domain.rejected import Language

Setting = TypeVar("Setting")


def header(scope: Scope, name: str) -> str:
    """Return a header's value, the first where it stands twice, or an empty text."""
    wanted = name.encode()
    for each, said in scope["headers"]:  # Servers give names in small letters, as ASGI has it.
        if each == wanted:
            return str(said, "latin-1")
    return ""


def language(scope: Scope) -> Language:
    """Return the language to answer in."""
    return language_of(header(scope, "accept-language"))


def path_of(scope: Scope) -> str:
    """Return the path as the routes see it, without the place the application is mounted at."""
    path, mount = str(scope["path"]), str(scope.get("root_path", ""))
    return path[len(mount) :] if mount and (path == mount or path.startswith(f"{mount}/")) else path


def lies_under(path: str, prefixes: Iterable[str]) -> bool:
    """Say whether a path is one of the prefixes or lies under one, segment by segment: /v10 is not under /v1."""
    return any(path == prefix or path.startswith(f"{prefix}/") for prefix in prefixes)


def of_longest_prefix(path: str, settings: Mapping[str, Setting], otherwise: Setting) -> Setting:
    """Return what is set for the longest prefix that the path lies under."""
    fitting = [prefix for prefix in settings if lies_under(path, [prefix])]
    return settings[max(fitting, key=len)] if fitting else otherwise


def route_of(scope: Scope) -> str:
    """Return the template of the route that was found (`/v1/batches/{batch_id}/release`), `unmatched` without one.

    The framework keeps a route of an included router under its own short path, and the whole one beside it.
    """
    included = (scope.get("fastapi") or {}).get("effective_route_context")
    found = getattr(included, "path_format", None) or getattr(scope.get("route"), "path", None)
    return found if isinstance(found, str) else "unmatched"
