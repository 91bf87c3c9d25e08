"""Terms of a levy and employers' figures, for tests."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from domain.levies.events import ArrangedPeople, EmployerFigures
from domain.levies.numbers import number_of_people
from domain.levies.terms import LevyExemption, LevyReduction, LevyStair, LevyTerms, LevyWeight
from domain.money import Money
from domain.programmes.formulas import RoundingWay, RoundTo

LEVY, ANNOUNCEMENT, LASTS = "2024/990101", "财政部公告2023年第8号", date(2027, 12, 31)
PAPER = "省财综〔2016〕5号"
TERMS = LevyTerms(
    rate=Fraction(3, 200),
    document=PAPER,
    weights=(LevyWeight("severe", "一至二级残疾人证", 2), LevyWeight("others", "其他残疾职工", 1)),
    cap_times=Fraction(2),
    average_wage=Money.from_yuan("60000.00"),
    average_wage_source="统计公报",
    reduction=LevyReduction(
        (LevyStair(Fraction(0), Fraction(9, 10)), LevyStair(Fraction(1, 100), Fraction(1, 2))), ANNOUNCEMENT, LASTS
    ),
    exemption=LevyExemption(30, ANNOUNCEMENT, LASTS),
    rounded_to=RoundTo.FEN,
    rounding=RoundingWay.HALF_UP,
    due_days=30,
    defer_months_most=6,
)
"""1.5 %, twice 60,000.00, nine tenths below 1 % and half from there on, nothing up to 30 staff, half a fen up."""


def employing(headcount: str, wage: str = "70000.12", **arranged: str) -> EmployerFigures:
    """Return an employer's figures: disabled staff by group."""
    people = tuple(ArrangedPeople(group, number_of_people(said)) for group, said in arranged.items())
    return EmployerFigures(number_of_people(headcount), people, Money.from_yuan(wage))
