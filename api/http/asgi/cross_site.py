"""No page of another site acts with our user's cookie (cross-site request forgery)."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import urlsplit

from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.asgi.refusals import CrossSite
from api.http.asgi.requests import header, language
from api.http.problems import refusal_answer

SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_DEFAULT_PORTS = {"http": ":80", "https": ":443"}


class SameSiteOnly:
    """Refuses, with 403 `cross_site`, what changes something, carries a cookie and was not sent from our own pages.

    Browsers say so themselves in `Sec-Fetch-Site`; on plain http they leave it out, and `Origin` must then name the
    host asked for. A request that says neither is refused: with a cookie it should have come from a browser. Bearer
    tokens carry no cookie and are not concerned. `origins` (`https://ledger.example`) are ours as well, for a server
    in front that changes `Host`.
    """

    def __init__(self, app: ASGIApp, *, origins: Collection[str] = ()) -> None:
        self._app, self._origins = app, frozenset(origin.lower() for origin in origins)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and self._concerned(scope) and not self._from_our_pages(scope):
            await refusal_answer(403, CrossSite(), language(scope))(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _concerned(self, scope: Scope) -> bool:
        return scope["method"] not in SAFE and header(scope, "cookie") != ""

    def _from_our_pages(self, scope: Scope) -> bool:
        origin = header(scope, "origin").lower()
        if origin and origin in self._origins:
            return True
        if site := header(scope, "sec-fetch-site"):
            return site in ("same-origin", "none")
        return bool(origin) and _host_of(origin) == _without_default_port(header(scope, "host").lower(), origin)


def _host_of(origin: str) -> str:
    try:
        return _without_default_port(urlsplit(origin).netloc, origin)
    except ValueError:
        return ""


def _without_default_port(host: str, origin: str) -> str:
    return host.removesuffix(_DEFAULT_PORTS.get(origin.split(":")[0], "\0"))
