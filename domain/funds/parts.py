"""Which line of funds pays how much of something: the smallest piece of the 专款专用 trail."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.levels import FundKind, GovernmentLevel
from domain.money import Money


@dataclass(frozen=True, slots=True)
class Part:
    """So much (`amount`, more than zero) out of one fund line."""

    line: str
    amount: Money


def fund_id(year: int, programme: str, region: str) -> str:
    """Name the fund of one programme, fiscal year and region: its stream is `fund/` + this."""
    return f"{year}/{programme}/{region}"


def line_id(fund: str, level: GovernmentLevel, kind: FundKind, document: str) -> str:
    """Name one line of a fund: 2017/psy-medicine/990101/provincial/general_budget/财社〔2016〕114号."""
    return f"{fund}/{level}/{kind}/{document}"


def fund_of(line: str) -> str:
    """Return the fund a line belongs to."""
    return "/".join(line.split("/", 3)[:3])


def sum_by_line(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Add parts up, one a line, in the order the lines first come."""
    sums: dict[str, int] = {}
    for part in parts:
        sums[part.line] = sums.get(part.line, 0) + part.amount.fen
    return tuple(Part(line, Money(fen)) for line, fen in sums.items())
