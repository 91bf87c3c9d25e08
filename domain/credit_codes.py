"""统一社会信用代码: the unified social credit code of an institution (GB 32100)."""

from __future__ import annotations

from domain.rejected import Rejected

_CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_LENGTH = 18


class NotACreditCode(Rejected):
    """“{text}” is not a unified social credit code: 18 characters, digits and capitals without I, O, S, V, Z."""

    code = "not_a_credit_code"
    zh = "“{text}”不是统一社会信用代码：应为 18 位数字和大写字母（不含 I、O、S、V、Z）。"


class CreditCodeCheckDigit(Rejected):
    """The check character of the credit code {text} does not fit; one of its characters is mistyped."""

    code = "credit_code_check_digit"
    zh = "统一社会信用代码 {text} 校验位不符，有录入错误。"


def checked_credit_code(text: str, *, field: str = "institution") -> str:
    """Return the code in capitals. Raises NotACreditCode, CreditCodeCheckDigit."""
    code = text.strip().upper()
    if len(code) != _LENGTH or any(character not in _CHARACTERS for character in code):
        raise NotACreditCode(field, text=text[:20])
    if code[-1] != check_character(code[:-1]):
        raise CreditCodeCheckDigit(field, text=code)
    return code


def check_character(body: str) -> str:
    """Return the 18th character for the first 17: weights are the powers of 3 modulo 31."""
    checksum = sum(_CHARACTERS.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return _CHARACTERS[-checksum % 31]
