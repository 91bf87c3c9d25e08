"""What stands in an element of a message, or the rule it breaks."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from xml.etree.ElementTree import Element

from domain.cells import AmountUnreadable, AmountZero, NotADay
from domain.free_text import looks_like_personal_number
from domain.masking import without_long_numbers
from domain.money import ZERO, Money
from domain.payment_messages import NotInYuan, PartMissing
from domain.rejected import Rejected
from infrastructure.payment_messages.opening import name_of

_YUAN = "CNY"
_AMOUNT = re.compile(r"[0-9]{1,16}(?:\.[0-9]{1,5})?", re.ASCII)
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[TZ+-].*)?", re.ASCII)
LONGEST_WORDS = 60
"""Characters of the bank's words that are kept with a return."""


@dataclass(frozen=True, slots=True)
class Stated:
    """An amount as a message states it, or what is wrong with it."""

    amount: Money
    trouble: Rejected | None = None


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first element down a path of names, whatever their namespace."""
    for name in path:
        if element is None:
            return None
        element = next((one for one in element if name_of(one) == name), None)
    return element


def children(element: Element | None, name: str) -> list[Element]:
    """Return the elements of a name directly inside another."""
    return [] if element is None else [one for one in element if name_of(one) == name]


def text_of(element: Element | None, *path: str) -> str:
    """Return the text down a path on one line, empty where there is none."""
    found = child(element, *path)
    return "" if found is None or found.text is None else " ".join(found.text.split())


def amount_of(element: Element | None) -> Stated:
    """Return an amount in yuan: exact, positive, without a blank or a separator in it."""
    if element is None:
        return Stated(ZERO, PartMissing("amount", part="Amt"))
    currency, text = element.get("Ccy", ""), (element.text or "").strip()
    if currency != _YUAN:
        return Stated(ZERO, NotInYuan("amount", currency=currency[:3] or "—"))
    if not _AMOUNT.fullmatch(text):
        return Stated(ZERO, AmountUnreadable("amount"))
    whole, _, fraction = text.partition(".")
    try:
        # Trailing zeros of a fraction say nothing; a third decimal that says something is finer than a fen.
        money = Money.from_yuan(f"{whole}.{fraction.rstrip('0').ljust(2, '0')}")
    except Rejected as refusal:
        refusal.field = "amount"
        return Stated(ZERO, refusal)
    return Stated(money) if money else Stated(ZERO, AmountZero("amount"))


def day_of(element: Element | None) -> date | None:
    """Return a date, or the day of a date and time; None where there is none. Raises NotADay."""
    text = text_of(element, "Dt") or text_of(element, "DtTm")
    if not text:
        return None
    found = _DAY.fullmatch(text)
    try:
        return date(*(int(part) for part in found.groups())) if found else _no_day()
    except ValueError:
        return _no_day()


def words_of(parts: Iterable[str]) -> str:
    """Return the bank's words as they may be kept: each once, in one line, without anybody's number."""
    said = " ".join(dict.fromkeys(part for part in parts if part))
    said = without_long_numbers(said)[:LONGEST_WORDS].strip()
    return re.sub(r"\d", "*", said) if looks_like_personal_number(said) else said


def _no_day() -> date:
    raise NotADay("booked_on")
