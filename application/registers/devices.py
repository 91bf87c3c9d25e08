"""Registers of devices in kind: vouchers of what came in and went out, and who was fitted against a signature."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from application.commands.devices import FitDevice, ReceiveDevices, RemoveDevices, hand_over, take_in, take_out
from application.registers.columns import Cell, RegisterColumn, Word, day_of_row
from application.registers.kinds import RegisterKind
from application.registers.register import Bringing, Register
from application.work import Work
from domain.devices.events import RemovalReason, Signer

_KIND = RegisterColumn(
    "kind",
    "辅具",
    "Device",
    Cell.CODE,
    example="wheelchair",
    hint_zh="辅具代码，须已设定品种。",
    hint_en="Code of a kind that was set.",
    aliases=("辅具代码", "品种"),
)
_BATCH = RegisterColumn("batch", "批次", "Batch", Cell.CODE, example="W-2024-1", aliases=("批号",))
_QUANTITY = RegisterColumn(
    "quantity", "数量", "Quantity", Cell.COUNT, example="20", hint_zh="件。", hint_en="Items.", aliases=("件数",)
)


def _received(work: Work, values: Mapping[str, Any], bringing: Bringing) -> Mapping[str, object]:
    ask = ReceiveDevices(
        command_id="",
        programme=bringing.of,
        kind=values["kind"],
        batch=values["batch"],
        supplier=values["supplier"],
        document=values["document"],
        quantity=values["quantity"],
        on=bringing.day(values),
    )
    return take_in(work, ask, by=bringing.by)


def _removed(work: Work, values: Mapping[str, Any], bringing: Bringing) -> Mapping[str, object]:
    ask = RemoveDevices(
        command_id="",
        programme=bringing.of,
        kind=values["kind"],
        batch=values["batch"],
        quantity=values["quantity"],
        reason=values["reason"],
        document=values["document"],
        on=bringing.day(values),
    )
    return take_out(work, ask, by=bringing.by)


def _fitted(work: Work, values: Mapping[str, Any], bringing: Bringing) -> Mapping[str, object]:
    ask = FitDevice(
        command_id="",
        programme=bringing.of,
        kind=values["kind"],
        beneficiary=values["beneficiary"],
        batch=values["batch"],
        signed_by=values["signed_by"],
        form_sha256=values["form_sha256"],
        on=bringing.day(values),
    )
    return hand_over(work, ask, by=bringing.by)


DEVICE_RECEIPTS = Register(
    kind=RegisterKind.DEVICE_RECEIPTS,
    en="Devices that came in",
    of_zh="项目编号",
    of_en="Programme",
    of_example="assistive-devices",
    stream="devices",
    operation="receive_devices",
    columns=(
        _KIND,
        _BATCH,
        RegisterColumn(
            "supplier",
            "供应商",
            "Supplier",
            Cell.CODE,
            example="52990101MJ0000001G",
            hint_zh="统一社会信用代码，18 位。",
            hint_en="Unified social credit code, 18 characters.",
            aliases=("供应商信用代码",),
        ),
        RegisterColumn(
            "document", "文号", "Document", Cell.CODE, example="入库2024-1", aliases=("入库单号", "单据编号")
        ),
        _QUANTITY,
        day_of_row("入库日期", "变动日期", "moved_on", example="2024-02-05"),
    ),
    once=("kind", "batch"),
    about=frozenset({"programme"}),
    step=_received,
)
DEVICE_REMOVALS = Register(
    kind=RegisterKind.DEVICE_REMOVALS,
    en="Devices that went out",
    of_zh="项目编号",
    of_en="Programme",
    of_example="assistive-devices",
    stream="devices",
    operation="remove_devices",
    columns=(
        _KIND,
        _BATCH,
        _QUANTITY,
        RegisterColumn(
            "reason",
            "出库原因",
            "Why removed",
            Cell.WORD,
            aliases=("原因", "removal"),
            words=(
                Word("退货", "sent back", RemovalReason.SENT_BACK),
                Word("报损", "damaged", RemovalReason.DAMAGED),
                Word("遗失", "lost", RemovalReason.LOST),
                Word("调出", "transferred", RemovalReason.TRANSFERRED),
            ),
        ),
        RegisterColumn(
            "document",
            "文号",
            "Document",
            Cell.CODE,
            example="报损2024-1",
            hint_zh="同一批次每次出库各有单据。",
            hint_en="Each removal of a batch has a document of its own.",
            aliases=("出库单号", "单据编号"),
        ),
        day_of_row("出库日期", "变动日期", "moved_on", example="2024-02-06"),
    ),
    once=("kind", "batch", "document"),
    about=frozenset({"programme"}),
    step=_removed,
)
DEVICE_FITTINGS = Register(
    kind=RegisterKind.DEVICE_FITTINGS,
    en="Devices that were fitted",
    of_zh="项目编号",
    of_en="Programme",
    of_example="assistive-devices",
    stream="devices",
    operation="fit_device",
    columns=(
        RegisterColumn("id_number", "身份证号", "ID number", Cell.ID_NUMBER, required=False),
        RegisterColumn("certificate", "残疾证号", "Certificate number", Cell.CERTIFICATE, required=False),
        RegisterColumn(
            "beneficiary",
            "人员编号",
            "Beneficiary",
            Cell.CODE,
            required=False,
            hint_zh="身份证号、残疾证号、人员编号任填其一。",
            hint_en="One of ID number, certificate number and beneficiary id will do.",
        ),
        _KIND,
        _BATCH,
        RegisterColumn(
            "signed_by",
            "签收人",
            "Signed by",
            Cell.WORD,
            words=(
                Word("本人", "self", Signer.SELF),
                Word("监护人", "guardian", Signer.GUARDIAN),
                Word("家属", "family", Signer.FAMILY),
            ),
        ),
        RegisterColumn(
            "form_sha256",
            "签收单 SHA-256",
            "Signed form's SHA-256",
            Cell.TEXT,
            hint_zh="签收单扫描件的 SHA-256，64 位十六进制数。",
            hint_en="SHA-256 of the scanned form, 64 hexadecimal digits.",
            aliases=("签收单摘要",),
            read=lambda text, _field: text.lower(),
        ),
        day_of_row("适配日期", "fitted_on", "fitted on", example="2024-03-04"),
    ),
    once=("form_sha256",),
    about=frozenset({"programme"}),
    step=_fitted,
    of_people=True,
    one_of=(("id_number", "certificate", "beneficiary"),),
)
