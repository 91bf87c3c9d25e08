"""An award through the public doors: signed by four, paid, stopped by a failed check, ordered back by instalments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.accounts.roles import Role
from infrastructure.clock import SystemClock
from tests.http.programme_commands import POLICY, opening
from tests.support.seat import Seat, seen
from tests.support.service import Service

Sits = Callable[[Role | str], Seat]
HOMES, SCHEME = "day-homes", "homes"
HERE = f"/awards/{SCHEME}.sunshine"
LEAD, CASE, FINANCE = Role.PROJECT_LEAD, Role.CASE_OFFICER, Role.FINANCE_OFFICER
CODE = "52990101MJ0000001G"
FOUR = ("残联", "民政局", "财政局", "卫健局")
STEPS = (Role.PROJECT_LEAD, Role.DIVISION_LEADER, Role.COLLECTIVE_MEETING, Role.UNIT_HEAD)
THIS = SystemClock().today().year
LAST, NEW_YEAR = THIS - 1, f"{THIS}-01-01"
"""Granted last year: the check of this year is due by its last day, so it is never overdue while this runs."""


def minutes(day: str) -> dict[str, Any]:
    return {
        "held_on": day,
        "attendees": ["unit-head", "division-leader", "discipline"],
        "minutes_number": f"会议纪要〔{LAST}〕9号",
        "minutes_sha256": "ab" * 32,
    }


@pytest.fixture(scope="module")
def homes(service: Service, seat: Sits) -> Service:
    """A scheme opened by its form, an application signed by all four, and the award granted in equal parts."""
    service.done(LEAD, "/v1/programmes", opening(HOMES, "institution"))
    service.done(LEAD, f"/v1/programmes/{HOMES}/policies", POLICY)
    terms = {"scheme_id": SCHEME, "programme": HOMES, "region": "990101", "document": f"残联发〔{LAST}〕5号"}
    limits = {"most": "200000.00", "check_due_month": "12", "check_due_day": "31", "on": f"{LAST}-01-09"}
    opened = seat(LEAD).send("/award-schemes/open", terms | limits)
    assert opened.headers["location"].startswith(f"/award-schemes/{SCHEME}"), seen(opened.text)
    applicant = {"applicant": "sunshine", "institution": CODE, "name": "阳光托养中心", "on": f"{LAST}-01-10"}
    applied = seat(CASE).send(f"/award-schemes/{SCHEME}/apply", applicant)
    assert applied.headers["location"].startswith(HERE), seen(applied.text)
    for department in FOUR:
        word = {"department": department, "in_favour": "true", "opinion": "验收合格", "on": f"{LAST}-02-10"}
        assert seat(CASE).send(f"{HERE}/sign", word).headers["location"].startswith(HERE)
    grant = {
        "amount": "100000.01",
        "document": f"残联发〔{LAST}〕9号",
        "instalments.0.payable_from": f"{LAST}-03-01",
        "instalments.1.payable_from": f"{LAST}-09-01",
        "on": f"{LAST}-03-01",
    }
    granted = seat(LEAD).send(f"{HERE}/grant", grant)
    assert granted.headers["location"].startswith(HERE), seen(granted.text)
    contract = {"agreement_id": "run-1", "institution": CODE, "programme": HOMES, "fiscal_year": LAST}
    service.done(FINANCE, "/v1/agreements", contract | {"ceiling": "100000.01", "on": f"{LAST}-01-12"})
    shares = [{"level": "county", "kind": "general_budget", "amount": "100000.01"}]
    where = {"programme": HOMES, "fiscal_year": LAST, "region": "990101", "document": f"财社〔{LAST}〕40号"}
    service.done(FINANCE, "/v1/allocations", where | {"shares": shares, "on": f"{LAST}-02-06"})
    return service


def test_an_award_is_paid_stopped_ordered_back_and_resumed(homes: Service, seat: Sits) -> None:
    call = {"agreement_id": "run-1", "period": str(LAST), "on": f"{LAST}-03-02"}
    assert seat(LEAD).send(f"{HERE}/instalments/1/call", call).headers["location"].startswith(HERE)
    invoice = {"invoice_number": "票1", "amount": "50000.01", "on": f"{LAST}-03-03"}
    homes.done(FINANCE, "/v1/agreements/run-1/invoices", invoice)
    paying = seat(FINANCE).send(f"{HERE}/instalments/1/pay", {"number": "1", "on": f"{LAST}-03-06"})
    assert f"/batches/{HOMES}~{LAST}~1" in paying.headers["location"], seen(paying.text)
    _walk_to_the_bank(homes)
    failed = {"year": str(THIS), "passed": "false", "document": "检查1号", "on": NEW_YEAR}
    assert seat(CASE).send(f"{HERE}/check", failed).headers["location"].startswith(HERE)
    page = seen(seat(FINANCE).get(HERE))
    for said in ("已停发", "年度检查不合格", "恢复前不得支付", "50,000.01", "责令退回"):
        assert said in page, said
    second = {"agreement_id": "run-1", "period": str(LAST), "on": NEW_YEAR}
    kept = homes.post(LEAD, f"/v1{HERE}/instalments/2/calls", second)
    assert (kept.status_code, kept.json()["code"]) == (409, "award_is_suspended")
    back = {
        "recovery_id": "r-1",
        "payout_id": f"{HOMES}/{LAST}/award.{SCHEME}.sunshine.1",
        "amount": "50000.01",
        "ground": "service_not_given",
        "instalments.0.due_on": f"{THIS}-06-01",
        "instalments.0.amount": "25000.01",
        "instalments.1.due_on": f"{THIS}-09-01",
        "instalments.1.amount": "25000.00",
        "on": NEW_YEAR,
    }
    ordered = seat(FINANCE).send(f"{HERE}/order-back", back)
    assert ordered.headers["location"].startswith(HERE), seen(ordered.text)
    receipt = {"amount": "20000.00", "bank_reference": "流水1", "on": NEW_YEAR}
    homes.done(FINANCE, "/v1/recoveries/r-1/instalments", receipt)
    rest = {"amount": "30000.01", "reason": "机构已注销", "on": NEW_YEAR}
    without = homes.post(Role.COLLECTIVE_MEETING, "/v1/recoveries/r-1/write-offs", rest)
    assert without.json()["code"] == "write_off_without_minutes"
    held = rest | {"minutes": minutes(NEW_YEAR)}
    homes.done(Role.COLLECTIVE_MEETING, "/v1/recoveries/r-1/write-offs", held)
    passed = {"year": str(THIS), "passed": "true", "document": "复查1号", "on": NEW_YEAR}
    seat(CASE).send(f"{HERE}/check", passed)
    own = seat(CASE).send(f"{HERE}/resume", {"document": "整改1号", "on": NEW_YEAR})
    assert own.status_code == 403
    assert "不得再办理恢复" in seen(own.text)
    seat(LEAD).send(f"{HERE}/resume", {"document": "整改1号", "on": NEW_YEAR})
    item = homes.get(Role.AUDITOR, f"/v1{HERE}").json()["item"]
    assert (item["stage"], item["amount"], item["paid"], item["ordered_back"]) == (
        "granted",
        "100000.01",
        "50000.01",
        "50000.01",
    )
    parts = homes.get(Role.AUDITOR, "/v1/award-instalments", award=f"{SCHEME}.sunshine").json()["items"]
    assert [(part["amount"], part["stage"]) for part in parts] == [("50000.01", "paid"), ("50000.00", "upcoming")]


def test_a_department_against_it_ends_the_application(homes: Service, seat: Sits) -> None:
    body = {"applicant": "moonlight", "institution": CODE, "name": "月光托养中心", "on": f"{LAST}-01-10"}
    homes.done(CASE, f"/v1/award-schemes/{SCHEME}/applications", body)
    against = {"department": "财政局", "in_favour": "false", "opinion": "账目不清", "on": f"{LAST}-02-10"}
    seat(CASE).send("/awards/homes.moonlight/sign", against)
    page = seen(seat(LEAD).get("/awards/homes.moonlight"))
    assert "验收不通过" in page
    assert "批准奖补" not in page
    grant = {"amount": "1.00", "equal_parts_from": [f"{LAST}-03-01"], "document": f"残联发〔{LAST}〕9号"}
    refused = homes.post(LEAD, "/v1/awards/homes.moonlight/grants", grant | {"on": f"{LAST}-03-01"})
    assert (refused.status_code, refused.json()["code"]) == (409, "department_was_against")


def test_the_lists_and_the_scheme_are_there_for_who_may(homes: Service, seat: Sits) -> None:
    for path in ("/award-schemes", "/awards", "/award-instalments", f"/award-schemes/{SCHEME}"):
        assert SCHEME in seat(Role.AUDITOR).get(path)
    assert homes.get(Role.TOWNSHIP, "/v1/awards").status_code == 403
    seat(Role.AUDITOR).get(f"{HERE}/grant", status=403)
    claim = f"award.{SCHEME}.sunshine.1"
    answer = homes.client.get(f"/claims/{claim}", headers=seat(Role.AUDITOR).headers, follow_redirects=False)
    assert answer.headers["location"].startswith(HERE)


def _walk_to_the_bank(service: Service) -> None:
    batch = f"/v1/batches/{HOMES}~{LAST}~1"
    digest = service.get(Role.AUDITOR, batch).json()["item"]["digest"]
    day = f"{LAST}-03-08"
    for step in STEPS:
        told = minutes(day) if step is Role.COLLECTIVE_MEETING else None
        service.done(step, f"{batch}/approvals", {"step": step.value, "digest": digest, "minutes": told, "on": day})
    cashier = service.account("finance-lin", FINANCE)
    service.done(cashier, f"{batch}/release", {"value_date": f"{LAST}-03-09"})
    line = {"kind": "settled", "beneficiary": f"award.{SCHEME}.sunshine.1", "amount": "50000.01"}
    result = {"statement": "回单", "statement_sha256": "cd" * 32, "lines": [line], "on": f"{LAST}-03-10"}
    service.done(cashier, f"{batch}/bank-results", result)
