"""Whatever a formula is made of, it is worked out exactly, and only its last step rounds."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.eligibility.working_out import work_out
from domain.facts import Fact
from domain.money import Money
from domain.programmes.formulas import (
    AtLeast,
    AtMost,
    BaseAmount,
    FactAmount,
    FixedAmount,
    Formula,
    GapTo,
    MinimumRate,
    NamedAmount,
    Pays,
    RaisedBy,
    Rounded,
    RoundingWay,
    RoundTo,
    ShareOf,
)
from tests.domain.formula_stories import PAID_ON

PARTS = st.fractions(min_value=Fraction(1, 1000), max_value=1, max_denominator=1000)
FEN = st.integers(min_value=1, max_value=10**9).map(Money)
LEAVES: st.SearchStrategy[Formula] = st.one_of(
    st.builds(FixedAmount, FEN),
    st.just(FactAmount("a_fen")),
    st.just(FactAmount("b_fen")),
    st.just(BaseAmount("base")),
    st.builds(RaisedBy, st.just("base"), PARTS, st.sampled_from(Pays)),
    st.builds(MinimumRate, st.just("base"), PARTS),
)
FORMULAS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(ShareOf, PARTS, inner),
        st.builds(GapTo, st.just("base"), inner),
        st.builds(AtLeast, inner, inner),
        st.builds(AtMost, inner, inner),
    ),
    max_leaves=6,
)


def plainly(formula: Formula, base: int, facts: dict[str, int]) -> Fraction:
    """The same once more, as a treasurer would write it down, without lines."""

    def of(inner: Formula) -> Fraction:
        return plainly(inner, base, facts)

    match formula:
        case FixedAmount(amount=amount):
            return Fraction(amount.fen)
        case FactAmount(fact=fact):
            return Fraction(facts[fact])
        case BaseAmount():
            return Fraction(base)
        case RaisedBy(by=by, pays=pays):
            return base * by + (base if pays is Pays.RAISED else 0)
        case MinimumRate(part=part):
            return base * part
        case ShareOf(share=share, of=inner):
            return share * of(inner)
        case GapTo(less=inner):
            return max(Fraction(0), base - of(inner))
        case AtLeast(limit=limit, of=inner):
            return max(of(limit), of(inner))
        case AtMost(limit=limit, of=inner):
            return min(of(limit), of(inner))
        case Rounded():
            raise AssertionError


@settings(max_examples=150, deadline=None)
@given(
    formula=FORMULAS,
    base=st.integers(1, 10**8),
    a=st.integers(0, 10**8),
    b=st.integers(0, 10**8),
    to=st.sampled_from(RoundTo),
    way=st.sampled_from(RoundingWay),
)
def test_whatever_the_formula_nothing_is_lost_but_what_the_rounding_says(
    formula: Formula, base: int, a: int, b: int, to: RoundTo, way: RoundingWay
) -> None:
    bases = (NamedAmount("base", "", "", Money(base), "甲", "乙", "c"),)
    facts = tuple(Fact(name, str(value), "r", PAID_ON) for name, value in (("a_fen", a), ("b_fen", b)))
    amount, lines = work_out(Rounded(formula, to, way), bases, facts)
    exact = plainly(formula, base, {"a_fen": a, "b_fen": b})
    assert lines[-2].fen == exact
    assert amount.fen % to.fen == 0
    off = exact - amount.fen
    assert 0 <= off < to.fen if way is RoundingWay.DOWN else -Fraction(to.fen, 2) <= off < Fraction(to.fen, 2)
    assert all(earlier < number for number, line in enumerate(lines, 1) for earlier in line.lines)
