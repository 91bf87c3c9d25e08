"""Registers brought as lists in tests: read, looked at, recorded, and given out as the service gives lists out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from datetime import date
from typing import Any, cast

from api.http.columns import laid_out
from application.exports import Listing
from application.imports import Reading
from application.lists import ListOf, Where
from application.registers.bringing import BringRegister, bring, look_at
from application.registers.kinds import RegisterKind
from application.registers.rows import RegisterRow
from application.road import Answer, Officer
from infrastructure.exports.workbook import workbook
from infrastructure.spreadsheet.lists import SpreadsheetLists
from tests.support.office import AREA, Office

K = RegisterKind


def csv(*lines: str, encoding: str = "gb18030") -> bytes:
    return "\n".join([*lines, ""]).encode(encoding)


def read(office: Office, kind: RegisterKind, content: bytes) -> Reading[RegisterRow]:
    return SpreadsheetLists(office.clock).read_register(kind, content)


def wanted(office: Office, kind: RegisterKind, of: str, on: date, region: str = "") -> BringRegister:
    command = office.fresh_id()
    return BringRegister(command_id=command, register=kind, of=of, region=region, on=on, sheet="", sha256="ab" * 32)


def brings(
    office: Office, kind: RegisterKind, of: str, content: bytes, *, by: Officer, on: date, region: str = ""
) -> Answer:
    """Bring a list that is right; headings of an export that no column has are accepted."""
    rows = read(office, kind, content).accept({"column_not_read"})
    ask = wanted(office, kind, of, on, region)
    looked = look_at(rows, ask, by=by, desk=office.desk)
    assert [(one.row, one.refusal.sentence("zh")) for one in looked.bad] == []
    return bring(looked.rows, ask, by=by, desk=office.desk)


def bad(
    office: Office, kind: RegisterKind, of: str, content: bytes, *, by: Officer, on: date, region: str = ""
) -> list[tuple[int, str, str]]:
    """Row, column and rule of every row that is wrong; nothing was recorded for having been looked at."""
    head = office.desk.log.head()
    rows = read(office, kind, content).accept({"column_not_read"})
    found = look_at(rows, wanted(office, kind, of, on, region), by=by, desk=office.desk).bad
    assert office.desk.log.head() == head
    return [(one.row, one.refusal.field, one.refusal.code) for one in found]


def cells(office: Office, kind: RegisterKind, content: bytes) -> list[tuple[int, str, str]]:
    """Row, column and rule of every cell that cannot be read."""
    return [(one.row, one.column, one.code) for one in read(office, kind, content).bad]


def export(office: Office, of: ListOf[Any], **where: Any) -> bytes:
    """A list as the service gives it out."""
    laid = laid_out(cast("Hashable", of.row))
    rows: Iterable[Any] = office.views.rows(of, where=Where(**where))
    listing = Listing(of.name, of.name, AREA, office.desk.log.head(), None, laid.columns)
    return b"".join(workbook(listing, [laid.cells(row) for row in rows], language="zh"))
