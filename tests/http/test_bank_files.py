"""A batch goes to the bank in its own format and comes back as a statement, over HTTP."""

from __future__ import annotations

import json
import re
import time
from datetime import date
from typing import Any

import pytest
from httpx2 import Response

from application.bank_formats import TEMPLATES
from domain.accounts.roles import Role
from infrastructure.bank_files import BankFiles
from tests.support.messages import entry, line, message, returned
from tests.support.office import Office, StandingClock
from tests.support.service import Service, fresh_id
from tests.support.stories import a_released_batch

FINANCE = Role.FINANCE_OFFICER
MESSAGE: dict[str, Any] = {
    "format": "rural-bank",
    "title": "县农商行付款报文",
    "kind": "pain.001",
    "payer": {
        "name": "虚构县残疾人联合会",
        "account": "999999-0001",
        "bank": "虚构农商银行营业部",
        "cnaps": "313990101010",
    },
}


@pytest.fixture(scope="module")
def batch(service: Service) -> str:
    """Five payments of 1000.00 at the bank."""
    story = Office(service.office.desk, StandingClock(date(2017, 4, 25)))
    a_released_batch(office=story)
    return story.batch


def payment_file(service: Service, batch: str, form: str) -> Response:
    path = f"/v1/batches/{batch.replace('/', '~')}/payment-list"
    return service.get(FINANCE, path, why="送银行", format=form)


def brings(service: Service, batch: str, content: bytes, **more: str) -> dict[str, Any]:
    asked = service.ask(
        FINANCE,
        "POST",
        "/v1/bank-result-imports",
        data={"batch": batch, "on": "2017-04-27", **more},
        files={"file": ("回单.xml", content, "application/xml")},
        headers={"Idempotency-Key": fresh_id()},
    )
    assert asked.status_code == 202, asked.text
    job = str(json.loads(asked.content)["id"])
    for _ in range(600):
        found: dict[str, Any] = service.get(FINANCE, f"/v1/jobs/{job}").json()
        if found["state"] not in ("waiting", "running"):
            return found
        time.sleep(0.05)
    raise AssertionError("the job did not end")


def test_what_was_sent_as_pain_001_comes_back_as_camt_053(service: Service, batch: str) -> None:
    assert payment_file(service, batch, "rural-bank").status_code == 404
    service.done(FINANCE, "/v1/bank-formats", MESSAGE)
    assert service.post(FINANCE, "/v1/bank-formats", MESSAGE).json()["code"] == "bank_format_unchanged"
    listed = service.get(Role.AUDITOR, "/v1/bank-formats").json()["items"]
    assert [(one["format"], one["kind"]) for one in listed] == [("rural-bank", "pain.001")]
    sent = payment_file(service, batch, "rural-bank")
    assert sent.headers["content-type"] == "application/xml"
    names = re.findall("<EndToEndId>(.*?)</EndToEndId>", sent.text)
    assert len(names) == 5
    back = entry("CRDT", [line(names[4], more=returned("BE01", ""))])
    statement = message(entry("DBIT", [line(name) for name in [*names, "somebody-else"]], amount="6000.00") + back)
    done = brings(service, batch, statement)
    assert done["state"] == "done", done
    assert {name: done["answer"][name] for name in ("settled", "returned", "set_aside")} == {
        "settled": 4,
        "returned": 1,
        "set_aside": 1,
    }
    again = brings(service, batch, statement)
    assert (again["state"], again["problem"]["code"]) == ("refused", "statement_posted_before")
    found = service.get(FINANCE, "/v1/payouts", batch=batch).json()["items"]
    assert sorted(one["stage"] for one in found) == ["returned", *["settled"] * 4]


def test_the_roster_is_offered_as_a_template_and_can_be_declared_as_it_stands(service: Service) -> None:
    offered = service.get(FINANCE, "/v1/bank-format-templates").json()["items"]
    assert [one["format"] for one in offered] == ["card-roster"]
    service.done(FINANCE, "/v1/bank-formats", offered[0])
    listed = {one["format"]: one for one in service.get(FINANCE, "/v1/bank-formats").json()["items"]}
    assert listed["card-roster"] == offered[0]
    assert BankFiles().read_format(json.dumps(offered[0]).encode()) == TEMPLATES["card-roster"]


def test_a_result_in_a_format_that_nobody_declared_is_refused_before_it_is_queued(service: Service, batch: str) -> None:
    asked = service.ask(
        FINANCE,
        "POST",
        "/v1/bank-result-imports",
        data={"batch": batch, "on": "2017-04-27", "bank_format": "nobodys"},
        files={"file": ("回单.csv", b"a,b\n", "text/csv")},
        headers={"Idempotency-Key": fresh_id()},
    )
    assert (asked.status_code, asked.json()["code"]) == (404, "no_such_bank_format")
