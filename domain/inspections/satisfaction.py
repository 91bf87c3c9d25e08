"""How satisfied people are, of those who said so; who said nothing, and why, is counted apart."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.rates import Quantity, Rate, Unit

SATISFIED_FROM = 4


@dataclass(frozen=True, slots=True)
class Satisfaction:
    """Answers from 1 to 5, and everybody of the sample who gave none: met, not met, not called on yet."""

    answers: tuple[int, int, int, int, int]
    no_answer: int
    not_met: int
    not_visited: int

    @property
    def sampled(self) -> int:
        """How many were drawn."""
        return self.answered + self.no_answer + self.not_met + self.not_visited

    @property
    def answered(self) -> int:
        """How many gave an answer."""
        return sum(self.answers)

    @property
    def satisfied(self) -> int:
        """How many of them said 4 or 5."""
        return sum(self.answers[SATISFIED_FROM - 1 :])

    @property
    def rate(self) -> Rate | None:
        """The satisfied against those who answered, never against those who did not; None when nobody answered."""
        return _rate("satisfied", self.satisfied, "answered", self.answered)

    @property
    def response(self) -> Rate | None:
        """Those who answered against all who were drawn; None when nobody was."""
        return _rate("answered", self.answered, "sampled", self.sampled)


def counted(visits: Iterable[tuple[bool | None, int | None]]) -> Satisfaction:
    """Count each person of the sample: whether they were met (None: not called on yet) and what they answered."""
    answers, no_answer, not_met, not_visited = [0] * 5, 0, 0, 0
    for met, answer in visits:
        if met is None:
            not_visited += 1
        elif not met:
            not_met += 1
        elif answer is None:
            no_answer += 1
        else:
            answers[answer - 1] += 1
    one, two, three, four, five = answers
    return Satisfaction((one, two, three, four, five), no_answer, not_met, not_visited)


def _rate(name: str, count: int, against: str, of: int) -> Rate | None:
    return Rate(Quantity(name, count, Unit.PEOPLE), Quantity(against, of, Unit.PEOPLE)) if of else None
