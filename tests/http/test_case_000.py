"""A district's year over HTTP only: each step as the right person, the wrong ones refused, the published figures."""

from __future__ import annotations

from typing import Any

import pytest

from api.demo.rules import CHILDREN, MEDICINE
from domain.accounts.roles import Role
from domain.money import Money, total
from tests.http.district import District, play
from tests.support.service import Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def district(service: Service) -> District:
    return play(service)


def totals(district: District, programme: str) -> dict[str, Any]:
    shown = district.service.get(Role.AUDITOR, "/v1/position", programme=programme).json()["item"]
    return {f"{one['level']}/{one['kind']}": one["balance"] for one in shown["totals"]}


def test_medicine_comes_to_the_published_totals_by_level(district: District) -> None:
    found = totals(district, MEDICINE)
    assert found["provincial/general_budget"]["settled"] == "401600.00"
    assert found["municipal/general_budget"]["settled"] == "788400.00"
    assert {balance["available"] for balance in found.values()} == {"0.00"}


def test_rehabilitation_comes_to_the_published_totals_by_level(district: District) -> None:
    settled = {of: balance["settled"] for of, balance in totals(district, CHILDREN).items()}
    assert settled == {
        "national/lottery": "600000.00",
        "provincial/general_budget": "268800.00",
        "municipal/general_budget": "67200.00",
    }


def test_target_quota_and_people_served_are_the_published_three_numbers(district: District) -> None:
    told = district.service.get(Role.AUDITOR, f"/v1/programmes/{MEDICINE}/completion/2017").json()["item"]
    assert (told["served"], told["settled"]) == (1190, 1190)
    assert {target["level"]: target["people"] for target in told["targets"]} == {"municipal": 1120, "provincial": 502}
    assert {tier["tier"]: tier["settled"] for tier in told["tiers"]} == {"in_quota": 502, "over_quota": 688}
    children = district.service.get(Role.AUDITOR, f"/v1/programmes/{CHILDREN}/completion/2017").json()["item"]
    assert (children["served"], children["unfunded"]) == (68, 50)


def test_every_step_was_tried_by_the_wrong_people(district: District) -> None:
    assert len(district.refused) > 300
    assert {who for _, who in district.refused} == {role.value for role in Role}


def test_what_was_refused_for_the_money_s_sake_is_kept_for_the_auditor(district: District) -> None:
    kept = district.service.get(Role.AUDITOR, "/v1/refusals").json()["items"]
    assert {"no_money_of_that_level", "earmarked_use"} <= {one["rule"] for one in kept}


def test_a_payment_is_followed_to_its_documents(district: District) -> None:
    payout = district.service.get(Role.AUDITOR, "/v1/payouts", batch=f"{MEDICINE}/2017/1", limit=1).json()["items"][0]
    name = payout["payout"].replace("/", "~")
    trail = district.service.get(Role.AUDITOR, f"/v1/payouts/{name}/trail").json()["item"]
    assert {step["document"] for step in trail["sources"]} <= {"省财社〔2016〕114号", "市财社〔2017〕31号"}
    settled = [Money.from_yuan(step["amount"]) for step in trail["steps"] if step["movement"] == "settle"]
    assert total(settled) == Money(100_000)
