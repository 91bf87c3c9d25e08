"""Terms, quotas, deadlines, ranking and accords, in tables an office could check by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.money import Money
from domain.periods import Period, PeriodKind
from domain.rates import UnitsDoNotMix
from domain.rejected import Rejected
from domain.tailored import places, terms
from domain.tailored.consistency import CHECKS, Accord, Disaccord, Standing
from domain.tailored.coverage import Counts
from domain.tailored.deadlines import ReportState, reports
from domain.tailored.events import PaperCompared, Services
from domain.tailored.place_events import Factor, HouseholdSupervised, Terms, Weight
from domain.tailored.place_rejections import (
    AidLimitsCross,
    ConfirmedBySameHands,
    FactorTwice,
    FileOfAnotherPlace,
    HandedInAlready,
    HouseholdElsewhere,
    NoFileShowsIt,
    NoServiceTerms,
    NoSuchFalsification,
    NoSupervisors,
    NotAReportPeriod,
    NotASupervisor,
    ReportPeriodNotOver,
    TermOutOfRange,
    TermsBeforeTheLast,
    TookPartInTheFile,
    WeightNotPositive,
    WeightsDoNotSumToOne,
)
from domain.tailored.ranking import rank, score
from domain.tailored.rejections import DayOutsideTheYear, NotSurveyedYet
from domain.tailored.supervision import fulfilments, households
from tests.domain.test_service_files import APPROVED, CARE, CULTURE, EMPTY, SERVED, SURVEYED, VISITED, WU, serve, visit

TOWN, HASH = "990101001000", "a" * 64
HALF = Fraction(1, 2)
TERMS = Terms(
    weights=(Weight(Factor.SURVEYED, HALF), Weight(Factor.VISITED, HALF)),
    households=2,
    quota_period=PeriodKind.QUARTER,
    monthly_days=5,
    quarterly_days=10,
    aid_programme="emergency-aid",
    aid_a_person=Money(100_000),
    aid_a_year=Money(150_000),
)
PLACE = places.ServicePlace(2017, TOWN)
ON = date(2017, 6, 1)


def set_terms(changed: Terms, place: terms.PlaceTerms | None = None, valid_from: date = ON) -> terms.PlaceTerms:
    place = place or terms.PlaceTerms("990101")
    done = terms.set_terms(place, changed, valid_from=valid_from, document="残联〔2017〕6号", by=WU, on=ON)
    return replace(place, versions=(*place.versions, done))


@pytest.mark.parametrize(
    ("other", "rule"),
    [
        ({"weights": (Weight(Factor.SURVEYED, HALF),)}, WeightsDoNotSumToOne),
        ({"weights": (Weight(Factor.SURVEYED, HALF), Weight(Factor.SURVEYED, HALF))}, FactorTwice),
        ({"weights": (Weight(Factor.SURVEYED, Fraction(1)), Weight(Factor.VISITED, Fraction(0)))}, WeightNotPositive),
        ({"households": 0}, TermOutOfRange),
        ({"monthly_days": 400}, TermOutOfRange),
        ({"aid_a_person": Money(200_000)}, AidLimitsCross),
        ({"aid_a_person": Money(0)}, AidLimitsCross),
    ],
)
def test_terms_that_cannot_be_are_refused(other: dict[str, Any], rule: type[Rejected]) -> None:
    with pytest.raises(rule):
        set_terms(replace(TERMS, **other))


def test_the_closest_place_with_terms_in_force_rules_and_later_terms_replace_earlier_ones() -> None:
    county = set_terms(TERMS)
    with pytest.raises(TermsBeforeTheLast):
        set_terms(TERMS, county)
    county = set_terms(replace(TERMS, households=5), county, date(2018, 1, 1))
    above = [terms.PlaceTerms(place) for place in terms.places_above("990101001003")]
    assert [place.region for place in above][:3] == ["990101001003", "990101001000", "990101"]
    known = [county if place.region == "990101" else place for place in above]
    assert terms.closest(known, region=TOWN, on=date(2017, 12, 31))[1].terms.households == 2
    assert terms.closest(known, region=TOWN, on=date(2018, 1, 1))[1].terms.households == 5
    with pytest.raises(NoServiceTerms):
        terms.closest(known, region=TOWN, on=date(2017, 5, 31))


def test_a_household_counts_once_however_often_and_by_whomever_of_it_is_met() -> None:
    calls = [HouseholdSupervised(WU, people, HASH, ON) for people in (("a", "b"), ("c",), ("b", "d"), ("d",))]
    assert households(calls) == 2


@given(st.lists(st.sets(st.integers(0, 12), min_size=1, max_size=3), max_size=12), st.randoms())
def test_households_do_not_depend_on_the_order_of_the_calls(groups: list[set[int]], chance: Any) -> None:
    calls = [HouseholdSupervised(WU, tuple(f"b-{one}" for one in group), HASH, ON) for group in groups]
    shuffled = list(calls)
    chance.shuffle(shuffled)
    assert households(shuffled) == households(calls) <= len(calls)


def test_nobody_makes_up_for_another_supervisors_quota() -> None:
    place = replace(PLACE, supervisors=(WU, "officer-sun"))
    people = {f"b-{number}": TOWN for number in range(3)}
    for person in people:
        called = places.supervise(place, people=people, given=[person], page_sha256=HASH, by=WU, on=date(2017, 2, 1))
        place = places.evolve(place, called)
    owed = list(fulfilments(place, TERMS, until=date(2017, 3, 31)))
    assert [(one.supervisor, one.households, one.counted, one.fulfilled) for one in owed] == [
        (WU, 3, 2, True),
        ("officer-sun", 0, 0, False),
    ]
    assert len(list(fulfilments(place, TERMS, until=date(2017, 4, 1)))) == 4


def test_only_the_named_call_on_households_of_their_place_in_its_year() -> None:
    with pytest.raises(NoSupervisors):
        places.name_supervisors([WU, WU], by="lead", on=ON)
    asked: dict[str, Any] = {"people": {"b-1": "990102001000"}, "given": ["b-1"], "page_sha256": HASH, "on": ON}
    with pytest.raises(NotASupervisor):
        places.supervise(PLACE, by=WU, **asked)
    place = replace(PLACE, supervisors=(WU,))
    with pytest.raises(HouseholdElsewhere):
        places.supervise(place, by=WU, **asked)
    with pytest.raises(DayOutsideTheYear):
        places.supervise(place, by=WU, **(asked | {"on": date(2018, 1, 1)}))


def test_a_report_is_due_handed_in_late_or_missing() -> None:
    place = PLACE
    for period, on in ((Period("2017-01"), date(2017, 2, 5)), (Period("2017-02"), date(2017, 3, 8))):
        place = places.evolve(place, places.hand_in(place, period, TERMS, page_sha256=HASH, by=WU, on=on))
    told = {str(one.period): (one.stage, one.days_late) for one in reports(place, TERMS, until=date(2017, 4, 8))}
    assert told == {
        "2017-01": (ReportState.IN_TIME, 0),
        "2017-02": (ReportState.LATE, 3),
        "2017-03": (ReportState.MISSING, 3),
        "2017-Q1": (ReportState.DUE, 0),
    }
    for text, day, rule in (
        ("2017", date(2018, 1, 5), NotAReportPeriod),
        ("2017-03", date(2017, 3, 31), ReportPeriodNotOver),
        ("2017-01", date(2017, 4, 1), HandedInAlready),
    ):
        with pytest.raises(rule):
            places.hand_in(place, Period(text), TERMS, page_sha256=HASH, by=WU, on=day)


def counts(**numbers: int) -> Counts:
    return Counts(**numbers)


def test_ties_share_a_rank_and_a_falsified_place_stands_apart() -> None:
    regions = {
        "a": counts(registered=10, surveyed=8, served=4, visited=2),
        "b": counts(registered=5, surveyed=4, served=2, visited=1),
        "c": counts(registered=10, surveyed=10, served=4, visited=4),
        "d": counts(registered=10, surveyed=5, served=4, visited=2),
        "e": counts(registered=10, surveyed=10, served=10, visited=10),
    }
    found = rank(regions, TERMS.weights, falsified=frozenset({"e"}))
    assert [(one.rank, one.region, one.points) for one in found.ranked] == [
        (1, "c", "100.00"),
        (2, "a", "65.00"),
        (2, "b", "65.00"),
        (4, "d", "50.00"),
    ]
    assert (found.excluded, found.unranked) == (("e",), ())


def test_a_factor_without_a_denominator_leaves_its_weight_to_the_others() -> None:
    assert score(counts(registered=4, surveyed=3), TERMS.weights) == Fraction(3, 4)
    assert score(Counts(), TERMS.weights) is None
    assert rank({"x": Counts()}, TERMS.weights, falsified=frozenset()).unranked == ("x",)


@given(st.dictionaries(st.text("abcdef", min_size=1), st.tuples(st.integers(0, 9), st.integers(1, 9)), max_size=8))
def test_ranks_follow_scores_whatever_they_are(given_counts: dict[str, tuple[int, int]]) -> None:
    regions = {name: counts(registered=whole, surveyed=part) for name, (part, whole) in given_counts.items()}
    found = rank(regions, TERMS.weights, falsified=frozenset()).ranked
    assert len(found) == len(regions)
    for one in found:
        assert 0 <= one.score <= 1
        assert one.rank == 1 + sum(other.score > one.score for other in found)


def test_a_rate_always_has_both_of_its_numbers_and_never_mixes_people_with_households() -> None:
    own = counts(registered=923, surveyed=700, planned=600, explained=50, quota=10, fulfilled=4)
    named = {factor: rate.named() for factor, rate in own.rates().items() if rate is not None}
    assert named[Factor.SURVEYED] == "surveyed / registered (people) = 75.84 %"
    assert named[Factor.PLANNED] == "planned or with a reason / surveyed (people) = 92.86 %"
    assert named[Factor.SUPERVISED] == "called on / quota (households) = 40.00 %"
    assert own.rate(Factor.SATISFIED) is None
    people, called = own.rate(Factor.SURVEYED), own.rate(Factor.SUPERVISED)
    assert people is not None
    assert called is not None
    with pytest.raises(UnitsDoNotMix):
        replace(people, numerator=called.numerator)


def told(accord: Accord, *files: Any, standing: dict[str, Standing] | None = None) -> list[tuple[Disaccord, str]]:
    return [(row.difference, row.what) for row in CHECKS[accord](files, standing or {})]


def test_service_is_held_against_the_plan_and_against_what_the_person_says() -> None:
    check = Accord.PLAN_AND_SERVICE
    assert told(check, VISITED) == []
    assert told(check, APPROVED) == []
    assert told(check, serve(SERVED)) == [(Disaccord.SERVED_MORE, "care")]
    assert told(check, serve(APPROVED, kind=CULTURE)) == [(Disaccord.NOT_IN_THE_PLAN, "culture")]
    said_less = visit(SERVED, received=(Services(CARE, 1),))
    assert told(check, said_less) == [(Disaccord.RECEIVED_OTHERWISE, "care")]
    one_of_two = visit(serve(APPROVED, times=1), received=(Services(CARE, 1),))
    assert told(check, one_of_two) == [(Disaccord.SERVED_LESS, "care")]


def test_data_are_held_against_the_person() -> None:
    check = Accord.DATA_AND_PERSON
    died = {"b-1": Standing(died_on=date(2017, 3, 1))}
    assert told(check, VISITED, standing=died) == [
        (Disaccord.SERVED_AFTER_DEATH, "service 1"),
        (Disaccord.SERVED_AFTER_DEATH, "visit"),
    ]
    moved = {"b-1": Standing(moved_on=date(2017, 4, 1))}
    assert told(check, VISITED, standing=moved) == [(Disaccord.MOVED_AWAY, "visit")]


def test_the_platform_is_held_against_the_paper_and_one_page_serves_one_file() -> None:
    check = Accord.PLATFORM_AND_PAPER
    own = SURVEYED.pages["survey"].page_sha256
    for found, row in (
        (own, []),
        ("", [(Disaccord.PAPER_MISSING, "survey")]),
        (HASH, [(Disaccord.PAPER_DIFFERS, "survey")]),
    ):
        file = replace(SURVEYED, papers={"survey": PaperCompared("survey", own, found, WU, ON)})
        assert told(check, file) == row
    double = replace(SURVEYED, beneficiary="b-2")
    assert told(check, SURVEYED, double) == [(Disaccord.PAGE_OF_ANOTHER_FILE, "survey")] * 2


def confirm(*files: Any, by: str = "head", place: places.ServicePlace = PLACE) -> Any:
    return places.confirm_falsification(place, files, text="签名雷同", document="残联〔2017〕9号", by=by, on=ON)


def test_a_falsification_rests_on_files_of_the_place_and_is_judged_by_others() -> None:
    for files, by, rule in (
        ((), "head", NoFileShowsIt),
        ((EMPTY,), "head", NotSurveyedYet),
        ((replace(SURVEYED, year=2018),), "head", FileOfAnotherPlace),
        ((SURVEYED,), WU, TookPartInTheFile),
    ):
        with pytest.raises(rule):
            confirm(*files, by=by)
    place = places.evolve(PLACE, confirm(SURVEYED))
    assert list(place.falsified) == [1]
    with pytest.raises(ConfirmedBySameHands):
        places.withdraw_falsification(place, 1, text="有误", by="head", on=ON)
    place = places.evolve(place, places.withdraw_falsification(place, 1, text="有误", by="leader", on=ON))
    assert not place.falsified
    with pytest.raises(NoSuchFalsification):
        places.withdraw_falsification(place, 1, text="有误", by="leader", on=ON)
    assert confirm(SURVEYED, place=place).number == 2
