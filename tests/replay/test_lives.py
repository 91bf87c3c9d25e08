"""The life of a thing, step by step: who, when, why, by which entry, what money it moved, and what came with it."""

from __future__ import annotations

from datetime import date

import pytest

from application.commands.batches import ReleaseBatch, SendBatchBack
from application.queries import UnknownId
from application.replay.life import Life, life
from domain.batches.rejections import SameHands
from domain.money import Money, total
from domain.programmes.policy import ApprovalStep
from tests.support.office import APPROVERS, Office, an_office
from tests.support.stories import (
    APPROVED,
    FUND,
    MEDICINE,
    MUNICIPAL,
    PROVINCIAL,
    RELEASED,
    a_submitted_batch,
    approve,
    release,
    submit,
)
from tests.use_cases.test_on_postgres import the_year_of_five

BATCH = f"batch/{MEDICINE}/2017/1"


@pytest.fixture(scope="module")
def office() -> Office:
    return the_year_of_five(an_office())


def of(office: Office, thing: str, **asked: object) -> Life:
    facts = {"as_of": office.views.position(), "limit": 1000} | asked
    return life(thing, desk=office.desk, **facts)  # type: ignore[arg-type]  # the tests name what they ask


def names(found: Life) -> list[str]:
    return [step.event.removesuffix(".1").removesuffix(".2") for step in found.steps]


def test_a_batch_is_told_from_its_opening_to_its_end_with_its_money_and_its_minutes(office: Office) -> None:
    found = of(office, BATCH)
    assert names(found)[:4] == ["batch.opened", "batch.lines_listed", "batch.submitted", "funds.reserved"]
    assert names(found)[4:8] == ["batch.approved"] * 4
    assert names(found)[-1] == "batch.closed"
    meeting = next(step for step in found.steps if step.details.get("step") == ApprovalStep.COLLECTIVE_MEETING)
    assert meeting.why == ("纪要2017-4",)
    reserved = next(step for step in found.steps if step.event == "funds.reserved.1")
    assert sum(moved.amount.fen for moved in reserved.money) == 500_000
    assert {moved.line for moved in reserved.money} == {PROVINCIAL, MUNICIPAL}
    assert f"line/{PROVINCIAL}" in found.related


def test_every_step_names_its_entry_who_and_both_times(office: Office) -> None:
    entries = {entry.position: entry for entry in office.entries()}
    for step in of(office, BATCH).steps:
        entry = entries[step.position]
        assert (step.stream, step.version, step.event, step.by) == (
            entry.stream,
            entry.version,
            entry.name,
            entry.actor,
        )
        assert (step.recorded_at, step.command_id) == (entry.recorded_at, entry.command_id)
        assert step.command_from <= step.position <= step.command_to
    released = next(step for step in of(office, BATCH).steps if step.event == "batch.released.1")
    assert released.effective == RELEASED
    assert released.together == (f"fund/{FUND}",)
    assert released.command_to - released.command_from == 6, "the batch, its fund, five payouts"


def test_nobody_else_is_named_in_the_life_of_ones_payment(office: Office) -> None:
    person, *others = office.people
    text = repr(of(office, f"payout/{MEDICINE}/2017/{person}"))
    assert [other for other in others if other in text] == []


def test_a_batch_keeps_who_tried_what_a_rule_forbids(office: Office) -> None:
    refused = [step for step in of(office, BATCH).steps if step.event.startswith("command.refused")]
    assert [step.details["rule"] for step in refused] == ["not_in_standing"]
    assert refused[0].why
    assert "command.refused" not in names(of(office, BATCH, refusals=False))


def test_a_batch_sent_back_tells_why_and_both_drafts() -> None:
    office = a_submitted_batch(3)
    lead = APPROVERS[ApprovalStep.PROJECT_LEAD]
    facts = {"step": ApprovalStep.PROJECT_LEAD, "reason": "名单有误", "on": APPROVED}
    office.asks(SendBatchBack, by=lead, batch_id=office.batch, **facts)
    submit(office)
    approve(office)
    last = list(APPROVERS.values())[-1]
    office.is_refused(SameHands, ReleaseBatch, by=last, batch_id=office.batch, value_date=RELEASED)
    release(office)
    found = of(office, f"batch/{office.batch}")
    back = next(step for step in found.steps if step.event == "batch.sent_back.1")
    assert back.why == ("名单有误",)
    assert [name for name in names(found) if name == "batch.submitted"] == ["batch.submitted"] * 2
    assert names(found)[-3:] == ["command.refused", "batch.released", "funds.disbursed"]
    payout = of(office, f"payout/{MEDICINE}/2017/{office.people[0]}")
    assert names(payout).count("batch.lines_listed") == 2


def test_a_payout_is_told_from_its_grant_to_the_money_that_came_back(office: Office) -> None:
    found = of(office, f"payout/{MEDICINE}/2017/{office.people[0]}")
    told = names(found)
    assert told == [
        "case.granted",
        *("batch.opened", "batch.lines_listed", "batch.submitted", *["batch.approved"] * 4),
        *("batch.released", "payout.released", "payout.returned", "batch.bank_result_posted"),
        *("payout.reissued", "batch.payouts_reissued", "payout.settled", "batch.bank_result_posted", "batch.closed"),
        *("recovery.ordered", "payout.recovery_ordered", *["recovery.instalment_received"] * 2),
    ]
    returned = next(step for step in found.steps if step.event == "payout.returned.2")
    assert returned.why == ("account_closed", "已销户")
    assert total(moved.amount for moved in returned.money) == Money(100_000)
    assert "batch.payouts_cancelled" not in told, "that concerned somebody else's payment"
    assert f"case/{MEDICINE}/{office.people[0]}" in found.related


def test_a_payout_that_was_given_up_ends_there(office: Office) -> None:
    found = of(office, f"payout/{MEDICINE}/2017/{office.people[4]}")
    assert "payout.cancelled" in names(found)
    assert "payout.settled" not in names(found)
    given_up = next(step for step in found.steps if step.event == "payout.cancelled.1")
    assert given_up.why == ("本人已故",)


def test_a_case_is_told_with_its_notice_and_with_the_death_that_ended_it(office: Office) -> None:
    found = of(office, f"case/{MEDICINE}/{office.people[4]}")
    told = names(found)
    assert told[0] == "case.applied"
    assert told.index("notice.published") < told.index("notice.concluded") < told.index("case.granted")
    death = next(step for step in found.steps if step.event == "beneficiary.death_recorded.1")
    ended = next(step for step in found.steps if step.event == "case.revoked.1")
    assert death.command_id == ended.command_id
    assert death.stream in ended.together
    granted = next(step for step in found.steps if step.event.startswith("case.granted."))
    assert granted.details["facts"]
    assert granted.amount == Money(100_000)
    assert f"payout/{MEDICINE}/2017/{office.people[4]}" in found.related


def test_a_line_is_told_by_what_each_step_did_to_it_and_comes_to_its_balance(office: Office) -> None:
    found = of(office, f"line/{PROVINCIAL}")
    assert names(found)[0] == "funds.allocated"
    assert {moved.line for step in found.steps for moved in step.money} == {PROVINCIAL}
    allocated = [step.amount for step in found.steps if step.event == "funds.allocated.1"]
    assert allocated == [office.balance(PROVINCIAL).allocated]
    disbursed = next(step for step in found.steps if step.event == "funds.disbursed.1")
    assert (disbursed.amount, disbursed.money) == (Money(160_000), ()), "a control total posts nothing itself"
    assert BATCH in found.related


def test_a_persons_life_holds_every_decision_about_them(office: Office) -> None:
    found = of(office, f"beneficiary/{office.people[4]}")
    assert names(found)[0] == "beneficiary.registered"
    assert {"case.granted", "case.revoked", "beneficiary.death_recorded"} <= set(names(found))


def test_a_life_is_as_it_was_then(office: Office) -> None:
    whole = of(office, BATCH)
    released = next(step.position for step in whole.steps if step.event == "batch.released.1")
    assert of(office, BATCH, as_of=released).steps == tuple(one for one in whole.steps if one.position <= released)
    day = date(2017, 4, 20)
    counted = of(office, BATCH, effective=day).steps
    assert counted == tuple(one for one in whole.steps if one.effective <= day)
    with pytest.raises(UnknownId):
        of(office, BATCH, as_of=5)


@pytest.mark.parametrize("limit", [1, 3, 7])
def test_pages_of_a_life_make_the_whole(office: Office, limit: int) -> None:
    whole, page = of(office, BATCH), of(office, BATCH, limit=limit)
    steps = list(page.steps)
    while page.next_after is not None:
        page = of(office, BATCH, limit=limit, after=page.next_after)
        steps += page.steps
    assert tuple(steps) == whole.steps


@pytest.mark.parametrize("thing", ["batch/none/2017/1", "payout/x", "case/x/y", "line/2017/x/990101", "wang", "fund/x"])
def test_what_has_no_life_is_not_known(office: Office, thing: str) -> None:
    with pytest.raises(UnknownId):
        of(office, thing)
