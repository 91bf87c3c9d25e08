"""Splitting money that comes in pieces: whatever the pieces are, each line ends with exactly its part.

Splitting each piece by largest remainder would lose or gain fen on a line, and so would the differences of such
splits (largest remainder is not monotone: more money can mean less for one line). So what the lines have together is
apportioned by Sainte-Laguë (standard rounding with a common divisor), which is monotone: a piece never takes anything
back, and after the last one every line has its part to the fen.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from domain.money import Money


def piece_of(weights: Sequence[Money], *, before: Money, piece: Money) -> tuple[Money, ...]:
    """Return each line's share of a piece, when `before` of the weights' total had come in already.

    None is negative; they add up to the piece. Needs before + piece ≤ the total of the weights.
    """
    earlier = apportioned(weights, before)
    later = apportioned(weights, before + piece)
    return tuple(after - ago for after, ago in zip(later, earlier, strict=True))


def apportioned(weights: Sequence[Money], amount: Money) -> tuple[Money, ...]:
    """Return what each line has when `amount` of the weights' total has come in; ties to the line named first."""
    whole = sum(weight.fen for weight in weights)
    if not whole:
        return tuple(Money(0) for _ in weights)
    parts = [(2 * weight.fen * amount.fen + whole) // (2 * whole) for weight in weights]
    lines = range(len(parts))
    while sum(parts) < amount.fen:
        parts[max(lines, key=lambda i: (Fraction(weights[i].fen, 2 * parts[i] + 1), -i))] += 1
    while sum(parts) > amount.fen:
        held = [line for line in lines if parts[line]]
        parts[min(held, key=lambda i: (Fraction(weights[i].fen, 2 * parts[i] - 1), -i))] -= 1
    return tuple(Money(fen) for fen in parts)
