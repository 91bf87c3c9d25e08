"""A parameter that nobody reads is refused by its name: passed over, it would widen a list without a word."""

from __future__ import annotations

import pytest

from domain.accounts.roles import Role
from tests.support.service import Service


@pytest.mark.parametrize("path", ["/v1/payouts?progamme=psy-medicine", "/v1/position?asof=1", "/v1/session?verbose=1"])
def test_a_parameter_that_nobody_reads_is_refused_by_its_name(service: Service, path: str) -> None:
    answer = service.get(Role.AUDITOR, path)
    assert answer.status_code == 422
    name = path.partition("?")[2].partition("=")[0]
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{name}"]


def test_it_is_told_beside_what_else_does_not_fit(service: Service) -> None:
    answer = service.get(Role.AUDITOR, "/v1/position?yaer=2017&year=17&level=high")
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/yaer", "/year", "/level"}


def test_a_command_takes_none_either_and_is_not_carried_out(service: Service) -> None:
    clerk = service.of(Role.FINANCE_OFFICER)
    before = service.office.desk.log.head()
    answer = service.post(clerk, "/v1/allocations?dry_run=true", {})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/dry_run")
    assert service.office.desk.log.head() == before


def test_what_the_provider_of_identities_adds_to_its_answer_is_passed_over(service: Service) -> None:
    answer = service.get(None, "/v1/session/openid/answer?state=s&code=c&iss=https://id.example&session_state=1")
    assert answer.json()["code"] != "does_not_fit"


def test_what_is_given_twice_counts_as_it_was_said_last(service: Service) -> None:
    answer = service.get(Role.AUDITOR, "/v1/position?as_of=999999&as_of=0")
    assert (answer.status_code, answer.json()["as_of"]) == (200, 0)
