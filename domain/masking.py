"""How personal data may be shown: enough to recognise, too little to misuse."""

from __future__ import annotations

import re

_HIDDEN = "*"
_LONG_NUMBER = re.compile(r"\d[\dXx \-]{9,}[\dXx]")


def masked_name(name: str) -> str:
    """Keep the first and, from three characters on, the last character: 张*, 张*三, 欧**明."""
    name = name.strip()
    if len(name) <= 1:
        return _HIDDEN * len(name)
    if len(name) == 2:
        return name[0] + _HIDDEN
    return name[0] + _HIDDEN * (len(name) - 2) + name[-1]


def masked_child_name(name: str) -> str:
    """Keep the first character only, whatever the length: 张*, 张**, 欧***."""
    name = name.strip()
    return name[:1] + _HIDDEN * (len(name) - 1) if len(name) > 1 else _HIDDEN * len(name)


def masked_id_number(number: str) -> str:
    """Keep the area code (first 6) and hide the rest, birth date included: 990101************."""
    return _kept(number, head=6, tail=0)


def masked_certificate(number: str) -> str:
    """Keep the area code and, since they are facts a notice names anyway, nothing of the person behind it."""
    return _kept(number, head=6, tail=0)


def masked_account(number: str) -> str:
    """Keep the last four digits, as a bank's own slips do: ***************1234."""
    return _kept(number, head=0, tail=4)


def masked_phone(number: str) -> str:
    """Keep the first three and the last two digits: 139******34."""
    return _kept(number, head=3, tail=2)


def masked_text(text: str) -> str:
    """Keep the first two characters of free text such as an address."""
    return _kept(text, head=2, tail=0)


def without_long_numbers(text: str) -> str:
    """Hide every run of eleven or more digits (ID, account, mobile numbers) wherever it stands in a text."""
    return _LONG_NUMBER.sub(lambda found: _kept(found.group(), head=2, tail=0), text)


def _kept(text: str, *, head: int, tail: int) -> str:
    text = text.strip()
    if len(text) <= head + tail + 2:
        # Too short to be what it should be: what is left over would give most of it away.
        return text[:1] + _HIDDEN * (len(text) - 1)
    return text[:head] + _HIDDEN * (len(text) - head - tail) + text[len(text) - tail :]
