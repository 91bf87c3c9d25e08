"""Opening a screening, listing candidates, recording stages and follow-ups, closing.

Its register is kept in the order of days, so that it reads the same as of any day.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TypeVar

from domain.credit_codes import checked_credit_code
from domain.dates import not_before, not_in_the_future
from domain.documents import DocumentNumber
from domain.money import Money, positive
from domain.regions import RegionCode
from domain.screenings.events import (
    Candidate,
    CandidatesListed,
    Claim,
    ClaimsArose,
    FollowUpResult,
    FollowUpsRecorded,
    FollowUpsScheduled,
    FollowUpTask,
    ScreeningClosed,
    ScreeningEvent,
    ScreeningOpened,
    StageRecorded,
    StageResult,
)
from domain.screenings.plan import (
    FollowUpDay,
    Reason,
    Stage,
    StageKind,
    checked_days,
    checked_reasons,
    checked_stages,
    whole_number,
)
from domain.screenings.rejections import (
    CandidateAlready,
    ClaimsStillOpen,
    DropOutReasonMissing,
    DroppedOutAlready,
    FollowedUpAlready,
    FollowUpsStillOpen,
    FollowUpTooEarly,
    NamedTwiceInList,
    NobodyListed,
    NoSuchFollowUp,
    NotACandidate,
    NotPassedYet,
    PeopleStillWaiting,
    ReasonNotInPlan,
    ReasonNotWanted,
    ScreeningExists,
    StageRecordedAlready,
    TooManyNamed,
)
from domain.screenings.state import ClaimState, Screening, Standing, stage_of, still_open

PEOPLE_PER_PAGE = 150
"""Keeps a page of ids of up to 100 characters with their results well below an entry's 65,535 bytes."""
MOST_AT_ONCE = 20_000
LARGEST_TARGET = 10_000_000
T = TypeVar("T")


def open_screening(
    screening: Screening,
    *,
    programme: str,
    region: str,
    fiscal_year: int,
    target: int,
    target_document: str,
    price: Money,
    stages: Sequence[Stage],
    follow_ups: Sequence[FollowUpDay],
    missed_reasons: Sequence[Reason],
    by: str,
    on: date,
) -> ScreeningOpened:
    """Begin a year's screening with its plan.

    Raises ScreeningExists, NotARegionCode, PlanNumberOutOfRange, NotADocumentNumber, NotPositive and the plan's own.
    """
    if screening.opened is not None:
        raise ScreeningExists("screening", screening=screening.id)
    return ScreeningOpened(
        programme=programme,
        region=str(RegionCode.parse(region)),
        fiscal_year=whole_number(fiscal_year, 1990, 2100, field="fiscal_year"),
        target=whole_number(target, 1, LARGEST_TARGET, field="target"),
        target_document=str(DocumentNumber.parse(target_document, field="target_document")),
        price=positive(price, field="price"),
        stages=checked_stages(stages),
        follow_ups=checked_days(follow_ups),
        missed_reasons=checked_reasons(missed_reasons, field="missed_reasons") if follow_ups else (),
        opened_by=by,
        opened_on=on,
    )


def list_candidates(
    screening: Screening, people: Sequence[Candidate], *, by: str, on: date
) -> tuple[CandidatesListed, ...]:
    """Take people in who were screened.

    Raises NoSuchScreening, ScreeningIsClosed, NobodyListed, TooManyNamed, NamedTwiceInList, CandidateAlready,
    BeforeItsCause.
    """
    plan = still_open(screening)
    nobody_twice([one.beneficiary for one in people], "beneficiaries")
    not_before(on, screening.last_on, field="on")
    for index, one in enumerate(people):
        if one.beneficiary in screening.people:
            raise CandidateAlready(f"beneficiaries[{index}]", beneficiary=one.beneficiary)
    return tuple(CandidatesListed(plan.programme, page, by, on) for page in pages(people))


def record_stage(
    screening: Screening, name: str, results: Sequence[StageResult], *, by: str, on: date
) -> tuple[ScreeningEvent, ...]:
    """Record what a stage came to. Services bring follow-ups about and, over the target, claims.

    Which services are over the target goes by the day they were done and then by the list's order.

    Raises NoSuchScreening, ScreeningIsClosed, NoSuchStage, NobodyListed, TooManyNamed, NamedTwiceInList, NotACandidate,
    DroppedOutAlready, StageRecordedAlready, NotPassedYet, DropOutReasonMissing, ReasonNotInPlan, ReasonNotWanted,
    InTheFuture, BeforeItsCause, NotACreditCode, CreditCodeCheckDigit.
    """
    plan = still_open(screening)
    place, stage = stage_of(plan, name)
    not_before(on, screening.last_on, field="on")
    nobody_twice([result.beneficiary for result in results], "results")
    checked = [
        _checked_result(screening, plan, place, stage, result, f"results[{index}]", on)
        for index, result in enumerate(results)
    ]
    facts: list[ScreeningEvent] = [StageRecorded(plan.programme, name, page, by, on) for page in pages(checked)]
    if stage.kind is StageKind.SERVICE:
        served = sorted((result for result in checked if result.passed), key=lambda result: result.on)
        facts += _scheduled(plan, served, on)
        facts += _over_target(screening, plan, served, on)
    return tuple(facts)


def record_follow_ups(
    screening: Screening, results: Sequence[FollowUpResult], *, by: str, on: date
) -> tuple[FollowUpsRecorded, ...]:
    """Record follow-ups that were done, or cannot be.

    Raises NoSuchScreening, ScreeningIsClosed, NobodyListed, TooManyNamed, NamedTwiceInList, NoSuchFollowUp,
    FollowedUpAlready, FollowUpTooEarly, DropOutReasonMissing, ReasonNotInPlan, ReasonNotWanted, InTheFuture,
    BeforeItsCause.
    """
    plan = still_open(screening)
    not_before(on, screening.last_on, field="on")
    nobody_twice([f"{result.beneficiary}/{result.day}" for result in results], "results")
    windows = {each.day: each.window_days for each in plan.follow_ups}
    checked: list[FollowUpResult] = []
    for index, result in enumerate(results):
        field, who = f"results[{index}]", result.beneficiary
        task = screening.tasks.get((who, result.day))
        if task is None:
            raise NoSuchFollowUp(f"{field}.beneficiary", beneficiary=who[:100], day=result.day)
        if task.result is not None:
            raise FollowedUpAlready(f"{field}.beneficiary", beneficiary=who, day=result.day)
        not_in_the_future(result.on, on, field=f"{field}.on")
        not_before(result.on, task.due.due_on - timedelta(days=result.day), field=f"{field}.on")
        earliest = task.due.due_on - timedelta(days=windows[result.day])
        if result.done and result.on < earliest:
            facts = {"beneficiary": who, "day": result.day, "earliest": earliest, "on": result.on}
            raise FollowUpTooEarly(f"{field}.on", **facts)
        _reason(result.reason, result.done, plan.missed_reasons, who, f"{field}.reason")
        checked.append(replace(result, region=task.due.region))
    return tuple(FollowUpsRecorded(plan.programme, page, by, on) for page in pages(checked))


def close(screening: Screening, *, by: str, on: date) -> ScreeningClosed:
    """Close a screening in which nothing is open.

    Raises NoSuchScreening, ScreeningIsClosed, PeopleStillWaiting, FollowUpsStillOpen, ClaimsStillOpen, BeforeItsCause.
    """
    still_open(screening)
    dropped = sum(bool(one.dropped) for one in screening.people.values())
    if waiting := len(screening.people) - dropped - screening.served:
        raise PeopleStillWaiting("screening", count=waiting)
    if due := sum(task.result is None for task in screening.tasks.values()):
        raise FollowUpsStillOpen("screening", count=due)
    stages = [claim.stage for claim in screening.claims.values()]
    if undecided := stages.count(ClaimState.UNDECIDED):
        raise ClaimsStillOpen("screening", count=undecided)
    unfunded = stages.count(ClaimState.UNFUNDED)
    not_before(on, screening.last_on, field="on")
    return ScreeningClosed(len(screening.people), screening.served, dropped, unfunded, by, on)


def nobody_twice(names: Sequence[str], field: str) -> None:
    """See that somebody is named, and nobody twice. Raises NobodyListed, TooManyNamed, NamedTwiceInList."""
    if not names:
        raise NobodyListed(field)
    if len(names) > MOST_AT_ONCE:
        raise TooManyNamed(field, limit=MOST_AT_ONCE, given=len(names))
    seen: set[str] = set()
    for index, name in enumerate(names):
        if name in seen:
            raise NamedTwiceInList(f"{field}[{index}]", beneficiary=name[:100])
        seen.add(name)


def pages(items: Sequence[T]) -> Iterator[tuple[T, ...]]:
    """Yield a list in pages that fit an entry."""
    for start in range(0, len(items), PEOPLE_PER_PAGE):
        yield tuple(items[start : start + PEOPLE_PER_PAGE])


def _checked_result(
    screening: Screening, plan: ScreeningOpened, place: int, stage: Stage, result: StageResult, field: str, on: date
) -> StageResult:
    who = result.beneficiary
    standing = screening.people.get(who)
    if standing is None:
        raise NotACandidate(f"{field}.beneficiary", beneficiary=who[:100])
    if standing.passed > place:
        raise StageRecordedAlready(f"{field}.beneficiary", beneficiary=who, stage=stage.zh)
    if standing.dropped:
        raise DroppedOutAlready(f"{field}.beneficiary", beneficiary=who, reason=_words(plan, standing))
    if standing.passed < place:
        missing = plan.stages[standing.passed].zh
        raise NotPassedYet(f"{field}.beneficiary", beneficiary=who, missing=missing, stage=stage.zh)
    not_in_the_future(result.on, on, field=f"{field}.on")
    not_before(result.on, standing.last_on, field=f"{field}.on")
    _reason(result.reason, result.passed, stage.reasons, who, f"{field}.reason")
    code = checked_credit_code(result.institution, field=f"{field}.institution") if result.institution else ""
    return replace(result, region=standing.region, institution=code)


def _words(plan: ScreeningOpened, standing: Standing) -> str:
    reasons = plan.stages[standing.passed].reasons
    return next((reason.zh for reason in reasons if reason.code == standing.dropped), standing.dropped)


def _reason(code: str, good: bool, reasons: Sequence[Reason], who: str, field: str) -> None:
    known = ", ".join(reason.code for reason in reasons)
    if good and code:
        raise ReasonNotWanted(field, beneficiary=who)
    if not good and not code:
        raise DropOutReasonMissing(field, beneficiary=who, known=known)
    if code and code not in {reason.code for reason in reasons}:
        raise ReasonNotInPlan(field, reason=code[:40], known=known)


def _scheduled(plan: ScreeningOpened, served: Sequence[StageResult], on: date) -> list[FollowUpsScheduled]:
    tasks = [
        FollowUpTask(one.beneficiary, one.region, each.day, one.on + timedelta(days=each.day))
        for one in served
        for each in plan.follow_ups
    ]
    return [FollowUpsScheduled(plan.programme, page, on) for page in pages(tasks)]


def _over_target(
    screening: Screening, plan: ScreeningOpened, served: Sequence[StageResult], on: date
) -> list[ClaimsArose]:
    claims = [
        Claim(one.beneficiary, one.region, number, plan.price)
        for number, one in enumerate(served, screening.served + 1)
        if number > plan.target
    ]
    return [ClaimsArose(plan.programme, page, on) for page in pages(claims)]
