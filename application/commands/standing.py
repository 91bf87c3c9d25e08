"""What happens to a granted case: checked again, suspended, resumed, revoked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.commands.ages import facts_on
from application.desk import Desk
from application.recorded import command_cause
from application.road import Answer, Officer
from application.work import Work
from domain.eligibility import standing
from domain.eligibility.events import StopReason
from domain.periods import Month
from domain.programmes.state import policy_at


@dataclass(frozen=True, slots=True, kw_only=True)
class RecheckCase:
    """Run the policy in force again on the person's facts of today; failing suspends."""

    command_id: str
    programme: str
    beneficiary: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendCase:
    """Stop payments from a month on."""

    command_id: str
    programme: str
    beneficiary: str
    reason: StopReason
    from_month: Month
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeCase:
    """Let payments go on from a month on, with as many months of back pay as the policy allows."""

    command_id: str
    programme: str
    beneficiary: str
    from_month: Month
    back_pay_months: int = 0
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeCase:
    """End the entitlement for good."""

    command_id: str
    programme: str
    beneficiary: str
    reason: StopReason
    from_month: Month
    on: date


def recheck_case(ask: RecheckCase, *, by: Officer, desk: Desk) -> Answer:
    """Check a case again; the answer says whether it passed. What suspends it names this command as its cause."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        case = streams.existing_case(work, ask.programme, ask.beneficiary)
        person = streams.person(work, ask.beneficiary)
        policy = policy_at(streams.programme(work, ask.programme).state, ask.on)
        [facts] = facts_on(ask.on, [person.state], policy, by=by, desk=desk)
        events = standing.recheck(case.state, policy=policy, facts=facts, by=by.id, on=ask.on)
        work.record(case, *events[:1])
        work.record(case, *events[1:], caused_by=command_cause(ask.command_id))
        return {"passed": getattr(events[0], "passed", False)}

    return desk.take(ask, decide, by=by)


def suspend_case(ask: SuspendCase, *, by: Officer, desk: Desk) -> Answer:
    """Suspend a case."""
    desk.happened(ask.on)

    def decide(work: Work) -> None:
        case = streams.existing_case(work, ask.programme, ask.beneficiary)
        stopped = standing.suspend(case.state, reason=ask.reason, from_month=ask.from_month, on=ask.on)
        work.record(case, stopped)

    return desk.take(ask, decide, by=by)


def resume_case(ask: ResumeCase, *, by: Officer, desk: Desk) -> Answer:
    """Resume a suspended case after a check that passed."""
    desk.happened(ask.on)

    def decide(work: Work) -> None:
        case = streams.existing_case(work, ask.programme, ask.beneficiary)
        rules = policy_at(streams.programme(work, ask.programme).state, ask.on).monthly
        resumed = standing.resume(
            case.state, from_month=ask.from_month, back_pay_months=ask.back_pay_months, on=ask.on, rules=rules
        )
        work.record(case, resumed)

    return desk.take(ask, decide, by=by)


def revoke_case(ask: RevokeCase, *, by: Officer, desk: Desk) -> Answer:
    """Revoke a case."""
    desk.happened(ask.on)

    def decide(work: Work) -> None:
        case = streams.existing_case(work, ask.programme, ask.beneficiary)
        revoked = standing.revoke(case.state, reason=ask.reason, from_month=ask.from_month, on=ask.on)
        work.record(case, revoked)

    return desk.take(ask, decide, by=by)
