"""A self-evaluation as its decisions see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import assert_never

from domain.evaluations.events import (
    EvaluationEvent,
    EvaluationFilledIn,
    EvaluationPlanned,
    EvaluationReopened,
    EvaluationScored,
    Indicator,
)
from domain.evaluations.rejections import NoSuchEvaluation


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One self-evaluation; `filled` are the newest values, `scored` is None again once it is reopened."""

    id: str
    planned: EvaluationPlanned | None = None
    filled: EvaluationFilledIn | None = None
    scored: EvaluationScored | None = None

    @property
    def indicators(self) -> Mapping[str, Indicator]:
        """The indicators by id, in the order planned."""
        return {} if self.planned is None else {one.indicator: one for one in self.planned.indicators}


def replay(evaluation: str, facts: Iterable[object]) -> Evaluation:
    """Build the state of a self-evaluation from its history; an unknown event stops the replay."""
    state = Evaluation(evaluation)
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(evaluation: Evaluation, event: EvaluationEvent) -> Evaluation:
    """Return the self-evaluation after one event. Never refuses: history has already happened."""
    match event:
        case EvaluationPlanned():
            return replace(evaluation, planned=event)
        case EvaluationFilledIn():
            return replace(evaluation, filled=event)
        case EvaluationScored():
            return replace(evaluation, scored=event)
        case EvaluationReopened():
            return replace(evaluation, scored=None)
        case _:
            assert_never(event)


def planned(evaluation: Evaluation) -> EvaluationPlanned:
    """Return what is evaluated, and how. Raises NoSuchEvaluation."""
    if evaluation.planned is None:
        raise NoSuchEvaluation("evaluation_id", evaluation=evaluation.id)
    return evaluation.planned
