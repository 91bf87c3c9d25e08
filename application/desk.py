"""The desk an officer works at: one ledger's log and views, the vault, the clock and the calendar."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from application.neighbours import Alone, Neighbours
from application.ports import Clock, Log, Vault, WorkCalendar
from application.proofs import SealedLog
from application.queries import Views
from application.road import Answer, Command, Decide, Expecting, Officer, carry_out
from application.trial_balances import StatementSigner, Unsigned
from domain.dates import not_in_the_future


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything a use case may need of one ledger; handed in, never looked up."""

    log: Log
    views: Views
    vault: Vault
    clock: Clock
    calendar: WorkCalendar
    dry_run: bool = False
    """Whether commands walk the road and record nothing (each then raises WouldDo)."""
    expecting: Expecting | None = None
    """The version a stream must be at, for a caller who decided on what they saw of it."""
    statements: StatementSigner = field(default_factory=Unsigned)
    """What signs trial balances in the log's name."""

    neighbours: Neighbours = field(default_factory=Alone)
    """The other ledgers of the installation, to be looked into where money goes between them."""

    sealed: SealedLog | None = None
    """The log as it is sealed and published; None where nobody seals it."""

    def take(self, ask: Command, decide: Decide, *, by: Officer, dry_run: bool = False) -> Answer:
        """Take one command down the road (see `application/road.py` for what it raises)."""
        return carry_out(self.log, ask, by=by, decide=decide, dry_run=dry_run or self.dry_run, expecting=self.expecting)

    def happened(self, day: date, *, field: str = "on") -> date:
        """Return a day that is not in the future. Raises InTheFuture."""
        return not_in_the_future(day, self.clock.today(), field=field)

    def views_now(self) -> int:
        """Bring the views up to the log's head and return the position they stand at."""
        position = self.log.head()
        self.views.wait_for(position)
        return position
