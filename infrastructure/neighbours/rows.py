"""A row of the register of transmissions, as the other ledger is told of it."""

from __future__ import annotations

from application.neighbours import Crossing
from application.views.transmissions import TransmissionStage, TransmissionStep
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.transmissions.events import TransmittedShare


def crossing(ledger: str, row: TransmissionStep) -> Crossing:
    """Return what a row of a ledger says."""
    share = TransmittedShare(GovernmentLevel(row.level), FundKind(row.kind), row.source_year, Money(row.amount_fen))
    stage = TransmissionStage(row.stage)
    return Crossing(ledger, row.counterpart, row.transmission, stage, row.document, share, row.effective)
