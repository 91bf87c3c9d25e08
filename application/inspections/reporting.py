"""What an inspection came to: who was called on, what people answered and who did not, findings by where they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from application.desk import Desk
from application.inspections.redrawing import sample_of
from application.listed.inspections import VisitFindingState, VisitState
from application.lists import VISIT_FINDINGS, VISITS, Where
from application.queries import AsOf
from domain.inspections.satisfaction import Satisfaction, counted
from domain.rates import Rate


@dataclass(frozen=True, slots=True)
class InspectionReport:
    """The figures of one inspection. Rates name their numerator and denominator; None where there is nothing to
    divide by. `no_answer` were met and said nothing, `not_met` were not met, `not_visited` not called on yet."""

    inspection: str
    sampled: int
    met: int
    not_met: int
    not_visited: int
    answers: tuple[int, int, int, int, int]
    answered: int
    no_answer: int
    satisfied: int
    satisfaction: str | None
    response: str | None
    differing: int
    findings: Mapping[str, int]


def report_on(inspection_id: str, *, desk: Desk, as_of: AsOf = None, effective: date | None = None) -> InspectionReport:
    """Add up an inspection's visits and findings at both times. Raises NoSuchInspection, NoSampleYet."""
    sample = {one.beneficiary for one in sample_of(inspection_id, desk=desk)}
    where = Where(inspection=inspection_id)
    visits = {row.beneficiary: row for row in desk.views.rows(VISITS, as_of=as_of, effective=effective, where=where)}
    found = desk.views.rows(VISIT_FINDINGS, as_of=as_of, effective=effective, where=where)
    findings = Counter(row.stage for row in found)
    told: Satisfaction = counted(
        (None, None)
        if person not in visits or visits[person].stage is VisitState.PLANNED
        else (visits[person].stage is VisitState.MET, visits[person].satisfaction)
        for person in sorted(sample)
    )
    return InspectionReport(
        inspection=inspection_id,
        sampled=told.sampled,
        met=told.answered + told.no_answer,
        not_met=told.not_met,
        not_visited=told.not_visited,
        answers=told.answers,
        answered=told.answered,
        no_answer=told.no_answer,
        satisfied=told.satisfied,
        satisfaction=_named(told.rate),
        response=_named(told.response),
        differing=sum(bool(row.differing) for row in visits.values()),
        findings={stage.value: findings[stage] for stage in VisitFindingState},
    )


def _named(rate: Rate | None) -> str | None:
    return None if rate is None else rate.named()
