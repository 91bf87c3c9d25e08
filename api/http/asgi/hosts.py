"""The names the service is known by; a name that somebody made up is neither answered to nor redirected to."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.asgi.refusals import HostNotServed
from api.http.asgi.requests import Under, header, language, path_of
from api.http.problems import refusal_answer

ANY = "*"


class KnownHosts:
    """Refuses, with 421 `host_not_served`, a `Host` that is not on the list, and makes redirects to itself relative.

    `hosts` are names or addresses without port; `*.example` takes in every name under it, `*` is any. What watches
    the service asks by address, so `anywhere` are paths that answer under any name.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        hosts: Collection[str],
        anywhere: Sequence[str] = ("/healthz", "/readyz", "/metrics"),
    ) -> None:
        self._app, self._hosts, self._anywhere = app, frozenset(host.lower() for host in hosts), Under(anywhere)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = header(scope, "host").lower()
        if not (self._served(asked) or path_of(scope) in self._anywhere):
            await refusal_answer(421, HostNotServed(), language(scope))(scope, receive, send)
            return

        async def send_relative(message: Message) -> None:
            if message["type"] == "http.response.start" and _redirects(message):
                headers = MutableHeaders(scope=message)
                headers["location"] = _relative(headers["location"], asked)
            await send(message)

        await self._app(scope, receive, send_relative)

    def _served(self, asked: str) -> bool:
        name = _without_port(asked)
        if ANY in self._hosts or name in self._hosts:
            return True
        return any(host.startswith("*.") and name.endswith(host[1:]) for host in self._hosts)


def _redirects(message: Message) -> bool:
    return any(name.lower() == b"location" for name, _ in message.get("headers", ()))


def _without_port(host: str) -> str:
    """Return the name or address: `[::1]:8000` is `[::1]`."""
    end = host.find("]")
    return host[: end + 1] if end >= 0 else host.partition(":")[0]


def _relative(location: str, asked: str) -> str:
    """Return a redirect to the host asked for as a path on it, which never begins with two slashes: that is a host."""
    parts = urlsplit(location)
    if parts.netloc.lower() != asked or parts.scheme not in ("http", "https"):
        return location
    rest = location.split("://", 1)[1][len(parts.netloc) :]
    return "/" + rest.lstrip("/\\")
