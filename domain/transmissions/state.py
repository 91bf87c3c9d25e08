"""What a fund has sent and received, and what its papers call it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from domain.levels import FundKind, GovernmentLevel
from domain.transmissions.events import FundsTransmitted, TransmittedShare


@dataclass(frozen=True, slots=True)
class Transmission:
    """Money sent, as the sending fund knows it; `taken_back_on` is set once it is not on its way any more."""

    sent: FundsTransmitted
    taken_back_on: date | None = None


Sender = tuple[str, str]
"""A ledger and the id of its transmission: what a receipt is known by."""


def transmission_id(fund: str, to_ledger: str, document: str) -> str:
    """Name what a fund sends to a ledger by a document: 2026/psy-medicine/990000/city/财社〔2026〕3号.

    Whoever holds the sender's paper can write it down, so that both ledgers call it the same.
    """
    return f"{fund}/{to_ledger}/{document}"


def by_source(shares: Iterable[TransmittedShare]) -> dict[tuple[GovernmentLevel, FundKind], TransmittedShare]:
    """Return shares by level and kind, each of which they hold once."""
    return {(share.level, share.kind): share for share in shares}
