"""How the service is reached from outside, and what it may take in at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

THIS_MACHINE = ("127.0.0.1", "localhost", "[::1]", "::1")


def is_encrypted(public_address: str) -> bool:
    """Whether browsers reach a service of this address over TLS."""
    return public_address.startswith("https://")


@dataclass(frozen=True, slots=True)
class Outside:
    """How the service is reached, and what it may take in at once."""

    ledger: str
    public_address: str = ""
    hosts: Collection[str] = ()
    most_requests: int = 100
    most_followers: int = 64
    most_of_the_public: int = 20
    """Public pages answered at once: whoever is not signed in does not crowd out those who work here."""
    public_per_minute: int = 0
    """How often one address may ask for what is open to all; 0 is without limit."""
    public_at_once: int = 1
    address_book: Path | None = None
    """The file in which all processes count that together."""

    @property
    def is_encrypted(self) -> bool:
        """Whether browsers reach it over TLS."""
        return is_encrypted(self.public_address)

    @property
    def known_hosts(self) -> frozenset[str]:
        """The names it answers to."""
        public = urlsplit(self.public_address).hostname
        return frozenset({*self.hosts, *THIS_MACHINE, *([public] if public else [])})
