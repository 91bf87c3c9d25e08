"""The flow of funds 资金流向: what each document brought, through programmes and batches, to whom it went."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from datetime import date
from typing import TypedDict

from api.http.values import tilded
from api.pages.sankey import Flow, Node
from application.answers import FundLineView, LineBatch
from application.lists import PAYOUTS, Where
from application.queries import Views
from domain.money import Money

MOST_BATCHES = 24
"""Batches shown one by one, the largest; what the others hold and paid is added up, to the fen."""
MOST_PAYEES = 12
"""Institutions shown one by one; the rest of a batch's are added up."""


class Times(TypedDict):
    """Both times of a question."""

    as_of: int
    effective: date | None


def flow_of(
    views: Views, lines: Iterable[FundLineView], institution_batches: frozenset[str], times: Times
) -> tuple[list[Node], list[Flow]]:
    """Return the nodes and flows of some fund lines, one ledger's, as of one moment.

    Columns: document, programme, batch (or where money stays: available, carried over, transmitted, treasury),
    payee.
    """
    nodes: dict[str, Node] = {}
    flows: list[Flow] = []
    batches: list[tuple[Node, str, LineBatch]] = []
    for line in lines:
        leads = f"/fund-lines/{tilded(line.line)}"
        document = _node(nodes, f"line {line.line}", 0, f"{line.document}", leads)
        programme = _node(nodes, f"programme {line.programme}", 1, line.programme, f"/programmes/{line.programme}")
        _join(flows, document, programme, line.balance.allocated + line.balance.recovered, leads)
        for stays, amount in _stays(line):
            _join(flows, programme, _node(nodes, stays, 2, stays), amount, leads)
        of_line = views.trail_of_line(line.line, limit=1, **times).batches
        batches += [(programme, leads, batch) for batch in of_line]
    shown = _largest(batch for _, _, batch in batches)
    others = _through_batches(nodes, flows, batches, shown)
    for batch_id, batch in shown.items():
        _to_payees(views, nodes, flows, batch, to_institutions=batch_id in institution_batches, times=times)
    if others is not None:
        _onward(nodes, flows, nodes["other batches"], others, "/batches")
        _join(flows, nodes["other batches"], _node(nodes, "settled", 3, "settled"), _paid(others), "/batches")
    return list(nodes.values()), flows


def _largest(batches: Iterable[LineBatch]) -> dict[str, LineBatch]:
    """Return the batches that are shown one by one, each with what it did to all lines, in the order they came."""
    whole: dict[str, LineBatch] = {}
    for batch in batches:
        known = whole.get(batch.batch)
        whole[batch.batch] = batch if known is None else _together(known, batch)
    if len(whole) <= MOST_BATCHES:
        return whole
    largest = set(sorted(whole, key=lambda batch: (-_out(whole[batch]).fen, batch))[:MOST_BATCHES])
    return {batch: done for batch, done in whole.items() if batch in largest}


def _through_batches(
    nodes: dict[str, Node], flows: list[Flow], batches: Iterable[tuple[Node, str, LineBatch]], shown: Container[str]
) -> LineBatch | None:
    """Add what goes from programmes into batches; return what those did that are not shown, if there are any."""
    others: LineBatch | None = None
    merged: dict[tuple[str, str], Money] = {}
    for programme, leads, batch in batches:
        if batch.batch in shown:
            node = _node(nodes, f"batch {batch.batch}", 2, batch.batch, f"/batches/{tilded(batch.batch)}")
            _join(flows, programme, node, _out(batch), f"{leads}?batch={batch.batch}")
        else:
            others = batch if others is None else _together(others, batch)
            merged[programme.id, leads] = merged.get((programme.id, leads), Money(0)) + _out(batch)
    for (programme_id, leads), amount in merged.items():
        node = _node(nodes, "other batches", 2, "other_batches", "/batches")
        _join(flows, nodes[programme_id], node, amount, leads)
    return others


def _stays(line: FundLineView) -> Iterator[tuple[str, Money]]:
    balance = line.balance
    yield "available", balance.available
    yield "carried_over", balance.carried_over
    yield "transmitted", balance.transmitted
    yield "treasury", balance.treasury


def _out(batch: LineBatch) -> Money:
    """Return what of a line a batch holds or has paid: what was freed and cancelled went back, or to the treasury."""
    return batch.reserved - batch.freed - batch.cancelled - batch.to_treasury


def _together(one: LineBatch, other: LineBatch) -> LineBatch:
    return LineBatch(
        one.batch,
        one.reserved + other.reserved,
        one.freed + other.freed,
        one.released + other.released,
        one.settled + other.settled,
        one.returned + other.returned,
        one.reissued + other.reissued,
        one.cancelled + other.cancelled,
        one.returned_late + other.returned_late,
        one.to_treasury + other.to_treasury,
    )


def _to_payees(
    views: Views, nodes: dict[str, Node], flows: list[Flow], batch: LineBatch, *, to_institutions: bool, times: Times
) -> None:
    source, leads = nodes[f"batch {batch.batch}"], f"/batches/{tilded(batch.batch)}"
    _onward(nodes, flows, source, batch, leads)
    if not to_institutions:
        _join(flows, source, _node(nodes, "settled", 3, "settled"), _paid(batch), f"{leads}?stage=settled")
        return
    sums: dict[str, Money] = {}
    for row in views.rows(PAYOUTS, where=Where(batch=batch.batch, stages=("settled",)), **times):
        sums[row.payee] = sums.get(row.payee, Money(0)) + row.amount
    largest = sorted(sums, key=lambda payee: (-sums[payee].fen, payee))[:MOST_PAYEES]
    for payee in largest:
        _join(flows, source, _node(nodes, f"payee {payee}", 3, payee), sums[payee], leads)
    rest = Money(sum(amount.fen for payee, amount in sums.items() if payee not in largest))
    _join(flows, source, _node(nodes, "other payees", 3, "other_payees"), rest, leads)


def _onward(nodes: dict[str, Node], flows: list[Flow], source: Node, batch: LineBatch, leads: str) -> None:
    """Add what a batch holds, what came back to it, and what is on its way to payees."""
    waiting = batch.reserved - batch.freed - batch.released
    back = batch.returned + batch.returned_late - batch.reissued - batch.cancelled
    _join(flows, source, _node(nodes, "reserved", 3, "reserved"), waiting, leads)
    _join(flows, source, _node(nodes, "returned", 3, "returned"), back, f"{leads}?stage=returned")
    on_the_way = batch.released - batch.settled - batch.returned + batch.reissued
    _join(flows, source, _node(nodes, "disbursed", 3, "disbursed"), on_the_way, leads)


def _paid(batch: LineBatch) -> Money:
    return batch.settled - batch.returned_late - batch.to_treasury


def _node(nodes: dict[str, Node], id_: str, column: int, label: str, path: str = "") -> Node:
    return nodes.setdefault(id_, Node(id_, column, label, path))


def _join(flows: list[Flow], source: Node, target: Node, amount: Money, path: str) -> None:
    flows.append(Flow(source.id, target.id, amount.fen, path))
