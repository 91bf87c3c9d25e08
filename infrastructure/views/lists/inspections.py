"""The lists of inspections, of those who were drawn, of visits and of what visits found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from application.listed.inspections import (
    InspectionListed,
    InspectionState,
    SampledListed,
    VisitFindingListed,
    VisitFindingState,
    VisitListed,
    VisitState,
)
from application.lists import Where
from application.views.inspections import Inspection, InspectionStage, SamplePerson
from application.views.visits import AGREED, Visit, VisitFindingStage, VisitFindingStep, VisitStage
from domain.inspections.events import FrameKind
from domain.inspections.visit_events import NotMetReason, VisitFindingKind, VisitFindingOutcome
from domain.money import Money
from domain.periods import Period
from infrastructure.views.lists.conditions import ALWAYS, Among, Condition, Starts, Without
from infrastructure.views.lists.plans import Plan, Store, one

_PERSON = ("inspection", "beneficiary")


def _inspections(store: Store, rows: Sequence[Inspection], _: Where) -> Iterator[InspectionListed]:
    steps: dict[str, dict[str, Inspection]] = defaultdict(dict)
    for step in store.rows(Inspection, inspection={row.inspection for row in rows}):
        steps[step.inspection][step.stage] = step
    for row in rows:
        own = steps[row.inspection]
        bound, drawn = own.get(InspectionStage.SEED_BOUND), own.get(InspectionStage.DRAWN)
        closed = own.get(InspectionStage.CLOSED)
        stage = InspectionState.DRAWN if drawn else InspectionState.OPENED
        yield InspectionListed(
            row.inspection,
            row.programme or "",
            row.region or "",
            Period(row.period or ""),
            FrameKind(row.frame or FrameKind.PAID),
            row.people or 0,
            row.entries_to or 0,
            row.frame_sha256 or "",
            row.method or "",
            row.seed or (drawn and drawn.seed),
            bound and bound.tree_size,
            drawn and drawn.people,
            InspectionState.CLOSED if closed else stage,
            row.by,
            row.effective,
            drawn and drawn.effective,
            closed and closed.effective,
            row.position,
        )


def _samples(store: Store, rows: Sequence[SamplePerson], _: Where) -> Iterator[SampledListed]:
    visits = _visits_of(store, rows)
    for row in rows:
        own = visits[row.inspection, row.beneficiary]
        stage = _stage(own) if own else VisitState.DRAWN
        yield SampledListed(
            row.inspection, row.programme, row.region, row.beneficiary, stage, row.effective, row.position
        )


def _visits(store: Store, rows: Sequence[Visit], _: Where) -> Iterator[VisitListed]:
    visits = _visits_of(store, rows)
    for row in rows:
        own = visits[row.inspection, row.beneficiary]
        plan = [step for step in own if step.stage == VisitStage.PLANNED][-1]
        recorded = [step for step in own if step.stage != VisitStage.PLANNED]
        last = recorded[-1] if recorded else None
        yield VisitListed(
            row.inspection,
            row.programme or "",
            row.region or "",
            row.beneficiary,
            plan.by,
            plan.planned_for or plan.effective,
            _stage(own),
            last and last.effective,
            NotMetReason(last.not_met) if last and last.not_met else None,
            last and last.satisfaction,
            (last.differing or 0) if last else 0,
            len(recorded),
            last and last.remark,
            row.position,
        )


def _findings(store: Store, rows: Sequence[VisitFindingStep], _: Where) -> Iterator[VisitFindingListed]:
    steps: dict[str, list[VisitFindingStep]] = defaultdict(list)
    for step in store.rows(VisitFindingStep, finding={row.finding for row in rows}):
        steps[step.finding].append(step)
    for row in rows:
        last = {step.stage: step for step in steps[row.finding]}
        answered, closed = last.get(VisitFindingStage.ANSWERED), last.get(VisitFindingStage.CLOSED)
        ordered = [step for step in steps[row.finding] if step.stage == VisitFindingStage.ORDERED_BACK]
        stage = VisitFindingState.ANSWERED if answered else VisitFindingState.RAISED
        yield VisitFindingListed(
            row.finding,
            row.inspection,
            row.programme or "",
            row.region or "",
            row.beneficiary,
            VisitFindingKind(row.what or VisitFindingKind.OTHER),
            row.text or "",
            VisitFindingState.CLOSED if closed else stage,
            row.by,
            row.effective,
            row.answer_due_on or row.effective,
            answered and answered.what == AGREED,
            answered and answered.text,
            answered and answered.by,
            answered and answered.effective,
            tuple(step.recovery for step in ordered if step.recovery),
            Money(sum(step.amount_fen or 0 for step in ordered)),
            VisitFindingOutcome(closed.what) if closed and closed.what else None,
            closed and closed.effective,
            row.position,
        )


def _visits_of(store: Store, rows: Sequence[SamplePerson] | Sequence[Visit]) -> dict[tuple[str, str], list[Visit]]:
    found: dict[tuple[str, str], list[Visit]] = defaultdict(list)
    inspections, people = {row.inspection for row in rows}, {row.beneficiary for row in rows}
    for step in store.rows(Visit, inspection=inspections, beneficiary=people):
        found[step.inspection, step.beneficiary].append(step)
    return found


def _stage(steps: Sequence[Visit]) -> VisitState:
    """Return where the visit to somebody is; a new plan after somebody was not met makes it planned again."""
    return VisitState(str(steps[-1].stage))


def _inside(prefix: str) -> Condition:
    return Starts("region", (prefix,))


_FILTERS = {"inspection": one("inspection"), "beneficiary": one("beneficiary")}
_FINDS = frozenset(_FILTERS)
INSPECTIONS = Plan(
    kind=Inspection,
    views=("inspections",),
    key=("position",),
    births=Among("stage", (InspectionStage.OPENED,)),
    fold=_inspections,
    programme=one("programme"),
    region=_inside,
)
SAMPLES = Plan(
    kind=SamplePerson,
    views=("inspections",),
    key=("position", "seq"),
    births=ALWAYS,
    fold=_samples,
    programme=one("programme"),
    region=_inside,
    filters=_FILTERS,
    finds=_FINDS,
)
VISITS = Plan(
    kind=Visit,
    views=("inspections",),
    key=("position",),
    births=Without(Visit, tuple((name, name) for name in _PERSON), ALWAYS, earlier=True),
    fold=_visits,
    programme=one("programme"),
    region=_inside,
    filters=_FILTERS,
    finds=_FINDS,
)
VISIT_FINDINGS = Plan(
    kind=VisitFindingStep,
    views=("inspections",),
    key=("position",),
    births=Among("stage", (VisitFindingStage.RAISED,)),
    fold=_findings,
    programme=one("programme"),
    region=_inside,
    filters=_FILTERS,
    finds=_FINDS,
)
