"""The register of returns (退回登记簿): every payment the bank sent back, and what became of it afterwards."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Literal

from application.desk import Desk
from application.listed.money import BatchListed
from application.lists import PAYOUTS, Where
from application.recorded import Recorded
from domain.money import Money
from domain.payouts.events import PayoutCancelled, PayoutReissued, PayoutReturned, PayoutReturnedLate, ReturnReason

AT_ONCE = 500
"""Payments whose histories are read at a time."""

Outcome = Literal["reissued", "cancelled", "treasury", "returned"]


@dataclass(frozen=True, slots=True)
class Returned:
    """One return. `outcome` is what was done about it: sent once more, given up, to the treasury, or nothing yet
    (`returned`).

    `late`: it came back after the bank had paid it.
    """

    position: int
    returned_on: date
    batch: str
    payout: str
    beneficiary: str
    amount: Money
    reason: ReturnReason
    outcome: Outcome
    outcome_on: date | None
    late: bool = False


def returns_of(batches: Sequence[BatchListed], *, desk: Desk, as_of: int, effective: date | None) -> Iterator[Returned]:
    """Yield the returns of batches, in the order of their payments; a payment sent back twice is there twice."""
    for batch in batches:
        if not batch.returned:
            continue
        rows = desk.views.rows(PAYOUTS, as_of=as_of, effective=effective, where=Where(batch=batch.batch))
        people = ((f"payout/{row.payout}", row.beneficiary) for row in rows)
        while some := dict(islice(people, AT_ONCE)):
            yield from _among(some, batch.batch, desk.log.streams(list(some)), as_of, effective)


def _among(
    people: Mapping[str, str],
    batch: str,
    histories: Mapping[str, Sequence[Recorded[object]]],
    as_of: int,
    effective: date | None,
) -> Iterator[Returned]:
    for stream, person in people.items():
        entries = [one for one in histories.get(stream, ()) if one.position <= as_of and _counts(one.fact, effective)]
        for place, entry in enumerate(entries):
            fact = entry.fact
            if isinstance(fact, PayoutReturned | PayoutReturnedLate) and fact.batch_id == batch:
                outcome, day = _outcome(fact, entries[place + 1 :])
                payout = stream.removeprefix("payout/")
                yield Returned(
                    entry.position,
                    fact.returned_on,
                    batch,
                    payout,
                    person,
                    fact.amount,
                    fact.reason,
                    outcome,
                    day,
                    isinstance(fact, PayoutReturnedLate),
                )


def _outcome(
    came_back: PayoutReturned | PayoutReturnedLate, later: Sequence[Recorded[object]]
) -> tuple[Outcome, date | None]:
    if isinstance(came_back, PayoutReturnedLate) and came_back.to_treasury:
        return "treasury", came_back.returned_on
    for entry in later:
        match entry.fact:
            case PayoutReissued(value_date=day):
                return "reissued", day
            case PayoutCancelled(cancelled_on=day):
                return "cancelled", day
    return "returned", None


def _counts(fact: object, effective: date | None) -> bool:
    match fact:
        case PayoutReturned(returned_on=day) | PayoutReturnedLate(returned_on=day):
            return effective is None or day <= effective
        case PayoutReissued(value_date=day) | PayoutCancelled(cancelled_on=day):
            return effective is None or day <= effective
        case _:
            return True
