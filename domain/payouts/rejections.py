"""Why a payout says no."""

from __future__ import annotations

from domain.rejected import Rejected


class PayoutNotOut(Rejected):
    """Payment {payout} is {stage}; this needs one that is {needed}."""

    code = "payout_not_in_that_stage"
    zh = "发放记录 {payout} 当前为“{stage}”，该操作要求“{needed}”。"


class ResultDisagrees(Rejected):
    """The bank reports {reported} yuan for payment {payout}; {paid} were sent."""

    code = "bank_amount_differs"
    zh = "银行回执中 {payout} 的金额为 {reported} 元，实发 {paid} 元，不一致。"


class MoreThanWasPaid(Rejected):
    """Payment {payout} has {left} yuan that can be ordered back, {asked} were asked for."""

    code = "more_than_was_paid"
    zh = "发放记录 {payout} 可追缴 {left} 元，申请 {asked} 元，超出。"


class OrderedBackAlready(Rejected):
    """{ordered} yuan of payment {payout} are ordered back; what comes in is booked as an instalment of that."""

    code = "ordered_back_already"
    zh = "发放记录 {payout} 已追缴 {ordered} 元，退回的款项应登记为该追缴的到账。"
    kept = True


class NoSuchPayout(Rejected):
    """There is no payment “{payout}”."""

    code = "no_such_payout"
    zh = "没有发放记录“{payout}”。"
