"""Log-in at an OpenID Connect provider: authorization code with PKCE (S256), state and nonce, by Authlib and joserfc.

Nothing is remembered between the two halves: what the first one has to tell the second travels sealed in a cookie.
"""

from __future__ import annotations

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx2
import orjson
from authlib.integrations.base_client import OAuthError
from authlib.integrations.httpx_client import OAuth2Client
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from joserfc.jws import JWSRegistry

from application.credentials import Identity, OpenIdRequest
from application.ports import Clock
from domain.accounts.credential_rejections import OpenIdNotConfigured, OpenIdRefused, OpenIdUnreachable
from infrastructure.accounts.provider import Provider, ProviderDocuments
from infrastructure.accounts.sealing import Seals
from infrastructure.clock import SystemClock
from infrastructure.vault.master_key import MasterKey
from infrastructure.vault.sealing import SealBroken

LASTS = timedelta(minutes=10)
LEEWAY_SECONDS = 60
"""How far the provider's clock may be from ours."""
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519")
"""Signatures only the provider can make: none that the client's own secret would do for."""


@dataclass(frozen=True, slots=True, repr=False)
class _Begun:
    """What the first half tells the second."""

    state: str
    nonce: str
    verifier: str
    until: str


class OpenId:
    """See `application.credentials.OpenIdLogin`."""

    def __init__(self, provider: Provider | None, keys: MasterKey, ledger: str, *, clock: Clock | None = None) -> None:
        self._provider = provider
        self._documents = None if provider is None else ProviderDocuments(provider)
        self._seals = Seals(keys, ledger)
        self._clock = clock or SystemClock()

    @property
    def issuer(self) -> str:
        """See the port."""
        return "" if self._provider is None else self._provider.issuer

    def begin(self, redirect_uri: str) -> OpenIdRequest:
        """See the port."""
        provider, documents = self._configured()
        until = (self._clock.now() + LASTS).isoformat()
        begun = _Begun(secrets.token_urlsafe(32), secrets.token_urlsafe(32), secrets.token_urlsafe(48), until)
        with self._client(provider, redirect_uri) as client:
            address, _ = client.create_authorization_url(
                documents.endpoint("authorization_endpoint"),
                state=begun.state,
                nonce=begun.nonce,
                code_verifier=begun.verifier,
            )
        return OpenIdRequest(address, self._kept(begun, redirect_uri))

    def finish(self, answer: Mapping[str, str], kept: str, redirect_uri: str) -> Identity:
        """See the port."""
        provider, documents = self._configured()
        begun = self._begun(kept, redirect_uri)
        if not hmac.compare_digest(answer.get("state", "").encode("utf-8", "replace"), begun.state.encode()):
            raise OpenIdRefused(why="state")
        if "iss" in answer and answer["iss"] != provider.issuer:  # RFC 9207: the answer of another provider.
            raise OpenIdRefused(why="issuer")
        if "error" in answer or not answer.get("code"):
            raise OpenIdRefused(why=_word(answer.get("error", "code")))
        claims = self._claims(documents, self._token(provider, documents, answer["code"], begun, redirect_uri), begun)
        return Identity(provider.issuer, str(claims["sub"]))

    def _token(
        self, provider: Provider, documents: ProviderDocuments, code: str, begun: _Begun, redirect_uri: str
    ) -> Mapping[str, Any]:
        endpoint = documents.endpoint("token_endpoint")
        try:
            with self._client(provider, redirect_uri) as client:
                token: Mapping[str, Any] = client.fetch_token(
                    endpoint, grant_type="authorization_code", code=code, code_verifier=begun.verifier
                )
        except OAuthError as error:
            raise OpenIdRefused(why=_word(error.error)) from None
        except (httpx2.HTTPError, ValueError):
            raise OpenIdUnreachable(issuer=provider.issuer) from None
        return token

    def _claims(self, documents: ProviderDocuments, token: Mapping[str, Any], begun: _Begun) -> Mapping[str, Any]:
        """Return what the ID token says, if it is the provider's, for us, of now, and bears our nonce."""
        provider, text = documents.provider, token.get("id_token")
        if not isinstance(text, str):
            raise OpenIdRefused(why="id_token")
        options = {
            "iss": {"essential": True, "value": provider.issuer},
            "aud": {"essential": True, "value": provider.client_id},
        }
        params = {"nonce": begun.nonce, "client_id": provider.client_id, "access_token": token.get("access_token")}
        try:
            decoded = jwt.decode(text, _keys_for(documents, text), registry=_registry())
            claims = CodeIDToken(decoded.claims, decoded.header, options, params)
            claims.validate(now=int(self._clock.now().timestamp()), leeway=LEEWAY_SECONDS)
        except JoseError as error:
            raise OpenIdRefused(why=_word(getattr(error, "claim", None) or error.error)) from None
        except (ValueError, TypeError, KeyError):
            raise OpenIdRefused(why="id_token") from None
        return decoded.claims

    def _client(self, provider: Provider, redirect_uri: str) -> OAuth2Client:
        return OAuth2Client(
            client_id=provider.client_id,
            client_secret=provider.client_secret,
            scope=provider.scopes,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
            timeout=provider.timeout_seconds,
        )

    def _configured(self) -> tuple[Provider, ProviderDocuments]:
        if self._provider is None or self._documents is None:
            raise OpenIdNotConfigured
        return self._provider, self._documents

    def _kept(self, begun: _Begun, redirect_uri: str) -> str:
        text = orjson.dumps([begun.state, begun.nonce, begun.verifier, begun.until]).decode()
        return urlsafe_b64encode(self._seals.sealed(text, what="openid", of=redirect_uri)).decode()

    def _begun(self, kept: str, redirect_uri: str) -> _Begun:
        """Open what a browser kept. Raises OpenIdRefused: it is not ours, or too old."""
        try:
            text = self._seals.opened(urlsafe_b64decode(kept.encode()), what="openid", of=redirect_uri)
        except (SealBroken, ValueError):
            raise OpenIdRefused(why="state") from None
        begun = _Begun(*orjson.loads(text))
        if datetime.fromisoformat(begun.until) < self._clock.now():
            raise OpenIdRefused(why="too_late")
        return begun


def _registry() -> JWSRegistry:
    return JWSRegistry(algorithms=list(ALGORITHMS), strict_check_header=False)


def _keys_for(documents: ProviderDocuments, token: str) -> KeySet:
    """Return the provider's keys, asked for anew when the token names one that is not known yet."""
    keys = documents.keys()
    named = jwt_header(token).get("kid")
    return keys if named is None or any(key.kid == named for key in keys.keys) else documents.keys(again=True)


def jwt_header(token: str) -> Mapping[str, Any]:
    """Return a token's header as it stands, unproven."""
    part = token.partition(".")[0]
    found = orjson.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    return found if isinstance(found, dict) else {}


def _word(text: str | None) -> str:
    """Return what others say went wrong, if it is one harmless word."""
    return text if text and len(text) <= 40 and text.isascii() and text.replace("_", "").isalnum() else "error"
