"""The flow of funds adds up: what a batch was given is what it holds and paid, shown by itself or with others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import pytest

from api.pages import flow
from api.pages.sankey import Flow, Node
from infrastructure.views.memory import MemoryViews
from tests.views.stories import small_log

LOG = small_log("flow")
VIEWS = MemoryViews(lambda: LOG)
TIMES: flow.Times = {"as_of": len(LOG), "effective": None}


def drawn() -> tuple[list[Node], list[Flow]]:
    return flow.flow_of(VIEWS, VIEWS.fund_position().lines, frozenset(), TIMES)


def sums(flows: list[Flow], nodes: list[Node], column: int) -> Mapping[str, int]:
    """Return what reaches each node of a column, in fen."""
    found: dict[str, int] = defaultdict(int)
    for one in flows:
        if one.fen and one.target in {node.id for node in nodes if node.column == column}:
            found[one.target] += one.fen
    return found


@pytest.mark.parametrize("most", [0, 1, 2, 24])
def test_what_goes_into_batches_comes_out_of_them_however_many_are_shown(
    most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole_nodes, whole = drawn()
    monkeypatch.setattr(flow, "MOST_BATCHES", most)
    nodes, flows = drawn()
    given = {node: fen for node, fen in sums(flows, nodes, 2).items() if "batch" in node}
    taken: dict[str, int] = defaultdict(int)
    for one in flows:
        if one.fen and "batch" in one.source:
            taken[one.source] += one.fen
    assert dict(taken) == given
    assert sum(given.values()) > 0
    assert sums(flows, nodes, 3) == sums(whole, whole_nodes, 3)
    every = [node for node in sums(whole, whole_nodes, 2) if node.startswith("batch ")]
    assert len(every) >= 3
    assert len([node for node in given if node.startswith("batch ")]) == min(most, len(every))


def test_the_largest_batches_are_the_ones_that_are_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    nodes, flows = drawn()
    by_size = sorted((fen, node) for node, fen in sums(flows, nodes, 2).items() if node.startswith("batch "))
    monkeypatch.setattr(flow, "MOST_BATCHES", 1)
    nodes, flows = drawn()
    [(fen, shown)] = [(fen, node) for node, fen in sums(flows, nodes, 2).items() if node.startswith("batch ")]
    assert fen == by_size[-1][0]
    assert "other batches" in {node.id for node in nodes}, shown
