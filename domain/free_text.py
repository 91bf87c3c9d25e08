"""Free text enters the log for ever, so it may not carry a number that belongs to a person."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from domain.rejected import Rejected

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_DATES = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[ \-]\d{4}-\d{1,2}-\d{1,2})*")
# Digits, also in groups (6222 0202 0011 2233, 139-0000-1234); a lone X may close an ID number.
_RUN = re.compile(r"\d(?:[ \-]?\d)*(?:[ \-]?[Xx](?![A-Za-z]))?")
_MOBILE = re.compile(r"(?:0?86)?1[3-9]\d{9}")
_LANDLINE = re.compile(r"0\d{2,3}[2-8]\d{6,7}")
_ID_NUMBER = re.compile(r"\d{17}[\dXx]")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_REFERENCE = re.compile(r"\w[\w/.\-〔〕()]{0,49}")
_HOTLINE = re.compile(r"0\d{2,3}-?\d{7,8}|[48]00-?\d{3}-?\d{4}|\d{3,5}|[2-8]\d{6,7}")
_SPELLED = str.maketrans("〇零一二三四五六七八九", "00123456789")
_LONGEST_PUBLIC_NUMBER = 14
_SHORTEST_PERSONAL_NUMBER = 10


class TextMissing(Rejected):
    """Something must be written here."""

    code = "text_missing"
    zh = "此处不能为空。"


class TextTooLong(Rejected):
    """The text has {length} characters, {limit} are allowed."""

    code = "text_too_long"
    zh = "文字长 {length} 字，最多 {limit} 字。"


class PersonalNumberInText(Rejected):
    """The text holds a number that looks like a person's (ID, account or phone); name people by beneficiary id."""

    code = "personal_number_in_text"
    zh = "文字中含有疑似个人号码（身份证号、账号或电话）；请用对象编号指代个人。"


class NotAReference(Rejected):
    """A reference is 1 to 50 letters and digits, with / _ . - ( ) 〔 〕 but without spaces."""

    code = "not_a_reference"
    zh = "凭证号应为 1 至 50 位文字或数字，可含 / _ . - ( ) 〔 〕，不含空格。"


class NotAHotline(Rejected):
    """A notice names an office's telephone: 0553-3831234, 12345 or 400-123-4567, not somebody's mobile."""

    code = "not_a_hotline"
    zh = "公示应留单位电话（如 0553-3831234、12345、400-123-4567），不得留个人手机。"


def looks_like_personal_number(text: str) -> bool:
    """Say whether a text holds an ID or account number (15 digits and more, the last may be X) or a phone number.

    Full-width and spelled-out digits count, grouped digits are read as one number; dates and UUIDs are neither.
    """
    if len(text) < _SHORTEST_PERSONAL_NUMBER and text.isascii():
        return False
    plain = _UUID.sub("|", unicodedata.normalize("NFKC", text)).translate(_SPELLED)
    for found in _RUN.finditer(plain):
        run = re.sub(r"[ \-]", "", found.group())
        if len(run) > _LONGEST_PUBLIC_NUMBER and not _DATES.fullmatch(found.group()):
            return True
        if _MOBILE.fullmatch(run) or _LANDLINE.fullmatch(run):
            return True
    return False


def clean_text(text: str, *, field: str, limit: int = 500) -> str:
    """Return the text without outer blanks. Raises TextMissing, TextTooLong, PersonalNumberInText."""
    text = text.strip()
    if not text:
        raise TextMissing(field)
    if len(text) > limit:
        raise TextTooLong(field, length=len(text), limit=limit)
    if looks_like_personal_number(text):
        raise PersonalNumberInText(field)
    return text


def reference(text: str, *, field: str) -> str:
    """Return the number of a voucher, invoice or bank statement, which may be long but nobody's ID number.

    Raises NotAReference, PersonalNumberInText.
    """
    text = unicodedata.normalize("NFKC", text).strip()
    if not _REFERENCE.fullmatch(text):
        raise NotAReference(field)
    if _is_an_id_number(text):
        raise PersonalNumberInText(field)
    return text


def new_id(text: str, *, field: str) -> str:
    """Return the id that a notice, an agreement or a recovery is to have: a reference, just as it will be asked for.

    Raises NotAReference, PersonalNumberInText.
    """
    if reference(text, field=field) != text:
        raise NotAReference(field)
    return text


def hotline(text: str, *, field: str) -> str:
    """Return an office's telephone number as written. Raises NotAHotline."""
    text = unicodedata.normalize("NFKC", text).strip()
    if not _HOTLINE.fullmatch(text):
        raise NotAHotline(field)
    return text


def _is_an_id_number(text: str) -> bool:
    """Say whether the text is a citizen number whose check character fits (GB 11643), or begins with one."""
    if not _ID_NUMBER.match(text) or not (len(text) == 18 or 20 <= len(text) <= 22):
        return False
    try:
        born = date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    checksum = sum(int(digit) * weight for digit, weight in zip(text, _ID_WEIGHTS, strict=False))
    return 1900 <= born.year < 2100 and "10X98765432"[checksum % 11] == text[17].upper()
