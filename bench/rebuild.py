"""How fast are all views rebuilt, and does it stay as fast when the log is ten times as long?"""

from __future__ import annotations

from functools import partial

import psycopg

from bench import synthetic_log
from bench.harness import Question, Run, timed
from infrastructure.schema.migrate import open_ledger
from infrastructure.views.rebuild import rebuild as rebuild_views

_NOTE = (
    "Every table of every view out of the log alone: entries read, checked and decoded, rows copied, indexes and "
    "constraints made, swapped in."
)


def rebuild(run: Run) -> Question:
    """Rebuild a short and a long ledger in turn."""
    question = Question("rebuild", _NOTE)
    sizes = (run.size(100_000, 500), run.size(1_000_000, 2_000))
    rounds = (run.size(5, 2), run.size(3, 1))
    speeds: list[float] = []
    with run.server.database("rebuild") as there:
        for size in sizes:
            open_ledger(there.conninfo, _ledger(size))
            synthetic_log.write(there.conninfo, _ledger(size), size)
        with psycopg.connect(there.conninfo, autocommit=True) as connection:
            connection.execute("VACUUM (ANALYZE) subsidy.entry")
            connection.execute("CHECKPOINT")
        for size, times in zip(sizes, rounds, strict=True):
            samples = []
            for _ in range(times):
                samples.append(timed(partial(rebuild_views, there.conninfo, _ledger(size))))
                run.say(f"rebuild of {size}: {samples[-1]:.2f} s")
            seconds = question.measured(f"rebuild of {size} entries", samples)
            speeds.append(size / seconds)
            question.found(f"entries a second, {size} entries", speeds[-1], "entries/s", at_least=40_000)
    question.found("the long log's speed against the short one's", speeds[1] / speeds[0], "×", at_least=0.8)
    return question


def _ledger(size: int) -> str:
    return f"synthetic-{size}"
