"""Which registers there are."""

from __future__ import annotations

from enum import StrEnum


class RegisterKind(StrEnum):
    """A register that may be brought as a list."""

    STATIONS = "stations"
    STATION_CONDITIONS = "station_conditions"
    AWARD_APPLICATIONS = "award_applications"
    AWARD_CHECKS = "award_checks"
    DEVICE_RECEIPTS = "device_receipts"
    DEVICE_REMOVALS = "device_removals"
    DEVICE_FITTINGS = "device_fittings"
    LEVY_DECLARATIONS = "levy_declarations"

    @property
    def zh(self) -> str:
        """The Chinese word."""
        return {
            "stations": "站点台账",
            "station_conditions": "站点条件登记表",
            "award_applications": "奖补申请登记表",
            "award_checks": "奖补年检登记表",
            "device_receipts": "辅具入库单",
            "device_removals": "辅具出库单",
            "device_fittings": "辅具适配登记表",
            "levy_declarations": "残保金申报表",
        }[self.value]
