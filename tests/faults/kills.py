"""Killing at a moment: after so many seconds, or when a clerk's connection is seen doing something."""

from __future__ import annotations

import os
import random
import signal
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

import psycopg

from infrastructure.embedded_postgres.report import read_report
from tests.faults.clerk import Clerk, Note
from tests.faults.orders import Order
from tests.support.embedded_clients import answers, folder_of, report_of, until

SEED = int(os.environ.get("FAULT_SEED") or random.SystemRandom().randrange(10**6))
"""Another one each run, and printed; FAULT_SEED asks for the same kills again."""

LONG_COMMITS = "-c commit_delay=50000 -c commit_siblings=0"
"""With these options a commit pauses for fifty milliseconds between being written and being durable."""

_DOING = "select exists (select from pg_stat_activity where application_name = %s and state = 'active' and query ~ %s)"


@dataclass(frozen=True, slots=True)
class Moment:
    """Kill `victims` (`process`, `server` or `both`) when so many orders are answered, the clerk's connection is seen
    at a statement like `doing` (empty: whatever it does), and so many seconds have gone by.
    """

    victims: str
    answered: int = 0
    doing: str = ""
    seconds: float = 0.0

    @property
    def of_server(self) -> bool:
        """Say whether the server is among the victims."""
        return self.victims != "process"

    @property
    def of_process(self) -> bool:
        """Say whether the clerk is among the victims."""
        return self.victims != "server"


@dataclass(slots=True)
class Counter:
    """One ledger's desk, with one clerk after the other: who is killed has a successor, who asks again."""

    home: Path
    conninfo: str
    ledger: str
    notes: Path
    options: str = ""
    noted: dict[str, Note] = field(default_factory=dict)
    told: list[str] = field(default_factory=list)
    clerks: int = 0
    _clerk: Clerk | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._clerk is not None:
            self.told += self._clerk.told
            self._clerk.kill()

    def ask(self, orders: Sequence[Order]) -> dict[str, Note]:
        """Have orders done, those done before aside, and return their notes."""
        self._working().ask([order for order in orders if order["command_id"] not in self.noted])
        self._look()
        return {order["command_id"]: self.noted[order["command_id"]] for order in orders}

    def ask_and_kill(self, orders: Sequence[Order], moment: Moment) -> bool:
        """Hand orders over and kill at the moment; say whether one was unanswered then. Nothing is asked again, and
        the server is up once more."""
        server = report_of(self.home).server_pid
        clerk = self._working()
        if not clerk.at_work:  # it may still be trying, after the server was killed beneath it
            self._look()
            clerk.give([order for order in orders if order["command_id"] not in self.noted])
        while clerk.at_work and self._answered(orders) < moment.answered:
            time.sleep(0.001)
        if moment.doing:
            self._see(clerk, moment.doing)
        time.sleep(moment.seconds)
        if moment.of_server:
            os.kill(server, signal.SIGKILL)
        if moment.of_process:
            clerk.kill()
        amid = self._answered(orders) < len(orders)
        if moment.of_process:
            self.told += clerk.told
            self._clerk = None
        if moment.of_server:
            until(lambda: is_back(self.home, self.conninfo, server), "the server is back", 60)
        return amid

    def _working(self) -> Clerk:
        """Return the clerk, a new one in the stead of one that was killed."""
        if self._clerk is None:
            self.clerks += 1
            notes = self.notes / f"{self.ledger}-{self.clerks}"
            self.notes.mkdir(exist_ok=True)
            notes.touch()
            self._clerk = Clerk(self.home, self.ledger, notes, options=self.options)
            self._clerk.arrive()
        return self._clerk

    def _look(self) -> None:
        if self._clerk is not None:
            self.noted |= self._clerk.look()

    def _answered(self, orders: Sequence[Order]) -> int:
        self._look()
        return sum(order["command_id"] in self.noted for order in orders)

    def _see(self, clerk: Clerk, doing: str) -> None:
        """Return as soon as the clerk's connection is at such a statement, or when everything is done."""
        with psycopg.connect(self.conninfo, autocommit=True) as connection:
            while clerk.at_work:
                if connection.execute(_DOING, (clerk.name, doing)).fetchone() == (True,):
                    return


def is_back(home: Path, conninfo: str, killed: int) -> bool:
    """Say whether another server than the killed one answers."""
    report = read_report(folder_of(home).report)
    is_another = report is not None and report.phase == "ready" and report.server_pid != killed
    return is_another and answers(conninfo)
