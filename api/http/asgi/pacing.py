"""How often one address may ask for what is open to all: so that nobody crowds out those who work here.

The book of addresses is one file of fixed size that every service process of a home maps into memory. It says of an
address nothing but a keyed fingerprint and until when its allowance is used up (a generic cell rate algorithm: one
number an address). Processes write it without locks: of two requests at the same microsecond one may go uncounted.
"""

from __future__ import annotations

import fcntl
import hashlib
import mmap
import os
import secrets
import struct
import time
from collections.abc import Callable, Sequence
from ipaddress import IPv6Address, ip_address
from pathlib import Path

from starlette.types import ASGIApp, Receive, Scope, Send

from api.http.asgi.refusals import TooManyFromOneAddress
from api.http.asgi.requests import Under, language, path_of
from api.http.problems import refusal_answer

OPEN_TO_ALL = (
    "/public",
    "/docs",
    "/problems",
    "/v1/openapi.json",
    "/v1/proofs/checkpoint",
    "/v1/proofs/keys",
    "/v1/proofs/rotations",
    "/v1/proofs/policy",
    "/v1/proofs/tile",
)
"""Public pages and the public part of the API. Signing in is not among them: its attempts are limited by themselves."""

_KEY = 32
_SLOT = struct.Struct("<QQ")
_WAYS = 4
_MICROSECONDS = 1_000_000


def _microseconds() -> int:
    return time.time_ns() // 1000


class AddressBook:
    """When each address has used its allowance up: `buckets` of four addresses each, in one file, for ever that size.

    Where five meet in a bucket the one whose allowance is freshest is forgotten. Addresses of IPv6 count by their
    /64, which is what one subscriber has.
    """

    def __init__(self, file: Path, *, buckets: int = 16_384) -> None:
        size = _KEY + buckets * _WAYS * _SLOT.size
        handle = os.open(file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)  # Processes start at once, and have one key.
            if os.fstat(handle).st_size != size:
                os.ftruncate(handle, 0)
                os.ftruncate(handle, size)
                os.pwrite(handle, secrets.token_bytes(_KEY), 0)
            self._table = mmap.mmap(handle, size)
        finally:
            fcntl.flock(handle, fcntl.LOCK_UN)  # Closing is not enough: what is mapped keeps the file open.
            os.close(handle)
        self._key, self._buckets = self._table[:_KEY], buckets

    def wait(self, address: str, *, per_minute: int, at_once: int, now: int) -> int:
        """Count a request, and return 0; or count nothing, and return how many microseconds there are to wait.

        `at_once` requests may come together, and `per_minute` in the long run. `now` is in microseconds.
        """
        each = 60 * _MICROSECONDS // per_minute
        allowance = each * (at_once - 1)
        print_, place = self._place_of(address)
        used_until = now
        offset = None
        oldest = (2**64, place)
        for way in range(_WAYS):
            here = place + way * _SLOT.size
            known, until = _SLOT.unpack_from(self._table, here)
            if known == print_:
                used_until, offset = max(until, now), here
                break
            oldest = min(oldest, (until, here))
        if used_until > now + allowance + each:  # A clock set back keeps nobody out for longer than they would be.
            used_until = now + allowance + each
            _SLOT.pack_into(self._table, offset or place, print_, used_until)
        if used_until - now > allowance:
            return int(used_until - now - allowance)
        _SLOT.pack_into(self._table, oldest[1] if offset is None else offset, print_, used_until + each)
        return 0

    def _place_of(self, address: str) -> tuple[int, int]:
        digest = hashlib.blake2b(_counted_as(address).encode(), key=self._key, digest_size=16).digest()
        bucket = int.from_bytes(digest[8:], "big") % self._buckets
        return int.from_bytes(digest[:8], "big") | 1, _KEY + bucket * _WAYS * _SLOT.size


class PerAddress:
    """Refuses, with 429 `too_many_from_one_address` and Retry-After, an address that asks too often under `paths`.

    The address is the connection's. Behind a server in front it is the one that server names, where it is believed
    (`SUBSIDY_LEDGER_PROXIES`); nobody else's word counts, or everybody would count as somebody new each time.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        book: AddressBook,
        per_minute: int,
        at_once: int,
        paths: Sequence[str] = OPEN_TO_ALL,
        now: Callable[[], int] = _microseconds,
    ) -> None:
        self._app, self._book, self._now = app, book, now
        self._per_minute, self._at_once, self._paths = per_minute, at_once, Under(paths)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or path_of(scope) not in self._paths:
            await self._app(scope, receive, send)
            return
        address = (scope.get("client") or ("", 0))[0]
        wait = self._book.wait(address, per_minute=self._per_minute, at_once=self._at_once, now=self._now())
        if not wait:
            await self._app(scope, receive, send)
            return
        seconds = -(-wait // _MICROSECONDS)
        refusal = TooManyFromOneAddress(seconds=seconds)
        answer = refusal_answer(429, refusal, language(scope), headers=[("retry-after", str(seconds))])
        await answer(scope, receive, send)


def _counted_as(address: str) -> str:
    """Return the address, of IPv6 its /64; what is no address (a socket's name) as it is."""
    try:
        known = ip_address(address)
    except ValueError:
        return address
    if not isinstance(known, IPv6Address):
        return address
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(IPv6Address(int(known) >> 64 << 64))
