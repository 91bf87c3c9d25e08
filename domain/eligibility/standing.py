"""What happens to a granted case: checked again, stopped for a while, resumed, ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.eligibility.criteria import judge, used
from domain.eligibility.events import CaseRechecked, CaseResumed, CaseRevoked, CaseSuspended, StopReason
from domain.eligibility.rejections import (
    NoPassingCheck,
    NoSuchOpenObjection,
    PolicyNotYetInForce,
    ResumedOutsideGap,
    StopBeforeStart,
    TooMuchBackPay,
    WrongCaseStage,
)
from domain.eligibility.state import ENTITLED, Case, Stage
from domain.fact_checks import checked_facts
from domain.facts import Fact
from domain.periods import Month
from domain.programmes.policy import Policy

MOST_BACK_PAY_MONTHS = 3


def recheck(
    case: Case, *, policy: Policy, facts: Sequence[Fact], by: str, on: date
) -> tuple[CaseRechecked | CaseSuspended, ...]:
    """Run the policy again on today's facts; failing suspends a granted case from the following month.

    Raises WrongCaseStage, PolicyNotYetInForce, FactFromElsewhere, NoStandardApplies (it passes, but no row fits).
    """
    _entitled(case)
    if policy.valid_from > on:
        raise PolicyNotYetInForce("policy", version=policy.version, valid_from=policy.valid_from, day=on)
    looked_at = used(policy, checked_facts(facts, on=on))
    judged = judge(policy, looked_at, on)
    passed = judged.holds is True and not judged.comes_to_nothing
    amount = judged.amount if passed else case.amount
    workings = judged.worked.workings if passed else ()
    checked = CaseRechecked(policy.version, looked_at, judged.outcomes, passed, amount, by, on, workings)
    if passed or case.stage is Stage.SUSPENDED:
        return (checked,)
    reason = StopReason.CERTIFICATE_EXPIRED if judged.only_expired else StopReason.REVIEW_FAILED
    return checked, CaseSuspended(_following(case, on), reason, on)


def suspend(case: Case, *, reason: StopReason, from_month: Month, on: date) -> CaseSuspended:
    """Stop payments until further notice. Raises WrongCaseStage, StopBeforeStart."""
    if case.stage is not Stage.GRANTED:
        raise WrongCaseStage("beneficiary", stage=case.stage.value, needed=Stage.GRANTED.value)
    return CaseSuspended(_stop(case, from_month), reason, on)


def resume(case: Case, *, from_month: Month, back_pay_months: int = 0, on: date) -> CaseResumed:
    """Let payments go on, after a check that passed; up to three months of the gap may be made up.

    Raises WrongCaseStage, NoPassingCheck, ResumedOutsideGap, TooMuchBackPay.
    """
    stopped = case.suspended_from
    if case.stage is not Stage.SUSPENDED or stopped is None:
        raise WrongCaseStage("beneficiary", stage=case.stage.value, needed=Stage.SUSPENDED.value)
    if not case.check_passed:
        raise NoPassingCheck("beneficiary")
    latest = max(stopped, Month.of(on).next())
    if not stopped <= from_month <= latest:
        raise ResumedOutsideGap("from_month", stopped=stopped, latest=latest, given=from_month)
    most = min(MOST_BACK_PAY_MONTHS, from_month.index - stopped.index)
    if not 0 <= back_pay_months <= most:
        raise TooMuchBackPay("back_pay_months", most=most, asked=back_pay_months)
    return CaseResumed(from_month, back_pay_months, on)


def revoke(case: Case, *, reason: StopReason, from_month: Month, on: date) -> CaseRevoked:
    """End the entitlement for good, or let an application be withdrawn.

    (For an objection use `objections.uphold`, which looks at its notice.)
    Raises NoSuchOpenObjection, WrongCaseStage, StopBeforeStart.
    """
    if reason is StopReason.OBJECTION_UPHELD and not case.open_objections:
        raise NoSuchOpenObjection("reason", objection="-")
    if case.stage is Stage.APPLIED and reason is StopReason.WITHDRAWN:
        return CaseRevoked(from_month, reason, on)
    _entitled(case)
    return CaseRevoked(_stop(case, from_month), reason, on)


def stop_after(case: Case, *, reason: StopReason, day: date, on: date) -> tuple[CaseRevoked, ...]:
    """End the entitlement with the month of a death or a move (`day`); no event when it had ended by then.

    A case that ended later is ended again, earlier: what was paid in between is to be ordered back. An application
    not yet decided is left to `refuse`.
    """
    end = Month.of(day).next()
    stands_after = any(span.end is None or span.end > end for span in case.spans)
    if case.stage not in ENTITLED and not stands_after:
        return ()
    return (CaseRevoked(end, reason, on),)


def _entitled(case: Case) -> None:
    if case.stage not in ENTITLED:
        raise WrongCaseStage("beneficiary", stage=case.stage.value, needed="granted or suspended")


def _following(case: Case, on: date) -> Month:
    start = case.first_month or Month.of(on)
    return max(start, Month.of(on).next())


def _stop(case: Case, month: Month) -> Month:
    if case.first_month is not None and month < case.first_month:
        raise StopBeforeStart("from_month", start=case.first_month, given=month)
    return month
