"""The list of document-number formats as offices write it: read cell by cell, given out so that it is read again."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from application.commands.document_formats import formats_in, look_at_list
from domain.document_formats.events import DocumentFormat
from domain.levels import GovernmentLevel
from domain.uploads import HasBadCells, NoHeadings, NoRows
from infrastructure.clock import SystemClock
from infrastructure.spreadsheet.lists import SpreadsheetLists
from tests.spreadsheet.conftest import xlsx

LISTS = SpreadsheetLists(SystemClock())
HEADINGS = ("发文机关代字", "发文机关", "可下达资金级次", "启用年份", "停用年份")
NATIONAL, PROVINCIAL, COUNTY = GovernmentLevel.NATIONAL, GovernmentLevel.PROVINCIAL, GovernmentLevel.COUNTY
FORMATS = (
    DocumentFormat("财社", "财政部", (NATIONAL,), 2009, None),
    DocumentFormat("鲁财社", "省财政厅", (NATIONAL, PROVINCIAL), 2009, 2018),
    DocumentFormat("鲁财社", "省财政和国资厅", tuple(GovernmentLevel), 2019, None),
)


def written(rows: Sequence[Sequence[object]]) -> str:
    return "\n".join(",".join("" if cell is None else str(cell) for cell in row) for row in (HEADINGS, *rows))


def remarks(*rows: Sequence[object]) -> list[tuple[int, str, str]]:
    """Return what is wrong with rows, each by its row, heading and rule, once read and once looked at."""
    looked = look_at_list(LISTS.read_document_formats(written(rows).encode()))
    with pytest.raises(HasBadCells):
        looked.rows()
    return [(one.row, one.heading, one.code) for one in looked.bad]


@pytest.mark.parametrize("as_csv", [True, False])
def test_what_is_given_out_is_read_as_it_was_and_gives_the_same_bytes(as_csv: bool) -> None:
    content = LISTS.document_formats_list(FORMATS, as_csv=as_csv)
    assert content == LISTS.document_formats_list(FORMATS, as_csv=as_csv)
    assert formats_in(look_at_list(LISTS.read_document_formats(content)).rows()) == FORMATS


def test_the_empty_list_explains_itself_and_has_no_rows() -> None:
    with pytest.raises(NoRows):
        LISTS.read_document_formats(LISTS.document_formats_list())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_of_any_office_is_read(encoding: str) -> None:
    content = written([("鲁财社", "省财政厅", "中央、省级", 2009, "至今")]).encode(encoding)
    (found,) = formats_in(look_at_list(LISTS.read_document_formats(content)).rows())
    assert found == DocumentFormat("鲁财社", "省财政厅", (NATIONAL, PROVINCIAL), 2009, None)


@pytest.mark.parametrize(
    ("levels", "first", "last", "expected"),
    [
        ("省级、中央", 2009.0, None, ((NATIONAL, PROVINCIAL), 2009, None)),
        ("国家 省", "２００９年", "长期", ((NATIONAL, PROVINCIAL), 2009, None)),
        ("区县级；中央/中央", "2009", 2018, ((NATIONAL, COUNTY), 2009, 2018)),
        ("National, County", "2009", "2018年", ((NATIONAL, COUNTY), 2009, 2018)),
    ],
)
def test_a_cell_may_be_written_as_people_write_it(
    levels: object, first: object, last: object, expected: tuple[object, ...]
) -> None:
    content = xlsx([HEADINGS, ("财社", "财政部", levels, first, last)])
    (found,) = formats_in(look_at_list(LISTS.read_document_formats(content)).rows())
    assert (found.brings, found.first_year, found.last_year) == expected


@pytest.mark.parametrize(
    ("row", "heading", "rule"),
    [
        (("", "财政部", "中央", 2009, ""), "发文机关代字", "cell_missing"),
        (("财社〔2009〕", "财政部", "中央", 2009, ""), "发文机关代字", "not_a_document_word"),
        (("财社2", "财政部", "中央", 2009, ""), "发文机关代字", "not_a_document_word"),
        (("财" * 21, "财政部", "中央", 2009, ""), "发文机关代字", "text_too_long"),
        (("财社", "部" * 61, "中央", 2009, ""), "发文机关", "cell_too_long"),
        (("财社", "13900001234 财政局", "中央", 2009, ""), "发文机关", "personal_number_in_text"),
        (("财社", "财政部", "全国", 2009, ""), "可下达资金级次", "not_among_words"),
        (("财社", "财政部", "中央、全国", 2009, ""), "可下达资金级次", "not_among_words"),
        (("财社", "财政部", "、", 2009, ""), "可下达资金级次", "not_among_words"),
        (("财社", "财政部", "", 2009, ""), "可下达资金级次", "cell_missing"),
        (("财社", "财政部", "中央", "二〇〇九", ""), "启用年份", "not_a_document_year"),
        (("财社", "财政部", "中央", "09", ""), "启用年份", "not_a_document_year"),
        (("财社", "财政部", "中央", "2009.5", ""), "启用年份", "not_a_document_year"),
        (("财社", "财政部", "中央", 1948, ""), "启用年份", "document_format_year_out_of_range"),
        (("财社", "财政部", "中央", 2009, 2008), "停用年份", "last_year_before_first"),
        (("财社", "财政部", "中央", 2009, "不明"), "停用年份", "not_a_document_year"),
    ],
)
def test_a_bad_cell_is_named_by_row_heading_and_rule(row: Sequence[object], heading: str, rule: str) -> None:
    assert remarks(("市财社", "市财政局", "市级", 2009, ""), row) == [(3, heading, rule)]


def test_a_word_that_stands_twice_is_named_in_each_row() -> None:
    twice = ("财社", "财政部", "中央", 2009, "")
    assert [(row, rule) for row, _, rule in remarks(twice, twice)] == [(2, "twice_in_file"), (3, "twice_in_file")]
    overlapping = ("财社", "省财政厅", "省级", 2018, "")
    assert remarks(twice, overlapping) == [(3, "发文机关代字", "document_word_twice")]


def test_a_file_that_is_no_such_list_is_refused() -> None:
    with pytest.raises(NoHeadings):
        LISTS.read_document_formats("姓名,身份证号\n李秋实,1\n".encode())


def test_a_column_that_nobody_asked_for_is_a_doubt_to_accept() -> None:
    content = "发文机关代字,发文机关,级次,启用年份,停用年份,联系电话\n财社,财政部,中央,2009,,12345\n".encode()
    looked = look_at_list(LISTS.read_document_formats(content))
    assert [doubt.code for doubt in looked.doubts] == ["column_not_read"]
    assert len(looked.rows({"column_not_read"})) == 1
