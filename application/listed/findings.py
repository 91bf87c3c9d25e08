"""Rows of the list of findings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.money import Money


class FindingState(StrEnum):
    """Where a finding is: open, gone by itself, or what became of it (核实, 排除, 整改, 移送)."""

    OPEN = "open"
    GONE = "gone"
    VERIFIED = "verified"
    EXCLUDED = "excluded"
    RECTIFIED = "rectified"
    TRANSFERRED = "transferred"


@dataclass(frozen=True, slots=True)
class CheckRunListed:
    """One check in one run: what the run looked at (entries up to a position, counted up to a day), and what it found
    beside what was on record: new, unchanged, gone. `run_at` is the run's entry."""

    run: str
    check: str
    entries_to: int
    counted_to: date
    new: int
    unchanged: int
    gone: int
    run_by: str
    run_at: int


@dataclass(frozen=True, slots=True)
class FindingListed:
    """A finding: `C01/` and its key, what it is about, how much money, and what became of it, why and by whom.

    `on_record` is whether the last run that looked still found it. `amount` and `found_on` are of the newest recording.
    """

    finding: str
    check: str
    subject: str
    programme: str
    amount: Money
    evidence: int
    stage: FindingState
    on_record: bool
    reason: str | None
    disposed_by: str | None
    disposed_on: date | None
    found_on: date
    recorded_at: int
