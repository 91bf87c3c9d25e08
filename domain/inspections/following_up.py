"""What a visit found: raised by the inspector, answered by the office, looked at again, closed by the inspector."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from domain.dates import not_before
from domain.free_text import clean_text
from domain.inspections.state import Inspection, opened, sampled
from domain.inspections.visit_events import (
    VisitFindingAnswered,
    VisitFindingClosed,
    VisitFindingFollowedUp,
    VisitFindingKind,
    VisitFindingOrderedBack,
    VisitFindingOutcome,
    VisitFindingRaised,
)
from domain.inspections.visit_rejections import (
    ActedOnThePerson,
    AnsweredAlready,
    AnsweredByOwnHand,
    InspectorAnswers,
    NotAnsweredYet,
    NothingOrderedBack,
    NotVisitedYet,
    PayoutOfSomebodyElse,
    VisitFindingIsClosed,
)
from domain.inspections.visit_state import Visit, VisitFinding, finding_of
from domain.money import Money


def raise_finding(
    inspection: Inspection,
    visit: Visit,
    *,
    what: VisitFindingKind,
    text: str,
    answer_due_on: date,
    acted: Collection[str],
    by: str,
    on: date,
) -> VisitFindingRaised:
    """Say what a visit found that is not as it should be, also of somebody who was not met.

    Raises NoSuchInspection, InspectionIsClosed, NoSampleYet, NotVisitedYet, ActedOnThePerson, BeforeItsCause, and the
    refusals of free text.
    """
    sampled(inspection)
    if visit.recorded is None:
        raise NotVisitedYet("beneficiary", beneficiary=visit.beneficiary)
    if by in acted:
        raise ActedOnThePerson("by", who=by, beneficiary=visit.beneficiary)
    not_before(on, visit.recorded.visited_on, field="on")
    return VisitFindingRaised(
        number=len(visit.findings) + 1,
        programme=opened(inspection).programme,
        unit=inspection.people[visit.beneficiary],
        what=what,
        text=clean_text(text, field="text"),
        answer_due_on=not_before(answer_due_on, on, field="answer_due_on"),
        raised_by=by,
        raised_on=on,
    )


def answer(visit: Visit, number: int, *, agreed: bool, text: str, by: str, on: date) -> VisitFindingAnswered:
    """Answer a finding for the office.

    Raises NoSuchVisitFinding, VisitFindingIsClosed, AnsweredAlready, InspectorAnswers, BeforeItsCause, and the
    refusals of free text.
    """
    finding = _unsettled(visit, number)
    if finding.answered is not None:
        raise AnsweredAlready("finding_id", finding=visit.finding_id(number))
    _not_an_inspector(visit, finding, by)
    not_before(on, finding.raised.raised_on, field="on")
    return VisitFindingAnswered(number, agreed, clean_text(text, field="text"), by, on)


def follow_up(
    visit: Visit, number: int, *, text: str, acted: Collection[str], by: str, on: date
) -> VisitFindingFollowedUp:
    """Note what the inspector saw on looking again.

    Raises NoSuchVisitFinding, VisitFindingIsClosed, AnsweredByOwnHand, ActedOnThePerson, BeforeItsCause, and the
    refusals of free text.
    """
    finding = _unsettled(visit, number)
    _inspects(visit, finding, by, acted)
    not_before(on, finding.last_on, field="on")
    return VisitFindingFollowedUp(number, clean_text(text, field="text"), by, on)


def order_back(
    visit: Visit, number: int, *, recovery_id: str, payout_id: str, payee: str, amount: Money, by: str, on: date
) -> VisitFindingOrderedBack:
    """Note that money is ordered back because of the finding. `payee` is whom the payout is for.

    Raises NoSuchVisitFinding, VisitFindingIsClosed, InspectorAnswers, PayoutOfSomebodyElse, BeforeItsCause.
    """
    finding = _unsettled(visit, number)
    _not_an_inspector(visit, finding, by)
    if payee != visit.beneficiary:
        raise PayoutOfSomebodyElse("payout_id", payout=payout_id, beneficiary=visit.beneficiary)
    not_before(on, finding.raised.raised_on, field="on")
    return VisitFindingOrderedBack(number, recovery_id, payout_id, amount, by, on)


def close(
    visit: Visit,
    number: int,
    *,
    outcome: VisitFindingOutcome,
    text: str,
    acted: Collection[str],
    by: str,
    on: date,
) -> VisitFindingClosed:
    """Close a finding that was answered, or that nobody answered in time.

    Raises NoSuchVisitFinding, VisitFindingIsClosed, AnsweredByOwnHand, ActedOnThePerson, NotAnsweredYet,
    NothingOrderedBack, BeforeItsCause, and the refusals of free text.
    """
    finding = _unsettled(visit, number)
    name = visit.finding_id(number)
    _inspects(visit, finding, by, acted)
    if finding.answered is None and on <= finding.raised.answer_due_on:
        raise NotAnsweredYet("finding_id", finding=name, due=finding.raised.answer_due_on)
    if outcome is VisitFindingOutcome.ORDERED_BACK and not finding.recoveries:
        raise NothingOrderedBack("outcome", finding=name)
    not_before(on, finding.last_on, field="on")
    return VisitFindingClosed(number, outcome, clean_text(text, field="text"), by, on)


def _unsettled(visit: Visit, number: int) -> VisitFinding:
    finding = finding_of(visit, number)
    if finding.closed:
        raise VisitFindingIsClosed("finding_id", finding=visit.finding_id(number))
    return finding


def _not_an_inspector(visit: Visit, finding: VisitFinding, by: str) -> None:
    inspectors = {finding.raised.raised_by, visit.recorded.visited_by if visit.recorded else ""}
    if by in inspectors:
        raise InspectorAnswers("by", who=by, finding=visit.finding_id(finding.raised.number))


def _inspects(visit: Visit, finding: VisitFinding, by: str, acted: Collection[str]) -> None:
    if by in finding.office:
        raise AnsweredByOwnHand("by", who=by, finding=visit.finding_id(finding.raised.number))
    if by in acted:
        raise ActedOnThePerson("by", who=by, beneficiary=visit.beneficiary)
