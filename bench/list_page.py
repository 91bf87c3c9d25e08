"""How long does a page of a list take, of a short register and of a long one, for whoever may see a part of it?"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

import psycopg

from application.lists import BATCHES, BENEFICIARIES, CASES, EVERYTHING, PAYOUTS, Grant, Key, ListOf, Where
from application.queries import Views
from bench import synthetic_log
from bench.harness import Question, Run, percentile, timed
from bench.synthetic_log import Size, Told
from domain.beneficiaries.events import BeneficiaryRegistered
from domain.eligibility.events import CaseApplied
from domain.payouts.events import PayoutReleased
from domain.periods import Period
from domain.regions import RegionCode
from infrastructure.schema.migrate import open_ledger
from infrastructure.views.connections import open_views_pool
from infrastructure.views.queries import PostgresViews
from infrastructure.views.rebuild import rebuild

_NOTE = (
    "Pages of 100 behind a random row, at the newest position and every other time at a random one. The people live in "
    "20 townships; an officer of one township sees a twentieth. The long and the short log lie in one database and are "
    "asked in turn."
)
LATEST_MS = 100.0
"""Milliseconds within which 99 of 100 pages are there."""
_TOWNSHIPS, _VILLAGES = 20, 10
_KEYS = 200
"""Rows of each list to go on behind."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One ledger, how many entries it has, and keys to go on behind."""

    views: Views
    head: int
    keys: Mapping[str, tuple[Key, ...]]


def list_page(run: Run) -> Question:
    """Ask both ledgers for the same kinds of pages in turn."""
    question = Question("list_page", _NOTE)
    sizes, turns = (run.size(10_000, 500), run.size(1_000_000, 2_000)), run.size(300, 10)
    samples: dict[tuple[str, int], list[float]] = {}
    with run.server.database("list_page") as there:
        ledgers = {size: _ledger(there.conninfo, size, run) for size in sizes}
        with _views(there.conninfo, ledgers) as ready:
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
    for name in ("payouts", "people"):
        short, long = (percentile(samples[name, size], 0.5) for size in sizes)
        question.found(f"{name}, the long log's median against the short one's", long / short, "×", at_most=1.5)
    return question


def _questions(ledger: Asked, chance: random.Random) -> Iterator[tuple[str, Callable[[], object]]]:
    as_of = chance.choice([None, chance.randint(ledger.head // 2, ledger.head)])
    township = Grant(RegionCode(f"990101{chance.randrange(_TOWNSHIPS) + 1:03d}000"))
    month = Period(f"2017-{chance.randrange(12) + 1:02d}")
    kinds: tuple[tuple[str, ListOf[object], Where], ...] = (
        ("payouts", PAYOUTS, EVERYTHING),
        ("payouts of a township", PAYOUTS, Where(within=[township])),
        ("payouts of a month", PAYOUTS, Where(period=month, programmes=["programme-1"])),
        ("payouts of a batch", PAYOUTS, Where(batch=f"programme-1/{month}/1")),
        ("payouts returned", PAYOUTS, Where(stages=["returned"])),
        ("people", BENEFICIARIES, EVERYTHING),
        ("people of a township", BENEFICIARIES, Where(within=[township])),
        ("cases of a township", CASES, Where(within=[township])),
        ("cases suspended", CASES, Where(stages=["suspended"])),
        ("batches", BATCHES, EVERYTHING),
    )
    for name, of, where in kinds:
        after = None if where.batch else chance.choice([None, *ledger.keys[of.name]])
        yield name, partial(ledger.views.page, of, after=after, as_of=as_of, where=where)


def _ledger(conninfo: str, size: int, run: Run) -> str:
    ledger = f"listed-{size}"
    open_ledger(conninfo, ledger)
    told = (at_home(each) for each in synthetic_log.story(Size.for_entries(size)))
    synthetic_log.write_entries(conninfo, synthetic_log.recorded(islice(told, size), ledger))
    rebuild(conninfo, ledger)
    run.say(f"list_page: {size} entries are there")
    return ledger


def at_home(told: Told) -> Told:
    """Put people into villages; their number says which."""
    stream, fact, day = told
    if isinstance(fact, BeneficiaryRegistered | CaseApplied | PayoutReleased):
        number = int(stream[-10:])
        township, village = number % _TOWNSHIPS + 1, number // _TOWNSHIPS % _VILLAGES + 1
        return stream, replace(fact, region=f"990101{township:03d}{village:03d}"), day
    return told


@contextmanager
def _views(conninfo: str, ledgers: dict[int, str]) -> Iterator[dict[int, Asked]]:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")
        with open_views_pool(conninfo) as pool:
            yield {
                size: Asked(PostgresViews(pool, ledger), size, _keys(connection, ledger))
                for size, ledger in ledgers.items()
            }


def _keys(connection: psycopg.Connection[tuple[str | int, ...]], ledger: str) -> Mapping[str, tuple[Key, ...]]:
    selects = {
        PAYOUTS.name: "SELECT payout, position FROM subsidy.payout_step WHERE stage = 'released'",
        BENEFICIARIES.name: "SELECT region, beneficiary FROM subsidy.beneficiary WHERE change = 'registered'",
        CASES.name: "SELECT programme, region, beneficiary FROM subsidy.case_step WHERE stage = 'applied'",
        BATCHES.name: "SELECT position FROM subsidy.batch WHERE stage = 'opened'",
    }
    found = {}
    for name, select in selects.items():
        statement = f"{select} AND ledger = %s ORDER BY md5(position::text) LIMIT {_KEYS}"
        found[name] = tuple(connection.execute(statement.encode(), (ledger,)).fetchall())
    return found
