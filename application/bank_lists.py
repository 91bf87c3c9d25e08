"""What goes to the bank and comes back: the payment list of a batch, and the bank's word on each payment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from application import streams
from application.commands.bank import BankLine
from application.commands.batches import payout_names
from application.desk import Desk
from application.imports import Progress, Reading
from application.road import Officer
from application.work import Work
from domain.batches.rejections import WrongStage
from domain.batches.state import Stage
from domain.institutions.state import signed
from domain.money import Money
from domain.payouts.events import ReturnReason
from domain.programmes.state import existing
from domain.rejected import Rejected

AT_THE_BANK = frozenset({"released", "reissued"})
"""The newest steps of a payout that the bank has not answered."""


class NotAPaymentOf(Rejected):
    """“{reference}” is no payment of batch {batch}."""

    code = "not_a_payment_of"
    zh = "“{reference}”不是批次 {batch} 的付款。"


class NothingAtTheBank(Rejected):
    """Batch {batch} has no payment at the bank."""

    code = "nothing_at_the_bank"
    zh = "批次 {batch} 没有在途付款。"


@dataclass(frozen=True, slots=True, repr=False)
class Payment:
    """One line of a payment list. It has no repr: it holds clear personal data.

    `reference` is the payout's id, which the bank repeats in its result. A payment to an institution names its credit
    code and its agreement; its account stands in the agreement, not in the vault.
    """

    reference: str
    name: str
    account: str
    bank: str
    amount: Money
    memo: str


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One line of the bank's result. `reference` is a payout's id or a beneficiary's."""

    row: int
    reference: str
    amount: Money
    settled: bool
    reason: ReturnReason | None
    words: str


class BankLists(Protocol):
    """Writes payment lists and reads results. Reading raises the refusals of `domain.uploads`."""

    def write_payments(self, payments: Sequence[Payment], *, as_csv: bool) -> bytes:
        """Return a payment list as .xlsx or .csv, the same bytes for the same payments."""

    def read_result(self, content: bytes, *, sheet: str = "", progress: Progress | None = None) -> Reading[ResultRow]:
        """Read the bank's result (.xlsx, .xls, .csv)."""


def payments_at_the_bank(batch_id: str, *, by: Officer, why: str, desk: Desk) -> tuple[Payment, ...]:
    """Return what is at the bank now: all of a batch just released, or what was sent once more.

    Each person's clear data is read from the vault, and that is noted with the reason.
    Raises NoSuchBatch, WrongStage, NothingAtTheBank, ReasonMissing, PersonalDataErased.
    """
    work = Work(desk.log, attempt=0)
    batch = streams.existing_batch(work, batch_id).state
    if batch.stage is not Stage.RELEASED:
        raise WrongStage("batch_id", stage=batch.stage.value, needed=Stage.RELEASED.value)
    position = desk.views_now()
    waiting = [one for one in desk.views.payouts_of_batch(batch_id, as_of=position) if one.stage in AT_THE_BANK]
    if not waiting:
        raise NothingAtTheBank("batch_id", batch=batch_id)
    memo = existing(streams.programme(work, batch.opened.programme).state).bank_memo
    people = [one.beneficiary for one in waiting if one.payee == one.beneficiary]
    records = desk.vault.reveal_many(people, actor=by.id, why=why) if people else {}
    agreements = sorted({one.payee for one in waiting if one.payee != one.beneficiary})
    credit_code = {name: signed(streams.agreement(work, name).state).institution for name in agreements}
    found = []
    for one in waiting:
        if one.payee == one.beneficiary:
            record = records[one.beneficiary]
            found.append(Payment(one.payout, record.name, record.account, record.bank, one.amount, memo))
        else:
            found.append(Payment(one.payout, credit_code[one.payee], "", one.payee, one.amount, memo))
    return tuple(found)


def bank_lines(rows: Sequence[ResultRow], batch_id: str, *, desk: Desk) -> tuple[BankLine, ...]:
    """Return the lines of a result as the batch knows them, in their order. Raises NoSuchBatch, NotAPaymentOf."""
    names = payout_names(streams.existing_batch(Work(desk.log, attempt=0), batch_id).state)
    people = {payout: person for person, payout in names.items()} | {person: person for person in names}
    lines = []
    for row in rows:
        person = people.get(row.reference)
        if person is None:
            raise NotAPaymentOf(f"row {row.row}", reference=row.reference[:60], batch=batch_id)
        lines.append(BankLine(person, row.amount, row.settled, row.reason, row.words))
    return tuple(lines)
