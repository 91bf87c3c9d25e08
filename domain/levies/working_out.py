"""Working a levy out: (staff × rate − disabled staff) × average wage, exactly, rounded once, keeping every line."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from domain.levies.events import EmployerFigures, LevyStep, LevyUnit, LevyWorking
from domain.levies.numbers import written
from domain.levies.terms import LevyStair, LevyTerms
from domain.money import Money
from domain.programmes.formulas import RoundingWay

_NONE = Fraction(0)
_HALF = Fraction(1, 2)


def work_out(terms: LevyTerms, figures: EmployerFigures) -> tuple[Money, tuple[LevyWorking, ...]]:
    """Return what is owed in whole fen, and each line of how it came about; the last line is the amount."""
    sheet = _Sheet()
    people, share, fen = LevyUnit.PEOPLE, LevyUnit.SHARE, LevyUnit.FEN
    staff = sheet.line(LevyStep.HEADCOUNT, written(figures.headcount), figures.headcount, people)
    exemption = terms.exemption
    if exemption is not None and figures.headcount <= exemption.most_employees:
        said = f"{written(figures.headcount)} ≤ {exemption.most_employees}"
        sheet.line(LevyStep.EXEMPT, said, _NONE, fen, (staff,), exemption.document)
        return Money(0), tuple(sheet.lines)
    quota = sheet.line(
        LevyStep.QUOTA,
        f"{written(figures.headcount)} × {written(terms.rate)}",
        figures.headcount * terms.rate,
        people,
        (staff,),
        terms.document,
    )
    counted, said = _counted(terms, figures)
    arranged = sheet.line(LevyStep.ARRANGED, said, counted, people)
    gap = max(sheet.result(quota) - counted, _NONE)
    said = f"{written(sheet.result(quota))} − {written(counted)}"
    missing = sheet.line(LevyStep.MISSING, said, gap, people, (quota, arranged))
    own = sheet.line(LevyStep.WAGE, str(figures.average_wage), Fraction(figures.average_wage.fen), fen)
    most = terms.cap_times * terms.average_wage.fen
    said = f"{written(terms.cap_times)} × {terms.average_wage}"
    cap = sheet.line(LevyStep.WAGE_CAP, said, most, fen, (), terms.average_wage_source)
    wage = min(sheet.result(own), most)
    taken = sheet.line(LevyStep.WAGE_TAKEN, _yuan(wage), wage, fen, (own, cap))
    full = sheet.line(LevyStep.FULL, f"{written(gap)} × {_yuan(wage)}", gap * wage, fen, (missing, taken))
    last = full
    if terms.reduction is not None and gap:
        held = counted / figures.headcount
        said = f"{written(counted)} ÷ {written(figures.headcount)}"
        reached = sheet.line(LevyStep.SHARE, said, held, share, (arranged, staff))
        pays = _pays(terms.reduction.stairs, held)
        said = f"{_yuan(sheet.result(full))} × {written(pays)}"
        part = sheet.result(full) * pays
        last = sheet.line(LevyStep.REDUCED, said, part, fen, (full, reached), terms.reduction.document)
    coin = terms.rounded_to.fen
    coins = sheet.result(last) / coin + (_HALF if terms.rounding is RoundingWay.HALF_UP else 0)
    whole = coins.numerator // coins.denominator * coin
    said = f"{terms.rounded_to.value} {terms.rounding.value}"
    sheet.line(LevyStep.ROUNDED, said, Fraction(whole), fen, (last,))
    return Money(whole), tuple(sheet.lines)


class _Sheet:
    """A sheet of paper on which lines are written one below the other."""

    def __init__(self) -> None:
        self.lines: list[LevyWorking] = []

    def line(
        self,
        step: LevyStep,
        said: str,
        result: Fraction,
        unit: LevyUnit,
        rests_on: tuple[int, ...] = (),
        source: str = "",
    ) -> int:
        """Write a line and return its number."""
        self.lines.append(LevyWorking(step, said, source, rests_on, result, unit))
        return len(self.lines)

    def result(self, line: int) -> Fraction:
        """Return what a line came to."""
        return self.lines[line - 1].result


def _counted(terms: LevyTerms, figures: EmployerFigures) -> tuple[Fraction, str]:
    """Return disabled staff, each counted as its group says, and how that is written."""
    weight = {one.group: one.counts_as for one in terms.weights}
    counted = sum((one.people * weight[one.group] for one in figures.arranged), _NONE)
    said = " + ".join(f"{written(one.people)} × {weight[one.group]}" for one in figures.arranged if one.people)
    return counted, said or "0"


def _pays(stairs: Sequence[LevyStair], share: Fraction) -> Fraction:
    """Return the part that is paid on the highest step the share reaches."""
    return [one.part_paid for one in stairs if one.from_share <= share][-1]


def _yuan(fen: Fraction) -> str:
    return str(Money(fen.numerator)) if fen.denominator == 1 else written(fen / 100)
