"""One thing at a time: its row as of a moment, its version, and nothing for who may not see it."""

from __future__ import annotations

from typing import Any

import pytest

from domain.accounts.roles import Role
from tests.http.commands import STEPS
from tests.http.medicine import CASHIER, REVIEWER, TOWNSHIP
from tests.http.stepping import Story
from tests.support.service import Service

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def story(service: Service) -> Story:
    for account in (TOWNSHIP, REVIEWER):
        service.account(account, Role.TOWNSHIP)
    service.account(CASHIER, Role.FINANCE_OFFICER)
    story = Story()
    for step in STEPS:
        step.marks(story, service.done(step.who, step.at(story), step.body(story)))
    return story


def one(service: Service, path: str, **more: Any) -> dict[str, Any]:
    answer = service.get(Role.AUDITOR, path, **more)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["item"]
    return found


def test_each_thing_is_found_by_its_id(service: Service, story: Story) -> None:
    person = story.people[0]
    assert one(service, "/v1/batches/psy-medicine~2017~1")["batch"] == "psy-medicine/2017/1"
    assert one(service, f"/v1/cases/psy-medicine~{person}")["beneficiary"] == person
    assert one(service, f"/v1/beneficiaries/{person}")["beneficiary"] == person
    assert one(service, "/v1/notices/notice-2017-1")["stage"] == "concluded"


def test_a_thing_is_as_it_was_at_a_moment(service: Service, story: Story) -> None:
    history = service.get(Role.AUDITOR, "/v1/streams/batch~psy-medicine~2017~1").json()["items"]
    released = next(step["position"] for step in history if step["name"] == "batch.released.1")
    before = one(service, "/v1/batches/psy-medicine~2017~1", as_of=released - 1)
    after = one(service, "/v1/batches/psy-medicine~2017~1", as_of=released)
    assert (before["stage"], after["stage"]) == ("approved", "released")


def test_who_knows_the_version_is_told_that_nothing_changed(service: Service, story: Story) -> None:
    path = "/v1/batches/psy-medicine~2017~1"
    first = service.get(Role.AUDITOR, path)
    again = service.ask(Role.AUDITOR, "GET", path, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    earlier = service.get(Role.AUDITOR, path, as_of=service.office.desk.log.head() - 1)
    assert int(first.headers["etag"].strip('"')) >= int(earlier.headers["etag"].strip('"'))


def test_what_is_not_there_is_not_found_and_who_may_not_look_is_not_told(service: Service, story: Story) -> None:
    for path in ("batches/psy-medicine~2017~99", "cases/psy-medicine~nobody", "notices/none", "agreements/none"):
        assert service.get(Role.AUDITOR, f"/v1/{path}").status_code == 404, path
        assert service.get(Role.ADMINISTRATOR, f"/v1/{path}").status_code == 403, path
        assert service.get(None, f"/v1/{path}").status_code == 401, path


def test_who_must_not_be_paid_is_named_with_the_reason(service: Service, story: Story) -> None:
    path = "/v1/programmes/psy-medicine/not-in-standing/2017"
    answer = service.get(Role.AUDITOR, path, beneficiary=[story.people[0], story.people[3]])
    assert answer.status_code == 200, answer.text
    assert {one["beneficiary"] for one in answer.json()["items"]} >= {story.people[3]}
