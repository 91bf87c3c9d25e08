"""What happens to a fund. Stream: fund/<year>/<programme>/<region>. Every amount is more than zero.

Events from `FundsDisbursed` to `FundsCancelled` are control totals of a batch: the payouts recorded with them, in the
same transaction, carry the same money person by person, and it is those that are posted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.funds.parts import Part
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.periods import Period
from domain.transmissions.events import TransferEvent


@dataclass(frozen=True, slots=True)
class LevelShare:
    """What one level gives out of one kind of funds."""

    level: GovernmentLevel
    kind: FundKind
    amount: Money


@dataclass(frozen=True, slots=True)
class SeatsTaken:
    """How many people of a period stand in a funding tier."""

    tier: str
    people: int


@dataclass(frozen=True, slots=True)
class FundsAllocated:
    """A document (文号) brought money, by level and kind; each level and kind of it is a line of its own."""

    document: str
    shares: tuple[LevelShare, ...]
    allocated_on: date


@dataclass(frozen=True, slots=True)
class FundsAdded:
    """调指标: more money on a line that is there."""

    line: str
    amount: Money
    document: str
    added_on: date


@dataclass(frozen=True, slots=True)
class FundsMovedOut:
    """调指标: money left this line for another; recorded together with its `FundsMovedIn`."""

    line: str
    amount: Money
    to_line: str
    document: str
    moved_on: date


@dataclass(frozen=True, slots=True)
class FundsMovedIn:
    """调指标: money came to this line from another of the same level and kind."""

    line: str
    amount: Money
    from_line: str
    document: str
    moved_on: date


@dataclass(frozen=True, slots=True)
class FundsReserved:
    """A batch was submitted: its money is set aside until it is released or sent back."""

    batch_id: str
    period: Period
    parts: tuple[Part, ...]
    seats: tuple[SeatsTaken, ...]
    reserved_on: date


@dataclass(frozen=True, slots=True)
class FundsFreed:
    """A batch was sent back or withdrawn: its money and its seats are free again."""

    batch_id: str
    period: Period
    parts: tuple[Part, ...]
    seats: tuple[SeatsTaken, ...]
    freed_on: date


@dataclass(frozen=True, slots=True)
class FundsDisbursed:
    """A batch went to the bank (control total)."""

    batch_id: str
    parts: tuple[Part, ...]
    value_date: date


@dataclass(frozen=True, slots=True)
class FundsSettled:
    """The bank paid lines of a batch (control total)."""

    batch_id: str
    parts: tuple[Part, ...]
    settled_on: date


@dataclass(frozen=True, slots=True)
class FundsReturned:
    """The bank sent lines of a batch back (control total)."""

    batch_id: str
    parts: tuple[Part, ...]
    returned_on: date


@dataclass(frozen=True, slots=True)
class FundsReturnedLate:
    """The bank sent back what it had paid (control total); to the treasury when the year is closed, and then the seats
    are free."""

    batch_id: str
    period: Period
    parts: tuple[Part, ...]
    seats: tuple[SeatsTaken, ...]
    to_treasury: bool
    returned_on: date


@dataclass(frozen=True, slots=True)
class FundsReissued:
    """Returned lines went to the bank once more (control total)."""

    batch_id: str
    parts: tuple[Part, ...]
    value_date: date


@dataclass(frozen=True, slots=True)
class FundsCancelled:
    """Returned lines were given up: the money is back on its very lines (control total), the seats are free."""

    batch_id: str
    period: Period
    parts: tuple[Part, ...]
    seats: tuple[SeatsTaken, ...]
    cancelled_on: date


@dataclass(frozen=True, slots=True)
class FundsRecovered:
    """Money ordered back came in (control total of a recovery); to the treasury when the year is closed."""

    recovery_id: str
    parts: tuple[Part, ...]
    to_treasury: bool
    received_on: date


@dataclass(frozen=True, slots=True)
class FundsCarriedOver:
    """结转: what was left on a line went on to next year's line of the same document."""

    line: str
    amount: Money
    to_line: str
    carried_on: date


@dataclass(frozen=True, slots=True)
class FundsBroughtForward:
    """结转: money of an earlier year came to this line; `source_year` is the year it was first allocated for."""

    line: str
    amount: Money
    from_line: str
    level: GovernmentLevel
    kind: FundKind
    document: str
    source_year: int
    brought_on: date


@dataclass(frozen=True, slots=True)
class FundsSurrendered:
    """结余: money too old to carry over went to the treasury."""

    line: str
    amount: Money
    surrendered_on: date


@dataclass(frozen=True, slots=True)
class YearClosed:
    """The fund's year is closed; nothing is reserved from it any more."""

    closed_on: date


FundEvent = (
    FundsAllocated
    | FundsAdded
    | FundsMovedOut
    | FundsMovedIn
    | FundsReserved
    | FundsFreed
    | FundsDisbursed
    | FundsSettled
    | FundsReturned
    | FundsReturnedLate
    | FundsReissued
    | FundsCancelled
    | FundsRecovered
    | FundsCarriedOver
    | FundsBroughtForward
    | FundsSurrendered
    | TransferEvent
    | YearClosed
)
