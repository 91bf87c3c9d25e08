"""Devices of case 000 in kind: wheelchairs and orthoses, a target of four each, 13 and 14 fitted before 2017-10-20."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

import application.commands.devices as devices
from api.demo.rules import CHILDREN_POLICY, open_programme
from api.demo.scene import AREA, BUILDER, CASE_OFFICER, DECIDER, TOWNSHIP, Scene
from domain.devices.events import Signer
from domain.programmes.events import PayeeKind

DEVICES, YEAR = "assistive-devices", 2017
SET, CAME, FITTED, COUNTED = date(2017, 1, 10), date(2017, 3, 1), date(2017, 6, 5), date(2017, 10, 20)
DUE = date(2017, 10, 19)
SUPPLIER = "52990101MJ0000001G"
KINDS = (("wheelchair", "轮椅", "Wheelchair", 60, 15, 13), ("orthosis", "矫形器", "Orthosis", 12, 14, 14))
"""Code, names, months of service, how many came, how many were fitted (DOMAIN, case 000)."""
TARGET = 4


def play(scene: Scene, people: Sequence[str]) -> None:
    """Hand them out. Asked again, it changes nothing."""
    open_programme(
        scene,
        DEVICES,
        name_zh="辅助器具适配",
        name_en="Assistive devices",
        policy=CHILDREN_POLICY,
        payee_kind=PayeeKind.INSTITUTION,
        bank_memo="辅具",
    )
    for kind, zh, en, life, _came, _fitted in KINDS:
        devices.set_device_kind(
            devices.SetDeviceKind(
                command_id=scene.id(f"device-{kind}"),
                programme=DEVICES,
                kind=kind,
                name_zh=zh,
                name_en=en,
                service_life_months=life,
                region=AREA,
                document="残联发〔2017〕5号",
                on=SET,
            ),
            by=DECIDER,
            desk=scene.desk,
        )
        devices.set_device_target(
            devices.SetDeviceTarget(
                command_id=scene.id(f"device-target-{kind}"),
                programme=DEVICES,
                kind=kind,
                fiscal_year=YEAR,
                target=TARGET,
                due_on=DUE,
                document="市残联发〔2017〕11号",
                on=SET,
            ),
            by=DECIDER,
            desk=scene.desk,
        )
    for kind, _zh, _en, _life, came, _fitted in KINDS:
        devices.receive_devices(
            devices.ReceiveDevices(
                command_id=scene.id(f"device-in-{kind}"),
                programme=DEVICES,
                kind=kind,
                batch=f"{kind}-2017-1",
                supplier=SUPPLIER,
                document="入库2017-1",
                quantity=came,
                on=CAME,
            ),
            by=CASE_OFFICER,
            desk=scene.desk,
        )
    for kind, _zh, _en, _life, _came, fitted in KINDS:
        for who in people[:fitted]:
            _fit(scene, kind, who)
    for kind, _zh, _en, _life, came, fitted in KINDS:
        devices.count_devices(
            devices.CountDevices(
                command_id=scene.id(f"device-count-{kind}"),
                programme=DEVICES,
                kind=kind,
                counted=came - fitted,
                on=COUNTED,
            ),
            by=BUILDER,
            desk=scene.desk,
        )


def _fit(scene: Scene, kind: str, who: str) -> None:
    ask = devices.FitDevice(
        command_id=scene.id(f"device-{kind}-{who}"),
        programme=DEVICES,
        kind=kind,
        beneficiary=who,
        batch=f"{kind}-2017-1",
        signed_by=Signer.SELF,
        form_sha256=hashlib.sha256(f"{kind} {who}".encode()).hexdigest(),
        on=FITTED,
    )
    devices.fit_device(ask, by=TOWNSHIP, desk=scene.desk)
