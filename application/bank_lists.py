"""What goes to the bank and comes back: the payment list of a batch, and the bank's word on each payment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol

from application import streams
from application.desk import Desk
from application.imports import Progress, Reading
from application.road import Officer
from application.work import Work
from domain.bank_formats.events import BankFormatDeclared, ResultColumns
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
    code and its agreement; its account stands in the agreement, not in the vault. `sent_on` is the value date it was
    sent with last, `programme` the programme's Chinese name.
    """

    reference: str
    name: str
    account: str
    bank: str
    amount: Money
    memo: str
    sent_on: date
    programme: str = ""
    period: str = ""
    id_number: str = ""


@dataclass(frozen=True, slots=True)
class PaymentFile:
    """A file for the bank: its bytes, what its name ends with (no dot), and its media type."""

    content: bytes
    extension: str
    media_type: str


class ResultSource(StrEnum):
    """What kind of file a line of a result stands in: it decides what a line may be about."""

    LIST = "list"
    """A list made for the batch: every line is one of its payments, with the bank's last word on it."""

    REPORT = "report"
    """The bank's answer to a payment message (pain.002): some lines are not its last word."""

    STATEMENT = "statement"
    """An account's statement or advice (camt.053, camt.054): whatever else moved on the account stands there too."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One line of the bank's result, or what all lines of a message about one payment come to.

    `reference` is a payout's id, a beneficiary's, or the payment's at the bank (`bank_reference`). `place` is where it
    stands in a message. A line that is not `final` says that the payment is under way. `trouble` is what is wrong with
    the line, told only if the payment is ours: others' lines may be as they are.
    """

    row: int
    reference: str
    amount: Money
    settled: bool
    reason: ReturnReason | None
    words: str
    source: ResultSource = ResultSource.LIST
    place: str = ""
    final: bool = True
    booked_on: date | None = None
    trouble: Rejected | None = None


class BankLists(Protocol):
    """Writes payment lists and reads results."""

    def write_payments(self, payments: Sequence[Payment], *, as_csv: bool) -> bytes:
        """Return a payment list as .xlsx or .csv, the same bytes for the same payments."""

    def write_in_format(self, payments: Sequence[Payment], form: BankFormatDeclared, *, batch_id: str) -> PaymentFile:
        """Return a payment file in a bank's format, the same bytes for the same payments.

        Raises ValueTooWide, NoAccountToPay.
        """

    def read_format(self, content: bytes) -> BankFormatDeclared:
        """Return a format from its written form. Raises BankFormatUnreadable; nothing in it is checked yet."""

    def write_format(self, form: BankFormatDeclared) -> bytes:
        """Return a format's written form: JSON, to be changed by hand and read again."""

    def read_result(
        self,
        content: bytes,
        *,
        sheet: str = "",
        result: ResultColumns | None = None,
        progress: Progress | None = None,
    ) -> Reading[ResultRow]:
        """Read the bank's result: a list (.xlsx, .xls, .csv) or a message (pain.002, camt.053, camt.054).

        `result` says what a bank's own list has its columns and words called.
        Raises the refusals of `domain.uploads` and `domain.payment_messages`.
        """


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
    programme = existing(streams.programme(work, batch.opened.programme).state)
    people = [one.beneficiary for one in waiting if one.payee == one.beneficiary]
    records = desk.vault.reveal_many(people, actor=by.id, why=why) if people else {}
    agreements = sorted({one.payee for one in waiting if one.payee != one.beneficiary})
    credit_code = {name: signed(streams.agreement(work, name).state).institution for name in agreements}
    found = []
    for one in waiting:
        if one.payee == one.beneficiary:
            record = records[one.beneficiary]
            whose = (record.name, record.account, record.bank, record.id_number)
        else:
            whose = (credit_code[one.payee], "", one.payee, "")
        name, account, bank, id_number = whose
        found.append(
            Payment(
                reference=one.payout,
                name=name,
                account=account,
                bank=bank,
                amount=one.amount,
                memo=programme.bank_memo,
                sent_on=one.effective,
                programme=programme.name_zh,
                period=str(batch.opened.period),
                id_number=id_number,
            )
        )
    return tuple(found)
