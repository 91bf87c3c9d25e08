"""A screening from its plan to its end: candidates, stages, follow-ups; its claims over the target stand beside."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.beneficiaries.state import registered
from domain.money import Money
from domain.programmes.state import existing
from domain.screenings import decisions as screenings
from domain.screenings.events import Candidate, FollowUpResult, StageResult
from domain.screenings.plan import FollowUpDay, Reason, Stage
from domain.screenings.state import screening_id, still_open


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenScreening:
    """Begin a year's screening of a programme: `target` people by its document, `price` of one service, the plan."""

    command_id: str
    programme: str
    region: str
    fiscal_year: int
    target: int
    target_document: str
    price: Money
    stages: tuple[Stage, ...]
    follow_ups: tuple[FollowUpDay, ...]
    missed_reasons: tuple[Reason, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCandidates:
    """These people were screened."""

    command_id: str
    screening: str
    beneficiaries: tuple[str, ...]
    on: date


@dataclass(frozen=True, slots=True)
class Result:
    """What a stage came to for somebody; `reason` is a code of the plan, empty when passed."""

    beneficiary: str
    passed: bool
    on: date
    reason: str = ""
    institution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStage:
    """Record what a stage of the plan came to."""

    command_id: str
    screening: str
    stage: str
    results: tuple[Result, ...]
    on: date


@dataclass(frozen=True, slots=True)
class FollowedUp:
    """A follow-up was done, or cannot be; `reason` is a code of the plan, empty when done."""

    beneficiary: str
    day: int
    done: bool
    on: date
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFollowUps:
    """Record follow-ups."""

    command_id: str
    screening: str
    results: tuple[FollowedUp, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseScreening:
    """Nothing of the screening is open."""

    command_id: str
    screening: str
    on: date


def open_screening(ask: OpenScreening, *, by: Officer, desk: Desk) -> Answer:
    """Open a screening. Raises NoSuchProgramme and what `domain.screenings.decisions` names."""
    desk.happened(ask.on)
    name = screening_id(ask.programme, ask.fiscal_year)

    def decide(work: Work) -> dict[str, object]:
        existing(streams.programme(work, ask.programme).state)
        loaded = streams.screening(work, name)
        opened = screenings.open_screening(
            loaded.state,
            programme=ask.programme,
            region=ask.region,
            fiscal_year=ask.fiscal_year,
            target=ask.target,
            target_document=ask.target_document,
            price=ask.price,
            stages=ask.stages,
            follow_ups=ask.follow_ups,
            missed_reasons=ask.missed_reasons,
            by=by.id,
            on=ask.on,
        )
        work.record(loaded, opened)
        return {"screening": name}

    return desk.take(ask, decide, by=by)


def list_candidates(ask: ListCandidates, *, by: Officer, desk: Desk) -> Answer:
    """Take candidates in. Raises NotRegistered and what `domain.screenings.decisions` names."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.screening(work, ask.screening)
        still_open(loaded.state)
        screenings.nobody_twice(ask.beneficiaries, "beneficiaries")
        streams.registered_people(work, ask.beneficiaries, field="beneficiaries")
        people = streams.people(work, ask.beneficiaries)
        found = [Candidate(one.state.id, registered(one.state).region) for one in people]
        work.record(loaded, *screenings.list_candidates(loaded.state, found, by=by.id, on=ask.on))
        return {"screening": ask.screening, "people": len(found)}

    return desk.take(ask, decide, by=by)


def record_stage(ask: RecordStage, *, by: Officer, desk: Desk) -> Answer:
    """Record a stage. The answer says how many passed and dropped out, follow-ups and claims that came of it.

    Raises NotPassedYet (operating on somebody unconfirmed) and what else `domain.screenings.decisions` names.
    """
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.screening(work, ask.screening)
        results = [
            StageResult(one.beneficiary, "", one.passed, one.reason, one.institution, one.on) for one in ask.results
        ]
        facts = screenings.record_stage(loaded.state, ask.stage, results, by=by.id, on=ask.on)
        work.record(loaded, *facts)
        passed = sum(one.passed for one in ask.results)
        return {
            "screening": ask.screening,
            "stage": ask.stage,
            "passed": passed,
            "dropped_out": len(ask.results) - passed,
            "follow_ups": sum(len(getattr(fact, "tasks", ())) for fact in facts),
            "over_target": sum(len(getattr(fact, "claims", ())) for fact in facts),
        }

    return desk.take(ask, decide, by=by)


def record_follow_ups(ask: RecordFollowUps, *, by: Officer, desk: Desk) -> Answer:
    """Record follow-ups. Raises NoSuchFollowUp, FollowUpTooEarly and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.screening(work, ask.screening)
        results = [FollowUpResult(one.beneficiary, "", one.day, one.done, one.reason, one.on) for one in ask.results]
        work.record(loaded, *screenings.record_follow_ups(loaded.state, results, by=by.id, on=ask.on))
        done = sum(one.done for one in ask.results)
        return {"screening": ask.screening, "done": done, "missed": len(ask.results) - done}

    return desk.take(ask, decide, by=by)


def close_screening(ask: CloseScreening, *, by: Officer, desk: Desk) -> Answer:
    """Close it. Raises PeopleStillWaiting, FollowUpsStillOpen, ClaimsStillOpen."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = streams.screening(work, ask.screening)
        closed = screenings.close(loaded.state, by=by.id, on=ask.on)
        work.record(loaded, closed)
        return {"screening": ask.screening, "served": closed.served, "dropped_out": closed.dropped_out}

    return desk.take(ask, decide, by=by)
