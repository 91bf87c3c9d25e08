"""Stations and awards brought as lists: whole or not at all, each row on what the rows above it leave, once only."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from application.commands.awards import OpenAwardScheme
from application.commands.institutions import SignAgreement
from application.commands.matching import OpenMatchingScheme
from application.lists import AWARDS, MATCHING_PARTS, MATCHING_UNITS, Where
from application.registers.bringing import NamesNobody, bring, look_at
from domain.matching.rejections import NoSuchScheme
from domain.money import Money
from tests.support.awards import OPENED as SCHEME_OPENED
from tests.support.awards import TERMS, applied_for, granted
from tests.support.matching import CODES, CONDITIONS, OPENED, SCHEME, SHARES, STATIONS, a_scheme, three_stations
from tests.support.office import AREA, BUILDER, CASE_OFFICER, DECIDER, Office
from tests.support.registers import K, bad, brings, cells, csv, export, read, wanted
from tests.support.stories import YEAR, yuan

STATION_LIST = (
    "站点编号,站点名称,协议编号,金额（元）,列入日期",
    'near,城东康复站,run-1,"100,000.00",2017-01-10',
    "far,城西康复站,run-1,50000.05,",
    "合计,,,150000.05,",
)


def contracted() -> Office:
    office = a_scheme()
    contract: dict[str, Any] = {"institution": CODES[0], "programme": STATIONS, "fiscal_year": 2017}
    office.asks(SignAgreement, by=BUILDER, agreement_id="run-1", ceiling=yuan(500_000), on=OPENED, **contract)
    return office


def test_stations_come_in_by_one_command_each_split_in_the_ratio_and_the_same_file_once_more_is_refused() -> None:
    office = contracted()
    head = office.desk.log.head()
    answer = brings(office, K.STATIONS, SCHEME, csv(*STATION_LIST), by=DECIDER, on=OPENED)
    assert (answer.said["recorded"], office.desk.log.head()) == (2, head + 2)
    units = list(office.views.rows(MATCHING_UNITS))
    assert [(one.unit, one.amount, one.admitted_on) for one in units] == [
        ("near", yuan(100_000), date(2017, 1, 10)),
        ("far", Money(5_000_005), OPENED),
    ]
    parts = [part.amount for part in office.views.rows(MATCHING_PARTS, where=Where(scheme=SCHEME))]
    assert parts == [yuan(60_000), yuan(40_000), Money(3_000_003), Money(2_000_002)]
    again = bad(office, K.STATIONS, SCHEME, csv(*STATION_LIST), by=DECIDER, on=OPENED)
    assert again == [(2, "unit", "unit_exists"), (3, "unit", "unit_exists")]


def test_every_station_that_is_wrong_is_named_by_its_cell_and_nothing_is_recorded() -> None:
    office = contracted()
    head = STATION_LIST[0]
    unreadable = csv(head, "near,站,run-1,1.005,2017-01-10", ",站,run-1,-5,明天", "x,站,run-1,5,", "x,站,run-1,5,")
    assert cells(office, K.STATIONS, unreadable) == [
        (2, "D", "amount_too_fine"),
        (3, "A", "cell_missing"),
        (3, "D", "amount_negative"),
        (3, "E", "not_a_day"),
        (4, "A", "twice_in_file"),
        (5, "A", "twice_in_file"),
    ]
    broken = csv(
        head,
        "near,站,run-1,100000.01,2017-01-10",
        "东站,站,run-1,5,2017-01-10",
        "far,站,run-9,5,2017-01-10",
        "late,站,run-1,5,2016-12-30",
        "soon,站,run-1,5,2018-03-01",
        "fine,站,run-1,5,2017-01-10",
    )
    assert bad(office, K.STATIONS, SCHEME, broken, by=DECIDER, on=OPENED) == [
        (2, "amount", "ratio_does_not_fit"),
        (3, "unit", "not_a_short_name"),
        (4, "agreement_id", "no_such_agreement"),
        (5, "on", "before_its_cause"),
        (6, "on", "in_the_future"),
    ]


def test_a_list_for_a_scheme_that_is_not_there_is_refused_as_a_whole() -> None:
    office = contracted()
    rows = read(office, K.STATIONS, csv(*STATION_LIST)).accept()
    for look in (look_at, bring):
        with pytest.raises(NoSuchScheme) as refused:
            look(rows, wanted(office, K.STATIONS, "stations-2099", OPENED), by=DECIDER, desk=office.desk)
        assert refused.value.field == "of"
    with pytest.raises(NamesNobody):
        look_at(rows, wanted(office, K.STATIONS, SCHEME, OPENED, "990101"), by=DECIDER, desk=office.desk)


def test_stations_given_out_as_a_list_come_in_again_under_another_scheme() -> None:
    office = three_stations()
    terms: dict[str, Any] = {"programme": STATIONS, "region": AREA, "period": YEAR, "document": "财社〔2017〕19号"}
    terms |= {"shares": SHARES, "conditions": CONDITIONS, "on": OPENED}
    office.asks(OpenMatchingScheme, by=DECIDER, scheme_id="more", **terms)
    brings(office, K.STATIONS, "more", export(office, MATCHING_UNITS, scheme=SCHEME), by=DECIDER, on=OPENED)
    told = [(one.unit, one.name, one.agreement, one.amount) for one in office.views.rows(MATCHING_UNITS)]
    assert told[:3] == told[3:]


def test_conditions_are_met_row_by_row_and_by_two_pairs_of_hands() -> None:
    office = three_stations()
    head = "站点,条件,单据编号,确认单位,满足日期"
    sites = csv(head, "s-1,选址,选址-1,区残联,2017-02-10", "s-2,选址,选址-2,区残联,2017-02-11")
    brings(office, K.STATION_CONDITIONS, SCHEME, sites, by=CASE_OFFICER, on=OPENED)
    both = csv(head, "s-1,完工,完工-1,区残联,2017-03-10", "s-1,验收,验收-1,区残联,2017-03-20", "s-3,验收,v,区残联,")
    assert bad(office, K.STATION_CONDITIONS, SCHEME, both, by=DECIDER, on=date(2017, 3, 20)) == [
        (3, "unit", "same_hands_on_unit"),
        (4, "condition", "condition_out_of_order"),
    ]
    assert bad(office, K.STATION_CONDITIONS, SCHEME, sites, by=DECIDER, on=OPENED) == [
        (2, "condition", "condition_met_already"),
        (3, "condition", "condition_met_already"),
    ]


def test_applications_come_in_as_a_list_and_a_list_given_out_comes_in_under_next_years_scheme() -> None:
    office = applied_for()
    head = "申请机构简称,统一社会信用代码,机构名称,申请日期"
    more = csv(head, f"rainbow,{CODES[1]},彩虹托养中心,2017-02-01", f"harbour,{CODES[2]},港湾托养中心,")
    brings(office, K.AWARD_APPLICATIONS, "homes-2017", more, by=CASE_OFFICER, on=SCHEME_OPENED)
    assert [row.award for row in office.views.rows(AWARDS)] == [
        f"homes-2017.{x}" for x in ("sunshine", "rainbow", "harbour")
    ]
    wrong = csv(
        head, f"sunshine,{CODES[0]},阳光托养中心,", "x,52990101MJ0000001H,某中心,", f"y,{CODES[1]},990101198001010014,"
    )
    assert bad(office, K.AWARD_APPLICATIONS, "homes-2017", wrong, by=CASE_OFFICER, on=SCHEME_OPENED) == [
        (2, "applicant", "award_applied_for_already"),
        (3, "institution", "credit_code_check_digit"),
        (4, "name", "personal_number_in_text"),
    ]
    office.asks(OpenAwardScheme, by=DECIDER, scheme_id="homes-2018", terms=TERMS, on=date(2018, 1, 9))
    out = export(office, AWARDS)
    next_year = read(office, K.AWARD_APPLICATIONS, out).accept({"column_not_read"})
    assert [row.values["applicant"] for row in next_year] == ["sunshine", "rainbow", "harbour"]
    before = bad(office, K.AWARD_APPLICATIONS, "homes-2018", out, by=CASE_OFFICER, on=date(2018, 1, 9))
    assert {code for _, _, code in before} == {"before_its_cause"}, "the days are last year's"


def test_yearly_checks_come_in_as_a_list_and_one_that_failed_suspends() -> None:
    office = granted()
    office.clock.day = date(2019, 12, 1)
    head = "申请机构简称,年度,结果,检查报告编号,检查日期"
    once = csv(head, "sunshine,2018,合格,年检1,2018-03-01", "sunshine,2019,不合格,年检2,2019-03-01")
    assert (
        brings(office, K.AWARD_CHECKS, "homes-2017", once, by=CASE_OFFICER, on=date(2019, 12, 1)).said["recorded"] == 2
    )
    assert next(iter(office.views.rows(AWARDS))).suspended_on == date(2019, 3, 1)
    wrong = csv(head, "sunshine,2018,合格,年检1,", "nobody,2018,合格,年检1,", "sunshine,2030,合格,年检1,")
    assert bad(office, K.AWARD_CHECKS, "homes-2017", wrong, by=CASE_OFFICER, on=date(2019, 12, 1)) == [
        (2, "year", "year_checked_already"),
        (3, "applicant", "no_such_award"),
        (4, "year", "year_not_checked"),
    ]
    assert cells(office, K.AWARD_CHECKS, csv(head, "sunshine,二〇一八,尚可,年检1,")) == [
        (2, "B", "not_a_count"),
        (2, "C", "not_among_words"),
    ]
