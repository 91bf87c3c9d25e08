"""Devices for the views: every event there is of them."""

from __future__ import annotations

from datetime import date

from domain.devices import events as devices


def handed_out(someone: str, day: date) -> list[tuple[str, object]]:
    """Return two kinds, a batch that came, one sent back, one handed over, and a count."""
    stream, region, who, paper = "devices/programme-0", "990101", "officer-sun", "残联发〔2017〕5号"
    kind, batch = "wheelchair", "W-2017-1"
    facts: list[object] = [
        devices.DeviceKindSet(kind, "轮椅", "Wheelchair", 60, region, paper, who, day),
        devices.DeviceKindSet("orthosis", "矫形器", "Orthosis", 12, region, paper, who, day),
        devices.DeviceTargetSet(kind, region, 2017, 4, date(2017, 10, 19), paper, who, day),
        devices.DevicesReceived(kind, region, batch, "52990101MJ0000001G", "入库1", 14, who, day),
        devices.DevicesRemoved(kind, region, batch, 1, devices.RemovalReason.DAMAGED, "报损1", who, day),
        devices.DeviceFitted(kind, someone, "990101001000", batch, devices.Signer.SELF, "a" * 64, who, day),
        devices.DevicesCounted(kind, region, 12, 12, "officer-qian", day),
    ]
    return [(stream, fact) for fact in facts]
