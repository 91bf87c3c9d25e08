"""Audit checks over HTTP: an auditor looks and keeps nothing, an inspector's run is kept, nobody else sees either."""

from __future__ import annotations

import base64

import pytest

from domain.accounts.roles import Role
from tests.support.service import Service

DAY = {"effective": "2017-12-31"}


def a_list(name: str, text: str) -> dict[str, object]:
    return {"name": name, "content": base64.b64encode(text.encode()).decode()}


def test_the_catalogue_has_every_check_and_every_list_with_its_columns(service: Service) -> None:
    items = service.get(Role.AUDITOR, "/v1/checks").json()["items"]
    assert [item["check"] for item in items] == [f"C{number:02d}" for number in range(1, 33)]
    lists = {item["name"]: item for item in service.get(Role.INSPECTOR, "/v1/check-lists").json()["items"]}
    assert {name for item in items for name in (*item["needs"], *item["uses"])} == set(lists)


def test_an_auditor_looks_and_keeps_nothing(service: Service) -> None:
    row = "报表,行次,资金级次,金额,是否合计\n决算表,1,省级,16.00,否\n决算表,2,合计,17.00,是\n"
    body = DAY | {"checks": ["C31"], "lists": [a_list("printed", row)]}
    head = service.office.desk.log.head()
    answer = service.post(Role.AUDITOR, "/v1/findings/search", body)
    assert answer.status_code == 200, answer.text
    [found] = answer.json()["items"]
    assert (found["check"], found["subject"], found["amount"]) == ("C31", "决算表", "1.00")
    assert service.post(Role.AUDITOR, "/v1/check-runs", body).status_code == 403
    assert service.office.desk.log.head() == head
    kept = service.post(Role.INSPECTOR, "/v1/check-runs", body)
    assert (kept.status_code, kept.json()["new"]) == (200, 1)
    position = kept.json()["position"]
    listed = service.get(Role.AUDITOR, f"/v1/findings?wait_for={position}").json()["items"]
    assert [(one["finding"], one["stage"]) for one in listed] == [(found["finding"], "open")]


@pytest.mark.parametrize("role", [Role.TOWNSHIP, Role.CASE_OFFICER, Role.FINANCE_OFFICER, Role.ADMINISTRATOR])
def test_nobody_else_looks_or_sees(role: Role, service: Service) -> None:
    assert service.post(role, "/v1/findings/search", DAY).status_code == 403
    assert service.get(role, "/v1/findings").status_code == 403


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("check_list_missing", {"checks": ["C02"]}),
        ("no_such_check", {"checks": ["C77"]}),
        ("no_such_check_list", {"lists": [{"name": "dead", "content": "aGFsbG8="}]}),
        ("file_damaged", {"lists": [{"name": "deaths", "content": "???"}]}),
        ("in_the_future", {"effective": "2099-01-01"}),
        ("check_parameter_too_large", {"parameters": [{"check": "C15", "name": "held_days_county", "value": 10**9}]}),
    ],
)
def test_what_cannot_be_looked_at_is_a_problem_with_its_code(
    code: str, given: dict[str, object], service: Service
) -> None:
    answer = service.post(Role.INSPECTOR, "/v1/findings/search", DAY | given)
    assert (400 <= answer.status_code < 500, answer.json()["code"]) == (True, code)
