"""The way to a route by the first word of its address is the framework's own way, only shorter."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute, Match
from starlette.types import Scope

from api.http.app import create_app
from api.http.by_segment import BySegment
from api.http.services import Services


@pytest.fixture(scope="module")
def app() -> FastAPI:
    """The whole application, which is never started."""

    def opening() -> Services:
        raise AssertionError("never started")

    return create_app(opening)  # type: ignore[arg-type]  # nothing is opened


def asked(method: str, path: str) -> Scope:
    return {"type": "http", "method": method, "path": path, "root_path": "", "headers": []}


def answering(app: FastAPI, scope: Scope) -> object:
    """Return the endpoint the framework finds by going through all the routers."""
    for route in app.router.routes[1:]:
        if route.matches(scope)[0] is Match.FULL:
            return _endpoint(route, scope)
    return None


def _endpoint(route: object, scope: Scope) -> object:
    inside = getattr(route, "_match", None)
    return inside(scope)[2].endpoint if inside else getattr(route, "endpoint", None)


def test_every_address_leads_to_the_route_that_trying_them_all_would_find(app: FastAPI) -> None:
    first = app.router.routes[0]
    assert isinstance(first, BySegment)
    found, beside = 0, set[str]()
    for context in iter_route_contexts(app.routes):
        path = re.sub(r"\{[^}]*\}", "x", context.path or "")
        if not path.startswith("/v1/"):
            continue
        for method in context.methods or ():
            scope = asked(method, path)
            match, more = first.matches(scope)
            if match is Match.NONE:
                beside.add(path)
                continue
            assert _endpoint(more["found_by_segment"], scope) is answering(app, scope), (method, path)
            found += 1
    assert found > 80
    assert beside <= {"/v1/openapi.json"}  # of a router that is included as it is


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "/v1/position"),  # an address, but not for this
        ("GET", "/v1/nowhere"),
        ("GET", "/v1"),
        ("GET", "/healthz"),
        ("GET", "/v2/position"),
    ],
)
def test_what_it_does_not_know_goes_on_to_the_framework(app: FastAPI, method: str, path: str) -> None:
    assert app.router.routes[0].matches(asked(method, path))[0] is Match.NONE


def test_the_document_is_the_same_without_it(app: FastAPI) -> None:
    def told(routes: Sequence[BaseRoute]) -> object:
        return get_openapi(title="", version="", routes=routes)

    assert told(app.router.routes) == told(app.router.routes[1:])
