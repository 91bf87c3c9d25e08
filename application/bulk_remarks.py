"""What is found out about a row after it was read, told as a remark on its cell: sheet, row, column, masked value."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence

from application.bank_lists import ResultRow
from application.commands.brought_lists import BadRow
from application.imports import (
    BatchRow,
    CellRemark,
    ColumnPlace,
    PersonRow,
    Reading,
    RegionRow,
    ScreeningRow,
    ServiceRow,
    SignalRow,
    TailoredRow,
)
from application.registers.rows import RegisterRow
from domain import masking
from domain.attendance.decisions import clock
from domain.rejected import Rejected

AnyRow = (
    PersonRow | BatchRow | ResultRow | RegionRow | RegisterRow | ScreeningRow | ServiceRow | SignalRow | TailoredRow
)

_NAMED = re.compile(
    r"(?:listed|lines|people|names|results|rows|signals|beneficiaries|surveys|services)\[(\d+)\](?:\.(\w+))?|row (\d+)"
)
_IN_FILE = {"bank_words": "reason", "died_on": "day", "moved_on": "day", "facts[0].as_of": "day"}
_IDENTIFYING = ("id_number", "certificate", "reference", "region")
_NOWHERE = ColumnPlace("", "")
_MASKS: Mapping[str, Callable[[str], str]] = {
    "name": masking.masked_name,
    "guardian": masking.masked_name,
    "id_number": masking.masked_id_number,
    "certificate": masking.masked_certificate,
    "account": masking.masked_account,
    "phone": masking.masked_phone,
    "address": masking.masked_text,
}


def remarks_on(bad: Iterable[BadRow], reading: Reading[AnyRow]) -> list[CellRemark]:
    """Return bad rows as remarks, in the order given."""
    rows = {row.row: row for row in reading.rows}
    return [_remark(one, rows.get(one.row), reading) for one in bad]


def row_meant(refusal: Rejected, rows: Sequence[AnyRow]) -> list[BadRow]:
    """Return the row of the file that a command's refusal names (`listed[3].amount`, `row 17`); none if it does not."""
    found = _NAMED.match(refusal.field)
    if found is None:
        return []
    number = int(found[3]) if found[3] else rows[int(found[1])].row
    column = found[2] or ""
    refusal.field = _IN_FILE.get(column, column)
    return [BadRow(number, refusal.facts.get("beneficiary", ""), refusal)]


def _remark(bad: BadRow, row: AnyRow | None, reading: Reading[AnyRow]) -> CellRemark:
    wanted = [bad.refusal.field, *_IDENTIFYING]
    column = next((name for name in wanted if name in reading.places), "")
    place = reading.places.get(column, _NOWHERE)
    if isinstance(row, ResultRow) and row.place:  # in a message each line has a place of its own
        place, column = ColumnPlace("", row.place), "reference"
    return CellRemark(
        sheet=reading.sheet,
        row=bad.row,
        column=place.letters,
        heading=place.heading,
        value="" if row is None else _shown(row, column),
        code=bad.refusal.code,
        zh=bad.refusal.sentence("zh"),
        en=bad.refusal.sentence("en"),
    )


def _shown(row: AnyRow, column: str) -> str:
    """Return a cell's value for a person to read, masked if it is personal data."""
    if isinstance(row, RegionRow):  # a place and a day; the code was read, so it is no person's number
        return str(getattr(row, column, "") or "")
    if isinstance(row, RegisterRow):
        return _MASKS.get(column, masking.without_long_numbers)(row.shown.get(column, ""))
    if isinstance(row, ServiceRow) and column in ("start", "end"):
        return clock(getattr(row, column))
    if isinstance(row, PersonRow):
        value = getattr(row.record, column, getattr(row, column, ""))
    else:
        value = getattr(row, "words" if column == "reason" else column, "")
    mask = _MASKS.get(column, masking.without_long_numbers)
    return mask(str(value))
