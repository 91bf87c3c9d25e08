"""A payment comes back after it was paid, over HTTP: by the bank's statement, by hand, and after its year is closed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from application.invariants import breaches
from domain.accounts.roles import Role
from domain.payouts.references import bank_reference
from tests.http.test_bank_files import brings
from tests.support.messages import entry, line, message, returned
from tests.support.office import AREA, Office, StandingClock
from tests.support.service import Service
from tests.support.stories import FUND, MEDICINE, a_released_batch

pytestmark = pytest.mark.slow

FINANCE, AUDITOR = Role.FINANCE_OFFICER, Role.AUDITOR
MAY, HASH = "2017-05-08", "ab" * 32


@pytest.fixture(scope="module")
def story(service: Service) -> Office:
    """Five payments of 1000.00 at the bank."""
    return a_released_batch(office=Office(service.office.desk, StandingClock(date(2017, 4, 25))))


def of(story: Office) -> str:
    return f"/v1/batches/{story.batch.replace('/', '~')}"


def by_hand(person: str, amount: str = "1000.00", on: str = MAY) -> dict[str, Any]:
    said = {"beneficiary": person, "amount": amount, "reason": "account_closed", "bank_words": "已销户"}
    return {"statement": "退汇通知", "statement_sha256": HASH, "lines": [said], "on": on}


def position(service: Service) -> dict[str, str]:
    """Where the money of all lines stands, in yuan."""
    service.office.desk.views.wait_for(service.office.desk.log.head())
    sums: dict[str, int] = {}
    for one in service.get(AUDITOR, "/v1/position").json()["item"]["lines"]:
        for account, amount in one["balance"].items():
            sums[account] = sums.get(account, 0) + int(amount.replace(".", ""))
    return {account: f"{fen // 100}.{fen % 100:02d}" for account, fen in sums.items() if fen}


def stages(service: Service, story: Office) -> list[str]:
    service.office.desk.views.wait_for(service.office.desk.log.head())
    return [one.stage for one in story.views.payouts_of_batch(story.batch)]


def test_a_payment_comes_back_by_the_statement_is_sent_again_and_paid(service: Service, story: Office) -> None:
    payouts = story.views.payouts_of_batch(story.batch)
    names = [bank_reference(one.payout) for one in payouts]
    brings(service, story.batch, message(entry("DBIT", [line(name) for name in names], amount="5000.00")))
    service.done(FINANCE, f"{of(story)}/close", {"on": "2017-04-28"})
    back = message(entry("CRDT", [line(names[0], more=returned())], on=MAY))
    done = brings(service, story.batch, back, on=MAY)
    assert (done["answer"]["returned_late"], done["answer"]["to_treasury"]) == (1, False)
    assert brings(service, story.batch, back, on=MAY)["problem"]["code"] == "statement_posted_before"
    assert position(service) == {"allocated": "5000.00", "settled": "4000.00", "returned": "1000.00"}
    assert service.get(AUDITOR, of(story)).json()["item"]["stage"] == "released"
    trail = service.get(AUDITOR, f"/v1/payouts/{payouts[0].payout.replace('/', '~')}/trail").json()["item"]
    assert [step["movement"] for step in trail["steps"]].count("return_late") == 2
    again = {"beneficiaries": [payouts[0].beneficiary], "value_date": MAY}
    service.done(FINANCE, f"{of(story)}/reissue", again)
    out = message(entry("DBIT", [line(names[0])], on="2017-05-09"))
    assert brings(service, story.batch, out, on="2017-05-09")["answer"]["settled"] == 1
    assert position(service) == {"allocated": "5000.00", "settled": "5000.00"}


def test_by_hand_it_is_refused_where_it_does_not_fit(service: Service, story: Office) -> None:
    one, other, third, *_ = story.people
    path = f"{of(story)}/late-returns"

    def refused(body: dict[str, Any], who: Role = FINANCE) -> tuple[int, str]:
        answer = service.post(who, path, body)
        return answer.status_code, answer.json()["code"]

    assert refused(by_hand(other, "999.00"))[1] == "bank_amount_differs"
    assert refused(by_hand(other, on="2017-04-01"))[1] == "before_its_cause"
    assert refused(by_hand("b-00000000nobody"))[1] == "line_not_in_batch"
    assert refused(by_hand(other), Role.CASE_OFFICER) == (403, "not_permitted")
    assert refused(by_hand(other) | {"statement_sha256": "ab"})[0] == 422
    order = {
        "recovery_id": "r-1", "payout_id": f"{MEDICINE}/2017/{third}", "amount": "10.00", "ground": "false_facts",
        "instalments": [{"due_on": "2017-06-01", "amount": "10.00"}], "on": MAY,
    }  # fmt: skip
    service.done(FINANCE, "/v1/recoveries", order)
    assert refused(by_hand(third))[1] == "ordered_back_already"
    said = service.done(FINANCE, path, by_hand(other))
    assert (said["returned_late"], said["to_treasury"]) == (1, False)
    assert refused(by_hand(other))[1] == "payout_not_in_that_stage"
    service.done(FINANCE, f"{of(story)}/cancel", {"beneficiaries": [other], "reason": "账户注销", "on": MAY})
    assert position(service) == {"allocated": "5000.00", "settled": "4000.00", "available": "1000.00"}
    assert one in story.people


def test_once_the_year_is_closed_it_goes_to_the_treasury(service: Service, story: Office) -> None:
    end = {"programme": MEDICINE, "fiscal_year": 2017, "region": AREA, "on": "2018-01-08"}
    service.done(FINANCE, "/v1/year-ends", end)
    said = service.done(FINANCE, f"{of(story)}/late-returns", by_hand(story.people[4], on="2018-01-09"))
    assert (said["returned_late"], said["to_treasury"]) == (1, True)
    lines = service.get(AUDITOR, "/v1/position", wait_for=said["position"]).json()["item"]["lines"]
    closed = [line["balance"] for line in lines if line["fund"] == FUND]
    assert sorted(balance["treasury"] for balance in closed) == ["0.00", "1000.00"]
    assert sorted(stages(service, story)) == ["cancelled", "cancelled", "settled", "settled", "settled"]
    assert list(breaches(service.office.desk.log.after(0, limit=service.office.desk.log.head()))) == []
