"""By which rule money is handed on: the one in force that day, for a place of that level, within its days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.regions import RegionCode
from domain.transmissions import rejections, rules
from domain.transmissions.rules import level_of
from tests.domain.transmission_stories import (
    BUDGET,
    DIRECTLY,
    LINES,
    NATIONAL,
    RULES,
    THROUGH_THE_CITY,
    a_province,
    sending,
)


@pytest.mark.parametrize(
    ("region", "level"),
    [("990000", "provincial"), ("990100", "municipal"), ("990101", "county"), ("990101001001", "township")],
)
def test_a_place_s_level_stands_in_its_code(region: str, level: str) -> None:
    assert level_of(RegionCode(region)) == level


def test_the_rule_that_began_last_holds_and_a_later_word_on_the_same_day_corrects_it() -> None:
    corrected = replace(THROUGH_THE_CITY, document="省残联发〔2026〕20号")
    assert rules.in_force(RULES, date(2026, 6, 30)) == DIRECTLY
    assert rules.in_force((*RULES, corrected), date(2026, 7, 1)) == corrected
    assert rules.in_force((THROUGH_THE_CITY, DIRECTLY), date(2026, 7, 1)) == THROUGH_THE_CITY


def test_who_may_no_longer_send_is_told_by_which_document_and_which_way() -> None:
    with pytest.raises(rejections.MayNotTransmit) as refused:
        sending(a_province(), (LINES[NATIONAL, BUDGET], 1), on=date(2026, 7, 1))
    assert "省残联发〔2026〕18号" in refused.value.sentence("zh")
    assert "经市级残联下达" in refused.value.sentence("en")
    in_time = sending(a_province(), (LINES[NATIONAL, BUDGET], 1), on=date(2026, 6, 30))
    to_the_city = sending(
        a_province(), (LINES[NATIONAL, BUDGET], 1), on=date(2026, 7, 1), to_ledger="city", to_region="990100"
    )
    assert (in_time.to_region, to_the_city.to_region) == ("990101", "990100")


def test_a_province_and_a_city_have_thirty_days_to_hand_on_and_a_county_spends() -> None:
    due = [rules.pass_on_by(region, date(2026, 3, 2)) for region in ("990000", "990100", "990101")]
    assert due == [date(2026, 4, 1), date(2026, 4, 1), None]
