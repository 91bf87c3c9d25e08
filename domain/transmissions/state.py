"""What a fund has sent and received, and what its papers call it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.funds.parts import Part
from domain.levels import FundKind, GovernmentLevel
from domain.transmissions.events import FundsReceived, FundsTransmitted, TransmittedShare


@dataclass(frozen=True, slots=True)
class Transmission:
    """Money sent, as the sending fund knows it; `taken_back_on` is set once it is not on its way any more."""

    id: str
    to_ledger: str
    to_region: str
    document: str
    parts: tuple[Part, ...]
    shares: tuple[TransmittedShare, ...]
    transmitted_on: date
    taken_back_on: date | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Money received, as the receiving fund knows it."""

    shares: tuple[TransmittedShare, ...]
    received_on: date


Sender = tuple[str, str]
"""A ledger and the id of its transmission: what a receipt is known by."""


def transmission_id(fund: str, to_ledger: str, document: str) -> str:
    """Name what a fund sends to a ledger by a document: 2026/psy-medicine/990000/city/财社〔2026〕3号.

    Whoever holds the sender's paper can write it down, so that both ledgers call it the same.
    """
    return f"{fund}/{to_ledger}/{document}"


def sent(event: FundsTransmitted) -> Transmission:
    """Return what was sent."""
    return Transmission(
        event.transmission,
        event.to_ledger,
        event.to_region,
        event.document,
        event.parts,
        event.shares,
        event.transmitted_on,
    )


def received(event: FundsReceived) -> Receipt:
    """Return what was received."""
    return Receipt(event.shares, event.received_on)


def by_source(shares: Iterable[TransmittedShare]) -> dict[tuple[GovernmentLevel, FundKind], TransmittedShare]:
    """Return shares by level and kind, each of which they hold once."""
    return {(share.level, share.kind): share for share in shares}
