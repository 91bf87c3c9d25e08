"""A fact a decision rested on: a name, a value, and where it was taken from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Fact:
    """One circumstance of a person on a day, without personal data: `low_income` = `yes`, `age_years` = `47`.

    Values are text, read by the criterion that asks; lists are comma-separated (`mental,limb`).
    `source` is the register it was taken from, as the policy's sources of truth name it.
    """

    name: str
    value: str
    source: str
    as_of: date


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one criterion said: its article, whether it held, and the values it looked at (`age_years=47`)."""

    criterion: str
    held: bool
    seen: str
