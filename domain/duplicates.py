"""How much two personal records speak for one and the same person: points by field, in whole numbers.

Nothing here is kept: what two records say is compared where they are open, and only field names and points come out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

HIGHEST: Final = 100
LEAST: Final = 20
"""Fewer points are no candidate: the same name alone is worth more, a neighbour's phone less."""

SAME: Final[Mapping[str, int]] = {"id_number": 100, "certificate": 60, "account": 40, "phone": 25, "name": 30}
NEAR: Final[Mapping[str, int]] = {"id_number": 45, "certificate": 30, "account": 20, "phone": 10, "name": 15}
"""Points of a field that agrees, and of one that nearly does. Account and phone of a guardian serve several people."""

BIRTH = slice(6, 14)
"""Where an ID number of 18 characters has the birthday."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """What two records have in common; fields in the order of `SAME`."""

    score: int
    same: tuple[str, ...]
    near: tuple[str, ...]


def likeness(one: Mapping[str, str], other: Mapping[str, str]) -> Likeness:
    """Compare two records field by field; what either leaves blank counts for nothing. At most 100 points."""
    same = tuple(name for name in SAME if one[name] and one[name] == other[name])
    near = tuple(name for name in SAME if name not in same and _near(name, one, other))
    points = sum(SAME[name] for name in same) + sum(NEAR[name] for name in near)
    return Likeness(min(points, HIGHEST), same, near)


def _near(name: str, one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    mine, theirs = one[name], other[name]
    if not mine or not theirs:
        return False
    if name == "name":
        return len(mine) == len(theirs) > 1 and differing(mine, theirs) == 1 and _born_alike(one, other)
    if name in ("id_number", "certificate"):
        return _two_parts_agree(mine, theirs)
    return slips(mine, theirs)


def _born_alike(one: Mapping[str, str], other: Mapping[str, str]) -> bool:
    return one["id_number"][BIRTH] == other["id_number"][BIRTH]


def _two_parts_agree(mine: str, theirs: str) -> bool:
    """Place, birthday, serial number: two of the three agree (the check character follows from them)."""
    parts = (slice(0, 6), BIRTH, slice(14, 17))
    return sum(mine[part] == theirs[part] for part in parts) >= 2


def slips(mine: str, theirs: str) -> bool:
    """Say whether two numbers of one length differ by a digit mistyped, or by two neighbours exchanged."""
    if len(mine) != len(theirs):
        return False
    places = [place for place, (left, right) in enumerate(zip(mine, theirs, strict=True)) if left != right]
    if len(places) == 1:
        return True
    if len(places) != 2 or places[1] != places[0] + 1:
        return False
    first, second = places
    return mine[first] == theirs[second] and mine[second] == theirs[first]


def differing(mine: str, theirs: str) -> int:
    """Count the places in which two texts of one length differ."""
    return sum(left != right for left, right in zip(mine, theirs, strict=True))
