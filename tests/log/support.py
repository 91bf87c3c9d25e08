"""A short story of payouts to append, and a clock one can set."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from threading import Lock

from application.recorded import Change, Receipt, Untouched
from domain.funds.parts import Part
from domain.money import Money
from domain.payouts.events import PayoutReleased, PayoutSettled
from infrastructure.log.memory_log import MemoryLog
from infrastructure.log.postgres_log import PostgresLog

AnyLog = MemoryLog | PostgresLog

_numbers = itertools.count(1)
PARTS = (Part("fund/2017/medicine/provincial", Money(80_000)), Part("fund/2017/medicine/municipal", Money(20_000)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Pay:
    """A command."""

    command_id: str
    amount: Money


class SteppingClock:
    """Starts in April 2017 and is a second later each time it is read, unless it is set back."""

    def __init__(self) -> None:
        self.instant = datetime(2017, 4, 25, 8, tzinfo=UTC)
        self._lock = Lock()

    def now(self) -> datetime:
        with self._lock:
            self.instant += timedelta(seconds=1)
            return self.instant

    def today(self) -> date:
        return self.instant.date()


def released(beneficiary: str = "b-1") -> PayoutReleased:
    return PayoutReleased(
        batch_id="batch/medicine/2017",
        beneficiary=beneficiary,
        payee="low-income account",
        region="340700",
        tier="quota",
        amount=Money(100_000),
        parts=PARTS,
        value_date=date(2017, 4, 25),
    )


def settled() -> PayoutSettled:
    return PayoutSettled(
        batch_id="batch/medicine/2017", amount=Money(100_000), parts=PARTS, settled_on=date(2017, 4, 26)
    )


def new_id(prefix: str = "command") -> str:
    return f"{prefix}-{next(_numbers)}"


def append(
    log: AnyLog,
    *changes: tuple[str, int, object],
    command_id: str = "",
    guard: Untouched | None = None,
    receipt: bool = True,
) -> Receipt:
    """Append single facts, each (stream, expected version, fact), under a fresh command."""
    return log.append(
        [Change(stream, version, (fact,)) for stream, version, fact in changes],
        actor="officer/wang",
        command_id=command_id or new_id(),
        request_hash="ab" * 32,
        answer=(lambda first, last: {"first": first, "last": last}) if receipt else None,
        guard=guard,
    )
