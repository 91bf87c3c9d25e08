"""The control sheet: of which books, how many rows and sums each file has and its SHA-256, and what seals the log."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from application.audit_data.shape import File, Table, written, yuan

PIECE = 64 * 1024
"""Characters that make a piece worth writing."""


@dataclass(slots=True)
class Tally:
    """What was written into one file."""

    file: File
    rows: dict[str, int] = field(default_factory=dict)
    sums: dict[str, list[int]] = field(default_factory=dict)
    size: int = 0
    digest: Any = field(default_factory=sha256)

    def __post_init__(self) -> None:
        for table in self.file.tables:
            self.rows[table.name] = 0
            self.sums[table.name] = [0] * len(table.amounts)

    def count(self, table: Table, amounts: Iterable[int]) -> None:
        """Count a row with its amounts, in fen."""
        self.rows[table.name] += 1
        sums = self.sums[table.name]
        for place, amount in enumerate(amounts):
            sums[place] += amount

    def pieces(self, rows: Iterable[tuple[Table, Sequence[Any]]]) -> Iterator[bytes]:
        """Yield the file with these rows, and count what is yielded."""
        waiting, length = [self.file.head], 0
        for table, values in rows:
            line = written(table, values)
            self.count(table, (values[place] for place in table.amounts))
            waiting.append(line)
            length += len(line)
            if length >= PIECE:
                yield self._counted("".join(waiting))
                waiting, length = [], 0
        yield self._counted("".join([*waiting, self.file.foot]))

    def said(self) -> dict[str, Any]:
        """Return what the control sheet says of the file."""
        tables = [
            {
                "table": table.name,
                "rows": self.rows[table.name],
                "sums": {
                    table.fields[place].name: yuan(amount)
                    for place, amount in zip(table.amounts, self.sums[table.name], strict=True)
                },
            }
            for table in self.file.tables
        ]
        return {"name": self.file.name, "bytes": self.size, "sha256": self.digest.hexdigest(), "tables": tables}

    def _counted(self, text: str) -> bytes:
        piece = text.encode()
        self.size += len(piece)
        self.digest.update(piece)
        return piece


def sheet(content: dict[str, Any]) -> bytes:
    """Return JSON for people and programs: sorted keys, two spaces, the same content the same bytes."""
    return (json.dumps(content, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()
