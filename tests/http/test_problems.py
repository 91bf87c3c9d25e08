"""Every refusal has one shape over HTTP, and speaks the caller's language."""

from __future__ import annotations

import json

import pytest

from api.http.language import language_of
from api.http.problems import FieldError, problem_answer, refusal_answer, title_of
from domain.money import NotAnAmount


@pytest.mark.parametrize(
    ("asked", "answered"),
    [
        ("", "zh"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("en-GB,en;q=0.9", "en"),
        ("en;q=0.5, zh-Hans;q=0.7", "zh"),
        ("en, zh", "en"),
        ("EN", "en"),
        ("fr, de;q=0.9", "zh"),
        ("*", "zh"),
        ("zh;q=0, *;q=0.1", "en"),
        ("zh;q=0, en;q=0", "zh"),
        ("en;q=0.001, zh;q=0", "en"),
        ("; ; ,, en;q=high, q=1", "zh"),
        ("x" * 100_000 + ",en", "zh"),
    ],
)
def test_the_caller_is_answered_in_the_language_they_weigh_most_and_in_chinese_otherwise(
    asked: str, answered: str
) -> None:
    assert language_of(asked) == answered


def test_a_problem_names_its_type_and_points_at_the_fields() -> None:
    answer = problem_answer(
        422,
        "not_an_amount",
        "内容不符合规定",
        "“x”不是金额。",
        [FieldError("/lines/3/amount", "不是金额")],
        [("Retry-After", "1")],
    )
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["retry-after"] == "1"
    assert json.loads(bytes(answer.body)) == {
        "type": "/problems/not_an_amount",
        "title": "内容不符合规定",
        "status": 422,
        "detail": "“x”不是金额。",
        "code": "not_an_amount",
        "errors": [{"pointer": "/lines/3/amount", "detail": "不是金额"}],
    }


def test_a_refusal_says_its_own_sentence_in_the_language_asked_for_and_which_it_is() -> None:
    chinese, english = (refusal_answer(422, NotAnAmount("amount", text="ten"), one) for one in ("zh", "en"))
    assert json.loads(bytes(chinese.body))["detail"] == NotAnAmount("amount", text="ten").sentence("zh")
    assert json.loads(bytes(english.body))["title"] == title_of(422, "en")
    assert (chinese.headers["content-language"], english.headers["content-language"]) == ("zh-CN", "en")
    assert chinese.headers["vary"] == "Accept-Language"
