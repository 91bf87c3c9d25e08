"""A policy over HTTP: its schema takes what the domain can mean, and says where it does not."""

from __future__ import annotations

import copy
import re
from fractions import Fraction
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import ValidationError
from starlette.testclient import TestClient

from api.http.errors import handle_errors
from api.http.policies import LONGEST_POLICY, PolicyBody
from domain.money import Money
from domain.programmes.policy import AllOf, AnyOf, FactAmong, Not, NotExpired, NumberBetween
from domain.programmes.policy_checks import RULES
from tests.http.programme_commands import POLICY

SAYS = {"article": "第三条", "zh": "须满足", "en": "must hold"}
EVERY_KIND: dict[str, Any] = {
    "kind": "all_of",
    "of": [
        {"kind": "fact_among", "fact": "low_income", "values": ["yes"], **SAYS},
        {
            "kind": "any_of",
            "of": [{"kind": "not_expired", "fact": "certificate_valid_until", "open_ended": True, **SAYS}],
        },
        {
            "kind": "not",
            "criterion": {"kind": "number_between", "fact": "age_years", "at_least": 0, "at_most": 6, **SAYS},
            **SAYS,
        },
    ],
}


def test_a_policy_becomes_what_the_domain_checks() -> None:
    policy = PolicyBody.model_validate(POLICY | {"criteria": EVERY_KIND}).policy()
    assert policy.criteria == AllOf(
        (
            FactAmong("low_income", ("yes",), *SAYS.values()),
            AnyOf((NotExpired("certificate_valid_until", True, *SAYS.values()),)),
            Not(NumberBetween("age_years", 0, 6, *SAYS.values()), *SAYS.values()),
        )
    )
    assert policy.standards[0].amount == Money(100_000)
    assert [share.share for share in policy.tiers[0].shares] == [Fraction(4, 5), Fraction(1, 5)]
    assert (policy.tiers[0].headcount, policy.tiers[0].amount, policy.excludes) == (None, None, ())
    whole = PolicyBody.model_validate(POLICY).policy()
    for rule in RULES:
        rule(whole)


@pytest.fixture(scope="module")
def client() -> TestClient:
    """An application with one route that reads a policy and does nothing."""
    app = FastAPI()
    handle_errors(app, ())

    @app.post("/policies")
    def read(body: PolicyBody) -> int:
        return body.version

    return TestClient(app)


def changed(at: tuple[str | int, ...], value: object) -> dict[str, Any]:
    """Return the policy with every kind of criterion and one place changed; `...` takes the place out."""
    policy: Any = copy.deepcopy(POLICY | {"criteria": EVERY_KIND})
    place = policy
    for step in at[:-1]:
        place = place[step]
    if value is ...:
        del place[at[-1]]
    else:
        place[at[-1]] = value
    return dict(policy)


@pytest.mark.parametrize(
    ("at", "value", "pointer"),
    [
        (("criteria", "of", 0, "article"), ..., "/criteria/of/0/article"),
        (("criteria", "of", 0, "values"), [], "/criteria/of/0/values"),
        (("criteria", "of", 1, "of", 0, "open_ended"), "yes", "/criteria/of/1/of/0/open_ended"),
        (("criteria", "of", 2, "criterion", "at_least"), 0.5, "/criteria/of/2/criterion/at_least"),
        (("criteria", "of", 2, "criterion", "kind"), "magic", "/criteria/of/2/criterion"),
        (("criteria", "of", 2, "criterion", "kind"), ..., "/criteria/of/2/criterion"),
        (("standards", 0, "amount"), 1000, "/standards/0/amount"),
        (("standards", 0, "amount"), "1000.001", "/standards/0/amount"),
        (("tiers", 0, "shares", 1, "share"), 0.2, "/tiers/0/shares/1/share"),
        (("tiers", 0, "shares", 1, "level"), "county!", "/tiers/0/shares/1/level"),
        (("tiers", 0, "headcount"), -1, "/tiers/0/headcount"),
        (("excludes",), ["NOT AN ID"], "/excludes/0"),
        (("deadlines", "pay"), 0, "/deadlines/pay"),
        (("version",), "1", "/version"),
        (("valid_from",), "2016-02-30", "/valid_from"),
        (("surprise",), 1, "/surprise"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_place_that_does_not_fit_is_pointed_at_in_the_callers_language(
    client: TestClient, at: tuple[str | int, ...], value: object, pointer: str, language: str
) -> None:
    answer = client.post("/policies", json=changed(at, value), headers={"Accept-Language": language})
    assert answer.status_code == 422
    [one] = answer.json()["errors"]
    assert one["pointer"] == pointer
    assert bool(re.search(r"[\u4e00-\u9fff]", one["detail"])) == (language == "zh")
    assert "magic" not in answer.text


def test_a_policy_that_no_entry_could_hold_is_refused() -> None:
    long = [{"kind": "fact_among", "fact": "low_income", "values": ["x" * 200] * 100, **SAYS}] * 3
    with pytest.raises(ValidationError) as refused:
        PolicyBody.model_validate(POLICY | {"criteria": {"kind": "any_of", "of": long}})
    assert str(LONGEST_POLICY) in refused.value.errors()[0]["ctx"]["en"]


def test_criteria_nested_without_end_are_refused_and_break_nothing(client: TestClient) -> None:
    nested: dict[str, Any] = {"kind": "fact_among", "fact": "low_income", "values": ["yes"], **SAYS}
    for _ in range(300):
        nested = {"kind": "all_of", "of": [nested]}
    assert client.post("/policies", json=POLICY | {"criteria": nested}).status_code == 422
