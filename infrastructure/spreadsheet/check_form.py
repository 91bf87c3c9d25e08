"""The lists that audit checks look at: a form made of what `application/checks/lists.py` says of each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import time
from typing import Any

from application.checks.lists import PERSONAL, ListCell, ListColumn, ListForm, RawRow
from domain.masking import masked_text
from domain.periods import Period
from domain.rejected import Rejected
from infrastructure.identity import plain
from infrastructure.spreadsheet import cells
from infrastructure.spreadsheet.form import Column, Form
from infrastructure.spreadsheet.people_form import id_number_doubt
from infrastructure.spreadsheet.table import Cell

_COUNT = re.compile(r"[0-9]{1,9}", re.ASCII)
_TIME = re.compile(r"([01]?[0-9]|2[0-4])[:：]([0-5][0-9])", re.ASCII)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}", re.ASCII)
_LONGEST_TEXT = 2000


class NotACount(Rejected):
    """This must be a whole number of at most nine digits."""

    code = "not_a_count"
    zh = "应为不超过九位的整数。"


class NotATime(Rejected):
    """This must be a time of day such as 08:30."""

    code = "not_a_time"
    zh = "应为 08:30 这样的时间。"


class NotAStaffCode(Rejected):
    """Officers and workers are named by their code (letters, digits, . _ -), never by name."""

    code = "not_a_staff_code"
    zh = "工作人员须以编号（字母、数字、. _ -）表示，不写姓名。"


def check_form(described: ListForm) -> Form[RawRow]:
    """Return the form of a list. The same person may stand in it any number of times."""
    return Form(
        name=described.name,
        title_zh=described.zh,
        title_en=described.en,
        columns=tuple(_column(each) for each in described.columns),
        build=_build,
        same=lambda _values: "",
    )


def _column(each: ListColumn) -> Column:
    return Column(
        name=each.name,
        zh=each.zh,
        en=each.en,
        parse=_PARSERS[each.kind],
        required=each.required,
        mask=masked_text if each.kind in PERSONAL or each.kind is ListCell.PUBLISHED else None,
        doubt=id_number_doubt if each.kind is ListCell.ID_NUMBER else None,
    )


def _build(values: Mapping[str, Any], row: int) -> RawRow:
    return RawRow(row, dict(values))


def count(cell: Cell, field: str) -> int:
    """Return a whole number of at most nine digits. Raises NotACount."""
    if isinstance(cell, int | float) and not isinstance(cell, bool) and cell == int(cell):
        cell = str(int(cell))
    words = plain(cell) if isinstance(cell, str) else ""
    if not _COUNT.fullmatch(words):
        raise NotACount(field)
    return int(words)


def _minutes(cell: Cell, field: str) -> int:
    """Return the minutes since midnight."""
    words = plain(cell) if isinstance(cell, str) else cell.isoformat("minutes") if isinstance(cell, time) else ""
    found = _TIME.fullmatch(words)
    if found is None:
        raise NotATime(field)
    return int(found[1]) * 60 + int(found[2])


def _period(cell: Cell, field: str) -> str:
    return Period.parse(cells.text(str(cell) if isinstance(cell, int) else cell, field), field=field).text


def _code(cell: Cell, field: str) -> str:
    words = cells.text(cell, field)
    if not _CODE.fullmatch(words):
        raise NotAStaffCode(field)
    return words


def _published(cell: Cell, field: str) -> str:
    return cells.text(cell, field, longest=_LONGEST_TEXT)


_PARSERS: Mapping[ListCell, Callable[[Cell, str], Any]] = {
    ListCell.TEXT: cells.text,
    ListCell.CODE: _code,
    ListCell.PUBLISHED: _published,
    ListCell.DAY: cells.day,
    ListCell.LAST_DAY: cells.last_day,
    ListCell.AMOUNT: cells.amount,
    ListCell.COUNT: count,
    ListCell.TIME: _minutes,
    ListCell.PERIOD: _period,
    ListCell.YES_OR_NO: cells.yes_or_no,
    ListCell.ID_NUMBER: cells.id_number,
    ListCell.ACCOUNT: cells.account,
    ListCell.PHONE: cells.phone,
    ListCell.ADDRESS: cells.text,
}
