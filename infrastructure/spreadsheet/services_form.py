"""The list of service records: who was served on which day, from when to when, and when it was signed for."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import time
from typing import Any

from application.imports import ServiceRow
from domain import identity
from infrastructure.identity import plain
from infrastructure.spreadsheet import cells
from infrastructure.spreadsheet.check_form import NotACount, NotATime
from infrastructure.spreadsheet.form import Column, Form
from infrastructure.spreadsheet.people_form import CERTIFICATE, ID_NUMBER
from infrastructure.spreadsheet.table import Cell

_TIME = re.compile(r"([01]?\d|2[0-4])[:：时]([0-5]\d)?分?(?::00)?", re.ASCII)


def _clock(cell: Cell, field: str) -> int:
    """Return minutes of the day; 24:00 is its end. Raises NotATime."""
    if isinstance(cell, time):
        return cell.hour * 60 + cell.minute
    found = _TIME.fullmatch(plain(cell)) if isinstance(cell, str) else None
    if found is None:
        raise NotATime(field)
    return int(found[1]) * 60 + int(found[2] or 0)


def _count(cell: Cell, field: str) -> int:
    """Return a whole number. Raises NotACount."""
    words = plain(cell) if isinstance(cell, str) else str(cell)
    if isinstance(cell, float) and cell == int(cell):
        words = str(int(cell))
    if isinstance(cell, bool) or not re.fullmatch(r"\d{1,6}", words, re.ASCII):
        raise NotACount(field)
    return int(words)


_COLUMNS = (
    replace(ID_NUMBER, required=False, blank=""),
    replace(CERTIFICATE, required=False),
    Column(
        name="day",
        zh="服务日期",
        en="Day",
        parse=cells.day,
        aliases=("日期", "服务时间", "date"),
        example="2022-03-07",
    ),
    Column(
        name="start",
        zh="开始时间",
        en="From",
        parse=_clock,
        aliases=("起", "起始时间", "开始", "start"),
        required=False,
        example="08:30",
        hint_zh="按小时计的服务填写，当日起止。",
        hint_en="For service by the hour, within the day.",
    ),
    Column(
        name="end",
        zh="结束时间",
        en="Until",
        parse=_clock,
        aliases=("止", "终止时间", "结束", "end", "to"),
        required=False,
        example="10:30",
    ),
    Column(
        name="count",
        zh="数量",
        en="Number",
        parse=_count,
        aliases=("件数", "次数", "count", "quantity"),
        required=False,
        hint_zh="按件计的服务填写；按人、按月计的可空。",
        hint_en="For service by the piece; blank for people and months.",
    ),
    Column(
        name="signed_on",
        zh="签字日期",
        en="Signed on",
        parse=cells.day,
        aliases=("签收日期", "服务对象签字日期", "确认日期", "signed"),
        required=False,
        example="2022-03-07",
        hint_zh="服务对象或其监护人签字的日期；没有签字的服务不予验收。",
        hint_en="The day the person or a guardian signed; unsigned service is not accepted.",
    ),
)


def services_form() -> Form[ServiceRow]:
    """Return the form. A person may stand in it any number of times; the same hours twice are the rules' business."""
    return Form(
        name="services",
        title_zh="服务记录导入表",
        title_en="Service records",
        columns=_COLUMNS,
        build=_build,
        same=lambda _: "",
        one_of=(("id_number", "certificate"),),
    )


def _build(values: Mapping[str, Any], row: int) -> ServiceRow:
    number, certificate = values["id_number"], values["certificate"]
    if number and certificate is not None and certificate.id_number != number:
        raise identity.CertificateOfSomebodyElse("certificate")
    return ServiceRow(
        row=row,
        id_number=number,
        certificate="" if certificate is None else certificate.number,
        day=values["day"],
        start=values["start"],
        end=values["end"],
        count=values["count"],
        signed_on=values["signed_on"],
    )
