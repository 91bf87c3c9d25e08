"""A template is held to everything that a programme and its policy are held to, and is kept and withdrawn as such."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.documents import NotADocumentNumber
from domain.free_text import PersonalNumberInText, TextMissing, TextTooLong
from domain.money import ZERO
from domain.periods import PeriodKind
from domain.programme_templates import rejections as rules
from domain.programme_templates.decisions import keep_template, withdraw_template
from domain.programme_templates.state import Templates, replay
from domain.programmes.events import DecidingBody, PayeeKind, ProgrammeOpened
from domain.programmes.policy import Standard
from domain.programmes.policy_rejections import ExcludesItself
from domain.programmes.rejections import NotAProgrammeId
from domain.rejected import Rejected
from tests.support.stories import POLICY

ON = date(2018, 2, 1)
OPENS = ProgrammeOpened(
    "居家照护补贴", "Care at home", PayeeKind.PERSON, DecidingBody.FEDERATION, PeriodKind.YEAR, "照护"
)
FACTS: dict[str, Any] = {
    "template": "home-care",
    "about_zh": "县级居家照护",
    "about_en": "care at home",
    "opens": OPENS,
    "policy": POLICY,
    "on": ON,
}
KEPT = keep_template(Templates(), **FACTS)
GONE = withdraw_template(replay([KEPT]), template="home-care", reason="不再开办", on=ON)


def test_a_template_is_kept_as_a_first_version_of_the_day() -> None:
    assert (KEPT.version, KEPT.policy.version, KEPT.policy.valid_from) == (1, 1, ON)
    assert KEPT.policy.document == "残联发〔2016〕21号"


def test_a_document_may_be_left_to_the_office() -> None:
    policy = replace(POLICY, document=" ")
    assert keep_template(Templates(), **(FACTS | {"policy": policy})).policy.document == ""


def test_a_template_is_offered_as_it_was_kept_last_and_no_more_once_withdrawn() -> None:
    again = keep_template(replay([KEPT]), **(FACTS | {"about_zh": "城乡居家照护"}))
    assert (again.version, replay([KEPT, again]).offered["home-care"]) == (2, again)
    assert replay([KEPT, GONE]).offered == {}
    anew = keep_template(replay([KEPT, GONE]), **FACTS)
    assert anew.version == 2, "what was withdrawn may be offered again, as its next version"


@pytest.mark.parametrize(
    ("facts", "rule", "field"),
    [
        ({"template": "Home Care"}, NotAProgrammeId, "programme"),
        ({"about_zh": " "}, TextMissing, "about_zh"),
        ({"about_zh": "长" * 301}, TextTooLong, "about_zh"),
        ({"about_en": "110101199003078515"}, PersonalNumberInText, "about_en"),
        ({"opens": replace(OPENS, bank_memo="居家照护补贴二〇一八年度")}, TextTooLong, "bank_memo"),
        ({"policy": replace(POLICY, document="口头")}, NotADocumentNumber, "policy.document"),
        ({"policy": replace(POLICY, excludes=("home-care",))}, ExcludesItself, "policy.excludes"),
    ],
)
def test_what_no_programme_could_begin_with_is_no_template(
    facts: dict[str, Any], rule: type[Rejected], field: str
) -> None:
    with pytest.raises(rule) as refused:
        keep_template(Templates(), **(FACTS | facts))
    assert refused.value.field == field


def test_a_template_is_held_to_the_rules_of_a_policy() -> None:
    nothing = replace(POLICY, standards=(Standard("", "", ZERO, "第五条"),))
    with pytest.raises(Rejected) as refused:
        keep_template(Templates(), **(FACTS | {"policy": nothing}))
    assert refused.value.field.startswith("policy.standards")


def test_the_same_template_is_not_kept_twice() -> None:
    with pytest.raises(rules.TemplateUnchanged):
        keep_template(replay([KEPT]), **(FACTS | {"on": date(2018, 3, 1)}))


@pytest.mark.parametrize("history", [(), (KEPT, GONE)])
def test_only_what_the_ledger_keeps_is_withdrawn(history: tuple[object, ...]) -> None:
    with pytest.raises(rules.TemplateNotOurs):
        withdraw_template(replay(history), template="home-care", reason="不再开办", on=ON)


def test_a_withdrawal_says_why() -> None:
    with pytest.raises(TextMissing):
        withdraw_template(replay([KEPT]), template="home-care", reason="", on=ON)
