"""An OpenID provider in a process of its own, on a port of its own, which it prints: `python a_provider.py`.

It is `oidc_provider_mock`, which speaks the protocol over HTTP; around it stands what it leaves out, PKCE, and what an
honest provider would not do: for a client called `forged-…` the ID token is not what it should be.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs, urlsplit

import oidc_provider_mock
from joserfc import jwt
from joserfc.jwk import OctKey, RSAKey
from werkzeug.serving import make_server

Environ = dict[str, Any]
Start = Callable[..., Any]
App = Callable[[Environ, Start], Iterable[bytes]]


class Strict:
    """Refuses a code whose verifier does not fit the challenge it was asked for with (RFC 7636)."""

    def __init__(self, inner: App) -> None:
        self._inner = inner
        self._challenges: dict[str, str] = {}

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        match environ["PATH_INFO"]:
            case "/oauth2/authorize":
                return self._authorize(environ, start)
            case "/oauth2/token":
                return self._token(environ, start)
            case _:
                return self._inner(environ, start)

    def _authorize(self, environ: Environ, start: Start) -> Iterable[bytes]:
        asked = parse_qs(environ["QUERY_STRING"])

        def noting(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
            code = parse_qs(urlsplit(dict(headers).get("Location", "")).query).get("code")
            if code and asked.get("code_challenge_method") == ["S256"]:
                self._challenges[code[0]] = asked["code_challenge"][0]
            return start(status, headers, *rest)

        return self._inner(environ, noting)

    def _token(self, environ: Environ, start: Start) -> Iterable[bytes]:
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        environ["wsgi.input"] = io.BytesIO(body)
        given = parse_qs(body.decode())
        verifier = given.get("code_verifier", [""])[0].encode()
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier).digest()).decode().rstrip("=")
        if self._challenges.get(given.get("code", [""])[0]) != challenge:
            start("400 Bad Request", [("Content-Type", "application/json")])
            return [b'{"error": "invalid_grant"}']
        seen: dict[str, Any] = {}

        def keep(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            seen.update(status=status, headers=headers)

        answer = b"".join(self._inner(environ, keep))
        client = base64.b64decode(environ["HTTP_AUTHORIZATION"].removeprefix("Basic ")).decode().partition(":")[0]
        if client.startswith("forged-") and seen["status"].startswith("200"):
            answer = forged(answer, client.removeprefix("forged-"))
        start(seen["status"], [pair for pair in seen["headers"] if pair[0] != "Content-Length"])
        return [answer]


def forged(answer: bytes, how: str) -> bytes:
    """Return the token endpoint's answer with another ID token in it."""
    token = json.loads(answer)
    head, body, _ = token["id_token"].split(".")
    header, claims = (json.loads(base64.urlsafe_b64decode(part + "==")) for part in (head, body))
    match how:
        case "missing":
            del token["id_token"]
        case "garbage":
            token["id_token"] = "not.a.token"
        case "unsigned":
            none = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
            token["id_token"] = f"{none}.{body}."
        case "by-our-own-secret":
            key = OctKey.import_key("secret of the client, long enough")
            token["id_token"] = jwt.encode({"alg": "HS256"}, claims, key, algorithms=["HS256"])
        case "by-somebody-else":
            token["id_token"] = jwt.encode({**header, "alg": "RS256"}, claims, RSAKey.generate_key(2048))
        case "changed":
            other = base64.urlsafe_b64encode(json.dumps({**claims, "sub": "somebody else"}).encode()).decode()
            token["id_token"] = ".".join((head, other.rstrip("="), token["id_token"].split(".")[2]))
    return json.dumps(token).encode()


def main() -> None:
    """Serve until standard input ends."""
    os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"
    app = Strict(oidc_provider_mock.app(require_nonce=True).wsgi_app)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    sys.stdout.write(f"{server.port}\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
