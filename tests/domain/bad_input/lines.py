"""A line of bad input, and what many lines say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from domain.facts import Fact
from domain.rejected import Rejected

Call = Callable[[], object]
Line = tuple[str, Call, type[Rejected], str]
"""What somebody typed, the decision that hears it, the refusal, the field it points at."""
TODAY = date(2017, 5, 2)
LEAK = "身份证 990101198001010014"


def fact(name: str, value: str, source: str = "civil affairs", as_of: date = TODAY) -> Fact:
    return Fact(name, value, source, as_of)
