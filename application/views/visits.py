"""The rows of visits: who was to go, what they found, and what became of each finding."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from application.recorded import Recorded
from application.views.view import Name, Row, Word, id_in
from domain.inspections import visit_events as visits
from domain.inspections.visit_events import NotMetReason


class VisitStage(Name):
    """What happened to a visit."""

    PLANNED = "planned"
    MET = "met"
    NOT_MET = "not_met"


class VisitFindingStage(Name):
    """What happened to a finding of a visit."""

    RAISED = "raised"
    ANSWERED = "answered"
    FOLLOWED_UP = "followed_up"
    ORDERED_BACK = "ordered_back"
    CLOSED = "closed"


class Visit(NamedTuple):
    """One step of the visits to a person. `by` is the visitor, `differing` how many facts were not as stored."""

    position: int
    inspection: Word
    beneficiary: str
    stage: VisitStage
    programme: Word | None
    region: Word | None
    planned_for: date | None
    not_met: NotMetReason | None
    satisfaction: int | None
    differing: int | None
    remark: str | None
    by: Word
    effective: date


class VisitFact(NamedTuple):
    """A fact as a visit found it, beside the one stored."""

    position: int
    seq: int
    inspection: Word
    beneficiary: str
    fact: Word
    stored: str
    found: str
    effective: date


class VisitFindingStep(NamedTuple):
    """One step of a finding of a visit; its id is `<inspection>/<beneficiary>/<number>`.

    `what` is what was found, how it was closed, or whether the office agreed; `recovery` was ordered out of it.
    """

    position: int
    finding: str
    inspection: Word
    beneficiary: str
    stage: VisitFindingStage
    programme: Word | None
    region: Word | None
    what: Word | None
    text: str | None
    answer_due_on: date | None
    recovery: str | None
    amount_fen: int | None
    by: Word
    effective: date


AGREED, DISPUTED = "agreed", "disputed"


def visit_rows(entry: Recorded[object]) -> Iterator[Row]:
    """Yield what the entry says of a visit."""
    position, fact = entry.position, entry.fact
    inspection, _, person = id_in(entry.stream).rpartition("/")
    match fact:
        case visits.VisitPlanned():
            yield Visit(
                position,
                inspection,
                person,
                VisitStage.PLANNED,
                fact.programme,
                fact.unit,
                fact.planned_for,
                None,
                None,
                None,
                None,
                fact.visitor,
                fact.planned_on,
            )
        case visits.VisitRecorded():
            yield Visit(
                position,
                inspection,
                person,
                VisitStage.MET if fact.not_met is None else VisitStage.NOT_MET,
                None,
                None,
                None,
                fact.not_met,
                fact.satisfaction,
                sum(one.found != one.stored for one in fact.facts),
                fact.remark or None,
                fact.visited_by,
                fact.visited_on,
            )
            for seq, one in enumerate(fact.facts):
                yield VisitFact(position, seq, inspection, person, one.name, one.stored, one.found, fact.visited_on)
        case _:
            yield from _finding_rows(entry, inspection, person)


def _finding_rows(entry: Recorded[object], inspection: str, person: str) -> Iterator[Row]:
    fact = entry.fact
    match fact:
        case visits.VisitFindingRaised():
            yield VisitFindingStep(
                entry.position,
                f"{inspection}/{person}/{fact.number}",
                inspection,
                person,
                VisitFindingStage.RAISED,
                fact.programme,
                fact.unit,
                fact.what.value,
                fact.text,
                fact.answer_due_on,
                None,
                None,
                fact.raised_by,
                fact.raised_on,
            )
        case visits.VisitFindingAnswered(number=number, agreed=agreed, text=text, answered_by=by, answered_on=on):
            what = AGREED if agreed else DISPUTED
            yield _step(entry, inspection, person, number, VisitFindingStage.ANSWERED, by, on, what=what, text=text)
        case visits.VisitFindingFollowedUp(number=number, text=text, followed_up_by=by, followed_up_on=on):
            yield _step(entry, inspection, person, number, VisitFindingStage.FOLLOWED_UP, by, on, text=text)
        case visits.VisitFindingOrderedBack(number=number, ordered_by=by, ordered_on=on):
            stage, amount = VisitFindingStage.ORDERED_BACK, fact.amount.fen
            yield _step(entry, inspection, person, number, stage, by, on, recovery=fact.recovery_id, amount_fen=amount)
        case visits.VisitFindingClosed(number=number, outcome=outcome, text=text, closed_by=by, closed_on=on):
            stage = VisitFindingStage.CLOSED
            yield _step(entry, inspection, person, number, stage, by, on, what=outcome.value, text=text)
        case _:
            return


def _step(
    entry: Recorded[object],
    inspection: str,
    person: str,
    number: int,
    stage: VisitFindingStage,
    by: str,
    on: date,
    *,
    what: str | None = None,
    text: str | None = None,
    recovery: str | None = None,
    amount_fen: int | None = None,
) -> VisitFindingStep:
    name = f"{inspection}/{person}/{number}"
    return VisitFindingStep(
        entry.position, name, inspection, person, stage, None, None, what, text, None, recovery, amount_fen, by, on
    )
