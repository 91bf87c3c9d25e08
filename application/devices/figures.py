"""Devices in figures: what is in stock against what was counted, and fittings against a year's target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from application.desk import Desk
from domain.devices.state import Devices, Kind, carried_on
from domain.rates import Quantity, Rate, Unit

_DAYS = ("set_on", "received_on", "removed_on", "fitted_on", "counted_on")


@dataclass(frozen=True, slots=True)
class TargetFigures:
    """A kind's year: its target, what was fitted in it, how much of that by the day it was due. `completion` is fitted
    by then against the target."""

    fiscal_year: int
    target: int
    due_on: date
    document: str
    fitted: int
    in_time: int
    completion: str


@dataclass(frozen=True, slots=True)
class DeviceFigures:
    """A kind: received = removed + handed over + in stock. `difference` is the last count less what should have been
    there; None: it was never counted."""

    kind: str
    name_zh: str
    name_en: str
    service_life_months: int
    received: int
    removed: int
    handed_over: int
    people: int
    in_stock: int
    batches: tuple[tuple[str, int], ...]
    counted: int | None
    counted_on: date | None
    difference: int | None
    targets: tuple[TargetFigures, ...]


def devices_at(
    programme: str, *, desk: Desk, as_of: int | None = None, effective: date | None = None
) -> tuple[Devices, int]:
    """Return a programme's devices as their entries tell it at both times, and how many those are."""
    entries = [entry for entry in desk.log.stream(f"devices/{programme}") if as_of is None or entry.position <= as_of]
    facts = [entry.fact for entry in entries if effective is None or _day(entry.fact) <= effective]
    return carried_on(Devices(programme), facts), len(entries)


def figures_of(devices: Devices) -> Sequence[DeviceFigures]:
    """Add up every kind, in the order they were set."""
    return tuple(_of_kind(kind) for kind in devices.kinds.values())


def _of_kind(kind: Kind) -> DeviceFigures:
    terms, counted = kind.terms, kind.counted
    return DeviceFigures(
        kind=terms.kind,
        name_zh=terms.name_zh,
        name_en=terms.name_en,
        service_life_months=terms.service_life_months,
        received=kind.received,
        removed=kind.removed,
        handed_over=len(kind.fitted),
        people=len(kind.last),
        in_stock=kind.in_stock,
        batches=tuple(sorted(kind.left.items())),
        counted=None if counted is None else counted.counted,
        counted_on=None if counted is None else counted.counted_on,
        difference=None if counted is None else counted.counted - counted.expected,
        targets=tuple(_targets(kind)),
    )


def _targets(kind: Kind) -> Iterator[TargetFigures]:
    for year, target in sorted(kind.targets.items()):
        fitted = [one for one in kind.fitted if one.fitted_on.year == year]
        in_time = sum(one.fitted_on <= target.due_on for one in fitted)
        rate = Rate(Quantity("fitted in time", in_time, Unit.ITEMS), Quantity("target", target.target, Unit.ITEMS))
        yield TargetFigures(year, target.target, target.due_on, target.document, len(fitted), in_time, rate.named())


def _day(fact: object) -> date:
    day = next(day for name in _DAYS if (day := getattr(fact, name, None)) is not None)
    assert isinstance(day, date)
    return day
