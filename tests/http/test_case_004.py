"""Case 004 over HTTP: of a task of 2,019 people 923 are eligible; what the other 1,096 do not get is carried over."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest

from api.demo.county import BORN_1960S, JUNE, WINTER
from api.demo.rules import RELIEF, RELIEF_POLICY
from domain.accounts.roles import Role
from domain.rates import Measure, completion
from infrastructure.synthetic_people import synthetic_people
from tests.http.county import County
from tests.http.district import AREA
from tests.support.service import Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

TASK, ELIGIBLE, UNFILLED = 2019, 923, 1096
STANDARD = 360
"""Yuan a person in the country, by the demonstration's policy: the report names no amount."""
DOCUMENT = "县财社〔2017〕19号"
LINE = f"{RELIEF}/{AREA}/county/general_budget/{DOCUMENT}"


@pytest.fixture(scope="module")
def county(service: Service) -> County:
    """A county whose money is for the task, and that has paid everybody who is eligible."""
    county = County(service)
    county.officers()
    rows = synthetic_people(ELIGIBLE, 4, born=BORN_1960S, low_income=1.0, levels=(1, 2))
    people = county.bring([replace(row, residence="rural") for row in rows], "特别救助申请登记", WINTER.applied)
    county.open_programme(RELIEF, "贫困重度残疾人特别救助", RELIEF_POLICY, "person")
    task = {"fiscal_year": 2017, "level": "county", "people": TASK, "document": "县残联〔2017〕3号", "on": "2017-01-06"}
    county.step(Role.PROJECT_LEAD, f"/v1/programmes/{RELIEF}/targets", task, roles=set())
    county.enrol(RELIEF, people, people, days=WINTER)
    county.allocate(RELIEF, DOCUMENT, "county", f"{TASK * STANDARD}.00")
    county.pay(RELIEF, days=JUNE)
    return county


def balance(county: County, year: int) -> dict[str, Any]:
    """Return the accounts of a year's one line."""
    shown = county.service.get(Role.AUDITOR, "/v1/position", programme=RELIEF, year=year).json()["item"]
    [line] = shown["lines"]
    assert line["line"] == f"{year}/{LINE}"
    return dict(line["balance"])


def test_of_the_task_1096_places_stay_unfilled(county: County) -> None:
    told = county.service.get(Role.AUDITOR, f"/v1/programmes/{RELIEF}/completion/2017").json()["item"]
    [task] = told["targets"]
    assert (task["people"], told["served"], told["settled"], told["unfunded"]) == (TASK, ELIGIBLE, ELIGIBLE, 0)
    assert task["people"] - told["served"] == UNFILLED
    rate = completion(told["served"], of=task["people"], against=Measure.TARGET)
    assert rate.named() == "served / target (people) = 45.72 %"


def test_what_is_left_is_spread_over_nobody(county: County) -> None:
    assert Counter(payout["amount"] for payout in county.payouts(RELIEF)) == {f"{STANDARD}.00": ELIGIBLE}
    assert balance(county, 2017)["available"] == f"{UNFILLED * STANDARD}.00"
    again = {"programme": RELIEF, "region": AREA, "period": "2017", "number": "2", "on": "2017-12-04"}
    answer = county.service.post(Role.FINANCE_OFFICER, "/v1/batches", again)
    assert (answer.status_code, answer.json()["code"]) == (409, "nobody_to_pay"), answer.text


def test_it_is_carried_over_under_its_own_document_at_the_years_end(county: County) -> None:
    close = {"programme": RELIEF, "fiscal_year": 2017, "region": AREA, "on": "2018-01-08"}
    said = county.step(Role.FINANCE_OFFICER, "/v1/year-ends", close, roles=set())
    left = f"{UNFILLED * STANDARD}.00"
    assert (said["carried_over"], said["surrendered"]) == (left, "0.00")
    assert balance(county, 2017)["available"] == "0.00"
    assert balance(county, 2018)["available"] == left
