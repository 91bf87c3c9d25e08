"""How many of N must be seen to know the whole with confidence c within a margin e: in whole numbers throughout.

z = Φ⁻¹(c + (1−c)/2), n₀ = z²/(4e²), n = min(N, ⌈1.5·N·n₀/(n₀+N)⌉). z is no fraction, so it is caught between two
fractions 10⁻²⁹ apart, and the ceiling is taken of both: nothing is ever rounded in between, and no machine differs.
"""

from __future__ import annotations

from fractions import Fraction
from math import ceil

_ONE = 10**50
_PI = 314159265358979323846264338327950288419716939937510
"""π · 10⁵⁰, cut off."""
_WIDTH = 10**20
"""How closely z is caught, in units of 10⁻⁵⁰: far more than the series below can err (some 10⁻³⁷)."""
_LARGEST_Z = 5 * _ONE
"""c is at most 0.9999, where z is 3.89."""


def people_needed(people: int, *, confidence: Fraction, margin: Fraction) -> int:
    """Return how many of so many people have to be drawn, at most all of them."""
    low, high = z_between(confidence)
    return max(_needed(people, low, margin), _needed(people, high, margin))


def z_between(confidence: Fraction) -> tuple[Fraction, Fraction]:
    """Return two fractions between which z lies: a normal variable is within ±z with probability `confidence`."""
    low, high = 0, _LARGEST_Z
    while high - low > _WIDTH:
        middle = (low + high) // 2
        if _is_more_likely(middle, confidence):
            high = middle
        else:
            low = middle
    return Fraction(low - _WIDTH, _ONE), Fraction(high + _WIDTH, _ONE)


def _needed(people: int, z: Fraction, margin: Fraction) -> int:
    first = z * z / (4 * margin * margin)
    return min(people, ceil(Fraction(3, 2) * people * first / (first + people)))


def _is_more_likely(z: int, confidence: Fraction) -> bool:
    """Say whether P(|Z| < z) = √(2/π) · S(z) is more than the confidence, comparing squares: 2·S² > π·c²."""
    series = _series(z)
    left = 2 * series * series * confidence.denominator**2
    return left > _PI * _ONE * confidence.numerator**2


def _series(z: int) -> int:
    """Return S(z) = Σ (−1)^k z^(2k+1) / (2^k k! (2k+1)), the area below e^(−t²/2) from 0 to z."""
    power, squared = z, z * z // _ONE
    found, k = 0, 0
    while power:
        term = power // (2 * k + 1)
        found += -term if k % 2 else term
        k += 1
        power = power * squared // (2 * k * _ONE)
    return found
