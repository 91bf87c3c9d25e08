"""How long does the release of a batch take, against the library's save and against a raw COPY of the same bytes?"""

from __future__ import annotations

from contextlib import closing

import psycopg

from application.commands.batches import ReleaseBatch, release_batch
from application.road import Answer
from bench import county
from bench.harness import Question, Run, Stopwatch, timed
from bench.library import Library, Line
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


KNOWS, OPENED = "release", "release, office just opened"
"""By the office that took the approvals and so has read the batch before, or by one that has not."""


def release(run: Run) -> Question:
    """Release a batch a month, and after each let the library and COPY do their part."""
    question = Question("release", _NOTE)
    lines, months = run.size(10_000, 300), run.size(18, 2)
    ours: dict[str, list[float]] = {KNOWS: [], OPENED: []}
    caught_up: dict[str, list[float]] = {KNOWS: [], OPENED: []}
    saved: list[float] = []
    copied: list[float] = []
    with (
        run.server.database("release") as there,
        county.opened(there.conninfo, lines) as office,
        closing(Library(there.tcp)) as library,
        psycopg.connect(there.conninfo) as connection,
    ):
        connection.execute("CREATE TABLE public.same (LIKE subsidy.entry INCLUDING ALL)")
        connection.commit()
        for month in range(-2, months):  # The first two warm everybody up.
            batch = county.approved_batch(office.desk, month + 2)
            office.views.wait_for(office.log.head(), timeout=300)
            if month % 2:
                who, (answer, acknowledged, all_views) = KNOWS, _released(office, batch, month + 2)
            else:
                with county.working(there.conninfo) as another:
                    who, (answer, acknowledged, all_views) = OPENED, _released(another, batch, month + 2)
            save, copy = _saved(office, library, answer), _copied(connection, answer)
            run.say(f"{who}: {acknowledged:.3f} views {all_views:.3f} library {save:.3f} copy {copy:.3f}")
            if month >= 0:
                ours[who].append(acknowledged)
                caught_up[who].append(all_views)
                saved.append(save)
                copied.append(copy)
        hangs = library.hangs
    library_s = question.measured("library's save()", saved)
    question.found("library's saves that hung and were tried again", hangs, "times")
    copy_s = question.measured("raw COPY", copied)
    for who in (KNOWS, OPENED):
        release_s = question.measured(f"{who}: acknowledged", ours[who])
        question.found(f"{who}: payments a second", lines / release_s, "lines/s")
        question.found(f"{who}: times the library's save", library_s / release_s, "×", at_least=4)
        question.found(f"{who}: share of raw COPY's speed", copy_s / release_s, "×", at_least=1 / 3)
        views_s = question.measured(f"{who}: every view caught up", caught_up[who])
        question.found(f"{who}: with views, times the library's save", library_s / views_s, "×", at_least=2)
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


def _saved(office: Office, library: Library, answer: Answer) -> float:
    first = int(answer.said["first_position"])
    entries = office.log.after(first - 1, limit=answer.position - first + 1)
    facts = [entry.fact for entry in entries if isinstance(entry.fact, PayoutReleased)]
    return library.save(facts[0].batch_id, facts[0].value_date.isoformat(), [_line(fact) for fact in facts])


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
