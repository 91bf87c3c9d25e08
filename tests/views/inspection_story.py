"""Inspections for the views: every event there is of them."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from domain.inspections import events as inspections
from domain.inspections import visit_events as visits
from domain.money import Money
from domain.periods import Period


def inspected(someone: str, day: date) -> list[tuple[str, object]]:
    """Return two inspections: one drawn from the sealed log, visited and closed, and one just opened."""
    unit, other = "990101001000", "b-00-0000000008"
    units = (inspections.UnitCount("990101000000", 3), inspections.UnitCount(unit, 20))
    share = inspections.ByShare(Fraction(1, 10), Fraction(1, 10))
    frame = ("programme-0", Period("2017-02"), "990101", inspections.FrameKind.PAID, 40, "b" * 64, units)
    sure = inspections.ByConfidence(Fraction(19, 20), Fraction(1, 20))
    drawn = (inspections.UnitDrawn("990101000000", 3, 1), inspections.UnitDrawn(unit, 20, 2))
    sample = (inspections.Sampled("990101000000", other), inspections.Sampled(unit, someone))
    one, two = f"visit/i-1/{someone}", f"visit/i-1/{other}"
    due, who = date(2017, 6, 30), "inspector-yu"
    plan = visits.VisitPlanned("programme-0", unit, who, who, day, due)
    seen = (visits.FactFound("low_income", "yes", "no"),)
    kind, outcome = visits.VisitFindingKind.FACTS_DIFFER, visits.VisitFindingOutcome.ORDERED_BACK
    return [
        ("inspection/i-1", inspections.InspectionOpened(*frame, share, "", who, day)),
        ("inspection/i-2", inspections.InspectionOpened(*frame, sure, "dice-2017-06", who, day)),
        ("inspection/i-1", inspections.SeedBound(2, who, day)),
        ("inspection/i-1", inspections.SampleDrawn("c" * 64, 45, drawn, 0, who, day)),
        ("inspection/i-1", inspections.SampleListed(1, "programme-0", sample, day)),
        (one, plan),
        (two, plan),
        (two, visits.VisitRecorded(visits.NotMetReason.AWAY, (), None, "邻居说外出", who, day)),
        (one, visits.VisitRecorded(None, seen, 4, "", who, day)),
        (one, visits.VisitFindingRaised(1, "programme-0", unit, kind, "收入不符", who, day, due)),
        (one, visits.VisitFindingAnswered(1, True, "属实", "officer-sun", day)),
        (one, visits.VisitFindingFollowedUp(1, "已核对", who, day)),
        (one, visits.VisitFindingOrderedBack(1, "r-1", "programme-0/2017-02/x", Money(30_000), "officer-sun", day)),
        (one, visits.VisitFindingClosed(1, outcome, "已下达追缴", who, day)),
        (two, visits.VisitFindingRaised(1, "programme-0", unit, kind, "查无此人", who, day, due)),
        ("inspection/i-1", inspections.InspectionClosed(1, 1, 2, who, day)),
    ]
