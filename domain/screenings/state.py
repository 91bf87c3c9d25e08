"""A screening as its decisions see it: how far everybody is, which follow-ups are due, which claims are open."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import assert_never

from domain.money import Money
from domain.screenings.events import (
    CandidatesListed,
    ClaimsArose,
    ClaimsDecided,
    ClaimsLeftUnfunded,
    FollowUpResult,
    FollowUpsRecorded,
    FollowUpsScheduled,
    FollowUpTask,
    ScreeningClosed,
    ScreeningEvent,
    ScreeningOpened,
    StageRecorded,
)
from domain.screenings.plan import Stage, StageKind
from domain.screenings.rejections import NoSuchScreening, NoSuchStage, ScreeningIsClosed


class ClaimState(StrEnum):
    """Where a claim over the target is: 待定, 已定付款方, 不安排资金."""

    UNDECIDED = "undecided"
    DECIDED = "decided"
    UNFUNDED = "unfunded"


@dataclass(frozen=True, slots=True)
class Standing:
    """How far somebody is: `passed` stages in the plan's order, then perhaps `dropped` at the next for a reason."""

    region: str
    last_on: date
    passed: int = 0
    dropped: str = ""
    recorded_by: str = ""
    """Who recorded the last step."""


@dataclass(frozen=True, slots=True)
class Task:
    """A follow-up that is due, and how it was recorded."""

    due: FollowUpTask
    result: FollowUpResult | None = None


@dataclass(frozen=True, slots=True)
class ClaimStanding:
    """A claim and who pays it: a tier of the policy once a document says so."""

    number: int
    amount: Money
    stage: ClaimState = ClaimState.UNDECIDED
    tier: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Screening:
    """One year's screening of a programme. `served` counts everybody who was, in the order recorded."""

    id: str
    opened: ScreeningOpened | None = None
    people: Mapping[str, Standing] = field(default_factory=dict)
    tasks: Mapping[tuple[str, int], Task] = field(default_factory=dict)
    claims: Mapping[str, ClaimStanding] = field(default_factory=dict)
    served: int = 0
    last_on: date | None = None
    closed: bool = False

    def was_served(self, beneficiary: str) -> bool:
        """Say whether somebody passed every stage."""
        standing = self.people.get(beneficiary)
        return standing is not None and self.opened is not None and standing.passed == len(self.opened.stages)


def screening_id(programme: str, fiscal_year: int) -> str:
    """Name a screening: cataract/2017."""
    return f"{programme}/{fiscal_year}"


def replay(screening: str, facts: Iterable[object]) -> Screening:
    """Build the state of a screening from its history; an unknown event stops the replay."""
    return carried_on(Screening(screening), facts)


def carried_on(screening: Screening, facts: Iterable[object]) -> Screening:
    """Return the screening after further facts."""
    for fact in facts:
        screening = evolve(screening, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return screening


def evolve(screening: Screening, event: ScreeningEvent) -> Screening:
    """Return the screening after one event. Never refuses: history has already happened."""
    match event:
        case ScreeningOpened(opened_on=on):
            return replace(screening, opened=event, last_on=on)
        case CandidatesListed(people=people, listed_on=on, listed_by=who):
            new = {one.beneficiary: Standing(one.region, on, recorded_by=who) for one in people}
            return replace(screening, people={**screening.people, **new}, last_on=on)
        case StageRecorded():
            return _after_results(screening, event)
        case FollowUpsScheduled(tasks=tasks):
            due = {(task.beneficiary, task.day): Task(task) for task in tasks}
            return replace(screening, tasks={**screening.tasks, **due})
        case FollowUpsRecorded(results=results, recorded_on=on):
            done = dict(screening.tasks)
            for result in results:
                key = (result.beneficiary, result.day)
                done[key] = replace(done[key], result=result)
            return replace(screening, tasks=done, last_on=on)
        case ClaimsArose(claims=claims):
            arisen = {claim.beneficiary: ClaimStanding(claim.number, claim.amount) for claim in claims}
            return replace(screening, claims={**screening.claims, **arisen})
        case ClaimsDecided(people=people, tier=tier, document=document, decided_on=on):
            decided = {
                one.beneficiary: replace(
                    screening.claims[one.beneficiary], stage=ClaimState.DECIDED, tier=tier, document=document
                )
                for one in people
            }
            return replace(screening, claims={**screening.claims, **decided}, last_on=on)
        case ClaimsLeftUnfunded(people=people, decided_on=on):
            left = {
                one.beneficiary: replace(screening.claims[one.beneficiary], stage=ClaimState.UNFUNDED) for one in people
            }
            return replace(screening, claims={**screening.claims, **left}, last_on=on)
        case ScreeningClosed(closed_on=on):
            return replace(screening, closed=True, last_on=on)
        case _:
            assert_never(event)


def opened(screening: Screening) -> ScreeningOpened:
    """Return how it was opened. Raises NoSuchScreening."""
    if screening.opened is None:
        raise NoSuchScreening("screening", screening=screening.id[:120])
    return screening.opened


def still_open(screening: Screening) -> ScreeningOpened:
    """Return how it was opened, if it is not closed. Raises NoSuchScreening, ScreeningIsClosed."""
    plan = opened(screening)
    if screening.closed:
        raise ScreeningIsClosed("screening", screening=screening.id)
    return plan


def stage_of(plan: ScreeningOpened, name: str) -> tuple[int, Stage]:
    """Return a stage's place in the order (from 0) and the stage. Raises NoSuchStage."""
    for index, stage in enumerate(plan.stages):
        if stage.name == name:
            return index, stage
    raise NoSuchStage("stage", stage=name[:40])


def _after_results(screening: Screening, event: StageRecorded) -> Screening:
    stage = stage_of(opened(screening), event.stage)[1]
    people, served = dict(screening.people), screening.served
    for result in event.results:
        before = people[result.beneficiary]
        people[result.beneficiary] = replace(
            before,
            passed=before.passed + result.passed,
            dropped=result.reason,
            last_on=result.on,
            recorded_by=event.recorded_by,
        )
        served += result.passed and stage.kind is StageKind.SERVICE
    return replace(screening, people=people, served=served, last_on=event.recorded_on)
