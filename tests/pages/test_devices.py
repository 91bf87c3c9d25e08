"""Devices through their pages and over HTTP: case 000's thirteen wheelchairs, signed for, counted by other hands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from domain.accounts.roles import Role
from tests.http.medicine import CODE, NUMBERS, person
from tests.http.programme_commands import POLICY, opening
from tests.support.seat import Seat, seen
from tests.support.service import Service

Sits = Callable[[Role | str], Seat]
DEVICES, HERE = "assistive-devices", "/devices/assistive-devices"
CASE, TOWNSHIP, LEAD = Role.CASE_OFFICER, Role.TOWNSHIP, Role.PROJECT_LEAD


@pytest.fixture(scope="module")
def people(service: Service, seat: Sits) -> list[str]:
    """A kind set by its form, a target, five in stock, and two people."""
    service.done(LEAD, "/v1/programmes", opening(DEVICES, "person"))
    service.done(LEAD, f"/v1/programmes/{DEVICES}/policies", POLICY)
    kind = {"programme": DEVICES, "kind": "wheelchair", "name_zh": "轮椅", "name_en": "Wheelchair", "region": "990101"}
    told = kind | {"service_life_months": "60", "document": "残联发〔2017〕5号", "on": "2017-01-09"}
    opened = seat(LEAD).send("/devices/set", told)
    assert opened.headers.get("location", "").startswith(HERE), seen(opened.text)
    target = {"kind": "wheelchair", "fiscal_year": "2017", "target": "1", "due_on": "2017-10-19"}
    seat(LEAD).send(f"{HERE}/target", target | {"document": "残联发〔2017〕6号", "on": "2017-01-09"})
    batch = {"kind": "wheelchair", "batch": "W-1", "supplier": CODE, "document": "入库1", "quantity": "5"}
    sent = seat(CASE).send(f"{HERE}/receive", batch | {"on": "2017-03-01"})
    assert sent.headers["location"].startswith(HERE), seen(sent.text)
    listed = {"people": [person(number) for number in NUMBERS[:2]], "why": "登记", "on": "2017-01-03"}
    ids: list[str] = service.done(TOWNSHIP, "/v1/beneficiaries", listed)["beneficiaries"]
    return ids


def fitting(who: str, on: str = "2017-06-05") -> dict[str, str]:
    return {"kind": "wheelchair", "beneficiary": who, "batch": "W-1", "signed_by": "self", "on": on}


def test_a_device_is_handed_over_with_its_signed_form_and_not_without(people: list[str], seat: Sits) -> None:
    refused = seat(TOWNSHIP).send(f"{HERE}/fit", fitting(people[0]))
    assert refused.status_code == 422
    assert "未签收不得领用" in seen(refused.text)
    form: dict[str, Any] = {"form": ("signed.pdf", b"%PDF-1.7 signed", "application/pdf")}
    sent = seat(TOWNSHIP).send(f"{HERE}/fit", fitting(people[0]), files=form)
    assert sent.headers["location"].startswith(HERE), seen(sent.text)
    again = seat(TOWNSHIP).send(
        f"{HERE}/fit", fitting(people[0], "2017-06-06"), files={"form": ("b.pdf", b"%PDF-1.7 b", "application/pdf")}
    )
    assert again.status_code == 409
    assert "不得重复领用" in seen(again.text)


def test_the_page_says_what_there_is_and_who_counts(people: list[str], service: Service, seat: Sits) -> None:
    fit = fitting(people[1], "2017-06-07") | {"form_sha256": "cd" * 32}
    assert service.done(TOWNSHIP, f"/v1{HERE}/fittings", fit)["in_stock"] == 3
    out = {"kind": "wheelchair", "batch": "W-1", "quantity": 9, "reason": "lost", "document": "报损1"}
    low = service.post(CASE, f"/v1{HERE}/removals", out | {"on": "2017-06-07"})
    assert (low.status_code, low.json()["code"]) == (409, "stock_too_low")
    own = service.post(CASE, f"/v1{HERE}/counts", {"kind": "wheelchair", "counted": 3, "on": "2017-06-08"})
    assert (own.status_code, own.json()["code"]) == (403, "counted_by_own_hand")
    sent = seat(Role.FINANCE_OFFICER).send(f"{HERE}/count", {"kind": "wheelchair", "counted": "2", "on": "2017-06-08"})
    assert sent.headers["location"].startswith(HERE), seen(sent.text)
    page = seen(seat(Role.AUDITOR).get(HERE))
    for said in ("3 = 入库 5 − 其他出库 0 − 领用 2", "与账面相差 -1", "200.00 %", "60 个月", "不发现金"):
        assert said in page, page
    [kind] = service.get(Role.AUDITOR, f"/v1{HERE}/figures").json()["items"]
    assert (kind["received"], kind["handed_over"], kind["in_stock"], kind["difference"]) == (5, 2, 3, -1)
    rows = service.get(Role.AUDITOR, "/v1/device-fittings").json()["items"]
    assert [(row["beneficiary"], row["signed_by"]) for row in rows] == [(people[0], "self"), (people[1], "self")]
    cash = {"programme": DEVICES, "region": "990101", "period": "2017", "number": "1", "on": "2017-07-03"}
    paid = service.post(Role.FINANCE_OFFICER, "/v1/batches", cash)
    assert (paid.status_code, paid.json()["code"]) == (409, "paid_in_kind")
    found = service.post(Role.AUDITOR, "/v1/findings/search", {"checks": ["C26"], "effective": "2017-12-31"})
    assert [(one["check"], one["subject"]) for one in found.json()["items"]] == [("C26", f"{DEVICES}/wheelchair")]
