"""A year's levy and one employer's assessment as their decisions see them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from domain.credit_codes import checked_credit_code
from domain.levies.events import (
    EmployerFigures,
    LevyAssessed,
    LevyCorrected,
    LevyDeferred,
    LevyReceived,
    LevyRefunded,
    LevyRelieved,
    LevyTermsSet,
    LevyWorking,
)
from domain.levies.rejections import NoLevyTerms, NotAssessed
from domain.money import ZERO, Money


@dataclass(frozen=True, slots=True)
class Levy:
    """The levy of one year in one region; `id` is <year>/<region>, `terms` all terms that were ever set."""

    id: str
    terms: tuple[LevyTermsSet, ...] = ()

    @property
    def year(self) -> int:
        """The year it is levied for."""
        return int(self.id[:4])


@dataclass(frozen=True, slots=True)
class LevyAssessment:
    """What one employer owes for one year; `id` is <year>/<credit code>. `hands` are who assessed or corrected it.

    `took` are who booked payments; `kept_of` is what was received in each year less what was refunded of it.
    """

    id: str
    assessed: LevyAssessed | None = None
    newest: LevyAssessed | LevyCorrected | None = None
    relieved: Money = ZERO
    received: Money = ZERO
    refunded: Money = ZERO
    kept_of: Mapping[int, Money] = field(default_factory=dict)
    took: frozenset[str] = frozenset()
    last_paid_on: date | None = None
    deferred_until: date | None = None
    hands: frozenset[str] = frozenset()
    last_on: date | None = None

    @property
    def amount(self) -> Money:
        """What was assessed, as corrected."""
        return self.newest.amount if self.newest else ZERO

    @property
    def figures(self) -> EmployerFigures | None:
        """The employer's figures, as corrected."""
        return self.newest.figures if self.newest else None

    @property
    def workings(self) -> tuple[LevyWorking, ...]:
        """How the amount came about."""
        return self.newest.workings if self.newest else ()

    @property
    def kept(self) -> Money:
        """What was received and not refunded."""
        return self.received - self.refunded

    @property
    def owed(self) -> Money:
        """What is still to be paid."""
        return max(self.amount - self.relieved - self.kept, ZERO)

    @property
    def overpaid(self) -> Money:
        """What was paid beyond what was to be paid, after a correction, and was not refunded yet."""
        return max(self.kept - max(self.amount - self.relieved, ZERO), ZERO)

    @property
    def due_on(self) -> date:
        """When it is due, as deferred. Raises NotAssessed."""
        due = newest(self).pay_by
        return max(due, self.deferred_until) if self.deferred_until else due


def levy_id(year: int, region: str) -> str:
    """Name the levy of a year in a region: its stream is `levy/` + this."""
    return f"{year}/{region}"


def assessment_id(year: int, employer: str) -> str:
    """Name an employer's assessment. Raises NotACreditCode, CreditCodeCheckDigit."""
    return f"{year}/{checked_credit_code(employer, field='employer')}"


def replay_levy(levy: str, facts: Iterable[object]) -> Levy:
    """Build the state of a levy from its history; an unknown event stops the replay."""
    state = Levy(levy)
    for fact in facts:
        match fact:
            case LevyTermsSet():
                state = replace(state, terms=(*state.terms, fact))
            case _:
                raise AssertionError(f"no event of a levy: {fact}")
    return state


def replay(assessment: str, facts: Iterable[object]) -> LevyAssessment:
    """Build the state of an assessment from its history; an unknown event stops the replay."""
    state = LevyAssessment(assessment)
    for fact in facts:
        state = evolve(state, fact)
    return state


def evolve(state: LevyAssessment, event: object) -> LevyAssessment:
    """Return the assessment after one event. Never refuses: history has already happened."""
    match event:
        case LevyAssessed(assessed_by=who, assessed_on=on):
            return replace(state, assessed=event, newest=event, hands=state.hands | {who}, last_on=on)
        case LevyCorrected(corrected_by=who, corrected_on=on):
            return replace(state, newest=event, hands=state.hands | {who}, last_on=on)
        case LevyRelieved(amount=amount, relieved_on=on):
            return replace(state, relieved=state.relieved + amount, last_on=on)
        case LevyDeferred(until=until, deferred_on=on):
            return replace(state, deferred_until=until, last_on=on)
        case LevyReceived(amount=amount, booked_by=who, received_on=on):
            kept = state.kept_of.get(on.year, ZERO) + amount
            return replace(
                state,
                received=state.received + amount,
                kept_of={**state.kept_of, on.year: kept},
                took=state.took | {who},
                last_paid_on=max(on, state.last_paid_on or on),
            )
        case LevyRefunded(amount=amount, parts=parts, refunded_on=on):
            less = {part.year: state.kept_of[part.year] - part.amount for part in parts}
            return replace(state, refunded=state.refunded + amount, kept_of={**state.kept_of, **less}, last_on=on)
        case _:
            raise AssertionError(f"no event of an assessment: {event}")


def in_force(levy: Levy) -> LevyTermsSet:
    """Return the terms that were set last. Raises NoLevyTerms."""
    if not levy.terms:
        raise NoLevyTerms("region", levy=levy.id)
    return levy.terms[-1]


def made(assessment: LevyAssessment) -> LevyAssessed:
    """Return the first assessment. Raises NotAssessed."""
    if assessment.assessed is None:
        raise NotAssessed("assessment", assessment=assessment.id)
    return assessment.assessed


def newest(assessment: LevyAssessment) -> LevyAssessed | LevyCorrected:
    """Return the assessment as corrected. Raises NotAssessed."""
    if assessment.newest is None:
        raise NotAssessed("assessment", assessment=assessment.id)
    return assessment.newest
