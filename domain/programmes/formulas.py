"""A standard that is worked out: a small closed set of steps over facts and named amounts, as data in the policy.

Every step gives an amount that is never below zero and is kept exactly, as a fraction of a fen, until the last step
rounds it as the policy says. There is no other arithmetic than this.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from domain.money import Money


class RoundTo(StrEnum):
    """To which coin an amount is rounded."""

    FEN = "fen"
    JIAO = "jiao"
    YUAN = "yuan"

    @property
    def zh(self) -> str:
        """Its Chinese name."""
        return {"fen": "分", "jiao": "角", "yuan": "元"}[self.value]

    @property
    def fen(self) -> int:
        """How many fen it is."""
        return {"fen": 1, "jiao": 10, "yuan": 100}[self.value]


class RoundingWay(StrEnum):
    """Which way an amount is rounded."""

    HALF_UP = "half_up"
    DOWN = "down"

    @property
    def zh(self) -> str:
        """Its Chinese name."""
        return {"half_up": "四舍五入", "down": "舍去尾数"}[self.value]


class Pays(StrEnum):
    """Of a standard that is raised: the addition alone is paid, or the standard with it."""

    ADDITION = "addition"
    RAISED = "raised"

    @property
    def zh(self) -> str:
        """Its Chinese name."""
        return {"addition": "只发上浮部分", "raised": "发上浮后的全额"}[self.value]


@dataclass(frozen=True, slots=True)
class NamedAmount:
    """An amount that formulas call by name: a base, a standard, a lowest rate. The first fitting row of a name counts.

    Whoever has `fact` = `value` has this row; an empty fact applies to all. `zh` and `en` are what the office calls it.
    """

    name: str
    fact: str
    value: str
    amount: Money
    article: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class FixedAmount:
    """An amount as it stands."""

    KIND: ClassVar[str] = "fixed_amount"
    amount: Money


@dataclass(frozen=True, slots=True)
class FactAmount:
    """An amount of money that a fact says; the fact's name ends with its unit, `_fen` or `_yuan`."""

    KIND: ClassVar[str] = "fact_amount"
    fact: str


@dataclass(frozen=True, slots=True)
class BaseAmount:
    """A named amount of the policy."""

    KIND: ClassVar[str] = "base_amount"
    base: str


@dataclass(frozen=True, slots=True)
class ShareOf:
    """An exact part of another amount, more than nothing and at most all of it."""

    KIND: ClassVar[str] = "share_of"
    share: Fraction
    of: Formula


@dataclass(frozen=True, slots=True)
class GapTo:
    """What another amount falls short of a named amount; nothing when it does not."""

    KIND: ClassVar[str] = "gap_to"
    base: str
    less: Formula


@dataclass(frozen=True, slots=True)
class RaisedBy:
    """A named standard raised by a part of itself (+20 % is 1/5): the addition alone, or the standard with it."""

    KIND: ClassVar[str] = "raised_by"
    base: str
    by: Fraction
    pays: Pays


@dataclass(frozen=True, slots=True)
class MinimumRate:
    """The lowest rate there is (a named amount), taken over in full (1) or in part, whatever higher rate was chosen."""

    KIND: ClassVar[str] = "minimum_rate"
    base: str
    part: Fraction


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Another amount, but never less than `limit`."""

    KIND: ClassVar[str] = "at_least"
    limit: Formula
    of: Formula


@dataclass(frozen=True, slots=True)
class AtMost:
    """Another amount, but never more than `limit`."""

    KIND: ClassVar[str] = "at_most"
    limit: Formula
    of: Formula


@dataclass(frozen=True, slots=True)
class Rounded:
    """Another amount, rounded to a coin: the outermost step of every formula, and of no step inside."""

    KIND: ClassVar[str] = "rounded"
    of: Formula
    to: RoundTo
    way: RoundingWay


Formula = FixedAmount | FactAmount | BaseAmount | ShareOf | GapTo | RaisedBy | MinimumRate | AtLeast | AtMost | Rounded


def parts_of(formula: Formula) -> tuple[tuple[str, Formula], ...]:
    """Return the formulas inside one, each with the name of its field, in the order they are worked out."""
    match formula:
        case ShareOf(of=inner) | Rounded(of=inner):
            return (("of", inner),)
        case GapTo(less=inner):
            return (("less", inner),)
        case AtLeast(limit=limit, of=inner) | AtMost(limit=limit, of=inner):
            return ("of", inner), ("limit", limit)
        case _:
            return ()
