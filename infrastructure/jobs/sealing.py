"""How an uploaded file is sealed: each piece by itself, so that no more than one is ever in memory in the clear."""

from __future__ import annotations

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from infrastructure.vault.master_key import MasterKey

_NONCE = 12


class UploadBroken(Exception):
    """A sealed file does not open, is not whole, or is not the one that was brought."""

    def __init__(self, ledger: str, job: str) -> None:
        super().__init__(f"the sealed file of job {job} in ledger {ledger} does not open")


class UploadSealer:
    """Seals the files of one ledger: a key a job, derived from the master key, and every piece bound to its place."""

    def __init__(self, keys: MasterKey, ledger: str) -> None:
        self._keys, self._ledger = keys, ledger

    def seal(self, job: str, number: int, piece: bytes) -> bytes:
        """Return a piece sealed as the job's n-th."""
        nonce = secrets.token_bytes(_NONCE)
        return nonce + self._cipher(job).encrypt(nonce, piece, self._place(job, number))

    def open(self, job: str, number: int, sealed: bytes) -> bytes:
        """Return the clear piece. Raises UploadBroken."""
        try:
            return self._cipher(job).decrypt(sealed[:_NONCE], sealed[_NONCE:], self._place(job, number))
        except (InvalidTag, ValueError):
            raise UploadBroken(self._ledger, job) from None

    def _cipher(self, job: str) -> AESGCM:
        own = MasterKey.of(self._keys.derive("upload", self._ledger))  # kept while the master key changes
        return AESGCM(own.derive("upload", job))

    def _place(self, job: str, number: int) -> bytes:
        return "\0".join(("upload", self._ledger, job, str(number))).encode()
