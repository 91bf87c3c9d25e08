"""What is asked about cases, and what befalls them: the histories and questions that tests of cases share."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from domain.eligibility.events import CaseRechecked, CaseReopened, CaseSuspended, StopReason
from domain.eligibility.state import replay
from domain.levels import GovernmentLevel
from domain.notices.events import ObjectionGround, ObjectionRaised, ObjectionSettled
from domain.periods import Month, Period
from domain.regions import RegionCode
from tests.domain.people_stories import (
    A_CONCLUDED_NOTICE,
    APPLIED_ON,
    CASE,
    DECIDED_ON,
    GRANTED,
    PERSON,
    POLICY,
    SOMEBODY,
    facts,
    the_notice,
)
from tests.support.given import histories_of

given = histories_of(replay, CASE)
YEAR = Period("2017")
MARCH, MAY, JUNE, OCTOBER = (Month.parse(f"2017-{month}") for month in ("03", "05", "06", "10"))

APPLYING: dict[str, Any] = {
    "person": PERSON,
    "policy": POLICY,
    "area": RegionCode("990101"),
    "held": (),
    "facts": facts(),
    "applied_on": APPLIED_ON,
    "by": "liaison",
    "on": APPLIED_ON,
}
REVIEWING: dict[str, Any] = {
    "policy": POLICY,
    "level": GovernmentLevel.TOWNSHIP,
    "favourable": True,
    "opinion": "入户核实属实",
    "by": "zhao",
    "on": date(2017, 3, 3),
}
GRANTING: dict[str, Any] = {
    "person": PERSON,
    "policy": POLICY,
    "facts": facts(),
    "held": (),
    "notice": the_notice(*A_CONCLUDED_NOTICE),
    "by": "sun",
    "on": DECIDED_ON,
}
REFUSING: dict[str, Any] = {
    "person": PERSON,
    "policy": POLICY,
    "facts": facts(),
    "held": (),
    "by": "sun",
    "on": DECIDED_ON,
}
REOPENED = CaseReopened("n-1", "o-1", date(2017, 3, 10))
RAISED = ObjectionRaised("o-1", SOMEBODY, ObjectionGround.NOT_ELIGIBLE, date(2017, 3, 10))
DISMISSED = ObjectionSettled("o-1", SOMEBODY, False, "经核查不属实", "zhou", date(2017, 3, 14))
UPHELD = replace(DISMISSED, upheld=True, finding="经核查属实")
SUSPENDED = CaseSuspended(JUNE, StopReason.REVIEW_FAILED, date(2017, 5, 20))
CHECKED = CaseRechecked(1, facts(), GRANTED.outcomes, True, GRANTED.amount, "zhou", date(2017, 9, 8))


def months(*texts: str) -> tuple[Month, ...]:
    return tuple(Month.parse(f"2017-{text}") for text in texts)
