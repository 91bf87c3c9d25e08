"""The pages' two languages: sentences are written in English in the templates, and in Chinese in `locale/zh/*.po`.

One file of translations per desk, read when the service starts. A test holds them to the templates, both ways.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from api.http.enum_words import zh_of
from api.http.headings import HEADINGS
from api.pages.value_words import VALUES
from domain.rejected import Language

FOLDER = Path(__file__).parent / "locale" / "zh"


@cache
def chinese() -> Mapping[str, str]:
    """Return every sentence of the pages in Chinese, by its English."""
    found: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.po")):
        with path.open("rb") as file:
            found |= {str(one.id): str(one.string) for one in read_po(file, locale="zh") if one.id and one.string}
    return found


def said(language: Language, sentence: str) -> str:
    """Return a sentence in one language; the English one where nobody has translated it."""
    return chinese().get(sentence, sentence) if language == "zh" else sentence


def sentences(*said: str) -> tuple[str, ...]:
    """Return sentences that are said later, so that the test of the translations knows them for what they are."""
    return said


def word(language: Language, value: object) -> str:
    """Return what a stored value (`submitted`, `provincial`) is called."""
    text = value.value if isinstance(value, StrEnum) else str(value)
    if language == "en":
        return VALUES.get(text, ("", ""))[1] or text.replace("_", " ")
    named = zh_of(value) if isinstance(value, StrEnum) else text
    return named if named != text else VALUES.get(text, (text,))[0]


def heading(language: Language, field: str) -> str:
    """Return what a field is called at the head of a column. Raises KeyError for one that nobody has named."""
    zh, en = HEADINGS[field]
    return zh if language == "zh" else en
