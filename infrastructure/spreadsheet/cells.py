"""From what stands in a cell to a typed value, or the named rule it breaks. No parser repeats a value."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date, datetime, timedelta
from decimal import Decimal

from domain import cells as rules
from domain.money import FinerThanOneFen, Money, NotAnAmount
from domain.regions import NotARegionCode, RegionCode
from infrastructure import identity
from infrastructure.identity import plain
from infrastructure.spreadsheet.table import Cell

URBAN, RURAL = "urban", "rural"

_TOLERANCE = Decimal("1e-9")
_LARGEST_YUAN = 10**11
_YEARS = range(1900, 2200)
_EXCEL_DAY_ZERO = date(1899, 12, 30)
_EXCEL_DAYS = range(10_000, 80_000)
_DAY = re.compile(
    r"(\d{4})(?:[-./](\d{1,2})[-./](\d{1,2})|年(\d{1,2})月(\d{1,2})日?)(?:[ T]0{1,2}:00(?::00)?)?", re.ASCII
)
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_PHONE = re.compile(r"(?:\+?86)?(?:1\d{10}|0\d{9,11}|\d{7,8})", re.ASCII)
_AMOUNT_MARKS = re.compile(r"^(?:¥|￥|CNY|RMB)\s*|\s*元$", re.IGNORECASE)
_DOTS = str.maketrans(dict.fromkeys("•‧∙・．.", "·"))
_FOR_EVER = frozenset({"长期", "永久", "长期有效", "无期限", "permanent", "unlimited"})
_YES = frozenset({"是", "有", "y", "yes", "true", "t", "1", "√", "✓", "✔", "属于"})
_NO = frozenset({"否", "无", "没有", "不是", "n", "no", "false", "f", "0", "×", "✗", "x", "非"})
_URBAN = frozenset({"城镇", "城市", "非农", "非农业", "非农户口", "urban", "town", "u"})
_RURAL = frozenset({"农村", "农业", "乡村", "农业户口", "rural", "r"})
_TYPES = {"视力": 1, "听力": 2, "言语": 3, "肢体": 4, "智力": 5, "精神": 6, "多重": 7}
_LEVELS = {"一": 1, "二": 2, "三": 3, "四": 4, "壹": 1, "贰": 2, "叁": 3, "肆": 4}


def text(cell: Cell, field: str, *, longest: int = 200) -> str:
    """Return readable text on one line. Raises CellNotText, CellTooLong, CellUnreadable."""
    if not isinstance(cell, str):
        raise rules.CellNotText(field)
    words = " ".join(cell.split())
    if len(words) > longest:
        raise rules.CellTooLong(field, length=len(words), limit=longest)
    for place, letter in enumerate(words, 1):
        # Control, private-use and replacement characters: what a wrong encoding or a missing font leaves behind.
        if letter == "\ufffd" or (unicodedata.category(letter) in ("Cc", "Co", "Cs", "Cn") and not _is_rare(letter)):
            raise rules.CellUnreadable(field, position=place)
    return words


def person_name(cell: Cell, field: str) -> str:
    """Return a name: letters, blanks, middle dots in one form. Raises NotAName and what `text` raises."""
    name = text(plain(cell) if isinstance(cell, str) else cell, field, longest=60).translate(_DOTS)
    for place, letter in enumerate(name, 1):
        if unicodedata.category(letter)[0] not in ("L", "M") and letter not in "· -'〇" and not _is_rare(letter):
            raise rules.NotAName(field, position=place)
    return _without_padding(name)


def id_number(cell: Cell, field: str) -> str:
    """See `identity.id_number`."""
    return identity.id_number(cell, field=field)


def certificate(cell: Cell, field: str) -> identity.Certificate:
    """See `identity.certificate`."""
    return identity.certificate(cell, field=field)


def account(cell: Cell, field: str) -> str:
    """Return an account number; whether it follows Luhn is asked by the form."""
    return identity.account(cell, field=field, luhn_required=False)


def card_account(cell: Cell, field: str) -> str:
    """Return an account number that follows Luhn, for offices that pay to bank cards only."""
    return identity.account(cell, field=field)


def region(cell: Cell, field: str) -> str:
    """Return a region code of 6 or 12 digits; up to 15 digits a number in a sheet is exact. Raises NotARegion."""
    try:
        return str(RegionCode.parse(_digits_of(cell), field=field))
    except NotARegionCode:
        raise rules.NotARegion(field) from None


def phone(cell: Cell, field: str) -> str:
    """Return a telephone number as digits. Raises NotAPhone."""
    number = re.sub(r"[\s\-()]", "", _digits_of(cell))
    if not _PHONE.fullmatch(number):
        raise rules.NotAPhone(field)
    return number


def residence(cell: Cell, field: str) -> str:
    """Return `urban` or `rural`. Raises NotAResidence."""
    word = _word(cell)
    for known in (word, word.removesuffix("居民"), word.removesuffix("户")):
        if known in _URBAN:
            return URBAN
        if known in _RURAL:
            return RURAL
    raise rules.NotAResidence(field)


def yes_or_no(cell: Cell, field: str) -> bool:
    """Return the truth value. Raises NotYesOrNo."""
    word = _word(cell)
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise rules.NotYesOrNo(field)


def disability_type(cell: Cell, field: str) -> int:
    """Return 1 to 7. Raises NotADisabilityType."""
    word = _word(cell).removesuffix("残疾").removesuffix("类")
    if word in _TYPES:
        return _TYPES[word]
    if word in {"1", "2", "3", "4", "5", "6", "7"}:
        return int(word)
    raise rules.NotADisabilityType(field)


def disability_level(cell: Cell, field: str) -> int:
    """Return 1 to 4, 1 the most severe. Raises NotADisabilityLevel."""
    word = _word(cell).removesuffix("级")
    if word in _LEVELS:
        return _LEVELS[word]
    if word in {"1", "2", "3", "4"}:
        return int(word)
    raise rules.NotADisabilityLevel(field)


def day(cell: Cell, field: str) -> date:
    """Return a date: an Excel date or its serial number, 2026-03-01, 2026.3.1, 2026年3月1日, 20260301.

    Raises NotADay.
    """
    found = _day(cell)
    if found is None or found.year not in _YEARS:
        raise rules.NotADay(field)
    return found


def last_day(cell: Cell, field: str) -> date | None:
    """Return a date, or None for 长期 (without an end). Raises NotADay."""
    return None if _word(cell) in _FOR_EVER else day(cell, field)


def amount(cell: Cell, field: str) -> Money:
    """Return whole fen from yuan, more than zero.

    Raises AmountUnreadable, AmountTooFine, AmountNegative, AmountZero, AmountTooLarge.
    """
    try:
        money = Money.from_yuan(_yuan_text(cell, field), field=field)
    except NotAnAmount:
        raise rules.AmountUnreadable(field) from None
    except FinerThanOneFen:
        raise rules.AmountTooFine(field) from None
    if money.fen < 0:
        raise rules.AmountNegative(field)
    if not money:
        raise rules.AmountZero(field)
    if money.fen > _LARGEST_YUAN * 100:
        raise rules.AmountTooLarge(field)
    return money


def _yuan_text(cell: Cell, field: str) -> str:
    if isinstance(cell, str):
        words = _AMOUNT_MARKS.sub("", plain(cell))
        # Written out, a third decimal is meant, be it a zero.
        if re.fullmatch(r"-?[\d,]+\.\d{3,}", words, re.ASCII):
            raise rules.AmountTooFine(field)
        return words
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or not math.isfinite(cell):
        raise rules.AmountUnreadable(field)
    if abs(cell) > _LARGEST_YUAN:
        raise rules.AmountTooLarge(field)
    exact = Decimal(repr(cell))
    rounded = exact.quantize(Decimal("0.01"))
    if abs(exact - rounded) > _TOLERANCE:
        raise rules.AmountTooFine(field)
    return str(rounded)


def _day(cell: Cell) -> date | None:
    if isinstance(cell, datetime):
        return cell.date() if cell.time() == cell.time().min else None
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        words = plain(cell).replace(" ", "") if "年" in cell else plain(cell)
        match = _DAY.fullmatch(words) or _COMPACT_DAY.fullmatch(words)
        return _calendar_day(*(int(part) for part in match.groups() if part)) if match else None
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and cell == math.floor(cell):
        if int(cell) in _EXCEL_DAYS:
            return _EXCEL_DAY_ZERO + timedelta(days=int(cell))
        match = _COMPACT_DAY.fullmatch(str(int(cell)))
        return _calendar_day(*(int(part) for part in match.groups())) if match else None
    return None


def _calendar_day(year: int, month: int, of_month: int) -> date | None:
    try:
        return date(year, month, of_month)
    except ValueError:
        return None


def _digits_of(cell: Cell) -> str:
    """Return a short number as text: text as it is, a whole number of up to 15 digits without its decimals."""
    if isinstance(cell, str):
        return plain(cell).lstrip("'")
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and 0 <= cell < 10**15 and cell == int(cell):
        return str(int(cell))
    return ""


def _word(cell: Cell) -> str:
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, str):
        return re.sub(r"\s+", "", plain(cell)).lower()
    return _digits_of(cell)


def _is_rare(letter: str) -> bool:
    """Say whether this is a rare ideograph; the newest ones are unknown to Python's tables, and stand in names."""
    return "\U00020000" <= letter <= "\U0003fffd"


def _without_padding(name: str) -> str:
    """Take out the blank that pads a Chinese name to three places (李 明); blanks between Latin words stay."""
    return name if name.isascii() else name.replace(" ", "")
