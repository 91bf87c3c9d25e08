"""Dates that cannot be right: after the day they are recorded, long before the office existed, before their cause."""

from __future__ import annotations

from datetime import date

from domain.rejected import Rejected

EARLIEST = date(1949, 10, 1)


class InTheFuture(Rejected):
    """{day} lies after {on}, the day this is recorded."""

    code = "in_the_future"
    zh = "日期 {day} 晚于办理日期 {on}。"


class DateTooOld(Rejected):
    """{day} is too long ago to be right."""

    code = "date_too_old"
    zh = "日期 {day} 过早，不可能正确。"


class BeforeItsCause(Rejected):
    """{day} lies before {cause}, the day of the step it follows."""

    code = "before_its_cause"
    zh = "日期 {day} 早于前一环节的日期 {cause}。"


def not_in_the_future(day: date, on: date, *, field: str) -> date:
    """Return the day. Raises InTheFuture when it lies after `on`, DateTooOld before 1949-10-01."""
    if day > on:
        raise InTheFuture(field, day=day, on=on)
    if day < EARLIEST:
        raise DateTooOld(field, day=day)
    return day


def not_before(day: date, cause: date | None, *, field: str) -> date:
    """Return the day. Raises BeforeItsCause when the step it follows (None: there is none) was later."""
    if cause is not None and day < cause:
        raise BeforeItsCause(field, day=day, cause=cause)
    return day
