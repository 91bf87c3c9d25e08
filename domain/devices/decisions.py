"""Setting kinds and targets, taking devices in and out, fitting them against a signature, counting what is there.

The register is kept in the order of days, so that it reads the same as of any day.
"""

from __future__ import annotations

import re
from datetime import date

from domain.credit_codes import checked_credit_code
from domain.dates import not_before
from domain.devices.events import (
    DeviceFitted,
    DeviceKindSet,
    DevicesCounted,
    DevicesReceived,
    DevicesRemoved,
    DeviceTargetSet,
    RemovalReason,
    Signer,
)
from domain.devices.rejections import (
    CountedByOwnHand,
    DeviceBatchExists,
    FittedAfterDeath,
    FormUsedAlready,
    HandoverNotSigned,
    InsideServiceLife,
    NoSuchDeviceBatch,
    NotADeviceKind,
    QuantityOutOfRange,
    ServiceLifeOutOfRange,
    StockTooLow,
    TakenOutAlready,
)
from domain.devices.state import Devices, Kind, kind_of
from domain.free_text import clean_text, new_id, reference
from domain.regions import RegionCode

LONGEST_LIFE_MONTHS = 360
MOST_AT_ONCE = 1_000_000
_KIND = re.compile(r"[a-z][a-z0-9-]{0,39}")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def set_kind(
    devices: Devices,
    *,
    kind: str,
    name_zh: str,
    name_en: str,
    service_life_months: int,
    region: str,
    document: str,
    by: str,
    on: date,
) -> DeviceKindSet:
    """Set what a kind is called and how long one serves.

    Raises NotADeviceKind, ServiceLifeOutOfRange, NotARegionCode, NotAReference, BeforeItsCause and free text's.
    """
    if not _KIND.fullmatch(kind):
        raise NotADeviceKind("kind", kind=kind[:40])
    if not 0 <= service_life_months <= LONGEST_LIFE_MONTHS:
        facts = {"least": 0, "most": LONGEST_LIFE_MONTHS, "given": service_life_months}
        raise ServiceLifeOutOfRange("service_life_months", **facts)
    return DeviceKindSet(
        kind=kind,
        name_zh=clean_text(name_zh, field="name_zh", limit=40),
        name_en=clean_text(name_en, field="name_en", limit=40),
        service_life_months=service_life_months,
        region=str(RegionCode.parse(region)),
        document=reference(document, field="document"),
        set_by=by,
        set_on=not_before(on, devices.last_on, field="on"),
    )


def set_target(
    devices: Devices, *, kind: str, fiscal_year: int, target: int, due_on: date, document: str, by: str, on: date
) -> DeviceTargetSet:
    """Set a year's target. Raises NoSuchDeviceKind, QuantityOutOfRange, NotAReference, BeforeItsCause."""
    known = kind_of(devices, kind)
    quantity(target, field="target")
    not_before(on, devices.last_on, field="on")
    due = not_before(due_on, date(fiscal_year, 1, 1), field="due_on")
    paper = reference(document, field="document")
    return DeviceTargetSet(kind, known.terms.region, fiscal_year, target, due, paper, by, on)


def receive(
    devices: Devices, *, kind: str, batch: str, supplier: str, document: str, count: int, by: str, on: date
) -> DevicesReceived:
    """Take a batch in.

    Raises NoSuchDeviceKind, DeviceBatchExists, QuantityOutOfRange, NotAReference, NotACreditCode, BeforeItsCause.
    """
    known = kind_of(devices, kind)
    if new_id(batch, field="batch") in known.left:
        raise DeviceBatchExists("batch", kind=known.terms.name_zh, batch=batch)
    return DevicesReceived(
        kind=kind,
        region=known.terms.region,
        batch=batch,
        supplier=checked_credit_code(supplier, field="supplier"),
        document=reference(document, field="document"),
        quantity=quantity(count, field="quantity"),
        received_by=by,
        received_on=not_before(on, devices.last_on, field="on"),
    )


def remove(
    devices: Devices, *, kind: str, batch: str, count: int, reason: RemovalReason, document: str, by: str, on: date
) -> DevicesRemoved:
    """Take some of a batch out, to nobody who needs them.

    Raises NoSuchDeviceKind, NoSuchDeviceBatch, QuantityOutOfRange, StockTooLow, TakenOutAlready, NotAReference,
    BeforeItsCause.
    """
    known = kind_of(devices, kind)
    not_before(on, devices.last_on, field="on")
    paper = reference(document, field="document")
    if (batch, paper) in known.taken_out:
        raise TakenOutAlready("document", document=paper, batch=batch)
    _leaves(known, batch, quantity(count, field="quantity"))
    return DevicesRemoved(kind, known.terms.region, batch, count, reason, paper, by, on)


def fit(
    devices: Devices,
    *,
    kind: str,
    beneficiary: str,
    region: str,
    died_on: date | None,
    batch: str,
    signed_by: Signer,
    form_sha256: str,
    by: str,
    on: date,
) -> DeviceFitted:
    """Hand a device over against a signature.

    Raises NoSuchDeviceKind, NoSuchDeviceBatch, StockTooLow, HandoverNotSigned, FormUsedAlready, InsideServiceLife,
    FittedAfterDeath, BeforeItsCause.
    """
    known = kind_of(devices, kind)
    not_before(on, devices.last_on, field="on")
    if not _SHA256.fullmatch(form_sha256):
        raise HandoverNotSigned("form_sha256")
    if form_sha256 in devices.forms:
        raise FormUsedAlready("form_sha256")
    _leaves(known, batch, 1)
    if died_on is not None and on > died_on:
        raise FittedAfterDeath("beneficiary", beneficiary=beneficiary, died=died_on, on=on)
    last = known.last.get(beneficiary)
    if last is not None and on < (until := served_until(last, known.terms.service_life_months)):
        facts = {"kind": known.terms.name_zh, "last": last, "until": until, "on": on}
        raise InsideServiceLife("beneficiary", beneficiary=beneficiary, **facts)
    return DeviceFitted(kind, beneficiary, region, batch, signed_by, form_sha256, by, on)


def count_stock(devices: Devices, *, kind: str, counted: int, by: str, on: date) -> DevicesCounted:
    """Record what was counted beside what should be there, by somebody who moved none of it since the last count.

    Raises NoSuchDeviceKind, QuantityOutOfRange, CountedByOwnHand, BeforeItsCause.
    """
    known = kind_of(devices, kind)
    quantity(counted, field="counted", least=0)
    if by in known.hands:
        raise CountedByOwnHand("by", who=by, kind=known.terms.name_zh)
    not_before(on, devices.last_on, field="on")
    return DevicesCounted(kind, known.terms.region, counted, known.in_stock, by, on)


def served_until(fitted_on: date, months: int) -> date:
    """Return the day a device has served so many months: the same day of the month, else the first of the next one."""
    month = fitted_on.year * 12 + fitted_on.month - 1 + months
    year, month = divmod(month, 12)
    try:
        return date(year, month + 1, fitted_on.day)
    except ValueError:
        return date(year, month + 2, 1)


def quantity(given: int, *, field: str, least: int = 1) -> int:
    """Return a number of devices. Raises QuantityOutOfRange."""
    if not least <= given <= MOST_AT_ONCE:
        raise QuantityOutOfRange(field, least=least, most=MOST_AT_ONCE, given=given)
    return given


def _leaves(known: Kind, batch: str, count: int) -> None:
    left = known.left.get(batch)
    if left is None:
        raise NoSuchDeviceBatch("batch", kind=known.terms.name_zh, batch=batch[:50])
    if count > left:
        raise StockTooLow("quantity", batch=batch, left=left, asked=count)
