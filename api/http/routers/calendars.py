"""放假安排 / Calendars: a year's days off and make-up days, as the State Council's notice lists them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answering import answers
from api.http.answers import Count, Done, Rehearsed
from api.http.body import Body
from api.http.caller import TheCaller
from api.http.commanding import TheCommand
from api.http.rendering import to_json
from api.http.router import Router
from api.http.values import Day, Document, choices, words
from application.calendars import STREAM, calendars_now
from application.commands import calendars
from application.commands.calendars import SetCalendar
from domain.calendars.decisions import LONGEST_NAME
from domain.calendars.events import CalendarDay, CalendarSet, DayKind

router = Router(tags=["calendars"])

Year = Annotated[int, Field(strict=True, ge=2000, le=2100, examples=[2025], description="年份 / Year")]


class CalendarDayBody(Body):
    """One day that the notice names."""

    day: Day
    day_kind: Annotated[DayKind, Field(description=choices(DayKind))]
    holiday: Annotated[str, words("节日", "Holiday", most=LONGEST_NAME)]


class CalendarBody(Body):
    """A year's days, whole; days that are not named are worked from Monday to Friday."""

    year: Year
    document: Document
    announced_on: Day
    days: list[CalendarDayBody] = Field(min_length=1, max_length=366)


class CalendarAnswer(Done):
    """The year's list is the `version`th; it has so many days off and so many make-up days."""

    year: Annotated[int, Field(examples=[2025])]
    version: Count
    days_off: Count
    make_up_days: Count


@router.post("/calendars", response_model=CalendarAnswer | Rehearsed)
def set_calendar(body: CalendarBody, command: TheCommand) -> Response:
    """登记一年的放假安排 / Set a year's days off and make-up days."""
    ask = SetCalendar(
        command_id=command.id,
        year=body.year,
        document=body.document,
        announced_on=body.announced_on,
        days=tuple(CalendarDay(one.day, one.day_kind, one.holiday) for one in body.days),
    )
    return command.take(calendars.set_calendar, ask, thing=STREAM)


@router.get("/calendars")
@answers(CalendarSet, many=True)
def list_calendars(caller: TheCaller) -> Response:
    """放假安排 / Each year's days as they were set last, the newest year first."""
    caller.may("calendars")
    return Response(to_json({"items": calendars_now(caller.services.desk)}), media_type="application/json")
