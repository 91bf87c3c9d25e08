"""辅助器具：品种、任务、出入库、适配签收、盘点 / Devices in kind: kinds, targets, stock, fittings, counts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http import device_answers as answered
from api.http.answering import shows
from api.http.answers import Rehearsed
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.querying import TheQuery
from api.http.router import Router
from api.http.values import BeneficiaryId, Day, ProgrammeId, Reference, RegionText, Year, choices, path_id, words
from application.access.places import places_of_stream
from application.commands import devices
from application.commands.devices import (
    CountDevices,
    FitDevice,
    ReceiveDevices,
    RemoveDevices,
    SetDeviceKind,
    SetDeviceTarget,
)
from application.devices.figures import DeviceFigures, devices_at, figures_of
from domain.devices.decisions import LONGEST_LIFE_MONTHS, MOST_AT_ONCE
from domain.devices.events import RemovalReason, Signer

router = Router(tags=["devices"])

Programme = Annotated[str, path_id("项目编号", "Programme", "assistive-devices")]
Kind = Annotated[
    str, Field(pattern=r"^[a-z][a-z0-9-]{0,39}$", description="辅具代码 / Kind of device", examples=["wheelchair"])
]
Quantity = Annotated[int, Field(strict=True, ge=1, le=MOST_AT_ONCE, description="数量（件） / Number of items")]
Name = Annotated[str, words("名称", "What it is called", most=40)]


class DeviceKindBody(Body):
    """A kind of device, and how many months one serves the same person."""

    programme: ProgrammeId
    kind: Kind
    name_zh: Name
    name_en: Name
    service_life_months: Annotated[
        int, Field(strict=True, ge=0, le=LONGEST_LIFE_MONTHS, description="使用年限（月） / Service life in months")
    ]
    region: RegionText
    document: Reference
    on: Day


class DeviceTargetBody(Body):
    """A year's target, to be fitted by a day."""

    kind: Kind
    fiscal_year: Year
    target: Quantity
    due_on: Day
    document: Reference
    on: Day


class ReceiptBody(Body):
    """A batch that came in; `supplier` is the unified social credit code."""

    kind: Kind
    batch: Reference
    supplier: Annotated[str, words("供应商信用代码", "Credit code of the supplier", most=20)]
    document: Reference
    quantity: Quantity
    on: Day


class RemovalBody(Body):
    """Devices that leave the stock, but to nobody who needs them."""

    kind: Kind
    batch: Reference
    quantity: Quantity
    reason: Annotated[RemovalReason, Field(description=choices(RemovalReason))]
    document: Reference
    on: Day


class FittingBody(Body):
    """A device handed over; `form_sha256` is of the scan of the form that was signed."""

    kind: Kind
    beneficiary: BeneficiaryId
    batch: Reference
    signed_by: Annotated[Signer, Field(description=choices(Signer))]
    form_sha256: Annotated[str, Field(max_length=64, description="签收单扫描件 SHA-256 / SHA-256 of the signed form")]
    on: Day


class CountBody(Body):
    """What was counted."""

    kind: Kind
    counted: Annotated[int, Field(strict=True, ge=0, le=MOST_AT_ONCE, description="盘点数量 / Number counted")]
    on: Day


@router.post("/device-kinds", response_model=answered.DeviceKindNamed | Rehearsed)
def set_device_kind(body: DeviceKindBody, command: TheCommand) -> Response:
    """设定辅具品种与使用年限 / Set a kind of device and its service life."""
    ask = SetDeviceKind(command_id=command.id, **dict(body))
    return command.take(devices.set_device_kind, ask, thing=f"devices/{ask.programme}")


@router.post("/devices/{programme}/targets", response_model=answered.DeviceKindNamed | Rehearsed)
def set_device_target(programme: Programme, body: DeviceTargetBody, command: TheCommand) -> Response:
    """设定年度任务数 / Set how many are to be fitted in a year."""
    ask = SetDeviceTarget(command_id=command.id, programme=programme, **dict(body))
    return command.take(devices.set_device_target, ask, thing=f"devices/{programme}")


@router.post("/devices/{programme}/receipts", response_model=answered.DevicesMoved | Rehearsed)
def receive_devices(programme: Programme, body: ReceiptBody, command: TheCommand) -> Response:
    """辅具入库 / Take a batch in."""
    ask = ReceiveDevices(command_id=command.id, programme=programme, **dict(body))
    return command.take(devices.receive_devices, ask, thing=f"devices/{programme}")


@router.post("/devices/{programme}/removals", response_model=answered.DevicesMoved | Rehearsed)
def remove_devices(programme: Programme, body: RemovalBody, command: TheCommand) -> Response:
    """退货、报损、遗失、调出 / Devices leave the stock, but to nobody who needs them."""
    ask = RemoveDevices(command_id=command.id, programme=programme, **dict(body))
    return command.take(devices.remove_devices, ask, thing=f"devices/{programme}")


@router.post("/devices/{programme}/fittings", response_model=answered.DevicesMoved | Rehearsed)
def fit_device(programme: Programme, body: FittingBody, command: TheCommand) -> Response:
    """适配并签收 / Hand a device over against a signature."""
    ask = FitDevice(command_id=command.id, programme=programme, **dict(body))
    return command.take(devices.fit_device, ask, thing=f"devices/{programme}")


@router.post("/devices/{programme}/counts", response_model=answered.DevicesCounted | Rehearsed)
def count_devices(programme: Programme, body: CountBody, command: TheCommand) -> Response:
    """盘点 / Record what was counted."""
    ask = CountDevices(command_id=command.id, programme=programme, **dict(body))
    return command.take(devices.count_devices, ask, thing=f"devices/{programme}")


@router.get("/devices/{programme}/figures")
@shows(DeviceFigures, many=True)
def device_figures(programme: Programme, query: TheQuery) -> Response:
    """各品种收发存、盘点与任务完成 / Stock, counts and completion of every kind."""
    desk = query.caller.services.desk
    query.may_in("devices", places_of_stream(f"devices/{programme}", desk))
    moment = query.moment()
    state, version = devices_at(programme, desk=desk, as_of=moment.position, effective=moment.effective)
    return query.answer(moment, {"items": figures_of(state)}, version=version)
