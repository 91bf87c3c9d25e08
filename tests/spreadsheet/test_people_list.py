"""A people list that is right: whatever its title, headings, order and way of writing, the rows come out typed."""

from __future__ import annotations

import hashlib
import io
import time
from datetime import date, datetime

import openpyxl
import pytest

from application.people import PersonalRecord
from domain.uploads import HasBadCells
from infrastructure.spreadsheet.people_form import people_form
from infrastructure.spreadsheet.reading import read
from infrastructure.synthetic_people import CHILDREN, synthetic_people
from tests.spreadsheet.conftest import HEADINGS, LI, TODAY, ZHAO, read_people, with_cell, xlsx


def test_a_good_list_gives_typed_rows_and_the_hash_of_its_bytes(good_people: bytes) -> None:
    reading = read_people(good_people)
    assert (reading.bad, reading.doubts, reading.sheet) == ((), (), "名单")
    assert reading.sha256 == hashlib.sha256(good_people).hexdigest()
    li, zhao = reading.accept()
    assert li.record == PersonalRecord(
        name="李秋实",
        id_number="990101198001010014",
        certificate="99010119800101001443",
        account="9999990000000006",
        bank="虚构农商银行",
        phone="13900001234",
        address="虚构县平安镇一村",
    )
    assert (li.row, li.region, li.residence, li.low_income) == (2, "990101001001", "rural", True)
    assert (li.disability_type, li.disability_level) == (4, 3)
    assert (li.certificate_valid_until, li.long_term_care) == (date(2030, 12, 31), False)
    assert li.birth_date == date(1980, 1, 1)
    assert (zhao.row, zhao.record.guardian, zhao.certificate_valid_until) == (3, "赵立冬", None)
    assert (zhao.residence, zhao.disability_type, zhao.disability_level) == ("urban", 6, 1)


def test_no_repr_of_a_reading_shows_a_person(good_people: bytes) -> None:
    told = repr(read_people(good_people))
    for cell in (*LI[:3], LI[6], LI[8], LI[9]):
        assert cell not in told


def test_titles_numbering_totals_and_signatures_are_not_people() -> None:
    rows = [
        ("虚构县残疾人名单",),
        ("", "填报单位：虚构县残联", "", "2026年6月"),
        ("序号", *HEADINGS),
        (1, *LI),
        (None,),
        (2, *ZHAO),
        ("合 计", "2 人"),
        ("制表人：王某", "", "审核人：陈某"),
        ("制表人：", "王某", "审核人：", "陈某"),
        ("注：以上名单已公示。",),
    ]
    assert [row.row for row in read_people(xlsx(rows)).accept()] == [4, 6]


@pytest.mark.parametrize(
    ("heading", "instead"),
    [
        ("身份证号", "身份证号码"),
        ("身份证号", "公民身份号码"),
        ("身份证号", "ID number"),
        ("身份证号", "＊身份证号（必填）："),
        ("身份证号", " 身 份 证\n号 "),
        ("姓名", "Name"),
        ("残疾证号", "残疾人证号"),
        ("户别", "城乡"),
        ("银行账号", "一卡通账号"),
        ("低保", "是否低保"),
        ("行政区划", "Region Code"),
        ("证件有效期", "有效期至"),
    ],
)
def test_a_column_goes_under_many_headings(heading: str, instead: str) -> None:
    headings = [instead if one == heading else one for one in HEADINGS]
    assert len(read_people(xlsx([headings, LI])).accept()) == 1


def test_columns_stand_in_any_order_and_optional_ones_may_be_missing() -> None:
    keep = [HEADINGS.index(name) for name in ("银行账号", "低保", "户别", "姓名", "残疾证号", "身份证号", "行政区划")]
    rows = [[HEADINGS[i] for i in keep], [LI[i] for i in keep]]
    [li] = read_people(xlsx(rows)).accept()
    assert (li.record.name, li.record.phone, li.certificate_valid_until) == ("李秋实", "", None)


@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        ("证件有效期", date(2028, 2, 29), "certificate_valid_until", date(2028, 2, 29)),
        ("证件有效期", datetime(2028, 2, 29), "certificate_valid_until", date(2028, 2, 29)),  # noqa: DTZ001
        ("证件有效期", 46082, "certificate_valid_until", date(2026, 3, 1)),
        ("证件有效期", 20260301, "certificate_valid_until", date(2026, 3, 1)),
        ("证件有效期", "2026.3.1", "certificate_valid_until", date(2026, 3, 1)),
        ("证件有效期", "2026年3月1日", "certificate_valid_until", date(2026, 3, 1)),
        ("证件有效期", "２０２６/３/１", "certificate_valid_until", date(2026, 3, 1)),
        ("证件有效期", "2026-03-01 00:00:00", "certificate_valid_until", date(2026, 3, 1)),
        ("证件有效期", "长期", "certificate_valid_until", None),
        ("行政区划", 990101, "region", "990101"),
        ("行政区划", 990101001001, "region", "990101001001"),
        ("行政区划", "９９０１０１", "region", "990101"),
        ("户别", "城镇居民", "residence", "urban"),
        ("户别", "农业户口", "residence", "rural"),
        ("低保", "√", "low_income", True),
        ("低保", 0, "low_income", False),
        ("低保", True, "low_income", True),
        ("需长期照护", "无", "long_term_care", False),
        ("需长期照护", "/", "long_term_care", False),
        ("需长期照护", "Yes", "long_term_care", True),
    ],
)
def test_a_value_is_read_in_every_usual_way_of_writing(heading: str, cell: object, field: str, value: object) -> None:
    [person] = read_people(xlsx([HEADINGS, with_cell(LI, heading, cell)])).accept()
    assert getattr(person, field) == value


@pytest.mark.parametrize(
    ("heading", "cell", "field", "value"),
    [
        ("姓名", "李 明", "name", "李明"),
        ("姓名", "阿依古丽•买买提", "name", "阿依古丽·买买提"),
        ("姓名", "𮧵小", "name", "𮧵小"),
        ("身份证号", "９９０１０１１９８００１０１００１４", "id_number", "990101198001010014"),
        ("身份证号", "'990101 19800101 0014", "id_number", "990101198001010014"),
        ("电话", 13900001234, "phone", "13900001234"),
        ("电话", "0553-3812345", "phone", "05533812345"),
        ("银行账号", "9999 9900 0000 0006", "account", "9999990000000006"),
        ("监护人", "无", "guardian", ""),
        ("住址", "虚构县\n平安镇", "address", "虚构县 平安镇"),
    ],
)
def test_what_goes_to_the_vault_is_made_uniform(heading: str, cell: object, field: str, value: str) -> None:
    [person] = read_people(xlsx([HEADINGS, with_cell(LI, heading, cell)])).accept()
    assert getattr(person.record, field) == value


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_a_csv_is_read_in_every_encoding_offices_write(encoding: str, delimiter: str) -> None:
    lines = [delimiter.join(HEADINGS), delimiter.join(LI), delimiter.join(ZHAO)]
    reading = read_people("\r\n".join(lines).encode(encoding))
    assert [person.record.name for person in reading.accept()] == ["李秋实", "赵小满"]


def test_a_quoted_line_break_in_a_csv_keeps_the_rows_numbered_as_excel_does() -> None:
    rows = [
        ",".join(HEADINGS),
        ",".join(LI).replace("虚构县平安镇一村", '"虚构县\n平安镇"'),
        ",".join(ZHAO).replace(",990101201506010022,", ',="990101201506010022",'),
    ]
    assert [row.row for row in read_people("\n".join(rows).encode()).accept()] == [2, 3]


def test_a_workbook_written_by_another_program_is_read_alike() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADINGS, LI, ZHAO):
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    assert len(read_people(file.getvalue()).accept()) == 2


def test_further_circumstances_become_facts() -> None:
    headings, row = (*HEADINGS, "就业", "就读学校类型"), (*LI, "是", "特教学校")
    form = people_form(today=TODAY, extra_facts={"school_kind": "就读学校类型"})
    [person] = read(xlsx([headings, row]), form).accept()
    assert person.facts == (("employed", "yes"), ("school_kind", "特教学校"))


def test_progress_is_told_block_by_block(good_people: bytes) -> None:
    told: list[tuple[int, int]] = []
    read_people(good_people, progress=lambda done, of: told.append((done, of)))
    assert told == [(2, 2)]


def test_synthetic_people_pass_through_a_file_unchanged() -> None:
    people = [*synthetic_people(30, 7), *synthetic_people(30, 8, born=CHILDREN)]
    rows = [
        (
            *(one.record.name, one.record.id_number, one.record.certificate, one.region),
            "农村" if one.residence == "rural" else "城镇",
            "是" if one.low_income else "否",
            *(one.record.account, one.record.bank, one.record.phone, one.record.address, one.record.guardian),
            one.certificate_valid_until,
            "是" if one.long_term_care else "否",
        )
        for one in people
    ]
    reading = read_people(xlsx([HEADINGS, *rows]))
    assert [row.record for row in reading.accept()] == [one.record for one in people]


def test_rows_are_not_had_from_a_list_with_a_bad_cell() -> None:
    reading = read_people(xlsx([HEADINGS, LI, with_cell(ZHAO, "低保", "也许")]))
    assert reading.rows == ()
    with pytest.raises(HasBadCells):
        reading.accept()


@pytest.mark.slow
def test_ten_thousand_people_are_read_in_seconds_with_the_progress_told() -> None:
    rows = [
        with_cell(
            with_cell(with_cell(LI, "身份证号", one.record.id_number), "残疾证号", one.record.certificate),
            "姓名",
            one.record.name,
        )
        for one in synthetic_people(10_000, 9)
    ]
    told: list[int] = []
    content = xlsx([HEADINGS, *rows])
    started = time.perf_counter()
    assert len(read_people(content, progress=lambda done, _: told.append(done)).accept()) == 10_000
    assert time.perf_counter() - started < 20
    assert told == list(range(500, 10_001, 500))
