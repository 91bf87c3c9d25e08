"""The lists of screenings, of those screened, of follow-ups and of claims over the target."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from application.listed.screenings import (
    FollowUpListed,
    FollowUpState,
    ScreenedListed,
    ScreenedState,
    ScreeningClaimListed,
    ScreeningListed,
    ScreeningState,
)
from application.lists import Where
from application.views.screenings import (
    ClaimStage,
    FollowUp,
    FollowUpStage,
    ScreenedPerson,
    Screening,
    ScreeningClaim,
    ScreeningStage,
    ScreeningStep,
)
from domain.money import Money
from domain.screenings.state import ClaimState
from infrastructure.views.lists.conditions import Among, Condition, Starts
from infrastructure.views.lists.plans import Plan, Store, one


def _screenings(store: Store, rows: Sequence[Screening], _: Where) -> Iterator[ScreeningListed]:
    closed = {
        step.screening: step.effective
        for step in store.rows(Screening, screening={row.screening for row in rows})
        if step.stage == ScreeningStage.CLOSED
    }
    for row in rows:
        yield ScreeningListed(
            row.screening,
            row.programme or "",
            row.region or "",
            row.fiscal_year or 0,
            row.target or 0,
            Money(row.price_fen or 0),
            ScreeningState.CLOSED if row.screening in closed else ScreeningState.OPEN,
            row.by,
            row.effective,
            closed.get(row.screening),
            row.position,
        )


def _people(store: Store, rows: Sequence[ScreenedPerson], _: Where) -> Iterator[ScreenedListed]:
    steps: dict[tuple[str, str], list[ScreenedPerson]] = defaultdict(list)
    screenings, people = {row.screening for row in rows}, {row.beneficiary for row in rows}
    for step in store.rows(ScreenedPerson, screening=screenings, beneficiary=people):
        steps[step.screening, step.beneficiary].append(step)
    served = _served(store, rows)
    for row in rows:
        key = (row.screening, row.beneficiary)
        last = steps[key][-1]
        stage = ScreenedState.SERVED if key in served else ScreenedState.IN_PROGRESS
        yield ScreenedListed(
            row.screening,
            row.programme,
            row.region,
            row.beneficiary,
            ScreenedState.DROPPED_OUT if last.stage == ScreeningStep.DROPPED_OUT else stage,
            last.at,
            last.reason,
            last.institution,
            row.effective,
            last.effective,
            row.position,
        )


def _served(store: Store, rows: Sequence[ScreenedPerson]) -> set[tuple[str, str]]:
    """Return who passed the plan's last stage: the one that the screening's first row names."""
    last = {
        step.screening: step.service
        for step in store.rows(Screening, screening={row.screening for row in rows})
        if step.stage == ScreeningStage.OPENED
    }
    people = {row.beneficiary for row in rows}
    passed = store.rows(ScreenedPerson, screening=last.keys(), beneficiary=people, stage=(ScreeningStep.PASSED,))
    return {(step.screening, step.beneficiary) for step in passed if step.at == last[step.screening]}


def _follow_ups(store: Store, rows: Sequence[FollowUp], _: Where) -> Iterator[FollowUpListed]:
    screenings, people = {row.screening for row in rows}, {row.beneficiary for row in rows}
    done = {
        (step.screening, step.beneficiary, step.day): step
        for step in store.rows(FollowUp, screening=screenings, beneficiary=people)
        if step.stage != FollowUpStage.SCHEDULED
    }
    for row in rows:
        result = done.get((row.screening, row.beneficiary, row.day))
        yield FollowUpListed(
            row.screening,
            row.programme,
            row.region,
            row.beneficiary,
            row.day,
            row.due_on or row.effective,
            FollowUpState(str(result.stage)) if result else FollowUpState.SCHEDULED,
            result and result.effective,
            result.reason if result else "",
            row.position,
        )


def _claims(store: Store, rows: Sequence[ScreeningClaim], _: Where) -> Iterator[ScreeningClaimListed]:
    screenings, people = {row.screening for row in rows}, {row.beneficiary for row in rows}
    decided = {
        (step.screening, step.beneficiary): step
        for step in store.rows(ScreeningClaim, screening=screenings, beneficiary=people)
        if step.stage != ClaimStage.UNDECIDED
    }
    for row in rows:
        decision = decided.get((row.screening, row.beneficiary))
        yield ScreeningClaimListed(
            row.screening,
            row.programme,
            row.region,
            row.beneficiary,
            row.number or 0,
            Money(row.amount_fen or 0),
            ClaimState(str(decision.stage)) if decision else ClaimState.UNDECIDED,
            decision.tier if decision else "",
            decision.document if decision else "",
            decision.reason if decision else "",
            row.effective,
            decision and decision.by,
            decision and decision.effective,
            row.position,
        )


def _inside(prefix: str) -> Condition:
    return Starts("region", (prefix,))


_FILTERS = {"screening": one("screening"), "beneficiary": one("beneficiary")}
_FINDS = frozenset(_FILTERS)
SCREENINGS = Plan(
    kind=Screening,
    views=("screenings",),
    key=("position",),
    births=Among("stage", (ScreeningStage.OPENED,)),
    fold=_screenings,
    programme=one("programme"),
    region=_inside,
    filters={"year": one("fiscal_year")},
)
SCREENED = Plan(
    kind=ScreenedPerson,
    views=("screenings",),
    key=("position", "seq"),
    births=Among("stage", (ScreeningStep.CANDIDATE,)),
    fold=_people,
    programme=one("programme"),
    region=_inside,
    filters=_FILTERS,
    finds=_FINDS,
)
FOLLOW_UPS = Plan(
    kind=FollowUp,
    views=("screenings",),
    key=("position", "seq"),
    births=Among("stage", (FollowUpStage.SCHEDULED,)),
    fold=_follow_ups,
    programme=one("programme"),
    region=_inside,
    filters=_FILTERS,
    finds=_FINDS,
)
SCREENING_CLAIMS = Plan(
    kind=ScreeningClaim,
    views=("screenings",),
    key=("position", "seq"),
    births=Among("stage", (ClaimStage.UNDECIDED,)),
    fold=_claims,
    programme=one("programme"),
    region=_inside,
    filters=_FILTERS,
    finds=_FINDS,
)
