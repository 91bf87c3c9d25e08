"""A tiny ASGI application to stand things around, and a way to ask it without a server or a library between."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass
class Told:
    """What was answered; `scope` is the request's own, as the application left it."""

    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    scope: dict[str, Any] = field(default_factory=dict)

    def header(self, name: str) -> str | None:
        """Return a header, or None; one that stands twice is a mistake."""
        found = [value for key, value in self.headers if key == name]
        assert len(found) < 2, f"{name} stands twice"
        return found[0] if found else None

    @property
    def code(self) -> str:
        """The problem's code."""
        assert self.header("content-type") == "application/problem+json", self.body
        return str(json.loads(self.body)["code"])

    @property
    def detail(self) -> str:
        """The problem's sentence."""
        return str(json.loads(self.body)["detail"])


class Echo:
    """Answers with how many bytes it was sent, and remembers the paths it was reached under."""

    def __init__(self, status: int = 200, headers: Mapping[str, str] | None = None) -> None:
        self.status, self.headers = status, dict(headers or {})
        self.reached: list[str] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.reached.append(scope["path"])
        size, more = 0, True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            size, more = size + len(message.get("body", b"")), message.get("more_body", False)
        pairs = [(name.encode(), value.encode()) for name, value in self.headers.items()]
        await send({"type": "http.response.start", "status": self.status, "headers": pairs})
        await send({"type": "http.response.body", "body": str(size).encode()})


def ask(
    app: ASGIApp,
    method: str = "GET",
    path: str = "/v1/things",
    *,
    headers: Mapping[str, str] | None = None,
    body: Iterable[bytes] | Callable[[], AsyncIterator[bytes]] = (),
    scheme: str = "http",
    **more: Any,
) -> Told:
    """Ask once, in an event loop of its own."""
    return asyncio.run(asked(app, method, path, headers=headers, body=body, scheme=scheme, **more))


async def asked(
    app: ASGIApp,
    method: str = "GET",
    path: str = "/v1/things",
    *,
    headers: Mapping[str, str] | None = None,
    body: Iterable[bytes] | Callable[[], AsyncIterator[bytes]] = (),
    scheme: str = "http",
    **more: Any,
) -> Told:
    """Ask once. `body` is chunks, or a function that yields them in its own time."""
    told = Told()
    given = {"host": "ledger.example", **(headers or {})}
    told.scope = {
        "type": "http",
        "method": method,
        "path": path,
        "scheme": scheme,
        "query_string": b"",
        "headers": [(name.lower().encode(), value.encode()) for name, value in given.items()],
        **more,
    }
    chunks = body() if callable(body) else _each(body)

    async def receive() -> Message:
        async for chunk in chunks:
            return {"type": "http.request", "body": chunk, "more_body": True}
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            assert told.status == 0, "an answer begins once"
            told.status = message["status"]
            told.headers = [(name.decode(), value.decode()) for name, value in message["headers"]]
        else:
            assert told.status, "an answer begins with its status"
            told.body += message.get("body", b"")

    await app(told.scope, receive, send)
    return told


async def _each(chunks: Iterable[bytes]) -> AsyncIterator[bytes]:
    for chunk in chunks:
        yield chunk
