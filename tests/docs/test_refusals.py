"""docs/refusals.md says what the refusal classes say."""

from __future__ import annotations

from tests.docs.refusals import FILE, page
from tests.support.rules import rules_of_the_house


def test_the_page_is_what_the_classes_say() -> None:
    assert FILE.read_text("utf-8") == page(), "python -m tests.docs.refusals"


def test_every_rule_is_on_the_page_once_with_its_sentence() -> None:
    text = FILE.read_text("utf-8")
    assert [rule.code for rule in rules_of_the_house() if text.count(f"\n- `{rule.code}` ") != 1] == []


def test_the_kept_ones_are_marked() -> None:
    marked = FILE.read_text("utf-8").count("` **kept** ")
    assert marked == sum(rule.kept for rule in rules_of_the_house()) > 10
