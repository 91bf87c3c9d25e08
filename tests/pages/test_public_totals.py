"""What is published of a year, and how a child's name is masked."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import pytest

from application.answers import Completion, TargetView, TierCompletion
from application.public_reports import SMALLEST_GROUP, published_years
from application.queries import Views
from domain.levels import GovernmentLevel
from domain.masking import masked_child_name
from domain.money import Money
from tests.support.seat import seen
from tests.support.service import Service


class OneYear:
    """Views of one programme and year in which so many people were paid 1,000 yuan each."""

    def __init__(self, people: int) -> None:
        self._people = people

    def fund_position(self, **_asked: Any) -> Any:
        return SimpleNamespace(lines=[SimpleNamespace(fiscal_year=2017, programme="psy-medicine")])

    def completion(self, programme: str, fiscal_year: int, **_asked: Any) -> Completion:
        paid = Money(self._people * 100_000)
        tier = TierCompletion("all", None, self._people, self._people, paid, paid)
        target = TargetView(GovernmentLevel.MUNICIPAL, "", 4, "残联发〔2017〕1号")
        return Completion(programme, fiscal_year, (target,), (tier,), self._people, self._people, 0)


def totals(people: int) -> Any:
    return published_years(cast(Views, OneYear(people)), as_of=1)


@pytest.mark.parametrize("people", range(1, SMALLEST_GROUP))
def test_of_a_group_that_is_nearly_one_person_neither_number_nor_sum_is_told(people: int) -> None:
    [year] = totals(people)
    assert (year.people, year.paid, year.rates) == (None, None, ())


def test_a_larger_group_is_told_with_numerator_and_denominator() -> None:
    [year] = totals(SMALLEST_GROUP)
    assert (year.people, year.paid) == (3, Money(300_000))
    [(level, rate)] = year.rates
    assert (level, rate.named()) == (GovernmentLevel.MUNICIPAL, "served / target (people) = 75.00 %")


def test_a_year_in_which_nobody_was_paid_is_no_report() -> None:
    assert totals(0) == ()


@pytest.mark.parametrize(("name", "masked"), [("李明", "李*"), ("欧阳天佑", "欧***"), ("甲", "*"), ("张小三", "张**")])
def test_of_a_childs_name_only_the_first_character_is_left(name: str, masked: str) -> None:
    assert masked_child_name(name) == masked


def test_anybody_reads_the_totals_of_case_000(shown: Service) -> None:
    answer = shown.client.get("/public/reports", headers={"Accept-Language": "zh-CN"})
    page = seen(answer.text)
    assert "1,190,000.00" in page
    assert "1,190 / 1,120 = 106.25 %" in page
