"""The pages as an application of their own, beside the API and on the same services."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import FastAPI
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.asgi.requests import lies_under, path_of
from api.pages import assets, routers
from api.pages.failures import handle_failures

NOT_PAGES = ("/v1", "/docs", "/healthz", "/readyz", "/metrics", "/problems")
"""What lies under these is the API's."""


def create_pages(beside: FastAPI, *, unavailable: Iterable[type[BaseException]] = ()) -> FastAPI:
    """Return the pages. They share what `beside`, the API, opens when it starts; nothing is opened for them."""
    app = FastAPI(title="Subsidy Ledger", docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    app.state = beside.state
    app.add_middleware(GZipMiddleware, minimum_size=1000, compresslevel=5)
    assets.add_to(app)
    routers.add_to(app)
    handle_failures(app, tuple(unavailable))
    return app


class BesideTheApi:
    """Sends a request to the API or to the pages by the first word of its address; starting and stopping is the API's.

    Neither has to know the addresses of the other, and what is missing is told in the words of its own side. A field
    of a filter that was left empty asks for nothing, and is left out before it is read as a number or a day.
    """

    def __init__(self, api: ASGIApp, pages: ASGIApp) -> None:
        self._api, self._pages = api, pages

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        is_page = scope["type"] == "http" and not lies_under(path_of(scope), NOT_PAGES)
        if is_page:
            asked = scope["query_string"].split(b"&")
            scope["query_string"] = b"&".join(one for one in asked if not one.endswith(b"="))
        await (self._pages if is_page else self._api)(scope, receive, send)
