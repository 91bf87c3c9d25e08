"""What was written is read back as it was, by other people's readers."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from typing import Any

import openpyxl
import pyarrow.parquet as pq
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from application.exports import Column, ColumnKind, ExportFormat
from domain.money import Money
from tests.exports.lists import COLUMNS, file, listing, written

CHINA = timezone(timedelta(hours=8))

# Control characters cannot stand in XML, and a lone half of a pair in no file; the log holds neither.
texts = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), max_size=30)
amounts = st.integers(-(10**15) + 1, 10**15 - 1).map(Money)
days = st.dates(date(1900, 3, 1), date(2199, 12, 31))
instants = st.datetimes(datetime(1901, 1, 1), datetime(2199, 1, 1), timezones=st.sampled_from([UTC, CHINA]))  # noqa: DTZ001


def maybe(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


def rows_of(text: st.SearchStrategy[str], amount: st.SearchStrategy[Money]) -> st.SearchStrategy[list[Sequence[Any]]]:
    row = st.tuples(
        maybe(text),
        maybe(amount),
        maybe(days),
        maybe(instants),
        maybe(st.integers(-(10**15) + 1, 10**15 - 1)),
        maybe(st.booleans()),
    )
    return st.lists(row, max_size=8)


@settings(deadline=None)
@given(rows_of(texts | st.sampled_from(["\t", "\r", "a\r\nb", '"', "'=1", "=1+1", "＝1", "-"]), amounts))
def test_csv_gives_every_value_back(rows: list[Sequence[Any]]) -> None:
    content = written(ExportFormat.CSV, rows)
    assert content.startswith(b"\xef\xbb\xbf")
    first, *read = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
    assert first == [column.heading("zh") for column in COLUMNS]
    assert len(read) == len(rows)
    for (text, amount, day, instant, number, truth), cells in zip(rows, read, strict=True):
        assert plain(cells[0]) == (text or "")
        assert (Money.from_yuan(cells[1]) if cells[1] else None) == amount
        assert (date.fromisoformat(cells[2]) if cells[2] else None) == day
        assert (datetime.fromisoformat(cells[3]) if cells[3] else None) == instant
        assert (int(cells[4]) if cells[4] else None) == number
        assert {"": None, "true": True, "false": False}[cells[5]] is truth


def plain(cell: str) -> str:
    """Take the apostrophe away as the page says a reader may."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'")[:1] in tuple("=+-@＝＋－＠\t\r") else cell


@settings(max_examples=40, deadline=None)
@given(rows_of(texts | st.sampled_from(["\t", "a\nb", " a ", "=1+1", "_x0041_", "0012", "1e5", "TRUE"]), amounts))
def test_xlsx_gives_every_value_back(rows: list[Sequence[Any]]) -> None:
    content = written(ExportFormat.XLSX, rows)
    sheet = openpyxl.load_workbook(file(content)).worksheets[0]
    first, *read = sheet.iter_rows(max_col=len(COLUMNS), max_row=len(rows) + 1)
    assert [cell.value for cell in first] == [column.heading("zh") for column in COLUMNS]
    calamine = CalamineWorkbook.from_filelike(file(content)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    for index, ((text, amount, day, instant, number, truth), cells) in enumerate(zip(rows, read, strict=True), 1):
        assert unescape(str(cells[0].value or "")) == (text or "")
        assert not text or cells[0].data_type == "s"  # A formula would be f.
        if amount is not None:
            assert cells[1].data_type == "n"
            assert cells[1].number_format == "#,##0.00"
            assert Decimal(repr(cells[1].value)) == Decimal(amount.fen) / 100
            assert Decimal(repr(calamine[index][1])) == Decimal(amount.fen) / 100
        if day is not None:
            assert cells[2].number_format == "yyyy-mm-dd"
            assert cells[2].value == datetime(day.year, day.month, day.day)  # noqa: DTZ001
        if instant is not None:
            expected = instant.astimezone(CHINA).replace(tzinfo=None)
            assert abs(cells[3].value - expected) < timedelta(milliseconds=2)
        assert cells[4].value == number
        assert cells[5].value is truth


@settings(deadline=None)
@given(rows_of(texts, st.integers(-(10**18) + 1, 10**18 - 1).map(Money)))
def test_parquet_gives_every_value_back(rows: list[Sequence[Any]]) -> None:
    read = pq.read_table(file(written(ExportFormat.PARQUET, rows))).to_pylist()
    assert [tuple(row.values()) for row in read] == [
        (text, None if amount is None else Decimal(amount.fen) / 100, day, instant, number, truth)
        for text, amount, day, instant, number, truth in rows
    ]


def test_parquet_says_what_it_is_of_and_what_each_column_means() -> None:
    table = pq.read_table(file(written(ExportFormat.PARQUET, [])))
    about = {key.decode(): value.decode() for key, value in table.schema.metadata.items()}
    assert (about["ledger"], about["as_of"], about["effective"]) == ("990100", "1190", "2017-12-31")
    assert '"zh":"金额"' in about["columns"]
    assert table.schema.names == [column.name for column in COLUMNS]
    assert table.schema.field("amount").metadata == {
        b"zh": "金额".encode(),
        b"en": b"Amount",
        b"kind": b"amount",
        b"unit": b"yuan",
    }
    assert [str(field.type) for field in table.schema] == [
        "string",
        "decimal128(18, 2)",
        "date32[day]",
        "timestamp[us, tz=UTC]",
        "int64",
        "bool",
    ]


def test_headings_name_the_unit_in_the_reader_s_language() -> None:
    assert [column.heading("zh") for column in COLUMNS][1:5] == ["金额（元）", "发放日期", "登记时间", "人数（人）"]
    assert [column.heading("en") for column in COLUMNS][1:5] == [
        "Amount (yuan)",
        "Paid on",
        "Recorded at",
        "People (people)",
    ]
    assert written(ExportFormat.CSV, [], language="en").decode("utf-8-sig").startswith("Payout,Amount (yuan),")
    assert listing().title("en") == "Payouts"


def test_amounts_and_numbers_a_spreadsheet_cannot_keep_exactly_are_text() -> None:
    columns = (Column("a", "甲", "A", ColumnKind.AMOUNT), Column("n", "乙", "N", ColumnKind.INTEGER))
    rows = [(Money(10**15), 10**15), (Money(-(10**15)), -(10**15)), (Money(10**15 - 1), 10**15 - 1)]
    sheet = openpyxl.load_workbook(file(written(ExportFormat.XLSX, rows, columns))).worksheets[0]
    values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert values[:2] == [["10000000000000.00", str(10**15)], ["-10000000000000.00", str(-(10**15))]]
    assert values[2] == [9999999999999.99, 10**15 - 1]


def test_days_that_spreadsheets_count_differently_are_text() -> None:
    columns = (Column("d", "日", "D", ColumnKind.DATE),)
    rows = [(date(1900, 2, 28),), (date(1, 1, 1),), (date(1900, 3, 1),)]
    sheet = openpyxl.load_workbook(file(written(ExportFormat.XLSX, rows, columns))).worksheets[0]
    values = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert values == ["1900-02-28", "0001-01-01", datetime(1900, 3, 1)]  # noqa: DTZ001


def test_a_text_longer_than_a_cell_takes_says_that_it_goes_on() -> None:
    columns = (Column("t", "文", "T"),)
    sheet = openpyxl.load_workbook(file(written(ExportFormat.XLSX, [("x" * 40_000,)], columns))).worksheets[0]
    assert sheet["A2"].value == "x" * 32_766 + "…"
