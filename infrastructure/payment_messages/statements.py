"""camt.053 and camt.054: what moved on the account, entry by entry, batch bookings opened up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from xml.etree.ElementTree import Element

from domain.payment_messages import NeitherDebitNorCredit
from domain.rejected import Rejected
from infrastructure.payment_messages.fields import Stated, amount_of, child, children, day_of, text_of, words_of
from infrastructure.payment_messages.movements import Movement
from infrastructure.payment_messages.reasons import reason_meant

BOOKED = "BOOK"
"""The only status of an entry that counts: pending and informative entries may still not come."""

_NO_REFERENCE = frozenset({"", "NOTPROVIDED", "NONREF"})
_LONGEST_REFERENCE = 200


def movements_of(entry: Element, number: int, first_row: int) -> Iterator[Movement]:
    """Yield the lines of one `Ntry`, the `number`-th of its message; its own amount stands for a single line's."""
    lines = [line for details in children(entry, "NtryDtls") for line in children(details, "TxDtls")]
    for place, line in enumerate(lines or [None], 1):
        yield _movement(entry, line, number, place if line is not None else 0, first_row + place - 1, len(lines) <= 1)


def _movement(entry: Element, line: Element | None, number: int, place: int, row: int, alone: bool) -> Movement:
    stated = _amount(entry, line, alone=alone)
    trouble, booked_on = stated.trouble, None
    try:
        booked_on = _booked_on(entry)
        out = _went_out(entry, line)
    except Rejected as refusal:
        trouble, out = trouble or refusal, False
    returned = child(line, "RtrInf")
    code = text_of(returned, "Rsn", "Cd") or text_of(returned, "Rsn", "Prtry")
    said = [
        *(" ".join((part.text or "").split()) for part in children(returned, "AddtlInf")),
        text_of(line, "AddtlTxInf"),
    ]
    if not any(said):
        said.append(text_of(entry, "AddtlNtryInf"))
    if not any((code, *said)) and _reversed(entry):
        said = ["冲正"]
    words = words_of([code, *said])
    return Movement(
        row=row,
        place=f"Ntry[{number}]" + (f"/TxDtls[{place}]" if place else ""),
        reference=_reference(line),
        amount=stated.amount,
        out=out,
        booked=(text_of(entry, "Sts", "Cd") or text_of(entry, "Sts")) == BOOKED,
        booked_on=booked_on,
        reason=None if out else reason_meant(code, words),
        words="" if out else words,
        trouble=trouble,
    )


def _amount(entry: Element, line: Element | None, *, alone: bool) -> Stated:
    """Return a line's amount: its own, the transaction's, or, of an entry's only line, the entry's."""
    own = child(line, "Amt")
    found = own if own is not None else child(line, "AmtDtls", "TxAmt", "Amt")
    return amount_of(child(entry, "Amt") if found is None and alone else found)


def _went_out(entry: Element, line: Element | None) -> bool:
    """Say whether money left the account. Raises NeitherDebitNorCredit."""
    mark = text_of(line, "CdtDbtInd") or text_of(entry, "CdtDbtInd")
    if mark not in ("DBIT", "CRDT"):
        raise NeitherDebitNorCredit("amount")
    return mark == "DBIT"


def _reversed(entry: Element) -> bool:
    return text_of(entry, "RvslInd") in ("true", "1")


def _booked_on(entry: Element) -> date | None:
    return day_of(child(entry, "BookgDt")) or day_of(child(entry, "ValDt"))


def _reference(line: Element | None) -> str:
    found = text_of(line, "Refs", "EndToEndId")
    return "" if found in _NO_REFERENCE else found[:_LONGEST_REFERENCE]
