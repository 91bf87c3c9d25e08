"""What happens to a programme's devices. Stream: devices/<programme>. Quantities are whole items."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class RemovalReason(StrEnum):
    """Why devices leave the stock other than to a person: 退货, 报损, 遗失, 调出."""

    SENT_BACK = "sent_back"
    DAMAGED = "damaged"
    LOST = "lost"
    TRANSFERRED = "transferred"


class Signer(StrEnum):
    """Who signed for a device: 本人, 监护人, 家属."""

    SELF = "self"
    GUARDIAN = "guardian"
    FAMILY = "family"


@dataclass(frozen=True, slots=True)
class DeviceKindSet:
    """A kind of device, and how many months one serves the same person; a later one replaces an earlier one."""

    kind: str
    name_zh: str
    name_en: str
    service_life_months: int
    region: str
    document: str
    set_by: str
    set_on: date


@dataclass(frozen=True, slots=True)
class DeviceTargetSet:
    """A year's target (任务数) of a kind in items, to be fitted by a day; a later one replaces an earlier one."""

    kind: str
    region: str
    fiscal_year: int
    target: int
    due_on: date
    document: str
    set_by: str
    set_on: date


@dataclass(frozen=True, slots=True)
class DevicesReceived:
    """A batch came in from a supplier (its unified social credit code) on a document."""

    kind: str
    region: str
    batch: str
    supplier: str
    document: str
    quantity: int
    received_by: str
    received_on: date


@dataclass(frozen=True, slots=True)
class DevicesRemoved:
    """Some of a batch left the stock, but to nobody who needs them."""

    kind: str
    region: str
    batch: str
    quantity: int
    reason: RemovalReason
    document: str
    removed_by: str
    removed_on: date


@dataclass(frozen=True, slots=True)
class DeviceFitted:
    """One device was fitted and handed over; `form_sha256` is of the form that was signed for it."""

    kind: str
    beneficiary: str
    region: str
    batch: str
    signed_by: Signer
    form_sha256: str
    fitted_by: str
    fitted_on: date


@dataclass(frozen=True, slots=True)
class DevicesCounted:
    """The stock of a kind was counted, against what it should be."""

    kind: str
    region: str
    counted: int
    expected: int
    counted_by: str
    counted_on: date


DeviceEvent = DeviceKindSet | DeviceTargetSet | DevicesReceived | DevicesRemoved | DeviceFitted | DevicesCounted
