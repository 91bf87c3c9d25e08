"""A picture of where money flows: columns of nodes, ribbons as thick as their amounts. Pure functions, whole pixels.

Amounts are fen; lengths are thousandths of a pixel until they are written, so that no ribbon is rounded away from its
node. What is drawn is also told as a table beside the picture.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from markupsafe import Markup

from domain.money import Money

WIDTH, LABEL = 1040, 190
"""Pixels of the whole picture, and of them what the labels of the last column need."""
SPACE = 6
"""Pixels between a node and its label, and between a label and the next node."""
_NODE, _GAP, _HEIGHT = 14, 8, 420
_ROOM = 32_000
"""What a node has to itself at least, in thousandths of a pixel: the two lines of its label."""


@dataclass(frozen=True, slots=True)
class Node:
    """Where money stands: `column` counts from the left, `path` is the page that tells more of it."""

    id: str
    column: int
    label: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Flow:
    """Money going from one node to another; `path` shows its entries."""

    source: str
    target: str
    fen: int
    path: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A node as it is drawn; `fen` is what comes in or goes out, whichever is more, `room` the pixels of its label."""

    node: Node
    fen: int
    x: int
    y: str
    height: str
    middle: str
    room: int

    @property
    def money(self) -> Money:
        """Its amount."""
        return Money(self.fen)


@dataclass(frozen=True, slots=True)
class Ribbon:
    """A flow as it is drawn: the outline of an SVG path."""

    flow: Flow
    source: Node
    target: Node
    outline: str


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything that is drawn, with the size of the whole in pixels."""

    boxes: Sequence[Box]
    ribbons: Sequence[Ribbon]
    width: int
    height: int
    node: int = _NODE
    space: int = SPACE


def drawn(nodes: Iterable[Node], flows: Iterable[Flow]) -> Picture:
    """Lay nodes out in their columns, in the order given, and join them. Flows of nothing and lone nodes are left out.

    Raises KeyError for a flow of a node that is not there.
    """
    known = {node.id: node for node in nodes}
    moved = [flow for flow in flows if flow.fen > 0]
    through = {id_: max(_sum(moved, source=id_), _sum(moved, target=id_)) for id_ in known}
    columns: dict[int, list[Node]] = {}
    for node in known.values():
        if through[node.id]:
            columns.setdefault(node.column, []).append(node)
    if not columns:
        return Picture((), (), WIDTH, 0)
    most = max(sum(through[node.id] for node in column) for column in columns.values())
    last = max(columns)
    tops: dict[str, int] = {}
    tall = 0
    for column in columns.values():
        y = 0
        for node in column:
            length = _length(through[node.id], most)
            room = max(length, _ROOM)
            tops[node.id] = y + (room - length) // 2
            y += room + _GAP * 1000
        tall = max(tall, y)
    left = {number: number * (WIDTH - LABEL - _NODE) // max(last, 1) for number in columns}
    rooms = {
        number: min([x for x in left.values() if x > left[number]], default=WIDTH) - left[number] for number in left
    }
    boxes = [
        _box(node, through[node.id], left[node.column], tops[node.id], most, rooms[node.column])
        for node in _in_order(columns)
    ]
    ribbons = _ribbons(moved, known, tops, left, most)
    return Picture(boxes, ribbons, WIDTH, tall // 1000 + 1)


def fitting(label: str, room: int) -> str:
    """Cut a label that would run into the next node; signs of the East are 13 pixels wide, others 7 at most."""
    text = label.unescape() if isinstance(label, Markup) else label
    taken = list(accumulate(13 if unicodedata.east_asian_width(sign) in "WF" else 7 for sign in text))
    if not taken or taken[-1] <= room:
        return text
    return text[: sum(width <= room - 13 for width in taken)].rstrip() + "…"


def _sum(flows: Iterable[Flow], *, source: str = "", target: str = "") -> int:
    return sum(flow.fen for flow in flows if source in ("", flow.source) and target in ("", flow.target))


def _in_order(columns: Mapping[int, Sequence[Node]]) -> list[Node]:
    return [node for number in sorted(columns) for node in columns[number]]


def _length(fen: int, most: int) -> int:
    """Return how long an amount is drawn, in thousandths of a pixel; never less than one pixel."""
    return max(1000, fen * _HEIGHT * 1000 // most)


def _box(node: Node, fen: int, x: int, top: int, most: int, room: int) -> Box:
    height = _length(fen, most)
    return Box(node, fen, x, _px(top), _px(height), _px(top + height // 2), room - _NODE - 2 * SPACE)


def _ribbons(
    flows: Sequence[Flow], known: Mapping[str, Node], tops: Mapping[str, int], left: Mapping[int, int], most: int
) -> list[Ribbon]:
    """Join the nodes: flows leave and arrive from the top down, in the order of what they join, so that few cross."""
    leaving, arriving = dict(tops), dict(tops)
    made: dict[int, Ribbon] = {}
    starts: dict[int, int] = {}
    for index in sorted(range(len(flows)), key=lambda one: (tops[flows[one].source], tops[flows[one].target])):
        starts[index] = leaving[flows[index].source]
        leaving[flows[index].source] += _length(flows[index].fen, most)
    for index in sorted(range(len(flows)), key=lambda one: (tops[flows[one].target], tops[flows[one].source])):
        flow, source, target = flows[index], known[flows[index].source], known[flows[index].target]
        end, thick = arriving[flow.target], _length(flow.fen, most)
        arriving[flow.target] += thick
        from_x, to_x = left[source.column] + _NODE, left[target.column]
        made[index] = Ribbon(flow, source, target, _outline(from_x, starts[index], to_x, end, thick))
    return [made[index] for index in sorted(made)]


def _outline(from_x: int, start: int, to_x: int, end: int, thick: int) -> str:
    bend = (from_x + to_x) // 2
    return (
        f"M{from_x} {_px(start)}C{bend} {_px(start)} {bend} {_px(end)} {to_x} {_px(end)}V{_px(end + thick)}"
        f"C{bend} {_px(end + thick)} {bend} {_px(start + thick)} {from_x} {_px(start + thick)}Z"
    )


def _px(thousandths: int) -> str:
    whole, rest = divmod(thousandths, 1000)
    return f"{whole}.{rest // 100}" if rest // 100 else str(whole)
