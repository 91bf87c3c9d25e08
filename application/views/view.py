"""What a view is: tables, a pure function from an entry to their rows, and the events it leaves alone on purpose."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from types import UnionType
from typing import Annotated, Any, get_args

from application.recorded import Recorded

LineId = Annotated[str, "line"]
"""The id of a fund line or a revenue account; a database may keep a number derived from it in its stead."""

Word = Annotated[str, "word"]
"""Text that comes again and again (a programme, a tier, a batch), so that writing it once is worth remembering."""


class Name(StrEnum):
    """A word of a fixed list. It hashes as the text it is, in a third of the time an enum takes."""

    __hash__ = str.__hash__


Row = tuple[Any, ...]
"""A NamedTuple whose first field is `position`; where an entry adds several to one table, `seq` counts from 0."""

_CHINA = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class View:
    """One view. `tables` are the row types; `rows` yields rows of them and must be pure: no clock, no fresh id.

    Every event of the catalogue stands in `handles` or in `ignores`, so that a new event makes the author think.
    """

    name: str
    tables: tuple[type[Row], ...]
    rows: Callable[[Recorded[Any]], Iterable[Row]]
    handles: frozenset[type]
    ignores: frozenset[type]


def every(*events: type | UnionType) -> frozenset[type]:
    """Return the classes of unions such as `FundEvent`, and single classes as they are."""
    return frozenset(kind for event in events for kind in (get_args(event) or (event,)))


def recorded_day(entry: Recorded[object]) -> date:
    """Return the day in China on which the entry was recorded: the effective date of a fact that states none."""
    return (entry.recorded_at + _CHINA).date()


def id_in(stream: str) -> str:
    """Return a stream's id: all behind its kind, `2017/psy-medicine/990101` for `fund/2017/psy-medicine/990101`."""
    return stream.partition("/")[2]
