"""Ordering money back, receiving it in instalments, giving the rest up: always to the very sources it came from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from domain.batches.events import MeetingMinutes
from domain.batches.minutes import checked_minutes
from domain.batches.rejections import MinutesMissing
from domain.dates import not_before, not_in_the_future
from domain.free_text import clean_text, new_id, reference
from domain.funds.parts import Part
from domain.instalments import piece_of
from domain.money import Money, positive, total
from domain.payouts.rejections import MoreThanWasPaid
from domain.recoveries.events import (
    Instalment,
    InstalmentReceived,
    RecoveryGround,
    RecoveryOrdered,
    RecoveryWrittenOff,
)
from domain.recoveries.rejections import (
    BankReferenceUsed,
    InstalmentsDoNotFoot,
    InstalmentsOutOfOrder,
    MoreThanIsOwed,
    NoInstalments,
    NothingWasPaid,
    OrderedAndWrittenOff,
    RecoveryExists,
    WriteOffWithoutMinutes,
)
from domain.recoveries.state import Recovery, ordered, outstanding


def order(
    recovery: Recovery,
    *,
    payout_id: str,
    beneficiary: str,
    settled: Sequence[Part],
    settled_on: date | None,
    under_recovery: Money,
    amount: Money,
    ground: RecoveryGround,
    instalments: Sequence[Instalment],
    by: str,
    on: date,
) -> RecoveryOrdered:
    """Order a payout back, or some of it.

    `settled` are the parts the bank paid (none: it paid nothing), `under_recovery` what earlier orders took of them.
    The order takes from each line in the payout's own proportion, continuing where earlier orders stopped; all orders
    of a payout together never take more from a line than it gave, and all of it gives exactly the payout's parts.

    Raises RecoveryExists, NotAReference, PersonalNumberInText, NothingWasPaid, AmountNotPositive, MoreThanWasPaid,
    BeforeItsCause, NoInstalments, InstalmentsOutOfOrder, InstalmentsDoNotFoot.
    """
    if recovery.ordered is not None:
        raise RecoveryExists("recovery_id", recovery=recovery.id)
    new_id(recovery.id, field="recovery_id")
    if not settled:
        raise NothingWasPaid("payout_id", payout=payout_id)
    positive(amount)
    left = total(part.amount for part in settled) - under_recovery
    if amount > left:
        raise MoreThanWasPaid("amount", payout=payout_id, left=left, asked=amount)
    not_before(on, settled_on, field="ordered_on")
    _instalments_foot(instalments, amount, on)
    return RecoveryOrdered(
        payout_id=payout_id,
        beneficiary=beneficiary,
        amount=amount,
        parts=_pieces(settled, before=under_recovery, piece=amount),
        ground=ground,
        instalments=tuple(instalments),
        ordered_by=by,
        ordered_on=on,
    )


def receive_instalment(
    recovery: Recovery,
    *,
    amount: Money,
    bank_reference: str,
    closed_lines: Collection[str],
    received_on: date,
    on: date,
) -> InstalmentReceived:
    """Book money that came in, whether or not it is the sum that was due.

    What belongs to a line whose year is closed (`closed_lines`) goes to the treasury.

    Raises NoSuchRecovery, NotAReference, PersonalNumberInText, BankReferenceUsed, AmountNotPositive, MoreThanIsOwed,
    InTheFuture, BeforeItsCause.
    """
    terms = ordered(recovery)
    number = reference(bank_reference, field="bank_reference")
    if number in recovery.bank_references:
        raise BankReferenceUsed("bank_reference", reference=number)
    _owed(recovery, amount)
    not_in_the_future(received_on, on, field="received_on")
    not_before(received_on, terms.ordered_on, field="received_on")
    parts = _pieces(terms.parts, before=recovery.received, piece=amount)
    return InstalmentReceived(
        payout_id=terms.payout_id,
        amount=amount,
        to_lines=tuple(part for part in parts if part.line not in closed_lines),
        to_treasury=tuple(part for part in parts if part.line in closed_lines),
        received_on=received_on,
        bank_reference=number,
    )


def write_off(
    recovery: Recovery, *, amount: Money, reason: str, minutes: MeetingMinutes | None, by: str, on: date
) -> RecoveryWrittenOff:
    """Give up some of what is owed, or all of it, as a meeting decided.

    Raises NoSuchRecovery, OrderedAndWrittenOff, WriteOffWithoutMinutes, InTheFuture, BeforeItsCause,
    AmountNotPositive, MoreThanIsOwed, TextMissing, PersonalNumberInText.
    """
    terms = ordered(recovery)
    if by == terms.ordered_by:
        raise OrderedAndWrittenOff("by", who=by)
    try:
        held = checked_minutes(minutes, since=terms.ordered_on, on=on)
    except MinutesMissing:
        raise WriteOffWithoutMinutes("minutes") from None
    not_before(on, recovery.last_on, field="written_off_on")
    _owed(recovery, amount)
    return RecoveryWrittenOff(
        amount=amount,
        reason=clean_text(reason, field="reason"),
        minutes=held,
        written_off_by=by,
        written_off_on=on,
    )


def _owed(recovery: Recovery, amount: Money) -> None:
    positive(amount)
    left = outstanding(recovery)
    if amount > left:
        raise MoreThanIsOwed("amount", outstanding=left, asked=amount)


def _instalments_foot(instalments: Sequence[Instalment], amount: Money, on: date) -> None:
    if not instalments:
        raise NoInstalments("instalments")
    earlier: date | None = None
    for index, instalment in enumerate(instalments):
        positive(instalment.amount, field=f"instalments[{index}].amount")
        not_before(instalment.due_on, on, field=f"instalments[{index}].due_on")
        if earlier is not None and instalment.due_on <= earlier:
            raise InstalmentsOutOfOrder(f"instalments[{index}].due_on")
        earlier = instalment.due_on
    listed = total(instalment.amount for instalment in instalments)
    if listed != amount:
        raise InstalmentsDoNotFoot("instalments", listed=listed, ordered=amount)


def _pieces(parts: Sequence[Part], *, before: Money, piece: Money) -> tuple[Part, ...]:
    amounts = piece_of([part.amount for part in parts], before=before, piece=piece)
    return tuple(Part(part.line, amount) for part, amount in zip(parts, amounts, strict=True) if amount)
