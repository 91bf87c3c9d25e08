"""A batch from its list to the bank's last word: who gets on it, who signs it, what comes back and where it goes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, cast

import pytest

from application.batch_file import file_of
from application.batch_hands import hands_in
from application.commands.bank import BankLine, CancelPayouts, CloseBatch, PostBankResult, ReissuePayouts
from application.commands.batch_lists import Listed
from application.commands.batches import ApproveBatch, ReleaseBatch, SendBatchBack, SubmitBatch
from application.road import Officer
from application.views.batches import Batch
from domain.batches.events import PayoutKind
from domain.batches.rejections import (
    AmountNotByTheRules,
    BatchExists,
    ContentChanged,
    LineNotInBatch,
    ListedTwice,
    MinutesMissing,
    MinutesNotWanted,
    NobodyToPay,
    NotEntitled,
    NothingToCorrect,
    PaidAlready,
    PayoutsStillOpen,
    PeriodNotOfProgramme,
    SameHands,
    StepOutOfOrder,
    ValueDateTooFar,
    WrongStage,
)
from domain.dates import BeforeItsCause
from domain.money import Money
from domain.payouts.rejections import PayoutNotOut, ResultDisagrees
from domain.periods import PeriodKind
from domain.programmes.policy import ApprovalStep, Tier
from tests.support.office import APPROVERS, AREA, BUILDER, CASHIER, DECIDER, TODAY, Office, days_after, minutes_of
from tests.support.stories import (
    AGAIN,
    AGAIN_RESULT,
    ALL_MUNICIPAL,
    APPROVED,
    EIGHTY_TWENTY,
    MEDICINE,
    MUNICIPAL,
    NEXT_YEAR,
    POLICY,
    PROVINCIAL,
    RELEASED,
    RESULT,
    SUBMITTED,
    YEAR,
    a_funded_programme,
    a_released_batch,
    a_settled_batch,
    a_submitted_batch,
    allocate,
    an_approved_batch,
    approve,
    bank_lines,
    post_result,
    release,
    submit,
    yuan,
)

QUARTERLY = replace(POLICY, tiers=(Tier("in_quota", 2, None, EIGHTY_TWENTY), Tier("unfunded", None, None, ())))
ASKED: dict[str, Any] = {"programme": MEDICINE, "region": AREA, "period": YEAR, "on": SUBMITTED}


def cancel(office: Office, *people: str) -> None:
    facts = {"reason": "本人放弃", "on": AGAIN}
    office.asks(CancelPayouts, by=CASHIER, batch_id=office.batch, beneficiaries=people, **facts)


def test_the_first_two_stand_in_the_provincial_quota_and_the_others_are_paid_by_the_city() -> None:
    office = a_settled_batch()
    assert [str(office.balance(line).settled) for line in (PROVINCIAL, MUNICIPAL)] == ["1600.00", "3400.00"]
    tiers = office.views.completion(MEDICINE, 2017).tiers
    assert [(tier.tier, tier.settled, str(tier.settled_amount)) for tier in tiers] == [
        ("in_quota", 2, "2000.00"),
        ("over_quota", 3, "3000.00"),
    ]
    office.holds()


def test_each_period_has_its_own_seats_and_whoever_finds_none_stays_unfunded() -> None:
    office = a_funded_programme(policy=QUARTERLY, period_kind=PeriodKind.QUARTER, provincial=9000, municipal=9000)
    for quarter in ("2017-Q1", "2017-Q2"):
        said = submit(office, period=YEAR.parse(quarter)).said
        assert (said["people"], said["unfunded"]) == (2, 3)
        approve(office)
        release(office)
        post_result(office)
    assert str(office.balance(PROVINCIAL).settled) == "3200.00"
    full = {"number": "2", "period": YEAR.parse("2017-Q1"), "programme": MEDICINE, "region": AREA, "on": SUBMITTED}
    office.is_refused(NobodyToPay, SubmitBatch, by=BUILDER, **full)
    office.holds()


def test_nobody_is_paid_twice_for_a_period_whichever_way_it_is_tried() -> None:
    office = a_settled_batch(municipal=9000, provincial=9000)
    again = Listed(office.people[0], yuan(1000))
    for kind in (PayoutKind.REGULAR, PayoutKind.ARREARS):
        office.is_refused(NobodyToPay, SubmitBatch, by=BUILDER, number="2", payout_kind=kind, **ASKED)
        listed = {"listed": (again,), "payout_kind": kind}
        office.is_refused(PaidAlready, SubmitBatch, by=BUILDER, number="2", **listed, **ASKED)
    correction = {"listed": (again,), "payout_kind": PayoutKind.CORRECTION}
    office.is_refused(AmountNotByTheRules, SubmitBatch, by=BUILDER, number="2", **correction, **ASKED)


def test_a_correction_does_not_pay_who_has_not_been_paid() -> None:
    office = a_funded_programme()
    listed = (Listed(office.people[0], yuan(1000)),)
    asked = {"number": "1", "payout_kind": PayoutKind.CORRECTION, **ASKED}
    office.is_refused(NothingToCorrect, SubmitBatch, by=BUILDER, listed=listed, **asked)
    office.is_refused(NothingToCorrect, SubmitBatch, by=BUILDER, **asked)


def test_of_two_batches_of_the_same_people_only_one_is_released() -> None:
    office = a_funded_programme(municipal=9000, provincial=9000)
    submit(office, "1")
    first = (office.batch, office.digest)
    submit(office, "2")
    approve(office)
    release(office)
    office.batch, office.digest = first
    approve(office)
    office.is_refused(PaidAlready, ReleaseBatch, by=CASHIER, batch_id=office.batch, value_date=RELEASED)


def test_the_offices_own_list_pays_those_on_it_and_must_say_what_the_rules_say() -> None:
    office = a_funded_programme()
    some = tuple(Listed(person, yuan(1000)) for person in office.people[:3])
    submit_facts = {"number": "1", **ASKED}
    for listed, rule, field in (
        ((*some, some[0]), ListedTwice, "listed[3]"),
        ((replace(some[0], amount=yuan(999)),), AmountNotByTheRules, "listed[0].amount"),
        ((some[0], Listed("b-nobody", yuan(1000))), NotEntitled, "listed[1]"),
    ):
        office.is_refused(rule, SubmitBatch, by=BUILDER, field=field, listed=listed, **submit_facts)
    assert submit(office, listed=some).said["people"] == 3


def test_the_period_of_a_batch_is_of_the_kind_the_programme_pays_by() -> None:
    office = a_funded_programme()
    asked = {**ASKED, "period": YEAR.parse("2017-04"), "number": "1"}
    office.is_refused(PeriodNotOfProgramme, SubmitBatch, by=BUILDER, field="period", **asked)


def test_four_different_people_approve_in_order_what_each_of_them_looked_at() -> None:
    office = a_submitted_batch()
    steps = list(ApprovalStep)
    facts: dict[str, Any] = {"batch_id": office.batch, "on": APPROVED}
    minutes, digest = minutes_of(APPROVED), office.digest
    lead = APPROVERS[steps[0]]
    office.is_refused(StepOutOfOrder, ApproveBatch, by=lead, step=steps[1], digest=digest, **facts)
    office.is_refused(ContentChanged, ApproveBatch, by=lead, step=steps[0], digest="0" * 64, **facts)
    office.is_refused(SameHands, ApproveBatch, by=BUILDER, step=steps[0], digest=digest, **facts)
    office.is_refused(MinutesNotWanted, ApproveBatch, by=lead, step=steps[0], digest=digest, minutes=minutes, **facts)
    office.asks(ApproveBatch, by=lead, step=steps[0], digest=digest, **facts)
    office.is_refused(SameHands, ApproveBatch, by=lead, step=steps[1], digest=digest, **facts)
    office.asks(ApproveBatch, by=APPROVERS[steps[1]], step=steps[1], digest=digest, **facts)
    meeting = {"step": steps[2], "digest": digest, **facts}
    office.is_refused(MinutesMissing, ApproveBatch, by=APPROVERS[steps[2]], **meeting)
    two = replace(minutes, attendees=("head-li", "head-li", "leader-qian"))
    office.is_refused(MinutesMissing, ApproveBatch, by=APPROVERS[steps[2]], minutes=two, **meeting)
    office.asks(ApproveBatch, by=APPROVERS[steps[2]], minutes=minutes, **meeting)
    office.is_refused(WrongStage, ReleaseBatch, by=CASHIER, batch_id=office.batch, value_date=RELEASED)
    office.asks(ApproveBatch, by=APPROVERS[steps[3]], step=steps[3], digest=digest, **facts)
    for hand in (BUILDER, *APPROVERS.values()):
        office.is_refused(SameHands, ReleaseBatch, by=hand, batch_id=office.batch, value_date=RELEASED)


def test_what_is_sent_back_frees_its_money_voids_its_approvals_and_may_be_submitted_anew() -> None:
    office = an_approved_batch()
    facts: dict[str, Any] = {"batch_id": office.batch, "step": ApprovalStep.UNIT_HEAD, "on": APPROVED}
    office.is_refused(SameHands, SendBatchBack, by=BUILDER, reason="再核", **facts)
    office.asks(SendBatchBack, by=DECIDER, reason="名单有误", **facts)
    assert [office.balance(line).reserved for line in (PROVINCIAL, MUNICIPAL)] == [yuan(0), yuan(0)]
    old = office.digest
    submit(office, listed=tuple(Listed(person, yuan(1000)) for person in office.people[1:]))
    lead = {"batch_id": office.batch, "step": ApprovalStep.PROJECT_LEAD, "on": APPROVED}
    by = APPROVERS[ApprovalStep.PROJECT_LEAD]
    office.is_refused(ContentChanged, ApproveBatch, by=by, digest=old, **lead)
    approve(office)
    release(office)
    assert set(office.stages()) == set(office.people[1:])
    office.holds()


def test_the_register_says_whose_hands_are_in_a_version_as_the_log_does() -> None:
    office = an_approved_batch()
    sent_back = {"batch_id": office.batch, "step": ApprovalStep.UNIT_HEAD, "on": APPROVED, "reason": "名单有误"}
    office.asks(SendBatchBack, by=DECIDER, **sent_back)
    submit(office, listed=tuple(Listed(person, yuan(1000)) for person in office.people[1:]))
    approve(office)
    entries = list(office.desk.log.stream(f"batch/{office.batch}"))
    told = set[tuple[str, ...]]()
    for number, entry in enumerate(entries, start=1):
        file = file_of(office.batch, entries[:number])
        rows = office.desk.views.register("batch", office.batch, as_of=entry.position)
        assert file is not None
        assert hands_in(cast("Sequence[Batch]", rows)) == file.acted
        told.add(tuple(file.acted))
    assert len(told) == 1 + len(APPROVERS)


def test_a_batch_under_way_is_not_submitted_a_second_time() -> None:
    office = a_submitted_batch()
    office.is_refused(BatchExists, SubmitBatch, by=BUILDER, field="number", number="1", **ASKED)


def test_no_step_is_dated_before_the_one_it_follows() -> None:
    office = a_submitted_batch()
    early = days_after(SUBMITTED, -1)
    first = {"batch_id": office.batch, "step": ApprovalStep.PROJECT_LEAD, "digest": office.digest}
    by = APPROVERS[ApprovalStep.PROJECT_LEAD]
    office.is_refused(BeforeItsCause, ApproveBatch, by=by, field="on", on=early, **first)
    approve(office)
    facts: dict[str, Any] = {"batch_id": office.batch}
    late = days_after(APPROVED, -1)
    office.is_refused(BeforeItsCause, ReleaseBatch, by=CASHIER, field="value_date", value_date=late, **facts)
    far = days_after(TODAY, 32)
    office.is_refused(ValueDateTooFar, ReleaseBatch, by=CASHIER, field="value_date", value_date=far, **facts)
    release(office)
    said = {"statement": "回单", "statement_sha256": "cd" * 32, "lines": bank_lines(office), **facts}
    office.is_refused(BeforeItsCause, PostBankResult, by=CASHIER, field="on", on=days_after(RELEASED, -1), **said)
    post_result(office, returned=office.people[:1])
    one = {"beneficiaries": office.people[:1], **facts}
    back = days_after(RESULT, -1)
    office.is_refused(BeforeItsCause, ReissuePayouts, by=CASHIER, value_date=back, **one)
    office.is_refused(BeforeItsCause, CancelPayouts, by=CASHIER, reason="放弃", on=back, **one)


def test_the_banks_word_counts_for_what_was_sent_to_the_fen_and_as_a_whole() -> None:
    office = a_released_batch()
    lines = bank_lines(office)
    facts: dict[str, Any] = {"statement": "回单", "statement_sha256": "cd" * 32, "batch_id": office.batch, "on": RESULT}
    for wrong, rule in (
        ((lines[0], replace(lines[1], amount=Money(99_999))), ResultDisagrees),
        ((lines[0], lines[0]), ListedTwice),
        ((lines[0], BankLine("b-nobody", yuan(1000), settled=True)), LineNotInBatch),
    ):
        office.is_refused(rule, PostBankResult, by=CASHIER, lines=wrong, **facts)
    post_result(office)
    office.is_refused(PayoutNotOut, PostBankResult, by=CASHIER, lines=lines[:1], **facts)


def test_what_the_bank_returns_is_sent_once_more_by_neither_builder_nor_approver() -> None:
    office = a_released_batch()
    person = office.people[0]
    post_result(office, returned=(person,))
    assert [str(office.balance(line).returned) for line in (PROVINCIAL, MUNICIPAL)] == ["800.00", "200.00"]
    facts = {"batch_id": office.batch, "beneficiaries": (person,), "value_date": AGAIN}
    for hand in (BUILDER, *APPROVERS.values()):
        office.is_refused(SameHands, ReissuePayouts, by=hand, **facts)
    office.is_refused(PayoutsStillOpen, CloseBatch, by=BUILDER, batch_id=office.batch, on=AGAIN)
    office.asks(ReissuePayouts, by=CASHIER, **facts)
    post_result(office, on=AGAIN_RESULT)
    office.asks(CloseBatch, by=BUILDER, batch_id=office.batch, on=AGAIN_RESULT)
    assert set(office.stages().values()) == {"settled"}
    office.is_refused(PayoutNotOut, ReissuePayouts, by=CASHIER, **facts)
    office.holds()


def test_what_is_given_up_is_back_on_the_very_lines_it_came_from() -> None:
    office = a_released_batch()
    post_result(office, returned=(office.people[0], office.people[4]))
    cancel(office, office.people[0])
    assert [str(office.balance(line).available) for line in (PROVINCIAL, MUNICIPAL)] == ["800.00", "200.00"]
    cancel(office, office.people[4])
    assert [str(office.balance(line).available) for line in (PROVINCIAL, MUNICIPAL)] == ["800.00", "1200.00"]
    facts = {"batch_id": office.batch, "beneficiaries": office.people[:1], "reason": "放弃", "on": AGAIN}
    office.is_refused(PayoutNotOut, CancelPayouts, by=CASHIER, **facts)
    office.holds()


def test_arrears_pay_what_was_given_up_from_the_seat_it_freed_and_only_once() -> None:
    office = a_released_batch()
    person = office.people[0]
    post_result(office, returned=(person,))
    cancel(office, person)
    office.is_refused(NobodyToPay, SubmitBatch, by=BUILDER, number="2", **ASKED)
    late = {"payout_kind": PayoutKind.ARREARS, "on": AGAIN}
    assert submit(office, "2", **late).said["total_fen"] == "100000"
    approve(office, on=AGAIN)
    release(office, on=AGAIN)
    post_result(office, on=AGAIN_RESULT)
    assert [str(office.balance(line).settled) for line in (PROVINCIAL, MUNICIPAL)] == ["1600.00", "3400.00"]
    office.is_refused(NobodyToPay, SubmitBatch, by=BUILDER, number="3", **{**ASKED, **late})
    office.holds()


def test_a_result_counts_for_the_batch_that_sent_the_payment_and_for_no_other() -> None:
    """The arrears batch pays under the id of what was given up, so both batches know the person."""
    office = a_released_batch()
    first, person = office.batch, office.people[0]
    post_result(office, returned=(person,))
    cancel(office, person)
    submit(office, "2", payout_kind=PayoutKind.ARREARS, on=AGAIN)
    approve(office, on=AGAIN)
    release(office, on=AGAIN)
    said = {"statement": "回单", "statement_sha256": "cd" * 32, "lines": bank_lines(office), "on": AGAIN_RESULT}
    office.is_refused(LineNotInBatch, PostBankResult, by=CASHIER, batch_id=first, **said)


def test_a_batch_pays_out_of_the_year_of_its_period() -> None:
    office = a_funded_programme()
    allocate(office, provincial=1600, municipal=3400, year=2018)
    submit(office, period=NEXT_YEAR)
    assert str(office.balance(PROVINCIAL).reserved) == "0.00"
    assert str(office.balance(PROVINCIAL.replace("2017/", "2018/", 1)).reserved) == "1600.00"


def test_a_tier_of_its_own_amount_pays_that_and_the_list_says_so() -> None:
    tiers = (Tier("national", 1, yuan(1500), ALL_MUNICIPAL), Tier("rest", None, None, ALL_MUNICIPAL))
    office = a_funded_programme(2, policy=replace(POLICY, tiers=tiers))
    listed = (Listed(office.people[0], yuan(1500)), Listed(office.people[1], yuan(1000)))
    swapped = (Listed(office.people[0], yuan(1000)), Listed(office.people[1], yuan(1500)))
    office.is_refused(AmountNotByTheRules, SubmitBatch, by=BUILDER, number="1", listed=swapped, **ASKED)
    assert submit(office, listed=listed).said["total_fen"] == "250000"


@pytest.mark.parametrize("nameless", ["", " "])
def test_there_are_no_hands_without_a_name(nameless: str) -> None:
    with pytest.raises(ValueError, match="an officer has an id"):
        Officer(nameless)


def test_a_batch_is_released_on_a_day_an_office_may_name() -> None:
    office = an_approved_batch()
    office.clock.day = date(2017, 4, 21)
    release(office, on=date(2017, 5, 22))
    assert set(office.stages().values()) == {"released"}
