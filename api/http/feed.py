"""What the change feed hands out: an entry's position, its hash, and its bytes exactly as they are stored."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import NamedTuple, Protocol


class FedEntry(NamedTuple):
    """One entry: `body` is canonical JSON as made and as hashed."""

    position: int
    body: bytes


class Feed(Protocol):
    """The log of one ledger, read in order."""

    @property
    def ledger(self) -> str:
        """The ledger's id."""

    def head(self) -> int:
        """Return the last position."""

    def entries(self, after: int, *, limit: int) -> Sequence[FedEntry]:
        """Return up to `limit` entries behind a position, in order and without a gap."""

    def wait_beyond(self, position: int, seconds: int) -> int:
        """Return the head as soon as it lies behind `position`, or whatever it is after so many seconds."""


def line_of(entry: FedEntry) -> bytes:
    """Return one line of JSON: position, SHA-256 of the stored bytes (hex), and those bytes themselves."""
    digest = hashlib.sha256(entry.body).hexdigest()
    return b'{"position":%d,"sha256":"%s","entry":%s}' % (entry.position, digest.encode(), entry.body)
