"""Rows of the lists of devices: kinds with what is in stock, what came and went, and who was fitted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application.views.devices import DeviceMove
from domain.devices.events import RemovalReason, Signer


@dataclass(frozen=True, slots=True)
class DeviceKindListed:
    """A kind of device in a programme: service life in months, received, removed, handed over, in stock, last count."""

    device: str
    programme: str
    region: str
    name_zh: str
    name_en: str
    service_life_months: int
    received: int
    removed: int
    handed_over: int
    in_stock: int
    counted: int | None
    counted_on: date | None
    recorded_at: int


@dataclass(frozen=True, slots=True)
class DeviceMoveListed:
    """Devices came in, left the stock or were counted; `expected` is what a count should have found."""

    device: str
    programme: str
    region: str
    stage: DeviceMove
    batch: str
    supplier: str
    document: str
    quantity: int
    expected: int | None
    removal: RemovalReason | None
    by: str
    moved_on: date
    recorded_at: int


@dataclass(frozen=True, slots=True)
class DeviceFittingListed:
    """Somebody was fitted with a device, who signed for it, and the SHA-256 of the form."""

    device: str
    programme: str
    region: str
    beneficiary: str
    batch: str
    signed_by: Signer
    form_sha256: str
    fitted_on: date
    by: str
    recorded_at: int
