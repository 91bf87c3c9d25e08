"""An inspector's replay over HTTP: decisions run again, moments compared, lives told; each to whom it concerns."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest

from domain.accounts.roles import Role
from tests.http.medicine import LINE, PROGRAMME
from tests.http.played import play
from tests.http.programme_commands import POLICY
from tests.http.stepping import Story
from tests.support.service import Service

pytestmark = pytest.mark.slow

BATCH = f"{PROGRAMME}~2017~1"
TOWN = "990101001000"


@pytest.fixture(scope="module")
def story(service: Service) -> Story:
    return play(service)


def item(service: Service, path: str, who: Role | str = Role.INSPECTOR, **asked: Any) -> dict[str, Any]:
    answer = service.get(who, path, **asked)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["item"]
    return found


def again(service: Service, who: Role | str = Role.INSPECTOR, **body: Any) -> dict[str, Any]:
    answer = service.post(who, "/v1/reruns", {"programme": PROGRAMME, **body})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()["item"]
    return found


def supposed(amount: str) -> dict[str, Any]:
    policy = deepcopy(POLICY)
    policy["standards"][0]["amount"] = amount
    return policy | {"version": 9}


def test_a_decision_run_again_is_told_criterion_by_criterion(service: Service, story: Story) -> None:
    found = item(service, f"/v1/cases/{PROGRAMME}~{story.people[0]}/rerun")
    assert found["rerun"]["differs"] == []
    [criterion] = found["rerun"]["criteria"]
    assert (criterion["criterion"], criterion["equal"]) == ("第三条", True)
    other = service.post(
        Role.AUDITOR, f"/v1/cases/{PROGRAMME}~{story.people[0]}/rerun", {"policy": supposed("1200.00")}
    )
    assert other.status_code == 200, other.text
    assert other.json()["item"]["rerun"]["differs"] == ["amount"]
    assert other.json()["item"]["rerun"]["again"]["amount"] == "1200.00"


def test_a_programme_under_a_supposed_standard_is_told_in_yuan_and_writes_nothing(
    service: Service, story: Story
) -> None:
    head = service.office.desk.log.head()
    own = again(service)
    assert own["totals"]["changes"]["same"] == own["totals"]["decisions"] > 0
    assert (own["decisions"], own["cursor"]) == ([], None)
    dearer = again(service, policy=supposed("1250.50"))
    paid = dearer["totals"]["changes"]["more"]
    assert paid == len(dearer["decisions"]) > 0
    assert dearer["totals"]["change"] == f"{paid * 25050 / 100:.2f}"
    assert service.office.desk.log.head() == head


def test_pages_of_a_rerun_go_on_where_the_last_one_ended(service: Service, story: Story) -> None:
    body = {"programme": PROGRAMME, "policy": supposed("1.00")}
    whole = again(service, policy=supposed("1.00"))["decisions"]
    pages: list[Any] = []
    cursor = ""
    while True:
        sent = {"limit": 1, **({"cursor": cursor} if cursor else {})}
        answer = service.ask(Role.AUDITOR, "POST", "/v1/reruns", json=body, params=sent)
        assert answer.status_code == 200, answer.text
        pages += answer.json()["item"]["decisions"]
        cursor = answer.json()["item"]["cursor"]
        if cursor is None:
            break
    assert pages == whole
    bad = service.ask(Role.AUDITOR, "POST", "/v1/reruns", json=body, params={"cursor": "abc"})
    assert (bad.status_code, bad.json()["code"]) == (422, "cursor_unreadable")


def test_what_changed_between_two_moments_is_told_of_the_money_and_of_the_registers(
    service: Service, story: Story
) -> None:
    steps = service.get(Role.AUDITOR, f"/v1/streams/batch~{BATCH}").json()["items"]
    at = {step["name"]: step["position"] for step in steps}
    since, upto = at["batch.submitted.1"], at["batch.released.1"] + 50
    upto = min(upto, service.office.desk.log.head())
    found = item(service, "/v1/differences/position", since=since - 1, as_of=since + 1)
    assert found["since_position"] == since - 1
    accounts = {one["account"]: one["change"] for line in found["moved"]["lines"] for one in line["accounts"]}
    assert set(accounts) == {"available", "reserved"}
    assert all("." in change for change in accounts.values())
    found = item(service, "/v1/differences/batches", since=since, as_of=upto)
    [batch] = [row for row in found["rows"] if row["thing"] == BATCH.replace("~", "/")]
    assert batch["differs"] == "changed"
    assert "stage" in {field["name"] for field in batch["fields"]}
    new = item(service, "/v1/differences/payouts", since=since, limit=1)
    assert [row["differs"] for row in new["rows"]] == ["new"]
    more = item(service, "/v1/differences/payouts", since=since, limit=1, cursor=new["cursor"])
    assert more["rows"][0]["thing"] != new["rows"][0]["thing"]


def test_a_payout_is_told_step_by_step_in_yuan(service: Service, story: Story) -> None:
    shown = item(service, f"/v1/lives/payout~{PROGRAMME}~2017~{story.people[0]}")
    steps = shown["life"]["steps"]
    names = [step["event"] for step in steps]
    assert names[0] == "case.granted.2"
    assert {"batch.approved.1", "batch.released.1", "payout.released.1"} <= set(names)
    released = steps[names.index("payout.released.1")]
    assert (released["amount"], released["by"]) == ("1000.00", released["by"])
    assert sum(float(moved["amount"]) for moved in released["money"]) == 1000
    assert "_fen" not in json.dumps(steps)


@pytest.mark.parametrize("thing", ["batch~" + BATCH, "line~" + LINE.replace("/", "~")])
def test_who_may_not_see_refusals_is_told_a_life_without_them(service: Service, story: Story, thing: str) -> None:
    whole = item(service, f"/v1/lives/{thing}", Role.AUDITOR)
    part = item(service, f"/v1/lives/{thing}", Role.FINANCE_OFFICER)
    assert (whole["with_refusals"], part["with_refusals"]) == (True, False)
    told = [step for step in whole["life"]["steps"] if not step["event"].startswith("command.refused")]
    assert part["life"]["steps"] == told[: len(part["life"]["steps"])]


def test_each_is_told_what_is_theirs_and_no_more(service: Service, story: Story) -> None:
    service.account("town-inspector", Role.INSPECTOR, region="990101009000")
    nobodys = f"/v1/lives/case~{PROGRAMME}~{story.people[0]}"
    refused = {
        "/v1/lives/batch~" + BATCH: Role.TOWNSHIP,
        nobodys: Role.ADMINISTRATOR,
        "/v1/differences/position?since=1": Role.TOWNSHIP,
        "/v1/differences/cases?since=1": Role.ADMINISTRATOR,
        "/v1/differences/batches?since=1": Role.TOWNSHIP,
        f"/v1/cases/{PROGRAMME}~{story.people[0]}/rerun": Role.ADMINISTRATOR,
    }
    for path, who in refused.items():
        assert service.get(who, path).status_code == 403, path
        assert service.ask(None, "GET", path).status_code == 401, path
    assert service.get("town-inspector", nobodys).json()["code"] == "outside_your_region"
    assert item(service, "/v1/differences/cases", "town-inspector", since=0)["rows"] == []
    whole = service.post("town-inspector", "/v1/reruns", {"programme": PROGRAMME})
    assert whole.json()["code"] == "whole_ledger_needed"
    assert again(service, "town-inspector", region="990101009000")["totals"]["decisions"] == 0


def test_what_is_not_there_is_a_problem_with_its_code(service: Service, story: Story) -> None:
    case = f"/v1/cases/{PROGRAMME}~{story.people[0]}/rerun"
    for path, status in (
        ("/v1/lives/nothing~1", 404),
        ("/v1/lives/batch~none~2017~1", 404),
        ("/v1/differences/nothing?since=1", 404),
        ("/v1/differences/cases", 422),
        ("/v1/differences/batches?since=1&programme=none&region=990101", 200),
        (f"{case}?decision=1", 404),
        (f"{case}?version=77", 404),
        (f"/v1/cases/{PROGRAMME}~nobody/rerun", 404),
    ):
        answer = service.get(Role.AUDITOR, path)
        assert answer.status_code == status, f"{path}: {answer.text}"
    both = service.post(Role.AUDITOR, "/v1/reruns", {"programme": PROGRAMME, "version": 1, "policy": supposed("1.00")})
    assert both.status_code == 422
    bad = supposed("1.00")
    bad["criteria"]["of"][0]["fact"] = "unheard_of"
    refused = service.post(Role.AUDITOR, "/v1/reruns", {"programme": PROGRAMME, "policy": bad})
    assert refused.status_code == 422
    assert refused.json()["errors"][0]["pointer"].startswith("/policy/")
