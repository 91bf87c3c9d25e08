"""pain.002: the bank's answer to a payment message, transaction by transaction."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from xml.etree.ElementTree import Element

from application.bank_lists import ResultRow, ResultSource
from domain.payment_messages import PartMissing, SaysTwoThings
from domain.rejected import Rejected
from infrastructure.payment_messages.fields import amount_of, child, children, text_of, words_of
from infrastructure.payment_messages.reasons import reason_meant

SETTLED = frozenset({"ACSC", "ACCC"})
"""Settled on the debtor's account, settled on the creditor's. Every other acceptance may still come to nothing."""

REJECTED = "RJCT"


def row_of(transaction: Element, number: int) -> ResultRow:
    """Return what one `TxInfAndSts` says; a status that is not the bank's last word is not final."""
    reference, status = text_of(transaction, "OrgnlEndToEndId"), text_of(transaction, "TxSts")
    final = status in SETTLED or status == REJECTED
    original = child(transaction, "OrgnlTxRef", "Amt")
    stated = amount_of(child(original, "InstdAmt"))
    trouble: Rejected | None = stated.trouble if final else None
    reasons = children(transaction, "StsRsnInf")
    codes = [text_of(one, "Rsn", "Cd") or text_of(one, "Rsn", "Prtry") for one in reasons]
    said = [" ".join((part.text or "").split()) for one in reasons for part in children(one, "AddtlInf")]
    words = words_of([*codes, *said])
    sent_back = status == REJECTED
    if sent_back and not words:
        trouble = trouble or PartMissing("reason", part="StsRsnInf")
    if not reference or not status:
        trouble, final = PartMissing("reference", part="TxSts" if reference else "OrgnlEndToEndId"), True
    return ResultRow(
        row=number,
        reference=reference,
        amount=stated.amount,
        settled=status in SETTLED,
        reason=reason_meant(next(iter(codes), ""), words) if sent_back else None,
        words=words if sent_back else "",
        source=ResultSource.REPORT,
        place=f"TxInfAndSts[{number}]",
        final=final,
        trouble=trouble,
    )


def last_words(rows: Iterable[ResultRow]) -> list[ResultRow]:
    """Return one row a payment: a last word outlives what was said before it; two that differ are refused."""
    found: dict[str, ResultRow] = {}
    for number, row in enumerate(rows):
        name = row.reference or f"#{number}"
        earlier = found.get(name)
        if earlier is None or (row.final and not earlier.final):
            found[name] = row
        elif row.final and (row.settled, row.amount) != (earlier.settled, earlier.amount):
            told = "、".join(f"{'ACSC' if one.settled else 'RJCT'} {one.amount}" for one in (earlier, row))
            found[name] = replace(earlier, trouble=earlier.trouble or SaysTwoThings("result", told=told))
    return sorted(found.values(), key=lambda row: row.row)
