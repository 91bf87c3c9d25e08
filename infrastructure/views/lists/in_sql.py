"""Conditions and candidates as SQL. Names come from the row types, never from outside; values are parameters."""

from __future__ import annotations

from dataclasses import dataclass, field

from application.views.view import Row
from infrastructure.views.lists.asking import Candidates
from infrastructure.views.lists.conditions import (
    All,
    Among,
    Any,
    Before,
    Condition,
    Missing,
    Newest,
    On,
    Starts,
    With,
    Without,
    just_behind,
)
from infrastructure.views.tables import TABLES

_BEHIND_ALL = 2**63 - 1
_RECENT = "{0}.ledger = %(ledger)s AND {0}.position <= %(position)s AND {0}.effective <= %(effective)s"


@dataclass(slots=True)
class Written:
    """A statement as it is written: parameters are added as they are needed."""

    values: dict[str, object] = field(default_factory=dict)
    _aliases: int = 0

    def put(self, value: object) -> str:
        """Add a parameter and return its placeholder."""
        name = f"v{len(self.values)}"
        self.values[name] = value
        return f"%({name})s"

    def condition(self, what: Condition, of: str) -> str:
        """Return a condition on the row called `of`."""
        match what:
            case Among(column, values):
                return self._among(f"{of}.{column}", values)
            case Starts(column, texts):
                return self._starts(f"{of}.{column}", texts)
            case Before(column, text):
                return f"{of}.{column} < {self.put(text)}"
            case Missing(column):
                return f"{of}.{column} IS NULL"
            case All(parts):
                return "(" + (" AND ".join(self.condition(part, of) for part in parts) or "true") + ")"
            case Any(parts):
                return "(" + (" OR ".join(self.condition(part, of) for part in parts) or "false") + ")"
            case With(kind, on, like):
                return f"EXISTS ({self._others(kind, on, like, of)})"
            case Without(kind, on, like, earlier):
                side = "<" if earlier else ">"
                return f"NOT EXISTS ({self._others(kind, on, like, of, side=side)})"
            case Newest(kind, same, steps, wanted):
                on = tuple((column, column) for column in same)
                rows = self._others(kind, on, Among("stage", steps), of, take="stage", side=">=")
                return self._among(f"({rows} ORDER BY position DESC LIMIT 1)", wanted)

    def _among(self, column: str, values: tuple[object, ...]) -> str:
        plain = [str(value) if isinstance(value, str) else value for value in values]
        return f"{column} = {self.put(plain[0])}" if len(plain) == 1 else f"{column} = ANY ({self.put(plain)})"

    def _starts(self, column: str, texts: tuple[str, ...]) -> str:
        if "" in texts:
            return "true"
        ranges = (
            f"({column} >= {self.put(text)} AND {column} < {self.put(just_behind(text))})" for text in sorted(texts)
        )
        return "(" + (" OR ".join(ranges) or "false") + ")"

    def _others(self, kind: type[Row], on: On, like: Condition, of: str, *, take: str = "", side: str = "") -> str:
        self._aliases += 1
        other = f"o{self._aliases}"
        equal = "".join(f" AND {other}.{theirs} = {of}.{ours}" for theirs, ours in on)
        when = f" AND {other}.position {side} {of}.position" if side else ""
        return (
            f"SELECT {take and f'{other}.{take}'} FROM {TABLES[kind].name} AS {other} "
            f"WHERE {_RECENT.format(other)}{equal}{when} AND {self.condition(like, other)}"
        )


def candidates(asked: Candidates, *, ledger: str, take: str = "") -> tuple[str, dict[str, object]]:
    """Return the statement that finds candidates, and its values.

    Every range is looked through by its own index, `effort` rows at most, and what it finds is merged in the key's
    order. Ordered and limited within, a narrow range never costs more than it holds, nor a wide one more than a page.
    """
    written = Written({"ledger": ledger, "position": asked.at.position, "effective": asked.at.day})
    limit = written.put(asked.limit)
    pieces = [_one_range(written, asked, each, limit, take) for each in asked.ranges]
    if len(pieces) == 1:
        return pieces[0], written.values
    order = _order(asked)
    union = " UNION ALL ".join(f"({piece})" for piece in pieces)
    return f"SELECT * FROM ({union}) AS merged ORDER BY {order} LIMIT {limit}", written.values


def edges(asked: Candidates, *, ledger: str) -> tuple[str, dict[str, object]]:
    """Return the statement that says, of each range in turn, the last key that an exhausted effort looked at."""
    written = Written({"ledger": ledger, "position": asked.at.position, "effective": asked.at.day})
    if asked.rare is not None:
        columns, looked = f"{asked.key[0]}, {0 if asked.newest_first else _BEHIND_ALL}::bigint", _rare
    else:
        columns, looked = ", ".join(asked.key), _looked
    pieces = [
        f"(SELECT {number}, {columns} FROM ({looked(written, asked, each)}) AS looked"
        f" OFFSET {asked.effort - 1} LIMIT 1)"
        for number, each in enumerate(asked.ranges)
    ]
    return f"SELECT * FROM ({' UNION ALL '.join(pieces)}) AS edge ORDER BY 1 LIMIT 1", written.values


def counted(asked: Candidates, amount: str, *, ledger: str) -> tuple[str, dict[str, object]]:
    """Return the statement that counts all candidates and adds up an expression of the row `b`."""
    written = Written({"ledger": ledger, "position": asked.at.position, "effective": asked.at.day})
    pieces = " UNION ALL ".join(
        f"(SELECT count(*) AS people, sum({amount}) AS fen FROM {_from(written, asked, each)}"
        f" AND {written.condition(asked.rest, 'b')})"
        for each in asked.ranges
    )
    return f"SELECT sum(people)::bigint, coalesce(sum(fen), 0)::bigint FROM ({pieces}) AS parts", written.values


def _one_range(written: Written, asked: Candidates, within: Condition, limit: str, take: str) -> str:
    names = take or ", ".join(column.name for column in TABLES[asked.kind].columns)
    rest = written.condition(asked.rest, "looked")
    if asked.rare is not None:
        return _found_by_rare(written, asked, within, limit)
    if asked.rest == All():
        return f"{_looked(written, asked, within)} LIMIT {limit}"
    inner = f"{_looked(written, asked, within)} LIMIT {asked.effort}"
    return f"SELECT {names} FROM ({inner}) AS looked WHERE {rest} ORDER BY {_order(asked)} LIMIT {limit}"


def _found_by_rare(written: Written, asked: Candidates, within: Condition, limit: str) -> str:
    """Go through the things with a rare row and look each one up: without the OFFSET the planner would go through all
    things and look for the rare row."""
    table, first = TABLES[asked.kind].name, asked.key[0]
    names = ", ".join(f"b.{column.name}" for column in TABLES[asked.kind].columns)
    order = ", ".join(f"{'rare' if column == first else 'b'}.{column}" for column in asked.key)
    return (
        f"SELECT {names} FROM ({_rare(written, asked, within)} LIMIT {asked.effort}) AS rare CROSS JOIN LATERAL ("
        f"SELECT * FROM {table} AS own WHERE own.ledger = %(ledger)s AND own.{first} = rare.{first} OFFSET 0"
        f") AS b WHERE {_RECENT.format('b')} AND {written.condition(asked.births, 'b')}{_behind(written, asked)}"
        f" AND {written.condition(asked.rest, 'b')} ORDER BY {_turned(order, asked)} LIMIT {limit}"
    )


def _rare(written: Written, asked: Candidates, within: Condition) -> str:
    assert asked.rare is not None
    first = asked.key[0]
    side = "<=" if asked.newest_first else ">="
    behind = "" if asked.after is None else f" AND b.{first} {side} {written.put(asked.after[0])}"
    return (
        f"SELECT DISTINCT b.{first} FROM {TABLES[asked.kind].name} AS b WHERE {_RECENT.format('b')}"
        f" AND {written.condition(within, 'b')} AND {written.condition(asked.rare, 'b')}{behind}"
        f" ORDER BY {_turned(f'b.{first}', asked)}"
    )


def _looked(written: Written, asked: Candidates, within: Condition) -> str:
    names = ", ".join(f"b.{column.name}" for column in TABLES[asked.kind].columns)
    return f"SELECT {names} FROM {_from(written, asked, within)}{_behind(written, asked)} ORDER BY {_order(asked)}"


def _from(written: Written, asked: Candidates, within: Condition) -> str:
    return (
        f"{TABLES[asked.kind].name} AS b WHERE {_RECENT.format('b')}"
        f" AND {written.condition(within, 'b')} AND {written.condition(asked.births, 'b')}"
    )


def _behind(written: Written, asked: Candidates) -> str:
    if asked.after is None:
        return ""
    columns = ", ".join(f"b.{column}" for column in asked.key)
    values = ", ".join(written.put(part) for part in asked.after)
    return f" AND ({columns}) {'<' if asked.newest_first else '>'} ({values})"


def _order(asked: Candidates) -> str:
    return _turned(", ".join(asked.key), asked)


def _turned(columns: str, asked: Candidates) -> str:
    return columns.replace(",", " DESC,") + " DESC" if asked.newest_first else columns
