"""Tailored service for the views: every event there is of it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from domain.inspections.visit_events import FactFound, NotMetReason
from domain.money import Money
from domain.periods import Period, PeriodKind
from domain.tailored import aid_events as aid
from domain.tailored import events as files
from domain.tailored import place_events as places


def tailored(someone: str, other: str, day: date) -> list[tuple[str, object]]:
    """Return two people's files, one served to the end and one without a plan, their place's year, and aid."""
    one, two = f"service_file/2017/{someone}", f"service_file/2017/{other}"
    town, who, ended = "990101001000", "officer-wu", "officer-sun"
    place, claims = f"service_place/2017/{town}", "service_aid/2017/990101"
    care, relief = files.ServiceKind.CARE, files.ServiceKind.RELIEF
    pages = [files.Signature(f"{number:064x}", files.PageSigner.PERSON, day) for number in range(5)]
    plan, given = (files.Services(care, 2), files.Services(relief, 1)), (town, care, 2, "阳光托养中心")
    seen = (FactFound("low_income", "yes", "no"),)
    weights = (
        places.Weight(places.Factor.SURVEYED, Fraction(1, 2)),
        places.Weight(places.Factor.VISITED, Fraction(1, 2)),
    )
    terms = places.Terms(weights, 10, PeriodKind.QUARTER, 5, 10, "programme-0", Money(100_000), Money(500_000))
    return [
        ("service_terms/990101", places.ServiceTermsSet(1, terms, date(2017, 1, 1), "残联〔2017〕6号", who, day)),
        (one, files.NeedsSurveyed(town, (care, relief), seen, pages[0], who, day)),
        (two, files.NeedsSurveyed("990101001001", (), (), pages[1], who, day)),
        (one, files.ServicePlanned(plan, pages[2], who, day)),
        (one, files.ServicePlanApproved(ended, day)),
        (two, files.LeftUnplanned(files.UnplannedReason.NO_NEED, "本人表示暂无需求", who, day)),
        (one, files.ServiceGiven(1, *given, pages[3], who, day)),
        (one, files.FollowUpMade(NotMetReason.AWAY, (), None, None, "邻居说外出", ended, day)),
        (one, files.FollowUpMade(None, (files.Services(care, 1),), 4, pages[4], "", ended, day)),
        (one, files.PaperCompared("survey", pages[0].page_sha256, "", ended, day)),
        (place, places.SupervisorsNamed((who, ended), "officer-feng", day)),
        (place, places.HouseholdSupervised(who, (someone,), "a" * 64, day)),
        (place, places.ServiceReportHandedIn(Period("2017-04"), date(2017, 5, 5), "b" * 64, who, day)),
        (place, places.FalsificationConfirmed(1, (f"2017/{someone}",), "签名雷同", "残联〔2017〕9号", ended, day)),
        (place, places.FalsificationWithdrawn(1, "复核后撤销", "officer-feng", day)),
        (claims, aid.EmergencyAidClaimed(1, someone, town, "programme-0", Money(30_000), "火灾", "c" * 64, who, day)),
        (claims, aid.EmergencyAidClaimed(2, other, town, "programme-0", Money(20_000), "住院", "d" * 64, who, day)),
        (claims, aid.EmergencyAidPaid(1, someone, "programme-0/2017-02/x", Money(30_000), ended, day)),
        ("aid_payout/programme-0/2017-02/x", aid.PayoutTiedToAid("2017/990101/1", ended, day)),
        (claims, aid.EmergencyAidReturned(1, someone, "programme-0/2017-02/x", ended, day)),
        ("aid_payout/programme-0/2017-02/x", aid.PayoutUntiedFromAid("2017/990101/1", ended, day)),
        (claims, aid.EmergencyAidDropped(2, other, "已另行解决", ended, day)),
    ]
