"""How the parts read a request: its headers, its path without the mount, the language it wants."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

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
    return path in Under(prefixes)


class Under:
    """The paths that are one of the prefixes or lie under one."""

    def __init__(self, prefixes: Iterable[str]) -> None:
        self._themselves = frozenset(prefixes)
        self._beginnings = tuple(f"{prefix}/" for prefix in self._themselves)

    def __contains__(self, path: str) -> bool:
        return path.startswith(self._beginnings) or path in self._themselves


class ByPrefix(Generic[Setting]):
    """Settings by path prefix; the longest that a path lies under counts."""

    def __init__(self, settings: Mapping[str, Setting], otherwise: Setting) -> None:
        ordered = sorted(settings, key=len, reverse=True)
        self._settings = [(Under([prefix]), settings[prefix]) for prefix in ordered]
        self._any, self._otherwise = Under(settings), otherwise

    def of(self, path: str) -> Setting:
        """Return what is set for a path."""
        if path in self._any:
            return next(setting for under, setting in self._settings if path in under)
        return self._otherwise


def route_of(scope: Scope) -> str:
    """Return the template of the route that was found (`/v1/batches/{batch_id}/release`), `unmatched` without one.

    The framework keeps a route of an included router under its own short path, and the whole one beside it.
    """
    included = (scope.get("fastapi") or {}).get("effective_route_context")
    found = getattr(included, "path_format", None) or getattr(scope.get("route"), "path", None)
    return found if isinstance(found, str) else "unmatched"
