"""The empty lists given out: the same bytes each time, and read back by their own form."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from domain.uploads import NoRows
from infrastructure.spreadsheet.batch_form import batch_form
from infrastructure.spreadsheet.form import Form
from infrastructure.spreadsheet.lists import SpreadsheetLists
from infrastructure.spreadsheet.people_form import people_form
from infrastructure.spreadsheet.reading import read
from infrastructure.spreadsheet.template import template
from tests.spreadsheet.conftest import LI, TODAY

FORMS: list[Form[Any]] = [people_form(today=TODAY), batch_form()]


class OneDay:
    """A clock that stands still."""

    def today(self) -> date:
        return TODAY

    def now(self) -> datetime:
        raise NotImplementedError


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_the_same_form_gives_the_same_bytes(form: Form[Any]) -> None:
    assert template(form) == template(form)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_an_empty_template_is_a_list_without_rows(form: Form[Any]) -> None:
    with pytest.raises(NoRows):
        read(template(form), form)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_every_column_is_explained_in_both_languages(form: Form[Any]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(form)))
    rows = list(book["填写说明"].iter_rows(min_row=3, values_only=True))
    assert [row[:2] for row in rows] == [(column.zh, column.en) for column in form.columns]
    assert all(column.example or column.choices or not column.required for column in form.columns)


def test_the_examples_of_the_explanation_are_right() -> None:
    for form in FORMS:
        for column in form.columns:
            if column.example:
                assert column.value_of(column.example) is not None


def test_a_filled_in_template_is_read_without_a_doubt() -> None:
    lists = SpreadsheetLists(OneDay())
    book = openpyxl.load_workbook(io.BytesIO(lists.people_template()))
    sheet = book["名单"]
    places = {cell.value: cell.column for cell in sheet[1]}
    form = people_form(today=TODAY)
    filled = dict(
        zip(
            [c for c in form.columns if c.name not in ("disability_type", "disability_level", "employed")],
            LI,
            strict=True,
        )
    )
    for column, value in filled.items():
        sheet.cell(row=2, column=int(str(places[column.zh])), value=value)
    file = io.BytesIO()
    book.save(file)
    [person] = lists.read_people(file.getvalue()).accept()
    assert person.record.name == "李秋实"
    with pytest.raises(NoRows):
        lists.read_batch(lists.batch_template())


def test_no_two_columns_of_a_form_go_under_one_heading() -> None:
    for form in FORMS:
        assert set(form.by_heading().values()) == set(form.columns)
        total = sum(len({*map(str, (c.zh, c.en, c.name)), *c.aliases}) for c in form.columns)
        assert len(form.by_heading()) <= total
