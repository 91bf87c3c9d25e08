"""Survey, plan, approval or reason, services, follow-up: each only on top of the one before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from domain.dates import not_before
from domain.fact_checks import checked_facts
from domain.facts import Fact
from domain.free_text import clean_text
from domain.inspections.visit_events import FactFound, NotMetReason
from domain.tailored.events import (
    FollowUpMade,
    LeftUnplanned,
    NeedsSurveyed,
    PaperCompared,
    ServiceGiven,
    ServiceKind,
    ServicePlanApproved,
    ServicePlanned,
    Services,
    Signature,
    UnplannedReason,
)
from domain.tailored.rejections import (
    AnsweredByNobody,
    AnswerOutOfRange,
    DayOutsideTheYear,
    FileFollowedUp,
    NeedNotFound,
    NeedsWereFound,
    NeedTwice,
    NoPlanYet,
    NoSuchStep,
    NothingPlanned,
    NothingServedYet,
    NotSigned,
    PlanApprovedAlready,
    PlannedBySameHands,
    PlanNotApproved,
    ServedAfterDeath,
    ServedBySameHands,
    SurveyedAlready,
    TimesOutOfRange,
    VisitedAfterwards,
)
from domain.tailored.signing import page_hash, signed
from domain.tailored.state import ServiceFile, surveyed

MOST_TIMES = 10_000
ANSWERS = range(1, 6)


def survey(
    file: ServiceFile,
    *,
    region: str,
    died_on: date | None,
    needs: Sequence[ServiceKind],
    found: Sequence[Fact],
    stored: Mapping[str, str],
    signature: Signature,
    by: str,
    on: date,
) -> NeedsSurveyed:
    """Begin the file: what somebody needs, and what was seen beside what is stored.

    Raises SurveyedAlready, DayOutsideTheYear, ServedAfterDeath, NeedTwice, what `signed` raises, refusals of facts.
    """
    if file.survey is not None:
        raise SurveyedAlready("beneficiary", file=file.id, day=file.survey.surveyed_on)
    if on.year != file.year:
        raise DayOutsideTheYear("on", day=on, year=file.year)
    _lives(file, died_on, on)
    for index, kind in enumerate(needs):
        if kind in needs[:index]:
            raise NeedTwice(f"needs[{index}]", kind=kind.value)
    facts = checked_facts(found, on=on)
    return NeedsSurveyed(
        region=region,
        needs=tuple(needs),
        facts=tuple(FactFound(one.name, stored.get(one.name, ""), one.value) for one in facts),
        signature=signed(signature, first=date(file.year, 1, 1), last=on, pages={}),
        surveyed_by=by,
        surveyed_on=on,
    )


def plan(file: ServiceFile, *, services: Sequence[Services], signature: Signature, by: str, on: date) -> ServicePlanned:
    """Plan services for needs that were surveyed; a plan that is not approved may be made anew.

    Raises NotSurveyedYet, PlanApprovedAlready, NothingPlanned, NeedNotFound, NeedTwice, TimesOutOfRange, BeforeItsCause
    and what `signed` raises.
    """
    found = surveyed(file)
    if file.approved is not None:
        raise PlanApprovedAlready("file", file=file.id)
    if not services:
        raise NothingPlanned("services")
    _counted(services, field="services")
    for index, one in enumerate(services):
        if one.kind not in found.needs:
            raise NeedNotFound(f"services[{index}].kind", kind=one.kind.value)
    not_before(on, file.last_on, field="on")
    page = signed(signature, first=found.surveyed_on, last=on, pages=file.pages, step="plan")
    return ServicePlanned(tuple(services), page, by, on)


def approve_plan(file: ServiceFile, *, by: str, on: date) -> ServicePlanApproved:
    """Approve the plan for the township.

    Raises NotSurveyedYet, NoPlanYet, PlanApprovedAlready, PlannedBySameHands, BeforeItsCause.
    """
    surveyed(file)
    if file.approved is not None:
        raise PlanApprovedAlready("file", file=file.id)
    if file.plan is None:
        raise NoPlanYet("file", file=file.id)
    if by == file.plan.planned_by:
        raise PlannedBySameHands("by", who=by, file=file.id)
    return ServicePlanApproved(by, not_before(on, file.last_on, field="on"))


def leave_unplanned(file: ServiceFile, *, reason: UnplannedReason, text: str, by: str, on: date) -> LeftUnplanned:
    """Say why there is no plan.

    Raises NotSurveyedYet, PlanApprovedAlready, NeedsWereFound, BeforeItsCause and the refusals of free text.
    """
    found = surveyed(file)
    if file.approved is not None:
        raise PlanApprovedAlready("file", file=file.id)
    if reason is UnplannedReason.NO_NEED and found.needs:
        raise NeedsWereFound("reason")
    return LeftUnplanned(reason, clean_text(text, field="text"), by, not_before(on, file.last_on, field="on"))


def serve(
    file: ServiceFile,
    *,
    kind: ServiceKind,
    times: int,
    provider: str,
    signature: Signature,
    died_on: date | None,
    by: str,
    on: date,
) -> ServiceGiven:
    """Record services given under an approved plan. What the plan does not have is recorded too: a check shows it.

    Raises NotSurveyedYet, PlanNotApproved, VisitedAfterwards, ServedAfterDeath, TimesOutOfRange, BeforeItsCause, what
    `signed` raises and the refusals of free text.
    """
    region = surveyed(file).region
    if file.approved is None:
        raise PlanNotApproved("file", file=file.id)
    if file.visit is not None and file.visit.not_met is None:
        raise VisitedAfterwards("file", file=file.id, day=file.visit.visited_on)
    _lives(file, died_on, on)
    _counted((Services(kind, times),), field="")
    not_before(on, file.approved.approved_on, field="on")
    return ServiceGiven(
        number=len(file.given) + 1,
        region=region,
        kind=kind,
        times=times,
        provider=clean_text(provider, field="provider", limit=100),
        signature=signed(signature, first=file.approved.approved_on, last=on, pages=file.pages),
        recorded_by=by,
        given_on=on,
    )


def follow_up(
    file: ServiceFile,
    *,
    not_met: NotMetReason | None,
    received: Sequence[Services],
    satisfaction: int | None,
    signature: Signature | None,
    remark: str,
    by: str,
    on: date,
) -> FollowUpMade:
    """Record the visit after the services; who was not met may be called on again.

    Raises NotSurveyedYet, NothingServedYet, FileFollowedUp, ServedBySameHands, AnsweredByNobody, NotSigned,
    AnswerOutOfRange, NeedTwice, TimesOutOfRange, BeforeItsCause, what `signed` raises, the refusals of free text.
    """
    surveyed(file)
    if not file.given:
        raise NothingServedYet("file", file=file.id)
    if file.visit is not None and file.visit.not_met is None:
        raise FileFollowedUp("file", file=file.id)
    if by in {one.recorded_by for one in file.given}:
        raise ServedBySameHands("by", who=by, file=file.id)
    if not_met is not None and (received or satisfaction is not None or signature is not None):
        raise AnsweredByNobody("not_met")
    if not_met is None and signature is None:
        raise NotSigned("signature")
    if satisfaction is not None and satisfaction not in ANSWERS:
        raise AnswerOutOfRange("satisfaction", given=satisfaction)
    _counted(received, field="received")
    not_before(on, file.last_on, field="on")
    page = signature and signed(signature, first=file.last_on, last=on, pages=file.pages, step="visit")
    said = clean_text(remark, field="remark") if remark.strip() else ""
    return FollowUpMade(not_met, tuple(received), satisfaction, page, said, by, on)


def compare_paper(file: ServiceFile, *, step: str, found_sha256: str, by: str, on: date) -> PaperCompared:
    """Note what the paper file has for a step; empty when it has nothing. Raises NoSuchStep, NotAPageHash, …"""
    surveyed(file)
    page = file.pages.get(step)
    if page is None:
        raise NoSuchStep("step", file=file.id, step=step[:40])
    not_before(on, page.signed_on, field="on")
    found = page_hash(found_sha256, field="found_sha256") if found_sha256.strip() else ""
    return PaperCompared(step, page.page_sha256, found, by, on)


def _lives(file: ServiceFile, died_on: date | None, on: date) -> None:
    if died_on is not None and died_on < on:
        raise ServedAfterDeath("on", beneficiary=file.beneficiary, died=died_on, day=on)


def _counted(services: Sequence[Services], *, field: str) -> None:
    for index, one in enumerate(services):
        here = f"{field}[{index}]." if field else ""
        if one.kind in {other.kind for other in services[:index]}:
            raise NeedTwice(f"{here}kind", kind=one.kind.value)
        if not 1 <= one.times <= MOST_TIMES:
            raise TimesOutOfRange(f"{here}times", limit=MOST_TIMES, times=one.times)
