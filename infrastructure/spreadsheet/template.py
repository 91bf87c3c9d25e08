"""Lists to fill in: headings, text columns that keep long numbers whole, and a sheet that explains them.

A list that is given out filled in has the same columns, so that it can be changed and brought back.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

import xlsxwriter

from infrastructure.spreadsheet.form import Column, Form
from infrastructure.spreadsheet.table import column_letter

_CREATED = datetime(2025, 1, 1)  # noqa: DTZ001 - a fixed mark, so that the same form gives the same bytes
_ROWS = 10_000
_LIST = "名单"
_EXPLANATION = "填写说明"


def template(form: Form[Any]) -> bytes:
    """Return the form as an empty .xlsx; the same form gives the same bytes."""
    return filled(form, ())


def filled(form: Form[Any], rows: Sequence[Sequence[str]], *, as_csv: bool = False) -> bytes:
    """Return the form with rows, a text a column, as .xlsx or as .csv; the same rows give the same bytes."""
    if as_csv:
        text = io.StringIO()
        csv.writer(text, lineterminator="\r\n").writerows([[column.zh for column in form.columns], *rows])
        return text.getvalue().encode("utf-8-sig")
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True})
    book.set_properties({"title": form.title_zh, "created": _CREATED})
    _write_list(book, form, rows)
    _write_explanation(book, form)
    book.close()
    return file.getvalue()


def _write_list(book: Any, form: Form[Any], rows: Sequence[Sequence[str]]) -> None:
    sheet = book.add_worksheet(_LIST)
    required = book.add_format({"bold": True, "bg_color": "#FCE4D6", "border": 1, "text_wrap": True})
    optional = book.add_format({"bold": True, "bg_color": "#EDEDED", "border": 1, "text_wrap": True})
    text = book.add_format({"num_format": "@"})
    yuan = book.add_format({"num_format": "#,##0.00"})
    for index, column in enumerate(form.columns):
        sheet.set_column(index, index, _width(column), yuan if column.adds_up else text)
        sheet.write_string(0, index, column.zh, required if _is_needed(form, column) else optional)
        if column.choices:
            area = f"{column_letter(index)}2:{column_letter(index)}{_ROWS + 1}"
            sheet.data_validation(area, {"validate": "list", "source": list(column.choices)})
    for number, row in enumerate(rows, 1):
        for index, words in enumerate(row):
            sheet.write_string(number, index, words, text)
    sheet.freeze_panes(1, 0)


def _write_explanation(book: Any, form: Form[Any]) -> None:
    sheet = book.add_worksheet(_EXPLANATION)
    bold = book.add_format({"bold": True})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 2, 18)
    sheet.set_column(3, 5, 40, wrapped)
    sheet.write_string(0, 0, f"{form.title_zh} {form.title_en}", bold)
    headings = ("栏目", "Column", "必填 Required", "填写要求", "What to put", "示例 Example")
    for index, heading in enumerate(headings):
        sheet.write_string(1, index, heading, bold)
    for row, column in enumerate(form.columns, 2):
        choices = "/".join(column.choices)
        told = (
            column.zh,
            column.en,
            "是 yes" if column.required else "任填其一 one of them" if _is_needed(form, column) else "否 no",
            column.hint_zh or (f"填 {choices}。" if choices else ""),
            column.hint_en or (f"Put {choices}." if choices else ""),
            column.example or (column.choices[0] if column.choices else ""),
        )
        for index, words in enumerate(told):
            sheet.write_string(row, index, words)


def _is_needed(form: Form[Any], column: Column) -> bool:
    return column.required or any(column.name in names for names in form.one_of)


def _width(column: Column) -> int:
    return max(12, len(column.example) + 3, 2 * len(column.zh) + 4)
