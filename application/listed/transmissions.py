"""Rows of the lists of transmissions and of the rules about them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application.views.transmissions import TransmissionStage
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money


@dataclass(frozen=True, slots=True)
class TransmissionListed:
    """One level and kind of money that this ledger sent down or received. `counterpart` is the other ledger.

    `pass_on_by` is the day by which a province or a city that received it has to have handed it on.
    """

    transmission: str
    stage: TransmissionStage
    counterpart: str
    programme: str
    fiscal_year: int
    region: str
    to_region: str | None
    document: str
    level: GovernmentLevel
    kind: FundKind
    source_year: int
    amount: Money
    on: date
    taken_back_on: date | None
    pass_on_by: date | None
    recorded_at: int


@dataclass(frozen=True, slots=True)
class TransmissionRuleListed:
    """From a day on this ledger transmits to these levels; `instead` is how the others get their money."""

    valid_from: date
    to_levels: tuple[GovernmentLevel, ...]
    instead: str
    document: str
    set_on: date
    recorded_at: int
