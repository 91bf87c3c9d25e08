"""What entries, their fields and evidence are called on the pages: nothing is left in the words of the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, get_args, get_type_hints

import application.checks
from api.pages.event_words import EVENT_WORDS, event_word
from api.pages.evidence_words import evidence_word
from api.pages.field_words import field_word
from domain.catalogue import EVENTS
from domain.money import Money
from tests.docs.test_glossary import ENTRIES

CHINESE = re.compile(r"[\u4e00-\u9fff]")
AS_THEY_ARE = {"sha256", "KIND"}


def test_every_event_is_called_what_the_glossary_calls_it() -> None:
    told = {name: ENTRIES[event.__name__].split(":")[0].strip() for name, event in EVENTS.items()}
    assert {name: event_word("zh", name) for name in EVENTS} == told
    assert set(EVENT_WORDS) == {name.rpartition(".")[0] for name in EVENTS}


def test_every_field_of_every_event_has_a_chinese_name() -> None:
    named = {field for event in EVENTS.values() for field in _fields_of(event, set())}
    assert len(named) > 200
    assert sorted(one for one in named - AS_THEY_ARE if not CHINESE.search(field_word("zh", one))) == []


def test_whatever_a_check_gives_as_evidence_is_said_in_chinese() -> None:
    said = sorted(set(_evidence()))
    assert len(said) > 50
    for one in said:  # evidence of a payment has its period behind it
        assert any(CHINESE.search(evidence_word("zh", told)) for told in (one, f"{one} 2017")), one
    assert evidence_word("en", "eligible since") == "eligible since"
    assert evidence_word("zh", "low_income=yes") == "low_income=yes"


def _fields_of(kind: Any, seen: set[Any]) -> Iterator[str]:
    """Yield the names of the fields of a class of facts, and of whatever lies in it; not of what is written as text."""
    if kind in seen or kind is Money or callable(getattr(kind, "parse", None)):
        return
    seen.add(kind)
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        for one in fields(kind):
            yield one.name
            yield from _fields_of(hints[one.name], seen)
    for inner in get_args(kind):
        yield from _fields_of(inner, seen)


def _evidence() -> Iterator[str]:
    """Yield every text that is given as evidence in the code of the checks, with a 7 wherever something is put in."""
    for path in Path(application.checks.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                not isinstance(node, ast.Call)
                or not isinstance(node.func, ast.Attribute)
                or node.func.attr != "evidence"
            ):
                continue
            match node.args[:1]:
                case [ast.Constant(value=str(text))]:
                    yield text
                case [ast.JoinedStr(values=parts)]:
                    made = "".join(str(one.value) if isinstance(one, ast.Constant) else "7" for one in parts)
                    if made != "7=7":  # a fact and its value, as registers have them
                        yield made
