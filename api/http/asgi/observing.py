"""One line a request, one id a request, and how long each took: what operators see, without a person in it."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Sequence
from typing import Any

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.http.asgi.refusals import ServiceFailed
from api.http.asgi.requests import Under, header, language, path_of, route_of
from api.http.masking import masked
from api.http.metrics import Metrics
from api.http.problems import refusal_answer

_WELL_FORMED = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{7,63}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_HUNG_UP = 499
"""What servers write down when the caller left before the answer began."""

_log = structlog.get_logger("subsidy_ledger.access")


class Observed:
    """Stands around everything else.

    The request id is the caller's `X-Request-Id` when it is well formed (8 to 64 letters, digits, dots, underscores
    and hyphens, and nothing like a person's number), else a new one; it goes back in the answer, into
    `scope["state"]["request_id"]` and into every line that is logged on the way. The access line and the metrics name
    the route's template, never the path or the query; the account is what the application left in
    `scope["state"]["account"]`, the problem's code what it left in `scope["state"]["problem"]`. A failure that the
    application did not answer becomes 500 `service_failed`. `unlogged` are paths that are asked every few seconds.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        ledger: str,
        metrics: Metrics,
        unlogged: Sequence[str] = ("/healthz", "/readyz", "/metrics"),
    ) -> None:
        self._app, self._ledger, self._metrics, self._unlogged = app, ledger, metrics, Under(unlogged)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _request_id(header(scope, "x-request-id"))
        scope.setdefault("state", {})["request_id"] = request_id
        seen = _Seen(receive, send, request_id)
        failure: BaseException | None = None
        with structlog.contextvars.bound_contextvars(request_id=request_id), self._metrics.in_flight.track_inprogress():
            started = time.perf_counter_ns()
            try:
                await self._app(scope, seen.receive, seen.send)
            except Exception as error:
                failure = error
                if not seen.status:
                    _log.error("request failed", exc_info=error)
                    answer = refusal_answer(500, ServiceFailed(request_id=request_id), language(scope))
                    await answer(scope, receive, seen.send)
                elif not seen.complete:
                    raise  # The server then cuts the connection, so that half an answer is not taken for a whole one.
            except BaseException as error:
                failure = error
                raise
            finally:
                self._note(scope, seen, time.perf_counter_ns() - started, failure)

    def _note(self, scope: Scope, seen: _Seen, nanoseconds: int, failure: BaseException | None) -> None:
        state = scope["state"]
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        route, status = route_of(scope), seen.status or _HUNG_UP
        self._metrics.answered(method, route, status, nanoseconds / 1e9)
        if problem := state.get("problem"):
            self._metrics.refused(problem)
        if path_of(scope) in self._unlogged:
            return
        line: dict[str, Any] = {
            "ledger": self._ledger,
            "method": method,
            "route": route,
            "status": status,
            "duration_us": nanoseconds // 1000,
            "bytes_in": seen.bytes_in,
            "bytes_out": seen.bytes_out,
            "account": state.get("account", ""),
        }
        if problem:
            line["problem"] = problem
        if failure is not None:
            line["failed"] = type(failure).__name__
        _log.info("request", **line)


class _Seen:
    """What went by of one request and its answer."""

    def __init__(self, receive: Receive, send: Send, request_id: str) -> None:
        self._receive, self._send, self._request_id = receive, send, request_id
        self.status, self.complete, self.bytes_in, self.bytes_out = 0, False, 0, 0

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] == "http.request":
            self.bytes_in += len(message.get("body", b""))
        return message

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            said = [each for each in message.get("headers", ()) if each[0].lower() != b"x-request-id"]
            message["headers"] = [*said, (b"x-request-id", self._request_id.encode())]
        elif message["type"] == "http.response.body":
            self.bytes_out += len(message.get("body", b""))
            self.complete = not message.get("more_body", False)
        await self._send(message)


def _request_id(given: str) -> str:
    if _WELL_FORMED.fullmatch(given) and masked(given) == given:
        return given
    return secrets.token_hex(16)
