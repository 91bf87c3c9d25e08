"""A payment's money line by line: what each line bore of it, and where that stands now, to the fen."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from application.answers import TrailStep
from application.views.posting import Movement
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money


@dataclass(frozen=True, slots=True)
class Borne:
    """What one line bore of a payment, and where it stands: the sums of all but `released` come to `released`.

    `back` is on its line again (given up after a return, or recovered); `treasury` came in when its year was closed.
    """

    line: str
    document: str
    level: GovernmentLevel
    kind: FundKind
    released: Money
    at_bank: Money
    settled: Money
    returned: Money
    back: Money
    treasury: Money


@dataclass(frozen=True, slots=True)
class Source:
    """One line and how its money came to it, the batch's reservation last."""

    line: str
    steps: Sequence[TrailStep]


def borne(steps: Iterable[TrailStep]) -> Sequence[Borne]:
    """Return the lines of a payment's own steps, in the order in which they first bore something."""
    own = list(steps)
    return [_of_line([one for one in own if one.line == line]) for line in dict.fromkeys(one.line for one in own)]


def by_line(sources: Iterable[TrailStep]) -> Sequence[Source]:
    """Return the sources of a payment line by line, each in the order recorded."""
    ordered = sorted(sources, key=lambda one: (one.line, one.position))
    return [Source(line, tuple(steps)) for line, steps in groupby(ordered, key=lambda one: one.line)]


def _of_line(steps: Sequence[TrailStep]) -> Borne:
    sums = {movement: Money(sum(one.amount.fen for one in steps if one.movement == movement)) for movement in Movement}
    recovered = sums[Movement.RECOVER] + sums[Movement.RECOVER_TO_TREASURY]
    late, late_to_treasury = sums[Movement.RETURN_LATE], sums[Movement.RETURN_LATE_TO_TREASURY]
    return Borne(
        steps[0].line,
        steps[0].document,
        steps[0].level,
        steps[0].kind,
        released=sums[Movement.RELEASE],
        at_bank=sums[Movement.RELEASE] + sums[Movement.REISSUE] - sums[Movement.SETTLE] - sums[Movement.RETURN],
        settled=sums[Movement.SETTLE] - late - late_to_treasury - recovered,
        returned=sums[Movement.RETURN] + late - sums[Movement.REISSUE] - sums[Movement.CANCEL],
        back=sums[Movement.CANCEL] + sums[Movement.RECOVER],
        treasury=sums[Movement.RECOVER_TO_TREASURY] + late_to_treasury,
    )
