"""How much memory does a batch of 100,000 payments take, from submission to the bank's answer?"""

from __future__ import annotations

import multiprocessing
import resource
from multiprocessing.connection import Connection
from pathlib import Path

from application.commands.bank import BankLine, PostBankResult, post_bank_result
from application.commands.batches import ReleaseBatch, release_batch
from application.desk import Desk
from bench import county
from bench.harness import Question, Run, Stopwatch
from domain.payouts.events import ReturnReason

_NOTE = (
    "A fresh process submits the batch, takes it through its four approvals, releases it and posts a bank result of "
    "all its lines, one in a hundred returned. Its peak of resident memory; the database's own is not in it."
)
GIB = float(2**30)
_EVERY = 100
"""One in so many is returned."""


def memory(run: Run) -> Question:
    """Prepare the county here, pay in a fresh process, and ask it for its peak."""
    question = Question("memory", _NOTE)
    lines = run.size(100_000, 300)
    with run.server.database("memory") as there:
        with county.opened(there.conninfo, lines):
            run.say(f"memory: {lines} people are there")
        context = multiprocessing.get_context("spawn")
        hearing, telling = context.Pipe(duplex=False)
        process = context.Process(target=_pay, args=(there.conninfo, telling))
        process.start()
        telling.close()
        before, peak, seconds = hearing.recv()
        process.join()
    question.found("lines", lines, "lines")
    question.found("before", before / GIB, "GiB")
    question.found("peak", peak / GIB, "GiB", at_most=1.0)
    question.found("peak a line", (peak - before) / lines / 1024, "KiB")
    question.found("all steps", seconds, "s")
    return question


def _pay(conninfo: str, telling: Connection) -> None:
    with county.working(conninfo) as office:
        before, watch = _peak(), Stopwatch()
        batch = county.approved_batch(office.desk, 0)
        day = county.month(0)[1]
        release = ReleaseBatch(command_id="release-0001", batch_id=batch, value_date=day)
        release_batch(release, by=county.RELEASER, desk=office.desk)
        post_bank_result(_result(office.desk, batch), by=county.CLERK, desk=office.desk)
        telling.send((before, _peak(), watch.seconds()))


def _result(desk: Desk, batch: str) -> PostBankResult:
    desk.views_now()
    lines = tuple(
        BankLine(
            payout.beneficiary, payout.amount, settled=False, reason=ReturnReason.ACCOUNT_CLOSED, bank_words="已销户"
        )
        if row % _EVERY == 0
        else BankLine(payout.beneficiary, payout.amount, settled=True)
        for row, payout in enumerate(desk.views.payouts_of_batch(batch), 1)
    )
    return PostBankResult(
        command_id="result-0001",
        batch_id=batch,
        statement="result.csv",
        statement_sha256="f" * 64,
        lines=lines,
        on=county.month(0)[1],
    )


def _peak() -> int:
    """Return this process's peak of resident memory so far, in bytes.

    Linux lets a process inherit `ru_maxrss` from the one that started it, so its own high-water mark is asked first.
    """
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM"))
