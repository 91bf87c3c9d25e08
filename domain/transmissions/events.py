"""What happens to money between ledgers. The first three belong to a fund's stream, fund/<year>/<programme>/<region>;
the rules stand in transmission_rule/ledger. Every amount is more than zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.funds.parts import Part
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money


@dataclass(frozen=True, slots=True)
class TransmittedShare:
    """What a transmission carries of one level and kind, and the year that money was first allocated for."""

    level: GovernmentLevel
    kind: FundKind
    source_year: int
    amount: Money


@dataclass(frozen=True, slots=True)
class FundsTransmitted:
    """下达: money of these lines went to another ledger's region; `shares` is what that ledger has to book."""

    transmission: str
    to_ledger: str
    to_region: str
    document: str
    parts: tuple[Part, ...]
    shares: tuple[TransmittedShare, ...]
    transmitted_on: date


@dataclass(frozen=True, slots=True)
class FundsTakenBack:
    """收回: what was not received is back on its very lines; with the treasury, when their year is closed."""

    transmission: str
    to_ledger: str
    document: str
    parts: tuple[Part, ...]
    shares: tuple[TransmittedShare, ...]
    to_treasury: bool
    taken_back_on: date


@dataclass(frozen=True, slots=True)
class FundsReceived:
    """收到: what another ledger transmitted; each level and kind of it is a line of its own.

    `sent_at` is the position of the sender's entry in its ledger, 0 when the sender keeps none in this installation.
    """

    transmission: str
    from_ledger: str
    sent_at: int
    document: str
    shares: tuple[TransmittedShare, ...]
    received_on: date


@dataclass(frozen=True, slots=True)
class TransmissionRuleSet:
    """A document says to which levels this ledger transmits from a day on, and by what way the others get theirs."""

    valid_from: date
    to_levels: tuple[GovernmentLevel, ...]
    instead: str
    document: str
    set_on: date


TransferEvent = FundsTransmitted | FundsTakenBack | FundsReceived
"""Those of a fund's stream."""

TransmissionRuleEvent = TransmissionRuleSet
