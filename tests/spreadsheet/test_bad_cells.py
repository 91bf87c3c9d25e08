"""Every mistake in a cell is named by sheet, row, column, value and rule, and all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from domain.uploads import HeadingInWan
from infrastructure.spreadsheet.batch_form import batch_form
from infrastructure.spreadsheet.people_form import people_form
from infrastructure.spreadsheet.reading import read
from tests.spreadsheet.conftest import HEADINGS, LI, ZHAO, read_people, with_cell, xlsx

IN_PEOPLE: list[tuple[str, object, str]] = [
    ("姓名", "", "cell_missing"),
    ("姓名", "\u3000 ", "cell_missing"),
    ("姓名", 123, "cell_not_text"),
    ("姓名", "李3", "not_a_name"),
    ("姓名", "李?实", "not_a_name"),
    ("姓名", "李\ue000", "cell_unreadable"),
    ("姓名", "锟\ufffd", "cell_unreadable"),
    ("姓名", "李" * 61, "cell_too_long"),
    ("身份证号", None, "cell_missing"),
    ("身份证号", 990101198001010014, "number_lost_digits"),
    ("身份证号", "9.90101E+17", "number_lost_digits"),
    ("身份证号", "99010119800101001", "id_number_length"),
    ("身份证号", "990101800101001", "id_number_first_generation"),
    ("身份证号", "99010119800101O014", "id_number_characters"),
    ("身份证号", "890101198001010014", "id_number_area"),
    ("身份证号", "990101198002300014", "id_number_birth_date"),
    ("身份证号", "990101198001010015", "id_number_check_digit"),
    ("身份证号", "990101203001010018", "born_in_the_future"),
    ("残疾证号", 99010119800101001443, "number_lost_digits"),
    ("残疾证号", "9901011980010100144", "certificate_length"),
    ("残疾证号", "99010119800101001943", "certificate_id_number"),
    ("残疾证号", "99010119800101001493", "certificate_type"),
    ("残疾证号", "99010119800101001446", "certificate_level"),
    ("残疾证号", "99010119800101001443--#", "certificate_suffix"),
    ("残疾证号", "99010120150601002243", "certificate_of_somebody_else"),
    ("行政区划", "虚构县", "not_a_region"),
    ("行政区划", "9901", "not_a_region"),
    ("行政区划", 990101.5, "not_a_region"),
    ("户别", "集体", "not_a_residence"),
    ("低保", "也许", "not_yes_or_no"),
    ("低保", 2, "not_yes_or_no"),
    ("银行账号", 9999990000000006, "number_lost_digits"),
    ("银行账号", "99999900000000O6", "account_characters"),
    ("银行账号", "999999000000", "account_length"),
    ("开户行", 955, "cell_not_text"),
    ("电话", "无号码", "not_a_phone"),
    ("电话", "139000012345", "not_a_phone"),
    ("住址", date(2026, 1, 1), "cell_not_text"),
    ("住址", "村" * 201, "cell_too_long"),
    ("监护人", "赵2", "not_a_name"),
    ("证件有效期", "2026-02-30", "not_a_day"),
    ("证件有效期", "2026.3", "not_a_day"),
    ("证件有效期", 2026, "not_a_day"),
    ("证件有效期", "3/1/2026", "not_a_day"),
    ("需长期照护", "偶尔", "not_yes_or_no"),
]


@pytest.mark.parametrize(("heading", "cell", "code"), IN_PEOPLE)
def test_each_bad_cell_of_a_people_list_has_its_rule(heading: str, cell: object, code: str) -> None:
    change_id = code == "born_in_the_future"
    row: Sequence[object] = with_cell(LI, heading, cell)
    if change_id:
        row = with_cell(row, "残疾证号", f"{cell}43")
    [bad] = read_people(xlsx([("虚构县名单",), HEADINGS, ZHAO, row])).bad
    assert (bad.sheet, bad.row, bad.column, bad.heading) == (
        "名单",
        4,
        "ABCDEFGHIJKLM"[HEADINGS.index(heading)],
        heading,
    )
    assert bad.code == code
    assert bad.zh.endswith("。")
    assert bad.en.endswith(".")


@pytest.mark.parametrize(
    ("type_", "level", "code"),
    [
        ("听力", "三级", "certificate_type_disagrees"),
        ("肢体", "1", "certificate_level_disagrees"),
        ("其他", "三级", "not_a_disability_type"),
        ("肢体残疾", "五级", "not_a_disability_level"),
    ],
)
def test_type_and_level_must_agree_with_the_certificate(type_: str, level: str, code: str) -> None:
    rows = [(*HEADINGS, "残疾类别", "残疾等级"), (*LI, type_, level)]
    assert [bad.code for bad in read_people(xlsx(rows)).bad] == [code]
    assert read_people(xlsx([rows[0], (*LI, "肢体", "三级")])).bad == ()


IN_BATCHES: list[tuple[object, str]] = [
    (None, "cell_missing"),
    ("一千", "amount_unreadable"),
    ("1,23.00", "amount_unreadable"),
    ("1.234,50", "amount_unreadable"),
    ("1e3", "amount_unreadable"),
    (True, "amount_unreadable"),
    (date(2026, 1, 1), "amount_unreadable"),
    ("990101198001010014", "amount_unreadable"),
    ("10.005", "amount_too_fine"),
    (10.005, "amount_too_fine"),
    ("10.000", "amount_too_fine"),
    ("-5", "amount_negative"),
    (-5.0, "amount_negative"),
    ("(5.00)", "amount_unreadable"),
    (0, "amount_zero"),
    ("0.00", "amount_zero"),
    (1e12, "amount_too_large"),
    ("999999999999", "amount_too_large"),
]


@pytest.mark.parametrize(("cell", "code"), IN_BATCHES)
def test_each_bad_amount_of_a_batch_list_has_its_rule(cell: object, code: str) -> None:
    rows = [("身份证号", "金额(元)"), ("990101201506010022", 1000), ("990101198001010014", cell)]
    [bad] = read(xlsx(rows), batch_form()).bad
    assert (bad.row, bad.column, bad.heading, bad.code) == (3, "B", "金额(元)", code)
    assert "19800101" not in bad.value + bad.zh + bad.en


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        (1000, 100_000),
        (1409.5, 140_950),
        (0.1 + 0.2, 30),
        (1234.5600000000001, 123_456),
        ("1,234.50", 123_450),
        ("１２３", 12_300),
        ("￥1,000.00元", 100_000),
        (" 1000.5 ", 100_050),
    ],
)
def test_an_amount_is_read_exactly(cell: object, fen: int) -> None:
    rows = [("残疾证号", "发放金额"), ("99010119800101001443", cell)]
    [line] = read(xlsx(rows), batch_form()).accept()
    assert (line.amount.fen, line.certificate, line.id_number) == (fen, "99010119800101001443", "")


def test_every_bad_cell_is_named_at_once_in_the_order_of_the_sheet() -> None:
    rows = [HEADINGS, with_cell(with_cell(LI, "低保", "?"), "姓名", ""), ZHAO, with_cell(ZHAO, "户别", "?")]
    reading = read_people(xlsx(rows))
    assert [(bad.row, bad.column, bad.code) for bad in reading.bad] == [
        (2, "A", "cell_missing"),
        (2, "F", "not_yes_or_no"),
        (3, "B", "twice_in_file"),
        (4, "B", "twice_in_file"),
        (4, "E", "not_a_residence"),
    ]
    assert "3、4" in reading.bad[2].zh


def test_one_person_named_by_id_number_and_by_certificate_is_named_twice() -> None:
    rows = [
        ("身份证号", "残疾证号", "金额"),
        ("990101198001010014", "", 1),
        ("990101201506010022", "", 1),
        ("", "99010119800101001443", 1),
    ]
    reading = read(xlsx(rows), batch_form())
    assert [(bad.row, bad.column, bad.code) for bad in reading.bad] == [
        (2, "A", "twice_in_file"),
        (4, "B", "twice_in_file"),
    ]


def test_a_line_that_names_nobody_or_two_people_is_refused() -> None:
    rows = [
        ("身份证号", "残疾证号", "金额"),
        ("", "", 1),
        ("990101201506010022", "99010119800101001443", 1),
    ]
    reading = read(xlsx(rows), batch_form())
    assert [(bad.row, bad.column, bad.code) for bad in reading.bad] == [
        (2, "A", "cell_neither_given"),
        (3, "B", "certificate_of_somebody_else"),
    ]


def test_personal_data_is_shown_masked_and_never_in_a_sentence() -> None:
    row = with_cell(with_cell(LI, "身份证号", "990101198001010015"), "银行账号", "99999900000000O6")
    row = with_cell(with_cell(row, "电话", "13900001234567"), "姓名", "李秋实3")
    reading = read_people(xlsx([HEADINGS, row]))
    shown = {bad.heading: bad.value for bad in reading.bad}
    assert shown == {
        "姓名": "李**3",
        "身份证号": "990101************",
        "银行账号": "************00O6",
        "电话": "139*********67",
    }
    told = "".join(bad.zh + bad.en for bad in reading.bad)
    for clear in ("19800101", "13900001234", "李秋实", "999999"):
        assert clear not in told


def test_the_total_row_must_foot() -> None:
    rows = [
        ("身份证号", "金额"),
        ("990101198001010014", "1,000.00"),
        ("990101201506010022", 500.5),
        ("小计", 1),
        ("合计", 1500.4),
    ]
    [bad] = read(xlsx(rows), batch_form()).bad
    assert (bad.row, bad.column, bad.code) == (5, "B", "total_does_not_foot")
    assert "1500.40" in bad.zh
    assert "1500.50" in bad.zh
    rows[-1] = ("合　计：", 1500.5)
    assert len(read(xlsx(rows), batch_form()).accept()) == 2


def test_passbooks_are_a_doubt_unless_the_office_pays_to_cards_only() -> None:
    content = xlsx([HEADINGS, with_cell(LI, "银行账号", "9999990000000001")])
    reading = read_people(content)
    assert [doubt.code for doubt in reading.doubts] == ["account_check_digit"]
    assert len(reading.accept({"account_check_digit"})) == 1
    strict = read(content, people_form(today=date(2026, 6, 30), cards_only=True))
    assert [bad.code for bad in strict.bad] == ["account_check_digit"]


def test_an_amount_column_in_wan_is_refused() -> None:
    with pytest.raises(HeadingInWan):
        read(xlsx([("身份证号", "金额（万元）"), ("990101198001010014", 0.1)]), batch_form())
