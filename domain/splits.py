"""Splitting money between levels of government: every line adds up, and so does every column."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import lcm

from domain.money import Money
from domain.rejected import Rejected


class SharesDoNotSumToOne(Rejected):
    """The shares add up to {sum}, not to 1."""

    code = "shares_do_not_sum_to_one"
    zh = "各级分担比例合计为 {sum}，不等于 1。"


class NegativeShare(Rejected):
    """A share is negative."""

    code = "negative_share"
    zh = "分担比例不能为负。"


def checked_shares(shares: Sequence[Fraction], *, field: str = "shares") -> Sequence[Fraction]:
    """Return the shares. Raises NegativeShare, SharesDoNotSumToOne."""
    if any(share < 0 for share in shares):
        raise NegativeShare(field)
    if sum(shares, Fraction(0)) != 1:
        raise SharesDoNotSumToOne(field, sum=sum(shares, Fraction(0)))
    return shares


def split_by_share(amount: Money, shares: Sequence[Fraction]) -> tuple[Money, ...]:
    """Split one amount (not negative) exactly: largest remainder, ties to the share declared first, zero gets zero."""
    numerators, whole = _over_one_denominator(shares)
    return tuple(Money(fen) for fen in _largest_remainder(amount.fen, numerators, whole))


def split_table(amounts: Sequence[Money], shares: Sequence[Fraction]) -> tuple[tuple[Money, ...], ...]:
    """Split many amounts at once: one row an amount, one column a share, in whole fen.

    Each row adds up to its amount, each column to the column's part of the grand total (as `split_by_share` would
    split that), and each cell is its exact share rounded down or up, so nobody is off by more than one fen. Such a
    table always exists (a matrix can be rounded keeping its margins); leftovers go to the column most in arrears
    and what then is left over moves along rows.
    """
    numerators, whole = _over_one_denominator(shares)
    rows: list[list[int]] = []
    rounded_down: list[list[bool]] = []
    arrears = [0] * len(numerators)
    for amount in amounts:
        exact = [amount.fen * numerator for numerator in numerators]
        row = [value // whole for value in exact]
        for column, value in enumerate(exact):
            arrears[column] += value - row[column] * whole
        down = [value % whole != 0 for value in exact]
        for _ in range(amount.fen - sum(row)):
            column = max((c for c, open_ in enumerate(down) if open_), key=lambda c: (arrears[c], -c))
            row[column] += 1
            down[column] = False
            arrears[column] -= whole
        rows.append(row)
        rounded_down.append(down)
    targets = _largest_remainder(sum(amount.fen for amount in amounts), numerators, whole)
    _settle_columns(rows, rounded_down, targets, numerators, whole)
    return tuple(tuple(Money(fen) for fen in row) for row in rows)


def _over_one_denominator(shares: Sequence[Fraction]) -> tuple[list[int], int]:
    checked_shares(shares)
    whole = lcm(*(share.denominator for share in shares))
    return [share.numerator * (whole // share.denominator) for share in shares], whole


def _largest_remainder(fen: int, numerators: Sequence[int], whole: int) -> list[int]:
    exact = [fen * numerator for numerator in numerators]
    parts = [value // whole for value in exact]
    order = sorted(range(len(parts)), key=lambda column: (-(exact[column] % whole), column))
    for column in order[: fen - sum(parts)]:
        parts[column] += 1
    return parts


def _settle_columns(
    rows: list[list[int]],
    rounded_down: list[list[bool]],
    targets: Sequence[int],
    numerators: Sequence[int],
    whole: int,
) -> None:
    """Move single fen along rows, from columns above their target to columns below, until every column fits."""
    columns = range(len(numerators))
    excess = [sum(row[column] for row in rows) - targets[column] for column in columns]

    def a_row_that_can_move(giver: int, taker: int) -> int | None:
        for index, row in enumerate(rows):
            rounded_up = row[giver] * whole > numerators[giver] * sum(row)
            if rounded_up and rounded_down[index][taker]:
                return index
        return None

    while any(excess):
        giver = next(column for column in columns if excess[column] > 0)
        path = _path(giver, [column for column in columns if excess[column] < 0], columns, a_row_that_can_move)
        for source, target in pairwise(path):
            index = a_row_that_can_move(source, target)
            if index is None:
                raise AssertionError("a table that keeps its margins always exists")
            rows[index][source] -= 1
            rows[index][target] += 1
            rounded_down[index][source], rounded_down[index][target] = True, False
        excess[path[0]] -= 1
        excess[path[-1]] += 1


def _path(
    start: int, goals: Sequence[int], columns: range, a_row_that_can_move: Callable[[int, int], int | None]
) -> list[int]:
    """Find the shortest chain of columns along which one fen can move from `start` to one of `goals`."""
    before: dict[int, int | None] = {start: None}
    queue = [start]
    for column in queue:
        if column in goals:
            chain = [column]
            while (previous := before[chain[-1]]) is not None:
                chain.append(previous)
            return chain[::-1]
        for step in columns:
            if step not in before and a_row_that_can_move(column, step) is not None:
                before[step] = column
                queue.append(step)
    raise AssertionError("a table that keeps its margins always exists")
