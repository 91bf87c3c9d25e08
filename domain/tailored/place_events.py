"""What happens in a place: its terms, and in a year its supervisors, reports and falsifications.

Streams: service_terms/<region>, service_place/<year>/<region>.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from domain.money import Money
from domain.periods import Period, PeriodKind


class Factor(StrEnum):
    """What regions are ranked on: 调查率, 计划率, 服务率, 回访率, 满意率, 督导完成率, 报告及时率."""

    SURVEYED = "surveyed"
    PLANNED = "planned"
    SERVED = "served"
    VISITED = "visited"
    SATISFIED = "satisfied"
    SUPERVISED = "supervised"
    PUNCTUAL = "punctual"


@dataclass(frozen=True, slots=True)
class Weight:
    """How much of the score a factor is; the weights of all factors sum to one."""

    factor: Factor
    weight: Fraction


@dataclass(frozen=True, slots=True)
class Terms:
    """The rules of a place. Each supervisor calls on so many households a `quota_period`.

    Reports are due so many calendar days after their month or quarter is over. Emergency aid is limited for a person
    and for the place, both a year, and is paid by a programme.
    """

    weights: tuple[Weight, ...]
    households: int
    quota_period: PeriodKind
    monthly_days: int
    quarterly_days: int
    aid_programme: str
    aid_a_person: Money
    aid_a_year: Money


@dataclass(frozen=True, slots=True)
class ServiceTermsSet:
    """A place's terms from a day on, by a document; they hold in the places inside it that have none of their own."""

    version: int
    terms: Terms
    valid_from: date
    document: str
    set_by: str
    set_on: date


ServiceTermsEvent = ServiceTermsSet


@dataclass(frozen=True, slots=True)
class SupervisorsNamed:
    """These officers supervise the place from now on, whoever did before."""

    supervisors: tuple[str, ...]
    named_by: str
    named_on: date


@dataclass(frozen=True, slots=True)
class HouseholdSupervised:
    """A supervisor called on a household; `beneficiaries` are all its people in the ledger."""

    supervisor: str
    beneficiaries: tuple[str, ...]
    page_sha256: str
    supervised_on: date


@dataclass(frozen=True, slots=True)
class ServiceReportHandedIn:
    """The report of a month or quarter was handed in; `due_on` as the terms say, `page_sha256` of the signed report."""

    period: Period
    due_on: date
    page_sha256: str
    handed_in_by: str
    handed_in_on: date


@dataclass(frozen=True, slots=True)
class FalsificationConfirmed:
    """It is established that files of the place are made up. `files` are those that show it."""

    number: int
    files: tuple[str, ...]
    text: str
    document: str
    confirmed_by: str
    confirmed_on: date


@dataclass(frozen=True, slots=True)
class FalsificationWithdrawn:
    """It was not so after all."""

    number: int
    text: str
    withdrawn_by: str
    withdrawn_on: date


ServicePlaceEvent = (
    SupervisorsNamed | HouseholdSupervised | ServiceReportHandedIn | FalsificationConfirmed | FalsificationWithdrawn
)
