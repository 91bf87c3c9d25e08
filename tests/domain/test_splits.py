"""Splitting between levels of government: every line adds up, and so does every column."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money, total
from domain.splits import NegativeShare, SharesDoNotSumToOne, split_by_share, split_table

F = Fraction
WEIGHTS = st.lists(st.integers(0, 50), min_size=1, max_size=5).filter(any)
SHARES = WEIGHTS.map(lambda weights: tuple(Fraction(weight, sum(weights)) for weight in weights))
AMOUNTS = st.lists(st.integers(0, 10**7).map(Money), max_size=20)

BY_HAND = (
    (15, (F(0), F(1, 2), F(1, 2)), (0, 8, 7)),
    (100, (F(1, 3), F(1, 3), F(1, 3)), (34, 33, 33)),
    (1, (F(4, 5), F(1, 5)), (1, 0)),
    (0, (F(4, 5), F(1, 5)), (0, 0)),
    (100_000, (F(4, 5), F(1, 5)), (80_000, 20_000)),
    (10, (F(1, 7), F(6, 7)), (1, 9)),
)


@pytest.mark.parametrize(("amount", "shares", "parts"), BY_HAND)
def test_leftover_fen_go_by_largest_remainder_and_ties_to_the_share_declared_first(
    amount: int, shares: tuple[Fraction, ...], parts: tuple[int, ...]
) -> None:
    assert split_by_share(Money(amount), shares) == tuple(Money(part) for part in parts)


def test_case_000_comes_out_to_the_fen_of_the_published_report() -> None:
    quota = split_table([Money(100_000)] * 502, [F(4, 5), F(1, 5)])
    over = [Money(100_000)] * 688
    task = split_table([Money(1_200_000)] * 28, [F(4, 5), F(1, 5)])
    national = split_table([Money(1_500_000)] * 40, [F(1)])
    assert total(row[0] for row in quota) == Money.from_wan("40.16")
    assert total(row[1] for row in quota) + total(over) == Money.from_wan("78.84")
    assert total(row[0] for row in national) == Money.from_wan("60")
    assert total(row[0] for row in task) == Money.from_wan("26.88")
    assert total(row[1] for row in task) == Money.from_wan("6.72")


def test_shares_that_do_not_sum_to_one_are_refused() -> None:
    with pytest.raises(SharesDoNotSumToOne):
        split_by_share(Money(1), [F(1, 2), F(1, 3)])
    with pytest.raises(SharesDoNotSumToOne):
        split_by_share(Money(1), [])
    with pytest.raises(NegativeShare):
        split_by_share(Money(1), [F(3, 2), F(-1, 2)])


@given(st.integers(0, 10**12), SHARES)
def test_a_split_conserves_every_fen_and_gives_a_zero_share_nothing(fen: int, shares: tuple[Fraction, ...]) -> None:
    parts = split_by_share(Money(fen), shares)
    assert total(parts) == Money(fen)
    for part, share in zip(parts, shares, strict=True):
        assert abs(part.fen - fen * share) < 1
        assert share or not part


@given(AMOUNTS, SHARES)
def test_a_table_adds_up_by_row_and_by_column_and_nobody_is_off_by_more_than_a_fen(
    amounts: list[Money], shares: tuple[Fraction, ...]
) -> None:
    table = split_table(amounts, shares)
    assert [total(row) for row in table] == amounts
    columns = tuple(total(row[column] for row in table) for column in range(len(shares)))
    assert columns == split_by_share(total(amounts), shares)
    for row, amount in zip(table, amounts, strict=True):
        for cell, share in zip(row, shares, strict=True):
            assert abs(cell.fen - amount.fen * share) < 1
            assert share or not cell


@given(st.integers(1, 30), st.integers(0, 400), SHARES)
def test_equal_people_are_off_by_no_more_than_a_fen_from_one_another(
    people: int, fen: int, shares: tuple[Fraction, ...]
) -> None:
    table = split_table([Money(fen)] * people, shares)
    for column in range(len(shares)):
        cells = [row[column].fen for row in table]
        assert max(cells) - min(cells) <= 1
