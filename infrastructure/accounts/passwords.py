"""Argon2id, at most two at once: each needs 64 MiB and a quarter of a second of one core."""

from __future__ import annotations

import base64
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from domain.accounts.credential_rejections import TooManyAttempts

STRONG = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
"""RFC 9106, second recommended option: 64 MiB, three passes, four lanes."""


class Passwords:
    """Hashes and compares passwords. One for a whole process, or the memory of several adds up."""

    def __init__(
        self, hasher: PasswordHasher = STRONG, *, at_once: int = 2, patience: timedelta = timedelta(seconds=10)
    ) -> None:
        self._hasher, self._patience = hasher, patience
        self._places = threading.BoundedSemaphore(at_once)
        self._nobodys = _a_hash_nothing_fits(hasher)

    def hashed(self, password: str) -> str:
        """Return the hash to keep, with its salt and costs in it. Raises TooManyAttempts when too many wait."""
        with self._place():
            return self._hasher.hash(password)

    def fits(self, kept: str | None, password: str) -> bool:
        """Say whether a password is the one that was hashed. Nothing kept costs as much work as something.

        Raises TooManyAttempts when too many wait.
        """
        with self._place():
            try:
                self._hasher.verify(kept or self._nobodys, password)
            except (VerificationError, InvalidHashError):
                return False
        return kept is not None

    def is_dated(self, kept: str) -> bool:
        """Say whether a hash was made at other costs than today's."""
        return self._hasher.check_needs_rehash(kept)

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=self._patience.total_seconds()):
            raise TooManyAttempts(seconds=int(self._patience.total_seconds()))
        try:
            yield
        finally:
            self._places.release()


def _a_hash_nothing_fits(hasher: PasswordHasher) -> str:
    """Return a hash at the hasher's costs that no password has: made up, so that starting costs nothing."""
    salt, made_up = (
        base64.b64encode(secrets.token_bytes(length)).decode().rstrip("=")
        for length in (hasher.salt_len, hasher.hash_len)
    )
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${made_up}"
