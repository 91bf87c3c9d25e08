"""Long lists in bounded memory: pieces as they come, nothing left behind, the same bytes each time."""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from application.exports import MEDIA_TYPES, Column, ColumnKind, ExportFormat
from domain.funds.rejections import NoSuchLine
from domain.levels import GovernmentLevel
from domain.money import Money
from domain.periods import Month, Period
from infrastructure.exports.parquet import ROWS_A_GROUP
from infrastructure.exports.streamed import StreamedExports
from infrastructure.exports.workbook import workbook
from tests.exports.lists import file, listing, written

TEXT = (Column("t", "文", "T"),)


def rows(count: int) -> Iterator[tuple[object, ...]]:
    for number in range(count):
        at = datetime(2017, 1, 1, tzinfo=UTC)
        yield (f"payout/psy/2017/b-{number:08d}", Money(number * 7), date(2017, 1, 5), at, number % 9, number % 2 == 0)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where temporary files go."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("export", ExportFormat)
def test_the_same_rows_give_the_same_bytes(export: ExportFormat) -> None:
    assert written(export, rows(500)) == written(export, list(rows(500)))
    assert written(export, rows(500)) != written(export, rows(501))


@pytest.mark.parametrize("export", ExportFormat)
def test_a_list_without_rows_is_a_file_with_headings(export: ExportFormat) -> None:
    assert written(export, [])


@pytest.mark.parametrize("export", ExportFormat)
def test_every_format_has_its_media_type(export: ExportFormat) -> None:
    assert "/" in MEDIA_TYPES[export]


def test_csv_comes_while_the_rows_are_still_being_read() -> None:
    read = []

    def counted() -> Iterator[tuple[object, ...]]:
        for row in rows(10_000):
            read.append(row)
            yield row

    pieces = StreamedExports().stream(ExportFormat.CSV, listing(), counted())
    next(pieces)
    assert 0 < len(read) < 2_000


def test_parquet_comes_a_row_group_at_a_time() -> None:
    content = written(ExportFormat.PARQUET, ((str(number),) for number in range(2 * ROWS_A_GROUP + 1)), TEXT)
    found = pq.ParquetFile(file(content)).metadata
    assert [found.row_group(index).num_rows for index in range(found.num_row_groups)] == [ROWS_A_GROUP, ROWS_A_GROUP, 1]


def test_rows_that_do_not_fit_one_sheet_go_on_on_the_next_under_the_same_heading() -> None:
    content = b"".join(workbook(listing(TEXT), ((str(n),) for n in range(7)), language="zh", most_rows=3))
    book = openpyxl.load_workbook(file(content))
    assert book.sheetnames == ["发放清单", "发放清单 2", "发放清单 3"]
    assert [[row[0].value for row in sheet.iter_rows()] for sheet in book.worksheets] == [
        ["文", "0", "1", "2"],
        ["文", "3", "4", "5"],
        ["文", "6"],
    ]


def test_rows_that_just_fill_a_sheet_begin_no_other() -> None:
    content = b"".join(workbook(listing(TEXT), [("a",), ("b",)], language="zh", most_rows=2))
    assert len(openpyxl.load_workbook(file(content)).sheetnames) == 1


@pytest.mark.parametrize("export", ExportFormat)
@pytest.mark.parametrize("let_go", ["closed", "collected", "never begun", "read to the end"])
def test_nothing_is_left_behind_however_the_reading_ends(export: ExportFormat, let_go: str, folder: Path) -> None:
    closed = []

    def watched() -> Iterator[tuple[object, ...]]:
        try:
            yield from rows(3_000)
        finally:
            closed.append(True)

    source = watched()  # Held here too, so that it is not closed by being let go of.
    pieces = StreamedExports().stream(export, listing(), source)
    if let_go != "never begun":
        assert next(pieces)
    if let_go == "closed":
        pieces.close()  # type: ignore[attr-defined]  # it is a generator
    if let_go == "read to the end":
        assert list(pieces)
    del pieces
    gc.collect()
    assert list(folder.iterdir()) == []
    assert closed == ([] if let_go == "never begun" else [True])


@pytest.mark.parametrize("export", ExportFormat)
def test_rows_that_break_off_leave_nothing_behind_either(export: ExportFormat, folder: Path) -> None:
    def breaking() -> Iterator[tuple[object, ...]]:
        yield from rows(10)
        raise NoSuchLine(line="x")

    with pytest.raises(NoSuchLine):
        written(export, breaking())
    gc.collect()
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("export", ExportFormat)
@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (ColumnKind.TEXT, 1.5),
        (ColumnKind.TEXT, Money(1)),
        (ColumnKind.TEXT, b"x"),
        (ColumnKind.AMOUNT, 1),
        (ColumnKind.AMOUNT, "1.00"),
        (ColumnKind.DATE, datetime(2017, 1, 1, tzinfo=UTC)),
        (ColumnKind.DATE, "2017-01-01"),
        (ColumnKind.INSTANT, datetime(2017, 1, 1)),  # noqa: DTZ001
        (ColumnKind.INSTANT, date(2017, 1, 1)),
        (ColumnKind.INTEGER, True),
        (ColumnKind.INTEGER, 1.0),
        (ColumnKind.BOOLEAN, 1),
    ],
)
def test_a_value_of_another_kind_is_a_defect_and_is_not_repeated(
    export: ExportFormat, kind: ColumnKind, value: object
) -> None:
    with pytest.raises(TypeError, match=rf"the column c holds {kind.value}, not {type(value).__name__}$"):
        written(export, [(value,)], (Column("c", "栏", "C", kind),))


@pytest.mark.parametrize("export", ExportFormat)
@pytest.mark.parametrize("row", [(), ("a", "b")])
def test_a_row_of_another_length_is_a_defect(export: ExportFormat, row: tuple[object, ...]) -> None:
    with pytest.raises(ValueError, match=r"shorter|longer"):
        written(export, [row], TEXT)


def test_values_of_the_domain_are_written_as_on_the_forms() -> None:
    values = (GovernmentLevel.COUNTY, Month.parse("2017-04"), Period.parse("2017-H1"), ("b", "a"), {"b", "a"}, None)
    read = pq.read_table(file(written(ExportFormat.PARQUET, ((value,) for value in values), TEXT)))
    assert read.column("t").to_pylist() == ["county", "2017-04", "2017-H1", "b; a", "a; b", None]


PROGRAM = """
import sys
from pathlib import Path
from application.exports import ExportFormat
from infrastructure.exports.streamed import StreamedExports
from tests.exports.lists import COLUMNS, listing
from tests.exports.test_streaming import rows

count, width = int(sys.argv[2]), int(sys.argv[3])
trimmed = (row[:width] for row in rows(count))
size = sum(map(len, StreamedExports().stream(ExportFormat(sys.argv[1]), listing(COLUMNS[:width]), trimmed)))
status = Path("/proc/self/status").read_text()
print(size, next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")))
"""
LARGEST_GROWTH_MIB = {ExportFormat.CSV: 8, ExportFormat.XLSX: 16, ExportFormat.PARQUET: 64}
"""A row group's worth for Parquet; next to nothing for the others."""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="reads the kernel's own figure of memory")
@pytest.mark.parametrize("export", ExportFormat)
def test_memory_does_not_grow_with_the_number_of_rows(export: ExportFormat) -> None:
    width = "2" if export is ExportFormat.XLSX else "6"  # Ten microseconds a cell: enough of them.

    def measure(count: int) -> tuple[int, int]:
        command = [sys.executable, "-c", PROGRAM, export.value, str(count), width]
        done = subprocess.run(command, capture_output=True, check=True, text=True)
        size, kib = map(int, done.stdout.split())
        return size, kib // 1024

    # Ten thousand rows for a start, but two whole row groups of Parquet.
    (small, little), (large, much) = (
        measure(2 * ROWS_A_GROUP if export is ExportFormat.PARQUET else 10_000),
        measure(300_000),
    )
    assert large > 2 * small
    assert much - little <= LARGEST_GROWTH_MIB[export]
