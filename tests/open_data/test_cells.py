"""Groups that are nearly one person are not told, nor what would give them away."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.open_data.cells import SMALLEST_GROUP, is_told, told


@pytest.mark.parametrize(
    ("groups", "shown"),
    [
        ((), ()),
        ((10, 20), (True, True)),
        ((0, 10), (True, True)),
        ((1, 10, 20), (False, False, True)),
        ((2, 1, 10), (False, False, True)),
        ((1, 1, 10), (False, False, False)),
        ((1, 0, 10), (False, True, False)),
        ((2, 10), (False, False)),
    ],
)
def test_a_small_group_takes_the_next_smallest_with_it(groups: tuple[int, ...], shown: tuple[bool, ...]) -> None:
    assert told(groups) == shown


@given(st.lists(st.integers(0, 9), max_size=9))
def test_no_small_group_follows_from_a_told_total(groups: list[int]) -> None:
    shown = told(groups)
    hidden = [people for people, is_shown in zip(groups, shown, strict=True) if not is_shown]
    assert all(is_told(people) or not people for people, is_shown in zip(groups, shown, strict=True) if is_shown)
    if hidden and is_told(sum(groups)):  # of a smaller total nothing is told at all
        assert sum(hidden) >= SMALLEST_GROUP
        assert len(hidden) > 1
    if all(people >= SMALLEST_GROUP or not people for people in groups):
        assert not hidden
