"""The lists of devices: kinds with their stock, what came and went, and who was fitted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from application.listed.devices import DeviceFittingListed, DeviceKindListed, DeviceMoveListed
from application.lists import Where
from application.views.devices import DeviceFitting, DeviceMove, DeviceStep
from domain.devices.events import RemovalReason, Signer
from infrastructure.views.lists.conditions import ALWAYS, Among, Condition, Starts, Without
from infrastructure.views.lists.plans import Plan, Store, one

_KIND = ("programme", "device")
_MOVES = (DeviceMove.RECEIVED, DeviceMove.REMOVED, DeviceMove.COUNTED)


def _kinds(store: Store, rows: Sequence[DeviceStep], _: Where) -> Iterator[DeviceKindListed]:
    programmes, kinds = {row.programme for row in rows}, {row.device for row in rows}
    handed = Counter(
        (one_.programme, one_.device) for one_ in store.rows(DeviceFitting, programme=programmes, device=kinds)
    )
    terms: dict[tuple[str, str], DeviceStep] = {}
    counted: dict[tuple[str, str], DeviceStep] = {}
    received: Counter[tuple[str, str]] = Counter()
    removed: Counter[tuple[str, str]] = Counter()
    for step in store.rows(DeviceStep, programme=programmes, device=kinds):
        key = (step.programme, step.device)
        match step.stage:
            case DeviceMove.KIND_SET:
                terms[key] = step
            case DeviceMove.RECEIVED:
                received[key] += step.quantity or 0
            case DeviceMove.REMOVED:
                removed[key] += step.quantity or 0
            case DeviceMove.COUNTED:
                counted[key] = step
            case _:
                continue
    for row in rows:
        key = (row.programme, row.device)
        now, count = terms[key], counted.get(key)
        yield DeviceKindListed(
            row.device,
            row.programme,
            now.region,
            now.name_zh or "",
            now.name_en or "",
            now.life or 0,
            received[key],
            removed[key],
            handed[key],
            received[key] - removed[key] - handed[key],
            count and count.quantity,
            count and count.effective,
            row.position,
        )


def _moves(_store: Store, rows: Sequence[DeviceStep], _: Where) -> Iterator[DeviceMoveListed]:
    for row in rows:
        yield DeviceMoveListed(
            row.device,
            row.programme,
            row.region,
            DeviceMove(str(row.stage)),
            row.batch or "",
            row.supplier or "",
            row.document or "",
            row.quantity or 0,
            row.expected,
            RemovalReason(row.reason) if row.reason else None,
            row.by,
            row.effective,
            row.position,
        )


def _fittings(_store: Store, rows: Sequence[DeviceFitting], _: Where) -> Iterator[DeviceFittingListed]:
    for row in rows:
        yield DeviceFittingListed(
            row.device,
            row.programme,
            row.region,
            row.beneficiary,
            row.batch,
            Signer(row.signed_by),
            row.form_sha256,
            row.effective,
            row.by,
            row.position,
        )


def _inside(prefix: str) -> Condition:
    return Starts("region", (prefix,))


DEVICES = Plan(
    kind=DeviceStep,
    views=("devices",),
    key=("position",),
    births=Without(DeviceStep, tuple((name, name) for name in _KIND), ALWAYS, earlier=True),
    fold=_kinds,
    programme=one("programme"),
    region=_inside,
)
DEVICE_MOVES = Plan(
    kind=DeviceStep,
    views=("devices",),
    key=("position",),
    births=Among("stage", _MOVES),
    fold=_moves,
    programme=one("programme"),
    region=_inside,
)
DEVICE_FITTINGS = Plan(
    kind=DeviceFitting,
    views=("devices",),
    key=("position",),
    births=ALWAYS,
    fold=_fittings,
    programme=one("programme"),
    region=_inside,
    filters={"beneficiary": one("beneficiary")},
    finds=frozenset({"beneficiary"}),
)
