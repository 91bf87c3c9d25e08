"""The months of a programme up to one of them: who is entitled in each, who was paid, who still is to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.commands.batch_lists import due_amount
from application.desk import Desk
from application.work import Work
from domain.money import ZERO, Money, total
from domain.periods import MONTHS, Month, Period, PeriodKind
from domain.programmes.state import existing, policy_at


@dataclass(frozen=True, slots=True)
class PeriodDue:
    """One period: people entitled, of whom some are paid (released to the bank, or later), the others are due."""

    period: Period
    entitled: int
    paid: int
    due: int
    amount_due: Money


def periods_due(
    programme: str,
    region: str,
    upto: Month,
    *,
    on: date,
    desk: Desk,
    as_of: int | None = None,
    effective: date | None = None,
) -> tuple[PeriodDue, ...]:
    """Return the programme's periods of the year of `upto`, up to the one it lies in, the newest first.

    What is due for the newest is the regular batch, for the earlier ones arrears: late grants, payments resumed with
    back pay, payments given up. Raises NoSuchProgramme, NoPolicyInForce.
    """
    position = desk.views_now() if as_of is None else as_of
    state = streams.programme(Work(desk.log, attempt=0), programme).state
    policy = policy_at(state, on)
    found = []
    for period in reversed(_periods(existing(state).period_kind, upto)):
        standing = desk.views.entitlements(programme, region, period, as_of=position, effective=effective)
        amounts = {one.beneficiary: due_amount(one, policy) for one in standing}
        entitled = {person: amount for person, amount in amounts.items() if amount}
        # A payment that was given up is due again, as arrears; `cancelled` leaves it out of the paid ones.
        paid = desk.views.paid_in(programme, period, cancelled=False, as_of=position)
        left = {person: amount for person, amount in entitled.items() if person not in paid}
        found.append(
            PeriodDue(period, len(entitled), len(entitled) - len(left), len(left), total(left.values()) or ZERO)
        )
    return tuple(found)


def _periods(kind: PeriodKind, upto: Month) -> list[Period]:
    """Return the periods of a kind from the year's first to the one a month lies in."""
    year, number = upto.index // 12, upto.index % 12
    several = {PeriodKind.HALF_YEAR: "H", PeriodKind.QUARTER: "Q"}
    if kind is PeriodKind.YEAR:
        return [Period(f"{year:04d}")]
    count = number // MONTHS[kind] + 1
    if kind is PeriodKind.MONTH:
        return [Period(f"{year:04d}-{one:02d}") for one in range(1, count + 1)]
    return [Period(f"{year:04d}-{several[kind]}{one}") for one in range(1, count + 1)]
