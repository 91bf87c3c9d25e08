"""The lists of levies: terms, assessments as corrected and paid, their workings; charges with their prices; fees."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from application.listed.levies import (
    ChargeListed,
    FeeListed,
    LevyAssessmentListed,
    LevyMeasure,
    LevyState,
    LevyTermsListed,
    LevyWorkingListed,
)
from application.lists import Where
from application.views.levies import ChargePrice, Fee, LevyChange, LevyLine, LevyMove, LevyTermsRow
from domain.levies.events import LevyStep, LevyUnit
from domain.money import ZERO, Money, total
from infrastructure.views.lists.conditions import ALWAYS, Among, Condition, Starts
from infrastructure.views.lists.plans import Plan, Store, one

_MEASURES = {
    LevyUnit.PEOPLE: LevyMeasure.PEOPLE,
    LevyUnit.SHARE: LevyMeasure.SHARE,
    LevyUnit.FEN: LevyMeasure.YUAN,
}


def _terms(_store: Store, rows: Sequence[LevyTermsRow], _: Where) -> Iterator[LevyTermsListed]:
    for row in rows:
        yield LevyTermsListed(
            row.levy,
            row.fiscal_year,
            row.region,
            row.version,
            row.rate,
            row.weights,
            row.cap_times,
            Money(row.average_wage_fen),
            row.average_wage_source,
            row.reduction,
            row.reduction_until,
            row.exempt_most,
            row.exempt_until,
            row.document,
            row.rounding,
            row.due_days,
            row.by,
            row.effective,
            row.position,
        )


def _assessments(store: Store, rows: Sequence[LevyMove], _: Where) -> Iterator[LevyAssessmentListed]:
    moves: dict[str, list[LevyMove]] = defaultdict(list)
    for move in store.rows(LevyMove, assessment={row.assessment for row in rows}):
        moves[move.assessment].append(move)
    for row in rows:
        own = moves[row.assessment]
        now = [move for move in own if move.stage in (LevyChange.ASSESSED, LevyChange.CORRECTED)][-1]
        corrected = now if now.stage == LevyChange.CORRECTED else None
        assessed = Money(now.amount_fen or 0)
        relieved, paid = _sum(own, LevyChange.RELIEVED), _sum(own, LevyChange.RECEIVED)
        refunded = _sum(own, LevyChange.REFUNDED)
        to_pay, kept = max(assessed - relieved, ZERO), paid - refunded
        owed, overpaid = max(to_pay - kept, ZERO), max(kept - to_pay, ZERO)
        due_on = now.due_on or row.effective
        deferred = [move.due_on for move in own if move.stage == LevyChange.DEFERRED and move.due_on]
        pay_by = max(due_on, deferred[-1]) if deferred else due_on
        yield LevyAssessmentListed(
            row.assessment,
            row.fiscal_year or 0,
            row.region or "",
            row.employer or "",
            row.name or "",
            _state(owed, overpaid, kept, deferred=pay_by > due_on),
            now.version or 0,
            now.headcount or "",
            now.arranged or "",
            Money(now.average_wage_fen or 0),
            assessed,
            relieved,
            paid,
            refunded,
            owed,
            overpaid,
            pay_by,
            row.effective,
            corrected and corrected.effective,
            corrected and corrected.words,
            row.position,
        )


def _state(owed: Money, overpaid: Money, paid: Money, *, deferred: bool) -> LevyState:
    if owed.fen:
        return LevyState.DEFERRED if deferred else LevyState.OWED
    if overpaid.fen:
        return LevyState.OVERPAID
    return LevyState.PAID if paid.fen else LevyState.NOTHING_OWED


def _sum(moves: Sequence[LevyMove], stage: LevyChange) -> Money:
    return total(Money(move.amount_fen or 0) for move in moves if move.stage == stage)


def _workings(_store: Store, rows: Sequence[LevyLine], _: Where) -> Iterator[LevyWorkingListed]:
    for row in rows:
        yield LevyWorkingListed(
            row.assessment,
            row.effective,
            row.number,
            LevyStep(row.step),
            row.said,
            row.rests_on,
            row.result,
            _MEASURES[LevyUnit(row.unit)],
            row.source,
            row.position,
        )


def _charges(store: Store, rows: Sequence[ChargePrice], _: Where) -> Iterator[ChargeListed]:
    begins: dict[str, list[date]] = defaultdict(list)
    for each in store.rows(ChargePrice, charge={row.charge for row in rows}):
        begins[each.charge].append(each.valid_from)
    for row in rows:
        later = [day for day in begins[row.charge] if day > row.valid_from]
        ends = [day for day in (row.valid_to, min(later) - timedelta(days=1) if later else None) if day is not None]
        yield ChargeListed(
            row.charge,
            row.name,
            row.unit,
            Money(row.price_fen),
            row.document,
            row.valid_from,
            min(ends) if ends else None,
            row.by,
            row.effective,
            row.position,
        )


def _fees(store: Store, rows: Sequence[Fee], _: Where) -> Iterator[FeeListed]:
    names = {each.charge: each.name for each in store.rows(ChargePrice, charge={row.charge for row in rows})}
    for row in rows:
        yield FeeListed(
            row.charge,
            names.get(row.charge, ""),
            row.units,
            Money(row.price_fen),
            Money(row.amount_fen),
            row.voucher,
            row.by,
            row.effective,
            row.position,
        )


def _of_year(year: Any) -> Condition:
    return Starts("assessment", (f"{year:04d}/",))


TERMS = Plan(
    kind=LevyTermsRow,
    views=("levies",),
    key=("position",),
    births=ALWAYS,
    fold=_terms,
    filters={"year": one("fiscal_year")},
)
ASSESSMENTS = Plan(
    kind=LevyMove,
    views=("levies",),
    key=("position",),
    births=Among("stage", (LevyChange.ASSESSED,)),
    fold=_assessments,
    filters={"year": _of_year, "assessment": one("assessment")},
    finds=frozenset({"assessment"}),
)
WORKINGS = Plan(
    kind=LevyLine,
    views=("levies",),
    key=("position", "seq"),
    births=ALWAYS,
    fold=_workings,
    filters={"assessment": one("assessment")},
    finds=frozenset({"assessment"}),
)
CHARGES = Plan(kind=ChargePrice, views=("levies",), key=("position",), births=ALWAYS, fold=_charges)
FEES = Plan(kind=Fee, views=("levies",), key=("position",), births=ALWAYS, fold=_fees)
