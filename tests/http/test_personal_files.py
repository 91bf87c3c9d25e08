"""What becomes of somebody's file over HTTP: who may, what is noted, and what is never told."""

from __future__ import annotations

import pytest

from domain.accounts.roles import Role
from tests.http.medicine import NUMBERS, person
from tests.support.service import Service

pytestmark = pytest.mark.slow
PHONE = "13900001234"


@pytest.fixture(scope="module")
def two(service: Service) -> tuple[str, str]:
    """Two people who share a telephone and a name, both newly registered."""
    people = [person(NUMBERS[0], phone=PHONE), person(NUMBERS[2], phone=PHONE, account="9999990000000014")]
    body = {"people": people, "why": "登记", "on": "2017-01-03"}
    first, second = service.done(Role.TOWNSHIP, "/v1/beneficiaries", body)["beneficiaries"]
    return first, second


def test_candidates_come_with_a_score_and_fields_and_no_clear_word(service: Service, two: tuple[str, str]) -> None:
    body = {"beneficiary": two[0], "why": "查重"}
    answer = service.post(Role.CASE_OFFICER, "/v1/resemblance-searches", body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["items"] == [{"beneficiary": two[1], "score": 55, "same": ["phone", "name"], "near": []}]
    assert PHONE not in answer.text
    assert service.post(Role.AUDITOR, "/v1/resemblance-searches", body).status_code == 403


def test_a_person_gets_everything_that_is_held_of_them_and_it_is_noted(service: Service, two: tuple[str, str]) -> None:
    path = f"/v1/beneficiaries/{two[0]}/personal-file"
    file = service.ask(Role.CASE_OFFICER, "GET", path, params={"why": "本人申请查阅"})
    assert file.status_code == 200, file.text
    told = file.json()
    assert told["records"][0]["phone"] == PHONE
    assert [entry["name"] for entry in told["entries"]] == ["beneficiary.registered.1"]
    assert told["accesses"][-1]["action"] == "exported"
    text = service.ask(Role.CASE_OFFICER, "GET", path, params={"why": "本人申请查阅", "format": "text"})
    assert text.headers["content-type"] == "text/plain; charset=utf-8"
    assert "# 谁查阅过" in text.text
    assert service.ask(Role.AUDITOR, "GET", path, params={"why": "审计"}).status_code == 403


def test_an_auditor_asks_who_read_whom_and_sees_no_clear_data(service: Service, two: tuple[str, str]) -> None:
    service.ask(Role.TOWNSHIP, "GET", f"/v1/beneficiaries/{two[1]}/personal-record", params={"why": "入户核对"})
    answer = service.ask(Role.AUDITOR, "GET", "/v1/accesses", params={"officer": "township", "limit": 1000})
    assert answer.status_code == 200, answer.text
    read = [one for one in answer.json()["items"] if one["action"] == "revealed"]
    assert [(one["actor"], one["beneficiary_id"], one["why"]) for one in read] == [("township", two[1], "入户核对")]
    assert service.ask(Role.CASE_OFFICER, "GET", "/v1/accesses").status_code == 403


def test_a_reason_that_names_the_person_is_refused(service: Service, two: tuple[str, str]) -> None:
    path = f"/v1/beneficiaries/{two[1]}/personal-record"
    answer = service.ask(Role.TOWNSHIP, "GET", path, params={"why": "核对李秋实的电话"})
    assert (answer.status_code, answer.json()["code"]) == (422, "reason_names_the_person")


def test_an_erased_person_is_told_to_be_erased_and_to_nobody_more(service: Service, two: tuple[str, str]) -> None:
    path, body = f"/v1/beneficiaries/{two[1]}/erasure", {"request": "申请〔2026〕3号", "reason": "本人申请"}
    assert service.post(Role.CASE_OFFICER, path, body).status_code == 403
    assert service.post(Role.UNIT_HEAD, path, body, Prefer="dry-run").status_code == 200
    assert not service.office.desk.vault.is_erased(two[1])
    service.done(Role.UNIT_HEAD, path, body)
    assert service.office.desk.vault.is_erased(two[1])
    again = service.post(Role.UNIT_HEAD, path, body)
    assert (again.status_code, again.json()["code"]) == (409, "person_is_erased")
    shown = service.ask(Role.TOWNSHIP, "GET", f"/v1/beneficiaries/{two[1]}/personal-record", params={"why": "核对"})
    assert (shown.status_code, shown.json()["code"]) == (409, "personal_data_erased")
