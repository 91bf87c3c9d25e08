"""What becomes of somebody's file: held, compared with another, closed as a second registration, erased."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING

from application import streams
from application.answers import RegisterRow
from application.commands.beneficiaries import stop_cases
from application.desk import Desk
from application.recorded import command_cause
from application.road import Answer, Officer
from application.work import Work
from domain.batches.state import Stage as BatchStage
from domain.beneficiaries import erasure, same_person
from domain.beneficiaries.erasure import StillThere
from domain.beneficiaries.rejections import NotRegistered
from domain.eligibility.events import StopReason
from domain.eligibility.state import LIVE, case_id
from domain.payouts.state import Payout
from domain.payouts.state import Stage as PayoutStage
from domain.recoveries.state import Recovery, outstanding

if TYPE_CHECKING:
    from application.recorded import Recorded


class SameOrNot(StrEnum):
    """What somebody found who compared two registrations."""

    SAME = "same"
    DIFFERENT = "different"

    @property
    def zh(self) -> str:
        """The Chinese word."""
        return {"same": "同一人", "different": "不同人"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceLegalHold:
    """Forbid that somebody's data be destroyed."""

    command_id: str
    beneficiary: str
    document: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LiftLegalHold:
    """End a hold by another document."""

    command_id: str
    beneficiary: str
    document: str
    lifting_document: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePerson:
    """Order that somebody's data be destroyed, as the paper `request` asks."""

    command_id: str
    beneficiary: str
    request: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgeLikeness:
    """Say whether two registrations are of one person; which of them is the later one, the log says."""

    command_id: str
    beneficiary: str
    other: str
    found: SameOrNot
    reason: str


def place_legal_hold(ask: PlaceLegalHold, *, by: Officer, desk: Desk) -> Answer:
    """Place a hold."""
    today = desk.clock.today()

    def decide(work: Work) -> None:
        person = streams.person(work, ask.beneficiary)
        work.record(person, erasure.place_hold(person.state, document=ask.document, reason=ask.reason, on=today))

    return desk.take(ask, decide, by=by)


def lift_legal_hold(ask: LiftLegalHold, *, by: Officer, desk: Desk) -> Answer:
    """Lift a hold."""
    today = desk.clock.today()

    def decide(work: Work) -> None:
        person = streams.person(work, ask.beneficiary)
        lifted = erasure.lift_hold(
            person.state,
            document=ask.document,
            lifting_document=ask.lifting_document,
            reason=ask.reason,
            by=by.id,
            on=today,
        )
        work.record(person, lifted)

    return desk.take(ask, decide, by=by)


def erase_person(ask: ErasePerson, *, by: Officer, desk: Desk) -> Answer:
    """Record the order, then destroy the person's data.

    The log comes first: nothing is destroyed that nobody is on record for. A crash in between is healed by asking
    again, whoever does, and by `subsidy-ledger vault overwrite`.
    """
    today = desk.clock.today()

    def decide(work: Work) -> None:
        person = streams.person(work, ask.beneficiary)
        event = erasure.erase(
            person.state,
            still=_still_there(ask.beneficiary, work=work, desk=desk),
            retention=streams.retention(work).state,
            request=ask.request,
            reason=ask.reason,
            by=by.id,
            on=today,
        )
        work.record(person, event)

    try:
        return desk.take(ask, decide, by=by)
    finally:
        # Also where the order was refused since it had been given: what is ordered is destroyed, whoever asks again.
        if not desk.dry_run and _is_ordered(ask.beneficiary, desk) and not desk.vault.is_erased(ask.beneficiary):
            desk.vault.erase(ask.beneficiary, actor=by.id, why=f"command {ask.command_id}")


def judge_likeness(ask: JudgeLikeness, *, by: Officer, desk: Desk) -> Answer:
    """Record what was found. Of one person registered twice, the later registration is closed and its cases end.

    No money moves: what the later one was paid stays there, to be ordered back where it was paid twice.
    """
    today = desk.clock.today()

    def decide(work: Work) -> dict[str, object]:
        entries = {one: _registration(one, desk) for one in (ask.beneficiary, ask.other)}
        first, last = sorted((ask.beneficiary, ask.other), key=lambda one: entries[one].position)
        earlier, later = streams.person(work, first), streams.person(work, last)
        found = same_person.find_same if ask.found is SameOrNot.SAME else same_person.find_different
        registrars = frozenset(entry.actor for entry in entries.values())
        work.record(
            later,
            found(later.state, earlier.state, registrars=registrars, reason=ask.reason, by=by.id, on=today),
        )
        if ask.found is SameOrNot.SAME:
            cause = command_cause(ask.command_id)
            stop_cases(last, StopReason.REGISTERED_TWICE, today, today, work=work, desk=desk, caused_by=cause)
        return {"earlier": first, "later": last}

    return desk.take(ask, decide, by=by)


def _is_ordered(beneficiary: str, desk: Desk) -> bool:
    return streams.person(Work(desk.log, attempt=0), beneficiary).state.erased_on is not None


def _registration(beneficiary: str, desk: Desk) -> Recorded[object]:
    history = desk.log.stream(f"beneficiary/{beneficiary}")
    if not history:
        raise NotRegistered("beneficiary", beneficiary=beneficiary)
    return history[0]


def _still_there(beneficiary: str, *, work: Work, desk: Desk) -> StillThere:
    """Say what else the person has, and make the order fail if any of it changes before it is recorded."""
    position = desk.views_now()
    file = desk.views.person_file(beneficiary, as_of=position)
    programmes = desk.views.programmes(as_of=position)
    cases = [streams.case(work, programme, beneficiary).state for programme in programmes]
    payouts = [each.state for each in streams.payouts_by_id(work, _named(file, "payout_step", "payout")) if each.state]
    recoveries = [streams.recovery(work, one).state for one in _named(file, "recovery", "recovery")]
    work.rests_on(position, [f"case/{case_id(programme, beneficiary)}" for programme in programmes])
    return StillThere(
        cases=tuple(case.id for case in cases if case.stage in LIVE),
        batches=tuple(one for one in _named(file, "batch_person", "batch") if _awaits_release(one, beneficiary, work)),
        payouts=tuple(one.id for one in payouts if one.stage in (PayoutStage.OPEN, PayoutStage.RETURNED)),
        recoveries=tuple(one.id for one in recoveries if outstanding(one).fen > 0),
        last_records=_last_records(payouts, recoveries),
    )


def _awaits_release(batch_id: str, beneficiary: str, work: Work) -> bool:
    batch = streams.existing_batch(work, batch_id).state
    waiting = batch.stage in (BatchStage.OPEN, BatchStage.SUBMITTED, BatchStage.APPROVED)
    return waiting and any(line.beneficiary == beneficiary for line in batch.lines)


def _named(file: Sequence[RegisterRow], table: str, field: str) -> list[str]:
    return list(dict.fromkeys(getattr(each.row, field) for each in file if each.table == table))


def _last_records(payouts: Sequence[Payout], recoveries: Sequence[Recovery]) -> dict[str, date]:
    """Return the day of the last accounting record by programme, which a payout's id begins with."""
    days = [(one.id, one.last_on) for one in payouts]
    days += [(one.ordered.payout_id, one.last_on) for one in recoveries if one.ordered is not None]
    last: dict[str, date] = {}
    for payout, day in days:
        programme = payout.partition("/")[0]
        if day is not None:
            last[programme] = max(day, last.get(programme, day))
    return last
