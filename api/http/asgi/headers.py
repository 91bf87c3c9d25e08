"""Security headers on every answer: a browser may do nothing with it but show it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.asgi.requests import ByPrefix, Under, path_of

API_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
"""An answer of the API is data: should a browser take it for a page, that page may load and run nothing."""

PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""A page of our own, such as the API's reference: scripts and styles come as files from here, never inline."""

Header = tuple[bytes, bytes]


def _written(header: tuple[str, str]) -> Header:
    """Return a header as servers take it."""
    return header[0].encode(), header[1].encode()


_ALWAYS = tuple(
    map(
        _written,
        (
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            (
                "permissions-policy",
                "accelerometer=(), camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
            ),
        ),
    )
)
_ON_TLS = _written(("strict-transport-security", "max-age=31536000"))
_NOT_STORED = _written(("cache-control", "no-store"))
_DOCS: Mapping[str, str] = MappingProxyType({"/docs": PAGE_POLICY})


class SecurityHeaders:
    """Adds the headers that the route itself did not set.

    `pages` gives other content policies by path prefix. Answers under `kept_nowhere` are not stored by browsers and
    proxies (`cache-control: no-store`) unless the route says how they may be. Strict transport security is promised
    on TLS only; the server in front says so by the request's scheme.
    """

    def __init__(
        self, app: ASGIApp, *, pages: Mapping[str, str] = _DOCS, kept_nowhere: Sequence[str] = ("/v1",)
    ) -> None:
        policies = {prefix: _written(("content-security-policy", policy)) for prefix, policy in pages.items()}
        self._app, self._kept_nowhere = app, Under(kept_nowhere)
        self._policies = ByPrefix(policies, _written(("content-security-policy", API_POLICY)))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path, encrypted = path_of(scope), scope.get("scheme") == "https"

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*_ALWAYS, self._policies.of(path)]
                if path in self._kept_nowhere:
                    headers.append(_NOT_STORED)
                if encrypted:
                    headers.append(_ON_TLS)
                said = message["headers"] = list(message.get("headers", ()))
                named = {name.lower() for name, _ in said}
                said += [header for header in headers if header[0] not in named]
            await send(message)

        await self._app(scope, receive, send_with_headers)
