"""How many requests are answered at once: the ones too many are told so at once rather than kept waiting."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.asgi.refusals import ServiceBusy
from api.http.asgi.requests import ByPrefix, Under, language, path_of
from api.http.problems import refusal_answer

_NONE_APART: Mapping[str, int] = MappingProxyType({})


class AtMost:
    """Refuses, with 503 `service_busy`, a request beyond `most` that are being answered.

    `apart` gives prefixes a number of their own, such as live followers, who stay and would crowd everybody else out.
    `always` are paths that are answered however busy the service is: somebody wants to know just then.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        most: int,
        apart: Mapping[str, int] = _NONE_APART,
        always: Sequence[str] = ("/healthz", "/readyz", "/metrics"),
        retry_after_seconds: int = 1,
    ) -> None:
        self._app, self._most, self._apart, self._always = app, most, dict(apart), Under(always)
        self._crowds = ByPrefix({prefix: prefix for prefix in apart}, "")
        self._retry_after = str(retry_after_seconds)
        self._present: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or (path := path_of(scope)) in self._always:
            await self._app(scope, receive, send)
            return
        crowd = self._crowds.of(path)
        if self._present[crowd] >= self._apart.get(crowd, self._most):
            answer = refusal_answer(503, ServiceBusy(), language(scope), headers=[("retry-after", self._retry_after)])
            await answer(scope, receive, send)
            return
        self._present[crowd] += 1
        try:
            await self._app(scope, receive, send)
        finally:
            self._present[crowd] -= 1
