"""Awards for the views: every event there is of them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from domain.awards import events as awards
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.periods import Period
from domain.programmes.policy import TierShare


def awarded(day: date) -> list[tuple[str, object]]:
    """Return a scheme with an award that is suspended, one that is resumed and one that was not accepted."""
    one, two, three = "award/homes-1.sunshine", "award/homes-1.moonlight", "award/homes-1.star"
    who, code, four = "officer-sun", "52990101MJ0000001G", ("残联", "民政局", "财政局", "卫健局")
    shares = (TierShare(GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET, Fraction(1)),)
    terms = awards.AwardTerms("programme-0", "990101", "财社〔2017〕40号", four, shares, Money(200_000), 3, 31, 3)
    parts = (awards.AwardInstalment(day, Money(60_001)), awards.AwardInstalment(date(2017, 12, 1), Money(40_000)))
    granted = awards.AwardGranted("programme-0", "990101", Money(100_001), parts, "财社〔2017〕41号", who, day)
    claim = "award.homes-1.sunshine.1"
    called = awards.InstalmentCalled(1, claim, "a-1", Period("2017-02"), Money(60_001), who, day)
    back = awards.AwardOrderedBack("r-9", claim, f"programme-0/2017-02/{claim}", Money(60_001), who, day)
    applied = [(name, awards.AwardApplied("homes-1", terms, code, "托养中心", who, day)) for name in (one, two, three)]
    signed = [(name, awards.DepartmentSigned(each, True, "合格", who, day)) for name in (one, two) for each in four]
    return [
        ("award_scheme/homes-1", awards.AwardSchemeOpened(terms, who, day)),
        *applied,
        *signed,
        (three, awards.DepartmentSigned("财政局", False, "账目不清", who, day)),
        (one, granted),
        (two, granted),
        (one, called),
        (one, awards.YearlyCheckRecorded(2018, False, "检查1号", who, day)),
        (one, awards.AwardSuspended(0, "2018 年度检查不合格", who, day)),
        (two, awards.AwardSuspended(2018, "2018 年度检查逾期未做", who, day)),
        (two, awards.AwardResumed("整改1号", who, day)),
        (one, back),
    ]
