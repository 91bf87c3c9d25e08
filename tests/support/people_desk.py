"""A desk with a log and a vault in memory, for use cases about people; views and calendar are not asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, cast

from application.desk import Desk
from application.imports import PersonRow
from application.people import PersonalRecord
from application.recorded import Receipt
from infrastructure.log.memory_log import MemoryLog
from infrastructure.vault.memory_vault import MemoryVault

TODAY = date(2026, 6, 30)
LI = PersonalRecord(
    name="李秋实",
    id_number="990101198001010014",
    certificate="99010119800101001463",
    account="9999990000000001",
    phone="13900001234",
    address="虚构县平安镇一村",
)
ZHAO = PersonalRecord(name="赵小满", id_number="990101201506010022")
SUN = PersonalRecord(name="孙立", id_number="99010119491001003X")


class Noon:
    """A `Clock` that stands still."""

    def today(self) -> date:
        return TODAY

    def now(self) -> datetime:
        return datetime(2026, 6, 30, 4, tzinfo=UTC)


class Crash(Exception):
    """The process ended here."""


class CrashingLog(MemoryLog):
    """A log whose next append never comes about, once it has been told so."""

    crash_next = False

    def append(self, *arguments: Any, **named: Any) -> Receipt:
        if self.crash_next:
            self.crash_next = False
            raise Crash
        return super().append(*arguments, **named)


@dataclass(frozen=True, slots=True)
class Room:
    """A desk, and its log and vault as what they are."""

    desk: Desk
    log: CrashingLog
    vault: MemoryVault

    def facts(self, beneficiary: str) -> list[object]:
        return [entry.fact for entry in self.log.stream(f"beneficiary/{beneficiary}")]


def a_room(vault: MemoryVault | None = None) -> Room:
    log, vault = CrashingLog("990101"), vault or MemoryVault("990101")
    return Room(Desk(log, cast(Any, None), vault, Noon(), cast(Any, None)), log, vault)


def row(number: int, record: PersonalRecord, *, region: str = "990101001000") -> PersonRow:
    born = date(int(record.id_number[6:10]), int(record.id_number[10:12]), int(record.id_number[12:14]))
    return PersonRow(
        row=number,
        record=record,
        region=region,
        residence="rural",
        low_income=True,
        disability_type=6,
        disability_level=2,
        certificate_valid_until=None,
        long_term_care=False,
        birth_date=born,
    )
