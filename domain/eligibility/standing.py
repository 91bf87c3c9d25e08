"""What happens to a granted case: checked again, stopped for a while, resumed, ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from domain.eligibility.criteria import judge, used
from domain.eligibility.events import CaseRechecked, CaseReminded, CaseResumed, CaseRevoked, CaseSuspended, StopReason
from domain.eligibility.rejections import (
    NoPassingCheck,
    NoSuchOpenObjection,
    PolicyNotYetInForce,
    ResumedOutsideGap,
    StopBeforeStart,
    TooMuchBackPay,
    WrongCaseStage,
)
from domain.eligibility.signal_rejections import NothingExpires, RemindedAlready
from domain.eligibility.state import ENTITLED, Case, Stage
from domain.fact_checks import checked_facts
from domain.facts import Fact
from domain.periods import Month
from domain.programmes.monthly import COMMON_MONTHS, MonthlyRules
from domain.programmes.policy import Policy

FOR_GOOD = frozenset({StopReason.DIED, StopReason.MOVED_AWAY, StopReason.REGISTERED_TWICE})
"""Reasons after which nobody comes back to the same case; any other one may pass, and payments be resumed."""


def recheck(
    case: Case, *, policy: Policy, facts: Sequence[Fact], by: str, on: date
) -> tuple[CaseRechecked | CaseSuspended, ...]:
    """Run the policy again on today's facts; failing suspends a granted case from the following month.

    Where nothing but a passed date is against it, the month is counted from that date: whoever looks late does not
    lengthen the entitlement.

    Raises WrongCaseStage, PolicyNotYetInForce, FactFromElsewhere, NoStandardApplies and the kinds of AmountOpen but
    NothingComesOfIt (it passes, but no amount can be worked out).
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
    if not judged.only_expired or judged.expired_on is None:
        return checked, CaseSuspended(_from_start(case, Month.of(on).next(), on), StopReason.REVIEW_FAILED, on)
    month = policy.monthly.stop_month(StopReason.CERTIFICATE_EXPIRED, judged.expired_on) or Month.of(on).next()
    return checked, CaseSuspended(_from_start(case, month, on), StopReason.CERTIFICATE_EXPIRED, on)


def suspend(case: Case, *, reason: StopReason, from_month: Month, on: date) -> CaseSuspended:
    """Stop payments until further notice. Raises WrongCaseStage, StopBeforeStart."""
    if case.stage is not Stage.GRANTED:
        raise WrongCaseStage("beneficiary", stage=case.stage.value, needed=Stage.GRANTED.value)
    return CaseSuspended(_stop(case, from_month), reason, on)


def resume(
    case: Case, *, from_month: Month, back_pay_months: int = 0, on: date, rules: MonthlyRules = COMMON_MONTHS
) -> CaseResumed:
    """Let payments go on, after a check that passed; of the gap as many months may be made up as the rules allow.

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
    most = min(rules.back_pay_months, from_month.index - stopped.index)
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


def stop_after(
    case: Case, *, reason: StopReason, day: date, on: date, rules: MonthlyRules = COMMON_MONTHS
) -> tuple[CaseRevoked | CaseSuspended, ...]:
    """Stop the entitlement from the month the rules say, counted from the day a reason arose; no event when it had.

    A death or a move ends it for good, anything else until a check passes. A case that stopped later is stopped again,
    earlier: what was paid in between is to be ordered back. An application not yet decided is left to `refuse`.
    """
    month = rules.stop_month(reason, day)
    stands_after = month is not None and any(span.end is None or span.end > month for span in case.spans)
    if month is None or not (stands_after or (case.stage in ENTITLED and reason in FOR_GOOD)):
        return ()
    if reason in FOR_GOOD or case.stage is Stage.REVOKED:
        return (CaseRevoked(month, reason, on),)
    if case.stage not in ENTITLED:
        return ()
    return (CaseSuspended(_from_start(case, month, on), reason, on),)


def remind(case: Case, *, valid_until: date | None, ends_by: date, by: str, on: date) -> CaseReminded:
    """Keep that the person was told until when their certificate is valid (None: without end).

    Raises WrongCaseStage, NothingExpires (not by `ends_by`), RemindedAlready.
    """
    _entitled(case)
    if valid_until is None or valid_until > ends_by:
        raise NothingExpires("beneficiary", beneficiary=case.beneficiary, day=ends_by)
    for last, day in case.reminded:
        if last == valid_until:
            raise RemindedAlready("beneficiary", beneficiary=case.beneficiary, day=day, valid_until=last)
    return CaseReminded(valid_until, by, on)


def _entitled(case: Case) -> None:
    if case.stage not in ENTITLED:
        raise WrongCaseStage("beneficiary", stage=case.stage.value, needed="granted or suspended")


def _from_start(case: Case, month: Month, on: date) -> Month:
    """Return the month, or the first one of the entitlement if that is later: nothing stops before it began."""
    return max(case.first_month or Month.of(on), month)


def _stop(case: Case, month: Month) -> Month:
    if case.first_month is not None and month < case.first_month:
        raise StopBeforeStart("from_month", start=case.first_month, given=month)
    return month
