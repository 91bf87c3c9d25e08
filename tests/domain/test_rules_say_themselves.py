"""Every rule of the domain says itself in two languages, under a code of its own, with every blank filled."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from types import ModuleType

import pytest

import domain
from domain.rejected import Rejected

ROOT = Path(next(iter(domain.__path__)))
MODULES = tuple(sorted(found.name for found in pkgutil.walk_packages(domain.__path__, "domain.")))


def _rules() -> list[type[Rejected]]:
    found = {
        thing
        for name in MODULES
        for thing in vars(importlib.import_module(name)).values()
        if isinstance(thing, type) and issubclass(thing, Rejected) and thing is not Rejected
    }
    return sorted(found, key=lambda rule: (rule.__module__, rule.__name__))


RULES = _rules()


def _blanks(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


def _refusals(module: ModuleType) -> Iterator[tuple[int, type[Rejected], ast.Call]]:
    """Yield every call in a module that makes a refusal."""
    path = Path(str(module.__file__))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            rule = vars(module).get(node.func.id)
            if isinstance(rule, type) and issubclass(rule, Rejected):
                yield node.lineno, rule, node


def test_there_are_rules_to_look_at() -> None:
    assert len(RULES) > 100


def test_every_code_is_one_rules_own() -> None:
    codes = [rule.code for rule in RULES]
    assert sorted(codes) == sorted(set(codes))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_every_rule_says_itself_in_chinese_and_english(rule: type[Rejected]) -> None:
    assert re.fullmatch(r"[a-z][a-z0-9_]*", rule.code)
    assert "code" in vars(rule)
    assert "zh" in vars(rule)
    assert re.search(r"[\u4e00-\u9fff]", rule.zh)
    assert rule.zh.endswith("。")
    english = rule.english_pattern()
    assert english.endswith("."), english
    assert len(re.findall(r"[a-z]{2,}", english)) > len(re.findall(r"[\u4e00-\u9fff]+", english)), english


@pytest.mark.parametrize("name", MODULES)
def test_every_refusal_fills_every_blank_of_both_sentences_and_none_besides(name: str) -> None:
    for line, rule, call in _refusals(importlib.import_module(name)):
        if any(keyword.arg is None for keyword in call.keywords):
            continue  # `**facts`: seen by the tests that raise it
        given = {keyword.arg for keyword in call.keywords} - {"field"}
        assert given == _blanks(rule.english_pattern()) | _blanks(rule.zh), f"{name}:{line} {rule.__name__}"


def test_no_rule_is_written_down_and_forgotten() -> None:
    layers = ("domain", "application", "infrastructure", "api")
    sources = [path.read_text(encoding="utf-8") for layer in layers for path in (ROOT.parent / layer).rglob("*.py")]
    names = Counter(name for source in sources for name in re.findall(r"\b[A-Z]\w+", source))
    assert [rule.__name__ for rule in RULES if names[rule.__name__] < 2] == []
