"""Two townships in one ledger: each takes in, lists and opens its own people, and the other's not at all."""

from __future__ import annotations

import pytest

from domain.accounts.roles import Role
from tests.http.medicine import AREA, NUMBERS, person
from tests.support.service import Service

pytestmark = pytest.mark.slow
EAST, WEST = f"{AREA}001000", f"{AREA}002000"


@pytest.fixture(scope="module")
def people(service: Service) -> dict[str, str]:
    """One person of each township, registered by its own officer."""
    found = {}
    for name, region, number in (("east", EAST, NUMBERS[0]), ("west", WEST, NUMBERS[1])):
        service.account(f"township-{name}", Role.TOWNSHIP, region=region)
        home = person(number, region=f"{region[:9]}003")
        body = {"people": [home], "why": "登记", "on": "2017-01-03"}
        [found[name]] = service.done(f"township-{name}", "/v1/beneficiaries", body)["beneficiaries"]
    return found


def test_each_township_lists_its_own_people_and_an_auditor_everybody(service: Service, people: dict[str, str]) -> None:
    def listed(who: Role | str) -> set[str]:
        answer = service.get(who, "/v1/beneficiaries")
        assert answer.status_code == 200, answer.text
        return {row["beneficiary"] for row in answer.json()["items"]}

    assert listed("township-east") == {people["east"]}
    assert listed("township-west") == {people["west"]}
    assert listed(Role.AUDITOR) == set(people.values())


def test_nobody_registers_people_of_another_township(service: Service, people: dict[str, str]) -> None:
    head = service.office.desk.log.head()
    body = {"people": [person(NUMBERS[2], region=f"{WEST[:9]}003")], "why": "登记", "on": "2017-01-03"}
    answer = service.post("township-east", "/v1/beneficiaries", body)
    assert (answer.status_code, answer.json()["code"]) == (403, "outside_your_region"), answer.text
    assert service.office.desk.log.head() == head


def test_a_person_file_is_opened_at_home_only(service: Service, people: dict[str, str]) -> None:
    path = f"/v1/beneficiaries/{people['west']}/file"
    assert service.get("township-west", path).status_code == 200
    refused = service.get("township-east", path)
    assert (refused.status_code, refused.json()["code"]) == (403, "outside_your_region"), refused.text


def test_a_list_that_is_not_a_townships_is_refused(service: Service, people: dict[str, str]) -> None:
    for path in ("/v1/batches", "/v1/refusals"):
        answer = service.get("township-east", path)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted"), answer.text
