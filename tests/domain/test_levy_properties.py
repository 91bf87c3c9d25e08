"""What no example says of the levy: never below zero, never less for more staff or higher wages, every line adds up."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from hypothesis import given as supposing
from hypothesis import strategies as st

from domain.levies.events import ArrangedPeople, EmployerFigures, LevyStep, LevyWorking
from domain.levies.numbers import NUMBER_OF_PEOPLE, number_of_people, written
from domain.levies.terms import LevyExemption, LevyReduction, LevyStair, LevyTerms
from domain.levies.working_out import work_out
from domain.money import Money
from domain.programmes.formulas import RoundingWay, RoundTo
from tests.support.levies import ANNOUNCEMENT, LASTS, TERMS

PEOPLE = st.builds(Fraction, st.integers(0, 400_000), st.sampled_from([1, 2, 3, 12, 100]))
STAFF = PEOPLE.filter(lambda people: people > 0)
WAGES = st.builds(Money, st.integers(1, 30_000_000))


@st.composite
def terms(draw: st.DrawFn) -> LevyTerms:
    rate = Fraction(draw(st.integers(2, 300)), 10_000)
    parts = sorted(draw(st.sets(st.integers(0, 100), min_size=1, max_size=4)), reverse=True)
    stairs = tuple(LevyStair(rate * index / len(parts), Fraction(part, 100)) for index, part in enumerate(parts))
    return replace(
        TERMS,
        rate=rate,
        cap_times=Fraction(draw(st.integers(1, 6)), 2),
        average_wage=draw(WAGES),
        reduction=draw(st.none() | st.just(LevyReduction(stairs, ANNOUNCEMENT, LASTS))),
        exemption=draw(st.none() | st.builds(LevyExemption, st.integers(1, 60), st.just(ANNOUNCEMENT), st.just(LASTS))),
        rounded_to=draw(st.sampled_from(RoundTo)),
        rounding=draw(st.sampled_from(RoundingWay)),
    )


@st.composite
def figures(draw: st.DrawFn) -> EmployerFigures:
    arranged = tuple(
        ArrangedPeople(group, draw(PEOPLE) / 50) for group in draw(st.sets(st.sampled_from(["severe", "others"])))
    )
    return EmployerFigures(draw(STAFF), arranged, draw(WAGES))


@supposing(terms(), figures(), STAFF, WAGES)
def test_it_is_never_below_zero_and_never_less_for_more_staff_or_higher_wages(
    told: LevyTerms, theirs: EmployerFigures, more_staff: Fraction, more_wage: Money
) -> None:
    amount = work_out(told, theirs)[0]
    assert amount >= Money(0)
    assert amount.fen % told.rounded_to.fen == 0
    assert work_out(told, replace(theirs, headcount=theirs.headcount + more_staff))[0] >= amount
    assert work_out(told, replace(theirs, average_wage=theirs.average_wage + more_wage))[0] >= amount


@supposing(terms(), figures(), PEOPLE)
def test_whoever_employs_more_disabled_people_never_pays_more(
    told: LevyTerms, theirs: EmployerFigures, more: Fraction
) -> None:
    grown = replace(theirs, arranged=(ArrangedPeople("others", more),))
    one_more = replace(theirs, arranged=(ArrangedPeople("others", more + 1),))
    assert work_out(told, one_more)[0] <= work_out(told, grown)[0]


@supposing(terms(), figures())
def test_every_line_follows_from_those_it_rests_on_and_the_last_is_the_amount(
    told: LevyTerms, theirs: EmployerFigures
) -> None:
    amount, lines = work_out(told, theirs)
    for number, line in enumerate(lines, start=1):
        assert all(before < number for before in line.lines)
        followed = _followed(line, [lines[before - 1].result for before in line.lines], told)
        assert followed is None or followed == line.result, line
    assert lines[-1].result == amount.fen


@supposing(terms(), figures())
def test_rounding_moves_an_amount_by_less_than_the_coin_and_by_half_of_it_at_most_half_up(
    told: LevyTerms, theirs: EmployerFigures
) -> None:
    amount, lines = work_out(told, theirs)
    if lines[-1].working is not LevyStep.ROUNDED:
        return
    moved, coin = amount.fen - lines[lines[-1].lines[0] - 1].result, told.rounded_to.fen
    assert (
        (-coin < moved <= 0) if told.rounding is RoundingWay.DOWN else (-Fraction(coin, 2) < moved <= Fraction(coin, 2))
    )


@supposing(st.from_regex(NUMBER_OF_PEOPLE, fullmatch=True))
def test_a_number_of_people_is_written_as_it_was_meant(text: str) -> None:
    number = number_of_people(text.strip())
    assert Fraction(written(number)) == number


def _followed(line: LevyWorking, rests_on: list[Fraction], told: LevyTerms) -> Fraction | None:
    """Say again what a line must come to, from the results it rests on; None for one that begins."""
    match line.working:
        case LevyStep.QUOTA:
            return rests_on[0] * told.rate
        case LevyStep.MISSING:
            return max(rests_on[0] - rests_on[1], Fraction(0))
        case LevyStep.WAGE_TAKEN:
            return min(rests_on)
        case LevyStep.FULL:
            return rests_on[0] * rests_on[1]
        case LevyStep.SHARE:
            return rests_on[0] / rests_on[1]
        case LevyStep.REDUCED:
            assert told.reduction is not None
            stairs = [stair for stair in told.reduction.stairs if stair.from_share <= rests_on[1]]
            return rests_on[0] * stairs[-1].part_paid
        case _:
            return None
