"""What a bank's message says of a payment that may have been heard of before: statements overlap."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from domain.money import Money
from domain.payouts.state import Payout, Stage


class Heard(StrEnum):
    """Whether a message tells something new of a payment."""

    NEWS = "news"
    KNOWN = "known"
    RETURNED_LATE = "returned_late"
    ORDERED_BACK = "ordered_back"

    @property
    def zh(self) -> str:
        """The Chinese word."""
        return {
            "news": "新消息",
            "known": "先前已登记",
            "returned_late": "到账后退回",
            "ordered_back": "退回前已追缴",
        }[self.value]


def heard(
    payout: Payout, *, settled: bool, reported: Money, booked_on: date | None, sent_again_on: date | None
) -> Heard:
    """Say whether a message's word is new, was posted before, or takes back what was posted as paid.

    What was booked before a payment was sent once more speaks of the earlier sending. What was ordered back meanwhile
    comes in by its recovery, whichever way the bank sends it. Whatever is neither known nor late is news: the decision
    to post it says whether it fits, and another amount never does.
    """
    if reported != payout.amount:
        return Heard.RETURNED_LATE if payout.stage is Stage.SETTLED and not settled else Heard.NEWS
    if booked_on is not None and sent_again_on is not None and booked_on < sent_again_on:
        return Heard.KNOWN
    match payout.stage:
        case Stage.OPEN:
            return Heard.NEWS
        case Stage.SETTLED:
            if settled or (booked_on is None and sent_again_on is not None):
                return Heard.KNOWN  # Without a day it may speak of the earlier sending.
            return Heard.ORDERED_BACK if payout.ordered_back else Heard.RETURNED_LATE
        case Stage.RETURNED | Stage.CANCELLED:
            paid_before_it_came_back = booked_on is None or payout.last_on is None or booked_on <= payout.last_on
            return Heard.NEWS if settled and not paid_before_it_came_back else Heard.KNOWN
