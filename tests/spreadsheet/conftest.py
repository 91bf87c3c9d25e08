"""Real files to read: written with xlsxwriter or openpyxl, or spelled out as CSV bytes."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

import pytest
import xlsxwriter

from application.imports import PersonRow, Reading
from infrastructure.spreadsheet.people_form import people_form
from infrastructure.spreadsheet.reading import read

TODAY = date(2026, 6, 30)

HEADINGS = (
    "姓名",
    "身份证号",
    "残疾证号",
    "行政区划",
    "户别",
    "低保",
    "银行账号",
    "开户行",
    "电话",
    "住址",
    "监护人",
    "证件有效期",
    "需长期照护",
)
LI = (
    "李秋实",
    "990101198001010014",
    "99010119800101001443",
    "990101001001",
    "农村",
    "是",
    "9999990000000006",
    "虚构农商银行",
    "13900001234",
    "虚构县平安镇一村",
    "",
    "2030-12-31",
    "否",
)
ZHAO = (
    "赵小满",
    "990101201506010022",
    "99010120150601002261",
    "990101",
    "城镇",
    "否",
    "9999990000000006",
    "",
    "",
    "",
    "赵立冬",
    "长期",
    "",
)

Rows = Sequence[Sequence[object]]
Change = Callable[[Any, Any], None]


def xlsx(rows: Rows, *, sheet: str = "名单", change: Change | None = None) -> bytes:
    """Write a workbook cell by cell, types kept; `change(book, sheet)` may spoil it before it is closed."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"})
    worksheet = book.add_worksheet(sheet)
    for row_index, row in enumerate(rows):
        for column_index, cell in enumerate(row):
            if isinstance(cell, str):
                worksheet.write_string(row_index, column_index, cell)
            elif isinstance(cell, (date, datetime)):
                worksheet.write_datetime(row_index, column_index, cell)
            elif cell is not None:
                worksheet.write(row_index, column_index, cell)
    if change is not None:
        change(book, worksheet)
    book.close()
    return file.getvalue()


def with_cell(row: Sequence[object], heading: str, cell: object) -> tuple[object, ...]:
    """Return a person's row with one cell changed."""
    place = HEADINGS.index(heading)
    return (*row[:place], cell, *row[place + 1 :])


def read_people(content: bytes, **options: Any) -> Reading[PersonRow]:
    return read(content, people_form(today=TODAY), **options)


@pytest.fixture
def good_people() -> bytes:
    return xlsx([HEADINGS, LI, ZHAO])
