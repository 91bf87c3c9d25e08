"""放假安排 / Calendars: each year's days off and make-up days, brought as a list, taken along as one."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from fastapi import Path
from starlette.responses import Response

from api.http.body import Body
from api.http.router import Router
from api.http.routers import calendars as api
from api.http.values import Day, Document
from api.pages.brought_list import Bringing, handed_out
from api.pages.forms import Filled, TheForm
from api.pages.page import Page, ThePage
from application.access.places import ANYWHERE
from application.calendars import STREAM, calendars_at
from application.commands.calendars import days_in, look_at_list
from application.exports import ExportFormat
from application.queries import UnknownId
from domain.calendars.events import CalendarSet, DayKind
from domain.working_days import CalendarUnknown

router = Router()

Year = Annotated[int, Path(ge=2000, le=2100)]
YEARS = range(2000, 2101)


class CalendarListForm(Body):
    """What a year's list is brought with, beside the file."""

    year: api.Year
    document: Document
    announced_on: Day
    sheet: str = ""
    accept_doubts: bool = False


@router.get("/calendars")
def calendars(page: ThePage) -> Response:
    """The years that have a list, and those that are known without one."""
    page.query.may("calendars", ANYWHERE)
    held = calendars_at(page.caller.services.desk, as_of=page.moment.position).by_year
    return page.show(
        "calendars/calendars.html",
        calendars=[held[year] for year in sorted(held, reverse=True)],
        count=_count,
        known=_spans([year for year in YEARS if year not in held and _is_known(page, year)]),
        acts=page.may("set_calendar") and not page.is_of_the_past,
    )


@router.get("/calendars/import")
def ask_list(page: ThePage) -> Response:
    """The form for a year's list."""
    page.query.may("set_calendar", ANYWHERE)
    return _import(page, Filled({"year": str(page.today.year)}), 200, None)


@router.post("/calendars/import")
def bring_list(page: ThePage, form: TheForm) -> Response:
    """Set the year's days as the list has them."""
    page.query.may("set_calendar", ANYWHERE)
    bringing = Bringing(form)

    def carry_out() -> Response:
        said = form.body(CalendarListForm)
        lists = page.caller.services.lists
        rows = bringing.taken(lambda content, sheet: look_at_list(said.year, lists.read_calendar(content, sheet=sheet)))
        days = [{"day": one.day.isoformat(), "day_kind": one.day_kind, "holiday": one.holiday} for one in days_in(rows)]
        given: dict[str, Any] = {
            "year": said.year,
            "document": said.document,
            "announced_on": said.announced_on.isoformat(),
        }
        return api.set_calendar(api.CalendarBody.model_validate(given | {"days": days}), form.command())

    return form.give(
        carry_out,
        lead_to=lambda said: f"/calendars/{said['year']}",
        again=lambda filled, status: _import(page, filled, status, bringing),
    )


@router.get("/calendars/list-form.xlsx")
def empty_list(page: ThePage) -> Response:
    """An empty list to fill in."""
    page.query.may("set_calendar", ANYWHERE)
    return handed_out(page.caller.services.lists.calendar_list(), "calendar.xlsx", ExportFormat.XLSX)


@router.get("/calendars/{year}.{form}")
def taken_along(page: ThePage, year: Year, form: ExportFormat) -> Response:
    """A year's list in the form in which it is brought."""
    page.query.may("calendars", ANYWHERE)
    if form not in (ExportFormat.XLSX, ExportFormat.CSV):
        raise UnknownId(f"calendars/{year}.{form}")
    found = _calendar(page, year)
    content = page.caller.services.lists.calendar_list(found.days, as_csv=form is ExportFormat.CSV)
    return handed_out(content, f"calendar-{year}.{form}", form)


@router.get("/calendars/{year}")
def calendar(page: ThePage, year: Year) -> Response:
    """One year's days, and the lists it had before."""
    page.query.may("calendars", ANYWHERE)
    found = _calendar(page, year)
    position = page.moment.position
    entries = page.caller.services.desk.log.stream(STREAM)
    lists = [
        (entry, entry.fact)
        for entry in entries
        if entry.position <= position and isinstance(entry.fact, CalendarSet) and entry.fact.year == year
    ]
    return page.show("calendars/calendar.html", found=found, lists=lists[::-1], count=_count)


def _calendar(page: Page, year: int) -> CalendarSet:
    found = calendars_at(page.caller.services.desk, as_of=page.moment.position).by_year.get(year)
    if found is None:
        raise UnknownId(f"calendars/{year}")
    return found


def _import(page: Page, form: Filled, status: int, bringing: Bringing | None) -> Response:
    remarks, doubtful = (bringing.remarks, bringing.is_doubtful) if bringing else ((), False)
    return page.show("calendars/import.html", status=status, form=form, remarks=remarks, doubtful=doubtful)


def _count(found: CalendarSet) -> tuple[int, int]:
    """Return how many days off and how many make-up days a list has."""
    off = sum(one.day_kind is DayKind.OFF for one in found.days)
    return off, len(found.days) - off


def _is_known(page: Page, year: int) -> bool:
    try:
        page.caller.services.desk.calendar.is_working_day(date(year, 1, 1))
    except CalendarUnknown:
        return False
    return True


def _spans(years: list[int]) -> str:
    """Write years as spans, such as 2004–2016, 2018."""
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][-1] == year - 1:
            spans[-1].append(year)
        else:
            spans.append([year])
    return "、".join(str(one[0]) if len(one) == 1 else f"{one[0]}–{one[-1]}" for one in spans)
