"""Whose case stands in a period: the register's rows, read by the domain's own rules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from application.answers import Entitlement, Fallen
from application.views.beneficiaries import OVER, Beneficiary, BeneficiaryChange
from application.views.cases import CaseStage, CaseStep
from domain.eligibility import events as cases
from domain.eligibility.state import Case, Stage, amount_in, entitled_months, evolve
from domain.levels import GovernmentLevel
from domain.money import Money, total
from domain.periods import Month, Period


@dataclass(frozen=True, slots=True)
class Standing:
    """A case as its steps left it, with the grant it rests on and what stops its person altogether.

    `over` is why nothing is paid to the person for any month, empty where it is not so.
    """

    case: Case
    granted_at: int
    policy_version: int
    stops: tuple[tuple[Month, str], ...]
    over: str = ""


def standing(steps: Sequence[CaseStep], stops: Iterable[Beneficiary]) -> Standing:
    """Fold one case's steps, oldest first, with the person's death, move, closed registration or erasure."""
    ends = [row for row in stops if row.stopped_on is not None]
    case = Case(f"{steps[0].programme}/{steps[0].beneficiary}")
    granted_at = version = 0
    for step in steps:
        case = evolve(case, _event(step))
        if step.stage == CaseStage.GRANTED:
            granted_at, version = step.position, step.policy_version or 0
    stopped = [
        (Month.of(row.stopped_on).next(), _STOPS.get(BeneficiaryChange(row.change), row.change))
        for row in ends
        if row.stopped_on is not None
    ]
    over = next((_STOPS[BeneficiaryChange(row.change)] for row in ends if row.change in OVER), "")
    return Standing(case, granted_at, version, tuple(sorted(stopped)), over)


def judge(beneficiary: str, known: Standing | None, period: Period) -> Entitlement | Fallen:
    """Say whether the person may be paid for the period, and for which months; or why not."""
    if known is None or not known.granted_at:
        refused = known is not None and known.case.stage is Stage.REFUSED
        return Fallen(beneficiary, "refused" if refused else "no_case")
    if known.over:
        return Fallen(beneficiary, known.over)
    case = known.case
    entitled = entitled_months(case, period)
    months = tuple(month for month in entitled if all(month < end for end, _ in known.stops))
    if months and not case.open_objections:
        return _entitlement(beneficiary, known, months)
    return Fallen(beneficiary, _reason(known, entitled, months, period))


def _reason(known: Standing, entitled: tuple[Month, ...], months: tuple[Month, ...], period: Period) -> str:
    case = known.case
    if months:
        return "objection_open"
    if entitled:
        return known.stops[0][1]
    if case.first_month is not None and case.first_month > period.last:
        return "not_begun"
    goes_on_later = any(span.first > period.last for span in case.spans)
    return "suspended" if goes_on_later else _ENDED.get(case.stage, "suspended")


_STOPS = {
    BeneficiaryChange.DIED: "died",
    BeneficiaryChange.MOVED_AWAY: "moved_away",
    BeneficiaryChange.CLOSED: "registered_twice",
    BeneficiaryChange.ERASED: "erased",
}
_ENDED = {Stage.REFUSED: "refused", Stage.REVOKED: "revoked"}


def _entitlement(beneficiary: str, known: Standing, months: tuple[Month, ...]) -> Entitlement:
    case = known.case
    running = any(span.end is None for span in case.spans)
    ends = [end for end, _ in known.stops]
    if not running:
        ends.append(max(span.end for span in case.spans if span.end is not None))
    return Entitlement(
        beneficiary,
        case.region,
        amount_in(case, months[-1]),
        months,
        total(amount_in(case, month) for month in months),
        case.first_month or months[0],
        min(ends, default=None),
        known.policy_version,
        known.granted_at,
        f"case/{case.id}",
    )


def _event(step: CaseStep) -> cases.CaseEvent:
    """Return the event of a step, without the facts it rested on: the months do not depend on them."""
    day, amount = step.effective, Money(step.amount_fen or 0)
    month = Month.of(step.from_month or step.first_month or day)
    version, by = step.policy_version or 0, step.by or ""
    match CaseStage(step.stage):
        case CaseStage.APPLIED:
            return cases.CaseApplied(step.region or "", day, by, ())
        case CaseStage.REVIEWED:
            level = GovernmentLevel(step.level or GovernmentLevel.COUNTY)
            return cases.CaseReviewed(level, by, day, bool(step.favourable), "")
        case CaseStage.GRANTED:
            return cases.CaseGranted(version, (), (), amount, month, step.notice or "", by, day)
        case CaseStage.REFUSED:
            return cases.CaseRefused(version, (), (), (), by, day)
        case CaseStage.REOPENED:
            return cases.CaseReopened(step.notice or "", step.objection or "", day)
        case CaseStage.CONFIRMED:
            return cases.CaseConfirmed(step.objection or "", day)
        case CaseStage.SUSPENDED:
            return cases.CaseSuspended(month, cases.StopReason(step.reason or "excluded"), day)
        case CaseStage.RESUMED:
            return cases.CaseResumed(month, step.back_pay_months or 0, day)
        case CaseStage.REVOKED:
            return cases.CaseRevoked(month, cases.StopReason(step.reason or "excluded"), day)
        case CaseStage.RECHECKED:
            return cases.CaseRechecked(version, (), (), bool(step.favourable), amount, by, day)
