"""The baseline of a release: `eventsourcing` aggregates of the same content, saved by one `save()` on its own recorder.

It works in a process of its own, since its bulk insert may hang for ever (over a Unix socket it does).
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from uuid import UUID

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate
from psycopg.conninfo import conninfo_to_dict

from bench.harness import Stopwatch

PATIENCE = 120.0
"""Seconds after which a save counts as hung."""

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


@dataclass(frozen=True, slots=True)
class Library:
    """The process that saves."""

    _asking: Connection

    def save(self, batch: str, value_date: str, lines: Sequence[Line]) -> float:
        """Return how many seconds `save()` took for a payout a line; making the aggregates is not counted."""
        self._asking.send((batch, value_date, list(lines)))
        if not self._asking.poll(PATIENCE):
            raise LibraryHangs(f"no answer in {PATIENCE:.0f} s")
        return float(self._asking.recv())


@contextmanager
def library(conninfo: str) -> Iterator[Library]:
    """Start the process and end it afterwards, hung or not."""
    context = multiprocessing.get_context("spawn")
    asking, answering = context.Pipe()
    process = context.Process(target=_serve, args=(answering, _environment(conninfo)), daemon=True)
    process.start()
    try:
        yield Library(asking)
    finally:
        process.kill()
        process.join()


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
