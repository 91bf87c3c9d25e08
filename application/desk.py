"""The desk an officer works at: one ledger's log and views, the vault, the clock and the calendar."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application.ports import Clock, Log, Vault, WorkCalendar
from application.queries import Views
from application.road import Answer, Command, Decide, Officer, carry_out
from domain.rejected import Rejected


class DateInFuture(Rejected):
    """{day} is in the future; a fact is recorded when it has happened."""

    code = "date_in_future"
    zh = "{day} 是将来的日期，事实发生后方可登记。"


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a use case may need of one ledger; handed in, never looked up."""

    log: Log
    views: Views
    vault: Vault
    clock: Clock
    calendar: WorkCalendar

    def take(self, ask: Command, decide: Decide, *, by: Officer, dry_run: bool = False) -> Answer:
        """Take one command down the road (see `application/road.py` for what it raises)."""
        return carry_out(self.log, ask, by=by, decide=decide, dry_run=dry_run)

    def happened(self, day: date, *, field: str = "on") -> date:
        """Return a day that is not in the future. Raises DateInFuture."""
        if day > self.clock.today():
            raise DateInFuture(field, day=day)
        return day

    def views_now(self) -> int:
        """Bring the views up to the log's head and return the position they stand at."""
        position = self.log.head()
        self.views.wait_for(position)
        return position
