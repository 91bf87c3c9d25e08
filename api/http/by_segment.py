"""The way to a route by the first word of its address, past the routers that have no such address.

The framework tries one router after the other, and in each one route after the other, twice: for a route that comes
late that took 0.3 to 0.5 ms, longer than all else it does for a request.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from fastapi import APIRouter, FastAPI
from starlette.datastructures import URLPath
from starlette.routing import BaseRoute, Match, NoMatchFound
from starlette.types import Receive, Scope, Send

from api.http.asgi.requests import path_of

_FOUND = "found_by_segment"


class BySegment(BaseRoute):
    """Stands before all other routes and leads to the one router that answers; whatever it does not know goes on.

    `included` are routers as they are included, by the first segments that their addresses have behind `prefix`, each
    in the order in which the framework would try them.
    """

    def __init__(self, prefix: str, included: Mapping[str, Sequence[BaseRoute]]) -> None:
        self._prefix, self._included = f"{prefix}/", included

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say whether a route answers exactly this; what fits only in part is left to the framework to refuse."""
        if scope["type"] != "http":
            return Match.NONE, {}
        path = path_of(scope)
        if path.startswith(self._prefix):
            for router in self._included.get(path[len(self._prefix) :].partition("/")[0], ()):
                match, more = router.matches(scope)
                if match is Match.FULL:
                    return match, {**more, _FOUND: router}
        return Match.NONE, {}

    def url_path_for(self, name: str, /, **path_params: Any) -> URLPath:
        """Name no address: the routers behind do."""
        raise NoMatchFound(name, path_params)

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the router that was found answer."""
        await scope.pop(_FOUND).handle(scope, receive, send)


def include(app: FastAPI, routers: Iterable[APIRouter], *, prefix: str) -> None:
    """Add routers under a prefix, found by the first segment of their addresses, none of which is a parameter."""
    included: dict[str, list[BaseRoute]] = defaultdict(list)
    for router in routers:
        segments = {path.split("/")[1] for route in router.routes if (path := getattr(route, "path", ""))}
        assert not any("{" in segment for segment in segments), "what stands first is a word"
        app.include_router(router, prefix=prefix)
        for segment in segments:
            included[segment].append(app.router.routes[-1])
    app.router.routes.insert(0, BySegment(prefix, included))
