"""Public notices: posted, objected to, concluded. An objection opens the person's case again at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import calendars, streams
from application.desk import Desk
from application.recorded import command_cause
from application.road import Answer, Officer
from application.work import Work
from domain.eligibility import objections
from domain.eligibility.events import CaseConfirmed, CaseRevoked
from domain.eligibility.state import Case, Stage
from domain.notices import decisions as notices
from domain.notices.events import ObjectionGround
from domain.notices.state import Notice, evolve, posted
from domain.periods import Month
from domain.programmes.state import policy_at


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishNotice:
    """Post the names of people proposed for a programme."""

    command_id: str
    notice_id: str
    programme: str
    region: str
    place: str
    hotline: str
    beneficiaries: tuple[str, ...]
    working_days: int
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RaiseObjection:
    """Somebody objects to one person's being on the notice."""

    command_id: str
    notice_id: str
    objection_id: str
    beneficiary: str
    ground: ObjectionGround
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleObjection:
    """The objection was looked into. Upheld against a granted case, `stops_from` says since when nothing was due (its
    first month where it says nothing)."""

    command_id: str
    notice_id: str
    objection_id: str
    upheld: bool
    finding: str
    stops_from: Month | None = None
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcludeNotice:
    """The notice has run its full time."""

    command_id: str
    notice_id: str
    on: date


def publish_notice(ask: PublishNotice, *, by: Officer, desk: Desk) -> Answer:
    """Post a notice of people whose cases are under way; the answer says when it closes."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        programme = streams.programme(work, ask.programme).state
        streams.existing_cases(work, ask.programme, ask.beneficiaries, field="beneficiaries")
        notice = streams.notice(work, ask.notice_id)
        events = notices.publish(
            notice.state,
            programme=ask.programme,
            policy=policy_at(programme, ask.on),
            region=ask.region,
            place=ask.place,
            hotline=ask.hotline,
            beneficiaries=ask.beneficiaries,
            working_days=ask.working_days,
            is_working_day=calendars.counted_in(work, desk),
            on=ask.on,
        )
        work.record(notice, *events)
        closes_on = getattr(events[0], "closes_on", ask.on)
        return {"notice": ask.notice_id, "people": len(ask.beneficiaries), "closes_on": closes_on.isoformat()}

    return desk.take(ask, decide, by=by)


def raise_objection(ask: RaiseObjection, *, by: Officer, desk: Desk) -> Answer:
    """Record an objection and open the case again, together."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        notice = streams.notice(work, ask.notice_id)
        raised = notices.raise_objection(
            notice.state, objection_id=ask.objection_id, beneficiary=ask.beneficiary, ground=ask.ground, on=ask.on
        )
        case = streams.existing_case(work, posted(notice.state).programme, ask.beneficiary)
        work.record(notice, raised)
        work.record(
            case,
            objections.reopen(case.state, notice_id=ask.notice_id, objection_id=ask.objection_id, on=ask.on),
            caused_by=command_cause(ask.command_id),
        )
        return {"notice": ask.notice_id, "objection": ask.objection_id}

    return desk.take(ask, decide, by=by)


def settle_objection(ask: SettleObjection, *, by: Officer, desk: Desk) -> Answer:
    """Uphold or dismiss an objection.

    Dismissed, the case stands as it stood. Upheld, a granted case ends; an application stays open and is to be refused.
    """
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        notice = streams.notice(work, ask.notice_id)
        programme = posted(notice.state).programme
        raised = notice.state.open_objections.get(ask.objection_id)
        case = streams.existing_case(work, programme, raised.beneficiary) if raised else None
        settled = notices.settle_objection(
            notice.state,
            objection_id=ask.objection_id,
            upheld=ask.upheld,
            finding=ask.finding,
            took_part=case.state.hands if case else (),
            by=by.id,
            on=ask.on,
        )
        work.record(notice, settled)
        if case is not None:
            consequence = _consequence(ask, case.state, evolve(notice.state, settled))
            work.record(case, *consequence, caused_by=command_cause(ask.command_id))
        return {"notice": ask.notice_id, "objection": ask.objection_id}

    return desk.take(ask, decide, by=by)


def conclude_notice(ask: ConcludeNotice, *, by: Officer, desk: Desk) -> Answer:
    """Say that a notice has run its full time. Raises NoticeStillOpen, ObjectionStillOpen."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        notice = streams.notice(work, ask.notice_id)
        work.record(notice, notices.conclude(notice.state, on=ask.on))
        return {"notice": ask.notice_id}

    return desk.take(ask, decide, by=by)


def _consequence(ask: SettleObjection, case: Case, notice: Notice) -> tuple[CaseConfirmed | CaseRevoked, ...]:
    """Return what the settling does to the case: nothing when the case ended meanwhile and is open for it no more."""
    if ask.objection_id not in case.open_objections:
        return ()
    if not ask.upheld:
        return (objections.confirm(case, notice=notice, objection_id=ask.objection_id, on=ask.on),)
    if case.stage is Stage.APPLIED:
        return ()
    since = ask.stops_from or case.first_month or Month.of(ask.on)
    return (objections.uphold(case, notice=notice, objection_id=ask.objection_id, from_month=since, on=ask.on),)
