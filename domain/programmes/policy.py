"""A policy: the rules of a programme as data. A new text is a new version; a decision names the version it used."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction
from typing import ClassVar

from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.programmes.formulas import Formula, NamedAmount
from domain.programmes.monthly import COMMON_MONTHS, MonthlyRules


@dataclass(frozen=True, slots=True)
class FactAmong:
    """Holds when the fact's value (or one of its comma-separated values) is among `values`."""

    KIND: ClassVar[str] = "fact_among"
    fact: str
    values: tuple[str, ...]
    article: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class NumberBetween:
    """Holds when the fact is a whole number from `at_least` to `at_most`, both included."""

    KIND: ClassVar[str] = "number_between"
    fact: str
    at_least: int
    at_most: int
    article: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class NotExpired:
    """Holds when the fact is a date on or after the day of the decision, or `none` where `open_ended` allows it."""

    KIND: ClassVar[str] = "not_expired"
    fact: str
    open_ended: bool
    article: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class AllOf:
    """Holds when every one of its criteria holds."""

    KIND: ClassVar[str] = "all_of"
    of: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Holds when at least one of its criteria holds."""

    KIND: ClassVar[str] = "any_of"
    of: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Holds when its criterion does not."""

    KIND: ClassVar[str] = "not"
    criterion: Criterion
    article: str
    zh: str
    en: str


Criterion = FactAmong | NumberBetween | NotExpired | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Standard:
    """One row of the standards table: whoever has `fact` = `value` gets `amount`. An empty fact applies to all.

    Instead of an amount the row may have a formula, by which each person's own amount is worked out.
    """

    fact: str
    value: str
    amount: Money | None
    article: str
    formula: Formula | None = None


@dataclass(frozen=True, slots=True)
class TierShare:
    """A level's (and kind's) share of a tier's payments."""

    level: GovernmentLevel
    kind: FundKind
    share: Fraction


@dataclass(frozen=True, slots=True)
class Tier:
    """A funding tier: up to `headcount` people a period (None: no limit), its shares summing to one.

    `amount` overrides the standards table where the tier pays another amount; None leaves the standard.
    Without shares the tier is *unfunded*: people stand in it, no money is spread to them.
    """

    name: str
    headcount: int | None
    amount: Money | None
    shares: tuple[TierShare, ...]


class StandardUnit(StrEnum):
    """What one standard amount is for."""

    PERIOD = "period"
    MONTH = "month"


class ApprovalStep(StrEnum):
    """The four steps, in the usual order (项目负责人 → 分管领导 → 集体研究 → 单位负责人)."""

    PROJECT_LEAD = "project_lead"
    DIVISION_LEADER = "division_leader"
    COLLECTIVE_MEETING = "collective_meeting"
    UNIT_HEAD = "unit_head"

    @property
    def zh(self) -> str:
        """The step's Chinese name."""
        return {
            "project_lead": "项目负责人",
            "division_leader": "分管领导",
            "collective_meeting": "集体研究",
            "unit_head": "单位负责人",
        }[self.value]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Working days allowed for each step; source: the two national subsidies' rules, local texts vary."""

    receive: int
    determine: int
    inform: int
    pay: int


@dataclass(frozen=True, slots=True)
class FactSource:
    """The register that is the source of truth for a fact."""

    fact: str
    source: str


@dataclass(frozen=True, slots=True)
class Policy:
    """One version of a programme's rules, in force from `valid_from`, resting on `document`.

    `excludes` names programmes that may not be held together with this one. `notice_days` are working days.
    `review_levels` are the offices that review a case, in order. `approval_chain` are the steps of a batch.
    `bases` are the amounts that formulas call by name. `monthly` says how entitlements start, stop and are made up.
    """

    version: int
    valid_from: date
    document: str
    criteria: Criterion
    standards: tuple[Standard, ...]
    standard_unit: StandardUnit
    tiers: tuple[Tier, ...]
    excludes: tuple[str, ...]
    notice_days: int
    review_levels: tuple[GovernmentLevel, ...]
    approval_chain: tuple[ApprovalStep, ...]
    deadlines: Deadlines
    fact_sources: tuple[FactSource, ...]
    bases: tuple[NamedAmount, ...] = ()
    monthly: MonthlyRules = COMMON_MONTHS
