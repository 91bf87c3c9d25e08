"""Reading ID, certificate and account numbers as people type them: made uniform first, then checked."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from stdnum import luhn
from stdnum.cn import ric

from domain import identity
from domain.rejected import Rejected

# First two digits of GB/T 2260: provinces, Taiwan, Hong Kong, Macao (81–83 on residence permits), 91 the
# consular areas, 99 the fictional area of tests and demonstrations. Counties are not looked up: an ID number
# keeps the code of the place and year of its first issue, and no list of the abolished ones is complete.
_PROVINCES = frozenset(
    str(code)
    for codes in (
        range(11, 16),
        range(21, 24),
        range(31, 38),
        range(41, 47),
        range(50, 55),
        range(61, 66),
        (71, 81, 82, 83, 91, 99),
    )
    for code in codes
)
_FIRST_YEAR = 1850
# Excel's own text export (="…", a leading apostrophe) and everything people put between groups of digits.
_AROUND = re.compile(r"^=?[\"'‘’“”]*|[\"'‘’“”]*$")
_BETWEEN = re.compile(r"[\s\-\u2010-\u2015\u200b-\u200f\ufeff]+")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{1,3}")
_NOT_DIGIT = re.compile(r"[^0-9]")


@dataclass(frozen=True, slots=True, repr=False)
class Certificate:
    """A disability certificate number taken apart. `type` is 1–7 and `level` 1–4, 1 the most severe."""

    number: str
    id_number: str
    type: int
    level: int
    suffix: str


def id_number(value: object, *, field: str = "id_number", today: date | None = None) -> str:
    """Return the uniform 18 characters of a citizen ID number (GB 11643).

    Raises NumberLostDigits, IdNumberLength, IdNumberFirstGeneration, IdNumberCharacters, IdNumberArea,
    IdNumberBirthDate, IdNumberCheckDigit and, when `today` is given, BornInTheFuture.
    """
    number = _text_of(value, field=field)
    if len(number) == 15 and not _NOT_DIGIT.search(number):
        raise identity.IdNumberFirstGeneration(field)
    if len(number) != 18:
        raise identity.IdNumberLength(field, length=len(number))
    _only_digits(number[:17], field, identity.IdNumberCharacters)
    if number[17] not in "0123456789X":
        raise identity.IdNumberCharacters(field, position=18)
    if number[:2] not in _PROVINCES:
        raise identity.IdNumberArea(field)
    try:
        born = identity.birth_date(number)
    except identity.IdNumberBirthDate:
        raise identity.IdNumberBirthDate(field) from None
    if born.year < _FIRST_YEAR:
        raise identity.IdNumberBirthDate(field)
    if ric.calc_check_digit(number) != number[17]:
        raise identity.IdNumberCheckDigit(field)
    if today is not None and born > today:
        raise identity.BornInTheFuture(field)
    return number


def certificate(
    value: object,
    *,
    field: str = "certificate",
    of: str = "",
    type: int | None = None,  # noqa: A002 - the word on the certificate
    level: int | None = None,
) -> Certificate:
    """Return a disability certificate number taken apart: ID number, type, level, reissue suffix.

    `of` is the holder's uniform ID number, `type` and `level` what the record states; they must agree.
    Raises NumberLostDigits, CertificateLength, CertificateIdNumber, CertificateType, CertificateLevel,
    CertificateSuffix, CertificateOfSomebodyElse, CertificateTypeDisagrees, CertificateLevelDisagrees.
    """
    number = _text_of(value, field=field)
    if not 20 <= len(number) <= 22:
        raise identity.CertificateLength(field, length=len(number))
    if of and number[:18] != of:
        raise identity.CertificateOfSomebodyElse(field)
    if not of:
        _of_valid_id_number(number, field)
    if number[18] not in "1234567":
        raise identity.CertificateType(field)
    if number[19] not in "1234":
        raise identity.CertificateLevel(field)
    suffix = number[20:]
    if suffix and not (suffix.isascii() and suffix.isalnum()):
        raise identity.CertificateSuffix(field)
    taken = Certificate(number, number[:18], int(number[18]), int(number[19]), suffix)
    if type is not None and type != taken.type:
        raise identity.CertificateTypeDisagrees(field, certificate=taken.type, stated=type)
    if level is not None and level != taken.level:
        raise identity.CertificateLevelDisagrees(field, certificate=taken.level, stated=level)
    return taken


def account(value: object, *, field: str = "account", luhn_required: bool = True) -> str:
    """Return the digits of a bank card number (16–19); passbooks need `luhn_required=False`.

    Raises NumberLostDigits, AccountCharacters, AccountLength, AccountCheckDigit.
    """
    number = _text_of(value, field=field)
    _only_digits(number, field, identity.AccountCharacters)
    if not 16 <= len(number) <= 19:
        raise identity.AccountLength(field, length=len(number))
    if luhn_required and not follows_luhn(number):
        raise identity.AccountCheckDigit(field)
    return number


def follows_luhn(number: str) -> bool:
    """Say whether a number of digits ends in its Luhn check digit."""
    return luhn.checksum(number) == 0


def plain(text: str) -> str:
    """Return the text with full-width characters made ordinary and the blanks around it gone."""
    return unicodedata.normalize("NFKC", text).strip()


def uniform(text: str) -> str:
    """Return a number as it is kept: ordinary characters, capital X, no blanks or hyphens, no quotes around it."""
    return _BETWEEN.sub("", _AROUND.sub("", plain(text)).upper())


def _text_of(value: object, *, field: str) -> str:
    if not isinstance(value, str):
        # A spreadsheet number has at most 15 exact digits; every number read here is longer.
        raise identity.NumberLostDigits(field)
    text = uniform(value)
    if _SCIENTIFIC.fullmatch(text) or text.endswith(".0"):
        raise identity.NumberLostDigits(field)
    return text


def _only_digits(text: str, field: str, broken: Callable[..., Rejected]) -> None:
    wrong = _NOT_DIGIT.search(text)
    if wrong is not None:
        raise broken(field, position=wrong.start() + 1)


def _of_valid_id_number(number: str, field: str) -> None:
    try:
        id_number(number[:18], field=field)
    except Rejected:
        raise identity.CertificateIdNumber(field) from None
