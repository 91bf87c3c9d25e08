"""One bad input, the office it is asked of, and what many of them name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from application.road import Officer
from domain.rejected import Rejected
from tests.support.office import BUILDER, Office
from tests.support.stories import (
    a_funded_programme,
    a_released_batch,
    a_settled_batch,
    a_submitted_batch,
    people_on_notice,
    people_registered,
    people_reviewed,
)

TOMORROW, LONG_AGO = date(2018, 2, 2), date(1948, 1, 1)
ID_NUMBER = "990101198001010014"
STAGES: dict[str, Callable[[], Office]] = {
    "registered": people_registered,
    "reviewed": people_reviewed,
    "on notice": people_on_notice,
    "funded": a_funded_programme,
    "submitted": a_submitted_batch,
    "released": a_released_batch,
    "settled": a_settled_batch,
}


@cache
def the_office(stage: str) -> Office:
    return STAGES[stage]()


@dataclass(frozen=True)
class Bad:
    """One bad input. `facts` may be a function of the office, where it takes somebody of its people."""

    name: str
    command: Callable[..., Any]
    rule: type[Rejected]
    at: str
    facts: dict[str, Any] | Callable[[Office], dict[str, Any]]
    stage: str = "funded"
    by: Officer = field(default=BUILDER)
