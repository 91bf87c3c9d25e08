"""How far a matching scheme is: unit by unit, and in totals of each level, which are never added to one number."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.listed.matching import MatchingPartListed, PartState
from application.lists import MATCHING_PARTS, MATCHING_UNITS, Where
from application.work import Work
from domain.levels import FundKind, GovernmentLevel
from domain.matching.decisions import ratio_of
from domain.matching.state import opened
from domain.money import ZERO, Money, total
from domain.rates import Rate, money_of


@dataclass(frozen=True, slots=True)
class PartProgress:
    """What one level pays for one unit, and how far that is."""

    level: GovernmentLevel
    claim: str
    amount: Money
    paid: Money
    unpaid: Money
    stage: PartState
    freed_by: str


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """One unit; `done` when it met every condition, `next_condition` is empty then."""

    unit: str
    name: str
    conditions_met: tuple[str, ...]
    next_condition: str
    done: bool
    parts: tuple[PartProgress, ...]


@dataclass(frozen=True, slots=True)
class LevelProgress:
    """One level's money over all units: planned = paid + unpaid, and of the unpaid what may be paid already."""

    level: GovernmentLevel
    kind: FundKind
    shares: int
    planned: Money
    freed: Money
    paid: Money
    unpaid: Money
    paid_rate: str


@dataclass(frozen=True, slots=True)
class MatchingProgress:
    """A scheme as of both times. Units that are not done are never paid for what waits on their conditions."""

    scheme: str
    programme: str
    ratio: str
    conditions: tuple[str, ...]
    units: int
    units_done: int
    levels: tuple[LevelProgress, ...]
    by_unit: tuple[UnitProgress, ...]


def progress_of(
    scheme: str, *, desk: Desk, as_of: int | None = None, effective: date | None = None
) -> MatchingProgress:
    """Add a scheme up. Raises NoSuchScheme."""
    terms = opened(streams.matching(Work(desk.log, attempt=0), scheme).state)
    where = Where(scheme=scheme)
    parts = list(desk.views.rows(MATCHING_PARTS, as_of=as_of, effective=effective, where=where))
    units = tuple(
        UnitProgress(
            unit=row.unit,
            name=row.name,
            conditions_met=row.conditions_met,
            next_condition=next((each for each in terms.conditions if each not in row.conditions_met), ""),
            done=len(row.conditions_met) == len(terms.conditions),
            parts=tuple(
                PartProgress(part.level, part.claim, part.amount, part.paid, part.unpaid, part.stage, part.freed_by)
                for part in parts
                if part.unit == row.unit
            ),
        )
        for row in desk.views.rows(MATCHING_UNITS, as_of=as_of, effective=effective, where=where)
    )
    return MatchingProgress(
        scheme=scheme,
        programme=terms.programme,
        ratio=ratio_of(terms.shares),
        conditions=terms.conditions,
        units=len(units),
        units_done=sum(unit.done for unit in units),
        levels=tuple(
            _level([part for part in parts if part.level is share.level], share.level, share.kind, share.shares)
            for share in terms.shares
        ),
        by_unit=units,
    )


def _level(own: list[MatchingPartListed], level: GovernmentLevel, kind: FundKind, shares: int) -> LevelProgress:
    planned, paid = total(part.amount for part in own), total(part.paid for part in own)
    kinds = frozenset({kind})
    rate = (
        Rate(money_of("paid", paid, level, kinds=kinds), money_of("planned", planned, level, kinds=kinds))
        if own
        else ""
    )
    return LevelProgress(
        level=level,
        kind=kind,
        shares=shares,
        planned=planned,
        freed=total(part.unpaid if part.stage is not PartState.WAITING else ZERO for part in own),
        paid=paid,
        unpaid=planned - paid,
        paid_rate=str(rate),
    )
