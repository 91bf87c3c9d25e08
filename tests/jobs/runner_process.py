"""A process that runs jobs until it is killed: what a service process does, and nothing else.

`python -m tests.jobs.runner_process HOME LEDGER CONNINFO [checked|saved]`; with the last word it kills itself when it
has checked a job's rows and saved nothing, or has saved them and noted nothing.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from application.bulk import Outcome, work_on
from application.imports import Progress
from application.jobs import Job
from infrastructure.bootstrap import Office, bank_lists, lists, office, running_jobs, settings
from infrastructure.jobs.runner import Runner, Work
from tests.support.office import StandingClock

LEASE_SECONDS = 2
TOP = Path(__file__).parents[2]


class Process:
    """One such process, which can be killed; `moment` is when it kills itself."""

    def __init__(self, home: Path, ledger: str, conninfo: str, *moment: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.jobs.runner_process", str(home), ledger, conninfo, *moment],
            stdout=subprocess.PIPE,
            cwd=TOP,
        )
        assert self._process.stdout is not None
        assert self._process.stdout.readline() == b"here\n"

    def kill(self) -> None:
        self._process.kill()
        self.is_dead()

    def is_dead(self) -> None:
        """Return when it is, by its own hand or another's."""
        assert self._process.wait(60) == -signal.SIGKILL
        assert self._process.stdout is not None
        self._process.stdout.close()

    def peak_kib(self) -> int:
        """The most memory it has held so far."""
        status = Path(f"/proc/{self._process.pid}/status").read_text()
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM"))


def main(home: str, ledger: str, conninfo: str, moment: str = "") -> None:
    chosen = settings({"home": Path(home), "ledger": ledger, "database_url": conninfo})
    with office(chosen, say=lambda _: None, clock=StandingClock()) as there:
        if moment:
            queue = there.jobs.queue(lease_seconds=LEASE_SECONDS)
            runner = Runner(there.jobs, queue, dying(there, moment))
        else:
            runner = running_jobs(there, lease_seconds=LEASE_SECONDS)  # type: ignore[assignment]  # a block as well
        with runner:
            print("here", flush=True)
            threading.Event().wait()


def dying(there: Office, moment: str) -> Work:
    """The work of a job, up to a moment."""

    def work(job: Job, content: Callable[[], bytes], progress: Progress) -> Outcome:
        def tell(done: int, of: int) -> None:
            if moment == "checked" and 3 * done == 2 * of:
                die()
            progress(done, of)

        outcome = work_on(job, content, tell, desk=there.desk, lists=lists(there.desk.clock), bank_lists=bank_lists())
        die()
        return outcome

    return work


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])
