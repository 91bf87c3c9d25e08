"""A bank format in its written form: the JSON that the entry keeps it in, to be changed by hand and read again."""

from __future__ import annotations

import orjson

from domain.bank_formats.events import BankFormatDeclared
from domain.rejected import Rejected
from infrastructure.log.codec import Malformed, decode, encode


class BankFormatUnreadable(Rejected):
    """The file is no bank format: {what}."""

    code = "bank_format_unreadable"
    zh = "文件不是银行格式：{what}。"


def read_format(content: bytes) -> BankFormatDeclared:
    """Read a format. Raises BankFormatUnreadable, which names the class and the field that do not fit."""
    try:
        return decode(BankFormatDeclared, orjson.loads(content))
    except orjson.JSONDecodeError as error:
        raise BankFormatUnreadable("file", what=f"JSON, {error.lineno}:{error.colno}") from None
    except Malformed as error:
        raise BankFormatUnreadable("file", what=error) from None


def write_format(form: BankFormatDeclared) -> bytes:
    """Return a format as JSON, a line a value."""
    return orjson.dumps(encode(form), option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)
