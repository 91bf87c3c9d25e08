"""A batch: seats and sources for each person, four hands, one digest, and the bank's word."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import date
from hashlib import sha256

import pytest

from domain.batches import decisions as batches
from domain.batches.build import BEYOND, Draft, build, build_corrections
from domain.batches.digest import digest_of
from domain.batches.events import BatchLine, BatchLinesListed, BatchReleased, BatchSentBack
from domain.batches.rejections import (
    ContentChanged,
    ListedTwice,
    MinutesMissing,
    MinutesNotWanted,
    NobodyToPay,
    PaidAlready,
    PayoutsStillOpen,
    SameHands,
    StepOutOfOrder,
    WrongStage,
)
from domain.batches.state import Batch, Stage, evolve
from domain.dates import BeforeItsCause, InTheFuture
from domain.free_text import PersonalNumberInText
from domain.funds.parts import Part
from domain.money import Money
from domain.payouts import decisions as payouts
from domain.payouts.events import ReturnReason
from domain.payouts.rejections import MoreThanWasPaid, PayoutNotOut, ResultDisagrees
from domain.payouts.state import Payout
from domain.payouts.state import evolve as evolve_payout
from domain.programmes.policy import ApprovalStep, Tier
from tests.domain.fund_stories import (
    IN_QUOTA,
    MINUTES,
    MUNICIPAL,
    POLICY,
    PROVINCIAL,
    SPRING,
    STEPS,
    YEAR,
    a_draft,
    a_submitted_batch,
    an_allocated_fund,
    an_approved_batch,
    an_opening,
    approved,
    people,
    yuan,
)

FOUR = ("zhao", "qian", "sun", "li")


def test_case_000_seats_502_in_the_quota_and_688_over_it_to_the_fen() -> None:
    draft = a_draft(1190)
    assert [(seat.tier, seat.people) for seat in draft.seats] == [("in_quota", 502), ("over_quota", 688)]
    assert {part.line: part.amount for part in draft.parts} == {
        PROVINCIAL: yuan(401_600),
        MUNICIPAL: yuan(788_400),
    }
    assert draft.total == yuan(1_190_000)
    assert all(sum(part.amount.fen for part in line.parts) == line.amount.fen for line in draft.lines)


def test_the_digest_is_the_sha256_of_a_text_that_says_who_gets_what_out_of_which_line() -> None:
    one, other = (Part(PROVINCIAL, yuan(800)), Part(MUNICIPAL, yuan(200))), (Part(PROVINCIAL, yuan(801)),)
    lines = [
        BatchLine(person, f"payee-{person}", "990101", Money(7), "in_quota", parts)
        for person, parts in (("b-1", one), ("b-2", other), ("b-3", one), ("b-4", ()), ("b-5", (*other, *one)))
    ]
    opening = an_opening()
    head = f"{opening.programme}|{opening.region}|{opening.period}|{opening.payout_kind}|{opening.policy_version}"
    said = [f"a-batch|{head}"] + [
        f"{line.beneficiary}|{line.payee}|990101|7|in_quota|"
        + ",".join(f"{part.line}={part.amount.fen}" for part in line.parts)
        for line in lines
    ]
    text = "".join(line + "\n" for line in said)
    assert digest_of("a-batch", opening, lines) == sha256(text.encode()).hexdigest()


def test_people_beyond_every_tier_are_named_and_paid_nothing() -> None:
    policy = replace(POLICY, tiers=(replace(IN_QUOTA, headcount=2),))
    draft = build(people(5), policy=policy, fund=an_allocated_fund(), period=YEAR)
    assert [line.beneficiary for line in draft.lines] == ["b-0000", "b-0001"]
    assert draft.unfunded == ((BEYOND, ("b-0002", "b-0003", "b-0004")),)


def test_a_tier_without_shares_names_its_people_as_unfunded() -> None:
    policy = replace(POLICY, tiers=(replace(IN_QUOTA, headcount=1), Tier("waiting", None, None, ())))
    draft = build(people(2), policy=policy, fund=an_allocated_fund(), period=YEAR)
    assert draft.unfunded == (("waiting", ("b-0001",)),)


def test_a_tier_may_pay_another_amount_than_the_standard() -> None:
    policy = replace(POLICY, tiers=(replace(IN_QUOTA, amount=yuan(500)),))
    draft = build(people(1), policy=policy, fund=an_allocated_fund(), period=YEAR)
    assert draft.lines[0].amount == yuan(500)


def test_a_correction_is_paid_out_of_the_tier_that_paid_first_and_takes_no_seat() -> None:
    [first, second] = [replace(person, amount=yuan(100)) for person in people(2)]
    pairs = [(first, "in_quota"), (second, "over_quota")]
    draft = build_corrections(pairs, policy=POLICY, fund=an_allocated_fund())
    assert {part.line: part.amount for part in draft.parts} == {PROVINCIAL: yuan(80), MUNICIPAL: yuan(120)}
    assert draft.seats == ()


def test_a_page_of_payments_fits_into_an_entry_however_many_sources_each_has() -> None:
    many = tuple(Part(f"{PROVINCIAL}{number}", Money(1)) for number in range(9))
    lines = tuple(BatchLine(f"b-{n:016d}", f"b-{n:016d}", "990101001001", Money(9), "档次", many) for n in range(400))
    events = batches.submit("b", an_opening(), Draft(lines, (), ()), by="builder", on=SPRING)
    pages = [event for event in events if isinstance(event, BatchLinesListed)]
    assert [line for page in pages for line in page.lines] == list(lines)
    assert [page.page for page in pages] == list(range(1, len(pages) + 1))
    assert all(len(json.dumps(asdict(page), ensure_ascii=False).encode()) < 65_000 for page in pages)
    assert len(pages) < 16


def test_nobody_is_listed_twice_and_an_empty_batch_is_refused() -> None:
    with pytest.raises(ListedTwice):
        build([*people(1), *people(1)], policy=POLICY, fund=an_allocated_fund(), period=YEAR)
    with pytest.raises(NobodyToPay):
        build([], policy=POLICY, fund=an_allocated_fund(), period=YEAR)


def test_four_different_people_approve_in_order_and_a_fifth_releases() -> None:
    batch = an_approved_batch()
    assert batch.stage is Stage.APPROVED
    released = batches.release(batch, by="cashier", value_date=SPRING)
    assert batch.submitted is not None
    assert released == BatchReleased("cashier", SPRING, batch.submitted.digest)


def _approve(batch: Batch, step: ApprovalStep, by: str, **changes: object) -> object:
    assert batch.submitted is not None
    ask = {"digest": batch.submitted.digest, "minutes": None, "on": SPRING, **changes}
    return batches.approve(batch, step=step, by=by, **ask)  # type: ignore[arg-type]


def _meet(**changes: object) -> object:
    minutes = replace(MINUTES, **changes)  # type: ignore[arg-type]
    return _approve(approved(a_submitted_batch(), "zhao", "qian"), STEPS[2], "sun", minutes=minutes)


@pytest.mark.parametrize(
    ("name", "call", "rule"),
    [
        ("skipping a step", lambda: _approve(a_submitted_batch(), STEPS[1], "zhao"), StepOutOfOrder),
        ("the same step again", lambda: _approve(approved(a_submitted_batch(), "zhao"), STEPS[0], "q"), StepOutOfOrder),
        ("the builder approving", lambda: _approve(a_submitted_batch(), STEPS[0], "builder"), SameHands),
        ("one person, two steps", lambda: _approve(approved(a_submitted_batch(), "zhao"), STEPS[1], "zhao"), SameHands),
        (
            "another list than was seen",
            lambda: _approve(a_submitted_batch(), STEPS[0], "z", digest="0"),
            ContentChanged,
        ),
        (
            "a meeting without minutes",
            lambda: _approve(approved(a_submitted_batch(), "zhao", "qian"), STEPS[2], "sun"),
            MinutesMissing,
        ),
        (
            "a meeting of two",
            lambda: _approve(
                approved(a_submitted_batch(), "zhao", "qian"),
                STEPS[2],
                "sun",
                minutes=replace(MINUTES, attendees=("a", "b", "b")),
            ),
            MinutesMissing,
        ),
        ("a meeting before the batch was built", lambda: _meet(held_on=date(2017, 4, 24)), BeforeItsCause),
        ("a meeting that is still to come", lambda: _meet(held_on=date(2017, 4, 26)), InTheFuture),
        ("a file that is no file", lambda: _meet(minutes_sha256="ab"), MinutesMissing),
        ("a phone number in the minutes", lambda: _meet(minutes_number="13800001234"), PersonalNumberInText),
        (
            "minutes where there is no meeting",
            lambda: _approve(a_submitted_batch(), STEPS[0], "zhao", minutes=MINUTES),
            MinutesNotWanted,
        ),
        (
            "releasing with three steps",
            lambda: batches.release(approved(a_submitted_batch(), *FOUR[:3]), by="cashier", value_date=SPRING),
            WrongStage,
        ),
        (
            "an approver releasing",
            lambda: batches.release(an_approved_batch(), by="li", value_date=SPRING),
            SameHands,
        ),
        (
            "the builder releasing",
            lambda: batches.release(an_approved_batch(), by="builder", value_date=SPRING),
            SameHands,
        ),
        (
            "a list changed after approval",
            lambda: batches.release(_with_a_line_changed(an_approved_batch()), by="cashier", value_date=SPRING),
            ContentChanged,
        ),
        ("the builder sending back", lambda: _send_back(a_submitted_batch(), "builder"), SameHands),
        ("closing while payments are open", lambda: batches.close(_released(), by="c", on=SPRING), PayoutsStillOpen),
        ("closing what never went out", lambda: batches.close(an_approved_batch(), by="c", on=SPRING), WrongStage),
        ("an approver reissuing", lambda: _reissue("zhao"), SameHands),
        ("paying a person twice", lambda: _pay(_a_payout()), PaidAlready),
        ("settling twice", lambda: payouts.settle(_settled(), reported=yuan(1000), on=SPRING), PayoutNotOut),
        (
            "the bank names another amount",
            lambda: payouts.settle(_a_payout(), reported=Money(1), on=SPRING),
            ResultDisagrees,
        ),
        ("reissuing what was not returned", lambda: payouts.reissue(_a_payout(), value_date=SPRING), PayoutNotOut),
        ("cancelling what was paid", lambda: payouts.cancel(_settled(), reason="x", on=SPRING), PayoutNotOut),
        (
            "ordering more back than was paid",
            lambda: payouts.order_recovery(_settled(), recovery_id="r", amount=yuan(1001), on=SPRING),
            MoreThanWasPaid,
        ),
    ],
)
def test_bad_input_is_refused_by_name(name: str, call, rule) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(rule):
        call()


def test_sending_back_voids_the_approvals() -> None:
    batch = approved(a_submitted_batch(), "zhao", "qian")
    batch = evolve(batch, BatchSentBack(STEPS[2], "sun", SPRING, "名单有误"))
    assert (batch.stage, batch.approvals) == (Stage.OPEN, ())


def test_a_cancelled_payment_may_be_paid_again_later() -> None:
    payout = evolve_payout(
        _a_payout(),
        payouts.take_back(
            _a_payout(), reported=yuan(1000), reason=ReturnReason.ACCOUNT_CLOSED, bank_words="已销户", on=SPRING
        ),
        "p",
    )
    payout = evolve_payout(payout, payouts.cancel(payout, reason="账户注销", on=SPRING), "p")
    assert _pay(payout).amount == yuan(1000)  # type: ignore[attr-defined]


def test_a_batch_closes_when_every_payment_is_settled_or_given_up() -> None:
    batch = _released()
    posted = batches.post_result(
        batch,
        statement="s",
        statement_sha256="ab" * 32,
        settled=[yuan(1000)] * 2,
        returned=[yuan(1000)],
        by="c",
        on=SPRING,
    )
    batch = evolve(batch, posted)
    assert (batch.open_payouts, batch.returned_payouts) == (0, 1)
    batch = evolve(batch, batches.cancel(batch, amounts=[yuan(1000)], by="c", on=SPRING))
    assert batches.close(batch, by="c", on=SPRING).closed_by == "c"


def _released() -> Batch:
    batch = an_approved_batch()
    return evolve(batch, batches.release(batch, by="cashier", value_date=SPRING))


def _reissue(by: str) -> object:
    return batches.reissue(_released(), amounts=[yuan(1)], by=by, value_date=SPRING)


def _send_back(batch: Batch, by: str) -> object:
    return batches.send_back(batch, step=STEPS[0], reason="x", by=by, on=SPRING)


def _with_a_line_changed(batch: Batch) -> Batch:
    first = batch.pages[0][0]
    changed = replace(first, amount=first.amount + Money(1))
    return replace(batch, pages=((changed, *batch.pages[0][1:]), *batch.pages[1:]))


def _line() -> BatchLine:
    return BatchLine("b-1", "b-1", "990101", yuan(1000), "in_quota", (Part(PROVINCIAL, yuan(1000)),))


def _pay(payout: Payout | None) -> object:
    return payouts.release(payout, _line(), batch_id="b", period=YEAR, value_date=SPRING)


def _a_payout() -> Payout:
    return evolve_payout(None, _pay(None), "p")  # type: ignore[arg-type]


def _settled() -> Payout:
    payout = _a_payout()
    return evolve_payout(payout, payouts.settle(payout, reported=yuan(1000), on=SPRING), "p")
