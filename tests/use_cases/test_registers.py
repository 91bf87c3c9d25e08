"""Devices and employers brought as lists: whole or not at all, each row on what the rows above it leave, once only."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from application.commands.devices import SetDeviceKind
from application.commands.levies import SetLevyTerms
from application.lists import DEVICE_FITTINGS, DEVICE_MOVES, LEVY_ASSESSMENTS, Where
from application.registers.bringing import look_at
from application.registers.kinds import RegisterKind
from application.registers.known import REGISTERS
from domain.levies.rejections import NoLevyTerms
from domain.money import ZERO, Money
from domain.rejected import Rejected
from infrastructure.spreadsheet.form import comparable
from infrastructure.spreadsheet.lists import SpreadsheetLists
from tests.support.levies import TERMS as LEVY_TERMS
from tests.support.matching import CODES, OPENED
from tests.support.office import AREA, CASE_OFFICER, DECIDER, LIAISON, Office, an_office
from tests.support.registers import K, bad, brings, cells, csv, export, read, wanted
from tests.support.stories import a_programme, some_people

HASHES = [f"{number:064x}" for number in range(1, 9)]
DEVICES = "assistive-devices"


def a_store(programme: str = DEVICES, office: Office | None = None) -> Office:
    office = a_programme(programme=programme, office=office) if office else a_programme(programme=programme)
    kind: dict[str, Any] = {"kind": "wheelchair", "name_zh": "轮椅", "name_en": "Wheelchair", "region": AREA}
    paper: dict[str, Any] = {"service_life_months": 60, "document": "残联发〔2017〕5号", "on": date(2017, 1, 9)}
    office.asks(SetDeviceKind, by=DECIDER, programme=programme, **kind, **paper)
    return office


CAME = csv(
    "辅具代码,批号,供应商信用代码,入库单号,件数,入库日期",
    f"wheelchair,W-1,{CODES[0]},入库1,3,2017-03-01",
    f"wheelchair,20170302,{CODES[0]},入库2,2,20170302",
)
WENT = csv(
    "辅具,批号,件数,原因,出库单号,出库日期",
    "wheelchair,W-1,1,报损,报损1,2017-03-03",
    "wheelchair,W-1,1,遗失,遗失1,2017-03-03",
)


def test_vouchers_of_the_store_come_in_as_lists_and_neither_counts_twice() -> None:
    office = a_store()
    brings(office, K.DEVICE_RECEIPTS, DEVICES, CAME, by=CASE_OFFICER, on=OPENED)
    brings(office, K.DEVICE_REMOVALS, DEVICES, WENT, by=CASE_OFFICER, on=OPENED)
    moves = [(one.batch, one.quantity) for one in office.views.rows(DEVICE_MOVES)]
    assert moves == [("W-1", 3), ("20170302", 2), ("W-1", 1), ("W-1", 1)]
    on: dict[str, Any] = {"by": CASE_OFFICER, "on": date(2017, 4, 1)}
    again = CAME.decode("gb18030").replace("2017-03-01", "").replace("20170302\n", "\n").encode()
    assert bad(office, K.DEVICE_RECEIPTS, DEVICES, again, **on) == [
        (2, "batch", "device_batch_exists"),
        (3, "batch", "device_batch_exists"),
    ]
    assert [code for _, _, code in bad(office, K.DEVICE_REMOVALS, DEVICES, WENT, **on)] == [
        "devices_taken_out_already"
    ] * 2
    head = "辅具,批号,件数,原因,出库单号,出库日期"
    more = csv(
        head,
        "wheelchair,W-1,1,调出,调1,",
        "wheelchair,W-1,1,调出,调2,",
        "crutch,W-1,1,调出,调3,",
        "wheelchair,?,1,调出,调4,",
    )
    assert bad(office, K.DEVICE_REMOVALS, DEVICES, more, **on) == [
        (3, "quantity", "stock_too_low"),
        (4, "kind", "no_such_device_kind"),
        (5, "batch", "no_such_device_batch"),
    ]


def fitted_people() -> tuple[Office, list[Any], tuple[str, ...]]:
    office = a_store()
    brings(office, K.DEVICE_RECEIPTS, DEVICES, CAME, by=CASE_OFFICER, on=OPENED)
    rows = some_people(4)
    return office, rows, office.registers(rows, on=date(2017, 1, 3))


HANDED = "身份证号,残疾证号,辅具,批号,签收人,签收单 SHA-256,适配日期"


def test_fittings_name_people_by_either_number_and_come_in_again_from_a_list_given_out() -> None:
    office, rows, people = fitted_people()
    first, second = rows[0].record, rows[1].record
    fittings = csv(
        HANDED,
        f"{first.id_number},,wheelchair,W-1,本人,{HASHES[0].upper()},2017-06-01",
        f",{second.certificate},wheelchair,W-1,监护人,{HASHES[1]},2017-06-01",
    )
    answer = brings(office, K.DEVICE_FITTINGS, DEVICES, fittings, by=LIAISON, on=OPENED)
    assert answer.said["recorded"] == 2
    assert [one.beneficiary for one in office.views.rows(DEVICE_FITTINGS)] == list(people[:2])
    kept = b"".join(str(entry.fact).encode() for entry in office.entries())
    assert first.id_number.encode() not in kept, "numbers do not go into the log"
    a_store("more-devices", office)
    brings(office, K.DEVICE_RECEIPTS, "more-devices", CAME, by=CASE_OFFICER, on=OPENED)
    brings(office, K.DEVICE_FITTINGS, "more-devices", export(office, DEVICE_FITTINGS), by=LIAISON, on=OPENED)
    told = [(one.beneficiary, one.signed_by, one.fitted_on) for one in office.views.rows(DEVICE_FITTINGS)]
    assert told[:2] == told[2:]


def test_a_fitting_is_held_against_the_fittings_above_it() -> None:
    office, rows, people = fitted_people()
    who = [row.record.id_number for row in rows]
    listed = csv(
        HANDED,
        f"{who[0]},,wheelchair,W-1,本人,{HASHES[0]},2017-06-01",
        f"{who[0]},,wheelchair,W-1,本人,{HASHES[1]},2017-06-02",
        f"{who[1]},,wheelchair,W-1,本人,abc,2017-06-02",
        f"990101198001010014,,wheelchair,W-1,本人,{HASHES[3]},2017-06-02",
        f"{who[2]},,wheelchair,W-1,本人,{HASHES[4]},2017-05-31",
    )
    assert bad(office, K.DEVICE_FITTINGS, DEVICES, listed, by=LIAISON, on=OPENED) == [
        (3, "beneficiary", "inside_service_life"),
        (4, "form_sha256", "handover_not_signed"),
        (5, "id_number", "nobody_of_that_number"),
        (6, "on", "before_its_cause"),
    ]
    elsewhere = bad(office, K.DEVICE_FITTINGS, DEVICES, listed, by=LIAISON, on=OPENED, region="990102")
    assert {code for _, _, code in elsewhere} == {"nobody_of_that_number"}
    neither = csv(HANDED, f",,wheelchair,W-1,本人,{HASHES[0]},", f"{who[1]},,wheelchair,W-1,邻居,{HASHES[0]},")
    assert [code for _, _, code in cells(office, K.DEVICE_FITTINGS, neither)] == [
        "cell_neither_given",
        "twice_in_file",
        "twice_in_file",
        "not_among_words",
    ]
    other = f"人员编号,{HANDED}"
    differ = csv(other, f"{people[1]},{who[0]},,wheelchair,W-1,本人,{HASHES[0]},2017-06-01")
    assert bad(office, K.DEVICE_FITTINGS, DEVICES, differ, by=LIAISON, on=OPENED) == [
        (2, "beneficiary", "nobody_of_that_number")
    ]


ASSESSED = date(2018, 1, 31)
DECLARED = (
    "用人单位信用代码,单位名称,职工人数,残疾职工人数,平均工资,核定日期",
    "91990101MA0000001Y,示例制造厂,112.5,其他残疾职工 1,70000.12,",
    "91990101MA00000022,示例小店,30,,50000.00,",
    "91990101MA00000035,示例纺织厂,100,severe 1、others 0.5,70000.12,",
)


def levied() -> Office:
    office = an_office()
    for year in (2017, 2018):
        levy: dict[str, Any] = {"fiscal_year": year, "region": AREA, "terms": LEVY_TERMS, "on": date(2018, 1, 9)}
        office.asks(SetLevyTerms, by=DECIDER, **levy)
    return office


def test_declarations_are_assessed_by_the_terms_and_last_years_list_is_next_years() -> None:
    office = levied()
    answer = brings(office, K.LEVY_DECLARATIONS, f"2017/{AREA}", csv(*DECLARED), by=CASE_OFFICER, on=ASSESSED)
    assert (answer.said["recorded"], answer.said["total_fen"]) == (3, "4331257")
    listed = list(office.views.rows(LEVY_ASSESSMENTS, where=Where(year=2017)))
    assert [(one.headcount, one.arranged, one.assessed) for one in listed] == [
        ("112.5", "others 1", Money(4_331_257)),
        ("30", "0", ZERO),
        ("100", "severe 1、others 0.5", ZERO),
    ]
    out = export(office, LEVY_ASSESSMENTS, year=2017)
    brings(office, K.LEVY_DECLARATIONS, f"2018/{AREA}", out, by=CASE_OFFICER, on=ASSESSED)
    rows = [
        [(one.employer, one.name, one.headcount, one.arranged, one.average_wage, one.assessed) for one in year]
        for year in (listed, office.views.rows(LEVY_ASSESSMENTS, where=Where(year=2018)))
    ]
    assert rows[0] == rows[1]
    again = bad(office, K.LEVY_DECLARATIONS, f"2017/{AREA}", csv(*DECLARED), by=CASE_OFFICER, on=ASSESSED)
    assert again == [(row, "employer", "levy_assessed_already") for row in (2, 3, 4)]


def test_a_declaration_that_cannot_be_is_named_by_its_cell() -> None:
    office = levied()
    head = DECLARED[0]
    wrong = csv(
        head,
        "91990101MA0000001Y,示例制造厂,很多,1,70000.12,",
        "91990101MA0000001H,示例制造厂,10,others -1,0,",
        "91990101MA00000022,示例小店,3/0,others 1 others,50000.00,",
    )
    assert cells(office, K.LEVY_DECLARATIONS, wrong) == [
        (2, "C", "not_a_headcount"),
        (2, "D", "arranged_not_said"),
        (3, "D", "arranged_not_said"),
        (3, "E", "amount_zero"),
        (4, "C", "not_a_headcount"),
        (4, "D", "arranged_not_said"),
    ]
    broken = csv(
        head,
        "91990101MA0000001H,示例制造厂,10,,70000.12,",
        "91990101MA00000022,示例小店,10,others 11,50000.00,",
        "91990101MA00000035,示例纺织厂,10,退伍军人 1,50000.00,",
        "91990101MA0000001Y,示例制造厂,0,,50000.00,",
    )
    assert bad(office, K.LEVY_DECLARATIONS, f"2017/{AREA}", broken, by=CASE_OFFICER, on=ASSESSED) == [
        (2, "employer", "credit_code_check_digit"),
        (3, "arranged", "more_arranged_than_employed"),
        (4, "arranged", "arranged_group_unknown"),
        (5, "headcount", "headcount_not_positive"),
    ]
    rows = read(office, K.LEVY_DECLARATIONS, csv(*DECLARED)).accept()
    for of, rule in ((f"2016/{AREA}", NoLevyTerms), ("2017/99", Rejected), ("二〇一七/990101", Rejected)):
        with pytest.raises(rule) as refused:
            look_at(rows, wanted(office, K.LEVY_DECLARATIONS, of, ASSESSED), by=CASE_OFFICER, desk=office.desk)
        assert refused.value.field == "of"


@pytest.mark.parametrize("kind", list(RegisterKind))
def test_the_empty_workbook_is_read_by_what_it_was_made_of(kind: RegisterKind) -> None:
    office = an_office()
    lists = SpreadsheetLists(office.clock)
    empty = lists.register_template(kind)
    assert empty == lists.register_template(kind)
    with pytest.raises(Rejected) as nothing:
        lists.read_register(kind, empty)
    assert nothing.value.code == "no_rows", "its headings are known; only rows are missing"


@pytest.mark.parametrize("register", REGISTERS.values(), ids=lambda one: one.kind.value)
def test_no_heading_of_a_register_means_two_columns(register: Any) -> None:
    said = [
        {comparable(heading) for heading in (column.name, column.zh, column.en, *column.aliases)}
        for column in register.columns
    ]
    assert sum(map(len, said)) == len(set().union(*said))
