"""Devices in kind: what there is of each kind, who got one against a signature, what was counted. No money moves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Loaded, Work
from domain.beneficiaries.state import registered
from domain.devices import decisions as devices
from domain.devices.events import RemovalReason, Signer
from domain.devices.state import Devices
from domain.programmes.state import existing


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDeviceKind:
    """Say what a kind of device is called and how many months one serves the same person."""

    command_id: str
    programme: str
    kind: str
    name_zh: str
    name_en: str
    service_life_months: int
    region: str
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SetDeviceTarget:
    """Set how many of a kind are to be fitted in a year, and by which day."""

    command_id: str
    programme: str
    kind: str
    fiscal_year: int
    target: int
    due_on: date
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveDevices:
    """Take a batch in: from whom (unified social credit code), on which document, how many."""

    command_id: str
    programme: str
    kind: str
    batch: str
    supplier: str
    document: str
    quantity: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveDevices:
    """Take some of a batch out of stock, but to nobody who needs them."""

    command_id: str
    programme: str
    kind: str
    batch: str
    quantity: int
    reason: RemovalReason
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FitDevice:
    """Hand one device over against the form that was signed for it."""

    command_id: str
    programme: str
    kind: str
    beneficiary: str
    batch: str
    signed_by: Signer
    form_sha256: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CountDevices:
    """Record how many of a kind were counted."""

    command_id: str
    programme: str
    kind: str
    counted: int
    on: date


def set_device_kind(ask: SetDeviceKind, *, by: Officer, desk: Desk) -> Answer:
    """Set a kind. Raises NoSuchProgramme and what `domain.devices.decisions.set_kind` names."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = _load(work, ask.programme)
        fact = devices.set_kind(
            loaded.state,
            kind=ask.kind,
            name_zh=ask.name_zh,
            name_en=ask.name_en,
            service_life_months=ask.service_life_months,
            region=ask.region,
            document=ask.document,
            by=by.id,
            on=ask.on,
        )
        work.record(loaded, fact)
        return {"programme": ask.programme, "kind": ask.kind}

    return desk.take(ask, decide, by=by)


def set_device_target(ask: SetDeviceTarget, *, by: Officer, desk: Desk) -> Answer:
    """Set a target. Raises NoSuchDeviceKind and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = _load(work, ask.programme)
        fact = devices.set_target(
            loaded.state,
            kind=ask.kind,
            fiscal_year=ask.fiscal_year,
            target=ask.target,
            due_on=ask.due_on,
            document=ask.document,
            by=by.id,
            on=ask.on,
        )
        work.record(loaded, fact)
        return {"programme": ask.programme, "kind": ask.kind}

    return desk.take(ask, decide, by=by)


def receive_devices(ask: ReceiveDevices, *, by: Officer, desk: Desk) -> Answer:
    """Take a batch in; the answer says what is in stock then. Raises DeviceBatchExists and others."""
    desk.happened(ask.on)
    return desk.take(ask, lambda work: take_in(work, ask, by=by), by=by)


def take_in(work: Work, ask: ReceiveDevices, *, by: Officer) -> dict[str, object]:
    """Take a batch in, as part of whatever else is recorded."""
    loaded = _load(work, ask.programme)
    fact = devices.receive(
        loaded.state,
        kind=ask.kind,
        batch=ask.batch,
        supplier=ask.supplier,
        document=ask.document,
        count=ask.quantity,
        by=by.id,
        on=ask.on,
    )
    work.record(loaded, fact)
    return _stock(loaded, ask.kind, ask.quantity)


def remove_devices(ask: RemoveDevices, *, by: Officer, desk: Desk) -> Answer:
    """Take some out; the answer says what is in stock then. Raises StockTooLow and others."""
    desk.happened(ask.on)
    return desk.take(ask, lambda work: take_out(work, ask, by=by), by=by)


def take_out(work: Work, ask: RemoveDevices, *, by: Officer) -> dict[str, object]:
    """Take some out, as part of whatever else is recorded."""
    loaded = _load(work, ask.programme)
    fact = devices.remove(
        loaded.state,
        kind=ask.kind,
        batch=ask.batch,
        count=ask.quantity,
        reason=ask.reason,
        document=ask.document,
        by=by.id,
        on=ask.on,
    )
    work.record(loaded, fact)
    return _stock(loaded, ask.kind, -ask.quantity)


def fit_device(ask: FitDevice, *, by: Officer, desk: Desk) -> Answer:
    """Hand one over; the answer says what is in stock then.

    Raises NotRegistered, InsideServiceLife, HandoverNotSigned, StockTooLow and others.
    """
    desk.happened(ask.on)
    return desk.take(ask, lambda work: hand_over(work, ask, by=by), by=by)


def hand_over(work: Work, ask: FitDevice, *, by: Officer) -> dict[str, object]:
    """Hand one over, as part of whatever else is recorded."""
    loaded = _load(work, ask.programme)
    person = registered(streams.person(work, ask.beneficiary).state)
    fact = devices.fit(
        loaded.state,
        kind=ask.kind,
        beneficiary=ask.beneficiary,
        region=person.region,
        died_on=person.died_on,
        batch=ask.batch,
        signed_by=ask.signed_by,
        form_sha256=ask.form_sha256,
        by=by.id,
        on=ask.on,
    )
    work.record(loaded, fact)
    return _stock(loaded, ask.kind, -1)


def count_devices(ask: CountDevices, *, by: Officer, desk: Desk) -> Answer:
    """Record a count; the answer says what should be there. Raises CountedByOwnHand and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = _load(work, ask.programme)
        fact = devices.count_stock(loaded.state, kind=ask.kind, counted=ask.counted, by=by.id, on=ask.on)
        work.record(loaded, fact)
        return {"programme": ask.programme, "kind": ask.kind, "counted": fact.counted, "expected": fact.expected}

    return desk.take(ask, decide, by=by)


def _load(work: Work, programme: str) -> Loaded[Devices]:
    """Load the devices of a programme that is there. Raises NoSuchProgramme."""
    existing(streams.programme(work, programme).state)
    return streams.devices(work, programme)


def _stock(loaded: Loaded[Devices], kind: str, change: int) -> dict[str, object]:
    in_stock = loaded.state.kinds[kind].in_stock + change
    return {"programme": loaded.state.programme, "kind": kind, "in_stock": in_stock}
