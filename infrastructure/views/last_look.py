"""What was last seen of a ledger's fund position, so that the next look adds up only what moved since.

Entries never change, so what was added up as of a position stays right as of that position. What could replace the
rows themselves is a rebuild or another server in the old one's place; `of` is different after either (see
`fund_position.sql`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from application.answers import FundLineView, FundPosition
from application.views.funds import FundLine
from application.views.sheet import Balances, plus
from domain.regions import RegionCode
from infrastructure.views import assembling
from infrastructure.views.packing import line_key

_MOST_ANSWERS = 64


class Asked(NamedTuple):
    """Which lines are asked for; what is empty narrows nothing."""

    programme: str
    fiscal_year: int | None
    level: str | None
    kind: str | None
    document: str
    region: str

    @property
    def is_for_all(self) -> bool:
        """Whether it narrows nothing."""
        return not any(self)

    def lines(self, lines: Iterable[FundLineView]) -> tuple[FundLineView, ...]:
        """Return those of the lines that are asked for."""
        if self.is_for_all:
            return tuple(lines)
        outer = RegionCode.parse(self.region) if self.region else None
        return tuple(
            line
            for line in lines
            if self.programme in ("", line.programme)
            and (not self.fiscal_year or self.fiscal_year == line.fiscal_year)
            and (not self.level or self.level == line.level)
            and (not self.kind or self.kind == line.kind)
            and self.document in ("", line.document)
            and (outer is None or RegionCode.parse(line.region).within(outer))
        )


@dataclass(frozen=True, slots=True)
class LastLook:
    """Every line and its balances as of a position. Shared by threads: but for answers kept, it never changes."""

    position: int
    of: bytes
    balances: Mapping[int, Balances]
    lines: Mapping[int, FundLineView]
    _answers: dict[Asked, FundPosition] = field(default_factory=dict)

    @classmethod
    def at(cls, position: int, of: bytes, found: Sequence[tuple[FundLine, Balances]]) -> LastLook:
        """Return a first look, at all lines in their order."""
        by_key = {line_key(line.line_id): (line, balances) for line, balances in found}
        return cls(
            position,
            of,
            {key: balances for key, (_, balances) in by_key.items()},
            {key: assembling.fund_line(line, balances) for key, (line, balances) in by_key.items()},
        )

    def moved(self, position: int, effects: Iterable[tuple[int, Balances]]) -> LastLook:
        """Return the look as of a later position, by what each movement since then does to its line."""
        balances, lines = dict(self.balances), dict(self.lines)
        for key, effect in effects:
            if key in balances:
                balances[key] = plus(balances[key], effect)
        for key, now in balances.items():
            if now is not self.balances[key]:
                lines[key] = assembling.with_balances(lines[key], now)
        return LastLook(position, self.of, balances, lines)

    def answer(self, asked: Asked) -> FundPosition:
        """Return the position of the lines asked for: the same object each time, as long as nothing moves."""
        known = self._answers.get(asked)
        if known is None:
            lines = asked.lines(self.lines.values())
            known = FundPosition(self.position, None, lines, assembling.totals(lines))
            if len(self._answers) < _MOST_ANSWERS:
                known = self._answers.setdefault(asked, known)
        return known
