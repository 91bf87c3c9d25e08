"""The yearly check: while one failed or is overdue nothing is paid, and what was paid may be ordered back."""

from __future__ import annotations

from datetime import date

from domain.awards.events import AwardOrderedBack, AwardResumed, AwardSuspended, YearlyCheckRecorded
from domain.awards.rejections import (
    AwardIsSuspended,
    CheckedAlready,
    CheckNotOverdue,
    CheckStillFailed,
    NotAPayoutOfTheAward,
    NotSuspended,
    OnlyWhileSuspended,
    SuspendedAndResumed,
    YearlyCheckOverdue,
    YearNotChecked,
)
from domain.awards.state import Award, granted, terms_of
from domain.claims.naming import ClaimKind, parsed
from domain.dates import not_before, not_in_the_future
from domain.free_text import reference
from domain.money import Money


def years_checked(award: Award) -> range:
    """Return the years that are checked: those after the year of the grant. Raises NoSuchAward, NotGrantedYet."""
    first = granted(award).granted_on.year + 1
    return range(first, first + terms_of(award).check_years)


def due_by(award: Award, year: int) -> date:
    """Return the last day of a year's check. Raises NoSuchAward."""
    terms = terms_of(award)
    return date(year, terms.check_due_month, terms.check_due_day)


def overdue(award: Award, *, on: date) -> int | None:
    """Return the first year whose check was due before a day and is not there; None when none is."""
    return next((year for year in years_checked(award) if year not in award.checks and due_by(award, year) < on), None)


def payable(award: Award, *, on: date) -> None:
    """Make sure that the award may be paid on a day. Raises AwardIsSuspended, YearlyCheckOverdue."""
    if award.suspended is not None:
        raise AwardIsSuspended(
            "award_id", award=award.id, day=award.suspended.suspended_on, reason=award.suspended.reason
        )
    _not_overdue(award, on)


def record_check(
    award: Award, *, year: int, passed: bool, document: str, by: str, checked_on: date, on: date
) -> tuple[YearlyCheckRecorded | AwardSuspended, ...]:
    """Record the check of a year; one that failed suspends the award by the same act.

    Raises NoSuchAward, NotGrantedYet, YearNotChecked, CheckedAlready (a failed one may be made again), InTheFuture,
    BeforeItsCause, NotAReference, PersonalNumberInText.
    """
    years = years_checked(award)
    if year not in years:
        raise YearNotChecked("year", year=year, first=years.start, last=years.stop - 1)
    before = award.checks.get(year)
    if before is not None and before.passed:
        raise CheckedAlready("year", year=year)
    not_in_the_future(checked_on, on, field="checked_on")
    not_before(checked_on, award.last_on, field="checked_on")
    check = YearlyCheckRecorded(year, passed, reference(document, field="document"), by, checked_on)
    if passed or award.suspended is not None:
        return (check,)
    return (check, AwardSuspended(0, f"{year} 年度检查不合格", by, checked_on))


def suspend_overdue(award: Award, *, by: str, on: date) -> AwardSuspended:
    """Suspend an award whose check was not made in time.

    Raises NoSuchAward, NotGrantedYet, AwardIsSuspended, CheckNotOverdue, BeforeItsCause.
    """
    year = overdue(award, on=on)
    if award.suspended is not None:
        payable(award, on=on)
    if year is None:
        raise CheckNotOverdue("award_id", award=award.id)
    not_before(on, award.last_on, field="suspended_on")
    return AwardSuspended(year, f"{year} 年度检查逾期未做", by, on)


def resume(award: Award, *, document: str, by: str, on: date) -> AwardResumed:
    """Let the award be paid again: every check due is there and the newest of each year is passed.

    Raises NoSuchAward, NotGrantedYet, NotSuspended, SuspendedAndResumed, CheckStillFailed, YearlyCheckOverdue,
    BeforeItsCause, NotAReference, PersonalNumberInText.
    """
    granted(award)
    if award.suspended is None:
        raise NotSuspended("award_id", award=award.id)
    if by == award.suspended.suspended_by:
        raise SuspendedAndResumed("by", who=by)
    failed = next((check for check in award.checks.values() if not check.passed), None)
    if failed is not None:
        raise CheckStillFailed("award_id", year=failed.year)
    _not_overdue(award, on)
    not_before(on, award.last_on, field="resumed_on")
    return AwardResumed(reference(document, field="document"), by, on)


def order_back(
    award: Award, *, claim: str, payout_id: str, recovery_id: str, amount: Money, by: str, on: date
) -> AwardOrderedBack:
    """Say which recovery takes back what of the award was paid.

    Raises NoSuchAward, NotGrantedYet, OnlyWhileSuspended, NotAPayoutOfTheAward, BeforeItsCause.
    """
    granted(award)
    match parsed(claim):
        case ClaimKind.AWARD, scheme, applicant, _ if f"{scheme}.{applicant}" == award.id:
            pass
        case _:
            raise NotAPayoutOfTheAward("payout_id", payout=payout_id, award=award.id)
    if award.suspended is None:
        raise OnlyWhileSuspended("award_id", award=award.id)
    not_before(on, award.last_on, field="ordered_on")
    return AwardOrderedBack(recovery_id, claim, payout_id, amount, by, on)


def _not_overdue(award: Award, on: date) -> None:
    year = overdue(award, on=on)
    if year is not None:
        raise YearlyCheckOverdue("award_id", award=award.id, year=year, day=due_by(award, year))
