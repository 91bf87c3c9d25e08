"""A case as its decisions see it, and the months for which it stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import assert_never

from domain.eligibility.events import (
    CaseApplied,
    CaseConfirmed,
    CaseEvent,
    CaseEvidenceFiled,
    CaseGranted,
    CaseRechecked,
    CaseRefused,
    CaseReminded,
    CaseReopened,
    CaseResumed,
    CaseReviewed,
    CaseRevoked,
    CaseSuspended,
    StopReason,
)
from domain.money import ZERO, Money
from domain.periods import Month, Period


class Stage(StrEnum):
    """How far a case is."""

    NONE = "none"
    APPLIED = "applied"
    GRANTED = "granted"
    SUSPENDED = "suspended"
    REFUSED = "refused"
    REVOKED = "revoked"


LIVE = frozenset({Stage.APPLIED, Stage.GRANTED, Stage.SUSPENDED})
ENTITLED = frozenset({Stage.GRANTED, Stage.SUSPENDED})


@dataclass(frozen=True, slots=True)
class Span:
    """A run of months, from `first` up to but without `end` (None: still running)."""

    first: Month
    end: Month | None = None

    def holds(self, month: Month) -> bool:
        """Say whether the month lies in it."""
        return self.first <= month and (self.end is None or month < self.end)


@dataclass(frozen=True, slots=True)
class Case:
    """One person's case for one programme; `id` is <programme>/<beneficiary>.

    `spans` are the months of entitlement, of earlier applications too; `amounts` says from which month on which amount
    applies, the last one that fits counting. `reminded` are pairs of a certificate's last day and the day somebody said
    so. `first_month` and what stands before it belong to the present application.
    `evidence` are the commitments (hex) of the files put to it, of earlier applications too.
    """

    id: str
    stage: Stage = Stage.NONE
    region: str = ""
    applied_on: date | None = None
    recorded_by: str = ""
    reviews: tuple[CaseReviewed, ...] = ()
    decided_by: str = ""
    last_on: date | None = None
    open_objections: tuple[str, ...] = ()
    first_month: Month | None = None
    suspended_from: Month | None = None
    check_passed: bool = False
    spans: tuple[Span, ...] = ()
    amounts: tuple[tuple[Month, Money], ...] = ()
    reminded: tuple[tuple[date, date], ...] = ()
    evidence: tuple[str, ...] = ()

    @property
    def programme(self) -> str:
        """The programme it is a case of."""
        return self.id.split("/", 1)[0]

    @property
    def beneficiary(self) -> str:
        """The person it is about."""
        return self.id.split("/", 1)[1]

    @property
    def hands(self) -> frozenset[str]:
        """The officers who recorded, reviewed or decided it."""
        everybody = {self.recorded_by, self.decided_by, *(review.reviewed_by for review in self.reviews)}
        return frozenset(everybody - {""})

    @property
    def amount(self) -> Money:
        """The amount as last decided; nothing before a grant."""
        return self.amounts[-1][1] if self.amounts else ZERO


def case_id(programme: str, beneficiary: str) -> str:
    """Name the case of one person and programme: its stream is `case/` + this."""
    return f"{programme}/{beneficiary}"


def replay(case: str, facts: Iterable[object]) -> Case:
    """Build the state of a case from its history; an unknown event stops the replay."""
    state = Case(case)
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(case: Case, event: CaseEvent) -> Case:
    """Return the case after one event. Never refuses: history has already happened."""
    match event:
        case CaseApplied(region=region, applied_on=on, recorded_by=by):
            fresh = Case(case.id, Stage.APPLIED, region, on, by, last_on=on)
            kept = replace(fresh, spans=case.spans, amounts=case.amounts, open_objections=case.open_objections)
            return replace(kept, evidence=case.evidence)
        case CaseReviewed(reviewed_on=on):
            return replace(case, reviews=(*case.reviews, event), last_on=on)
        case CaseGranted(first_month=first, amount=amount, decided_by=by, decided_on=on):
            return replace(
                case,
                stage=Stage.GRANTED,
                decided_by=by,
                last_on=on,
                first_month=first,
                spans=(*case.spans, Span(first)),
                amounts=(*case.amounts, (first, amount)),
            )
        case CaseRefused(decided_by=by, decided_on=on):
            return replace(case, stage=Stage.REFUSED, decided_by=by, last_on=on, open_objections=())
        case CaseReopened(objection_id=objection):
            return replace(case, open_objections=(*case.open_objections, objection))
        case CaseConfirmed(objection_id=objection):
            return replace(case, open_objections=tuple(o for o in case.open_objections if o != objection))
        case CaseSuspended(from_month=month):
            stopped = _until(case, month)
            return replace(stopped, stage=Stage.SUSPENDED, suspended_from=month, check_passed=False)
        case CaseResumed(from_month=month, back_pay_months=back):
            goes_on = Span(Month(month.index - back))
            return replace(case, stage=Stage.GRANTED, suspended_from=None, spans=(*case.spans, goes_on))
        case CaseRevoked(from_month=month, reason=reason):
            # Ending a case does not settle an objection: the months that still stand wait for that.
            still_open = () if reason is StopReason.OBJECTION_UPHELD else case.open_objections
            stopped = _until(case, month)
            return replace(stopped, stage=Stage.REVOKED, suspended_from=None, open_objections=still_open)
        case CaseRechecked(passed=passed, amount=amount, checked_on=on):
            known = replace(case, check_passed=passed)
            if not passed or amount == case.amount:
                return known
            return replace(known, amounts=(*case.amounts, (Month.of(on).next(), amount)))
        case CaseEvidenceFiled(commitment=commitment):
            return replace(case, evidence=(*case.evidence, commitment))
        case CaseReminded(valid_until=last, reminded_on=on):
            return replace(case, reminded=(*case.reminded, (last, on)))
        case _:
            assert_never(event)


def stands_in(case: Case, period: Period) -> tuple[Month, ...]:
    """Return the months of a period that may be paid: those of entitlement, and none while an objection is open."""
    return () if case.open_objections else entitled_months(case, period)


def entitled_months(case: Case, period: Period) -> tuple[Month, ...]:
    """Return the months of a period for which somebody is entitled, whatever is objected."""
    return tuple(month for month in period.months() if any(span.holds(month) for span in case.spans))


def amount_in(case: Case, month: Month) -> Money:
    """Return the amount decided for a month; nothing before the first. (A new amount counts from the month after.)"""
    fitting = [amount for start, amount in case.amounts if start <= month]
    return fitting[-1] if fitting else ZERO


def _until(case: Case, end: Month) -> Case:
    """Cut every span off at a month."""
    kept = (
        Span(span.first, end if span.end is None else min(span.end, end)) for span in case.spans if span.first < end
    )
    return replace(case, spans=tuple(kept))
