"""A contract's months: who could work, the service that was accepted, and what is deducted from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.commands.service_records import looked_through
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.attendance.decisions import ServiceLine
from domain.institutions import contracts
from domain.money import Money, total
from domain.periods import Month


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordStaffing:
    """Who could work in a month: the staff list's people, working days and hours a day; `document` is the list's."""

    command_id: str
    agreement_id: str
    month: Month
    staff: int
    working_days: int
    hours_a_day: int
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptServiceMonth:
    """Accept service of a month by its records; `sheet` is the number of the acceptance sheet."""

    command_id: str
    agreement_id: str
    month: Month
    sheet: str
    lines: tuple[ServiceLine, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DeductAmount:
    """Pay less of a month's service: one person's, or (nobody named) everybody's in proportion."""

    command_id: str
    agreement_id: str
    month: Month
    amount: Money
    beneficiary: str = ""
    reason: str
    document: str
    on: date


def record_staffing(ask: RecordStaffing, *, by: Officer, desk: Desk) -> Answer:
    """Record an institution's staff list of a month."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        agreement = streams.agreement(work, ask.agreement_id)
        recorded = contracts.record_staffing(
            agreement.state,
            month=ask.month,
            staff=ask.staff,
            working_days=ask.working_days,
            hours_a_day=ask.hours_a_day,
            document=ask.document,
            by=by.id,
            on=ask.on,
        )
        work.record(agreement, recorded)
        return {"agreement": ask.agreement_id}

    return desk.take(ask, decide, by=by)


def accept_service_month(ask: AcceptServiceMonth, *, by: Officer, desk: Desk) -> Answer:
    """Accept a month's service: every record signed for, nobody served twice at a time, no hour beyond the staff.

    Each person's month is appended together with the agreement, so that two institutions cannot slip in the same hour.
    Raises the first refusal of the lines, and those of `contracts.accept_month`.
    """
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        agreement = streams.agreement(work, ask.agreement_id)
        looked = looked_through(ask.lines, agreement=agreement.state, month=ask.month, on=ask.on, work=work)
        for refusal in looked.refusals:
            raise refusal
        accepted = contracts.accept_month(
            agreement.state,
            month=ask.month,
            sheet=ask.sheet,
            counts=looked.counts,
            last_day=looked.last_day,
            by=by.id,
            on=ask.on,
        )
        work.record(agreement, *accepted)
        for attendance, recorded in looked.attendances:
            work.record(attendance, recorded)
        worth = total(person.amount for page in accepted for person in page.people)
        return {
            "agreement": ask.agreement_id,
            "people": len(looked.counts),
            "records": len(ask.lines),
            "amount_fen": str(worth.fen),
        }

    return desk.take(ask, decide, by=by)


def deduct_amount(ask: DeductAmount, *, by: Officer, desk: Desk) -> Answer:
    """Deduct from accepted service that no batch pays yet."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        agreement = streams.agreement(work, ask.agreement_id)
        deducted = contracts.deduct(
            agreement.state,
            month=ask.month,
            amount=ask.amount,
            beneficiary=ask.beneficiary,
            reason=ask.reason,
            document=ask.document,
            by=by.id,
            on=ask.on,
        )
        work.record(agreement, *deducted)
        return {"agreement": ask.agreement_id, "people": sum(len(page.parts) for page in deducted)}

    return desk.take(ask, decide, by=by)
