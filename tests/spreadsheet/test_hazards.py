"""What a file may hide or threaten: found before it is believed, refused or put to the officer."""

from __future__ import annotations

import io
import struct
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from domain import uploads
from domain.rejected import Rejected
from infrastructure.spreadsheet.limits import Limits
from tests.spreadsheet.conftest import HEADINGS, LI, ZHAO, read_people, with_cell, xlsx

OLD_XLS = Path(__file__).parent / "people.xls"
PEOPLE = (HEADINGS, LI, ZHAO)


def codes(content: bytes) -> tuple[list[str], list[str]]:
    reading = read_people(content)
    return [bad.code for bad in reading.bad], [doubt.code for doubt in reading.doubts]


def test_an_error_value_is_refused_by_name_even_in_an_optional_column() -> None:
    content = xlsx(PEOPLE, change=lambda _, sheet: sheet.write_formula("J2", "=1/0", None, "#DIV/0!"))
    assert codes(content) == (["formula_without_value"], [])
    book = openpyxl.load_workbook(io.BytesIO(xlsx(PEOPLE)))
    cell = book["名单"]["J2"]
    cell.value, cell.data_type = "#REF!", "e"
    file = io.BytesIO()
    book.save(file)
    [bad] = read_people(file.getvalue()).bad
    assert (bad.row, bad.column, bad.code) == (2, "J", "error_in_cell")
    assert "#REF!" in bad.zh


def test_a_formula_that_was_never_computed_is_refused() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx(PEOPLE)))
    book["名单"]["F2"] = '=IF(1,"是","否")'
    file = io.BytesIO()
    book.save(file)
    [bad] = read_people(file.getvalue()).bad
    assert (bad.row, bad.column, bad.code) == (2, "F", "formula_without_value")


def test_a_computed_formula_is_read_once_the_officer_accepts_it() -> None:
    content = xlsx(PEOPLE, change=lambda _, sheet: sheet.write_formula("F2", '=IF(1,"是","否")', None, "是"))
    reading = read_people(content)
    assert [(doubt.row, doubt.column, doubt.code) for doubt in reading.doubts] == [(2, "F", "formulas_read")]
    with pytest.raises(uploads.DoubtsNotAccepted, match="formulas_read"):
        reading.accept()
    assert len(reading.accept({"formulas_read"})) == 2


def test_hidden_rows_and_columns_are_read_once_the_officer_accepts_them() -> None:
    def hide(book: Any, sheet: Any) -> None:
        sheet.set_row(2, None, None, {"hidden": True})
        sheet.set_column("I:J", None, None, {"hidden": True})

    reading = read_people(xlsx(PEOPLE, change=hide))
    assert [(doubt.row, doubt.column, doubt.code) for doubt in reading.doubts] == [
        (0, "I", "hidden_column"),
        (0, "J", "hidden_column"),
        (3, "", "hidden_rows"),
    ]
    assert len(reading.accept({"hidden_column", "hidden_rows"})) == 2


def test_merged_cells_among_the_rows_are_refused_and_in_a_title_are_not() -> None:
    def merge(book: Any, sheet: Any) -> None:
        sheet.merge_range("J2:J3", "同一地址")

    [bad] = read_people(xlsx(PEOPLE, change=merge)).bad
    assert (bad.row, bad.column, bad.code) == (2, "J", "cells_merged")
    assert "J2:J3" in bad.zh

    titled = xlsx((("",), *PEOPLE), change=lambda _, sheet: sheet.merge_range("A1:M1", "虚构县名单"))
    assert len(read_people(titled).accept()) == 2


def test_a_column_that_is_not_read_is_put_to_the_officer_unless_it_is_of_no_matter() -> None:
    rows = [(*HEADINGS, "家庭人口", "备注"), (*LI, 3, "x"), (*ZHAO, "", "y")]
    [doubt] = read_people(xlsx(rows)).doubts
    assert (doubt.column, doubt.heading, doubt.code) == ("N", "家庭人口", "column_not_read")


def test_other_sheets_with_content_are_put_to_the_officer() -> None:
    def add(book: Any, sheet: Any) -> None:
        book.add_worksheet("空表")
        book.add_worksheet("填写说明").write_string(0, 0, "姓名必填")
        book.add_worksheet("旧数据").write_string(0, 0, "2025")

    [doubt] = read_people(xlsx(PEOPLE, change=add)).doubts
    assert (doubt.sheet, doubt.code) == ("旧数据", "sheet_not_read")


def test_two_lists_in_one_file_are_read_one_at_a_time() -> None:
    def add(book: Any, sheet: Any) -> None:
        other = book.add_worksheet("二月")
        for index, words in enumerate((HEADINGS, ZHAO)):
            for column, cell in enumerate(words):
                other.write_string(index, column, cell)

    content = xlsx(PEOPLE, change=add)
    with pytest.raises(uploads.SeveralSheets):
        read_people(content)
    assert len(read_people(content, sheet="二月").accept({"sheet_not_read"})) == 1
    with pytest.raises(uploads.NoSuchSheet):
        read_people(content, sheet="三月")


def test_a_number_that_excel_may_have_cut_is_put_to_the_officer() -> None:
    row = with_cell(with_cell(LI, "身份证号", "990101198001018000"), "残疾证号", "99010119800101800043")
    bad, doubts = codes(xlsx([HEADINGS, row]))
    assert "ends_in_zeros" in doubts or "id_number_check_digit" in bad


def test_what_cannot_be_looked_at_closer_is_said() -> None:
    """Values come from a reader that forgives; the one that sees hidden rows does not."""
    content = xlsx(PEOPLE, change=lambda _, sheet: sheet.set_row(2, None, None, {"hidden": True}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    spoiled = sheet.replace(b"<sheetView ", b'<sheetView zoomScale="large" ')
    assert codes(rewritten(content, {"xl/worksheets/sheet1.xml": spoiled})) == ([], ["not_looked_at_closer"])


def test_an_old_xls_is_read_and_said_to_be_unchecked() -> None:
    reading = read_people(OLD_XLS.read_bytes())
    assert [doubt.code for doubt in reading.doubts] == ["not_looked_at_closer"]
    li, zhao = reading.accept({"not_looked_at_closer"})
    assert (li.record.name, li.certificate_valid_until) == ("李秋实", date(2030, 12, 31))
    assert (zhao.record.id_number, zhao.region) == ("990101201506010022", "990101")


def rewritten(content: bytes, changes: dict[str, bytes]) -> bytes:
    """Return the archive with members replaced or added."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(name for name in changes if name not in old.namelist())]:
            new.writestr(name, changes[name] if name in changes else old.read(name))
    return file.getvalue()


def bomb() -> bytes:
    return rewritten(xlsx(PEOPLE), {"xl/media/x.xml": b" " * 30_000_000})


def lying_bomb() -> bytes:
    """The archive's directory says the member is small; what it holds is not."""
    content = bytearray(bomb())
    place = content.rfind(b"PK\x01\x02", 0, content.rfind(b"xl/media/x.xml"))
    struct.pack_into("<I", content, place + 24, 10)
    return bytes(content)


def far_cell(place: str) -> bytes:
    sheet = f'<worksheet><sheetData><row><c r="{place}"><v>1</v></c></row></sheetData></worksheet>'
    return rewritten(xlsx(PEOPLE), {"xl/worksheets/sheet1.xml": sheet.encode()})


def repeated_text() -> bytes:
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 90_000))
    return rewritten(
        xlsx(PEOPLE),
        {
            "xl/sharedStrings.xml": b"<sst><si><t>" + b"x" * 32_000 + b"</t></si></sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{cells}</sheetData></worksheet>".encode(),
        },
    )


def hungry_xls() -> bytes:
    """One spoilt byte makes the parser ask for terabytes: the process that asks must not be ours."""
    content = bytearray(OLD_XLS.read_bytes())
    content[1964] = 255
    return bytes(content)


def without(heading: str) -> bytes:
    return xlsx([[one for one in HEADINGS if one != heading], LI])


FILES: list[tuple[str, bytes, type[Rejected]]] = [
    ("nothing", b"", uploads.FileEmpty),
    ("blanks", b" \r\n\t", uploads.FileEmpty),
    ("pdf", b"%PDF-1.7\n\0\0\0", uploads.FileKindUnknown),
    ("zip that is no workbook", rewritten(b"PK\x05\x06" + bytes(18), {"a.txt": b"a"}), uploads.FileKindUnknown),
    ("cut off", xlsx(PEOPLE)[:3000], uploads.FileDamaged),
    ("ole that is no workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), uploads.FileDamaged),
    ("xls that wants terabytes", hungry_xls(), uploads.FileDamaged),
    ("bytes of no encoding", "姓名,".encode() + b"\xff\xfe\xff", uploads.FileEncodingUnknown),
    ("bomb", bomb(), uploads.FileSwollen),
    ("lying bomb", lying_bomb(), uploads.FileSwollen),
    ("last column", far_cell("XFD1"), uploads.FileSwollen),
    ("last row", far_cell("A1048576"), uploads.TooManyRows),
    ("one text a million times", repeated_text(), uploads.FileSwollen),
    ("no headings", xlsx([("a", "b"), LI]), uploads.NoHeadings),
    ("prose", "这是一封信。".encode(), uploads.NoHeadings),
    ("heading missing", without("低保"), uploads.HeadingsMissing),
    ("heading twice", xlsx([(*HEADINGS, "姓名"), (*LI, "x")]), uploads.HeadingTwice),
    ("no rows", xlsx([HEADINGS]), uploads.NoRows),
    ("only a total", xlsx([HEADINGS, ("合计", "0")]), uploads.NoRows),
]


@pytest.mark.parametrize(("content", "rule"), [one[1:] for one in FILES], ids=[one[0] for one in FILES])
def test_a_file_that_is_no_list_is_refused_as_a_whole(content: bytes, rule: type[Rejected]) -> None:
    with pytest.raises(Rejected) as caught:
        read_people(content)
    assert type(caught.value) is rule
    assert caught.value.sentence("zh").endswith("。")


def test_a_list_may_not_be_longer_or_larger_than_the_office_allows(good_people: bytes) -> None:
    with pytest.raises(uploads.TooManyRows):
        read_people(xlsx([HEADINGS, *([LI] * 20)]), limits=Limits(rows=10))
    with pytest.raises(uploads.TooManyRows):
        read_people("\n".join(",".join(LI) for _ in range(20)).encode(), limits=Limits(rows=10))
    with pytest.raises(uploads.FileTooBig):
        read_people(good_people, limits=Limits(file_bytes=1000))


def test_entities_in_the_xml_are_not_expanded() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    content = xlsx(PEOPLE, change=lambda _, sheet: sheet.set_row(2, None, None, {"hidden": True}))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    declaration, rest = sheet.split(b"?>", 1)
    spoiled = rewritten(content, {"xl/worksheets/sheet1.xml": declaration + b"?>" + laughs + rest})
    with pytest.raises(uploads.FileDamaged):
        read_people(spoiled)
