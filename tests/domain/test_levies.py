"""The levy: worked out to the fen and explained line by line, corrected with a reason, never more paid than owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from domain.credit_codes import CreditCodeCheckDigit
from domain.dates import BeforeItsCause
from domain.documents import NotADocumentNumber
from domain.levies import decisions as levies
from domain.levies import rejections as no
from domain.levies.events import ArrangedPeople, EmployerFigures, LevyAssessed, LevyDeferred, LevyReceived, LevyRelieved
from domain.levies.numbers import number_of_people, written
from domain.levies.setting import set_terms
from domain.levies.state import Levy, assessment_id, replay, replay_levy
from domain.levies.terms import LevyReduction, LevyStair, LevyTerms, LevyWeight
from domain.levies.working_out import work_out
from domain.money import AmountNotPositive, Money
from domain.programmes.formulas import RoundingWay, RoundTo
from domain.rejected import Rejected
from domain.revenue.events import RevenueCollected
from domain.revenue.rejections import OtherRevenueYear, VoucherUsed
from domain.revenue.state import Revenue
from tests.support.given import histories_of
from tests.support.levies import ANNOUNCEMENT, LASTS, LEVY, PAPER, TERMS, employing
from tests.support.stories import yuan

EMPLOYER = "2024/91990101MA0000001Y"
SET, ASSESSED, LATER = date(2024, 3, 1), date(2024, 6, 3), date(2024, 7, 1)
SUN, HEAD, QIAN = "case-sun", "head-zhao", "finance-qian"
THEIRS = employing("112.5", others="1")
assessment = histories_of(replay, EMPLOYER)


def the_levy(terms: LevyTerms = TERMS, *, on: date = SET, times: int = 1) -> Levy:
    facts: list[object] = []
    for _ in range(times):
        facts.append(set_terms(replay_levy(LEVY, facts), terms=terms, by="lead-li", on=on))
    return replay_levy(LEVY, facts)


def assessed(figures: EmployerFigures = THEIRS, terms: LevyTerms = TERMS) -> LevyAssessed:
    return levies.assess(replay(EMPLOYER, ()), the_levy(terms), name="示例制造厂", figures=figures, by=SUN, on=ASSESSED)


MADE = assessed()
OWED = MADE.amount
HALF = LevyReceived(yuan(20_000), "残保-1", QIAN, LATER)
RELIEF: dict[str, Any] = {"amount": yuan(1_000), "document": "财综〔2024〕9号", "by": HEAD, "on": LATER}
DEFERRAL: dict[str, Any] = {"until": date(2024, 12, 31), "document": "财综〔2024〕9号", "by": HEAD, "on": LATER}
RECEIPT: dict[str, Any] = {"amount": yuan(20_000), "voucher": "残保-1", "by": QIAN, "received_on": LATER, "on": LATER}


@pytest.mark.parametrize(
    ("figures", "yuan_owed"),
    [
        (employing("30"), "0.00"),  # 30人（含）以下 pays nothing
        (employing("30.01"), "28359.50"),  # 30.01 × 1.5 % × 70,000.12 × 90 %, and not half a fen less
        (employing("31"), "29295.05"),
        (employing("112.5", others="1"), "43312.57"),  # 0.89 %: nine tenths
        (employing("100", others="0.999"), "31563.05"),  # 0.999 %: nine tenths of 0.501 people
        (employing("100", others="1"), "17500.03"),  # 1 % exactly: half
        (employing("100", others="1.499"), "35.00"),  # 1.499 %: half of 0.001 people
        (employing("100", others="1.5"), "0.00"),  # 1.5 %: the rate is kept
        (employing("200", severe="1", others="1"), "0.00"),  # one of level 1 or 2 counts as two
        (employing("200", others="2"), "35000.06"),
        (employing("100", wage="130000.00"), "162000.00"),  # twice 60,000 is where wages end
        (employing("112/3", others="0"), "35280.06"),
    ],
)
def test_what_is_owed_is_worked_out_to_the_fen(figures: EmployerFigures, yuan_owed: str) -> None:
    amount, workings = work_out(TERMS, figures)
    assert str(amount) == yuan_owed
    assert workings[-1].result == amount.fen


def test_the_workings_say_every_step_and_where_it_comes_from() -> None:
    said = [(line.working.value, line.said, written(line.result), line.source) for line in MADE.workings]
    assert said == [
        ("headcount", "112.5", "112.5", ""),
        ("quota", "112.5 × 0.015", "1.6875", PAPER),
        ("arranged", "1 × 1", "1", ""),
        ("missing", "1.6875 − 1", "0.6875", ""),
        ("wage", "70000.12", "7000012", ""),
        ("wage_cap", "2 × 60000.00", "12000000", "统计公报"),
        ("wage_taken", "70000.12", "7000012", ""),
        ("full", "0.6875 × 70000.12", "4812508.25", ""),
        ("share", "1 ÷ 112.5", "2/225", ""),
        ("reduced", "48125.0825 × 0.9", "4331257.425", ANNOUNCEMENT),
        ("rounded", "fen half_up", "4331257", ""),
    ]
    assert (MADE.pay_by, MADE.pay_by_latest, MADE.version) == (date(2024, 7, 3), date(2025, 1, 3), 1)


def test_rounding_and_what_is_left_out_are_the_terms_own() -> None:
    plain = replace(TERMS, reduction=None, exemption=None, rounded_to=RoundTo.YUAN, rounding=RoundingWay.DOWN)
    amount, workings = work_out(plain, employing("10"))
    assert str(amount) == "10500.00"
    assert "reduced" not in [line.working.value for line in workings]


BROKEN_TERMS: list[tuple[LevyTerms, type[Rejected], str]] = [
    (replace(TERMS, rate=Fraction(0)), no.LevyRateOutOfRange, "rate"),
    (replace(TERMS, rate=Fraction(1)), no.LevyRateOutOfRange, "rate"),
    (replace(TERMS, document="财综〔〕9号"), NotADocumentNumber, "document"),
    (replace(TERMS, weights=()), no.LevyWeightsUnclear, "weights"),
    (replace(TERMS, weights=(TERMS.weights[0],) * 2), no.LevyWeightsUnclear, "weights"),
    (replace(TERMS, weights=(LevyWeight("severe", "一级", 11),)), no.LevyWeightsUnclear, "weights[0].counts_as"),
    (replace(TERMS, average_wage=Money(0)), AmountNotPositive, "average_wage"),
    (replace(TERMS, cap_times=Fraction(0)), no.LevyNumberOutOfRange, "cap_times"),
    (replace(TERMS, due_days=0), no.LevyNumberOutOfRange, "due_days"),
    (replace(TERMS, defer_months_most=25), no.LevyNumberOutOfRange, "defer_months_most"),
    *(
        (
            replace(TERMS, reduction=LevyReduction(stairs, ANNOUNCEMENT, LASTS)),
            no.LevyStairsOutOfOrder,
            "reduction.stairs",
        )
        for stairs in (
            (),
            (LevyStair(Fraction(1, 100), Fraction(1, 2)),),
            (LevyStair(Fraction(0), Fraction(1, 2)), LevyStair(Fraction(1, 100), Fraction(9, 10))),
            (LevyStair(Fraction(0), Fraction(9, 10)), LevyStair(Fraction(3, 200), Fraction(1, 2))),
            (LevyStair(Fraction(0), Fraction(11, 10)),),
        )
    ),
    (
        replace(
            TERMS, reduction=LevyReduction((LevyStair(Fraction(0), Fraction(9, 10)),), ANNOUNCEMENT, date(2024, 12, 30))
        ),
        no.PreferenceHasLapsed,
        "reduction.until",
    ),
]


@pytest.mark.parametrize(("terms", "rule", "field"), BROKEN_TERMS)
def test_terms_that_cannot_be_meant_are_refused(terms: LevyTerms, rule: type[Rejected], field: str) -> None:
    with pytest.raises(rule) as caught:
        the_levy(terms)
    assert caught.value.field == field


@pytest.mark.parametrize(
    ("figures", "rule"),
    [
        (employing("0"), no.HeadcountNotPositive),
        (employing("10000001"), no.HeadcountNotPositive),
        (employing("40", veterans="1"), no.ArrangedGroupUnknown),
        (replace(THEIRS, arranged=(ArrangedPeople("others", Fraction(1)),) * 2), no.ArrangedGroupUnknown),
        (employing("40", severe="20", others="20.5"), no.MoreArrangedThanEmployed),
        (employing("40", wage="0.00"), AmountNotPositive),
    ],
)
def test_figures_no_employer_can_have_are_refused(figures: EmployerFigures, rule: type[Rejected]) -> None:
    given: dict[str, Any] = {"name": "示例制造厂", "figures": figures, "by": SUN, "on": ASSESSED}
    assessment().when(levies.assess, levy=the_levy(), **given).then_rejected(rule)


def test_an_employer_is_assessed_once_by_terms_that_stand() -> None:
    given: dict[str, Any] = {"name": "示例制造厂", "figures": THEIRS, "by": SUN, "on": ASSESSED}
    assessment().when(levies.assess, levy=the_levy(), **given).then(MADE)
    assessment(MADE).when(levies.assess, levy=the_levy(), **given).then_rejected(no.AssessedAlready)
    assessment().when(levies.assess, levy=Levy(LEVY), **given).then_rejected(no.NoLevyTerms)
    early = given | {"on": date(2024, 2, 1)}
    assessment().when(levies.assess, levy=the_levy(), **early).then_rejected(BeforeItsCause)
    with pytest.raises(CreditCodeCheckDigit):
        assessment_id(2024, "91990101MA0000001H")


def test_a_correction_takes_the_place_of_the_figures_and_says_why() -> None:
    given: dict[str, Any] = {"figures": employing("112.5", severe="1"), "reason": "二级证漏算", "by": SUN, "on": LATER}
    [corrected] = assessment(MADE, HALF).when(levies.correct, levy=the_levy(), **given).events()
    state = replay(EMPLOYER, [MADE, HALF, corrected])
    assert (str(state.amount), str(state.owed), str(state.overpaid)) == ("0.00", "0.00", "20000.00")
    same = given | {"figures": THEIRS}
    assessment(MADE).when(levies.correct, levy=the_levy(), **same).then_rejected(no.CorrectionChangesNothing)
    assessment().when(levies.correct, levy=the_levy(), **given).then_rejected(no.NotAssessed)
    [anew] = assessment(MADE).when(levies.correct, levy=the_levy(times=2), **same).events()
    assert (anew.version, anew.amount) == (2, OWED)  # type: ignore[attr-defined]  # the correction


@pytest.mark.parametrize(
    ("history", "changed", "rule"),
    [
        ((), {}, no.NotAssessed),
        ((MADE,), {"by": SUN}, no.SameHandsOnLevy),
        ((MADE,), {"amount": Money(0)}, AmountNotPositive),
        ((MADE,), {"amount": OWED + Money(1)}, no.MoreReliefThanIsOwed),
        ((MADE, HALF), {"amount": OWED - yuan(19_999)}, no.MoreReliefThanIsOwed),
        ((MADE,), {"document": "口头"}, NotADocumentNumber),
        ((MADE,), {"on": SET}, BeforeItsCause),
    ],
)
def test_relief_needs_a_document_other_hands_and_something_owed(
    history: tuple[object, ...], changed: dict[str, Any], rule: type[Rejected]
) -> None:
    assessment(*history).when(levies.relieve, **(RELIEF | changed)).then_rejected(rule)


def test_all_that_is_owed_may_be_relieved_and_then_nothing_is_left_to_defer() -> None:
    all_of_it = LevyRelieved(OWED, "财综〔2024〕9号", HEAD, LATER)
    assessment(MADE).when(levies.relieve, **(RELIEF | {"amount": OWED})).then(all_of_it)
    assessment(MADE, all_of_it).when(levies.defer, **DEFERRAL).then_rejected(no.NothingToDefer)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"by": SUN}, no.SameHandsOnLevy),
        ({"until": MADE.pay_by}, no.DeferralOutOfRange),
        ({"until": date(2025, 1, 4)}, no.DeferralOutOfRange),
        ({"document": ""}, NotADocumentNumber),
    ],
)
def test_a_deferral_ends_within_what_the_terms_allow(changed: dict[str, Any], rule: type[Rejected]) -> None:
    assessment(MADE).when(levies.defer, **(DEFERRAL | changed)).then_rejected(rule)
    [deferred] = assessment(MADE).when(levies.defer, **(DEFERRAL | {"until": date(2025, 1, 3)})).events()
    assert isinstance(deferred, LevyDeferred)
    assert replay(EMPLOYER, [MADE, deferred]).due_on == date(2025, 1, 3)


def test_what_is_received_is_revenue_by_the_same_act_and_never_more_than_is_owed() -> None:
    account = Revenue("2024/employment_security_fund")
    receipt = RECEIPT | {"revenue": account}
    collected = RevenueCollected(yuan(20_000), "残保-1", LATER)
    assessment(MADE).when(levies.receive, **receipt).then(HALF, collected)
    rest = OWED - yuan(20_000)
    last = receipt | {"amount": rest, "voucher": "残保-2"}
    [received, _] = assessment(MADE, HALF).when(levies.receive, **last).events()
    assert replay(EMPLOYER, [MADE, HALF, received]).owed == Money(0)
    for history, changed, rule in (
        ((), {}, no.NotAssessed),
        ((MADE,), {"amount": OWED + Money(1)}, no.MoreLevyThanIsOwed),
        ((MADE, HALF), {"amount": rest + Money(1)}, no.MoreLevyThanIsOwed),
        ((MADE,), {"received_on": SET}, BeforeItsCause),
        ((MADE,), {"revenue": Revenue("2023/employment_security_fund")}, OtherRevenueYear),
        ((MADE,), {"revenue": replace(account, vouchers=frozenset({"残保-1"}))}, VoucherUsed),
    ):
        assessment(*history).when(levies.receive, **(receipt | changed)).then_rejected(rule)


@pytest.mark.parametrize("text", ["", "-1", "1,5a", "1.1234567", "1/0", "一百", "1e3", "00"])
def test_what_is_no_number_of_people_is_refused(text: str) -> None:
    with pytest.raises(no.NotAHeadcount):
        number_of_people(text)


@pytest.mark.parametrize(("text", "again"), [("37.50", "37.5"), ("112/3", "112/3"), ("1,200", "1200"), ("0", "0")])
def test_a_number_of_people_is_kept_exactly(text: str, again: str) -> None:
    assert written(number_of_people(text)) == again
