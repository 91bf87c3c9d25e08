"""An employer's levy: assessed once and corrected with a reason, relieved or deferred by others, paid in parts."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction

from domain.dates import not_before
from domain.documents import DocumentNumber
from domain.free_text import clean_text
from domain.levies.events import (
    EmployerFigures,
    LevyAssessed,
    LevyCorrected,
    LevyDeferred,
    LevyReceived,
    LevyRelieved,
)
from domain.levies.numbers import written
from domain.levies.rejections import (
    ArrangedGroupUnknown,
    AssessedAlready,
    CorrectionChangesNothing,
    DeferralOutOfRange,
    HeadcountNotPositive,
    MoreArrangedThanEmployed,
    MoreLevyThanIsOwed,
    MoreReliefThanIsOwed,
    NothingToDefer,
    SameHandsOnLevy,
)
from domain.levies.state import Levy, LevyAssessment, in_force, made, newest
from domain.levies.terms import LevyTerms
from domain.levies.working_out import work_out
from domain.money import Money, positive
from domain.revenue import decisions as revenues
from domain.revenue.events import RevenueCollected
from domain.revenue.state import Revenue

MOST_STAFF = 10_000_000
LONGEST_NAME = 60


def assess(
    assessment: LevyAssessment, levy: Levy, *, name: str, figures: EmployerFigures, by: str, on: date
) -> LevyAssessed:
    """Say what an employer owes for a year, by the terms in force.

    Raises AssessedAlready, NoLevyTerms, BeforeItsCause, HeadcountNotPositive, ArrangedGroupUnknown,
    MoreArrangedThanEmployed, AmountNotPositive, TextMissing, TextTooLong, PersonalNumberInText.
    """
    if assessment.assessed is not None:
        raise AssessedAlready("employer", assessment=assessment.id)
    told = in_force(levy)
    not_before(on, told.set_on, field="on")
    checked(figures, told.terms)
    amount, workings = work_out(told.terms, figures)
    due_on = on + timedelta(days=told.terms.due_days)
    return LevyAssessed(
        levy.year,
        told.region,
        assessment.id.partition("/")[2],
        clean_text(name, field="name", limit=LONGEST_NAME),
        len(levy.terms),
        figures,
        workings,
        amount,
        due_on,
        _months_later(due_on, told.terms.defer_months_most),
        by,
        on,
    )


def correct(
    assessment: LevyAssessment, levy: Levy, *, figures: EmployerFigures, reason: str, by: str, on: date
) -> LevyCorrected:
    """Put an assessment in the place of the one before: other figures, or the terms as they were set since.

    Raises NotAssessed, NoLevyTerms, CorrectionChangesNothing, BeforeItsCause and what `assess` names of figures.
    """
    before, told = newest(assessment), in_force(levy)
    not_before(on, assessment.last_on, field="on")
    not_before(on, told.set_on, field="on")
    checked(figures, told.terms)
    if (figures, len(levy.terms)) == (before.figures, before.version):
        raise CorrectionChangesNothing("assessment")
    amount, workings = work_out(told.terms, figures)
    due_on = on + timedelta(days=told.terms.due_days)
    latest = _months_later(due_on, told.terms.defer_months_most)
    why = clean_text(reason, field="reason")
    return LevyCorrected(len(levy.terms), figures, workings, amount, due_on, latest, why, by, on)


def relieve(assessment: LevyAssessment, *, amount: Money, document: str, by: str, on: date) -> LevyRelieved:
    """Let an employer off some of what is owed, or all of it.

    Raises NotAssessed, SameHandsOnLevy, AmountNotPositive, MoreReliefThanIsOwed, NotADocumentNumber, BeforeItsCause.
    """
    _by_others(assessment, by)
    positive(amount)
    if amount > assessment.owed:
        raise MoreReliefThanIsOwed("amount", owed=assessment.owed, asked=amount)
    not_before(on, assessment.last_on, field="on")
    return LevyRelieved(amount, str(DocumentNumber.parse(document, field="document")), by, on)


def defer(assessment: LevyAssessment, *, until: date, document: str, by: str, on: date) -> LevyDeferred:
    """Let what is owed be paid later, within what the terms allow.

    Raises NotAssessed, SameHandsOnLevy, NothingToDefer, DeferralOutOfRange, NotADocumentNumber, BeforeItsCause.
    """
    _by_others(assessment, by)
    if not assessment.owed.fen:
        raise NothingToDefer("assessment", assessment=assessment.id)
    latest = newest(assessment).pay_by_latest
    if not assessment.due_on < until <= latest:
        raise DeferralOutOfRange("until", due=assessment.due_on, latest=latest)
    not_before(on, assessment.last_on, field="on")
    return LevyDeferred(until, str(DocumentNumber.parse(document, field="document")), by, on)


def receive(
    assessment: LevyAssessment, revenue: Revenue, *, amount: Money, voucher: str, by: str, received_on: date, on: date
) -> tuple[LevyReceived, RevenueCollected]:
    """Record what an employer paid: in the assessment, and as revenue that only ever goes to the treasury.

    Raises NotAssessed, AmountNotPositive, MoreLevyThanIsOwed, BeforeItsCause and what `revenue.collect` names.
    """
    first = made(assessment)
    positive(amount)
    if amount > assessment.owed:
        raise MoreLevyThanIsOwed("amount", owed=assessment.owed, asked=amount)
    not_before(received_on, first.assessed_on, field="on")
    collected = revenues.collect(revenue, amount=amount, voucher=voucher, collected_on=received_on, on=on)
    return LevyReceived(amount, collected.voucher, by, received_on), collected


def checked(figures: EmployerFigures, terms: LevyTerms) -> None:
    """Refuse figures that no employer can have.

    Raises HeadcountNotPositive, ArrangedGroupUnknown, MoreArrangedThanEmployed, AmountNotPositive.
    """
    if not 0 < figures.headcount <= MOST_STAFF:
        raise HeadcountNotPositive("headcount", most=MOST_STAFF)
    groups, seen = [one.group for one in terms.weights], set[str]()
    for index, one in enumerate(figures.arranged):
        if one.group not in groups or one.group in seen:
            raise ArrangedGroupUnknown(f"arranged[{index}].group", group=one.group[:40], groups="、".join(groups))
        seen.add(one.group)
    arranged = sum((one.people for one in figures.arranged), Fraction(0))
    if arranged > figures.headcount:
        raise MoreArrangedThanEmployed("arranged", arranged=written(arranged), headcount=written(figures.headcount))
    positive(figures.average_wage, field="average_wage")


def _by_others(assessment: LevyAssessment, by: str) -> None:
    made(assessment)
    if by in assessment.hands:
        raise SameHandsOnLevy("by", who=by)


def _months_later(day: date, months: int) -> date:
    """Return the same day so many months later, or the last day of a month that is shorter."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, monthrange(year, month)[1]))
