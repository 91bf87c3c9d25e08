"""How long do a balance and a payout's trail take, as of any instant, in a short log and in a long one?"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import psycopg

from application.queries import UnknownId, Views
from bench import synthetic_log
from bench.harness import Question, Run, percentile, timed
from infrastructure.schema.migrate import open_ledger
from infrastructure.views.connections import open_views_pool
from infrastructure.views.queries import PostgresViews
from infrastructure.views.rebuild import rebuild

_NOTE = (
    "A line's balance and a payout's trail at random positions and random instants of recording, every other one also "
    "up to a random effective date. The long and the short log lie in one database and are asked in turn."
)
LATEST_MS = 5.0
"""Milliseconds within which 99 of 100 answers are there."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One ledger with what there is to ask for, and the range of both times."""

    views: Views
    lines: tuple[str, ...]
    payouts: tuple[str, ...]
    head: int
    first: datetime
    last: datetime


def as_of(run: Run) -> Question:
    """Ask both ledgers the same kinds of questions in turn."""
    question = Question("as_of", _NOTE)
    sizes, turns = (run.size(10_000, 500), run.size(1_000_000, 2_000)), run.size(1000, 50)
    samples: dict[tuple[str, int], list[float]] = {}
    with run.server.database("as_of") as there:
        asked = {size: _ledger(there.conninfo, size, run) for size in sizes}
        with _views(there.conninfo, asked) as ready:
            chance = random.Random(20170425)
            for turn in range(-turns // 10, turns):
                for size, ledger in ready.items():
                    for name, work in _questions(ledger, chance):
                        seconds = timed(work)
                        if turn >= 0:  # The first warm everybody up.
                            samples.setdefault((name, size), []).append(seconds * 1000)
    for (name, size), found in sorted(samples.items()):
        question.measured(f"{name}, {size} entries, median", found, "ms")
        question.found(f"{name}, {size} entries, p99", percentile(found, 0.99), "ms", at_most=LATEST_MS)
    for name in ("balance", "trail"):
        short, long = (percentile(samples[name, size], 0.5) for size in sizes)
        question.found(f"{name}, the long log's median against the short one's", long / short, "×", at_most=1.5)
    return question


def _questions(ledger: Asked, chance: random.Random) -> Iterator[tuple[str, Callable[[], object]]]:
    when: int | datetime = chance.randint(1, ledger.head)
    if chance.random() < 0.5:
        when = ledger.first + chance.random() * (ledger.last - ledger.first)
    effective: date | None = None
    if chance.random() < 0.5:
        effective = (ledger.first + chance.random() * (ledger.last - ledger.first)).date()
    line, payout = chance.choice(ledger.lines), chance.choice(ledger.payouts)
    yield "balance", lambda: ledger.views.balance(line, as_of=when, effective=effective)
    yield "trail", lambda: _trail(ledger.views, payout, when, effective)


def _trail(views: Views, payout: str, when: int | datetime, effective: date | None) -> None:
    try:
        views.trail_of_payout(payout, as_of=when, effective=effective)
    except UnknownId:
        return  # It was not released yet at that time, and saying so is an answer.


def _ledger(conninfo: str, size: int, run: Run) -> str:
    ledger = f"synthetic-{size}"
    open_ledger(conninfo, ledger)
    synthetic_log.write(conninfo, ledger, size)
    rebuild(conninfo, ledger)
    run.say(f"as_of: {size} entries are there")
    return ledger


@contextmanager
def _views(conninfo: str, ledgers: dict[int, str]) -> Iterator[dict[int, Asked]]:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        with open_views_pool(conninfo) as pool:
            yield {
                size: _asked(connection, PostgresViews(pool, ledger), ledger, size) for size, ledger in ledgers.items()
            }


def _asked(connection: psycopg.Connection[tuple[object, ...]], views: Views, ledger: str, head: int) -> Asked:
    lines = tuple(view.line for view in views.fund_position().lines)
    payouts = connection.execute(
        """
        SELECT payout FROM subsidy.payout_step WHERE ledger = %s AND stage = 'released'
        ORDER BY md5(payout) LIMIT 2000
        """,
        (ledger,),
    ).fetchall()
    first = datetime(2016, 12, 1, tzinfo=UTC)
    (last,) = connection.execute(
        "SELECT last_recorded_at FROM subsidy.ledger_head WHERE ledger = %s", (ledger,)
    ).fetchone() or (first,)
    assert isinstance(last, datetime)
    return Asked(views, lines, tuple(str(payout) for (payout,) in payouts), head, first, last + timedelta(days=1))
