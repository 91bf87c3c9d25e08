"""Every command of the office over HTTP: done once, however often it is asked, and never when it is only rehearsed."""

from __future__ import annotations

import json
import re

import pytest

from domain.accounts.roles import Role
from tests.http.commands import STEPS
from tests.http.medicine import CASHIER, PROGRAMME, REVIEWER, TOWNSHIP
from tests.http.programme_commands import POLICY
from tests.http.stepping import Step, Story
from tests.support.service import Service, fresh_id

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def story(service: Service) -> Story:
    for account in (TOWNSHIP, REVIEWER):
        service.account(account, Role.TOWNSHIP)
    service.account(CASHIER, Role.FINANCE_OFFICER)
    return Story()


@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_a_command_over_http(step: Step, story: Story, service: Service) -> None:
    path, body = step.at(story), step.body(story)
    is_refused_where_it_does_not_fit(service, step, path, body)
    records_nothing_when_rehearsed(service, step, path, body)
    if step.thing:
        is_refused_when_it_has_changed_since(service, step, path, body)
    key = fresh_id()
    first = service.post(step.who, path, body, key=key)
    assert first.status_code == 200, first.text
    told = step.answer.model_validate_json(first.content, strict=False)
    assert first.headers["ledger-position"] == str(told.position) == str(service.office.desk.log.head())
    assert "idempotent-replayed" not in first.headers
    step.marks(story, first.json())
    is_answered_alike_under_the_same_key(service, step, path, body, key, first.content)


def test_a_rule_of_the_domain_points_into_the_body_too(service: Service, story: Story) -> None:
    assert story.people
    path = f"/v1/programmes/{PROGRAMME}/policies"
    answer = service.post(Role.PROJECT_LEAD, path, POLICY)
    assert (answer.status_code, answer.json()["code"]) == (409, "policy_version_out_of_turn")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/version"]
    shares = [{"level": "county", "kind": "lottery", "share": "1/3"}]
    body = POLICY | {"version": 2, "tiers": [{"name": "all", "shares": shares}]}
    answer = service.post(Role.PROJECT_LEAD, path, body)
    assert (answer.status_code, answer.json()["code"]) == (422, "shares_do_not_sum_to_one")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/tiers/0/shares"]


def is_refused_where_it_does_not_fit(service: Service, step: Step, path: str, body: dict[str, object]) -> None:
    sentences = set()
    for language in ("zh-CN", "en"):
        answer = service.post(step.who, path, body | {"surprise": 1}, Accept_Language=language)
        assert answer.status_code == 422, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
        problem = answer.json()
        assert problem["code"] == "does_not_fit"
        [one] = problem["errors"]
        assert one["pointer"] == "/surprise"
        assert bool(re.search(r"[\u4e00-\u9fff]", one["detail"])) == (language == "zh-CN")
        sentences.add(one["detail"])
    assert len(sentences) == 2
    for name in body:
        some = {other: value for other, value in body.items() if other != name}
        lacking = service.post(step.who, path, some, Prefer="dry-run")
        if lacking.status_code == 422 and lacking.json()["code"] == "does_not_fit":
            assert [error["pointer"] for error in lacking.json()["errors"]] == [f"/{name}"]
            break
    else:
        pytest.fail("no field is required")


def records_nothing_when_rehearsed(service: Service, step: Step, path: str, body: dict[str, object]) -> None:
    head, key = service.office.desk.log.head(), fresh_id()
    answer = service.post(step.who, path, body, key=key, Prefer="dry-run")
    assert answer.status_code == 200, answer.text
    assert answer.headers["preference-applied"] == "dry-run"
    assert answer.json()["would_record"]
    assert service.office.desk.log.head() == head
    assert service.office.desk.log.receipt(key) is None


def is_refused_when_it_has_changed_since(service: Service, step: Step, path: str, body: dict[str, object]) -> None:
    head = service.office.desk.log.head()
    answer = service.post(step.who, path, body, If_Match='"999"')
    assert (answer.status_code, answer.json()["code"]) == (412, "changed_since"), answer.text
    assert service.office.desk.log.head() == head


def is_answered_alike_under_the_same_key(
    service: Service, step: Step, path: str, body: dict[str, object], key: str, first: bytes
) -> None:
    head = service.office.desk.log.head()
    again = service.post(step.who, path, body, key=key)
    assert (again.status_code, again.content) == (200, first)
    assert again.headers["idempotent-replayed"] == "true"
    other = service.post(step.who, path, body | step.other, key=key)
    assert (other.status_code, other.json()["code"]) == (409, "command_id_reused"), other.text
    assert service.office.desk.log.head() == head
    assert json.loads(first)["first_position"] <= head
