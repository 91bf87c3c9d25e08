"""Money in whole fen, and the ways it is read, written and split. No float ever touches it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from domain.rejected import Rejected

_YUAN = re.compile(r"(?P<sign>-?)(?P<whole>\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.(?P<part>\d{1,6}))?", re.ASCII)
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")


class NotAnAmount(Rejected):
    """“{text}” is not an amount of yuan such as 1000.00."""

    code = "not_an_amount"
    zh = "“{text}”不是金额，应写成 1000.00 这样的元数。"


class FinerThanOneFen(Rejected):
    """“{text}” does not come to whole fen; nothing is rounded silently."""

    code = "finer_than_one_fen"
    zh = "“{text}”不是整分，系统不作四舍五入。"


class AmountNotPositive(Rejected):
    """The amount must be more than zero."""

    code = "amount_not_positive"
    zh = "金额必须大于零。"


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount of whole fen (分), 100 to the yuan. May be negative: a balance or a difference can be."""

    fen: int

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __mul__(self, count: int) -> Money:
        return Money(self.fen * count)

    def __bool__(self) -> bool:
        return self.fen != 0

    def __str__(self) -> str:
        """Write yuan with two decimals and no grouping: 1190000.00."""
        sign, fen = ("-", -self.fen) if self.fen < 0 else ("", self.fen)
        return f"{sign}{fen // 100}.{fen % 100:02d}"

    @classmethod
    def from_yuan(cls, text: str, *, field: str = "amount") -> Money:
        """Read yuan as people write them (1,234.50, １２３), exactly. Raises NotAnAmount, FinerThanOneFen."""
        return cls(_exact(text, fen_per_unit=100, field=field))

    @classmethod
    def from_wan(cls, text: str, *, field: str = "amount") -> Money:
        """Read 万元 (ten thousand yuan) exactly, up to six decimals. Raises NotAnAmount, FinerThanOneFen."""
        return cls(_exact(text, fen_per_unit=1_000_000, field=field))

    def grouped(self) -> str:
        """Write yuan for a person: 1,190,000.00."""
        sign, fen = ("-", -self.fen) if self.fen < 0 else ("", self.fen)
        return f"{sign}{fen // 100:,}.{fen % 100:02d}"

    def in_wan(self) -> str:
        """Write the exact number of 万元, without trailing zeros: 40.16."""
        return f"{(Decimal(self.fen) / 1_000_000).normalize():f}"

    def in_words(self) -> str:
        """Write the amount in capital numerals (大写) as payment documents demand; source: 《支付结算办法》附一."""
        return _in_words(self.fen)


ZERO = Money(0)


def total(amounts: Iterable[Money]) -> Money:
    """Add amounts up; nothing adds up to zero."""
    return Money(sum(amount.fen for amount in amounts))


def positive(amount: Money, *, field: str = "amount") -> Money:
    """Return the amount. Raises AmountNotPositive."""
    if amount.fen <= 0:
        raise AmountNotPositive(field)
    return amount


def _exact(text: str, *, fen_per_unit: int, field: str) -> int:
    plain = unicodedata.normalize("NFKC", text).strip()
    match = _YUAN.fullmatch(plain)
    if match is None:
        raise NotAnAmount(field, text=text[:40])
    part = match["part"] or ""
    scaled = int(match["whole"].replace(",", "") + part) * fen_per_unit
    fen, rest = divmod(scaled, int("1" + "0" * len(part)))
    if rest:
        raise FinerThanOneFen(field, text=text[:40])
    return -fen if match["sign"] else fen


def _in_words(fen: int) -> str:
    if fen < 0:
        return "负" + _in_words(-fen)
    yuan, cents = divmod(fen, 100)
    jiao, last = divmod(cents, 10)
    words = _integer_in_words(yuan) + "元" if yuan else ""
    if not cents:
        return (words or "零元") + "整"
    if jiao:
        words += _DIGITS[jiao] + "角"
    elif words:
        words += "零"
    return words + (_DIGITS[last] + "分" if last else "")


def _integer_in_words(number: int) -> str:
    """Spell a positive integer below 10^16: groups of four digits, one 零 for any run of zeros inside."""
    words, zero = "", False
    digits = str(number)
    for index, digit in enumerate(digits):
        place = len(digits) - 1 - index
        if digit == "0":
            zero = True
        else:
            words += ("零" if zero and words else "") + _DIGITS[int(digit)] + _PLACES[place % 4]
            zero = False
        group_ends = place % 4 == 0
        if group_ends and int(digits[max(0, index - 3) : index + 1] or 0):
            words += _GROUPS[place // 4]
    return words
