"""Matching funds through the public doors: fixed by a document, met station by station, paid in the ratio."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.accounts.roles import Role
from tests.http.programme_commands import POLICY, opening
from tests.support.seat import Seat, seen
from tests.support.service import Service

Sits = Callable[[Role | str], Seat]
STATIONS, SCHEME = "station-building", "stations-2023"
HERE = f"/matching-schemes/{SCHEME}"
LEAD, CASE, FINANCE = Role.PROJECT_LEAD, Role.CASE_OFFICER, Role.FINANCE_OFFICER
CODES = ("52990101MJ0000001G", "52990101MJ0000002K", "52990101MJ0000003N")
STEPS = (Role.PROJECT_LEAD, Role.DIVISION_LEADER, Role.COLLECTIVE_MEETING, Role.UNIT_HEAD)
MINUTES = {
    "held_on": "2023-11-20",
    "attendees": ["unit-head", "division-leader", "discipline"],
    "minutes_number": "会议纪要〔2023〕9号",
    "minutes_sha256": "ab" * 32,
}


@pytest.fixture(scope="module")
def stations(service: Service, seat: Sits) -> Service:
    """A scheme opened by its form, and three stations of 100,000.00 yuan with their invoices."""
    service.done(LEAD, "/v1/programmes", opening(STATIONS, "institution"))
    service.done(LEAD, f"/v1/programmes/{STATIONS}/policies", POLICY)
    opened = seat(LEAD).send(
        "/matching-schemes/open",
        {
            "scheme_id": SCHEME,
            "programme": STATIONS,
            "region": "990101",
            "period": "2023",
            "document": "财社〔2023〕18号",
            "shares.0.shares": "3",
            "shares.1.shares": "2",
            "on": "2023-02-01",
        },
    )
    assert opened.headers["location"].startswith(HERE)
    for number, code in enumerate(CODES, 1):
        contract = {"institution": code, "programme": STATIONS, "fiscal_year": 2023, "ceiling": "100000.00"}
        service.done(FINANCE, "/v1/agreements", contract | {"agreement_id": f"run-{number}", "on": "2023-02-02"})
        unit = {"unit": f"s-{number}", "name": f"第{number}康复站", "agreement_id": f"run-{number}"}
        said = service.done(LEAD, f"/v1{HERE}/units", unit | {"amount": "100000.00", "on": "2023-02-03"})
        assert said["parts"] == [
            {"level": "municipal", "amount": "60000.00"},
            {"level": "county", "amount": "40000.00"},
        ]
        invoice = {"invoice_number": f"票{number}", "amount": "100000.00", "on": "2023-02-06"}
        service.done(FINANCE, f"/v1/agreements/run-{number}/invoices", invoice)
    shares = [
        {"level": level, "kind": "general_budget", "amount": amount}
        for level, amount in (("municipal", "180000.00"), ("county", "120000.00"))
    ]
    where = {"programme": STATIONS, "fiscal_year": 2023, "region": "990101", "document": "财社〔2023〕18号"}
    service.done(FINANCE, "/v1/allocations", where | {"shares": shares, "on": "2023-02-06"})
    return service


def met(condition: str, on: str) -> dict[str, str]:
    return {"condition": condition, "document": f"{condition}1号", "confirmed_by": "区残联康复科", "on": on}


def claims(*names: str) -> dict[str, Any]:
    return {
        "programme": STATIONS,
        "region": "990101",
        "period": "2023",
        "number": "1",
        "claims": [f"matching.{SCHEME}.{name}" for name in names],
        "on": "2023-11-13",
    }


def test_a_scheme_is_fixed_met_paid_in_part_and_shows_what_is_left(stations: Service, seat: Sits) -> None:
    refused = stations.post(FINANCE, "/v1/claim-batches", claims("s-1.municipal"))
    assert (refused.status_code, refused.json()["code"]) == (409, "part_not_freed")
    for unit, condition, who, on in (
        ("s-1", "选址", CASE, "2023-03-01"),
        ("s-1", "完工", LEAD, "2023-08-01"),
        ("s-2", "选址", CASE, "2023-03-02"),
    ):
        stations.done(who, f"/v1{HERE}/units/{unit}/conditions", met(condition, on))
    own = stations.post(LEAD, f"/v1{HERE}/units/s-1/conditions", met("验收", "2023-10-09"))
    assert (own.status_code, own.json()["code"]) == (403, "same_hands_on_unit")
    again = seat(CASE).send(
        f"{HERE}/units/s-1/meet", {"document": "验收1号", "confirmed_by": "区残联", "on": "2023-10-09"}
    )
    assert again.headers["location"].startswith(HERE)
    paying = seat(FINANCE).send(
        f"{HERE}/pay",
        {
            **{
                f"claims.{index}": claim
                for index, claim in enumerate(claims("s-1.municipal", "s-1.county", "s-2.municipal")["claims"])
            },
            "number": "1",
            "on": "2023-11-13",
        },
    )
    assert "/batches/station-building~2023~1" in paying.headers["location"], seen(paying.text)
    _walk_to_the_bank(stations)
    item = stations.get(Role.AUDITOR, f"/v1{HERE}/progress").json()["item"]
    totals = {level["level"]: (level["planned"], level["paid"], level["unpaid"]) for level in item["levels"]}
    assert totals == {
        "municipal": ("180000.00", "120000.00", "60000.00"),
        "county": ("120000.00", "40000.00", "80000.00"),
    }
    assert [(unit["unit"], unit["done"], [part["paid"] for part in unit["parts"]]) for unit in item["by_unit"]] == [
        ("s-1", True, ["60000.00", "40000.00"]),
        ("s-2", False, ["60000.00", "0.00"]),
        ("s-3", False, ["0.00", "0.00"]),
    ]
    before = stations.get(Role.AUDITOR, f"/v1{HERE}/progress", effective="2023-11-01").json()["item"]
    assert [level["paid"] for level in before["levels"]] == ["0.00", "0.00"]


def test_the_page_says_what_each_station_waits_for(stations: Service, seat: Sits) -> None:
    page = seen(seat(Role.AUDITOR).get(HERE))
    for said in ("第1康复站", "待验收", "60,000.00", "条件未满足不支付", "市级 3 : 区县级 2"):
        assert said in page
    assert "登记选址" in seen(seat(CASE).get(HERE))
    assert "登记选址" not in page


def test_a_claim_in_a_batch_leads_to_its_scheme(stations: Service, seat: Sits) -> None:
    claim = f"matching.{SCHEME}.s-1.municipal"
    for path in (f"/claims/{claim}", f"/people/{claim}"):
        answer = stations.client.get(path, headers=seat(Role.AUDITOR).headers, follow_redirects=False)
        assert answer.headers["location"].startswith(HERE)
    seat(Role.AUDITOR).get("/claims/matching.none.x", status=404)


def test_a_batch_of_claims_and_its_payments_are_looked_at_like_any_others(stations: Service, seat: Sits) -> None:
    batch, payout = f"{STATIONS}~2023~1", f"{STATIONS}~2023~matching.{SCHEME}.s-1.municipal"
    for path in (f"/batches/{batch}", f"/payouts/{payout}", "/agreements/run-1", f"/print/batches/{batch}/roster.pdf"):
        answer = stations.client.get(path, headers=seat(Role.AUDITOR).headers, follow_redirects=False)
        assert answer.status_code == 200, f"{path}: {answer.status_code} {seen(answer.text)[:500]}"
    trail = stations.get(Role.AUDITOR, f"/v1/payouts/{payout}/trail")
    assert trail.status_code == 200, trail.text


def test_an_amount_off_the_ratio_is_refused_beside_its_field(stations: Service, seat: Sits) -> None:
    odd = {"unit": "s-9", "name": "站", "agreement_id": "run-1", "amount": "100.01", "on": "2023-03-01"}
    answer = seat(LEAD).send(f"{HERE}/admit", odd)
    assert answer.status_code == 422
    assert "100.00 元和 100.05 元可以" in seen(answer.text)


def test_the_lists_are_there_to_look_at_and_to_take_along(stations: Service, seat: Sits) -> None:
    for path in ("/matching-schemes", "/matching-units", "/matching-parts"):
        assert SCHEME in seat(Role.AUDITOR).get(path)
    taken = stations.get(Role.AUDITOR, "/v1/matching-parts", format="csv")
    assert taken.text.count(SCHEME) >= 6
    assert stations.get(Role.TOWNSHIP, "/v1/matching-parts").status_code == 403


def _walk_to_the_bank(service: Service) -> None:
    batch = f"/v1/batches/{STATIONS}~2023~1"
    service.office.desk.views.wait_for(service.office.desk.log.head())
    digest = service.get(Role.AUDITOR, batch).json()["item"]["digest"]
    for step in STEPS:
        minutes = MINUTES if step is Role.COLLECTIVE_MEETING else None
        body = {"step": step.value, "digest": digest, "minutes": minutes, "on": "2023-11-20"}
        service.done(step, f"{batch}/approvals", body)
    cashier = service.account("finance-lin", FINANCE)
    service.done(cashier, f"{batch}/release", {"value_date": "2023-11-22"})
    lines = [
        {"kind": "settled", "beneficiary": name, "amount": amount}
        for name, amount in zip(
            claims("s-1.municipal", "s-1.county", "s-2.municipal")["claims"],
            ("60000.00", "40000.00", "60000.00"),
            strict=True,
        )
    ]
    result = {"statement": "回单", "statement_sha256": "cd" * 32, "lines": lines, "on": "2023-11-23"}
    service.done(cashier, f"{batch}/bank-results", result)
