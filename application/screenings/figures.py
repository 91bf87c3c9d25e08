"""A screening in figures: from the screened to the served, stage by stage, each rate with its denominator named."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from application.desk import Desk
from application.recorded import Recorded
from domain.money import Money, total
from domain.rates import Measure, Quantity, Rate, Unit, completion
from domain.screenings import events as screenings
from domain.screenings.plan import StageKind
from domain.screenings.state import ClaimState, Screening, opened, replay

_DAYS = ("opened_on", "listed_on", "recorded_on", "scheduled_on", "arose_on", "decided_on", "closed_on")


@dataclass(frozen=True, slots=True)
class StageFigures:
    """One stage: who came to it, passed it, dropped out (by reason) or waits still; `rate` is passed of who came."""

    stage: str
    zh: str
    en: str
    came: int
    passed: int
    dropped_out: int
    waiting: int
    reasons: Mapping[str, int]
    rate: str | None


@dataclass(frozen=True, slots=True)
class FollowUpFigures:
    """The follow-ups on one day: all, done, missed for a reason, overdue on the day looked at, still to come."""

    day: int
    tasks: int
    done: int
    missed: int
    overdue: int
    to_come: int
    rate: str | None


@dataclass(frozen=True, slots=True)
class ScreeningFigures:
    """A screening's figures as of a moment. `completion` is served against the target; claims are services over it."""

    screening: str
    programme: str
    region: str
    fiscal_year: int
    target: int
    target_document: str
    screened: int
    served: int
    dropped_out: int
    in_progress: int
    over_target: int
    completion: str
    stages: tuple[StageFigures, ...]
    follow_ups: tuple[FollowUpFigures, ...]
    claims: Mapping[str, int]
    claimed: Money
    undecided: Money
    closed: bool


def screening_at(
    name: str, *, desk: Desk, as_of: int | None = None, effective: date | None = None
) -> tuple[Screening, int]:
    """Return a screening as its entries tell it at both times, and how many they are. Raises NoSuchScreening."""
    entries = [entry for entry in desk.log.stream(f"screening/{name}") if as_of is None or entry.position <= as_of]
    state = replay(name, _counting(entries, effective))
    opened(state)
    return state, len(entries)


def figures_of(state: Screening, *, on: date) -> ScreeningFigures:
    """Add a screening up; `on` is the day against which follow-ups are overdue. Raises NoSuchScreening."""
    plan = opened(state)
    claims = Counter(claim.stage for claim in state.claims.values())
    dropped = sum(bool(one.dropped) for one in state.people.values())
    undecided = [claim.amount for claim in state.claims.values() if claim.stage is ClaimState.UNDECIDED]
    return ScreeningFigures(
        screening=state.id,
        programme=plan.programme,
        region=plan.region,
        fiscal_year=plan.fiscal_year,
        target=plan.target,
        target_document=plan.target_document,
        screened=len(state.people),
        served=state.served,
        dropped_out=dropped,
        in_progress=len(state.people) - state.served - dropped,
        over_target=len(state.claims),
        completion=completion(state.served, of=plan.target, against=Measure.TARGET).named(),
        stages=tuple(_stages(state, plan)),
        follow_ups=tuple(_follow_ups(state, plan, on)),
        claims={stage.value: claims[stage] for stage in ClaimState},
        claimed=total(claim.amount for claim in state.claims.values()),
        undecided=total(undecided),
        closed=state.closed,
    )


def _stages(state: Screening, plan: screenings.ScreeningOpened) -> Iterator[StageFigures]:
    before = "screened"
    for place, stage in enumerate(plan.stages):
        came = [one for one in state.people.values() if one.passed >= place]
        passed = sum(one.passed > place for one in came)
        reasons = Counter(one.dropped for one in came if one.passed == place and one.dropped)
        name = "served" if stage.kind is StageKind.SERVICE else f"passed {stage.name}"
        yield StageFigures(
            stage=stage.name,
            zh=stage.zh,
            en=stage.en,
            came=len(came),
            passed=passed,
            dropped_out=reasons.total(),
            waiting=len(came) - passed - reasons.total(),
            reasons={reason.code: reasons[reason.code] for reason in stage.reasons if reasons[reason.code]},
            rate=_rate(name, passed, before, len(came), Unit.PEOPLE),
        )
        before = name


def _follow_ups(state: Screening, plan: screenings.ScreeningOpened, on: date) -> Iterator[FollowUpFigures]:
    for each in plan.follow_ups:
        tasks = [task for (_, day), task in state.tasks.items() if day == each.day]
        done = sum(task.result is not None and task.result.done for task in tasks)
        missed = sum(task.result is not None and not task.result.done for task in tasks)
        overdue = sum(task.result is None and task.due.due_on < on for task in tasks)
        yield FollowUpFigures(
            day=each.day,
            tasks=len(tasks),
            done=done,
            missed=missed,
            overdue=overdue,
            to_come=len(tasks) - done - missed - overdue,
            rate=_rate(f"followed up on day {each.day}", done, "follow-ups due", len(tasks), Unit.ITEMS),
        )


def _rate(numerator: str, count: int, denominator: str, of: int, unit: Unit) -> str | None:
    """Return a rate with its numerator, denominator and unit; None where there is nothing to divide by."""
    return Rate(Quantity(numerator, count, unit), Quantity(denominator, of, unit)).named() if of else None


def _counting(entries: Iterable[Recorded[object]], effective: date | None) -> Iterator[object]:
    """Yield the facts that count up to a day."""
    for entry in entries:
        day = next((day for name in _DAYS if (day := getattr(entry.fact, name, None)) is not None), None)
        if effective is None or day is None or day <= effective:
            yield entry.fact
