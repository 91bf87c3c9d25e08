"""Pay by the month, on its page and over HTTP: due, told, reported from a file, stopped, ordered back to the fen."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from application.imports import PersonRow
from domain.accounts.roles import Role
from tests.support import monthly
from tests.support.monthly import AREA
from tests.support.seat import Seat, seen
from tests.support.service import Service

pytestmark = pytest.mark.slow

PROGRAMME = "nursing"
PAGE = f"/monthly?programme={PROGRAMME}&region={AREA}"
ROWS = monthly.some_people(5, 71)
MONTHLY_RULES = {
    "stops": [{"reason": "public_payroll", "stops": None}],
    "back_pay_months": 2,
    "reminder_days": 366,
}


@pytest.fixture(scope="module")
def people(service: Service) -> list[str]:
    """Five people paid 100.00 a month for January to March; one certificate expires, years ago by the clock."""
    monthly.accounts(service)
    monthly.opened(service, PROGRAMME, monthly.POLICY | {"monthly": MONTHLY_RULES})
    ids = monthly.registered(service, ROWS, date(2017, 1, 3), certificate_valid_until="2090-01-01")
    monthly.fact(service, ids[4], "certificate_valid_until", "2017-06-30", "certificate", "2017-01-03")
    monthly.on_notice(
        service, PROGRAMME, ids, "nursing-1", applied="2017-01-03", posted="2017-01-04", ended="2017-01-16"
    )
    monthly.granted(service, PROGRAMME, ids, "nursing-1", "2017-01-16")
    monthly.funded(service, PROGRAMME, "5000.00", "2017-01-17")
    for number in (1, 2, 3):
        assert monthly.paid(service, PROGRAMME, f"2017-{number:02d}", f"2017-{number:02d}-25") == 5
    return ids


def items(service: Service, path: str, **asked: Any) -> list[dict[str, Any]]:
    answer = service.get(Role.FINANCE_OFFICER, path, programme=PROGRAMME, region=AREA, **asked)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json()["items"]
    return found


def signals_csv(*lines: tuple[PersonRow, str, str, str]) -> bytes:
    rows = [f"{row.record.id_number},{kind},{day},公安,{to}" for row, kind, day, to in lines]
    return "\n".join(["身份证号,情形,发生日期,数据来源,迁往区划", *rows]).encode("utf-8-sig")


def finished(service: Service, case: Seat, job: str) -> str:
    for _ in range(600):
        if service.get(Role.CASE_OFFICER, f"/v1{job}").json()["state"] not in ("waiting", "running"):
            return seen(case.get(job))
        time.sleep(0.05)
    raise AssertionError("the job did not end")


def test_what_is_due_is_counted_month_by_month(service: Service, people: list[str]) -> None:
    newest, march, *_ = items(service, "/v1/monthly-dues", month="2017-04")
    assert (newest["period"], newest["entitled"], newest["due"], newest["amount_due"]) == ("2017-04", 5, 5, "500.00")
    assert (march["period"], march["paid"], march["due"], march["amount_due"]) == ("2017-03", 5, 0, "0.00")


def test_whoever_s_certificate_expires_is_listed_and_told_once(
    service: Service, seat: Callable[[Role | str], Seat], people: list[str]
) -> None:
    [found] = items(service, "/v1/expiring-certificates", on="2017-04-10", days=90)
    assert (found["beneficiary"], found["days_left"], found["pay_stops_from"]) == (people[4], 81, "2017-07")
    case = seat(Role.CASE_OFFICER)
    told = {f"told.{people[4]}": "true", "told_on": "2017-04-10"}
    answer = case.send(PAGE, told, to="/monthly/reminders")
    assert answer.status_code == 303, seen(answer.text)[:1500]
    [found] = items(service, "/v1/expiring-certificates", on="2017-04-10", days=90)
    assert found["reminded_on"] == "2017-04-10"
    again = {"programme": PROGRAMME, "beneficiaries": [people[4]], "on": "2017-04-11"}
    refused = service.post(Role.CASE_OFFICER, "/v1/certificate-reminders", again)
    assert (refused.status_code, refused.json()["code"]) == (422, "reminded_already")


def test_a_list_of_signals_with_a_wrong_row_is_refused_cell_by_cell(
    service: Service, seat: Callable[[Role | str], Seat], people: list[str]
) -> None:
    case = seat(Role.CASE_OFFICER)
    stranger = monthly.some_people(1, 72)[0]
    content = signals_csv((ROWS[0], "死亡", "2017-01-20", ""), (stranger, "死亡", "2017-01-20", ""))
    files = {"file": ("signals.csv", io.BytesIO(content), "text/csv")}
    answer = case.send("/monthly/signals", {"on": "2017-04-12"}, files=files)
    assert answer.status_code == 303, seen(answer.text)[:1500]
    told = finished(service, case, answer.headers["location"].split("?")[0])
    assert "3 A 身份证号" in told
    assert stranger.record.id_number not in told
    moved = signals_csv((ROWS[0], "迁出", "2017-01-20", ""))
    answer = case.send(
        "/monthly/signals", {"on": "2017-04-12"}, files={"file": ("m.csv", io.BytesIO(moved), "text/csv")}
    )
    assert "迁出须填写迁往地区划代码" in finished(service, case, answer.headers["location"].split("?")[0])


def test_signals_stop_from_the_right_month_and_what_was_overpaid_is_ordered_back(
    service: Service, seat: Callable[[Role | str], Seat], people: list[str]
) -> None:
    case, finance = seat(Role.CASE_OFFICER), seat(Role.FINANCE_OFFICER)
    content = signals_csv(
        (ROWS[0], "死亡", "2017-01-20", ""),  # February and March were overpaid
        (ROWS[1], "服刑", "2017-02-01", ""),  # March
        (ROWS[2], "财政供养", "2017-01-05", ""),  # stops nothing, by this policy
        (ROWS[3], "迁出", "2017-03-31", "320000"),  # nothing yet
    )
    files = {"file": ("signals.csv", io.BytesIO(content), "text/csv")}
    answer = case.send("/monthly/signals", {"on": "2017-04-12", "region": AREA}, files=files)
    finished(service, case, answer.headers["location"].split("?")[0])
    found = items(service, "/v1/overpaid")
    assert [(one["beneficiary"], one["period"], one["amount"], one["reason"]) for one in found] == sorted(
        [
            (people[0], "2017-02", "100.00", "died"),
            (people[0], "2017-03", "100.00", "died"),
            (people[1], "2017-03", "100.00", "serving_sentence"),
        ],
        key=lambda row: (row[1], row[0]),
    )
    page = seen(finance.get(PAGE))
    assert "300.00 元" in page
    assert "叁佰元整" in page
    wrong = finance.send(PAGE, {"due_on": "2017-04-01", "on": "2017-04-12"}, to="/monthly/order-back")
    assert wrong.status_code == 422
    answer = finance.send(PAGE, {"due_on": "2017-06-30", "on": "2017-04-12"}, to="/monthly/order-back")
    assert answer.status_code == 303, seen(answer.text)[:1500]
    assert "没有多发的款项" in seen(finance.get(PAGE))
    ordered = service.get(Role.FINANCE_OFFICER, "/v1/recoveries").json()["items"]
    assert sorted(one["ordered"] for one in ordered) == ["100.00"] * 3
    again = {"programme": PROGRAMME, "region": AREA, "due_on": "2017-06-30", "on": "2017-04-12"}
    refused = service.post(Role.FINANCE_OFFICER, "/v1/overpaid/orders", again)
    assert (refused.status_code, refused.json()["code"]) == (422, "nothing_overpaid")
    newest = items(service, "/v1/monthly-dues", month="2017-04")[0]
    assert (newest["entitled"], newest["amount_due"]) == (2, "200.00"), "the salary stops nothing here"


def test_the_page_says_what_to_choose_and_is_closed_to_other_regions(
    service: Service, seat: Callable[[Role | str], Seat], people: list[str]
) -> None:
    assert "请选择项目和区划" in seen(seat(Role.AUDITOR).get("/monthly"))
    elsewhere = Seat(service, service.account("township-west", Role.TOWNSHIP, region="990102001000"))
    elsewhere.get(PAGE, status=403)
