"""CSV as RFC 4180 has it, UTF-8 with the mark that office programs look for, and without a formula in it.

Amounts are yuan with two decimals, dates ISO 8601, instants RFC 3339 in UTC to the microsecond, booleans true or
false. An empty cell and an empty text look the same.

A text that a spreadsheet would take for a formula (it begins with = + - @, one of their full-width forms, a tab or a
carriage return) gets an apostrophe before it. So does one that begins with apostrophes and then one of these, so that
taking one apostrophe away always gives the text back.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from datetime import datetime

from application.exports import Listing
from domain.money import Money
from domain.rejected import Language
from infrastructure.exports.values import Row, checked

_MARK = b"\xef\xbb\xbf"
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")
_PIECE = 64 * 1024
"""Characters that make a piece worth sending."""


def comma_separated(listing: Listing, rows: Iterable[Row], *, language: Language) -> Iterator[bytes]:
    """Yield the file in pieces of about 64 KiB."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    text.write(_MARK.decode("utf-8"))
    writer.writerow([_harmless(column.heading(language)) for column in listing.columns])
    for row in checked(listing.columns, rows):
        writer.writerow([_written(value) for value in row])
        if text.tell() >= _PIECE:
            yield text.getvalue().encode()
            text.seek(0)
            text.truncate()
    yield text.getvalue().encode()


def _written(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return _harmless(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds").replace("+00:00", "Z")
    assert isinstance(value, Money | int) or hasattr(value, "isoformat")
    return str(value)  # An amount in yuan, a date, a whole number; one below zero is a number, not a formula.


def _harmless(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text
