"""An award is accepted by all, paid in its instalments, stopped when a check fails, and comes back to its sources."""

from __future__ import annotations

from datetime import date
from typing import Any

from application.commands.awards import (
    ApplyForAward,
    CallAwardInstalment,
    GrantAward,
    OpenAwardScheme,
    OrderAwardBack,
    RecordYearlyCheck,
    ResumeAward,
    SignAwardAcceptance,
    SuspendOverdueAward,
)
from application.commands.batches import ReleaseBatch
from application.commands.claim_batches import SubmitClaimBatch
from application.commands.institutions import SignAgreement
from application.commands.recoveries import ReceiveInstalment, WriteOffRecovery
from application.listed.awards import AwardListed, AwardState, InstalmentState
from application.lists import AWARD_INSTALMENTS, AWARD_SCHEMES, AWARDS, Where
from domain.awards.rejections import (
    AboveHighestAward,
    AgreementOfAnotherInstitution,
    AppliedAlready,
    AwardIsSuspended,
    AwardSchemeExists,
    CheckNotOverdue,
    CheckStillFailed,
    DepartmentSignedAlready,
    DepartmentWasAgainst,
    GrantedAlready,
    InstalmentNotPayableYet,
    NotAcceptedByAll,
    OnlyWhileSuspended,
    SameHandsOnAward,
    SuspendedAndResumed,
    YearlyCheckOverdue,
)
from domain.claims.rejections import NoSuchClaim
from domain.money import Money, total
from domain.payouts.rejections import MoreThanWasPaid, NoSuchPayout
from domain.recoveries.events import Instalment, RecoveryGround
from domain.recoveries.rejections import WriteOffWithoutMinutes
from tests.support.awards import (
    AWARD,
    CODE,
    FIRST,
    FOUR,
    GRANT,
    GRANTED,
    HOMES,
    OPENED,
    OTHER_OFFICER,
    SCHEME,
    SECOND,
    SECOND_FROM,
    SIGNED,
    TERMS,
    applied_for,
    asked_to_pay,
    calls,
    checks,
    first_paid,
    granted,
    invoiced,
    signs,
    submits,
)
from tests.support.office import APPROVERS, BUILDER, CASE_OFFICER, CASHIER, DECIDER, Office, minutes_of
from tests.support.stories import RELEASED, YEAR, approve, post_result, release, yuan

PAYOUT = f"{HOMES}/2017/{FIRST}"
FAILED, AFTER = date(2018, 3, 1), date(2018, 3, 2)


def suspended() -> Office:
    """The first instalment is paid; the check of 2018 failed."""
    office = first_paid()
    office.clock.day = date(2018, 12, 1)
    checks(office, 2018, passed=False, on=FAILED)
    return office


def back(**changed: Any) -> dict[str, Any]:
    """Everything is ordered back in three instalments that do not divide."""
    due = (
        Instalment(date(2018, 6, 1), Money(2_000_001)),
        Instalment(date(2018, 9, 1), Money(2_000_000)),
        Instalment(date(2018, 12, 1), Money(2_000_000)),
    )
    facts: dict[str, Any] = {"award_id": AWARD, "recovery_id": "r-1", "payout_id": PAYOUT, "amount": Money(6_000_001)}
    return facts | {"ground": RecoveryGround.SERVICE_NOT_GIVEN, "instalments": due, "on": AFTER} | changed


def the_award(office: Office) -> AwardListed:
    return next(iter(office.views.rows(AWARDS)))


def test_an_award_goes_from_application_to_its_first_instalment_split_by_levels_to_the_fen() -> None:
    office = first_paid()
    found = the_award(office)
    assert (found.stage, found.in_favour, found.amount, found.paid) == (
        AwardState.GRANTED,
        FOUR,
        Money(10_000_001),
        Money(6_000_001),
    )
    rows = list(office.views.rows(AWARD_INSTALMENTS, where=Where(award=AWARD)))
    assert [(row.number, row.stage, row.amount.fen) for row in rows] == [
        (1, InstalmentState.PAID, 6_000_001),
        (2, InstalmentState.UPCOMING, 4_000_000),
    ]
    lines = {
        name: office.balance(f"2017/{HOMES}/990101/{name}/general_budget/财社〔2017〕40号")
        for name in ("municipal", "county")
    }
    assert [lines[name].settled for name in lines] == [Money(2_000_000), Money(4_000_001)]
    assert [scheme.awards for scheme in office.views.rows(AWARD_SCHEMES)] == [1]
    office.holds()


def test_one_department_against_ends_the_application() -> None:
    office = applied_for()
    signs(office, "残联")
    word: dict[str, Any] = {"award_id": AWARD, "in_favour": False, "opinion": "账目不清", "on": SIGNED}
    office.asks(SignAwardAcceptance, by=CASE_OFFICER, department="财政局", **word)
    assert the_award(office).stage is AwardState.NOT_ACCEPTED
    office.is_refused(DepartmentWasAgainst, SignAwardAcceptance, by=CASE_OFFICER, department="民政局", **word)
    office.is_refused(DepartmentWasAgainst, GrantAward, by=DECIDER, **GRANT)
    assert office.refusals() == ["department_was_against"] * 2


def test_three_of_four_are_not_all() -> None:
    office = applied_for()
    signs(office, *FOUR[:3])
    refused = office.is_refused(NotAcceptedByAll, GrantAward, by=DECIDER, **GRANT)
    assert refused.facts["departments"] == "卫健局"
    word: dict[str, Any] = {"department": "残联", "in_favour": True, "opinion": "合格", "on": SIGNED}
    office.is_refused(DepartmentSignedAlready, SignAwardAcceptance, by=CASE_OFFICER, award_id=AWARD, **word)
    signs(office, FOUR[3])
    assert the_award(office).stage is AwardState.ACCEPTED
    office.is_refused(SameHandsOnAward, GrantAward, by=CASE_OFFICER, **GRANT)
    office.is_refused(AboveHighestAward, GrantAward, by=DECIDER, **(GRANT | {"amount": yuan(200_001)}))
    equal = {
        "amount": Money(100),
        "instalments": (),
        "equal_parts_from": tuple(date(2017, month, 1) for month in (3, 4, 5)),
    }
    answer = office.asks(GrantAward, by=DECIDER, **(GRANT | equal))
    assert answer.said["instalments"] == ["0.34", "0.33", "0.33"]
    office.is_refused(GrantedAlready, GrantAward, by=DECIDER, **GRANT)


def test_a_scheme_and_an_application_are_there_once() -> None:
    office = applied_for()
    office.is_refused(AwardSchemeExists, OpenAwardScheme, by=DECIDER, scheme_id=SCHEME, terms=TERMS, on=OPENED)
    again: dict[str, Any] = {"applicant": "sunshine", "institution": CODE, "name": "阳光", "on": OPENED}
    office.is_refused(AppliedAlready, ApplyForAward, by=CASE_OFFICER, scheme_id=SCHEME, **again)


def test_an_instalment_is_not_paid_before_its_day_or_without_being_called() -> None:
    office = granted()
    office.clock.day = date(2017, 12, 31)
    call: dict[str, Any] = {"award_id": AWARD, "number": 2, "agreement_id": "run-1", "period": YEAR, "on": GRANTED}
    office.is_refused(InstalmentNotPayableYet, CallAwardInstalment, by=DECIDER, **call)
    office.is_refused(NoSuchClaim, SubmitClaimBatch, by=BUILDER, **asked_to_pay(FIRST))
    other: dict[str, Any] = {"agreement_id": "run-2", "institution": "52990101MJ0000002K", "programme": HOMES}
    office.asks(SignAgreement, by=BUILDER, fiscal_year=2017, ceiling=yuan(1), on=OPENED, **other)
    wrong = call | {"number": 1, "agreement_id": "run-2"}
    office.is_refused(AgreementOfAnotherInstitution, CallAwardInstalment, by=DECIDER, **wrong)


def test_nothing_is_paid_while_suspended_and_each_attempt_is_kept() -> None:
    office = suspended()
    assert (the_award(office).stage, the_award(office).why) == (AwardState.SUSPENDED, "2018 年度检查不合格")
    call: dict[str, Any] = {"award_id": AWARD, "number": 2, "agreement_id": "run-1", "period": YEAR, "on": AFTER}
    office.is_refused(AwardIsSuspended, CallAwardInstalment, by=DECIDER, **call)
    office.is_refused(AwardIsSuspended, SubmitClaimBatch, by=BUILDER, **asked_to_pay(FIRST, number="2", on=AFTER))
    assert office.refusals() == ["award_is_suspended"] * 2


def test_a_batch_approved_before_the_suspension_is_not_released_after_it() -> None:
    office = granted()
    calls(office, 1, GRANTED)
    invoiced(office, Money(6_000_001), GRANTED)
    office.clock.day = date(2017, 12, 31)
    submits(office, FIRST)
    approve(office)
    office.clock.day = date(2018, 12, 1)
    checks(office, 2018, passed=False, on=FAILED)
    facts: dict[str, Any] = {"batch_id": office.batch, "value_date": RELEASED}
    office.is_refused(AwardIsSuspended, ReleaseBatch, by=CASHIER, **facts)
    assert office.views.payouts_of_batch(office.batch) == []


def test_an_overdue_check_stops_payment_whether_or_not_anybody_wrote_it_down() -> None:
    office = first_paid()
    overdue: dict[str, Any] = {"award_id": AWARD, "on": date(2018, 4, 1)}
    office.clock.day = date(2018, 3, 31)
    office.is_refused(CheckNotOverdue, SuspendOverdueAward, by=CASE_OFFICER, **(overdue | {"on": date(2018, 3, 31)}))
    office.clock.day = date(2018, 4, 1)
    office.is_refused(YearlyCheckOverdue, SubmitClaimBatch, by=BUILDER, **asked_to_pay(FIRST, number="2"))
    office.asks(SuspendOverdueAward, by=CASE_OFFICER, **overdue)
    assert the_award(office).why == "2018 年度检查逾期未做"


def test_a_suspended_award_is_resumed_by_other_hands_after_a_passed_check_and_paid_again() -> None:
    office = first_paid()
    office.clock.day = date(2018, 12, 1)
    checks(office, 2018, passed=False, on=FAILED)
    resume: dict[str, Any] = {"award_id": AWARD, "document": "整改1号", "on": date(2018, 6, 2)}
    office.is_refused(CheckStillFailed, ResumeAward, by=DECIDER, **resume)
    check: dict[str, Any] = {"year": 2018, "passed": True, "document": "复查2018", "on": date(2018, 6, 1)}
    office.asks(RecordYearlyCheck, by=OTHER_OFFICER, award_id=AWARD, **check)
    office.is_refused(SuspendedAndResumed, ResumeAward, by=CASE_OFFICER, **resume)
    office.asks(ResumeAward, by=DECIDER, **resume)
    assert the_award(office).stage is AwardState.GRANTED


def test_what_was_paid_comes_back_by_instalments_to_the_levels_it_came_from_and_the_rest_only_with_minutes() -> None:
    office = suspended()
    office.asks(OrderAwardBack, by=CASE_OFFICER, **back())
    for index, fen in enumerate((2_000_001, 1_999_999, 1_000_001)):
        paid: dict[str, Any] = {"amount": Money(fen), "bank_reference": f"流水{index}", "on": date(2018, 6 + index, 1)}
        office.asks(ReceiveInstalment, by=CASHIER, recovery_id="r-1", **paid)
    rest: dict[str, Any] = {"amount": Money(1_000_000), "reason": "机构已注销", "on": date(2018, 10, 1)}
    by = next(iter(APPROVERS.values()))
    office.is_refused(WriteOffWithoutMinutes, WriteOffRecovery, by=by, recovery_id="r-1", minutes=None, **rest)
    office.asks(WriteOffRecovery, by=by, recovery_id="r-1", minutes=minutes_of(date(2018, 10, 1)), **rest)
    lines = [
        office.balance(f"2017/{HOMES}/990101/{name}/general_budget/财社〔2017〕40号")
        for name in ("municipal", "county")
    ]
    assert total(line.recovered for line in lines) == Money(5_000_001)
    assert lines[0].recovered <= Money(2_000_000)
    assert lines[1].recovered <= Money(4_000_001)
    (row, _) = office.views.rows(AWARD_INSTALMENTS)
    assert (row.ordered_back, the_award(office).ordered_back) == (Money(6_000_001), Money(6_000_001))
    office.holds()


def test_only_a_suspended_awards_own_payout_is_ordered_back_and_no_more_than_it_paid() -> None:
    office = first_paid()
    office.clock.day = date(2018, 12, 1)
    office.is_refused(OnlyWhileSuspended, OrderAwardBack, by=CASE_OFFICER, **back())
    checks(office, 2018, passed=False, on=FAILED)
    office.is_refused(NoSuchPayout, OrderAwardBack, by=CASE_OFFICER, **back(payout_id=f"{HOMES}/2017/{SECOND}"))
    more = (Instalment(date(2018, 6, 1), Money(6_000_002)),)
    office.is_refused(
        MoreThanWasPaid, OrderAwardBack, by=CASE_OFFICER, **back(amount=Money(6_000_002), instalments=more)
    )


def test_the_second_instalment_follows_when_its_day_has_come() -> None:
    office = first_paid()
    calls(office, 2, SECOND_FROM)
    invoiced(office, yuan(40_000), SECOND_FROM)
    answer = office.asks(SubmitClaimBatch, by=BUILDER, **asked_to_pay(SECOND, number="2", on=SECOND_FROM))
    office.batch, office.digest = str(answer.said["batch"]), str(answer.said["digest"])
    approve(office, on=date(2017, 9, 5))
    release(office, on=date(2017, 9, 6))
    post_result(office, on=date(2017, 9, 7))
    assert the_award(office).paid == Money(10_000_001)
    office.holds()
