"""What must not be sent, received or taken back, each refused by its rule."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.funds.events import FundsBroughtForward
from domain.funds.parts import line_id
from domain.funds.rejections import DocumentAlreadyAllocated, EarmarkedUse, OverBudget, ShareListedTwice, YearIsClosed
from domain.funds.state import Fund, evolve
from domain.levels import GovernmentLevel
from domain.money import AmountNotPositive, Money
from domain.rejected import Rejected
from domain.transmissions import rejections, rules
from domain.transmissions.decisions import SendersWord
from domain.transmissions.state import Transmission
from tests.domain.transmission_stories import (
    BUDGET,
    COUNTY,
    DOWN,
    LINES,
    LOTTERY,
    NATIONAL,
    PROVINCE,
    PROVINCIAL,
    SENT,
    a_province,
    a_province_that_sent,
    receiving,
    sending,
    share,
    taking_back,
    the_word_of,
)

OLD = line_id(PROVINCE, NATIONAL, BUDGET, "财社〔2024〕80号")
FIRST = LINES[NATIONAL, BUDGET]
NOT_SENT: list[tuple[type[Rejected], Callable[[], object]]] = [
    (rejections.TransmissionToItself, lambda: sending(a_province(), (FIRST, 1), to_ledger="province")),
    (rejections.NotBelowUs, lambda: sending(a_province(), (FIRST, 1), to_region="980101")),
    (rejections.NotBelowUs, lambda: sending(a_province(), (FIRST, 1), to_region="990000")),
    (rejections.NoTransmissionRule, lambda: sending(a_province(), (FIRST, 1), rules=())),
    (rejections.NoTransmissionRule, lambda: sending(a_province(), (FIRST, 1), on=date(2019, 12, 31))),
    (rejections.MayNotTransmit, lambda: sending(a_province(), (FIRST, 1), to_region="990101001000")),
    (rejections.AlreadyTransmitted, lambda: sending(a_province_that_sent(), (FIRST, 1))),
    (rejections.NothingTransmitted, lambda: sending(a_province())),
    (rejections.LineListedTwice, lambda: sending(a_province(), (FIRST, 1), (FIRST, 1))),
    (AmountNotPositive, lambda: sending(a_province(), (FIRST, 0))),
    (OverBudget, lambda: sending(a_province(), (FIRST, 100_001))),
    (EarmarkedUse, lambda: sending(a_province(), ("2026/other/990000/national/general_budget/x", 1))),
    (YearIsClosed, lambda: sending(replace(a_province(), closed_on=SENT), (FIRST, 1))),
    (rejections.SourceYearsDoNotMix, lambda: sending(a_province_with_old_money(), (FIRST, 1), (OLD, 1))),
    (rejections.LevelListedTwice, lambda: a_rule_for(GovernmentLevel.COUNTY, GovernmentLevel.COUNTY)),
]


def a_province_with_old_money() -> Fund:
    old = FundsBroughtForward(OLD, Money(5), "2025/nursing/990000/x", NATIONAL, BUDGET, "财社〔2024〕80号", 2024, SENT)
    return evolve(a_province(), old)


def a_rule_for(*levels: GovernmentLevel) -> object:
    return rules.set_rule(valid_from=SENT, to_levels=levels, instead="经市", document=DOWN, on=SENT)


@pytest.mark.parametrize(("rule", "asked"), NOT_SENT)
def test_what_must_not_be_sent_is_refused(rule: type[Rejected], asked: Callable[[], object]) -> None:
    with pytest.raises(Rejected) as refused:
        asked()
    assert type(refused.value) is rule
    assert "{" not in refused.value.sentence("zh") + refused.value.sentence("en")


def a_county_that_received() -> Fund:
    county = Fund(COUNTY)
    return evolve(county, receiving(county, the_word_of(a_province_that_sent())))


def word(taken_back_on: date | None = None, **changes: Any) -> SendersWord:
    found = the_word_of(a_province_that_sent()).transmission
    assert found is not None
    return SendersWord(Transmission(replace(found.sent, **changes), taken_back_on))


NOT_RECEIVED: list[tuple[type[Rejected], Callable[[], object]]] = [
    (rejections.TransmissionToItself, lambda: receiving(Fund(COUNTY), None, from_ledger="county")),
    (rejections.AlreadyReceived, lambda: receiving(a_county_that_received(), word())),
    (rejections.NotTransmitted, lambda: receiving(Fund(COUNTY), SendersWord(None))),
    (rejections.AlreadyTakenBack, lambda: receiving(Fund(COUNTY), word(taken_back_on=SENT))),
    (rejections.SentToAnotherRegion, lambda: receiving(Fund(COUNTY), word(to_region="990102"))),
    (rejections.BeforeItWasSent, lambda: receiving(Fund(COUNTY), word(), on=SENT - timedelta(days=1))),
    (rejections.ReceiptDiffers, lambda: receiving(Fund(COUNTY), word(), shares=[share(NATIONAL, BUDGET, 42_345)])),
    (
        rejections.ReceiptDiffers,
        lambda: receiving(
            Fund(COUNTY), word(), shares=[share(NATIONAL, BUDGET, 40_000), share(PROVINCIAL, LOTTERY, 2_345)]
        ),
    ),
    (
        ShareListedTwice,
        lambda: receiving(Fund(COUNTY), word(), shares=[share(NATIONAL, BUDGET, 20_000), share(NATIONAL, BUDGET, 1)]),
    ),
    (YearIsClosed, lambda: receiving(replace(Fund(COUNTY), closed_on=SENT), word())),
    (DocumentAlreadyAllocated, lambda: receiving(a_county_that_received(), word(), from_ledger="city")),
    (rejections.NoSuchTransmission, lambda: taking_back(a_province())),
    (
        rejections.AlreadyTakenBack,
        lambda: taking_back(evolve(a_province_that_sent(), taking_back(a_province_that_sent()))),
    ),
    (
        rejections.AlreadyReceived,
        lambda: taking_back(a_province_that_sent(), receipt=next(iter(a_county_that_received().received.values()))),
    ),
    (rejections.BeforeItWasSent, lambda: taking_back(a_province_that_sent(), on=SENT - timedelta(days=1))),
]


@pytest.mark.parametrize(("rule", "asked"), NOT_RECEIVED)
def test_what_must_not_be_received_or_taken_back_is_refused(rule: type[Rejected], asked: Callable[[], object]) -> None:
    with pytest.raises(Rejected) as refused:
        asked()
    assert type(refused.value) is rule
    assert "{" not in refused.value.sentence("zh") + refused.value.sentence("en")
