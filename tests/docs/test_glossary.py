"""docs/glossary.md is the referee of words: what the code calls something stands there, and nothing that is gone."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import pytest

from domain.catalogue import EVENTS
from tests.support.rules import import_everything

FILE = Path(__file__).parents[2] / "docs" / "glossary.md"
CHINESE = re.compile(r"[\u4e00-\u9fff]")
_ENTRY = re.compile(r"^- (?P<head>.+?): (?P<meaning>.+)$", re.DOTALL)


def entries() -> dict[str, str]:
    """Return what stands behind each class name that begins a line: `BatchReleased` → 批次放款: it went …"""
    found = {}
    for bullet in bullets():
        if match := re.match(r"- `([\w.]+)` ", bullet):
            assert match[1] not in found, f"{match[1]} stands there twice"
            found[match[1]] = bullet[match.end() :]
    return found


def bullets() -> Iterator[str]:
    """Yield each entry as one line."""
    for block in re.split(r"\n(?=- |#|\n)", FILE.read_text("utf-8")):
        if block.startswith("- "):
            yield re.sub(r"\s+", " ", block).strip()


def enums() -> dict[str, type[StrEnum]]:
    """Return every enum whose values people or entries see, under the name it has in the glossary."""
    import_everything("domain", "application")
    seen = [kind for kind in lists_of_words(StrEnum) if kind.__module__.split(".")[0] in ("domain", "application")]
    times = Counter(kind.__name__ for kind in seen)
    return {
        kind.__name__ if times[kind.__name__] == 1 else f"{kind.__module__.split('.')[-2]}.{kind.__name__}": kind
        for kind in seen
    }


def lists_of_words(kind: type[StrEnum]) -> Iterator[type[StrEnum]]:
    """Yield the enums with members among the descendants of one without."""
    for child in kind.__subclasses__():
        if len(child):
            yield child
        else:
            yield from lists_of_words(child)


ENTRIES, ENUMS = entries(), enums()


@pytest.mark.parametrize("event", sorted({event.__name__ for event in EVENTS.values()}))
def test_every_event_has_its_chinese_word_and_its_meaning(event: str) -> None:
    assert event in ENTRIES
    word, _, meaning = ENTRIES[event].partition(": ")
    assert CHINESE.search(word)
    assert len(meaning) > 8


@pytest.mark.parametrize("name", sorted(ENUMS))
def test_every_value_that_is_printed_has_its_chinese_word(name: str) -> None:
    assert name in ENTRIES
    missing = [value for value in ENUMS[name] if not re.search(rf"`{value.value}` [\u4e00-\u9fff]", ENTRIES[name])]
    assert missing == []


@pytest.mark.parametrize("name", sorted(ENUMS))
def test_a_value_that_names_itself_in_chinese_does_so_in_the_glossarys_word(name: str) -> None:
    other = [
        f"{value.value} {value.zh}"
        for value in ENUMS[name]
        if hasattr(value, "zh") and f"`{value.value}` {value.zh}" not in ENTRIES[name]
    ]
    assert other == []


def test_nothing_stands_there_that_the_code_no_longer_has() -> None:
    assert sorted(ENTRIES.keys() - {event.__name__ for event in EVENTS.values()} - ENUMS.keys()) == []
    gone = [
        f"{name}: {value}"
        for name, kind in ENUMS.items()
        for value in re.findall(r"`(\w+)`", ENTRIES[name])
        if value not in {member.value for member in kind}
    ]
    assert gone == []


def test_every_entry_reads_english_then_chinese_then_meaning() -> None:
    odd = [
        bullet
        for bullet in bullets()
        if not (match := _ENTRY.match(bullet)) or not CHINESE.search(match["head"]) or not match["meaning"].strip()
    ]
    assert odd == []


def test_no_word_is_explained_twice_in_one_way() -> None:
    heads = Counter(_ENTRY.match(bullet)["head"] for bullet in bullets() if _ENTRY.match(bullet))  # type: ignore[index]  # looked at behind the if
    assert [head for head, times in heads.items() if times > 1] == []
