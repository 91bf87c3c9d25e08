"""Calendars on pages: a year's list is brought from Excel or CSV, shown, and taken along in the same form."""

from __future__ import annotations

from datetime import date

import pytest

from domain.accounts.roles import Role
from domain.calendars.events import CalendarDay, DayKind
from infrastructure.clock import SystemClock
from infrastructure.spreadsheet.lists import SpreadsheetLists
from tests.support.calendars import IN_2024
from tests.support.seat import Seat, seen
from tests.support.service import Service

PATH = "/calendars/import"
NOTICE = {"year": "2024", "document": "国办发明电[2023]7号", "announced_on": "2023-10-25"}
LISTS = SpreadsheetLists(SystemClock())


@pytest.fixture(scope="module")
def lead(service: Service) -> Seat:
    return Seat(service, Role.PROJECT_LEAD)


def brought(content: bytes, name: str = "2024.xlsx") -> dict[str, tuple[str, bytes, str]]:
    return {"file": (name, content, "application/octet-stream")}


def test_a_year_is_brought_tried_shown_and_taken_along(lead: Seat) -> None:
    assert "本账本尚未登记任何年份的安排" in seen(lead.get("/calendars"))
    file = brought(LISTS.calendar_list(IN_2024))
    tried = lead.send(PATH, NOTICE | {"rehearse": "true"}, files=file)
    assert tried.status_code == 200, seen(tried.text)
    assert "将记入 1 条" in seen(tried.text)
    assert "国办发明电" not in seen(lead.get("/calendars"))
    answer = lead.send(PATH, NOTICE, files=file)
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/calendars/2024"), answer.text
    page = seen(lead.get("/calendars/2024"))
    assert "国办发明电〔2023〕7号" in page
    assert "2024-02-18 上班 春节" in page or "2024年2月18日 上班 春节" in page, page
    assert "第 1 次登记" in page
    again = lead.send(PATH, NOTICE, files=brought(lead_file(lead, "/calendars/2024.csv"), "2024.csv"))
    assert (again.status_code, "没有变化" in seen(again.text)) == (409, True)


def test_every_bad_cell_and_row_is_named_and_nothing_is_recorded(lead: Seat) -> None:
    words = "日期,安排,节日\n2025-01-01,放假,元旦\n2025-13-01,放假,元旦\n2025-01-06,也许,春节\n"
    cells = lead.send(PATH, NOTICE | {"year": "2025"}, files=brought(words.encode(), "2025.csv"))
    assert cells.status_code == 422
    said = seen(cells.text)
    assert "应填“放假”或“上班”" in said
    assert " 3 " in said
    assert " 4 " in said
    days = (*IN_2024, CalendarDay(date(2023, 12, 30), DayKind.OFF, "元旦"))
    rows = lead.send(PATH, NOTICE, files=brought(LISTS.calendar_list(days)))
    assert (rows.status_code, "2023-12-30 不在 2024 年" in seen(rows.text)) == (422, True)
    lead.get("/calendars/2025", status=404)


def test_who_answers_for_the_rules_brings_a_list_and_everybody_reads_it(service: Service) -> None:
    watching = Seat(service, Role.AUDITOR)
    assert "导入一年的安排" not in watching.get("/calendars")
    watching.get(PATH, status=403)
    assert "Days off" in seen(watching.get("/calendars/2024", language="en"))
    listed = service.get(Role.TOWNSHIP, "/v1/calendars").json()["items"]
    assert [one["year"] for one in listed] == [2024]


def lead_file(lead: Seat, path: str) -> bytes:
    """Fetch a file as it is."""
    return bytes(lead.service.client.get(path, headers=lead.headers).content)
