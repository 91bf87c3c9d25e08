"""What is looked at first: whether there is a token, whether the body can be read, which version was seen."""

from __future__ import annotations

import json
import re

import pytest
import structlog

from api.http.app import create_app, describe, open_to_all
from domain.accounts.roles import Role
from tests.support.service import Service

BODY = {"programme": "psy-medicine", "fiscal_year": 2017, "region": "990101", "on": "2018-01-08"}


@pytest.mark.parametrize("content", [b"{", b"[]", b"{}", b"\xff", b'{"surprise": 1}', b""])
def test_a_stranger_is_told_to_sign_in_whatever_the_body(service: Service, content: bytes) -> None:
    answer = service.ask(None, "POST", "/v1/year-ends", content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["code"]) == (401, "not_signed_in")
    assert answer.headers["www-authenticate"] == "Bearer"


def test_a_stranger_learns_nothing_of_which_addresses_there_are(service: Service) -> None:
    for method, path in (("GET", "/v1/nothing-here"), ("PATCH", "/v1/batches"), ("DELETE", "/v1/position")):
        assert service.ask(None, method, path).status_code == 401


def test_under_the_version_only_signing_in_the_description_seals_and_open_data_are_open_to_all() -> None:
    found = open_to_all(create_app(lambda: None))  # type: ignore[arg-type, return-value]  # nothing is opened for it
    addresses = [address.pattern for _, address in found if "/v1/" in address.pattern]
    seals = r"proofs/(checkpoint|keys|rotations|policy|tile/)"  # hashes, signatures; entry bundles ask who it is
    told = rf"\^/v1/(session|openid|openapi\\?\.json|open\\?-data|{seals})"
    others = [one for one in addresses if not re.match(told, one)]
    assert addresses
    assert others == []


@pytest.mark.parametrize("seen", ["3", "abc", '"three"', '"3", "4"', "W/3", '"-1"', '"99999999999"', "'3'"])
def test_a_version_that_cannot_be_read_is_refused_and_not_overlooked(service: Service, seen: str) -> None:
    service.token(service.of(Role.FINANCE_OFFICER))
    head = service.office.desk.log.head()
    answer = service.post(
        Role.FINANCE_OFFICER, "/v1/batches/psy-medicine~2017~1/close", {"on": "2018-01-08"}, If_Match=seen
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "version_unreadable"), answer.text
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/if-match"]
    assert service.office.desk.log.head() == head


@pytest.mark.parametrize("seen", ["*", '"0"', 'W/"0"', ""])
def test_a_version_as_the_etag_said_it_is_read(service: Service, seen: str) -> None:
    answer = service.post(Role.PROJECT_LEAD, "/v1/programmes/none/policies", {}, If_Match=seen)
    assert answer.json()["code"] == "does_not_fit"


@pytest.mark.parametrize(
    ("kind", "content"),
    [("text/plain", b"{}"), ("application/xml", b"<on/>"), ("application/x-www-form-urlencoded", b"on=1"), ("", b"{}")],
)
def test_a_body_of_another_kind_is_not_guessed_at(service: Service, kind: str, content: bytes) -> None:
    headers = {"Idempotency-Key": "test-body-kind", **({"Content-Type": kind} if kind else {})}
    answer = service.ask(Role.FINANCE_OFFICER, "POST", "/v1/year-ends", content=content, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type"), answer.text


def test_a_form_is_not_read_out_of_json(service: Service) -> None:
    answer = service.post(Role.TOWNSHIP, "/v1/people-imports", {"why": "登记", "on": "2017-01-03"})
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type"), answer.text


@pytest.mark.parametrize(
    "content",
    [b"{", b"{'on': 1}", b"\xff\xfe", b"[" * 100_000, b"1" * 5000],
    ids=["cut", "quotes", "bytes", "deep", "long"],
)
def test_a_body_that_is_no_json_is_told_so(service: Service, content: bytes) -> None:
    headers = {"Idempotency-Key": "test-not-json", "Content-Type": "application/json"}
    answer = service.ask(Role.FINANCE_OFFICER, "POST", "/v1/year-ends", content=content, headers=headers)
    assert answer.status_code == 400, answer.text
    assert answer.json()["code"] in ("not_json", "body_unreadable")


def test_an_address_that_takes_other_methods_names_all_of_them(service: Service) -> None:
    for path, allowed in (("/v1/batches", "GET, POST"), ("/v1/session", "DELETE, GET, POST"), ("/v1/position", "GET")):
        answer = service.ask(Role.AUDITOR, "PATCH", path)
        assert (answer.status_code, answer.headers["allow"]) == (405, allowed)


def test_nobody_waits_for_an_entry_that_is_not_there(service: Service) -> None:
    head = service.office.desk.log.head()
    answer = service.get(Role.AUDITOR, "/v1/position", wait_for=head + 1_000_000)
    assert (answer.status_code, answer.json()["code"]) == (409, "view_behind")


@pytest.mark.parametrize("day", ["0", "1490000000", "2017-2-3", "2017-02-30", "1600-01-01", "20170203"])
def test_a_day_is_written_one_way_only(service: Service, day: str) -> None:
    answer = service.get(Role.AUDITOR, "/v1/position", effective=day)
    assert (answer.status_code, answer.json()["code"]) == (422, "does_not_fit")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/effective"]


@pytest.mark.parametrize("cursor", ["x", "ü", "WyJiYXRjaGVzIiwxXQ", "A" * 2001])
def test_a_cursor_of_somewhere_else_is_refused(service: Service, cursor: str) -> None:
    answer = service.get(Role.AUDITOR, "/v1/cases", cursor=cursor)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/cursor"]


def test_every_operation_says_which_problems_it_may_answer_with_and_how_to_sign_in() -> None:
    document = describe()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            told = {status for status in operation["responses"] if status >= "400"}
            assert {"401", "403", "404", "409", "422", "503"} <= told, f"{method} {path}"
            assert "security" in operation
            assert " / " in operation["summary"], f"{method} {path} is not said in both languages"
    assert {"200", "400", "422"} <= set(document["paths"]["/v1/year-ends"]["post"]["responses"])
    assert "#/components/schemas/LineBalance" in json.dumps(document["paths"]["/v1/fund-lines/{line}/balance"])


def test_whoever_sets_up_no_logging_has_ours_which_keeps_values_out_of_it(service: Service) -> None:
    assert structlog.is_configured()
    assert "ConsoleRenderer" not in str(structlog.get_config()["processors"])
