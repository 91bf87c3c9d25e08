"""Threads that do the jobs of one ledger, one or two at a time, and say every second that they live.

A process may be killed at any moment: its lease runs out and another takes the job, or the same after it was started
again. What the dead one had done already is found by the job's command id.
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
import time
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import Self

import psycopg

from application.bulk import Outcome
from application.imports import Progress
from application.jobs import Job, JobState, UploadExpired
from application.ports import LogUnavailable, OutcomeUnknown
from application.queries import ViewBehind
from application.road import TooBusy
from infrastructure.jobs.postgres_jobs import PostgresJobs
from infrastructure.jobs.queue import FAILED, Queue, Taken

Work = Callable[[Job, Callable[[], bytes], Progress], Outcome]

MOST_ATTEMPTS = 5
"""A job that so many runners died of, or found the database away for, is not taken any more."""

_PASSING = (LogUnavailable, OutcomeUnknown, TooBusy, ViewBehind, psycopg.OperationalError, psycopg.InterfaceError)
_LOOK_AGAIN = 0.5
_BEAT = 1.0
_CLEAR_UP_EVERY = 60.0
_log = logging.getLogger(__name__)


class Runner:
    """Does jobs while the block is open; leaving it puts back what has not come to its command yet."""

    def __init__(self, jobs: PostgresJobs, queue: Queue, work: Work, *, at_once: int = 1) -> None:
        self._jobs, self._queue, self._work = jobs, queue, work
        self._leave = threading.Event()
        self._threads = [
            threading.Thread(target=self._run, name=f"jobs {number}", daemon=True) for number in range(1, at_once + 1)
        ]
        self._cleared_at = -_CLEAR_UP_EVERY

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave.set()
        self._jobs.arrived.set()
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        me = f"{os.getpid()}-{secrets.token_hex(6)}"
        while not self._leave.is_set():
            try:
                self._clear_up()
                taken = self._queue.take(me)
            except psycopg.Error as error:
                _log.warning("no jobs are taken: %s", type(error).__name__)
                self._leave.wait(_BEAT)
                continue
            if taken is None:
                self._jobs.arrived.wait(_LOOK_AGAIN)
                self._jobs.arrived.clear()
            else:
                _Doing(self._jobs, self._queue, taken, self._leave).through(self._work)

    def _clear_up(self) -> None:
        if time.monotonic() - self._cleared_at >= _CLEAR_UP_EVERY:
            self._cleared_at = time.monotonic()
            self._queue.clear_up()


class _GiveUp(Exception):
    """The runner is to leave, or somebody else has the job."""


class _Doing:
    """One job being done, with a heart that beats beside it."""

    def __init__(self, jobs: PostgresJobs, queue: Queue, taken: Taken, leave: threading.Event) -> None:
        self._jobs, self._queue, self._taken, self._leave = jobs, queue, taken, leave
        self._done, self._of = 0, 0
        self._lost, self._over = threading.Event(), threading.Event()

    def through(self, work: Work) -> None:
        """Do the job and note how it came out. Whatever goes wrong ends here."""
        heart = threading.Thread(target=self._beat, name=f"heart of {self._taken.job.id}", daemon=True)
        heart.start()
        try:
            outcome = self._outcome(work)
            if outcome is not None:
                self._queue.finish(self._taken, outcome, done=self._done, of=self._of)
        except psycopg.Error as error:  # Somebody takes it again when the lease has run out.
            _log.warning("job %s: its end could not be noted: %s", self._taken.job.id, type(error).__name__)
        finally:
            self._over.set()
            heart.join()

    def _outcome(self, work: Work) -> Outcome | None:
        """Return how the job came out, None when it is put back or somebody else's."""
        job = self._taken.job
        if self._taken.attempts > MOST_ATTEMPTS:
            _log.error("job %s was taken %d times and never came to an end", job.id, MOST_ATTEMPTS)
            return FAILED
        try:
            return work(job, self._file, self._tell)
        except _GiveUp:
            if not self._lost.is_set():
                self._queue.put_back(self._taken, forgiven=True)
        except UploadExpired as gone:
            return Outcome(JobState.REFUSED, problem=gone)
        except _PASSING as error:
            _log.warning("job %s is put back: %s", job.id, type(error).__name__)
            self._queue.put_back(self._taken, seconds=2**self._taken.attempts)
        except Exception as error:
            # The message may repeat what stands in the file; where it happened does not.
            where = "".join(traceback.format_tb(error.__traceback__))
            _log.error("job %s failed: %s\n%s", job.id, type(error).__name__, where)
            return FAILED
        return None

    def _file(self) -> bytes:
        return self._jobs.uploads.open(self._taken.job.id, self._taken.file)

    def _tell(self, done: int, of: int) -> None:
        self._done, self._of = done, of
        if done < of and (self._lost.is_set() or self._leave.is_set()):
            raise _GiveUp

    def _beat(self) -> None:
        """Renew the lease and write the progress, once a second; a lease that could not be renewed in time is lost."""
        renewed = time.monotonic()
        while not self._over.wait(_BEAT) and not self._lost.is_set():
            try:
                if not self._queue.renew(self._taken, done=self._done, of=self._of):
                    self._lost.set()
                renewed = time.monotonic()
            except psycopg.Error as error:
                _log.warning("the lease of job %s is not renewed: %s", self._taken.job.id, type(error).__name__)
                if time.monotonic() - renewed > self._queue.lease_seconds:
                    self._lost.set()
