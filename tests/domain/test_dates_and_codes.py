"""Months and periods, places, document numbers, working days: read in one way, compared by their parts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dates import BeforeItsCause, DateTooOld, InTheFuture, not_before, not_in_the_future
from domain.documents import DocumentNumber, NotADocumentNumber
from domain.periods import MONTHS, Month, NotAMonth, NotAPeriod, Period, PeriodKind
from domain.regions import NotARegionCode, RegionCode
from domain.working_days import after_working_days, working_days_between
from tests.domain.people_stories import on_weekdays


@pytest.mark.parametrize(
    ("text", "kind", "first", "last"),
    [
        ("2017", PeriodKind.YEAR, "2017-01", "2017-12"),
        ("2017-H1", PeriodKind.HALF_YEAR, "2017-01", "2017-06"),
        ("2017-H2", PeriodKind.HALF_YEAR, "2017-07", "2017-12"),
        ("2017-Q1", PeriodKind.QUARTER, "2017-01", "2017-03"),
        ("2017-Q4", PeriodKind.QUARTER, "2017-10", "2017-12"),
        ("2017-04", PeriodKind.MONTH, "2017-04", "2017-04"),
    ],
)
def test_a_period_is_a_run_of_months(text: str, kind: PeriodKind, first: str, last: str) -> None:
    period = Period.parse(text)
    assert (str(period), period.kind, str(period.first), str(period.last)) == (text, kind, first, last)
    assert len(list(period.months())) == MONTHS[kind]
    assert period.year == 2017


@pytest.mark.parametrize(
    "text", ["", "17", "2017-13", "2017-00", "2017-H3", "2017-Q5", "2017-4", "2017 ", "２０１７", "٢٠١٧"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(NotAPeriod):
        Period.parse(text)


@pytest.mark.parametrize("text", ["2017", "2017-13", "2017-1", "2017-01-01", "２０１７-01"])
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(NotAMonth):
        Month.parse(text)


@given(st.dates())
def test_months_are_written_read_and_counted(day: date) -> None:
    month = Month.of(day)
    assert Month.parse(str(month)) == month
    assert month.first_day() == day.replace(day=1)
    assert month < month.next()


@pytest.mark.parametrize(
    ("inner", "outer", "within"),
    [
        ("990101001002", "990101", True),
        ("990101001002", "990101001000", True),
        ("990101001002", "990101000000", True),
        ("990101", "990101", True),
        ("990101", "990100", True),
        ("990101", "990000", True),
        ("990101001000", "990101001002", False),
        ("990110", "990101", False),
        ("990111000000", "990101", False),
        ("990101", "990101001000", False),
    ],
)
def test_places_are_compared_by_segment(inner: str, outer: str, within: bool) -> None:
    assert RegionCode.parse(inner).within(RegionCode.parse(outer)) is within


@pytest.mark.parametrize(
    "text", ["", "99", "9901010", "99010100100", "000000", "99010a", "９９０１０１", "٩٩٠١٠١", "990101 "]
)
def test_what_is_no_region_code_is_refused(text: str) -> None:
    with pytest.raises(NotARegionCode):
        RegionCode.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        "财社〔2016〕114号",
        "财社[2016]114号",
        "财社（2016）114号",
        "财社［2016］第114号",
        " 财社(2016)0114号 ",
        "财社〔２０１６〕１１４号",
    ],
)
def test_a_document_number_has_one_written_form(text: str) -> None:
    assert str(DocumentNumber.parse(text)) == "财社〔2016〕114号"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "财社〔〕114号",
        "财社〔2016〕号",
        "〔2016〕114号",
        "财社2016-114",
        "财社〔16〕114号",
        "财社〔2016〕114",
        "财社〔٢٠١٦〕114号",
    ],
)
def test_a_document_number_without_issuer_year_or_number_is_a_missing_field(text: str) -> None:
    with pytest.raises(NotADocumentNumber):
        DocumentNumber.parse(text)


def test_the_day_something_happens_does_not_count() -> None:
    friday = date(2017, 3, 10)
    assert after_working_days(friday, 0, on_weekdays) == friday
    assert after_working_days(friday, 1, on_weekdays) == date(2017, 3, 13)
    assert after_working_days(friday, 7, on_weekdays) == date(2017, 3, 21)


@given(st.dates(date(2000, 1, 1), date(2050, 1, 1)), st.integers(1, 60))
def test_counting_forth_and_counting_back_agree(start: date, days: int) -> None:
    end = after_working_days(start, days, on_weekdays)
    assert working_days_between(start, end, on_weekdays) == days
    assert on_weekdays(end)
    assert working_days_between(start, end - timedelta(days=1), on_weekdays) == days - 1
    assert working_days_between(end, start, on_weekdays) == 0


def test_dates_lie_between_the_republics_first_day_and_the_day_they_are_recorded() -> None:
    today = date(2017, 4, 25)
    assert not_in_the_future(today, today, field="day") == today
    assert not_before(today, today, field="day") == not_before(today, None, field="day") == today
    with pytest.raises(InTheFuture):
        not_in_the_future(date(2017, 4, 26), today, field="day")
    with pytest.raises(DateTooOld):
        not_in_the_future(date(1017, 4, 25), today, field="day")
    with pytest.raises(BeforeItsCause):
        not_before(date(2017, 4, 24), today, field="day")
