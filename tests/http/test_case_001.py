"""Case 001 over HTTP: 9,465 people paid relief by card in June, 118 who run a business supported in October."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from api.demo.county import AT_WORK, BORN_1960S, JUNE, OCTOBER, RURAL, SPRING, URBAN, WINTER
from api.demo.rules import RELIEF, RELIEF_POLICY, WORK, WORK_POLICY
from domain.accounts.roles import Role
from infrastructure.synthetic_people import synthetic_people
from tests.http.county import County
from tests.support.service import Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

TARGETS = (("urban", 260), ("rural", 9065))


@pytest.fixture(scope="module")
def county(service: Service) -> County:
    county = County(service)
    county.officers()
    everybody = synthetic_people(URBAN + RURAL, 1, born=BORN_1960S, low_income=1.0, levels=(1, 2))
    rows = [replace(row, residence="urban" if place < URBAN else "rural") for place, row in enumerate(everybody)]
    people = county.bring(rows, "特别救助申请登记", WINTER.applied)
    _relief(county, people)
    _employment(county, people[:AT_WORK])
    return county


def _relief(county: County, people: Sequence[str]) -> None:
    county.open_programme(RELIEF, "贫困重度残疾人特别救助", RELIEF_POLICY, "person")
    for name, target in TARGETS:
        said = {"fiscal_year": 2017, "level": "county", "people": target, "name": name}
        path, document = f"/v1/programmes/{RELIEF}/targets", "县残联〔2017〕2号"
        county.step(Role.PROJECT_LEAD, path, {**said, "document": document, "on": "2017-01-06"}, roles=set())
    county.enrol(RELIEF, people, people, days=WINTER)
    county.allocate(RELIEF, "县财社〔2017〕11号", "county", "3477240.00")
    county.pay(RELIEF, returned=(5, 290, 3000, 6000, 9000), days=JUNE)


def _employment(county: County, people: Sequence[str]) -> None:
    county.open_programme(WORK, "残疾人自主就业创业扶持", WORK_POLICY, "person")
    for person in people:
        known = {
            "facts": [{"name": "self_employed", "value": "yes", "source": "survey", "as_of": str(SPRING.applied)}],
            "on": str(SPRING.applied),
        }
        county.step(Role.CASE_OFFICER, f"/v1/beneficiaries/{person}/circumstances", known, roles=set())
    county.enrol(WORK, people, people, days=SPRING)
    county.allocate(WORK, "县财社〔2017〕58号", "county", "118000.00")
    county.pay(WORK, days=OCTOBER)


def settled(county: County, programme: str) -> str:
    """Return what was paid of the programme's one line, of which nothing is left."""
    shown = county.service.get(Role.AUDITOR, "/v1/position", programme=programme).json()["item"]
    [line] = shown["totals"]
    assert (line["level"], line["balance"]["available"]) == ("county", "0.00")
    return str(line["balance"]["settled"])


def completion(county: County, programme: str) -> dict[str, Any]:
    told: dict[str, Any] = county.service.get(Role.AUDITOR, f"/v1/programmes/{programme}/completion/2017").json()[
        "item"
    ]
    return told


def test_relief_comes_to_the_published_total_to_the_fen(county: County) -> None:
    assert settled(county, RELIEF) == "3477240.00"
    told = completion(county, RELIEF)
    assert (told["served"], told["settled"]) == (9465, 9465)
    assert {target["name"]: target["people"] for target in told["targets"]} == dict(TARGETS)
    paid = Counter(payout["amount"] for payout in county.payouts(RELIEF))
    assert paid == {"600.00": 291, "360.00": 9174}, "in town and in the country"


def test_what_the_bank_sent_back_was_paid_in_the_end(county: County) -> None:
    [batch] = county.service.get(Role.AUDITOR, "/v1/batches", programme=RELIEF).json()["items"]
    assert (batch["people"], batch["returned"], batch["stage"]) == (9465, 5, "closed")
    assert {payout["stage"] for payout in county.payouts(RELIEF)} == {"settled"}


def test_118_who_run_a_business_get_1000_yuan_each(county: County) -> None:
    assert settled(county, WORK) == "118000.00"
    assert completion(county, WORK)["settled"] == AT_WORK
    assert Counter(payout["amount"] for payout in county.payouts(WORK)) == {"1000.00": AT_WORK}


def test_the_levy_is_revenue_and_none_of_it_can_be_spent(county: County) -> None:
    """残保金 of 800,000.00 was collected to October; it goes to the treasury and pays for nothing here."""
    before = county.service.get(Role.AUDITOR, "/v1/position").json()["item"]["totals"]
    levy = {"fiscal_year": 2017, "kind": "employment_security_fund", "amount": "800000.00"}
    county.step(
        Role.FINANCE_OFFICER, "/v1/revenue/collections", levy | {"voucher": "V-1", "on": "2017-10-09"}, roles=set()
    )
    [account] = county.service.get(Role.AUDITOR, "/v1/revenue-accounts").json()["items"]
    assert (account["collected"], account["balance"]) == ("800000.00", "800000.00")
    to_line = f"2017/{RELIEF}/990101/county/general_budget/县财社〔2017〕11号"
    spend = {"to_line": to_line, "amount": "0.01", "document": "县财调〔2017〕1号", "on": "2017-10-10"}
    path = "/v1/fund-lines/revenue~2017~employment_security_fund/moves"
    answer = county.service.post(Role.FINANCE_OFFICER, path, spend)
    assert (answer.status_code, answer.json()["code"]) == (422, "earmarked_use"), answer.text
    assert county.service.get(Role.AUDITOR, "/v1/position").json()["item"]["totals"] == before
