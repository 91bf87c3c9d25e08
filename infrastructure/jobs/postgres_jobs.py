"""Jobs behind `application.jobs.Jobs`: asked for once, listed, accepted, cancelled. Doing them is the runner's."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterable
from dataclasses import replace
from pathlib import PurePath
from threading import Event
from typing import Any

from application.jobs import (
    LONGEST_FILE_NAME,
    Job,
    JobOfSomebodyElse,
    JobRemark,
    JobState,
    NoSuchJob,
    PeopleImport,
    RegionImport,
    RegisterImport,
    RowOf,
    SubmitJob,
    WrongJobState,
)
from application.recorded import Receipt
from application.road import CommandIdReused, Officer, checked_id
from domain.free_text import clean_text
from infrastructure.jobs.queue import Queue
from infrastructure.jobs.rows import SQL, job_of, remark_of, written
from infrastructure.jobs.uploads import Received, Uploads
from infrastructure.log import canonical
from infrastructure.log.pool import Pool
from infrastructure.random_letters import random_letters

LEASE_SECONDS = 30
"""After so many seconds without a sign of life a runner is taken for dead; it gives one every second."""
KEEP_HOURS = 48
"""So long a file is kept for a job that nobody does, or whose doubts nobody accepts."""

_LARGEST = 2**63 - 1


class PostgresJobs:
    """The jobs of one ledger; safe to share between threads. `arrived` is set when there may be something to do."""

    def __init__(self, pool: Pool, ledger: str, uploads: Uploads, *, receipt: Callable[[str], Receipt | None]) -> None:
        self._pool, self._ledger, self._receipt = pool, ledger, receipt
        self.uploads = uploads
        self.arrived = Event()

    def queue(self, *, lease_seconds: int = LEASE_SECONDS, keep_hours: int = KEEP_HOURS) -> Queue:
        """Return what a runner takes these jobs from."""
        return Queue(self._pool, self._ledger, self.job, lease_seconds=lease_seconds, keep_hours=keep_hours)

    def submit(self, ask: SubmitJob, content: Iterable[bytes], *, by: Officer) -> Job:
        """See `application.jobs.Jobs`."""
        checked_id(ask.command_id)
        ask = _plain(ask)
        if (earlier := self._asked(ask)) is not None:
            return self._again(ask, earlier, self.uploads.look_at(content), by)
        if not ask.dry_run and self._receipt(ask.command_id) is not None:
            raise CommandIdReused("command_id", command_id=ask.command_id)
        job_id = f"job-{random_letters()}"
        received = self.uploads.take_in(job_id, content)
        if self._noted(job_id, ask, received, by):
            self.arrived.set()
            return self.job(job_id)
        self.uploads.remove(job_id)
        earlier = self._asked(ask)
        assert earlier is not None, "a job that was in the way is never removed"
        return self._again(ask, earlier, received, by)

    def job(self, job_id: str) -> Job:
        """Return a job. Raises NoSuchJob."""
        rows = self._rows("job", job=job_id)
        if not rows:
            raise NoSuchJob("job", job=job_id[:40])
        return job_of(rows[0])

    def jobs(self, *, by: str = "", before: int = 0, limit: int = 100) -> tuple[Job, ...]:
        """See `application.jobs.Jobs`."""
        name = "jobs_of" if by else "jobs"
        return tuple(map(job_of, self._rows(name, by=by, before=before or _LARGEST, limit=limit)))

    def accept_doubts(self, job_id: str, codes: Collection[str], *, by: Officer) -> Job:
        """See `application.jobs.Jobs`."""
        job = self._own(job_id, by)
        accepted = sorted({*job.accepted, *codes})
        if job.state is JobState.DOUBTFUL:
            with self._pool.connection() as connection, connection.transaction():
                facts = {"ledger": self._ledger, "job": job_id, "accepted": accepted}
                if connection.execute(SQL["accept"], facts).rowcount:
                    connection.execute(SQL["remove_remarks"], facts)
            self.arrived.set()
            job = self.job(job_id)
        if not set(codes) <= set(job.accepted):
            raise WrongJobState("job", job=job_id, state=job.state.value, needed=JobState.DOUBTFUL.value)
        return job

    def cancel(self, job_id: str, *, by: Officer) -> Job:
        """See `application.jobs.Jobs`."""
        self._own(job_id, by)
        with self._pool.connection() as connection, connection.transaction():
            facts = {"ledger": self._ledger, "job": job_id}
            if connection.execute(SQL["cancel"], facts).rowcount:
                connection.execute(SQL["remove_upload"], facts)
        job = self.job(job_id)
        if job.state is not JobState.CANCELLED:
            raise WrongJobState("job", job=job_id, state=job.state.value, needed=JobState.WAITING.value)
        return job

    def remarks(self, job_id: str, *, after: int = 0, limit: int = 1000) -> tuple[JobRemark, ...]:
        """See `application.jobs.Jobs`."""
        self.job(job_id)
        return tuple(map(remark_of, self._rows("remarks", job=job_id, after=after, limit=limit)))

    def people(self, job_id: str, *, after: int = 0, limit: int = 1000) -> tuple[RowOf, ...]:
        """See `application.jobs.Jobs`."""
        self.job(job_id)
        return tuple(RowOf(*row) for row in self._rows("rows", job=job_id, after=after, limit=limit))

    def _own(self, job_id: str, by: Officer) -> Job:
        job = self.job(job_id)
        if job.asked_by != by.id:
            raise JobOfSomebodyElse("job", job=job_id, asked_by=job.asked_by)
        return job

    def _asked(self, ask: SubmitJob) -> tuple[str, str] | None:
        rows = self._rows("asked", command_id=ask.command_id, dry_run=ask.dry_run)
        return rows[0] if rows else None

    def _again(self, ask: SubmitJob, earlier: tuple[Any, ...], received: Received, by: Officer) -> Job:
        job_id, request_hash = earlier
        if request_hash != _request_hash(ask, received, by):
            raise CommandIdReused("command_id", command_id=ask.command_id)
        return self.job(job_id)

    def _noted(self, job_id: str, ask: SubmitJob, received: Received, by: Officer) -> bool:
        facts = {
            "id": job_id,
            "command_id": ask.command_id,
            "dry_run": ask.dry_run,
            "request_hash": _request_hash(ask, received, by),
            "kind": ask.parameters.KIND,
            "asked_by": by.id,
            "parameters": written(ask.parameters),
            "file_name": ask.file_name,
            "file_sha256": received.sha256,
            "size": received.size,
            "pieces": received.pieces,
            "sheet": ask.sheet,
            "accepted": list(ask.accept),
        }
        return bool(self._rows("note", **facts))

    def _rows(self, name: str, **facts: object) -> list[tuple[Any, ...]]:
        with self._pool.connection() as connection:
            return connection.execute(SQL[name], {"ledger": self._ledger, **facts}).fetchall()


def _plain(ask: SubmitJob) -> SubmitJob:
    """Return what is asked for as it may be kept. Raises TextMissing, TextTooLong, PersonalNumberInText."""
    name = PurePath(ask.file_name.replace("\\", "/")).name[-LONGEST_FILE_NAME:]
    parameters = ask.parameters
    if isinstance(parameters, PeopleImport):
        parameters = replace(parameters, why=clean_text(parameters.why, field="why"))
    if isinstance(parameters, RegionImport):
        parameters = replace(parameters, document=clean_text(parameters.document, field="document", limit=80))
    if isinstance(parameters, RegisterImport):
        parameters = replace(parameters, of=clean_text(parameters.of, field="of", limit=80))
    return replace(
        ask,
        file_name=clean_text(name, field="file_name"),
        parameters=parameters,
        accept=tuple(sorted(set(ask.accept))),
    )


def _request_hash(ask: SubmitJob, received: Received, by: Officer) -> str:
    content = {
        "actor": by.id,
        "accept": list(ask.accept),
        "file_name": ask.file_name,
        "parameters": written(ask.parameters),
        "sha256": received.sha256,
        "sheet": ask.sheet,
    }
    return hashlib.sha256(canonical.canonical(content)).hexdigest()
