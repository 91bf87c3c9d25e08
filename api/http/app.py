"""The service as one ASGI application: routers, errors, and the services that are open while it runs."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractContextManager, ExitStack, asynccontextmanager
from typing import Any

import anyio.to_thread
from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from api.http import openapi, routers
from api.http.errors import handle_errors
from api.http.hands import Hands
from api.http.services import Services
from api.http.stopping import set_by_signals

Opening = Callable[[], AbstractContextManager[Services]]


def create_app(opening: Opening, *, unavailable: Iterable[type[BaseException]] = (), threads: int = 16) -> FastAPI:
    """Return the application. Nothing is opened before it starts; its OpenAPI document needs nothing open.

    `unavailable` are the errors that mean: the database or the vault is not to be had. `threads` are how many requests
    are worked on at once; each may hold one connection of the log's pool and one of the views'. A third of them are
    for requests with a body and for files that are given out, the others for what is asked without one.
    """
    for_bodies = max(1, threads // 3)
    hands = Hands(max(1, threads - for_bodies))

    @asynccontextmanager
    async def running(app: FastAPI) -> AsyncIterator[None]:
        anyio.to_thread.current_default_thread_limiter().total_tokens = for_bodies
        with ExitStack() as stack:
            services = await anyio.to_thread.run_sync(lambda: stack.enter_context(opening()))
            app.state.services, app.state.hands = services, hands
            with hands.at_work():
                with set_by_signals(services.stopping):
                    yield
                services.stopping.set()

    app = FastAPI(
        title="Subsidy Ledger 补贴资金账本",
        version="1",
        description=openapi.DESCRIPTION,
        lifespan=running,
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        redirect_slashes=False,
        generate_unique_id_function=routers.unique_id,
    )
    routers.add_to(app)
    handle_errors(app, tuple(unavailable))

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = openapi.document(app)
        return app.openapi_schema

    app.openapi = document  # type: ignore[method-assign]  # as FastAPI's own documentation has it done
    return app


def open_to_all(app: FastAPI) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return method and address of every route that asks for no token."""
    open_routes = [one for one in iter_route_contexts(app.routes) if getattr(one.endpoint, "is_open", False)]
    return tuple((method, route.path_regex) for route in open_routes for method in sorted(route.methods or ()))


def describe() -> dict[str, Any]:
    """Return the OpenAPI document. Nothing is opened for it."""

    def opening() -> AbstractContextManager[Services]:
        raise AssertionError("only described, never started")

    return create_app(opening).openapi()
