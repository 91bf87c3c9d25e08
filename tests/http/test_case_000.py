"""A district's year over HTTP only: each step as the right person, the wrong ones refused, the published figures."""

from __future__ import annotations

import hashlib
from collections import Counter
from typing import Any

import pytest

from api.demo.rules import CHILDREN, MEDICINE
from domain.accounts.roles import Role
from domain.money import Money, total
from tests.http.district import AREA, District, play
from tests.support.service import Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


@pytest.fixture(scope="module")
def district(service: Service) -> District:
    return play(service)


def totals(district: District, programme: str) -> dict[str, Any]:
    shown = district.service.get(Role.AUDITOR, "/v1/position", programme=programme).json()["item"]
    return {f"{one['level']}/{one['kind']}": one["balance"] for one in shown["totals"]}


def everything(district: District, path: str, **asked: str) -> list[dict[str, Any]]:
    """Read a list to its end."""
    page = district.service.get(Role.AUDITOR, path, **asked, limit=500).json()
    assert page["next"] is None
    return list(page["items"])


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


def test_a_tenth_of_each_town_and_of_the_whole_is_called_on(district: District) -> None:
    asked = {"inspection_id": "year-2017", "programme": MEDICINE, "period": "2017", "region": AREA, "frame": "paid"}
    how = {"method": {"kind": "share", "of_each_unit": "1/10", "of_the_whole": "1/10"}, "seed": "dice-of-2018-01-08"}
    district.service.done(Role.INSPECTOR, "/v1/inspections", asked | how | {"on": "2018-01-08"})
    district.service.done(Role.INSPECTOR, "/v1/inspections/year-2017/draws", {"on": "2018-01-08"})
    drawn = everything(district, "/v1/samples", inspection="year-2017")
    towns = Counter(payout["region"][:9] for payout in district.payouts(MEDICINE))
    sampled = Counter(one["region"][:9] for one in drawn)
    assert sum(towns.values()) == 1190
    assert {town: sampled[town] * 10 >= people for town, people in towns.items()} == dict.fromkeys(towns, True)
    assert len(drawn) * 10 >= 1190


def test_what_was_handed_over_in_kind_stands_against_its_targets(district: District) -> None:
    """Before 2017-10-20, against signatures, and no fen was paid for it."""
    fitted, here, before = {"wheelchair": 13, "orthosis": 14}, f"/v1/devices/{CHILDREN}", totals(district, CHILDREN)
    people = [one["beneficiary"] for one in district.payouts(MEDICINE)]
    for kind, many in fitted.items():
        known = {"kind": kind, "on": "2017-02-06"}
        named = {"name_zh": kind, "name_en": kind, "service_life_months": 36, "region": AREA}
        ordered = {"programme": CHILDREN, "document": "残联发〔2017〕5号"}
        district.service.done(Role.PROJECT_LEAD, "/v1/device-kinds", known | named | ordered)
        target = {"fiscal_year": 2017, "target": 4, "due_on": "2017-10-20", "document": "残联发〔2017〕6号"}
        district.service.done(Role.PROJECT_LEAD, f"{here}/targets", known | target)
        came = {"batch": f"{kind}-1", "supplier": "52990101MJ0000001G", "document": f"入库-{kind}", "quantity": many}
        district.service.done(Role.CASE_OFFICER, f"{here}/receipts", known | came)
    for kind, many in fitted.items():
        for place in range(many):
            form = hashlib.sha256(f"{kind} {place}".encode()).hexdigest()
            signed = {"beneficiary": people[place], "signed_by": "self", "form_sha256": form, "on": "2017-10-09"}
            district.service.done("township-01", f"{here}/fittings", signed | {"kind": kind, "batch": f"{kind}-1"})
    figures = district.service.get(Role.AUDITOR, f"{here}/figures").json()["items"]
    told = {one["kind"]: (one["targets"][0]["target"], one["targets"][0]["in_time"]) for one in figures}
    assert told == {"wheelchair": (4, 13), "orthosis": (4, 14)}
    assert totals(district, CHILDREN) == before


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
