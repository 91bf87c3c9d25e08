"""The flow of funds 资金流向: what each document brought, through programmes and batches, to whom it went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypedDict

from api.http.values import tilded
from api.pages.sankey import Flow, Node
from application.answers import FundLineView, LineBatch
from application.lists import PAYOUTS, Where
from application.queries import Views
from domain.money import Money

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
    paid: dict[str, LineBatch] = {}
    for line in lines:
        leads = f"/fund-lines/{tilded(line.line)}"
        document = _node(nodes, f"line {line.line}", 0, f"{line.document}", leads)
        programme = _node(nodes, f"programme {line.programme}", 1, line.programme, f"/programmes/{line.programme}")
        _join(flows, document, programme, line.balance.allocated + line.balance.recovered, leads)
        for stays, amount in _stays(line):
            _join(flows, programme, _node(nodes, stays, 2, stays), amount, leads)
        for batch in views.trail_of_line(line.line, limit=1, **times).batches:
            known = paid.get(batch.batch)
            paid[batch.batch] = batch if known is None else _together(known, batch)
            node = _node(nodes, f"batch {batch.batch}", 2, batch.batch, f"/batches/{tilded(batch.batch)}")
            _join(flows, programme, node, _out(batch), f"{leads}?batch={batch.batch}")
    for batch_id, batch in paid.items():
        _to_payees(views, nodes, flows, batch, to_institutions=batch_id in institution_batches, times=times)
    return list(nodes.values()), flows


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
    waiting = batch.reserved - batch.freed - batch.released
    back = batch.returned + batch.returned_late - batch.reissued - batch.cancelled
    paid = batch.settled - batch.returned_late - batch.to_treasury
    _join(flows, source, _node(nodes, "reserved", 3, "reserved"), waiting, leads)
    _join(flows, source, _node(nodes, "returned", 3, "returned"), back, f"{leads}?stage=returned")
    on_the_way = batch.released - batch.settled - batch.returned + batch.reissued
    _join(flows, source, _node(nodes, "disbursed", 3, "disbursed"), on_the_way, leads)
    if not to_institutions:
        _join(flows, source, _node(nodes, "settled", 3, "settled"), paid, f"{leads}?stage=settled")
        return
    sums: dict[str, Money] = {}
    for row in views.rows(PAYOUTS, where=Where(batch=batch.batch, stages=("settled",)), **times):
        sums[row.payee] = sums.get(row.payee, Money(0)) + row.amount
    largest = sorted(sums, key=lambda payee: (-sums[payee].fen, payee))[:MOST_PAYEES]
    for payee in largest:
        _join(flows, source, _node(nodes, f"payee {payee}", 3, payee), sums[payee], leads)
    rest = Money(sum(amount.fen for payee, amount in sums.items() if payee not in largest))
    _join(flows, source, _node(nodes, "other payees", 3, "other_payees"), rest, leads)


def _node(nodes: dict[str, Node], id_: str, column: int, label: str, path: str = "") -> Node:
    return nodes.setdefault(id_, Node(id_, column, label, path))


def _join(flows: list[Flow], source: Node, target: Node, amount: Money, path: str) -> None:
    flows.append(Flow(source.id, target.id, amount.fen, path))
