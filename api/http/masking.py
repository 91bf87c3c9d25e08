"""No number of a person stands in a log line, wherever in it somebody put one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

MASKED = "[masked]"

COUNTED = frozenset({"duration_us", "bytes_in", "bytes_out", "position"})
"""Numbers that we counted ourselves, and that may be long."""

# A UUID or a hash that has letters in it is nobody's number; neither are dates.
_KEPT = (
    r"(?<![0-9A-Za-z])(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?=[0-9]*[a-f])(?:[0-9a-f]{64}|[0-9a-f]{32}))"
    r"(?![0-9A-Za-z])|\d{4}-\d\d-\d\d(?:[\s-]+\d{4}-\d\d-\d\d)+(?!\d)"
)
# Digits of any script, also in groups set apart by a blank or a hyphen each. X closes an ID number, and two more
# digits behind it make a certificate's.
_NUMBER = r"\d(?:[\s-]?\d){10,}(?:[\s-]?[Xx](?:[\s-]?\d)*)?"
_FOUND = re.compile(f"(?P<kept>{_KEPT})|(?P<number>{_NUMBER})")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_SHORTEST = 12
_LARGEST = 10**_SHORTEST
_NOBODYS = 10
"""Signs in which no number of a person fits."""


def masked(text: str) -> str:
    """Hide every run of 12 digits or more (ID, certificate and account numbers) and every mobile number.

    What is counted too many is hidden too: two short numbers in a row may look like one long one.
    """
    return text if len(text) <= _NOBODYS else _FOUND.sub(_hidden, text)


def masked_value(value: Any) -> Any:
    """Hide such numbers inside a value of any shape; what is neither text, number, list nor mapping becomes text."""
    if value is None or isinstance(value, bool | float):
        return value
    if isinstance(value, int):
        if abs(value) < 10**_NOBODYS:
            return value
        return value if abs(value) < _LARGEST and masked(str(value)) != MASKED else MASKED
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, Mapping):
        return {
            masked(str(name)): each if name in COUNTED and isinstance(each, int) else masked_value(each)
            for name, each in value.items()
        }
    if isinstance(value, list | tuple | set | frozenset):
        return [masked_value(one) for one in value]
    return masked(repr(value))


def _hidden(found: re.Match[str]) -> str:
    text = found.group()
    if found["kept"] is not None:
        return text
    digits = "".join(sign for sign in text if sign.isdigit())
    return MASKED if len(digits) >= _SHORTEST or _MOBILE.fullmatch(digits) else text
