"""What happens to a programme. Stream: programme/<programme>."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.levels import GovernmentLevel
from domain.periods import PeriodKind
from domain.programmes.policy import Policy


class PayeeKind(StrEnum):
    """To whom a programme pays."""

    PERSON = "person"
    INSTITUTION = "institution"


class DecidingBody(StrEnum):
    """Who determines a case: 残联 its own programmes, 民政 the two national subsidies."""

    FEDERATION = "federation"
    CIVIL_AFFAIRS = "civil_affairs"


@dataclass(frozen=True, slots=True)
class ProgrammeOpened:
    """A programme exists from now on; `bank_memo` is printed on each payment (“残补”)."""

    name_zh: str
    name_en: str
    payee_kind: PayeeKind
    deciding_body: DecidingBody
    period_kind: PeriodKind
    bank_memo: str


@dataclass(frozen=True, slots=True)
class PolicyPublished:
    """A new version of the programme's rules."""

    policy: Policy


@dataclass(frozen=True, slots=True)
class TargetAssigned:
    """A target (任务数) for one year: how many people, set by whom. Not the quota that is funded, nor people served.

    `name` tells several targets of one level apart (`urban`, `rural`); empty for the only one.
    """

    fiscal_year: int
    level: GovernmentLevel
    name: str
    people: int
    document: str
    assigned_on: date


ProgrammeEvent = ProgrammeOpened | PolicyPublished | TargetAssigned
