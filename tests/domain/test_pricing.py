"""Service is paid by the unit or by its part of a lot's sum: however it comes in, never a fen is lost or made."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.institutions.pricing import ServiceUnit, Tariff, tariff_of
from domain.money import Money, total

counts = st.lists(st.integers(min_value=0, max_value=5000), max_size=60)


@for_all(
    whole=st.integers(min_value=1, max_value=10**9), bought=st.integers(min_value=1, max_value=500), data=st.data()
)
def test_the_parts_of_a_prorated_lot_are_its_whole_sum_however_it_was_served(
    whole: int, bought: int, data: st.DataObject
) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(min_value=0, max_value=bought), max_size=20)))
    pieces = [later - earlier for earlier, later in zip([0, *cuts], [*cuts, bought], strict=True)]
    tariff = tariff_of(ServiceUnit.PERSON, price=None, quantity=bought, whole=Money(whole))
    assert total(tariff.parts(pieces, before=0)) == Money(whole)


@for_all(
    price=st.integers(min_value=1, max_value=10**6),
    of=st.sampled_from((1, 60)),
    counts=counts,
    before=st.integers(0, 10**6),
)
def test_parts_are_never_negative_and_add_up_to_the_worth_of_all_that_was_counted(
    price: int, of: int, counts: list[int], before: int
) -> None:
    tariff = Tariff(Money(price), of)
    parts = list(tariff.parts(counts, before=before))
    assert min(parts, default=Money(0)) >= Money(0)
    assert total(parts) == tariff.worth(before + sum(counts)) - tariff.worth(before)


@for_all(
    price=st.integers(min_value=1, max_value=10**6),
    of=st.integers(1, 9000),
    counts=counts,
    before=st.integers(0, 10**6),
)
def test_no_part_is_off_its_exact_worth_by_a_whole_fen(price: int, of: int, counts: list[int], before: int) -> None:
    tariff = Tariff(Money(price), of)
    for count, part in zip(counts, tariff.parts(counts, before=before), strict=True):
        assert abs(part.fen - Fraction(price * count, of)) <= 1


@for_all(
    price=st.integers(min_value=1, max_value=10**6), of=st.sampled_from((1, 60)), pieces=st.lists(counts, max_size=6)
)
def test_it_comes_to_the_same_in_whatever_lists_it_was_accepted(price: int, of: int, pieces: list[list[int]]) -> None:
    tariff, before, paid = Tariff(Money(price), of), 0, Money(0)
    for piece in pieces:
        paid += total(tariff.parts(piece, before=before))
        before += sum(piece)
    assert paid == tariff.worth(before)


def test_hours_are_paid_by_the_minute() -> None:
    hour = tariff_of(ServiceUnit.HOUR, price=Money(4000), quantity=None, whole=Money(0))
    assert list(hour.parts([60, 90, 30, 1], before=0)) == [Money(4000), Money(6000), Money(2000), Money(67)]


def test_three_people_share_a_hundred_fen_exactly() -> None:
    shared = tariff_of(ServiceUnit.PERSON, price=None, quantity=3, whole=Money(100))
    assert list(shared.parts([1, 1, 1], before=0)) == [Money(33), Money(34), Money(33)]
