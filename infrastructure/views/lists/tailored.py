"""The lists of tailored service: files, services given, reports handed in, emergency aid, terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from application.listed.tailored import (
    EmergencyAidListed,
    EmergencyAidState,
    ServiceFileListed,
    ServiceFileState,
    ServiceGivenListed,
    ServiceReportListed,
    ServiceTermsListed,
)
from application.lists import Where
from application.views.tailored import ServiceStage, ServiceStep
from application.views.tailored_places import AidStage, AidStep, ServicePlaceStage, ServicePlaceStep, ServiceTerms
from domain.inspections.visit_events import NotMetReason
from domain.money import Money
from domain.periods import Period, PeriodKind
from domain.tailored.events import PageSigner, ServiceKind, UnplannedReason
from infrastructure.views.lists.conditions import ALWAYS, Among, Condition, Starts
from infrastructure.views.lists.plans import Plan, Store, one

_FURTHER = {
    ServiceStage.SURVEYED: ServiceFileState.SURVEYED,
    ServiceStage.PLANNED: ServiceFileState.PLANNED,
    ServiceStage.APPROVED: ServiceFileState.APPROVED,
    ServiceStage.UNPLANNED: ServiceFileState.UNPLANNED,
    ServiceStage.SERVED: ServiceFileState.SERVED,
    ServiceStage.VISITED: ServiceFileState.VISITED,
    ServiceStage.NOT_MET: ServiceFileState.NOT_MET,
}
"""Where each step leaves a file; comparing it with the paper leaves it where it is."""


def _files(store: Store, rows: Sequence[ServiceStep], _: Where) -> Iterator[ServiceFileListed]:
    steps: dict[str, list[ServiceStep]] = defaultdict(list)
    for step in store.rows(ServiceStep, file={row.file for row in rows}):
        if step.stage != ServiceStage.COMPARED:
            steps[step.file].append(step)
    for row in rows:
        own = steps[row.file]
        last = {ServiceStage(step.stage): step for step in own}
        stage = _FURTHER[ServiceStage(own[-1].stage)]
        given = [step for step in own if step.stage == ServiceStage.SERVED]
        approved, visited = last.get(ServiceStage.APPROVED), last.get(ServiceStage.VISITED)
        not_met = last.get(ServiceStage.NOT_MET) if visited is None else None
        plan = last.get(ServiceStage.PLANNED) if stage is not ServiceFileState.UNPLANNED else None
        left = last[ServiceStage.UNPLANNED].what if stage is ServiceFileState.UNPLANNED else None
        seen = visited or not_met
        yield ServiceFileListed(
            row.file,
            row.year,
            row.region or "",
            row.beneficiary,
            stage,
            row.what or "",
            plan.what or "" if plan else "",
            approved.effective if approved else None,
            UnplannedReason(left) if left else None,
            len(given),
            sum(step.times or 0 for step in given),
            seen.effective if seen else None,
            NotMetReason(not_met.what) if not_met and not_met.what else None,
            visited.satisfaction if visited else None,
            row.by,
            row.effective,
            own[-1].effective,
            row.position,
        )


def _given(_: Store, rows: Sequence[ServiceStep], __: Where) -> Iterator[ServiceGivenListed]:
    for row in rows:
        yield ServiceGivenListed(
            row.file,
            row.year,
            row.region or "",
            row.beneficiary,
            row.number or 0,
            ServiceKind(row.what or ServiceKind.OTHER),
            row.times or 0,
            row.provider or "",
            row.effective,
            row.page_sha256 or "",
            PageSigner(row.signer or PageSigner.PERSON),
            row.signed_on or row.effective,
            row.by,
            row.position,
        )


def _reports(_: Store, rows: Sequence[ServicePlaceStep], __: Where) -> Iterator[ServiceReportListed]:
    for row in rows:
        due = row.due_on or row.effective
        yield ServiceReportListed(
            row.year,
            row.region,
            Period(row.period or ""),
            due,
            row.effective,
            max(0, (row.effective - due).days),
            row.page_sha256 or "",
            row.by,
            row.position,
        )


def _aid(store: Store, rows: Sequence[AidStep], _: Where) -> Iterator[EmergencyAidListed]:
    newest = {step.aid: step for step in store.rows(AidStep, aid={row.aid for row in rows})}
    for row in rows:
        step = newest[row.aid]
        end = step if step.stage in (AidStage.PAID, AidStage.DROPPED) else None
        yield EmergencyAidListed(
            row.aid,
            row.year,
            row.programme or "",
            row.region or "",
            row.beneficiary,
            Money(row.amount_fen or 0),
            row.text or "",
            EmergencyAidState(str(end.stage)) if end else EmergencyAidState.CLAIMED,
            end.payout if end else None,
            row.page_sha256 or "",
            row.by,
            row.effective,
            end.effective if end else None,
            row.position,
        )


def _terms(_: Store, rows: Sequence[ServiceTerms], __: Where) -> Iterator[ServiceTermsListed]:
    for row in rows:
        yield ServiceTermsListed(
            row.region,
            row.version,
            row.valid_from,
            row.document,
            row.weights,
            row.households,
            PeriodKind(row.quota_period),
            row.monthly_days,
            row.quarterly_days,
            row.programme,
            Money(row.aid_person_fen),
            Money(row.aid_year_fen),
            row.by,
            row.effective,
            row.position,
        )


def _inside(prefix: str) -> Condition:
    return Starts("region", (prefix,))


_FILTERS = {"year": one("year"), "beneficiary": one("beneficiary")}
FILES = Plan(
    kind=ServiceStep,
    views=("tailored",),
    key=("position",),
    births=Among("stage", (ServiceStage.SURVEYED,)),
    fold=_files,
    region=_inside,
    filters=_FILTERS,
    finds=frozenset(_FILTERS),
)
GIVEN = Plan(
    kind=ServiceStep,
    views=("tailored",),
    key=("position",),
    births=Among("stage", (ServiceStage.SERVED,)),
    fold=_given,
    region=_inside,
    filters=_FILTERS,
    finds=frozenset(_FILTERS),
)
REPORTS = Plan(
    kind=ServicePlaceStep,
    views=("tailored",),
    key=("position",),
    births=Among("stage", (ServicePlaceStage.REPORT,)),
    fold=_reports,
    region=_inside,
    filters={"year": one("year")},
    finds=frozenset({"year"}),
)
AID = Plan(
    kind=AidStep,
    views=("tailored",),
    key=("position",),
    births=Among("stage", (AidStage.CLAIMED,)),
    fold=_aid,
    programme=one("programme"),
    region=_inside,
    filters=_FILTERS,
    finds=frozenset(_FILTERS),
)
TERMS = Plan(
    kind=ServiceTerms,
    views=("tailored",),
    key=("position",),
    births=ALWAYS,
    fold=_terms,
    programme=one("programme"),
)
