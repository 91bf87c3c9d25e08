"""Every sentence of the pages exists in both languages."""

from __future__ import annotations

import ast
import re
from collections import Counter

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from api.pages import navigation, templating, words

_PLACES = re.compile(r"%\((\w+)\)s")


SAYING = ("said", "say", "sentences", "Asking", "Field")
"""Whose texts are said on a page."""


def _in_templates() -> set[str]:
    found = extract_from_dir(
        templating.FOLDER,
        method_map=[("**.html", "jinja2.ext:babel_extract")],
        options_map={"**.html": {"extensions": "jinja2.ext.i18n,jinja2.ext.do", "silent": "false", "trimmed": "true"}},
    )
    return {str(message) for _file, _line, message, _comments, _context in found}


def _in_code() -> set[str]:
    """What the navigation says, and every text given to `said` or `sentences`."""
    found = {said for area in navigation.AREAS for said in (area.title, *(way.title for way in area.ways))}
    for path in templating.FOLDER.parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and _called(node) in SAYING:
                said = node.args[2:] if _called(node) == "Field" else node.args  # its kind and name are not said
                found |= {one.value for one in said if isinstance(one, ast.Constant) and isinstance(one.value, str)}
    return found


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
    return ""


def test_every_sentence_of_a_template_has_its_chinese() -> None:
    assert sorted((_in_templates() | _in_code()) - set(words.chinese())) == []


def test_nothing_is_translated_that_no_page_says() -> None:
    assert sorted(set(words.chinese()) - _in_templates() - _in_code()) == []


def test_a_sentence_is_translated_in_one_place_and_by_somebody_sure() -> None:
    seen: Counter[str] = Counter()
    for path in sorted(words.FOLDER.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh"):
                if message.id:
                    assert not message.fuzzy, message.id
                    seen[str(message.id)] += 1
    assert [sentence for sentence, times in seen.items() if times > 1] == []


def test_a_translation_speaks_of_the_same_things() -> None:
    assert {
        sentence: chinese
        for sentence, chinese in words.chinese().items()
        if sorted(_PLACES.findall(sentence)) != sorted(_PLACES.findall(chinese))
    } == {}
