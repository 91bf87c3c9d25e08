"""Clear personal data over HTTP: it goes in by the list's own rules, and no answer tells it again."""

from __future__ import annotations

from typing import Any

import pytest

from domain.accounts.roles import Role
from tests.http.medicine import NUMBERS, person
from tests.support.service import Service, fresh_id

pytestmark = pytest.mark.slow
TOWNSHIP, CASE = Role.TOWNSHIP, Role.CASE_OFFICER
ACCOUNT, NEW_ACCOUNT = "9999990000000006", "9999990000000014"


def registering(*people: dict[str, Any], **other: Any) -> dict[str, Any]:
    return {"people": list(people), "why": "登记", "on": "2017-01-03", **other}


@pytest.fixture(scope="module")
def known(service: Service) -> str:
    """Somebody who is registered."""
    [found] = service.done(TOWNSHIP, "/v1/beneficiaries", registering(person(NUMBERS[0])))["beneficiaries"]
    return str(found)


@pytest.mark.parametrize(
    ("other", "code", "pointer"),
    [
        ({"id_number": "990101198001010015"}, "id_number_check_digit", "/people/1/id_number"),
        ({"id_number": "990101 19800101 0014 990101198001010014"}, "id_number_length", "/people/1/id_number"),
        ({"certificate": f"{NUMBERS[0]}63"}, "certificate_of_somebody_else", "/people/1/certificate"),
        ({"account": "9999990000000001"}, "account_check_digit", "/people/1/account"),
        ({"phone": "990101198001010014"}, "not_a_phone", "/people/1/phone"),
        ({"name": "990101198001010014"}, "not_a_name", "/people/1/name"),
        ({"region": "990101198001010014"}, "does_not_fit", "/people/1/region"),
        ({"low_income": "990101198001010014"}, "does_not_fit", "/people/1/low_income"),
        ({"residence": "990101198001010014"}, "does_not_fit", "/people/1/residence"),
        ({"certificate_valid_until": "990101198001010014"}, "does_not_fit", "/people/1/certificate_valid_until"),
        ({"facts": [{"name": "phone", "value": "139"}]}, "personal_fact", "/people"),
        ({"facts": [{"name": "low_income", "value": "no"}]}, "fact_given_twice", "/people"),
        ({"facts": [{"name": "remark", "value": "电话 13900001234"}]}, "personal_number_in_text", "/people"),
    ],
)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_wrong_is_pointed_at_and_never_repeated(
    service: Service, other: dict[str, Any], code: str, pointer: str, language: str
) -> None:
    service.of(TOWNSHIP)
    head = service.office.desk.log.head()
    body = registering(person(NUMBERS[1]), person(NUMBERS[2]) | other)
    answer = service.post(TOWNSHIP, "/v1/beneficiaries", body, Accept_Language=language)
    assert (answer.status_code, answer.json()["code"]) == (422, code), answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    for secret in ("990101198001010014", "9901011980", NUMBERS[2], "9999990000000001", "13900001234", "李秋实"):
        assert secret not in answer.text
    assert service.office.desk.log.head() == head
    assert not service.office.desk.vault.find(id_number=NUMBERS[1])


def test_a_doubt_is_accepted_by_its_name(service: Service) -> None:
    passbook = person(NUMBERS[3], account="9999990000000001", accept=["account_check_digit"])
    assert service.done(TOWNSHIP, "/v1/beneficiaries", registering(passbook), Prefer="dry-run")["would_record"]


def test_the_same_person_is_not_registered_twice(service: Service, known: str) -> None:
    again = service.post(TOWNSHIP, "/v1/beneficiaries", registering(person(NUMBERS[0])))
    assert (again.status_code, again.json()["code"]) == (409, "registered_already")
    other = service.post(TOWNSHIP, "/v1/beneficiaries", registering(person(NUMBERS[0], name="李冬")))
    assert (other.status_code, other.json()["code"]) == (409, "record_differs")
    assert [error["pointer"] for error in other.json()["errors"]] == ["/people/0"]
    twice = service.post(TOWNSHIP, "/v1/beneficiaries", registering(person(NUMBERS[1]), person(NUMBERS[1])))
    assert (twice.status_code, twice.json()["code"]) == (422, "same_person_twice")
    assert [error["pointer"] for error in twice.json()["errors"]] == ["/people/1"]


def test_nobody_is_registered_where_the_officer_is_not(service: Service) -> None:
    service.account("township-far", Role.TOWNSHIP, region="990102")
    answer = service.post("township-far", "/v1/beneficiaries", registering(person(NUMBERS[1])))
    assert (answer.status_code, answer.json()["code"]) == (403, "outside_your_region")
    assert not service.office.desk.vault.find(id_number=NUMBERS[1])


def test_a_correction_that_was_answered_is_answered_alike_whatever_was_corrected_since(
    service: Service, known: str
) -> None:
    path, key = f"/v1/beneficiaries/{known}/record-changes", fresh_id()
    account: dict[str, Any] = {"record": {"account": NEW_ACCOUNT}, "why": "退回后更正账号"}
    first = service.post(CASE, path, account, key=key)
    assert first.json()["fields"] == ["account"], first.text
    service.done(CASE, path, {"record": {"phone": "13900001234", "account": ACCOUNT}, "why": "本人来电"})
    again = service.post(CASE, path, account, key=key)
    assert (again.status_code, again.content) == (200, first.content)
    kept = service.office.desk.vault.reveal(known, actor="test", why="test")
    assert (kept.account, kept.phone) == (ACCOUNT, "13900001234")
    other = service.post(CASE, path, account | {"record": {"account": ACCOUNT}}, key=key)
    assert (other.status_code, other.json()["code"]) == (409, "command_id_reused")


@pytest.mark.parametrize(
    ("record", "status", "code", "pointer"),
    [
        ({}, 422, "does_not_fit", "/record"),
        ({"name": " "}, 422, "cell_missing", "/record/name"),
        ({"certificate": f"{NUMBERS[1]}63"}, 422, "certificate_of_somebody_else", "/record/certificate"),
        ({"phone": "990101198001010014"}, 422, "not_a_phone", "/record/phone"),
        ({"bank": "虚构\x00银行"}, 422, "does_not_fit", "/record/bank"),
    ],
)
def test_a_correction_is_held_to_the_same_rules(
    service: Service, known: str, record: dict[str, str], status: int, code: str, pointer: str
) -> None:
    answer = service.post(CASE, f"/v1/beneficiaries/{known}/record-changes", {"record": record, "why": "更正"})
    assert (answer.status_code, answer.json()["code"]) == (status, code), answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert "990101198001010014" not in answer.text


def test_who_read_a_record_to_correct_it_is_noted_with_the_reason(service: Service, known: str) -> None:
    body = {"record": {"address": "虚构县平安镇二村"}, "why": "搬家登记"}
    service.done(CASE, f"/v1/beneficiaries/{known}/record-changes", body)
    noted = service.office.desk.vault.accesses(known)[-2:]
    assert {(one.actor, one.why) for one in noted} == {("case-officer", "搬家登记")}


def test_somebody_unknown_is_not_found(service: Service) -> None:
    death = {"died_on": "2017-12-24", "source": "民政局"}
    answer = service.post(TOWNSHIP, "/v1/beneficiaries/b-nobody/death", death)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_registered")
