"""What a route says of its answer, for the document: the type it is rendered from, and how it is enveloped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

Route = TypeVar("Route", bound=Callable[..., Any])
Envelope = Literal["plain", "items", "moment", "moment_items", "page"]


@dataclass(frozen=True, slots=True)
class Answered:
    """`plain`: the thing itself; `items`: several; `moment…`: with what it was asked as of; `page`: of a list."""

    kind: Any
    envelope: Envelope


def answers(kind: Any, *, many: bool = False) -> Callable[[Route], Route]:
    """Say that a route answers with a thing of this type, or with `many` of them under `items`."""
    return _marked(Answered(kind, "items" if many else "plain"))


def shows(kind: Any, *, many: bool = False) -> Callable[[Route], Route]:
    """Say that a route answers with a view's answer under `item` (or `items`), and the moment it is as of."""
    return _marked(Answered(kind, "moment_items" if many else "moment"))


def lists(kind: Any) -> Callable[[Route], Route]:
    """Say that a route answers with a page of rows of this type."""
    return _marked(Answered(kind, "page"))


def is_open(route: Route) -> Route:
    """Say that a route is for everybody: no token is asked for."""
    route.is_open = True  # type: ignore[attr-defined]  # read by the document and by the test that knocks everywhere
    return route


def takes_anything(route: Route) -> Route:
    """Say that somebody else writes the route's address: what it does not know there is passed over, not refused."""
    route.takes_anything = True  # type: ignore[attr-defined]  # read where parameters are
    return route


def _marked(answered: Answered) -> Callable[[Route], Route]:
    def mark(route: Route) -> Route:
        route.answered = answered  # type: ignore[attr-defined]  # read by the document
        return route

    return mark
