"""A circumstance is typed in the words in which it is shown, of either language, and stored as it always was."""

from __future__ import annotations

import pytest

from api.pages.fact_words import FACTS, FactWords, stored


@pytest.mark.parametrize(
    ("fact", "said", "value"),
    [
        ("low_income", "是", "yes"),
        ("low_income", "No", "no"),
        ("low_income", "yes", "yes"),
        ("residence", "城镇", "urban"),
        ("disability_level", "二级", "2"),
        ("disability_level", "LEVEL 2", "2"),
        ("disability_level", "2", "2"),
        ("disability_type", "肢体、智力", "4,5"),
        ("disability_type", "肢体；精神、", "4,6"),
        ("certificate_valid_until", "长期", "none"),
        ("certificate_valid_until", "2031-12-31", "2031-12-31"),
        ("age_years", "４７", "47"),
        ("residence", "没有登记", "没有登记"),
        ("residence", "集体户", "集体户"),
    ],
)
def test_words_are_stored_as_values(fact: str, said: str, value: str) -> None:
    assert stored(fact, said) == value


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(("fact", "value"), [("low_income", "no"), ("disability_type", "6"), ("disability_level", "3")])
def test_what_is_shown_may_be_typed(language: str, fact: str, value: str) -> None:
    words = FactWords("zh" if language == "zh" else "en")
    assert fact in FACTS
    assert stored(fact, words.value(fact, value)) == value


def test_a_visit_has_its_word() -> None:
    assert FactWords("zh").source("home_visit") == "入户核查"
