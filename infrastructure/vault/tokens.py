"""Keyed tokens of a record: records that are alike share some, so that few have to be opened to find them.

A token is 64 bits of an HMAC over parts of a field. Whoever reads them without the key learns that two people share
something, never what. What each field is cut into follows from what `domain/duplicates.py` counts as near.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator

from application.people import PersonalRecord
from domain.duplicates import BIRTH
from infrastructure.identity import uniform

_PLACE, _SERIAL = slice(0, 6), slice(14, 17)
_TAIL = 12
"""Digits of an account that are its holder's own; what stands before them is the bank's."""


def tokens_of(key: bytes, record: PersonalRecord) -> list[int]:
    """Return the tokens of a record, each once, as signed 64-bit numbers, sorted."""
    return sorted({_token(key, part) for part in _parts(record)})


def _token(key: bytes, part: tuple[str, ...]) -> int:
    return int.from_bytes(hmac.digest(key, "\0".join(part).encode(), "sha256")[:8], "big", signed=True)


def _parts(record: PersonalRecord) -> Iterator[tuple[str, ...]]:
    number, certificate = uniform(record.id_number), uniform(record.certificate)
    yield from _number("id", number)
    if certificate and certificate[:17] != number[:17]:
        yield from _number("id", certificate)
    account, phone, name = uniform(record.account), uniform(record.phone), record.name.strip()
    if account:
        yield "account", account
        yield from _pairs("account", account[-_TAIL:], 4)
    if phone:
        yield "phone", phone
        yield from _pairs("phone", phone[-8:], 3)
    if name:
        yield "name", name
        for place in range(len(name) if len(name) > 1 else 0):
            yield "name", name[:place] + "?" + name[place + 1 :], number[BIRTH]


def _number(kind: str, number: str) -> Iterator[tuple[str, ...]]:
    if not number:
        return
    place, birth, serial = number[_PLACE], number[BIRTH], number[_SERIAL]
    yield kind, place, birth, "-"
    yield kind, place, "-", serial
    yield kind, "-", birth, serial


def _pairs(kind: str, digits: str, length: int) -> Iterator[tuple[str, ...]]:
    """Yield all but one of the blocks, each left out in turn: one slip inside a block leaves a pair as it was."""
    blocks = [digits[start : start + length] for start in range(0, len(digits), length)]
    for without in range(len(blocks)):
        yield kind, str(without), *(block for place, block in enumerate(blocks) if place != without)
