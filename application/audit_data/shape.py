"""How a file of audit data is written and read: tables of fields, each saying where its name comes from.

One row is one line of XML with its fields in the order of the shape, all of them there and an unknown one empty, so
that a reader needs one pattern a table. The document, the export and the checker share what `tables.py` says in these
words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property, lru_cache
from html import unescape
from typing import NamedTuple

from domain.money import Money


class Basis(StrEnum):
    """What a field's name rests on."""

    SERIES = "series"
    """The name and its meaning stand in public descriptions of the GB/T 24589 series."""
    OUTLINE = "outline"
    """Its class stands in the published contents of GB/T 42940-2023; the field's own name is our assumption."""
    OURS = "ours"
    """Our assumption: neither says it publicly, and the ledger has it."""


class Form(StrEnum):
    """How a value is written. amount: whole fen as yuan with two decimals; day: 20171231; code: one of few."""

    TEXT = "text"
    NUMBER = "number"
    AMOUNT = "amount"
    DAY = "day"
    HASH = "hash"
    INSTANT = "instant"


_PATTERNS: Mapping[Form, str] = {
    Form.TEXT: r"[^<>\n]*",
    Form.NUMBER: r"0|[1-9][0-9]{0,17}",
    Form.AMOUNT: r"-?(?:0|[1-9][0-9]{0,15})\.[0-9]{2}",
    Form.DAY: r"[0-9]{8}",
    Form.HASH: r"(?:[0-9a-f]{64})?",
    Form.INSTANT: r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]{8,15}Z",
}


class Source(NamedTuple):
    """Where in the ledger a value comes from, as one says it in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its Chinese name (the element's), what it is in English, how it is written, on what it rests, and
    where in the ledger it comes from."""

    name: str
    en: str
    form: Form
    basis: Basis
    source: Source


@dataclass(frozen=True)
class Table:
    """Rows of one kind. `group` is the class of the standard it follows."""

    name: str
    en: str
    group: str
    fields: tuple[Field, ...]

    @cached_property
    def line(self) -> str:
        """A row as it is written, with a place for each field's text."""
        inner = "".join(f"<{one.name}>%s</{one.name}>" for one in self.fields)
        return f"<{self.name}>{inner}</{self.name}>\n"

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What a row has to look like, a group for each field."""
        inner = "".join(f"<{one.name}>({_PATTERNS[one.form]})</{one.name}>" for one in self.fields)
        return re.compile(f"<{self.name}>{inner}</{self.name}>\n", re.ASCII)

    @cached_property
    def writers(self) -> tuple[Callable[..., str], ...]:
        """How each field is written."""
        return tuple(WRITERS[one.form] for one in self.fields)

    @cached_property
    def amounts(self) -> tuple[int, ...]:
        """The places of the fields that are summed up in the control sheet."""
        return tuple(place for place, one in enumerate(self.fields) if one.form is Form.AMOUNT)

    def read(self, line: str) -> tuple[str, ...] | None:
        """Return a row's fields; None for a line that is not written so."""
        found = self.pattern.fullmatch(line)
        return tuple(map(unescape, found.groups())) if found else None


@dataclass(frozen=True, slots=True)
class File:
    """A file of the package: the rows of its tables between a first and a last line."""

    name: str
    zh: str
    tables: tuple[Table, ...]

    @property
    def head(self) -> str:
        """Return the first two lines."""
        return f'<?xml version="1.0" encoding="UTF-8"?>\n<{self.zh}>\n'

    @property
    def foot(self) -> str:
        """Return the last line."""
        return f"</{self.zh}>\n"


@lru_cache(4096)
def text(said: str) -> str:
    """Return a text as it stands between two tags: on one line, with nothing in it that is a tag's."""
    plain = _CONTROLS.sub(" ", said)
    return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def yuan(fen: int) -> str:
    """Return whole fen as yuan with two decimals."""
    return str(Money(fen))


def fen(written: str) -> int:
    """Return what `yuan` wrote, in fen."""
    return int(written.replace(".", ""))


def eight_digits(day: date) -> str:
    """Return a day as 20171231."""
    return f"{day.year:04d}{day.month:02d}{day.day:02d}"


WRITERS: Mapping[Form, Callable[..., str]] = {
    Form.TEXT: text,
    Form.NUMBER: str,
    Form.AMOUNT: yuan,
    Form.DAY: eight_digits,
    Form.HASH: str,
    Form.INSTANT: lambda at: at.isoformat(timespec="microseconds").replace("+00:00", "Z"),
}
_CONTROLS = re.compile("[\x00-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def written(table: Table, values: Sequence[object]) -> str:
    """Return one row as it stands in the file."""
    return table.line % tuple([write(value) for write, value in zip(table.writers, values, strict=True)])
