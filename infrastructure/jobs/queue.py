"""The queue that runners take jobs from, under a lease: who lets it run out is taken for dead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson
from psycopg import Connection

from application.bulk import Outcome
from application.imports import CellRemark
from application.jobs import Job, JobFailed, JobState, UploadExpired
from domain.rejected import Rejected
from infrastructure.jobs.rows import SQL
from infrastructure.jobs.uploads import Received
from infrastructure.log.pool import Pool
from infrastructure.vault.statements import copy_in

FAILED = Outcome(JobState.FAILED, problem=JobFailed("job"))
_TEXT = "text"


@dataclass(frozen=True, slots=True)
class Taken:
    """A job taken by a runner; `attempts` counts how often it was taken, this time included."""

    job: Job
    runner: str
    attempts: int
    file: Received


class Queue:
    """The jobs of one ledger that are to be done. Time is the database's."""

    def __init__(self, pool: Pool, ledger: str, job: Callable[[str], Job], *, lease_seconds: int, keep_hours: int):
        self._pool, self._ledger, self._job = pool, ledger, job
        self.lease_seconds, self.keep_hours = lease_seconds, keep_hours

    def take(self, runner: str) -> Taken | None:
        """Take the oldest job that waits or whose runner let its lease run out; None when there is none."""
        with self._pool.connection() as connection:
            facts = {"ledger": self._ledger, "runner": runner, "seconds": self.lease_seconds}
            row = connection.execute(SQL["take"], facts).fetchone()
        if row is None:
            return None
        job_id, attempts, pieces = row
        job = self._job(job_id)
        return Taken(job, runner, attempts, Received(job.file_sha256, job.size, pieces))

    def renew(self, taken: Taken, *, done: int, of: int) -> bool:
        """Say that the runner lives and how far it has come; False when somebody else has the job."""
        return self._change("renew", taken, seconds=self.lease_seconds, done=done, of=of)

    def put_back(self, taken: Taken, *, seconds: int = 0, forgiven: bool = False) -> bool:
        """Let somebody else do it, after so many seconds; forgiven, it does not count as an attempt."""
        return self._change("put_back", taken, seconds=seconds, forgiven=int(forgiven))

    def finish(self, taken: Taken, outcome: Outcome, *, done: int, of: int) -> bool:
        """Note how a job came out and, when it has ended, remove its file; False when somebody else has the job."""
        with self._pool.connection() as connection, connection.transaction():
            facts = {
                **self._named(taken),
                **_told(outcome.problem),
                "state": outcome.state.value,
                "answer": None if outcome.answer is None else orjson.dumps(dict(outcome.answer)).decode(),
                "remarks": len(outcome.remarks) + len(outcome.doubts),
                "done": done,
                "of": of,
            }
            if not connection.execute(SQL["finish"], facts).rowcount:
                return False
            self._write_rows(connection, taken.job.id, outcome)
            if outcome.state is not JobState.DOUBTFUL:
                connection.execute(SQL["remove_upload"], facts)
        return True

    def clear_up(self) -> None:
        """End what waited longer than files are kept, and remove files that nobody came back for."""
        with self._pool.connection() as connection, connection.transaction():
            expired = _told(UploadExpired("file", hours=self.keep_hours))
            facts = {"ledger": self._ledger, "hours": self.keep_hours, **expired}
            connection.execute(SQL["expire"], facts)
            connection.execute(SQL["remove_old_uploads"], facts)

    def _write_rows(self, connection: Connection[Any], job: str, outcome: Outcome) -> None:
        facts = {"ledger": self._ledger, "job": job}
        connection.execute(SQL["remove_remarks"], facts)
        connection.execute(SQL["remove_rows"], facts)
        if outcome.remarks or outcome.doubts:
            types = [_TEXT, _TEXT, "int4", "bool", _TEXT, "int4", *[_TEXT] * 6]
            copy_in(connection, SQL["copy_remarks"].decode(), types, self._remarks(job, outcome))
        if outcome.people:
            rows = ((self._ledger, job, one.row, one.beneficiary) for one in outcome.people)
            copy_in(connection, SQL["copy_rows"].decode(), [_TEXT, _TEXT, "int4", _TEXT], rows)

    def _remarks(self, job: str, outcome: Outcome) -> Iterator[tuple[object, ...]]:
        told = [(remark, False) for remark in outcome.remarks] + [(doubt, True) for doubt in outcome.doubts]
        for number, (remark, is_doubt) in enumerate(told, 1):
            yield (self._ledger, job, number, is_doubt, *_storable(remark))

    def _change(self, name: str, taken: Taken, **facts: object) -> bool:
        with self._pool.connection() as connection:
            return bool(connection.execute(SQL[name], {**self._named(taken), **facts}).rowcount)

    def _named(self, taken: Taken) -> dict[str, object]:
        return {"ledger": self._ledger, "job": taken.job.id, "runner": taken.runner}


def _told(problem: Rejected | None) -> dict[str, str | None]:
    if problem is None:
        return {"code": None, "field": None, "zh": None, "en": None}
    said = {"code": problem.code, "field": problem.field, "zh": problem.sentence("zh"), "en": problem.sentence("en")}
    return {name: words.replace("\0", "") for name, words in said.items()}


def _storable(remark: CellRemark) -> tuple[object, ...]:
    """Return a remark's columns; a zero byte, which a file may hold and a table may not, is left out."""
    texts = (remark.column, remark.heading, remark.value, remark.code, remark.zh, remark.en)
    return (remark.sheet.replace("\0", ""), remark.row, *(text.replace("\0", "") for text in texts))
