"""An entry's fact in words a person reads: each field with its name, amounts in yuan, days, ids that lead on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from urllib.parse import quote

from api.http.values import tilded
from api.pages.fact_words import FactWords
from api.pages.field_words import field_word
from api.pages.templating import CHINA
from api.pages.words import word
from domain.facts import Fact
from domain.money import Money
from domain.rejected import Language

MOST_ROWS = 30
"""Rows of one field that are shown; the rest stands in the entry's bytes."""

_LEADS: Mapping[str, str] = {
    "programme": "/programmes/{}",
    "programmes": "/programmes/{}",
    "excludes": "/programmes/{}",
    "beneficiary": "/people/{}",
    "beneficiaries": "/people/{}",
    "same_as": "/people/{}",
    "batch_id": "/batches/{}",
    "payout_id": "/payouts/{}",
    "recovery_id": "/recoveries/{}",
    "notice_id": "/notices/{}",
    "line": "/fund-lines/{}",
    "from_line": "/fund-lines/{}",
    "to_line": "/fund-lines/{}",
    "run_id": "/check-runs/{}",
    "built_at": "/entries/{}",
}
_STREAMS: Mapping[str, str] = {
    "batch": "/batches/{}",
    "payout": "/payouts/{}",
    "recovery": "/recoveries/{}",
    "beneficiary": "/people/{}",
    "notice": "/notices/{}",
    "agreement": "/agreements/{}",
    "programme": "/programmes/{}",
    "finding": "/findings/{}",
    "check_run": "/check-runs/{}",
    "account": "/accounts/{}",
}


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Value:
    """One value: text, whether it is an amount, and where it leads (empty: nowhere)."""

    text: str
    kind: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """One field: its name and what stands there, one value, several, named parts, or rows under heads."""

    name: str
    values: Sequence[Value] = ()
    parts: Sequence[Said] = ()
    heads: Sequence[str] = ()
    rows: Sequence[Sequence[Sequence[Value]]] = ()
    more: int = 0
    """How many rows or values are left out."""


def read(fact: object, language: Language) -> Sequence[Said]:
    """Return the fields of a fact, in the order in which its class has them."""
    return [_said(one.name, getattr(fact, one.name), language) for one in fields(fact) if is_dataclass(fact)]  # type: ignore[arg-type]  # every fact is a dataclass


def way_to(stream: str) -> str:
    """Return the page of the thing that a stream is about; empty where there is none."""
    kind, _, name = stream.partition("/")
    if kind == "case":
        return f"/people/{quote(name.rpartition('/')[2])}"
    return _STREAMS[kind].format(_quoted(name)) if kind in _STREAMS else ""


def _said(name: str, value: object, language: Language) -> Said:
    label = field_word(language, name)
    if _is_record(value):
        return Said(label, parts=read(value, language))
    if isinstance(value, Mapping):
        return Said(label, parts=[_said(str(one), held, language) for one, held in value.items()])
    if not isinstance(value, tuple | list | frozenset):
        return Said(label, values=(_value(name, value, language),))
    items = list(value)
    more = max(0, len(items) - MOST_ROWS)
    if items and all(_is_record(one) for one in items):
        return _table(label, items[:MOST_ROWS], more, language)
    return Said(label, values=[_value(name, one, language) for one in items[:MOST_ROWS]], more=more)


def _table(label: str, items: Sequence[Any], more: int, language: Language) -> Said:
    """Return records of one kind as rows; of several kinds, one below the other."""
    if len({type(one) for one in items}) > 1 or any(_is_deep(one) for one in items):
        return Said(
            label, parts=[Said(str(at), parts=read(one, language)) for at, one in enumerate(items, 1)], more=more
        )
    names = [one.name for one in fields(items[0])]
    if isinstance(items[0], Fact):
        return Said(
            label, heads=[field_word(language, name) for name in names], rows=_facts(items, language), more=more
        )
    rows = [[_cell(name, getattr(one, name), language) for name in names] for one in items]
    return Said(label, heads=[field_word(language, name) for name in names], rows=rows, more=more)


def _facts(facts: Sequence[Fact], language: Language) -> Sequence[Sequence[Sequence[Value]]]:
    """Return facts as rows, in the words in which people know them."""
    say = FactWords(language)
    return [
        [
            (Value(say.name(one.name)),),
            (Value(say.value(one.name, one.value), "day" if _DAY.fullmatch(one.value) else ""),),
            (Value(say.source(one.source)),),
            (_value("as_of", one.as_of, language),),
        ]
        for one in facts
    ]


def _cell(name: str, value: object, language: Language) -> Sequence[Value]:
    if isinstance(value, tuple | list):
        return [inner for one in value for inner in _cell(name, one, language)]
    if _is_record(value):
        return [_value(one.name, getattr(value, one.name), language) for one in fields(value)]  # type: ignore[arg-type]  # a record is one
    return (_value(name, value, language),)


def _is_deep(record: Any) -> bool:
    """Say whether records lie in records in a record, so that a table would not hold it."""
    inner = [each for one in fields(record) for each in _listed(getattr(record, one.name)) if _is_record(each)]
    return any(_is_record(each) for one in inner for field in fields(one) for each in _listed(getattr(one, field.name)))


def _listed(value: object) -> Iterable[Any]:
    return value if isinstance(value, tuple | list) else (value,)


def _value(name: str, value: object, language: Language) -> Value:
    match value:
        case None | "":
            return Value("—")
        case Money():
            return Value(f"{value.grouped()} {'元' if language == 'zh' else 'yuan'}", "amount")
        case bool():
            return Value(word(language, str(value)))
        case Enum():
            return Value(word(language, value))
        case datetime():
            return Value(value.astimezone(CHINA).strftime("%Y-%m-%d %H:%M:%S"), "day")
        case date():
            return Value(value.isoformat(), "day")
    text = str(value)
    kind = "amount" if isinstance(value, int) else "digest" if len(text) >= 64 and " " not in text else ""
    return Value(text, kind, _LEADS[name].format(_quoted(text)) if name in _LEADS else "")


def _is_record(value: object) -> bool:
    """Say whether a value has fields of its own; money and what is written as one text has none to show."""
    if isinstance(value, type | Money) or not is_dataclass(value):
        return False
    return not callable(getattr(type(value), "parse", None))


def _quoted(name: str) -> str:
    return quote(tilded(name), safe="~")
