"""Screenings: everybody accounted for, nobody operated on unconfirmed, nothing over the target paid silently."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given as supposing
from hypothesis import strategies as st

from application.screenings.figures import figures_of
from domain.credit_codes import NotACreditCode
from domain.dates import BeforeItsCause, InTheFuture
from domain.documents import NotADocumentNumber
from domain.money import AmountNotPositive, Money
from domain.rejected import Rejected
from domain.screenings import claims, decisions
from domain.screenings import rejections as no
from domain.screenings.events import Candidate, FollowUpResult, ScreeningOpened, StageRecorded, StageResult
from domain.screenings.plan import FollowUpDay, Reason, Stage, StageKind
from domain.screenings.state import ClaimState, Screening, carried_on
from tests.support.stories import POLICY

OPENED, SCREENED, CONFIRMED, OPERATED = date(2017, 3, 1), date(2017, 3, 20), date(2017, 4, 10), date(2017, 5, 8)
DOCUMENT, PRICE, WHERE, SUN = "残联发〔2017〕3号", Money(150_000), "990101001000", "officer-sun"
NOT_FOUND = Reason("no_cataract", "无白内障", "No cataract")
DECLINED, UNFIT = Reason("declined", "本人放弃", "Declined"), Reason("unfit", "身体条件不允许", "Unfit")
AWAY = Reason("away", "外出", "Away")
STAGES = (
    Stage("recheck", "复查", "Re-check", StageKind.CHECK, 30, (NOT_FOUND, DECLINED)),
    Stage("operation", "手术", "Operation", StageKind.SERVICE, 60, (DECLINED, UNFIT)),
)
DAYS = (FollowUpDay(7, 2), FollowUpDay(30, 5), FollowUpDay(90, 10))


def an_open_screening(target: int = 2, **plan: object) -> Screening:
    asked = {
        "programme": "cataract",
        "region": "990101",
        "fiscal_year": 2017,
        "target": target,
        "target_document": DOCUMENT,
        "price": PRICE,
        "stages": STAGES,
        "follow_ups": DAYS,
        "missed_reasons": (AWAY,),
        "by": "lead-li",
        "on": OPENED,
    }
    opened = decisions.open_screening(Screening("cataract/2017"), **(asked | plan))  # type: ignore[arg-type]
    return carried_on(Screening("cataract/2017"), [opened])


def people(count: int, first: int = 0) -> list[str]:
    return [f"b-{number:04}" for number in range(first, first + count)]


def screened(count: int, target: int = 2) -> Screening:
    screening = an_open_screening(target)
    listed = [Candidate(who, WHERE) for who in people(count)]
    return carried_on(screening, decisions.list_candidates(screening, listed, by="liaison", on=SCREENED))


def results(who: Sequence[str], *, reason: str = "", on: date, where: str = "") -> list[StageResult]:
    return [StageResult(one, "", not reason, reason, where, on) for one in who]


def after(screening: Screening, stage: str, told: Sequence[StageResult], *, by: str = SUN) -> Screening:
    on = max(one.on for one in told)
    return carried_on(screening, decisions.record_stage(screening, stage, told, by=by, on=on))


def operated(count: int, target: int = 2) -> Screening:
    confirmed = after(screened(count, target), "recheck", results(people(count), on=CONFIRMED))
    return after(confirmed, "operation", results(people(count), on=OPERATED))


def test_case_001_is_reproduced_to_the_person() -> None:
    """1206 screened, 461 confirmed, 402 operated, 59 not, each for a reason; 1206 follow-ups; two over the target."""
    screening = screened(1206, target=400)
    screening = after(
        screening,
        "recheck",
        results(people(461), on=CONFIRMED) + results(people(745, 461), reason="no_cataract", on=CONFIRMED),
    )
    screening = after(
        screening,
        "operation",
        results(people(402), on=OPERATED)
        + results(people(40, 402), reason="declined", on=OPERATED)
        + results(people(19, 442), reason="unfit", on=OPERATED),
    )
    found = figures_of(screening, on=OPERATED + timedelta(days=8))
    assert (found.screened, found.served, found.in_progress, found.over_target) == (1206, 402, 0, 2)
    assert [(stage.came, stage.passed, stage.dropped_out) for stage in found.stages] == [
        (1206, 461, 745),
        (461, 402, 59),
    ]
    assert found.stages[1].reasons == {"declined": 40, "unfit": 19}
    assert found.completion == "served / target (people) = 100.50 %"
    assert found.stages[0].rate == "passed recheck / screened (people) = 38.23 %"
    assert found.stages[1].rate == "served / passed recheck (people) = 87.20 %"
    assert sum(each.tasks for each in found.follow_ups) == len(screening.tasks) == 1206
    assert [(each.day, each.overdue) for each in found.follow_ups] == [(7, 402), (30, 0), (90, 0)]
    assert claims.still_to_decide(screening) == ("b-0400", "b-0401")
    assert (found.claimed, found.undecided) == (PRICE * 2, PRICE * 2)


def test_an_unconfirmed_person_is_not_operated_on_and_the_attempt_is_kept() -> None:
    with pytest.raises(no.NotPassedYet) as refused:
        after(screened(2), "operation", results(["b-0000"], on=OPERATED))
    assert refused.value.kept
    assert refused.value.sentence("zh") == "b-0000 未通过“复查”，不得进入“手术”。"


def test_which_services_are_over_the_target_goes_by_their_day_and_not_by_the_list() -> None:
    screening = after(screened(3), "recheck", results(people(3), on=CONFIRMED))
    told = [*results(["b-0000"], on=OPERATED), *results(["b-0002", "b-0001"], on=OPERATED - timedelta(days=1))]
    screening = after(screening, "operation", told)
    assert {who: claim.number for who, claim in screening.claims.items()} == {"b-0000": 3}


CASES: list[tuple[type[Rejected], str, Sequence[StageResult]]] = [
    (no.NoSuchStage, "surgery", results(["b-0000"], on=CONFIRMED)),
    (no.NobodyListed, "recheck", []),
    (no.NamedTwiceInList, "recheck", results(["b-0000", "b-0000"], on=CONFIRMED)),
    (no.NotACandidate, "recheck", results(["b-9999"], on=CONFIRMED)),
    (no.DropOutReasonMissing, "recheck", [StageResult("b-0000", "", False, "", "", CONFIRMED)]),
    (no.ReasonNotInPlan, "recheck", results(["b-0000"], reason="unfit", on=CONFIRMED)),
    (no.ReasonNotWanted, "recheck", [StageResult("b-0000", "", True, "declined", "", CONFIRMED)]),
    (NotACreditCode, "recheck", results(["b-0000"], on=CONFIRMED, where="hospital")),
    (InTheFuture, "recheck", results(["b-0000"], on=CONFIRMED + timedelta(days=1))),
    (BeforeItsCause, "recheck", results(["b-0000"], on=OPENED)),
]


@pytest.mark.parametrize(("rule", "stage", "told"), CASES, ids=[rule.code for rule, _, _ in CASES])
def test_results_that_cannot_be_are_refused(rule: type[Rejected], stage: str, told: Sequence[StageResult]) -> None:
    with pytest.raises(rule):
        decisions.record_stage(screened(2), stage, told, by=SUN, on=CONFIRMED)


def test_a_result_stands_and_who_dropped_out_does_not_come_back() -> None:
    screening = after(screened(2), "recheck", results(["b-0000"], on=CONFIRMED))
    with pytest.raises(no.StageRecordedAlready):
        after(screening, "recheck", results(["b-0000"], on=CONFIRMED))
    screening = after(screening, "recheck", results(["b-0001"], reason="declined", on=CONFIRMED))
    with pytest.raises(no.DroppedOutAlready) as refused:
        after(screening, "recheck", results(["b-0001"], on=CONFIRMED))
    assert "本人放弃" in refused.value.sentence("zh")


def test_a_candidate_is_listed_once() -> None:
    screening = screened(2)
    with pytest.raises(no.CandidateAlready):
        decisions.list_candidates(screening, [Candidate("b-0001", WHERE)], by=SUN, on=CONFIRMED)
    with pytest.raises(no.NamedTwiceInList):
        decisions.list_candidates(screening, [Candidate("b-7", WHERE)] * 2, by=SUN, on=CONFIRMED)


def followed(who: str, day: int, *, on: date, reason: str = "") -> FollowUpResult:
    return FollowUpResult(who, "", day, not reason, reason, on)


FOLLOWED: list[tuple[type[Rejected], FollowUpResult]] = [
    (no.NoSuchFollowUp, followed("b-0000", 8, on=OPERATED + timedelta(days=8))),
    (no.NoSuchFollowUp, followed("b-0009", 7, on=OPERATED + timedelta(days=8))),
    (no.FollowUpTooEarly, followed("b-0000", 7, on=OPERATED + timedelta(days=4))),
    (no.DropOutReasonMissing, FollowUpResult("b-0000", "", 7, False, "", OPERATED + timedelta(days=7))),
    (no.ReasonNotInPlan, followed("b-0000", 7, reason="unfit", on=OPERATED + timedelta(days=7))),
    (BeforeItsCause, followed("b-0000", 7, reason="away", on=CONFIRMED)),
]


@pytest.mark.parametrize(("rule", "told"), FOLLOWED, ids=[f"{rule.code}-{told.beneficiary}" for rule, told in FOLLOWED])
def test_follow_ups_that_cannot_be_are_refused(rule: type[Rejected], told: FollowUpResult) -> None:
    with pytest.raises(rule):
        decisions.record_follow_ups(operated(1), [told], by=SUN, on=OPERATED + timedelta(days=9))


def test_a_follow_up_may_be_as_early_as_the_plan_says_and_is_recorded_once() -> None:
    screening, on = operated(1), OPERATED + timedelta(days=5)
    told = [followed("b-0000", 7, on=on)]
    screening = carried_on(screening, decisions.record_follow_ups(screening, told, by=SUN, on=on))
    with pytest.raises(no.FollowedUpAlready):
        decisions.record_follow_ups(screening, told, by=SUN, on=on)


PLANS: list[tuple[type[Rejected], dict[str, object]]] = [
    (no.ServiceNotLast, {"stages": STAGES[:1]}),
    (no.ServiceNotLast, {"stages": (STAGES[1], STAGES[0])}),
    (no.NotAStageName, {"stages": (replace(STAGES[1], name="手术"),)}),
    (no.NamedTwiceInPlan, {"stages": (replace(STAGES[0], name="operation"), STAGES[1])}),
    (no.ReasonsMissing, {"stages": (replace(STAGES[1], reasons=()),)}),
    (no.PlanNumberOutOfRange, {"target": 0}),
    (no.PlanNumberOutOfRange, {"follow_ups": (FollowUpDay(7, 8),)}),
    (no.DaysNotAscending, {"follow_ups": (FollowUpDay(30, 0), FollowUpDay(7, 0))}),
    (NotADocumentNumber, {"target_document": "残联发〔〕号"}),
    (AmountNotPositive, {"price": Money(0)}),
]


@pytest.mark.parametrize(("rule", "plan"), PLANS)
def test_a_plan_that_cannot_be_followed_is_refused(rule: type[Rejected], plan: dict[str, object]) -> None:
    with pytest.raises(rule):
        an_open_screening(**plan)  # type: ignore[arg-type]


def test_a_screening_is_opened_once() -> None:
    screening = an_open_screening()
    assert isinstance(screening.opened, ScreeningOpened)
    with pytest.raises(no.ScreeningExists):
        decisions.open_screening(
            screening,
            programme="cataract",
            region="990101",
            fiscal_year=2017,
            target=2,
            target_document=DOCUMENT,
            price=PRICE,
            stages=STAGES,
            follow_ups=DAYS,
            missed_reasons=(AWAY,),
            by="lead-li",
            on=OPENED,
        )


def decided(screening: Screening, who: Sequence[str], *, tier: str = "over_quota", by: str = "head-li") -> Screening:
    facts = claims.decide_claims(
        screening, who, document=DOCUMENT, tier=tier, policy=POLICY, by=by, on=OPERATED + timedelta(days=30)
    )
    return carried_on(screening, facts)


def test_a_document_names_the_payer_of_a_claim_once_and_not_by_the_hand_that_recorded_the_operation() -> None:
    screening = operated(4)
    assert claims.still_to_decide(screening) == ("b-0002", "b-0003")
    with pytest.raises(no.RecorderDecidesPayer):
        decided(screening, ["b-0002"], by=SUN)
    with pytest.raises(no.NoClaimOverTarget):
        decided(screening, ["b-0001"])
    with pytest.raises(no.NotAPayer):
        decided(screening, ["b-0002"], tier="beyond")
    screening = decided(screening, ["b-0002"])
    assert screening.claims["b-0002"].stage is ClaimState.DECIDED
    with pytest.raises(no.ClaimIsDecided):
        decided(screening, ["b-0002"])
    left = claims.leave_unfunded(screening, ["b-0003"], reason="年内无资金", by="head-li", on=OPERATED + timedelta(30))
    screening = carried_on(screening, left)
    with pytest.raises(no.ClaimIsDecided):
        decided(screening, ["b-0003"])
    found = figures_of(screening, on=OPERATED)
    assert (found.claims, found.undecided) == ({"undecided": 0, "decided": 1, "unfunded": 1}, Money(0))


def test_of_people_over_the_target_only_a_decided_payer_pays() -> None:
    screening = decided(operated(5), ["b-0002"])
    found = claims.payable([screening], [*people(5), "b-none"])
    assert found.tiers == {"b-0002": "over_quota"}
    assert (found.undecided, found.unserved) == (("b-0003", "b-0004"), ("b-none",))
    with pytest.raises(no.PayerUndecided):
        claims.payable([screening], ["b-0003"], {"b-0003": "listed[0]"})
    with pytest.raises(no.NotServed):
        claims.payable([screening], ["b-none"], {"b-none": "listed[0]"})


def test_a_screening_is_closed_when_nothing_of_it_is_open() -> None:
    on = OPERATED + timedelta(days=120)
    with pytest.raises(no.PeopleStillWaiting):
        decisions.close(screened(1), by=SUN, on=on)
    screening = operated(3)
    with pytest.raises(no.FollowUpsStillOpen):
        decisions.close(screening, by=SUN, on=on)
    told = [followed(who, day, on=on) for who in people(3) for day in (7, 30, 90)]
    screening = carried_on(screening, decisions.record_follow_ups(screening, told, by=SUN, on=on))
    with pytest.raises(no.ClaimsStillOpen):
        decisions.close(screening, by=SUN, on=on)
    left = claims.leave_unfunded(screening, ["b-0002"], reason="年内无资金", by="head-li", on=on)
    screening = carried_on(screening, left)
    closed = decisions.close(screening, by=SUN, on=on)
    assert (closed.screened, closed.served, closed.dropped_out, closed.unfunded) == (3, 3, 0, 1)
    with pytest.raises(no.ScreeningIsClosed):
        decisions.list_candidates(carried_on(screening, [closed]), [Candidate("b-8", WHERE)], by=SUN, on=on)


@supposing(data=st.data(), target=st.integers(1, 6))
def test_however_results_come_everybody_is_counted_once_and_every_service_beyond_the_target_is_a_claim(
    data: st.DataObject, target: int
) -> None:
    count = data.draw(st.integers(1, 12))
    screening = screened(count, target)
    for stage, on in (("recheck", CONFIRMED), ("operation", OPERATED)):
        place = [each.name for each in STAGES].index(stage)
        waiting = [who for who, one in screening.people.items() if one.passed == place and not one.dropped]
        while waiting:
            some = data.draw(st.lists(st.sampled_from(waiting), min_size=1, unique=True))
            passes = [data.draw(st.booleans()) for _ in some]
            told = [
                StageResult(who, "", good, "" if good else "declined", "", on)
                for who, good in zip(some, passes, strict=True)
            ]
            screening = after(screening, stage, told)
            waiting = [who for who in waiting if who not in some]
    found = figures_of(screening, on=OPERATED)
    assert found.screened == count == found.served + found.dropped_out + found.in_progress
    assert found.in_progress == 0
    assert found.over_target == max(0, found.served - target) == len(screening.claims)
    assert sorted(claim.number for claim in screening.claims.values()) == list(range(target + 1, found.served + 1))
    assert len(screening.tasks) == found.served * len(DAYS)


def test_long_lists_are_kept_in_pages() -> None:
    facts = decisions.record_stage(screened(400), "recheck", results(people(400), on=CONFIRMED), by=SUN, on=CONFIRMED)
    assert [len(fact.results) for fact in facts if isinstance(fact, StageRecorded)] == [150, 150, 100]
