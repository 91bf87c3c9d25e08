"""How long does it take to run ten thousand decisions again, beside reading the same entries and nothing else?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

import psycopg

from application.desk import Desk
from application.lists import CASES, Where
from application.replay.programmes import AT_ONCE, RerunAsked, Tally, rerun_programme
from bench import synthetic_log
from bench.harness import Question, Run, timed
from bench.synthetic_log import Size
from domain.eligibility.events import CaseGranted
from domain.money import Money
from domain.programmes.policy import FactSource, Standard
from domain.programmes.state import policy_version, replay
from infrastructure.calendar import ChineseCalendar
from infrastructure.clock import SystemClock
from infrastructure.log.pool import open_pool
from infrastructure.log.postgres_log import PostgresLog
from infrastructure.schema.migrate import open_ledger
from infrastructure.vault.memory_vault import MemoryVault
from infrastructure.views.connections import open_views_pool
from infrastructure.views.queries import PostgresViews
from infrastructure.views.rebuild import rebuild

_NOTE = (
    "Every decision of a programme, out of the log, by its own version of the policy and under a supposed one; "
    "beside it the same cases listed and their entries read, checked and decoded, in the same pages, by turns."
)
LEDGER, PROGRAMME = "rerun", "programme-0"


def rerun(run: Run) -> Question:
    """Take turns at reading, running again, and supposing."""
    question = Question("rerun", _NOTE)
    people, turns = run.size(10_000, 300), run.size(5, 2)
    samples: dict[str, list[float]] = {"read": [], "again": [], "supposed": []}
    with run.server.database("rerun") as there:
        open_ledger(there.conninfo, LEDGER)
        told = synthetic_log.recorded(_decided(people), LEDGER)
        synthetic_log.write_entries(there.conninfo, told)
        rebuild(there.conninfo, LEDGER)
        with psycopg.connect(there.conninfo, autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE)")
        with open_pool(there.conninfo) as pool, open_views_pool(there.conninfo) as views_pool:
            log, views = PostgresLog(pool, LEDGER), PostgresViews(views_pool, LEDGER)
            vault = MemoryVault(LEDGER, now=SystemClock().now)  # Nobody's record is looked at.
            desk = Desk(log, views, vault, SystemClock(), ChineseCalendar())
            own = RerunAsked(programme=PROGRAMME, as_of=views.position())
            policy = policy_version(replay(PROGRAMME, [e.fact for e in log.stream(f"programme/{PROGRAMME}")]), 1)
            dearer = replace(
                policy,
                standards=(Standard("", "", Money(123_450), "第六条"),),
                fact_sources=(FactSource("disability_level", "certificate"),),
            )
            contenders = {
                "read": lambda: _read(desk, own.as_of),
                "again": lambda: _again(desk, own, people, differing=0),
                "supposed": lambda: _again(desk, replace(own, policy=dearer), people, differing=people),
            }
            for turn in range(-1, turns):
                for name, work in contenders.items():
                    seconds = timed(work)
                    if turn >= 0:  # The first warms everybody up.
                        samples[name].append(seconds)
    read = question.measured(f"the entries of {people} cases, read", samples["read"])
    again = question.measured(f"{people} decisions run again", samples["again"])
    supposed = question.measured(f"{people} decisions under a supposed policy", samples["supposed"])
    question.found("run again against read", again / read, "×", at_most=2.0)
    question.found("supposed against read", supposed / read, "×", at_most=2.0)
    question.found("decisions a second", people / again, "decisions/s", at_least=1_000)
    return question


def _decided(people: int) -> Iterator[synthetic_log.Told]:
    """Tell a programme up to the last of its grants."""
    granted = 0
    for told in synthetic_log.story(Size(programmes=1, people=people)):
        yield told
        granted += isinstance(told[1], CaseGranted)
        if granted == people:
            return


def _read(desk: Desk, as_of: int) -> int:
    """List the cases and read their entries, page by page."""
    rows = desk.views.rows(CASES, as_of=as_of, where=Where(programmes=(PROGRAMME,)))
    count = 0
    while page := list(islice(rows, AT_ONCE)):
        count += len(desk.log.streams([f"case/{row.case}" for row in page]))
    return count


def _again(desk: Desk, asked: RerunAsked, people: int, *, differing: int) -> None:
    tally = Tally()
    for _ in rerun_programme(asked, desk=desk, tally=tally):
        pass
    totals = tally.totals()
    assert (totals.decisions, totals.differing) == (people, differing), totals
