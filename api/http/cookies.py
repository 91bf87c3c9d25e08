"""The session's cookie: for this host only, not for scripts, not for other sites' requests."""

from __future__ import annotations

from starlette.responses import Response

from api.http.caller import COOKIE


def keep_session(answer: Response, token: str, *, secure: bool) -> Response:
    """Put a session's token into the browser. `secure`: over TLS only, which the `__Host-` prefix then vouches for."""
    answer.set_cookie(_name(secure), token, path="/", secure=secure, httponly=True, samesite="strict")
    return answer


def forget_session(answer: Response, *, secure: bool) -> Response:
    """Take it out again."""
    answer.delete_cookie(_name(secure), path="/", secure=secure, httponly=True, samesite="strict")
    return answer


def _name(secure: bool) -> str:
    return f"__Host-{COOKIE}" if secure else COOKIE


def keep(answer: Response, name: str, value: str, *, path: str, seconds: int, secure: bool) -> Response:
    """Put something into the browser for a while, which it also brings when another site sends it back here."""
    answer.set_cookie(name, value, max_age=seconds, path=path, secure=secure, httponly=True, samesite="lax")
    return answer


def forget(answer: Response, name: str, *, path: str, secure: bool) -> Response:
    """Take it out again."""
    answer.delete_cookie(name, path=path, secure=secure, httponly=True, samesite="lax")
    return answer
