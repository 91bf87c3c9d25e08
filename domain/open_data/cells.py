"""Which groups of people are too small to be told of, alone or by taking the others from the total."""

from __future__ import annotations

from collections.abc import Sequence

SMALLEST_GROUP = 3
"""Of fewer people neither number nor sum is told: whoever knows one of them would know the other."""


def is_told(people: int) -> bool:
    """Say whether a group of people is large enough to be told of."""
    return people >= SMALLEST_GROUP


def told(groups: Sequence[int]) -> tuple[bool, ...]:
    """Say of each group of a total whether it is told, by its number of people.

    Small groups are not. If those left out come to fewer than `SMALLEST_GROUP` people together, the total would give
    them away: then the next smallest group is left out with them, until it does not. Empty groups are told.
    """
    hidden = {place for place, people in enumerate(groups) if 0 < people < SMALLEST_GROUP}
    if hidden:
        others = sorted((people, place) for place, people in enumerate(groups) if people and place not in hidden)
        for _, place in others:
            if len(hidden) > 1 and sum(groups[one] for one in hidden) >= SMALLEST_GROUP:
                break
            hidden.add(place)
    return tuple(place not in hidden for place in range(len(groups)))
