"""An OpenID provider: how it is named in the settings, and the documents it publishes about itself."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx2
from joserfc.jwk import KeySet

from domain.accounts.credential_rejections import OpenIdRefused, OpenIdUnreachable

KNOWN_FOR_SECONDS = 3600
AGAIN_AFTER_SECONDS = 10
"""Tokens with made-up key names do not make us ask the provider more often than that."""


@dataclass(frozen=True, slots=True)
class Provider:
    """A provider and what we are to it. A client without a secret is a public one; PKCE protects both."""

    issuer: str
    client_id: str
    client_secret: str | None = field(default=None, repr=False)
    scopes: str = "openid"
    timeout_seconds: int = 5


class ProviderDocuments:
    """What the provider says of itself, asked for at most once an hour."""

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self._lock = threading.Lock()
        self._known: dict[str, tuple[int, Mapping[str, Any]]] = {}

    def endpoint(self, name: str) -> str:
        """Return one of its addresses. Raises OpenIdUnreachable, OpenIdRefused."""
        found = self._configuration().get(name)
        if not isinstance(found, str) or not found.startswith(("https://", "http://")):
            raise OpenIdRefused(why=name)
        return found

    def keys(self, *, again: bool = False) -> KeySet:
        """Return the keys it signs with. Raises OpenIdUnreachable, OpenIdRefused."""
        lasts = AGAIN_AFTER_SECONDS if again else KNOWN_FOR_SECONDS
        document = self._document(self.endpoint("jwks_uri"), lasts)
        try:
            return KeySet.import_key_set(document)  # type: ignore[arg-type]  # a mapping of just this shape
        except (ValueError, TypeError, KeyError):
            raise OpenIdRefused(why="jwks_uri") from None

    def _configuration(self) -> Mapping[str, Any]:
        """Return its description, which has to bear its own name (OpenID Connect Discovery 4.3)."""
        address = self.provider.issuer.rstrip("/") + "/.well-known/openid-configuration"
        found = self._document(address, KNOWN_FOR_SECONDS)
        if found.get("issuer") != self.provider.issuer:
            raise OpenIdRefused(why="issuer")
        return found

    def _document(self, address: str, lasts_seconds: int) -> Mapping[str, Any]:
        with self._lock:
            read_at, document = self._known.get(address, (0, {}))
            now = int(time.monotonic())
            if not document or now - read_at >= lasts_seconds:
                document = self._read(address)
                self._known[address] = (now, document)
            return document

    def _read(self, address: str) -> Mapping[str, Any]:
        try:
            with httpx2.Client(timeout=self.provider.timeout_seconds) as client:
                answer = client.get(address)
                answer.raise_for_status()
                document = answer.json()
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError):
            raise OpenIdUnreachable(issuer=self.provider.issuer) from None
        if not isinstance(document, dict):
            raise OpenIdUnreachable(issuer=self.provider.issuer)
        return document
