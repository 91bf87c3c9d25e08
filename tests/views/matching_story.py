"""Matching funds for the views: every event there is of them."""

from __future__ import annotations

from datetime import date

from domain.claims.naming import ClaimKind, claim_id
from domain.levels import FundKind, GovernmentLevel
from domain.matching import events as matching
from domain.money import Money
from domain.periods import Period

MUNICIPAL, COUNTY, BUDGET = GovernmentLevel.MUNICIPAL, GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET
PERIOD = Period("2017-02")


def matched(day: date) -> list[tuple[str, object]]:
    """Return two schemes, and two units, of one of which the city part is freed."""
    one, two, who = "matching/stations-1", "matching/stations-2", "officer-sun"
    shares = (
        matching.MatchingShare(MUNICIPAL, BUDGET, 3, "选址"),
        matching.MatchingShare(COUNTY, BUDGET, 2, "验收"),
    )
    terms = (PERIOD, "财社〔2017〕30号", shares, ("选址", "验收"), who, day)
    parts = (
        matching.UnitPart(MUNICIPAL, BUDGET, Money(30_000), "选址"),
        matching.UnitPart(COUNTY, BUDGET, Money(20_000), "验收"),
    )
    place = ("programme-0", "990101", PERIOD)
    admitted = matching.UnitAdmitted("u-1", "康复站一", *place, "a-1", Money(50_000), parts, who, day)
    claim = claim_id(ClaimKind.MATCHING, "stations-1", "u-1", MUNICIPAL)
    freed = (matching.FreedPart(claim, MUNICIPAL, BUDGET, Money(30_000)),)
    return [
        (one, matching.MatchingOpened("programme-0", "990101", *terms)),
        (two, matching.MatchingOpened("programme-0", "990101001000", *terms)),
        (one, admitted),
        (two, matching.UnitAdmitted("u-2", "康复站二", *place, "a-1", Money(50_000), parts, who, day)),
        (one, matching.UnitConditionMet("u-1", "选址", "选址1号", "区残联", freed, who, day)),
    ]
