"""Every register there is, by its kind."""

from __future__ import annotations

from collections.abc import Mapping

from application.registers.awards import AWARD_APPLICATIONS, AWARD_CHECKS
from application.registers.devices import DEVICE_FITTINGS, DEVICE_RECEIPTS, DEVICE_REMOVALS
from application.registers.kinds import RegisterKind
from application.registers.levies import LEVY_DECLARATIONS
from application.registers.matching import STATION_CONDITIONS, STATIONS
from application.registers.register import Register

REGISTERS: Mapping[RegisterKind, Register] = {
    one.kind: one
    for one in (
        STATIONS,
        STATION_CONDITIONS,
        AWARD_APPLICATIONS,
        AWARD_CHECKS,
        DEVICE_RECEIPTS,
        DEVICE_REMOVALS,
        DEVICE_FITTINGS,
        LEVY_DECLARATIONS,
    )
}
