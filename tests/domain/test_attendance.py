"""Service records: signed for, possible, and nobody served twice at one time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.attendance import decisions as attendance
from domain.attendance import state as attendance_state
from domain.attendance.decisions import ServiceLine, checked
from domain.attendance.events import ServedAt, ServiceRecorded
from domain.attendance.rejections import (
    CountNotPossible,
    MonthServedTwice,
    ServiceAfterDeath,
    ServiceOverlaps,
    SignOffMissing,
    TimesMissing,
    TimesNotAsked,
)
from domain.dates import BeforeItsCause, InTheFuture
from domain.institutions.pricing import ServiceUnit
from domain.rejected import Rejected
from tests.support.given import histories_of

PROGRAMME = "life-secretary"
person_month = histories_of(attendance_state.replay, "b-1/2022-03")

LINE = ServiceLine("b-1", date(2022, 3, 7), 480, 600, None, date(2022, 3, 7))
CHECKING: dict[str, Any] = {"unit": ServiceUnit.HOUR, "field": "lines[0]", "on": date(2022, 4, 1)}


@pytest.mark.parametrize(
    ("changed", "unit", "rule", "field"),
    [
        ({"signed_on": None}, ServiceUnit.HOUR, SignOffMissing, "signed_on"),
        ({"signed_on": date(2022, 3, 6)}, ServiceUnit.HOUR, BeforeItsCause, "signed_on"),
        ({"day": date(2022, 5, 1)}, ServiceUnit.HOUR, InTheFuture, "day"),
        ({"start": None}, ServiceUnit.HOUR, TimesMissing, "start"),
        ({"start": 600}, ServiceUnit.HOUR, TimesMissing, "start"),
        ({"end": 1441}, ServiceUnit.HOUR, TimesMissing, "start"),
        ({"count": 121}, ServiceUnit.HOUR, CountNotPossible, "count"),
        ({}, ServiceUnit.PIECE, TimesNotAsked, "start"),
        ({"start": None, "end": None, "count": 2}, ServiceUnit.MONTH, CountNotPossible, "count"),
        ({"start": None, "end": None, "count": 0}, ServiceUnit.PIECE, CountNotPossible, "count"),
    ],
)
def test_a_record_is_signed_for_and_possible(
    changed: dict[str, Any], unit: ServiceUnit, rule: type[Rejected], field: str
) -> None:
    with pytest.raises(rule) as caught:
        checked(replace(LINE, **changed), **CHECKING | {"unit": unit})
    assert caught.value.field == f"lines[0].{field}"


def hours(*spans: tuple[int, int], day: date = date(2022, 3, 7)) -> tuple[ServedAt, ...]:
    return tuple(ServedAt(day, start, end, end - start, day) for start, end in spans)


def recording(*records: ServedAt, agreement: str = "lot-2", unit: ServiceUnit = ServiceUnit.HOUR) -> dict[str, Any]:
    fields = [f"lines[{index}]" for index in range(len(records))]
    facts: dict[str, Any] = {"agreement": agreement, "programme": PROGRAMME, "unit": unit, "records": records}
    return facts | {"fields": fields, "died_on": None}


def test_nobody_is_served_twice_at_one_time_by_whomever() -> None:
    held = ServiceRecorded("lot-1", PROGRAMME, ServiceUnit.HOUR, hours((480, 600)))
    for span in ((480, 600), (599, 700), (400, 481), (500, 520), (470, 610)):
        asked = recording(*hours(span))
        refused = (
            person_month(held).when(attendance.record, **asked).then_rejected(ServiceOverlaps, field="lines[0].start")
        )
        assert "lot-1" in str(refused)
        assert "08:00" in str(refused)
    for span in ((600, 660), (420, 480)):
        assert person_month(held).when(attendance.record, **recording(*hours(span))).events()
    itself = recording(*hours((480, 600), (590, 700)))
    person_month().when(attendance.record, **itself).then_rejected(ServiceOverlaps, field="lines[1].start")


@for_all(st.lists(st.tuples(st.integers(0, 1439), st.integers(1, 240)), max_size=12))
def test_minutes_accepted_of_a_day_are_minutes_of_that_day(spans: list[tuple[int, int]]) -> None:
    """Whatever is tried one after the other, what was accepted covers no minute twice."""
    state, covered = attendance_state.Attendance("b-1/2022-03"), set[int]()
    for start, length in spans:
        end = min(start + length, 1440)
        try:
            fact = attendance.record(state, **recording(*hours((start, end))))
        except ServiceOverlaps:
            assert covered & set(range(start, end))
            continue
        assert not covered & set(range(start, end))
        covered |= set(range(start, end))
        state = attendance_state.evolve(state, fact)


def test_a_month_is_served_by_one_institution_and_nobody_after_death() -> None:
    whole = (ServedAt(date(2022, 3, 31), None, None, 1, date(2022, 3, 31)),)
    held = ServiceRecorded("lot-1", PROGRAMME, ServiceUnit.MONTH, whole)
    monthly = recording(*whole, unit=ServiceUnit.MONTH)
    person_month(held).when(attendance.record, **monthly).then_rejected(MonthServedTwice)
    person_month().when(attendance.record, **recording(*whole, *whole, unit=ServiceUnit.MONTH)).then_rejected(
        MonthServedTwice
    )
    dead = recording(*hours((480, 600))) | {"died_on": date(2022, 3, 6)}
    person_month().when(attendance.record, **dead).then_rejected(ServiceAfterDeath)
