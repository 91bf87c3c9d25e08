"""What happens to a matching scheme and its units. Stream: matching/<scheme>: all units of it, so that totals foot."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.periods import Period


@dataclass(frozen=True, slots=True)
class MatchingShare:
    """One level's whole shares of every unit, and the condition that must be met before it pays them."""

    level: GovernmentLevel
    kind: FundKind
    shares: int
    freed_by: str


@dataclass(frozen=True, slots=True)
class UnitPart:
    """What one level pays for a unit, once the condition is met."""

    level: GovernmentLevel
    kind: FundKind
    amount: Money
    freed_by: str


@dataclass(frozen=True, slots=True)
class FreedPart:
    """A part that may be paid from now on, under the name the batch pays it by."""

    claim: str
    level: GovernmentLevel
    kind: FundKind
    amount: Money


@dataclass(frozen=True, slots=True)
class MatchingOpened:
    """A document fixes the ratio of two levels for every unit, and the conditions each goes through in order."""

    programme: str
    region: str
    period: Period
    document: str
    shares: tuple[MatchingShare, ...]
    conditions: tuple[str, ...]
    opened_by: str
    opened_on: date


@dataclass(frozen=True, slots=True)
class UnitAdmitted:
    """A unit (a station 站点) is to be paid `amount` under the agreement of whoever runs it, split by the ratio."""

    unit: str
    name: str
    programme: str
    region: str
    period: Period
    agreement: str
    amount: Money
    parts: tuple[UnitPart, ...]
    admitted_by: str
    admitted_on: date


@dataclass(frozen=True, slots=True)
class UnitConditionMet:
    """A unit met a condition, by this document, as `confirmed_by` confirmed; `freed` are the parts that waited."""

    unit: str
    condition: str
    document: str
    confirmed_by: str
    freed: tuple[FreedPart, ...]
    recorded_by: str
    met_on: date


MatchingEvent = MatchingOpened | UnitAdmitted | UnitConditionMet
