"""What happens to runs of audit checks (stream check_run/<run>) and to findings (stream finding/<check>/<key>)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from domain.money import Money


class Disposition(StrEnum):
    """What became of a finding: 核实, 排除, 整改, 移送."""

    VERIFIED = "verified"
    EXCLUDED = "excluded"
    RECTIFIED = "rectified"
    TRANSFERRED = "transferred"


@dataclass(frozen=True, slots=True)
class ListBrought:
    """An external list a run looked at: its kind, the SHA-256 (hex) of its file, and its rows.

    `unknown` rows name people this ledger does not know; their numbers are not kept.
    """

    name: str
    sha256: str
    rows: int
    unknown: int


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a check, as it was when it ran: `C15` `held_days` 90."""

    check: str
    name: str
    value: int


@dataclass(frozen=True, slots=True)
class CheckCount:
    """What one check found, compared with what was known of it."""

    check: str
    new: int
    unchanged: int
    gone: int


@dataclass(frozen=True, slots=True)
class CheckRun:
    """Checks were run on the entries up to `as_of`, counting what is effective up to `effective`."""

    as_of: int
    effective: date
    lists: tuple[ListBrought, ...]
    parameters: tuple[Parameter, ...]
    counts: tuple[CheckCount, ...]
    run_by: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing a finding rests on: an entry (its stream and position) or a row of a list (`list/deaths`, its row)."""

    source: str
    position: int
    what: str
    amount: Money | None
    day: date | None


@dataclass(frozen=True, slots=True)
class FindingRecorded:
    """A check found something that was not on record, or again what had gone. `lists` are those the check looked at.

    `subject` is the id of a person, a payment, a line …; never a name or a number of a person.
    """

    run_id: str
    subject: str
    programme: str
    amount: Money
    evidence: tuple[Evidence, ...]
    lists: tuple[str, ...]
    as_of: int
    effective: date


@dataclass(frozen=True, slots=True)
class FindingGone:
    """A later run, with the same lists, does not find it any more."""

    run_id: str


@dataclass(frozen=True, slots=True)
class FindingDisposed:
    """Somebody looked into it and said what becomes of it."""

    disposition: Disposition
    reason: str
    disposed_by: str
    disposed_on: date


CheckEvent = CheckRun | FindingRecorded | FindingGone | FindingDisposed
