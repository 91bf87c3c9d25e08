"""A matching scheme as its decisions see it: its terms, its units, which conditions each has met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from domain.matching.events import FreedPart, MatchingEvent, MatchingOpened, UnitAdmitted, UnitConditionMet
from domain.matching.rejections import NoSuchScheme, NoSuchUnit


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit, and the conditions it has met, in order."""

    admitted: UnitAdmitted
    met: tuple[UnitConditionMet, ...] = ()

    @property
    def freed(self) -> tuple[FreedPart, ...]:
        """The parts that may be paid."""
        return tuple(part for condition in self.met for part in condition.freed)


@dataclass(frozen=True, slots=True)
class Scheme:
    """One scheme; `opened` is None until it is opened, `units` are by short name."""

    id: str
    opened: MatchingOpened | None = None
    units: Mapping[str, Unit] = field(default_factory=dict)


def replay(scheme: str, facts: Iterable[object]) -> Scheme:
    """Build the state of a scheme from its history; an unknown event stops the replay."""
    return carried_on(Scheme(scheme), facts)


def carried_on(scheme: Scheme, facts: Iterable[object]) -> Scheme:
    """Return the scheme after further facts; an unknown event stops the replay."""
    for fact in facts:
        scheme = evolve(scheme, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return scheme


def evolve(scheme: Scheme, event: MatchingEvent) -> Scheme:
    """Return the scheme after one event. Never refuses: history has already happened."""
    match event:
        case MatchingOpened():
            return replace(scheme, opened=event)
        case UnitAdmitted(unit=unit):
            return replace(scheme, units={**scheme.units, unit: Unit(event)})
        case UnitConditionMet(unit=unit):
            before = scheme.units[unit]
            return replace(scheme, units={**scheme.units, unit: replace(before, met=(*before.met, event))})
        case _:
            assert_never(event)


def opened(scheme: Scheme) -> MatchingOpened:
    """Return the scheme's terms. Raises NoSuchScheme."""
    if scheme.opened is None:
        raise NoSuchScheme("scheme_id", scheme=scheme.id)
    return scheme.opened


def the_unit(scheme: Scheme, unit: str) -> Unit:
    """Return a unit. Raises NoSuchUnit."""
    found = scheme.units.get(unit)
    if found is None:
        raise NoSuchUnit("unit", unit=unit, scheme=scheme.id)
    return found
