"""The baseline of a release: `eventsourcing` aggregates of the same content, saved by one `save()` on its own recorder.

It works in a process of its own, since its bulk insert may hang for ever (over a Unix socket it does).
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from multiprocessing.connection import Connection
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from psycopg.conninfo import conninfo_to_dict

from bench.harness import Stopwatch

PATIENCE, _TRIES = 30.0, 3
"""Seconds after which a save counts as hung; how often it is tried."""

Line = tuple[str, str, str, str, str, list[list[str]]]
"""beneficiary, payee, region, tier, fen, and its parts as pairs of line and fen."""


class LibraryHangs(Exception):
    """The library's save did not come back in time."""


class Payout(Aggregate):
    """A payout as the library would have it: its creation says what ours says."""

    def __init__(
        self,
        batch_id: str,
        beneficiary: str,
        payee: str,
        region: str,
        tier: str,
        amount: str,
        parts: list[list[str]],
        value_date: str,
    ) -> None:
        self.batch_id, self.beneficiary, self.payee, self.region = batch_id, beneficiary, payee, region
        self.tier, self.amount, self.parts, self.value_date = tier, amount, parts, value_date


class Library:
    """The process that saves, started anew when it hangs; `hangs` counts how often it did."""

    def __init__(self, conninfo: str) -> None:
        self._environment, self.hangs = _environment(conninfo), 0
        self._start()

    def save(self, batch: str, value_date: str, lines: Sequence[Line]) -> float:
        """Return how many seconds `save()` took for a payout a line; making the aggregates is not counted.

        A save that hangs is tried again in a new process. Raises LibraryHangs when none comes back.
        """
        for _ in range(_TRIES):
            self._asking.send((batch, value_date, list(lines)))
            if self._asking.poll(PATIENCE):
                return float(self._asking.recv())
            self.hangs += 1
            self.close()
            self._start()
        raise LibraryHangs(f"no answer in {PATIENCE:.0f} s, {_TRIES} times")

    def close(self) -> None:
        """End the process, hung or not; the server then gives its locks back."""
        self._process.kill()
        self._process.join()

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")
        self._asking, answering = context.Pipe()
        self._process = context.Process(target=_serve, args=(answering, self._environment), daemon=True)
        self._process.start()


def _environment(conninfo: str) -> dict[str, str]:
    given = conninfo_to_dict(conninfo)
    return {
        "PERSISTENCE_MODULE": "eventsourcing.postgres",
        "POSTGRES_DBNAME": str(given.get("dbname", "")),
        "POSTGRES_HOST": str(given.get("host", "127.0.0.1")),
        "POSTGRES_PORT": str(given.get("port", "5432")),
        "POSTGRES_USER": str(given.get("user", "")),
        "POSTGRES_PASSWORD": str(given.get("password", "")),
    }


def _serve(answering: Connection, environment: dict[str, str]) -> None:
    application = Application[UUID](env=environment)
    while True:
        batch, value_date, lines = answering.recv()
        payouts = [
            Payout(batch, beneficiary, payee, region, tier, fen, parts, value_date)
            for beneficiary, payee, region, tier, fen, parts in lines
        ]
        watch = Stopwatch()
        application.save(*payouts)
        answering.send(watch.seconds())
