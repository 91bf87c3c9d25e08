"""What an office is told to do in these tests: plain data, so that any process may be told the same thing again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date
from itertools import islice
from typing import Any

import application.commands.bank as bank
import application.commands.batches as batches
import application.commands.beneficiaries as beneficiaries
import application.commands.funds as funds
import application.commands.revenue as revenue
from application.commands.batch_lists import Listed
from application.desk import Desk
from application.road import Answer, Officer
from domain.batches.events import MeetingMinutes
from domain.funds.events import LevelShare
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.payouts.events import ReturnReason
from domain.periods import Period
from domain.programmes.policy import ApprovalStep
from domain.revenue.events import RevenueKind
from infrastructure.synthetic_people import synthetic_people
from tests.faults.enrolment import AREA, BUILDER, CASHIER, PROGRAMME, STANDARD, TOWNSHIP

Order = Mapping[str, Any]
"""`command_id`, `do` (a key of `DOING`) and what that needs; amounts in fen."""

DAY, YEAR = date(2017, 3, 1), 2017
CROWD = 2_000
"""Registered people come out of one crowd, by their places in it."""

EVERY = 100
"""Of so many payments of a batch the bank sends one back."""


def obey(order: Order, desk: Desk) -> Answer:
    """Ask the desk for what the order says. Raises whatever the use case raises."""
    return DOING[order["do"]](order, desk)


def _allocate(order: Order, desk: Desk) -> Answer:
    share = LevelShare(GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET, Money(order["fen"]))
    ask = funds.AllocateFunds(
        command_id=order["command_id"],
        programme=PROGRAMME,
        fiscal_year=YEAR,
        region=AREA,
        document=order["document"],
        shares=(share,),
        on=DAY,
    )
    return funds.allocate_funds(ask, by=BUILDER, desk=desk)


def _add(order: Order, desk: Desk) -> Answer:
    ask = funds.AddFunds(
        command_id=order["command_id"],
        line=order["line"],
        amount=Money(order["fen"]),
        document="县财调〔2017〕1号",
        on=DAY,
    )
    return funds.add_funds(ask, by=BUILDER, desk=desk)


def _move(order: Order, desk: Desk) -> Answer:
    ask = funds.MoveFunds(
        command_id=order["command_id"],
        from_line=order["from"],
        to_line=order["to"],
        amount=Money(order["fen"]),
        document="县财调〔2017〕2号",
        on=DAY,
    )
    return funds.move_funds(ask, by=BUILDER, desk=desk)


def _collect(order: Order, desk: Desk) -> Answer:
    ask = revenue.CollectRevenue(
        command_id=order["command_id"],
        fiscal_year=YEAR,
        kind=RevenueKind.FEES,
        amount=Money(order["fen"]),
        voucher=f"凭证{order['command_id']}",
        on=DAY,
    )
    return revenue.collect_revenue(ask, by=BUILDER, desk=desk)


def _remit(order: Order, desk: Desk) -> Answer:
    ask = revenue.RemitRevenue(
        command_id=order["command_id"],
        fiscal_year=YEAR,
        kind=RevenueKind.FEES,
        amount=Money(order["fen"]),
        voucher=f"凭证{order['command_id']}",
        on=DAY,
    )
    return revenue.remit_revenue(ask, by=BUILDER, desk=desk)


def _register(order: Order, desk: Desk) -> Answer:
    rows = list(islice(synthetic_people(CROWD, 2), order["place"], order["place"] + order["people"]))
    answer, _ = beneficiaries.register_people(
        rows, command_id=order["command_id"], why="登记", on=DAY, by=TOWNSHIP, desk=desk
    )
    return answer


def _submit(order: Order, desk: Desk) -> Answer:
    ask = batches.SubmitBatch(
        command_id=order["command_id"],
        programme=PROGRAMME,
        region=AREA,
        period=Period(order["period"]),
        number=order["number"],
        listed=tuple(Listed(person, STANDARD) for person in order.get("people", ())),
        on=date(int(order["period"]), 4, 17),
    )
    return batches.submit_batch(ask, by=BUILDER, desk=desk)


def _approve(order: Order, desk: Desk) -> Answer:
    step, on = ApprovalStep(order["step"]), _day(order, 18)
    minutes = MeetingMinutes(on, ("unit-head-01", "leader-01", "discipline-01"), "纪要1号", "e" * 64)
    ask = batches.ApproveBatch(
        command_id=order["command_id"],
        batch_id=order["batch"],
        step=step,
        digest=order["digest"],
        minutes=minutes if step is ApprovalStep.COLLECTIVE_MEETING else None,
        on=on,
    )
    return batches.approve_batch(ask, by=Officer(f"approver-{step.value}"), desk=desk)


def _release(order: Order, desk: Desk) -> Answer:
    ask = batches.ReleaseBatch(command_id=order["command_id"], batch_id=order["batch"], value_date=_day(order, 25))
    return batches.release_batch(ask, by=CASHIER, desk=desk)


def _post(order: Order, desk: Desk) -> Answer:
    """The bank's list names the payments in the order of their release, whatever has become of them since."""
    desk.views_now()
    lines = tuple(
        bank.BankLine(payout.beneficiary, payout.amount, settled=True)
        if (place + 1) % EVERY
        else bank.BankLine(payout.beneficiary, payout.amount, False, ReturnReason.ACCOUNT_CLOSED, "已销户")
        for place, payout in enumerate(desk.views.payouts_of_batch(order["batch"]))
    )
    ask = bank.PostBankResult(
        command_id=order["command_id"],
        batch_id=order["batch"],
        statement="银行回单",
        statement_sha256=hashlib.sha256(order["batch"].encode()).hexdigest(),
        lines=lines,
        on=_day(order, 26),
    )
    return bank.post_bank_result(ask, by=CASHIER, desk=desk)


def _day(order: Order, day: int) -> date:
    return date(int(order["batch"].split("/")[1]), 4, day)


DOING: dict[str, Callable[[Order, Desk], Answer]] = {
    "allocate": _allocate,
    "add": _add,
    "move": _move,
    "collect": _collect,
    "remit": _remit,
    "register": _register,
    "submit": _submit,
    "approve": _approve,
    "release": _release,
    "post": _post,
}
