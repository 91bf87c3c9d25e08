"""A fund as its decisions see it: the lines, what is set aside for which batch, and the seats taken in each tier."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import assert_never

from domain.funds.events import (
    FundEvent,
    FundsAdded,
    FundsAllocated,
    FundsBroughtForward,
    FundsCancelled,
    FundsCarriedOver,
    FundsDisbursed,
    FundsFreed,
    FundsMovedIn,
    FundsMovedOut,
    FundsRecovered,
    FundsReissued,
    FundsReserved,
    FundsReturned,
    FundsReturnedLate,
    FundsSettled,
    FundsSurrendered,
    SeatsTaken,
    YearClosed,
)
from domain.funds.parts import Part, line_id
from domain.levels import FundKind, GovernmentLevel
from domain.money import ZERO, Money
from domain.periods import Period
from domain.transmissions.events import FundsReceived, FundsTakenBack, FundsTransmitted
from domain.transmissions.state import Sender, Transmission


@dataclass(frozen=True, slots=True)
class Line:
    """One line's money by where it is. At every moment
    allocated = available + reserved + disbursed + settled + returned + carried_over + treasury + transmitted −
    recovered."""

    id: str
    level: GovernmentLevel
    kind: FundKind
    document: str
    source_year: int
    allocated: Money = ZERO
    available: Money = ZERO
    reserved: Money = ZERO
    disbursed: Money = ZERO
    settled: Money = ZERO
    returned: Money = ZERO
    recovered: Money = ZERO
    carried_over: Money = ZERO
    treasury: Money = ZERO
    transmitted: Money = ZERO


@dataclass(frozen=True, slots=True)
class Reservation:
    """What one batch has set aside."""

    parts: tuple[Part, ...]
    seats: tuple[SeatsTaken, ...]
    period: Period


@dataclass(frozen=True, slots=True)
class Fund:
    """The money of one programme, fiscal year and region; `seats` counts people by (period, tier).

    `sent` are its transmissions by id, `received` those of other ledgers by ledger and id.
    """

    id: str
    lines: Mapping[str, Line] = field(default_factory=dict)
    reservations: Mapping[str, Reservation] = field(default_factory=dict)
    seats: Mapping[tuple[str, str], int] = field(default_factory=dict)
    sent: Mapping[str, Transmission] = field(default_factory=dict)
    received: Mapping[Sender, FundsReceived] = field(default_factory=dict)
    closed_on: date | None = None

    @property
    def year(self) -> int:
        """The fiscal year."""
        return int(self.id[:4])

    @property
    def region(self) -> str:
        """The code of the place whose money it is."""
        return self.id.split("/", 2)[2]

    def lines_of(self, level: GovernmentLevel, kind: FundKind) -> list[Line]:
        """Return the lines of one level and kind, the one that came first in front."""
        return [line for line in self.lines.values() if line.level is level and line.kind is kind]


def replay(fund: str, facts: Iterable[object]) -> Fund:
    """Build the state of a fund from its history; an unknown event stops the replay."""
    return carried_on(Fund(fund), facts)


def carried_on(state: Fund, facts: Iterable[object]) -> Fund:
    """Return the fund after further facts."""
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(fund: Fund, event: FundEvent) -> Fund:
    """Return the fund after one event. Never refuses: history has already happened."""
    match event:
        case FundsAllocated():
            return _allocated(fund, event)
        case FundsAdded(line=line, amount=amount) | FundsMovedIn(line=line, amount=amount):
            return _moved(fund, (Part(line, amount),), "", "available", "allocated")
        case FundsMovedOut(line=line, amount=amount):
            return _moved(fund, (Part(line, -amount),), "", "available", "allocated")
        case FundsReserved():
            return _reserved(fund, event)
        case FundsFreed(batch_id=batch_id, parts=parts, seats=seats, period=period):
            freed = _moved(fund, parts, "reserved", "available")
            rest = {batch: held for batch, held in fund.reservations.items() if batch != batch_id}
            return replace(freed, reservations=rest, seats=_counted(fund, period, seats, -1))
        case FundsDisbursed(batch_id=batch_id, parts=parts):
            rest = {batch: held for batch, held in fund.reservations.items() if batch != batch_id}
            return replace(_moved(fund, parts, "reserved", "disbursed"), reservations=rest)
        case FundsSettled(parts=parts):
            return _moved(fund, parts, "disbursed", "settled")
        case FundsReturned(parts=parts):
            return _moved(fund, parts, "disbursed", "returned")
        case FundsReturnedLate(parts=parts, to_treasury=to_treasury, period=period, seats=seats):
            back = _moved(fund, parts, "settled", "treasury" if to_treasury else "returned")
            return replace(back, seats=_counted(fund, period, seats, -1))
        case FundsReissued(parts=parts):
            return _moved(fund, parts, "returned", "disbursed")
        case FundsCancelled(parts=parts, period=period, seats=seats):
            return replace(_moved(fund, parts, "returned", "available"), seats=_counted(fund, period, seats, -1))
        case FundsRecovered(parts=parts, to_treasury=to_treasury):
            return _moved(fund, parts, "", "treasury" if to_treasury else "available", "recovered")
        case FundsCarriedOver(line=line, amount=amount):
            return _moved(fund, (Part(line, amount),), "available", "carried_over")
        case FundsBroughtForward():
            return _brought_forward(fund, event)
        case FundsSurrendered(line=line, amount=amount):
            return _moved(fund, (Part(line, amount),), "available", "treasury")
        case FundsTransmitted(transmission=name, parts=parts):
            return replace(
                _moved(fund, parts, "available", "transmitted"), sent={**fund.sent, name: Transmission(event)}
            )
        case FundsTakenBack(transmission=name, parts=parts, to_treasury=to_treasury, taken_back_on=day):
            back = _moved(fund, parts, "transmitted", "treasury" if to_treasury else "available")
            return replace(back, sent={**fund.sent, name: replace(fund.sent[name], taken_back_on=day)})
        case FundsReceived(from_ledger=ledger, transmission=name):
            return replace(_received(fund, event), received={**fund.received, (ledger, name): event})
        case YearClosed(closed_on=closed_on):
            return replace(fund, closed_on=closed_on)
        case _:
            assert_never(event)


def _allocated(fund: Fund, event: FundsAllocated) -> Fund:
    lines, year, document = dict(fund.lines), fund.year, event.document
    for share in event.shares:
        name = line_id(fund.id, share.level, share.kind, document)
        amount = share.amount
        lines[name] = Line(name, share.level, share.kind, document, year, allocated=amount, available=amount)
    return replace(fund, lines=lines)


def _received(fund: Fund, event: FundsReceived) -> Fund:
    lines, document = dict(fund.lines), event.document
    for share in event.shares:
        name = line_id(fund.id, share.level, share.kind, document)
        year, amount = share.source_year, share.amount
        lines[name] = Line(name, share.level, share.kind, document, year, allocated=amount, available=amount)
    return replace(fund, lines=lines)


def _brought_forward(fund: Fund, event: FundsBroughtForward) -> Fund:
    empty = Line(event.line, event.level, event.kind, event.document, event.source_year)
    opened = replace(fund, lines={**fund.lines, event.line: fund.lines.get(event.line, empty)})
    return _moved(opened, (Part(event.line, event.amount),), "", "available", "allocated")


def _reserved(fund: Fund, event: FundsReserved) -> Fund:
    held = Reservation(event.parts, event.seats, event.period)
    return replace(
        _moved(fund, event.parts, "available", "reserved"),
        reservations={**fund.reservations, event.batch_id: held},
        seats=_counted(fund, event.period, event.seats, +1),
    )


def _moved(fund: Fund, parts: Iterable[Part], source: str, *targets: str) -> Fund:
    """Take each part from `source` (nothing when empty) and add it to every one of `targets`."""
    lines = dict(fund.lines)
    for part in parts:
        line = lines[part.line]
        changes = {target: getattr(line, target) + part.amount for target in targets}
        if source:
            changes[source] = getattr(line, source) - part.amount
        lines[part.line] = replace(line, **changes)
    return replace(fund, lines=lines)


def _counted(fund: Fund, period: Period, seats: Iterable[SeatsTaken], sign: int) -> Mapping[tuple[str, str], int]:
    counts = dict(fund.seats)
    for taken in seats:
        key = (period.text, taken.tier)
        counts[key] = counts.get(key, 0) + sign * taken.people
    return counts
