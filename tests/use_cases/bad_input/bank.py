"""Bad input to what the bank says, and to what is done about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from application.commands.bank import BankLine, CancelPayouts, CloseBatch, PostBankResult, ReissuePayouts
from domain.batches import rejections as batches
from domain.beneficiaries import rejections as people
from domain.dates import BeforeItsCause
from domain.free_text import PersonalNumberInText, TextMissing
from domain.money import Money
from domain.payouts import rejections as payouts
from tests.support.office import CASHIER, Office
from tests.support.stories import AGAIN, APPROVED, RESULT, bank_lines, yuan
from tests.use_cases.bad_input.asked import Bad
from tests.use_cases.bad_input.batches import of_batch


def a_result(**other: Any) -> Callable[[Office], dict[str, Any]]:
    said = {"statement": "回单", "statement_sha256": "cd" * 32, "on": RESULT}
    return lambda office: {"batch_id": office.batch, "lines": bank_lines(office), **said} | other


def changed(**line: Any) -> Callable[[Office], dict[str, Any]]:
    return lambda office: a_result(lines=(replace(bank_lines(office)[0], **line),))(office)


BANK = (
    Bad("a result of no lines", PostBankResult, people.NobodyNamed, "lines", a_result(lines=()), "released", CASHIER),
    Bad("a result of a stranger", PostBankResult, batches.LineNotInBatch, "lines[0]",
        a_result(lines=(BankLine("b-nobody", yuan(1000), settled=True),)), "released", CASHIER),
    Bad("a result of one fen less", PostBankResult, payouts.ResultDisagrees, "amount",
        changed(amount=Money(99_999)), "released", CASHIER),
    Bad("a result of less than nothing", PostBankResult, payouts.ResultDisagrees, "amount",
        changed(amount=Money(-100_000)), "released", CASHIER),
    Bad("a result that names an account", PostBankResult, PersonalNumberInText, "lines[0].bank_words",
        changed(settled=False, bank_words="6222 0202 0011 2233 不存在"), "released", CASHIER),
    Bad("a result without a file's hash", PostBankResult, batches.NotAFileHash, "statement_sha256",
        a_result(statement_sha256="cd"), "released", CASHIER),
    Bad("a result without a statement", PostBankResult, TextMissing, "statement",
        a_result(statement=""), "released", CASHIER),
    Bad("a result before the payment", PostBankResult, BeforeItsCause, "on",
        a_result(on=APPROVED), "released", CASHIER),
    Bad("what is at the bank sent again", ReissuePayouts, payouts.PayoutNotOut, "payout_id",
        lambda office: of_batch(beneficiaries=office.people, value_date=AGAIN)(office), "released", CASHIER),
    Bad("nobody given up", CancelPayouts, people.NobodyNamed, "beneficiaries",
        of_batch(beneficiaries=(), reason="放弃", on=AGAIN), "released", CASHIER),
    Bad("a batch closed while money is out", CloseBatch, batches.PayoutsStillOpen, "batch_id",
        of_batch(on=AGAIN), "released"),
)  # fmt: skip
