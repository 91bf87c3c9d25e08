"""Whoever brings no token is told to sign in before anything of their request is read."""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.asgi.requests import Under, language, path_of
from api.http.caller import NotSignedIn, token_of
from api.http.problems import refusal_answer


class TokenFirst:
    """Refuses, with 401 `not_signed_in`, a request under `under` that has neither token nor session cookie.

    What a body should look like is no stranger's business, and its 64 MB need not be taken in. Whether a token is worth
    anything is looked up later, by the route. `open_to_all` are method and address of the routes that ask for none.
    """

    def __init__(
        self, app: ASGIApp, *, open_to_all: Sequence[tuple[str, re.Pattern[str]]], under: Sequence[str] = ("/v1",)
    ) -> None:
        self._app, self._open, self._under = app, tuple(open_to_all), Under(under)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and not _brings_a_token(scope) and self._concerned(scope):
            headers = [("www-authenticate", "Bearer")]
            await refusal_answer(401, NotSignedIn(), language(scope), headers=headers)(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _concerned(self, scope: Scope) -> bool:
        path, method = path_of(scope), scope["method"]
        return path in self._under and not any(method == taken and address.match(path) for taken, address in self._open)


def _brings_a_token(scope: Scope) -> bool:
    return bool(token_of(HTTPConnection(scope)))
