"""A finding as its events leave it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from domain.checks.events import (
    Disposition,
    Evidence,
    FindingDisposed,
    FindingGone,
    FindingRecorded,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """`on_record` is whether the last run that looked found it; `as_of`, `effective` and `lists` are what the run that
    recorded it looked at. `disposition` is what became of it (None: nothing yet, or it came back since)."""

    id: str
    on_record: bool = False
    known: bool = False
    as_of: int = 0
    effective: date = date.min
    lists: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    disposition: Disposition | None = None


def replay(finding: str, facts: Iterable[object]) -> Finding:
    """Fold a finding's events."""
    state = Finding(finding)
    for fact in facts:
        match fact:
            case FindingRecorded():
                state = replace(
                    state,
                    on_record=True,
                    known=True,
                    as_of=fact.as_of,
                    effective=fact.effective,
                    lists=fact.lists,
                    evidence=fact.evidence,
                    disposition=None,
                )
            case FindingGone():
                state = replace(state, on_record=False)
            case FindingDisposed(disposition=disposition):
                state = replace(state, disposition=disposition)
            case _:
                raise TypeError(f"{type(fact).__name__} does not belong to a finding")
    return state
