"""What visits found: raised, answered by the office, looked at again, ordered back, closed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.commands.recoveries import OrderRecovery, order_back
from application.desk import Desk
from application.inspections.who_acted import who_acted_on
from application.road import Answer, Officer
from application.work import Loaded, Work
from domain.inspections import following_up, visiting
from domain.inspections.visit_events import VisitFindingKind, VisitFindingOutcome, VisitFindingRaised
from domain.inspections.visit_state import Visit, finding_of, visit_and_number
from domain.money import Money
from domain.recoveries.events import Instalment, RecoveryGround, RecoveryTracedToFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseVisitFinding:
    """Say what a visit found that is not as it should be; the office answers by a day."""

    command_id: str
    inspection_id: str
    beneficiary: str
    what: VisitFindingKind
    text: str
    answer_due_on: date
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerVisitFinding:
    """Answer a finding for the office: whether it is so, and what is done about it."""

    command_id: str
    finding_id: str
    agreed: bool
    text: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpVisitFinding:
    """Note what was seen on looking again."""

    command_id: str
    finding_id: str
    text: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderRecoveryFromFinding:
    """Order a payout, or some of it, back because of what a visit found."""

    command_id: str
    finding_id: str
    recovery_id: str
    payout_id: str
    amount: Money
    ground: RecoveryGround
    instalments: tuple[Instalment, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseVisitFinding:
    """Say how a finding ended, and why it is closed."""

    command_id: str
    finding_id: str
    outcome: VisitFindingOutcome
    text: str
    on: date


def raise_visit_finding(ask: RaiseVisitFinding, *, by: Officer, desk: Desk) -> Answer:
    """Raise a finding. The answer has its id. Raises NotInTheSample, NotVisitedYet, ActedOnThePerson and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        inspection = streams.inspection(work, ask.inspection_id).state
        visiting.in_the_sample(inspection, [ask.beneficiary])
        visit = streams.visit(work, f"{ask.inspection_id}/{ask.beneficiary}")
        acted = _who_acted(work, visit.state, desk)
        raised = following_up.raise_finding(
            inspection,
            visit.state,
            what=ask.what,
            text=ask.text,
            answer_due_on=ask.answer_due_on,
            acted=acted,
            by=by.id,
            on=ask.on,
        )
        work.record(visit, raised)
        return {"visit_finding": visit.state.finding_id(raised.number)}

    return desk.take(ask, decide, by=by)


def answer_visit_finding(ask: AnswerVisitFinding, *, by: Officer, desk: Desk) -> Answer:
    """Answer for the office. Raises NoSuchVisitFinding, AnsweredAlready, InspectorAnswers and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        visit, number = _found(work, ask.finding_id)
        answered = following_up.answer(visit.state, number, agreed=ask.agreed, text=ask.text, by=by.id, on=ask.on)
        work.record(visit, answered)
        return {"visit_finding": ask.finding_id}

    return desk.take(ask, decide, by=by)


def follow_up_visit_finding(ask: FollowUpVisitFinding, *, by: Officer, desk: Desk) -> Answer:
    """Note a look at it. Raises NoSuchVisitFinding, VisitFindingIsClosed, AnsweredByOwnHand and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        visit, number = _found(work, ask.finding_id)
        acted = _who_acted(work, visit.state, desk)
        noted = following_up.follow_up(visit.state, number, text=ask.text, acted=acted, by=by.id, on=ask.on)
        work.record(visit, noted)
        return {"visit_finding": ask.finding_id}

    return desk.take(ask, decide, by=by)


def order_recovery_from_finding(ask: OrderRecoveryFromFinding, *, by: Officer, desk: Desk) -> Answer:
    """Order money back and say on both sides where it came from.

    Raises NoSuchVisitFinding, PayoutOfSomebodyElse, InspectorAnswers, and what `order_recovery` raises.
    """
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        visit, number = _found(work, ask.finding_id)
        noted = following_up.order_back(
            visit.state,
            number,
            recovery_id=ask.recovery_id,
            payout_id=ask.payout_id,
            payee=streams.payout(work, ask.payout_id).state.beneficiary,
            amount=ask.amount,
            by=by.id,
            on=ask.on,
        )
        order = OrderRecovery(
            command_id=ask.command_id,
            recovery_id=ask.recovery_id,
            payout_id=ask.payout_id,
            amount=ask.amount,
            ground=ask.ground,
            instalments=ask.instalments,
            on=ask.on,
        )
        cause = work.entry_in(visit.stream, lambda fact: isinstance(fact, VisitFindingRaised) and fact.number == number)
        recovery = order_back(work, order, by=by, caused_by=cause)
        work.record(recovery, RecoveryTracedToFinding(ask.finding_id, by.id, ask.on), caused_by=cause)
        work.record(visit, noted, caused_by=cause)
        return {"visit_finding": ask.finding_id, "recovery": ask.recovery_id}

    return desk.take(ask, decide, by=by)


def close_visit_finding(ask: CloseVisitFinding, *, by: Officer, desk: Desk) -> Answer:
    """Close a finding. Raises NoSuchVisitFinding, NotAnsweredYet, AnsweredByOwnHand, NothingOrderedBack and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        visit, number = _found(work, ask.finding_id)
        acted = _who_acted(work, visit.state, desk)
        closed = following_up.close(
            visit.state, number, outcome=ask.outcome, text=ask.text, acted=acted, by=by.id, on=ask.on
        )
        work.record(visit, closed)
        return {"visit_finding": ask.finding_id}

    return desk.take(ask, decide, by=by)


def _who_acted(work: Work, visit: Visit, desk: Desk) -> frozenset[str]:
    """Return who acted on the visited person; the append fails if somebody does so meanwhile."""
    position = desk.views_now()
    acted, touched = who_acted_on(visit.beneficiary, desk=desk)
    work.rests_on(position, touched)
    return acted


def _found(work: Work, finding_id: str) -> tuple[Loaded[Visit], int]:
    name, number = visit_and_number(finding_id)
    visit = streams.visit(work, name)
    finding_of(visit.state, number)
    return visit, number
