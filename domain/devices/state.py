"""A programme's devices as decisions see them: what is left of each batch, and who has what since when."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from domain.devices.events import (
    DeviceEvent,
    DeviceFitted,
    DeviceKindSet,
    DevicesCounted,
    DevicesReceived,
    DevicesRemoved,
    DeviceTargetSet,
)
from domain.devices.rejections import NoSuchDeviceKind


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind: `left` by batch, `came` on which day, `last` fitting by person, `hands` since it was counted last.

    `taken_out` are batches with the documents that some of each left the stock on.
    """

    terms: DeviceKindSet
    targets: Mapping[int, DeviceTargetSet] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)
    came: Mapping[str, date] = field(default_factory=dict)
    last: Mapping[str, date] = field(default_factory=dict)
    fitted: tuple[DeviceFitted, ...] = ()
    received: int = 0
    removed: int = 0
    counted: DevicesCounted | None = None
    hands: frozenset[str] = frozenset()
    taken_out: frozenset[tuple[str, str]] = frozenset()

    @property
    def in_stock(self) -> int:
        """What should be there: received less removed and handed over."""
        return sum(self.left.values())


@dataclass(frozen=True, slots=True)
class Devices:
    """The devices of a programme by kind; `forms` are the signed ones that were used, `last_on` the newest day."""

    programme: str
    kinds: Mapping[str, Kind] = field(default_factory=dict)
    forms: frozenset[str] = frozenset()
    last_on: date | None = None


def carried_on(devices: Devices, facts: Iterable[object]) -> Devices:
    """Return the devices after further facts; an unknown event stops the replay."""
    for fact in facts:
        devices = evolve(devices, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return devices


def evolve(devices: Devices, event: DeviceEvent) -> Devices:
    """Return the devices after one event. Never refuses: history has already happened."""
    known = devices.kinds.get(event.kind)
    match event:
        case DeviceKindSet(set_on=on):
            kind = replace(known, terms=event) if known else Kind(event)
            return _with(devices, kind, on)
    assert known is not None, "a kind is set before anything else"
    match event:
        case DeviceTargetSet(fiscal_year=year, set_on=on):
            return _with(devices, replace(known, targets={**known.targets, year: event}), on)
        case DevicesReceived(batch=batch, quantity=quantity, received_by=who, received_on=on):
            kind = replace(
                known,
                left={**known.left, batch: quantity},
                came={**known.came, batch: on},
                received=known.received + quantity,
                hands=known.hands | {who},
            )
            return _with(devices, kind, on)
        case DevicesRemoved(batch=batch, quantity=quantity, document=document, removed_by=who, removed_on=on):
            kind = replace(
                known,
                left={**known.left, batch: known.left[batch] - quantity},
                removed=known.removed + quantity,
                hands=known.hands | {who},
                taken_out=known.taken_out | {(batch, document)},
            )
            return _with(devices, kind, on)
        case DeviceFitted(batch=batch, beneficiary=person, fitted_by=who, fitted_on=on):
            kind = replace(
                known,
                left={**known.left, batch: known.left[batch] - 1},
                last={**known.last, person: on},
                fitted=(*known.fitted, event),
                hands=known.hands | {who},
            )
            return replace(_with(devices, kind, on), forms=devices.forms | {event.form_sha256})
        case DevicesCounted(counted_on=on):
            return _with(devices, replace(known, counted=event, hands=frozenset()), on)
        case _:
            assert_never(event)


def kind_of(devices: Devices, kind: str) -> Kind:
    """Return a kind. Raises NoSuchDeviceKind."""
    known = devices.kinds.get(kind)
    if known is None:
        raise NoSuchDeviceKind("kind", programme=devices.programme[:60], kind=kind[:40])
    return known


def _with(devices: Devices, kind: Kind, on: date) -> Devices:
    return replace(devices, kinds={**devices.kinds, kind.terms.kind: kind}, last_on=on)
