"""What the lines of an account's statement come to, payment by payment: paid out, back again, out once more."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from application.bank_lists import ResultRow, ResultSource
from domain.money import Money
from domain.payment_messages import PartMissing, SaysTwoThings
from domain.payouts.events import ReturnReason
from domain.rejected import Rejected


@dataclass(frozen=True, slots=True)
class Movement:
    """One line of a statement: `out` says that money left the account. `row` counts the lines of the message from 1."""

    row: int
    place: str
    reference: str
    amount: Money
    out: bool
    booked: bool
    booked_on: date | None = None
    reason: ReturnReason | None = None
    words: str = ""
    trouble: Rejected | None = None


def outcomes(movements: Iterable[Movement]) -> list[ResultRow]:
    """Return what a statement says of each payment: one row a reference, and one for each line that names none.

    The order in which a payment's lines stand does not matter: what went out once more often than it came back was
    paid, what came back as often as it went out was sent back, anything else contradicts itself.
    """
    by_reference: dict[str, list[Movement]] = {}
    rows = []
    for movement in movements:
        if movement.reference:
            by_reference.setdefault(movement.reference, []).append(movement)
        else:
            rows.append(_row(movement))
    rows += [_outcome(lines) for lines in by_reference.values()]
    return sorted(rows, key=lambda row: row.row)


def _outcome(lines: list[Movement]) -> ResultRow:
    for line in lines:
        if line.trouble is not None:
            return _row(line)
    booked = [line for line in lines if line.booked]
    if not booked:
        return _row(lines[0], final=False)
    if len({line.amount for line in booked}) > 1:
        amounts = "、".join(str(line.amount) for line in booked[:5])
        return _row(booked[0], trouble=SaysTwoThings("amount", told=amounts))
    out = sum(1 if line.out else -1 for line in booked)
    back = [line for line in booked if not line.out]
    # A return may stand in a later statement than the payment it takes back; it is one return all the same.
    if out == 1:
        return _row(booked[-1], settled=True, booked_on=_newest(booked))
    if out in (0, -1) and back and (out == 0 or len(booked) == 1):
        last = max(back, key=lambda line: line.booked_on or date.min)
        trouble = None if last.words else PartMissing("reason", part="RtrInf")  # it is put right only by knowing why
        return _row(last, settled=False, booked_on=_newest(booked), trouble=trouble)
    return _row(booked[0], trouble=SaysTwoThings("amount", told=f"−{len(booked) - len(back)}, +{len(back)}"))


def _row(
    line: Movement,
    *,
    settled: bool = False,
    final: bool = True,
    booked_on: date | None = None,
    trouble: Rejected | None = None,
) -> ResultRow:
    back = not settled and final and line.trouble is None and trouble is None
    return ResultRow(
        row=line.row,
        reference=line.reference,
        amount=line.amount,
        settled=settled,
        reason=(line.reason or ReturnReason.OTHER) if back else None,
        words=line.words if back else "",
        source=ResultSource.STATEMENT,
        place=line.place,
        final=final,
        booked_on=booked_on,
        trouble=line.trouble or trouble,
    )


def _newest(lines: list[Movement]) -> date | None:
    return max((line.booked_on for line in lines if line.booked_on is not None), default=None)
