"""Names of staff and seeds of second factors, sealed under the master key and bound to ledger, account and purpose."""

from __future__ import annotations

import hmac
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from infrastructure.vault.master_key import MasterKey
from infrastructure.vault.sealing import SealBroken

_NONCE = 12


class Seals:
    """Seals and opens one ledger's texts; no purpose's seal opens under another."""

    def __init__(self, keys: MasterKey, ledger: str) -> None:
        self._ledger = ledger
        self._cipher = AESGCM(keys.derive("credential", ledger))
        self._digest_key = keys.derive("sign-in", ledger)

    def sealed(self, text: str, *, what: str, of: str) -> bytes:
        """Seal a text."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher.encrypt(nonce, text.encode(), self._bound(what, of))

    def opened(self, sealed: bytes, *, what: str, of: str) -> str:
        """Open it. Raises SealBroken: it was changed, moved, or sealed under another master key."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._bound(what, of)).decode()
        except (InvalidTag, ValueError):
            raise SealBroken(self._ledger, of) from None

    def digest(self, text: str) -> bytes:
        """Return a keyed digest (HMAC-SHA-256) by which the same text is counted without being stored."""
        return hmac.digest(self._digest_key, text.encode("utf-8", "replace"), "sha256")

    def _bound(self, what: str, of: str) -> bytes:
        return f"{what}\0{self._ledger}\0{of}".encode()
