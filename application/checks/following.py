"""Checks of what was left lying: returned payments and recoveries."""

from __future__ import annotations

from collections.abc import Iterator

from application.checks.check import Check, Finding, Inputs, finding
from domain.money import Money, total
from domain.recoveries.events import InstalmentReceived, RecoveryOrdered, RecoveryWrittenOff


def return_left_open(inputs: Inputs) -> Iterator[Finding]:
    """Find payments the bank sent back that were neither sent again nor given up for so many days."""
    for payment in inputs.books.payments:
        line = payment.returned
        if line and payment.cancelled is None and (inputs.on - line.day).days > inputs.parameters["days"]:
            yield finding(
                "C27",
                payment.payout,
                subject=payment.beneficiary,
                programme=payment.programme,
                amount=payment.amount,
                evidence=[line.evidence("returned", amount=payment.amount)],
            )


def recovery_left_open(inputs: Inputs) -> Iterator[Finding]:
    """Find instalments overdue for so many days, and sums written off without a meeting's minutes."""
    for name, lines in inputs.books.of_kind("recovery"):
        ordered = next((line for line in lines if isinstance(line.fact, RecoveryOrdered)), None)
        if ordered is None:
            continue
        order: RecoveryOrdered = ordered.fact
        programme = order.payout_id.split("/")[0]
        given_up = [line for line in lines if isinstance(line.fact, RecoveryWrittenOff)]
        came = total(line.fact.amount for line in lines if isinstance(line.fact, InstalmentReceived))
        settled = came + total(line.fact.amount for line in given_up)
        due = total(
            each.amount for each in order.instalments if (inputs.on - each.due_on).days > inputs.parameters["days"]
        )
        if due > settled:
            yield finding(
                "C28",
                name,
                subject=order.beneficiary,
                programme=programme,
                amount=due - settled,
                evidence=[ordered.evidence("overdue", amount=Money(order.amount.fen))],
            )
        for line in given_up:
            minutes = line.fact.minutes
            if not (minutes.minutes_number.strip() and minutes.minutes_sha256.strip() and minutes.attendees):
                yield finding(
                    "C28",
                    name,
                    str(line.position),
                    subject=order.beneficiary,
                    programme=programme,
                    amount=line.fact.amount,
                    evidence=[line.evidence("written off without minutes", amount=line.fact.amount)],
                )


RETURN_LEFT_OPEN = Check(
    id="C27",
    name="return_left_open",
    zh="退回未处理",
    en="Open returns",
    condition_zh="银行退回后超过规定天数未重发也未注销",
    condition_en="returned by the bank and neither sent again nor given up for so many days",
    basis="惠民惠农财政补贴资金“一卡通”管理：财办〔2020〕37号",
    find=return_left_open,
    parameters={"days": 30},
)
RECOVERY_LEFT_OPEN = Check(
    id="C28",
    name="recovery_left_open",
    zh="追缴未了结",
    en="Open recoveries",
    condition_zh="应退款项逾期超过规定天数，或无会议纪要核销",
    condition_en="instalments overdue for so many days; given up without minutes",
    basis="《财政违法行为处罚处分条例》；集体研究并留存纪要",
    find=recovery_left_open,
    parameters={"days": 30},
)
