"""A payment that comes back after the bank had paid it: where its money goes, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from domain.batches import decisions as batches
from domain.batches.events import BatchClosed, LateReturnsPosted
from domain.batches.rejections import NotAFileHash, WrongStage
from domain.batches.state import Batch
from domain.batches.state import Stage as BatchStage
from domain.batches.state import evolve as batch_after
from domain.dates import BeforeItsCause
from domain.funds import settlement
from domain.funds.events import SeatsTaken
from domain.funds.parts import Part
from domain.funds.rejections import MoreThanIsOut
from domain.funds.state import Fund, Line, evolve
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.payouts import decisions as payouts
from domain.payouts.events import PayoutReturnedLate, ReturnReason
from domain.payouts.hearing import Heard, heard
from domain.payouts.rejections import OrderedBackAlready, PayoutNotOut, ResultDisagrees
from domain.payouts.state import Payout, Stage
from domain.payouts.state import evolve as payout_after
from domain.periods import Period
from tests.domain.test_batches import _released

PAID, BACK = date(2017, 4, 26), date(2017, 5, 8)
FUND = "2017/psy-medicine/990101"
PROVINCIAL = f"{FUND}/provincial/general_budget/财社〔2016〕114号"
MUNICIPAL = f"{FUND}/municipal/general_budget/财社〔2016〕114号"
PARTS = (Part(PROVINCIAL, Money(80_000)), Part(MUNICIPAL, Money(20_000)))
PAYOUT = Payout(
    "psy-medicine/2017/b-1", Stage.SETTLED, "psy-medicine/2017/1", "b-1", "in_quota", Money(100_000), PARTS,
    settled_on=PAID, last_on=PAID,
)  # fmt: skip


def back(payout: Payout = PAYOUT, *, fen: int = 100_000, closed: bool = False, on: date = BACK) -> PayoutReturnedLate:
    return payouts.take_back_late(
        payout, reported=Money(fen), reason=ReturnReason.ACCOUNT_CLOSED, bank_words="已销户", to_treasury=closed, on=on
    )


def a_fund(closed_on: date | None = None) -> Fund:
    lines = {
        part.line: Line(part.line, level, FundKind.GENERAL_BUDGET, "财社〔2016〕114号", 2017, settled=part.amount)
        for part, level in zip(PARTS, (GovernmentLevel.PROVINCIAL, GovernmentLevel.MUNICIPAL), strict=True)
    }
    return Fund(FUND, lines, seats={("2017", "in_quota"): 1}, closed_on=closed_on)


def test_it_is_returned_like_any_other_and_may_be_sent_once_more_or_given_up() -> None:
    returned = payout_after(PAYOUT, back(), PAYOUT.id)
    assert (returned.stage, returned.parts, returned.last_on) == (Stage.RETURNED, PARTS, BACK)
    assert payouts.reissue(returned, value_date=BACK).parts == PARTS
    assert payouts.cancel(returned, reason="放弃", on=BACK).parts == PARTS


def test_once_its_year_is_closed_it_is_given_up_with_its_money() -> None:
    assert payout_after(PAYOUT, back(closed=True), PAYOUT.id).stage is Stage.CANCELLED


@pytest.mark.parametrize(
    ("attempt", "refusal"),
    [
        (lambda: back(replace(PAYOUT, stage=Stage.OPEN)), PayoutNotOut),
        (lambda: back(replace(PAYOUT, stage=Stage.RETURNED)), PayoutNotOut),
        (lambda: back(replace(PAYOUT, stage=Stage.CANCELLED)), PayoutNotOut),
        (lambda: back(replace(PAYOUT, ordered_back=Money(1))), OrderedBackAlready),
        (lambda: back(fen=99_999), ResultDisagrees),
        (lambda: back(on=date(2017, 4, 25)), BeforeItsCause),
    ],
)
def test_what_was_not_paid_whole_and_before_does_not_come_back(
    attempt: Callable[[], object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        attempt()


@pytest.mark.parametrize(("closed_on", "account", "seats"), [(None, "returned", 1), (date(2018, 1, 5), "treasury", 0)])
def test_the_money_goes_to_its_own_lines_or_after_the_year_to_the_treasury(
    closed_on: date | None, account: str, seats: int
) -> None:
    fund = a_fund(closed_on)
    taken = (SeatsTaken("in_quota", 1),)
    fact = settlement.take_back_late(
        fund, batch_id=PAYOUT.batch_id, period=Period("2017"), parts=PARTS, seats=taken, on=BACK
    )
    after = evolve(fund, fact)
    assert [getattr(after.lines[part.line], account) for part in PARTS] == [part.amount for part in PARTS]
    assert not any(line.settled or line.available for line in after.lines.values())
    assert after.seats["2017", "in_quota"] == seats


def test_no_more_comes_back_than_is_paid_and_not_recovered() -> None:
    fund = a_fund()
    fund = replace(fund, lines={name: replace(line, recovered=Money(1)) for name, line in fund.lines.items()})
    with pytest.raises(MoreThanIsOut):
        settlement.take_back_late(fund, batch_id="x", period=Period("2017"), parts=PARTS, seats=(), on=BACK)


def posted(batch: Batch, *, closed: bool = False, sha256: str = "ab" * 32) -> LateReturnsPosted:
    amounts = [Money(100_000)]
    return batches.post_late_returns(
        batch, statement="回单", statement_sha256=sha256, returned=amounts, to_treasury=closed, by="qian", on=BACK
    )


def test_a_closed_batch_is_open_again_for_what_waits_and_stays_closed_for_what_went_to_the_treasury() -> None:
    closed = batch_after(replace(_released(), open_payouts=0), BatchClosed("qian", PAID))
    waiting, gone = batch_after(closed, posted(closed)), batch_after(closed, posted(closed, closed=True))
    assert (waiting.stage, waiting.returned_payouts) == (BatchStage.RELEASED, 1)
    assert (gone.stage, gone.returned_payouts) == (BatchStage.CLOSED, 0)


def test_nothing_comes_back_to_a_batch_that_was_never_sent_and_without_a_paper() -> None:
    with pytest.raises(WrongStage):
        posted(replace(_released(), stage=BatchStage.APPROVED))
    with pytest.raises(NotAFileHash):
        posted(_released(), sha256="ab")


@pytest.mark.parametrize(
    ("changes", "booked_on", "sent_again_on", "word"),
    [
        ({}, BACK, None, Heard.RETURNED_LATE),
        ({}, None, None, Heard.RETURNED_LATE),
        ({}, BACK, date(2017, 5, 2), Heard.RETURNED_LATE),
        ({}, PAID, date(2017, 5, 2), Heard.KNOWN),  # of the first sending
        ({}, None, date(2017, 5, 2), Heard.KNOWN),  # of which sending is not said
        ({"ordered_back": Money(1)}, BACK, None, Heard.ORDERED_BACK),
        ({"stage": Stage.RETURNED, "last_on": BACK}, BACK, None, Heard.KNOWN),
        ({"stage": Stage.CANCELLED, "last_on": BACK}, BACK, None, Heard.KNOWN),
    ],
)
def test_a_message_takes_back_what_was_paid_once(
    changes: dict[str, object], booked_on: date | None, sent_again_on: date | None, word: Heard
) -> None:
    payout = replace(PAYOUT, **changes)  # type: ignore[arg-type]  # the fields of a payout, by name
    assert word is heard(
        payout, settled=False, reported=Money(100_000), booked_on=booked_on, sent_again_on=sent_again_on
    )
