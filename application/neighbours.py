"""The other ledgers of one installation: read where money goes from one to another, and never written.

Each append touches one ledger. Whoever transmits, takes back or receives looks at the other side's log while nobody
else does the same with that transmission, and decides; a crash in between leaves money that was sent and is not yet
received, which shows as such.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from application.ports import Log
from application.views.transmissions import TransmissionStage
from domain.transmissions.events import TransmittedShare


@dataclass(frozen=True, slots=True)
class Crossing:
    """What one ledger says of one level and kind of a transmission to or from another, as its register has it."""

    ledger: str
    counterpart: str
    transmission: str
    stage: TransmissionStage
    document: str
    share: TransmittedShare
    on: date


class Neighbours(Protocol):
    """The installation, as far as one ledger may look into the others."""

    def log(self, ledger: str, /) -> Log | None:
        """Return another ledger's log, to be read; None when that ledger is not kept here."""

    def one_at_a_time(self, transmission: str, /) -> AbstractContextManager[None]:
        """Hold a transmission while its two sides are compared and one of them is written. Raises LogUnavailable."""

    def crossings(self, ledger: str, /) -> Sequence[Crossing]:
        """Return what a ledger says of its transmissions, and what the others say of theirs with it.

        Each as far as that ledger's views have come.
        """


class Alone:
    """Stands where there is no other ledger."""

    def log(self, _ledger: str, /) -> Log | None:
        """Return None."""
        return None

    def one_at_a_time(self, _transmission: str, /) -> AbstractContextManager[None]:
        """Hold nothing: nobody else is there."""
        return nullcontext()

    def crossings(self, _ledger: str, /) -> Sequence[Crossing]:
        """Return nothing."""
        return ()
