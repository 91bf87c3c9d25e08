"""Working out a formula on facts: exactly, in fractions of a fen, keeping every line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import assert_never

from domain.eligibility.amount_rejections import AmountFactMissing, AmountFactUnreadable, NoBaseApplies
from domain.facts import Fact
from domain.money import FinerThanOneFen, Money, NotAnAmount
from domain.programmes.formulas import (
    AtLeast,
    AtMost,
    BaseAmount,
    FactAmount,
    FixedAmount,
    Formula,
    GapTo,
    MinimumRate,
    NamedAmount,
    Pays,
    RaisedBy,
    Rounded,
    RoundingWay,
    ShareOf,
)
from domain.workings import Working, WorkingStep

_WHOLE = re.compile(r"\d{1,15}", re.ASCII)
_HALF = Fraction(1, 2)


def work_out(
    formula: Formula, bases: Sequence[NamedAmount], facts: Sequence[Fact]
) -> tuple[Money, tuple[Working, ...]]:
    """Return the amount a formula gives on facts, and each line of how it came about, the inner ones first.

    Raises AmountFactMissing, AmountFactUnreadable (a wrong unit, more than one reading), NoBaseApplies.
    """
    sheet = _Sheet(bases, {fact.name: fact for fact in facts})
    last = sheet.line_of(formula)
    exact = sheet.lines[last - 1].fen
    assert exact.denominator == 1, "the outermost step rounds to whole fen"
    return Money(exact.numerator), tuple(sheet.lines)


def several(value: str) -> list[str]:
    """Return a fact's values: they are separated by commas."""
    return [part.strip() for part in value.split(",") if part.strip()]


@dataclass(slots=True)
class _Sheet:
    """A sheet of paper on which lines are written one below the other."""

    bases: Sequence[NamedAmount]
    facts: Mapping[str, Fact]
    lines: list[Working] = field(default_factory=list)

    def line_of(self, formula: Formula) -> int:
        """Write what a formula comes to, below the lines it rests on, and return the line's number."""
        match formula:
            case FixedAmount(amount=amount):
                return self._write("fixed_amount", "", str(amount), "", None, (), Fraction(amount.fen))
            case FactAmount(fact=name):
                fact = self.facts.get(name)
                if fact is None:
                    raise AmountFactMissing("facts", what=name)
                return self._write("fact_amount", name, fact.value, fact.source, fact.as_of, (), Fraction(_fen(fact)))
            case BaseAmount(base=name):
                row = self._base(name)
                return self._write(
                    "base_amount", name, str(row.amount), row.article, None, (), Fraction(row.amount.fen)
                )
            case ShareOf(share=share, of=inner):
                line = self.line_of(inner)
                return self._write("share_of", "", str(share), "", None, (line,), self._fen(line) * share)
            case GapTo(base=name, less=inner):
                line, row = self.line_of(inner), self._base(name)
                gap = max(row.amount.fen - self._fen(line), Fraction(0))
                return self._write("gap_to", name, str(row.amount), row.article, None, (line,), gap)
            case RaisedBy(base=name, by=by, pays=pays):
                row = self._base(name)
                paid = row.amount.fen * (by if pays is Pays.ADDITION else 1 + by)
                said = f"{row.amount} {by} {pays.value}"
                return self._write("raised_by", name, said, row.article, None, (), Fraction(paid))
            case MinimumRate(base=name, part=part):
                row = self._base(name)
                said = f"{row.amount} {part}"
                return self._write("minimum_rate", name, said, row.article, None, (), row.amount.fen * part)
            case AtLeast(limit=limit, of=inner):
                lines = self.line_of(inner), self.line_of(limit)
                return self._write("at_least", "", "", "", None, lines, max(map(self._fen, lines)))
            case AtMost(limit=limit, of=inner):
                lines = self.line_of(inner), self.line_of(limit)
                return self._write("at_most", "", "", "", None, lines, min(map(self._fen, lines)))
            case Rounded(of=inner, to=to, way=way):
                line = self.line_of(inner)
                coins = self._fen(line) / to.fen + (_HALF if way is RoundingWay.HALF_UP else 0)
                whole = coins.numerator // coins.denominator * to.fen
                return self._write("rounded", "", f"{to.value} {way.value}", "", None, (line,), Fraction(whole))
            case _:
                assert_never(formula)

    def _write(
        self,
        step: str,
        name: str,
        value: str,
        source: str,
        as_of: date | None,
        lines: tuple[int, ...],
        fen: Fraction,
    ) -> int:
        self.lines.append(Working(WorkingStep(step), name, value, source, as_of, lines, fen))
        return len(self.lines)

    def _fen(self, line: int) -> Fraction:
        return self.lines[line - 1].fen

    def _base(self, name: str) -> NamedAmount:
        for row in self.bases:
            held = self.facts.get(row.fact)
            if row.name == name and (not row.fact or (held is not None and row.value in several(held.value))):
                return row
        raise NoBaseApplies("facts", what=name)


def _fen(fact: Fact) -> int:
    """Return the fen a fact says: whole ones where its name ends with `_fen`, else yuan with at most two decimals."""
    if fact.name.endswith("_fen"):
        if not _WHOLE.fullmatch(fact.value.strip()):
            raise AmountFactUnreadable("facts", what=fact.name, unit="分 (fen)")
        return int(fact.value)
    try:
        amount = Money.from_yuan(fact.value)
    except (NotAnAmount, FinerThanOneFen):
        amount = Money(-1)
    if amount.fen < 0:
        raise AmountFactUnreadable("facts", what=fact.name, unit="元 (yuan)")
    return amount.fen
