"""What was paid for months in which nobody was entitled, person by person, from what cases and payments say now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from application import streams
from application.desk import Desk
from application.listed.money import PayoutListed
from application.lists import CASES, PAYOUTS, Where
from application.monthly.known import cases_at
from application.work import Work
from domain.batches.events import BatchOpened
from domain.eligibility.events import CaseGranted, CaseRevoked, CaseSuspended, StopReason
from domain.eligibility.overpaid import Paid, overpaid_of
from domain.eligibility.state import Case
from domain.money import Money
from domain.payouts.state import Stage
from domain.periods import Month, Period
from domain.programmes.policy import Policy
from domain.programmes.state import existing, policy_version
from domain.regions import RegionCode

STOPPED = ("suspended", "revoked")
_OUT = (Stage.OPEN, Stage.SETTLED)


@dataclass(frozen=True, slots=True)
class Overpaid:
    """So much of a payment was for months without entitlement and nobody has asked it back.

    `settled`: the bank has paid it out, so it can be ordered back; before that it may still be stopped there.
    """

    payout: str
    programme: str
    period: Period
    beneficiary: str
    region: str
    paid: Money
    amount: Money
    settled: bool
    stops_from: Month
    reason: StopReason


def overpaid(
    programme: str,
    region: str,
    *,
    desk: Desk,
    beneficiaries: Sequence[str] = (),
    as_of: int | None = None,
) -> tuple[Overpaid, ...]:
    """Return what was overpaid to those whose pay is stopped now, or to the people named, whatever their case is.

    In the order of the payments' ids. Raises NoSuchProgramme.
    """
    position = desk.views_now() if as_of is None else as_of
    state = streams.programme(Work(desk.log, attempt=0), programme).state
    existing(state)
    area = RegionCode.parse(region, field="region")
    people = list(dict.fromkeys(beneficiaries)) or _stopped(programme, area, desk=desk, as_of=position)
    found: list[Overpaid] = []
    for case in cases_at(programme, people, desk=desk, position=position):
        stop = stopped_by(case.id, desk=desk, position=position)
        where = Where(programmes=(programme,), regions=(area,), beneficiary=case.beneficiary)
        rows = [row for row in desk.views.rows(PAYOUTS, as_of=position, where=where) if row.stage in _OUT]
        for period in dict.fromkeys(row.period for row in rows):
            paid = sorted((row for row in rows if row.period == period), key=lambda row: row.payout)
            policy = policy_version(state, _version(paid[0], desk))
            found += _of_period(case, period, policy, paid, stop)
    return tuple(sorted(found, key=lambda row: row.payout))


def stopped_by(case: str, *, desk: Desk, position: int) -> tuple[Month, StopReason]:
    """Return the earliest month from which a case was stopped since its last grant, and why; as the log has it."""
    stop: tuple[Month, StopReason] | None = None
    for entry in desk.log.stream(f"case/{case}"):
        if entry.position > position:
            break
        match entry.fact:
            case CaseGranted():
                stop = None
            case CaseSuspended(from_month=month, reason=reason) | CaseRevoked(from_month=month, reason=reason):
                stop = (month, reason) if stop is None or month <= stop[0] else stop
    return stop or (Month(0), StopReason.REVIEW_FAILED)


def _stopped(programme: str, area: RegionCode, *, desk: Desk, as_of: int) -> list[str]:
    where = Where(programmes=(programme,), regions=(area,), stages=STOPPED)
    return [row.beneficiary for row in desk.views.rows(CASES, as_of=as_of, where=where)]


def _of_period(
    case: Case, period: Period, policy: Policy, rows: Sequence[PayoutListed], stop: tuple[Month, StopReason]
) -> list[Overpaid]:
    paid = [Paid(row.payout, row.amount, row.ordered_back, row.tier) for row in rows]
    by_id = {row.payout: row for row in rows}
    return [
        Overpaid(
            payout=payout,
            programme=case.programme,
            period=period,
            beneficiary=case.beneficiary,
            region=by_id[payout].region,
            paid=by_id[payout].amount,
            amount=amount,
            settled=by_id[payout].stage is Stage.SETTLED,
            stops_from=stop[0],
            reason=stop[1],
        )
        for payout, amount in overpaid_of(case, period, policy, paid)
    ]


def _version(row: PayoutListed, desk: Desk) -> int:
    """Return the policy version a payment's batch was built by."""
    opened = next(entry.fact for entry in desk.log.stream(f"batch/{row.batch}") if isinstance(entry.fact, BatchOpened))
    return opened.policy_version
