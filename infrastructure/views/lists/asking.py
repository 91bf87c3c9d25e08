"""What a store is asked for a page: rows that begin things (candidates), in order, behind a key."""

from __future__ import annotations

from dataclasses import dataclass

from application.lists import Key
from application.views.view import Row
from infrastructure.views.lists.conditions import ALWAYS, Condition
from infrastructure.views.readings import At


@dataclass(frozen=True, slots=True)
class Candidates:
    """Rows of `kind` that are like `births`, in the order of the columns `key`, behind `after`.

    `ranges` are disjoint and follow one another in that order; an index finds the beginning of each. `rest` is what no
    index helps with: at most `effort` rows of each range are looked at for it. With `rare`, only things are looked at
    that have a row of the same kind like this, which an index of few rows finds by the key's first column.
    """

    kind: type[Row]
    key: tuple[str, ...]
    births: Condition
    ranges: tuple[Condition, ...]
    rest: Condition
    rare: Condition | None
    after: Key | None
    newest_first: bool
    limit: int
    effort: int
    at: At

    def key_of(self, row: Row) -> Key:
        """Return what a candidate is sorted by."""
        return tuple(getattr(row, column) for column in self.key)

    @property
    def bounded(self) -> bool:
        """Say whether looking may end before the end of a range."""
        return self.rest != ALWAYS or self.rare is not None
