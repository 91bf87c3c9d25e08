"""Numbers of people and shares as text, both ways and exactly: 37.5, 112/3, 0.015."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction

from domain.levies.rejections import NotAHeadcount

NUMBER_OF_PEOPLE = r"^(0|[1-9][0-9]{0,7})(\.[0-9]{1,6}|/[1-9][0-9]{0,5})?$"
_NUMBER = re.compile(NUMBER_OF_PEOPLE, re.ASCII)
_LONGEST_DECIMALS = 10


def number_of_people(text: str, *, field: str = "headcount") -> Fraction:
    """Read a number of people on average, which need not be whole. Raises NotAHeadcount."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    if not _NUMBER.fullmatch(plain):
        raise NotAHeadcount(field, text=text[:40])
    return Fraction(plain)


def written(number: Fraction) -> str:
    """Write a number exactly: as a decimal where it ends soon, else as a fraction."""
    for places in range(_LONGEST_DECIMALS + 1):
        scaled = number * 10**places
        if scaled.denominator == 1:
            digits = str(abs(scaled.numerator)).rjust(places + 1, "0")
            sign = "-" if scaled < 0 else ""
            return sign + (f"{digits[:-places]}.{digits[-places:]}" if places else digits)
    return f"{number.numerator}/{number.denominator}"
