"""How large a request's body may be, and how slowly it may come."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from types import MappingProxyType

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.asgi.refusals import BodyTooLarge, BodyTooSlow
from api.http.asgi.requests import ByPrefix, header, language, path_of
from api.http.problems import refusal_answer
from domain.rejected import Rejected

MIB = 1024 * 1024
_HANG_UP = [("connection", "close")]
_NONE_LARGER: Mapping[str, int] = MappingProxyType({})


class BodyLimits:
    """Refuses a body with 413 `body_too_large` or 408 `body_too_slow`, whatever the application makes of it.

    `limit` is in bytes; `larger` has other limits by path prefix. A body that says its length is refused unread; one
    that comes in chunks is counted. It has `patience` and a further second for each `slowest` bytes that came, so
    that neither a large upload is cut off nor a trickle holds a connection.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        limit: int = MIB,
        larger: Mapping[str, int] = _NONE_LARGER,
        patience: timedelta = timedelta(seconds=30),
        slowest: int = 16 * 1024,
    ) -> None:
        self._app, self._limits = app, ByPrefix(larger, limit)
        self._patience, self._slowest = patience.total_seconds(), slowest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        limit = self._limits.of(path_of(scope))
        body = _Body(receive, send, limit, self._patience, self._slowest)
        if _length(header(scope, "content-length")) > limit:
            body.refusal = (413, BodyTooLarge(limit=limit))
        else:
            try:
                await self._app(scope, body.receive, body.send)
            except Exception:
                if body.refusal is None or body.answered:
                    raise
        if body.refusal is not None and not body.answered:
            status, refusal = body.refusal
            await refusal_answer(status, refusal, language(scope), headers=_HANG_UP)(scope, receive, send)


class _Body:
    """One request's body on its way in. Once it is refused, what the application would answer is held back."""

    def __init__(self, receive: Receive, send: Send, limit: int, patience: float, slowest: int) -> None:
        self._receive, self._send, self._limit = receive, send, limit
        self._patience, self._slowest = patience, slowest
        self._came, self._whole, self._since = 0, False, 0.0
        self.refusal: tuple[int, Rejected] | None = None
        self.answered = False

    async def receive(self) -> Message:
        if self._whole:
            return await self._receive()
        message = await self._in_time(self._receive)
        if message["type"] == "http.request":
            self._came += len(message.get("body", b""))
            self._whole = not message.get("more_body", False)
            if self._came > self._limit:
                raise self._refused(413, BodyTooLarge(limit=self._limit))
        return message

    async def send(self, message: Message) -> None:
        if self.refusal is not None and not self.answered:
            return
        self.answered = True
        await self._send(message)

    async def _in_time(self, receive: Callable[[], Awaitable[Message]]) -> Message:
        loop = asyncio.get_running_loop()
        self._since = self._since or loop.time()
        try:
            async with asyncio.timeout_at(self._since + self._patience + self._came / self._slowest):
                return await receive()
        except TimeoutError:
            raise self._refused(408, BodyTooSlow()) from None

    def _refused(self, status: int, refusal: Rejected) -> HTTPException:
        """Return what frameworks let through unchanged while they read a body."""
        self.refusal = (status, refusal)
        return HTTPException(status)


def _length(said: str) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 20 else 0
