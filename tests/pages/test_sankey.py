"""The picture of where money flows: as thick as its amounts, whatever the amounts."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from api.pages.sankey import Flow, Node, Picture, drawn, fitting

AMOUNTS = st.lists(st.integers(min_value=10**6, max_value=10**7), min_size=1, max_size=12)


def _fan(amounts: list[int]) -> Picture:
    nodes = [Node("all", 0, "all"), *(Node(f"to {n}", 1, str(n)) for n in range(len(amounts)))]
    return drawn(nodes, [Flow("all", f"to {n}", fen) for n, fen in enumerate(amounts)])


@given(AMOUNTS)
def test_what_flows_out_of_a_node_leaves_it_side_by_side_and_fills_it(amounts: list[int]) -> None:
    picture = _fan(amounts)
    thick: dict[str, float] = defaultdict(float)
    for ribbon in picture.ribbons:
        start, end = re.findall(r" ([\d.]+)[CZ]", ribbon.outline)[0], re.findall(r" ([\d.]+)Z", ribbon.outline)[0]
        thick[ribbon.flow.source] += float(end) - float(start)
    assert abs(thick["all"] - float(picture.boxes[0].height)) < 0.3 * len(amounts)


@given(AMOUNTS)
def test_nodes_of_one_column_do_not_overlap_and_lie_inside_the_picture(amounts: list[int]) -> None:
    picture = _fan(amounts)
    column = [(float(box.y), float(box.y) + float(box.height)) for box in picture.boxes if box.node.column == 1]
    assert all(upper[1] < lower[0] for upper, lower in pairwise(column))
    assert column[-1][1] <= picture.height


@given(st.lists(st.integers(min_value=1, max_value=10**7), min_size=1, max_size=40))
def test_the_two_lines_of_a_label_have_room_however_little_flows(amounts: list[int]) -> None:
    middles = [float(box.middle) for box in _fan(amounts).boxes if box.node.column == 1]
    assert all(lower - upper >= 32 for upper, lower in pairwise(middles))


@given(st.text("财政补贴abc ()", max_size=60), st.integers(20, 400))
def test_a_label_is_cut_before_the_next_node(label: str, room: int) -> None:
    said = fitting(label, room)
    assert sum(13 if sign in "财政补贴…" else 7 for sign in said) <= room or len(said) <= 1
    assert said == label or (said.endswith("…") and label.startswith(said[:-1]))


def test_a_flow_of_nothing_is_not_drawn_and_neither_is_who_has_none() -> None:
    picture = drawn([Node("a", 0, "a"), Node("b", 1, "b"), Node("c", 1, "c")], [Flow("a", "b", 5), Flow("a", "c", 0)])
    assert [box.node.id for box in picture.boxes] == ["a", "b"]
    assert len(picture.ribbons) == 1


def test_no_money_makes_no_picture() -> None:
    assert drawn([Node("a", 0, "a")], []) == Picture((), (), 1040, 0)


def test_the_smallest_amount_is_still_seen() -> None:
    picture = _fan([1, 10**12])
    assert all(float(box.height) >= 1 for box in picture.boxes)
