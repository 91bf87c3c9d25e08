"""Awards in lieu of subsidy: all departments or none, instalments to the fen, checked each year or not paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.awards import checking
from domain.awards import decisions as awards
from domain.awards.events import (
    AwardApplied,
    AwardGranted,
    AwardInstalment,
    AwardOrderedBack,
    AwardResumed,
    AwardSchemeOpened,
    AwardSuspended,
    AwardTerms,
    DepartmentSigned,
    InstalmentCalled,
    YearlyCheckRecorded,
)
from domain.awards.rejections import (
    AboveHighestAward,
    AgreementOfAnotherInstitution,
    AppliedAlready,
    AwardInstalmentsDoNotFoot,
    AwardInstalmentsOutOfOrder,
    AwardIsSuspended,
    AwardSchemeExists,
    CheckedAlready,
    CheckNotOverdue,
    CheckStillFailed,
    DepartmentSignedAlready,
    DepartmentsMissing,
    DepartmentWasAgainst,
    GrantedAlready,
    InstalmentCalledAlready,
    InstalmentNotPayableYet,
    NoSuchAward,
    NoSuchAwardScheme,
    NoSuchInstalment,
    NotAcceptedByAll,
    NotADayOfTheYear,
    NotADepartmentOfTheScheme,
    NotAPayoutOfTheAward,
    NotGrantedYet,
    NotSuspended,
    OnlyWhileSuspended,
    SameHandsOnAward,
    SuspendedAndResumed,
    YearlyCheckOverdue,
    YearNotChecked,
)
from domain.awards.state import replay, replay_scheme
from domain.dates import BeforeItsCause, InTheFuture
from domain.documents import NotADocumentNumber
from domain.institutions.events import AgreementSigned
from domain.institutions.rejections import NoSuchAgreement
from domain.institutions.state import replay as an_agreement
from domain.levels import FundKind, GovernmentLevel
from domain.money import AmountNotPositive, Money
from domain.periods import Period
from domain.programmes.policy import TierShare
from domain.rejected import Rejected
from domain.splits import SharesDoNotSumToOne
from tests.support.given import histories_of

scheme, award = histories_of(replay_scheme, "homes-2017"), histories_of(replay, "homes-2017.sunshine")
CODE, OTHER_CODE = "52990101MJ0000001G", "52990101MJ0000002K"
FOUR = ("残联", "民政局", "财政局", "卫健局")
SHARES = (TierShare(GovernmentLevel.COUNTY, FundKind.GENERAL_BUDGET, Fraction(1)),)
TERMS = AwardTerms("day-homes", "990101", "残联发〔2017〕5号", FOUR, SHARES, Money(20_000_000), 3, 31, 3)
DAY, SIGNED_ON, GRANTED_ON, LATER = date(2017, 1, 9), date(2017, 2, 10), date(2017, 3, 1), date(2017, 9, 1)
OPENED = AwardSchemeOpened(TERMS, "lead-zhao", DAY)
APPLIED = AwardApplied("homes-2017", TERMS, CODE, "阳光托养中心", "officer-wu", DAY)
YES = tuple(DepartmentSigned(one, True, "验收合格", "officer-wu", SIGNED_ON) for one in FOUR)
NO = DepartmentSigned("财政局", False, "账目不清", "officer-wu", SIGNED_ON)
PARTS = (AwardInstalment(GRANTED_ON, Money(6_000_001)), AwardInstalment(LATER, Money(4_000_000)))
GRANTED = AwardGranted("day-homes", "990101", Money(10_000_001), PARTS, "残联发〔2017〕9号", "lead-zhao", GRANTED_ON)
CLAIM = "award.homes-2017.sunshine.1"
CALLED = InstalmentCalled(1, CLAIM, "run-1", Period("2017"), Money(6_000_001), "lead-zhao", GRANTED_ON)
PASSED = YearlyCheckRecorded(2018, True, "检查2018", "officer-wu", date(2018, 3, 1))
FAILED = YearlyCheckRecorded(2018, False, "检查2018", "officer-wu", date(2018, 3, 1))
SUSPENDED = AwardSuspended(0, "2018 年度检查不合格", "officer-wu", date(2018, 3, 1))
AGREEMENT = an_agreement("run-1", [AgreementSigned(CODE, "day-homes", 2017, Money(10**9), DAY)])
HISTORY = (APPLIED, *YES, GRANTED)
APPLY: dict[str, Any] = {"scheme": replay_scheme("homes-2017", [OPENED]), "institution": CODE, "name": "阳光托养中心"}
APPLY |= {"by": "officer-wu", "on": DAY}
SIGN: dict[str, Any] = {
    "department": "残联",
    "in_favour": True,
    "opinion": "验收合格",
    "by": "officer-wu",
    "on": SIGNED_ON,
}
GRANT: dict[str, Any] = {"amount": Money(10_000_001), "instalments": PARTS, "document": "残联发〔2017〕9号"}
GRANT |= {"by": "lead-zhao", "on": GRANTED_ON}
CALL: dict[str, Any] = {"agreement": AGREEMENT, "number": 1, "period": Period("2017"), "by": "lead-zhao"}
CALL |= {"on": GRANTED_ON}
CHECK: dict[str, Any] = {"year": 2018, "passed": True, "document": "检查2018", "by": "officer-wu"}
CHECK |= {"checked_on": date(2018, 3, 1), "on": date(2018, 4, 1)}
BACK: dict[str, Any] = {"claim": CLAIM, "payout_id": f"day-homes/2017/{CLAIM}", "recovery_id": "r-1"}
BACK |= {"amount": Money(100), "by": "finance-chen", "on": date(2018, 5, 1)}


def terms(**changed: Any) -> AwardTerms:
    return replace(TERMS, **changed)


def test_a_scheme_is_opened_once_with_its_departments() -> None:
    scheme().when(awards.open_scheme, terms=TERMS, by="lead-zhao", on=DAY).then(OPENED)
    scheme(OPENED).when(awards.open_scheme, terms=TERMS, by="lead-zhao", on=DAY).then_rejected(AwardSchemeExists)


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"document": "第5号"}, NotADocumentNumber),
        ({"departments": ("残联",)}, DepartmentsMissing),
        ({"departments": ("残联", "残联")}, DepartmentsMissing),
        ({"shares": ()}, SharesDoNotSumToOne),
        ({"most": Money(0)}, AmountNotPositive),
        ({"check_due_month": 2, "check_due_day": 29}, NotADayOfTheYear),
    ],
)
def test_terms_that_cannot_be_are_refused(changed: dict[str, Any], rule: type[Rejected]) -> None:
    scheme().when(awards.open_scheme, terms=terms(**changed), by="lead-zhao", on=DAY).then_rejected(rule)


def test_an_institution_applies_once_under_a_scheme_that_is_there() -> None:
    award().when(awards.apply, **APPLY).then(APPLIED)
    award(APPLIED).when(awards.apply, **APPLY).then_rejected(AppliedAlready)
    award().when(awards.apply, **(APPLY | {"scheme": replay_scheme("none", [])})).then_rejected(NoSuchAwardScheme)
    award().when(awards.apply, **(APPLY | {"on": date(2016, 1, 1)})).then_rejected(BeforeItsCause)


@pytest.mark.parametrize(
    ("history", "changed", "rule"),
    [
        ((), {}, NoSuchAward),
        ((APPLIED,), {"department": "教育局"}, NotADepartmentOfTheScheme),
        ((APPLIED, YES[0]), {}, DepartmentSignedAlready),
        ((APPLIED, NO), {}, DepartmentWasAgainst),
        (HISTORY, {}, GrantedAlready),
        ((APPLIED,), {"on": date(2016, 12, 1)}, BeforeItsCause),
    ],
)
def test_each_department_signs_once_and_one_against_ends_it(
    history: tuple[object, ...], changed: dict[str, Any], rule: type[Rejected]
) -> None:
    award(*history).when(awards.sign, **(SIGN | changed)).then_rejected(rule)


def test_a_department_may_be_against() -> None:
    award(APPLIED).when(
        awards.sign, **(SIGN | {"department": "财政局", "in_favour": False, "opinion": "账目不清"})
    ).then(NO)


def test_what_all_four_accepted_is_granted() -> None:
    award(APPLIED, *YES).when(awards.grant, **GRANT).then(GRANTED)


@pytest.mark.parametrize(
    ("history", "changed", "rule"),
    [
        ((), {}, NoSuchAward),
        ((APPLIED, *YES[:3]), {}, NotAcceptedByAll),
        ((APPLIED, NO), {}, DepartmentWasAgainst),
        (HISTORY, {}, GrantedAlready),
        ((APPLIED, *YES), {"by": "officer-wu"}, SameHandsOnAward),
        ((APPLIED, *YES), {"amount": Money(20_000_001)}, AboveHighestAward),
        ((APPLIED, *YES), {"instalments": PARTS[:1]}, AwardInstalmentsDoNotFoot),
        ((APPLIED, *YES), {"instalments": ()}, AwardInstalmentsDoNotFoot),
        ((APPLIED, *YES), {"instalments": PARTS[::-1]}, AwardInstalmentsOutOfOrder),
        ((APPLIED, *YES), {"on": date(2017, 2, 1)}, BeforeItsCause),
    ],
)
def test_a_grant_needs_all_of_them_other_hands_and_instalments_that_foot(
    history: tuple[object, ...], changed: dict[str, Any], rule: type[Rejected]
) -> None:
    award(*history).when(awards.grant, **(GRANT | changed)).then_rejected(rule)


def test_an_instalment_is_called_from_its_day_on() -> None:
    award(*HISTORY).when(awards.call_instalment, **CALL).then(CALLED)


@pytest.mark.parametrize(
    ("history", "changed", "rule"),
    [
        ((APPLIED, *YES), {}, NotGrantedYet),
        (HISTORY, {"number": 3}, NoSuchInstalment),
        (HISTORY, {"number": 0}, NoSuchInstalment),
        ((*HISTORY, CALLED), {}, InstalmentCalledAlready),
        (HISTORY, {"number": 2}, InstalmentNotPayableYet),
        (HISTORY, {"agreement": an_agreement("x", [])}, NoSuchAgreement),
        (
            HISTORY,
            {"agreement": an_agreement("x", [AgreementSigned(OTHER_CODE, "day-homes", 2017, Money(1), DAY)])},
            AgreementOfAnotherInstitution,
        ),
        ((*HISTORY, FAILED, SUSPENDED), {"number": 2, "on": date(2018, 3, 2)}, AwardIsSuspended),
        (HISTORY, {"number": 2, "on": date(2018, 4, 1)}, YearlyCheckOverdue),
    ],
)
def test_an_instalment_is_not_called_early_twice_for_others_or_while_suspended(
    history: tuple[object, ...], changed: dict[str, Any], rule: type[Rejected]
) -> None:
    award(*history).when(awards.call_instalment, **(CALL | changed)).then_rejected(rule)


def test_a_called_instalment_is_a_claim_until_the_award_is_suspended() -> None:
    called = award(*HISTORY, CALLED)
    found = awards.claim_on(called.state, "1", on=LATER)
    assert found is not None
    assert (found.id, found.amount, found.agreement, found.period) == (CLAIM, Money(6_000_001), "run-1", Period("2017"))
    assert awards.claim_on(called.state, "2", on=LATER) is None
    assert awards.claim_on(called.state, "one", on=LATER) is None
    award(*HISTORY, CALLED, FAILED, SUSPENDED).when(awards.claim_on, number="1", on=date(2018, 3, 2)).then_rejected(
        AwardIsSuspended
    )
    called.when(awards.claim_on, number="1", on=date(2018, 3, 31))
    called.when(awards.claim_on, number="1", on=date(2018, 4, 1)).then_rejected(YearlyCheckOverdue)


def test_a_failed_check_suspends_by_the_same_act_and_may_be_made_again() -> None:
    award(*HISTORY).when(checking.record_check, **CHECK).then(PASSED)
    award(*HISTORY).when(checking.record_check, **(CHECK | {"passed": False})).then(FAILED, SUSPENDED)
    award(*HISTORY, FAILED, SUSPENDED).when(checking.record_check, **CHECK).then(PASSED)


@pytest.mark.parametrize(
    ("history", "changed", "rule"),
    [
        ((APPLIED,), {}, NotGrantedYet),
        (HISTORY, {"year": 2017}, YearNotChecked),
        (HISTORY, {"year": 2021}, YearNotChecked),
        ((*HISTORY, PASSED), {}, CheckedAlready),
        (HISTORY, {"checked_on": date(2018, 5, 1)}, InTheFuture),
        (HISTORY, {"checked_on": date(2017, 2, 1)}, BeforeItsCause),
    ],
)
def test_only_the_years_of_the_terms_are_checked(
    history: tuple[object, ...], changed: dict[str, Any], rule: type[Rejected]
) -> None:
    award(*history).when(checking.record_check, **(CHECK | changed)).then_rejected(rule)


def test_a_check_that_was_not_made_in_time_suspends() -> None:
    late: dict[str, Any] = {"by": "officer-wu", "on": date(2018, 4, 1)}
    overdue = AwardSuspended(2018, "2018 年度检查逾期未做", "officer-wu", date(2018, 4, 1))
    award(*HISTORY).when(checking.suspend_overdue, **late).then(overdue)
    award(*HISTORY).when(checking.suspend_overdue, **(late | {"on": date(2018, 3, 31)})).then_rejected(CheckNotOverdue)
    award(*HISTORY, overdue).when(checking.suspend_overdue, **late).then_rejected(AwardIsSuspended)


def test_an_award_is_resumed_by_others_once_every_check_is_passed() -> None:
    asked: dict[str, Any] = {"document": "整改1号", "by": "lead-zhao", "on": date(2018, 6, 1)}
    award(*HISTORY, FAILED, SUSPENDED, PASSED).when(checking.resume, **asked).then(
        AwardResumed("整改1号", "lead-zhao", date(2018, 6, 1))
    )
    for history, changed, rule in (
        ((*HISTORY,), {}, NotSuspended),
        ((*HISTORY, FAILED, SUSPENDED, PASSED), {"by": "officer-wu"}, SuspendedAndResumed),
        ((*HISTORY, FAILED, SUSPENDED), {}, CheckStillFailed),
        ((*HISTORY, FAILED, SUSPENDED, PASSED), {"on": date(2019, 4, 1)}, YearlyCheckOverdue),
    ):
        award(*history).when(checking.resume, **(asked | changed)).then_rejected(rule)


def test_only_what_a_suspended_award_was_paid_is_ordered_back() -> None:
    history = (*HISTORY, CALLED, FAILED, SUSPENDED)
    award(*history).when(checking.order_back, **BACK).then(
        AwardOrderedBack("r-1", CLAIM, f"day-homes/2017/{CLAIM}", Money(100), "finance-chen", date(2018, 5, 1))
    )
    award(*HISTORY, CALLED).when(checking.order_back, **BACK).then_rejected(OnlyWhileSuspended)
    for other in ("award.homes-2017.moonlight.1", "b-7k0v9m2xq4a8e1zt"):
        award(*history).when(checking.order_back, **(BACK | {"claim": other})).then_rejected(NotAPayoutOfTheAward)


@for_all(st.integers(1, 10**12), st.integers(1, 24))
def test_equal_instalments_lose_no_fen_and_differ_by_one_at_most(fen: int, count: int) -> None:
    days = [GRANTED_ON + timedelta(days=30 * index) for index in range(count)]
    parts = [one.amount.fen for one in awards.equal_instalments(Money(fen), days)]
    assert sum(parts) == fen
    assert max(parts) - min(parts) <= 1
    assert parts == sorted(parts, reverse=True)
    assert awards.equal_instalments(Money(fen), []) == ()
