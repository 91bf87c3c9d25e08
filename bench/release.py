"""How long does the release of a batch take, against the library's save and against a raw COPY of the same bytes?"""

from __future__ import annotations

import psycopg

from application.commands.batches import ReleaseBatch, release_batch
from application.road import Answer
from bench import county
from bench.harness import Question, Run, Stopwatch, timed
from bench.library import Library, Line, library
from domain.payouts.events import PayoutReleased
from infrastructure.bootstrap import Office

_NOTE = (
    "One batch through release_batch: approvals and digest checked, everybody's standing looked up in the registers, "
    "an event a payment out of two lines, the fund's control totals, the receipt, one durable commit. "
    "The library: one save() of as many new aggregates. COPY: the very same rows into a table of the same keys."
)
_BEFORE = """
INSERT INTO public.same SELECT * FROM subsidy.entry
WHERE position > (SELECT coalesce(max(position), 0) FROM public.same) AND position < %s
"""
_OUT = "COPY (SELECT * FROM subsidy.entry WHERE position >= %s ORDER BY position) TO STDOUT (FORMAT binary)"
_IN = "COPY public.same FROM STDIN (FORMAT binary)"


def release(run: Run) -> Question:
    """Release a batch a month, and after each let the library and COPY do their part."""
    question = Question("release", _NOTE)
    lines, months = run.size(10_000, 300), run.size(9, 2)
    ours: list[float] = []
    caught_up: list[float] = []
    saved: list[float] = []
    copied: list[float] = []
    with (
        run.server.database("release") as there,
        county.opened(there.conninfo, lines) as office,
        library(there.tcp) as baseline,
        psycopg.connect(there.conninfo) as connection,
    ):
        connection.execute("CREATE TABLE public.same (LIKE subsidy.entry INCLUDING ALL)")
        connection.commit()
        for month in range(months + 1):
            batch = county.approved_batch(office.desk, month)
            office.views.wait_for(office.log.head(), timeout=300)
            answer, *times = _released(office, batch, month)
            times += [_saved(office, baseline, answer), _copied(connection, answer)]
            run.say(f"release {month}: " + " ".join(f"{seconds:.3f}" for seconds in times))
            if month:  # The first warms everybody up.
                for samples, seconds in zip((ours, caught_up, saved, copied), times, strict=True):
                    samples.append(seconds)
    release_s = question.measured("release, acknowledged", ours)
    views_s = question.measured("release, every view caught up", caught_up)
    library_s = question.measured("library's save()", saved)
    copy_s = question.measured("raw COPY", copied)
    question.found("payments", lines, "lines")
    question.found("payments released a second", lines / release_s, "lines/s")
    question.found("times as fast as the library's save", library_s / release_s, "×", at_least=4)
    question.found("share of raw COPY's speed", copy_s / release_s, "×", at_least=1 / 3)
    question.found("with every view, times the library's save", library_s / views_s, "×", at_least=2)
    return question


def _released(office: Office, batch: str, month: int) -> tuple[Answer, float, float]:
    """Return the answer, the seconds to it, and those to every view having caught up."""
    day = county.month(month)[1]
    ask = ReleaseBatch(command_id=f"release-{month:04d}", batch_id=batch, value_date=day)
    watch = Stopwatch()
    answer = release_batch(ask, by=county.RELEASER, desk=office.desk)
    acknowledged = watch.seconds()
    office.views.wait_for(answer.position, timeout=300)
    return answer, acknowledged, watch.seconds()


def _saved(office: Office, baseline: Library, answer: Answer) -> float:
    first = int(answer.said["first_position"])
    entries = office.log.after(first - 1, limit=answer.position - first + 1)
    facts = [entry.fact for entry in entries if isinstance(entry.fact, PayoutReleased)]
    return baseline.save(facts[0].batch_id, facts[0].value_date.isoformat(), [_line(fact) for fact in facts])


def _line(fact: PayoutReleased) -> Line:
    parts = [[part.line, str(part.amount.fen)] for part in fact.parts]
    return fact.beneficiary, fact.payee, fact.region, fact.tier, str(fact.amount.fen), parts


def _copied(connection: psycopg.Connection[tuple[object, ...]], answer: Answer) -> float:
    """Return the seconds of a durable COPY of the answer's entries into a table that holds all entries before them."""
    first = int(answer.said["first_position"])
    connection.execute(_BEFORE, (first,))
    connection.commit()
    with connection.cursor().copy(_OUT, (first,)) as out:
        packed = b"".join(bytes(piece) for piece in out)
    connection.commit()

    def copy() -> None:
        with connection.cursor().copy(_IN) as into:
            into.write(packed)
        connection.commit()

    return timed(copy)
