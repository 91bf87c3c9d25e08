"""Whatever is enumerated and shown to an officer has its word on the form."""

from __future__ import annotations

from enum import Enum

import pytest

from api.terminal.values import in_words, word_for
from application.views.batches import BatchStage
from application.views.cases import CaseStage
from application.views.payouts import PayoutStage
from application.views.posting import Movement
from domain.batches.events import PayoutKind
from domain.levels import FundKind, GovernmentLevel
from domain.periods import PeriodKind
from domain.programmes.events import DecidingBody, PayeeKind
from domain.programmes.policy import ApprovalStep, StandardUnit

SHOWN: list[tuple[str, type[Enum]]] = [
    ("level", GovernmentLevel),
    ("kind", FundKind),
    ("movement", Movement),
    ("stage", PayoutStage),
    ("stage", BatchStage),
    ("stage", CaseStage),
    ("step", ApprovalStep),
    ("payee_kind", PayeeKind),
    ("payout_kind", PayoutKind),
    ("period_kind", PeriodKind),
    ("standard_unit", StandardUnit),
    ("deciding_body", DecidingBody),
]


@pytest.mark.parametrize(("field", "values"), SHOWN, ids=lambda of: getattr(of, "__name__", of))
def test_every_value_has_a_chinese_word_and_stays_itself_in_english(field: str, values: type[Enum]) -> None:
    for value in values:
        assert not in_words({field: value.value}, "zh")[field].isascii(), value
        assert in_words({field: value.value}, "en") == {field: value.value}


def test_the_words_are_the_domains_own_where_it_has_them() -> None:
    own = [("level", one) for one in GovernmentLevel] + [("kind", one) for one in FundKind]
    assert all(word_for(field, value.value) == value.zh for field, value in own)
    assert all(word_for("step", step.value) == step.zh for step in ApprovalStep)
