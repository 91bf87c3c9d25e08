"""A policy's criteria as a list to go through: each with its article, its sentence, and what was seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.eligibility.criteria import MISSING
from domain.facts import Outcome
from domain.programmes.policy import AllOf, AnyOf, Criterion, Not, Policy


@dataclass(frozen=True, slots=True)
class CriterionShown:
    """One criterion and what it said. `group` is 0 where it has to hold; of those of any other group one is enough."""

    number: int
    article: str
    zh: str
    en: str
    held: bool
    seen: str
    group: int

    @property
    def is_missing(self) -> bool:
        """Whether nothing was recorded that answers it."""
        return self.seen.endswith(f"={MISSING}")


def criteria_shown(policy: Policy, outcomes: Sequence[Outcome]) -> tuple[CriterionShown, ...]:
    """Return the criteria in the policy's order, each with its outcome; `outcomes` are of this very policy."""
    return tuple(
        CriterionShown(number, one.article, one.zh, one.en, outcome.held, outcome.seen, group)
        for number, ((group, one), outcome) in enumerate(zip(_leaves(policy.criteria, 0, [0]), outcomes, strict=True))
    )


def _leaves(criterion: Criterion, group: int, groups: list[int]) -> Iterator[tuple[int, _Leaf]]:
    match criterion:
        case AllOf(of=parts):
            for part in parts:
                yield from _leaves(part, group, groups)
        case AnyOf(of=parts):
            groups[0] += not group
            for part in parts:
                yield from _leaves(part, group or groups[0], groups)
        case Not(article=article, zh=zh, en=en):
            yield group, _Leaf(article, zh, en)
        case _:
            yield group, _Leaf(criterion.article, criterion.zh, criterion.en)


@dataclass(frozen=True, slots=True)
class _Leaf:
    article: str
    zh: str
    en: str
