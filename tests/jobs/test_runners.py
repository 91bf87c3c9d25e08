"""Any number of runners may look for work: each job is done by one at a time, and by another when that one dies."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack

import pytest

from application.bulk import Outcome
from application.imports import Progress
from application.jobs import Job, JobState
from application.road import TooBusy
from infrastructure.bootstrap import running_jobs
from infrastructure.jobs.queue import Queue, Taken
from infrastructure.jobs.runner import MOST_ATTEMPTS, Runner, Work
from infrastructure.log.pool import open_pool
from tests.jobs.support import County, people_import, people_list
from tests.support.stories import some_people

LIST = people_list(some_people(3, seed=4))


def lists(count: int) -> list[bytes]:
    people = some_people(2 * count, seed=21)
    return [people_list(people[at : at + 2]) for at in range(0, 2 * count, 2)]


def test_four_runners_never_do_one_job_at_the_same_time_and_leave_none_undone(county: County) -> None:
    under_way: Counter[str] = Counter()
    most: Counter[str] = Counter()
    watching = threading.Lock()

    def work(job: Job, content: Callable[[], bytes], progress: Progress) -> Outcome:
        with watching:
            under_way[job.id] += 1
            most[job.id] = max(most[job.id], under_way[job.id])
        assert content()
        progress(1, 3)
        time.sleep(0.002)
        with watching:
            under_way[job.id] -= 1
        return Outcome(JobState.DONE, answer={})

    jobs = [county.asks(people_import(), content) for content in lists(30)]
    with ExitStack() as stack:
        for _ in range(4):
            stack.enter_context(Runner(county.there.jobs, county.there.jobs.queue(), work))
        done = [county.sees_through(job) for job in jobs]
    assert {job.state for job in done} == {JobState.DONE}
    assert most == Counter({job.id: 1 for job in jobs})


def test_a_job_is_taken_again_when_its_lease_has_run_out_and_the_late_runner_notes_nothing(county: County) -> None:
    job = county.asks(people_import(), LIST)
    queue = county.there.jobs.queue(lease_seconds=1)
    dead = queue.take("dead")
    assert dead is not None
    assert queue.take("other") is None
    assert queue.renew(dead, done=1, of=9)
    assert (county.there.jobs.job(job.id).progress_done, county.there.jobs.job(job.id).state) == (1, JobState.RUNNING)
    second = patiently(lambda: queue.take("other"))
    assert (second.job.id, second.attempts) == (job.id, 2)
    late = Outcome(JobState.DONE, answer={"late": True})
    assert not queue.renew(dead, done=2, of=9)
    assert not queue.put_back(dead)
    assert not queue.finish(dead, late, done=9, of=9)
    assert county.count("upload") == 1
    assert queue.finish(second, Outcome(JobState.DONE, answer={"late": False}), done=9, of=9)
    assert county.there.jobs.job(job.id).answer == {"late": False}


@pytest.mark.slow
def test_a_runner_that_works_longer_than_its_lease_keeps_the_job(county: County) -> None:
    taken = []

    def slow(job: Job, content: Callable[[], bytes], progress: Progress) -> Outcome:
        taken.append(job.id)
        for step in range(30):
            progress(step, 30)
            time.sleep(0.1)
        return Outcome(JobState.DONE, answer={})

    job = county.asks(people_import(), LIST)
    with a_runner(county, slow, 2), a_runner(county, slow, 2):
        done = county.sees_through(job)
    assert (done.state, taken) == (JobState.DONE, [job.id])


def test_what_passes_is_tried_again_and_what_does_not_fails_in_the_end(county: County) -> None:
    tries: Counter[str] = Counter()

    def busy(job: Job, content: Callable[[], bytes], progress: Progress) -> Outcome:
        tries[job.id] += 1
        if job.file_name == "always.csv" or tries[job.id] == 1:
            raise TooBusy(job.command_id)
        return Outcome(JobState.DONE, answer={})

    once, always = county.asks(people_import(), LIST), county.asks(people_import(), LIST, name="always.csv")
    with open_pool(county.there.conninfo) as pool:
        impatient = Impatient(pool, county.ledger, county.there.jobs.job, lease_seconds=30, keep_hours=1)
        with Runner(county.there.jobs, impatient, busy):
            assert county.sees_through(once).state is JobState.DONE
            failed = county.sees_through(always)
    assert failed.problem is not None
    assert (failed.state, failed.problem.code) == (JobState.FAILED, "job_failed")
    assert (tries[once.id], tries[always.id]) == (2, MOST_ATTEMPTS)
    assert county.count("upload") == 0


def test_a_defect_fails_the_job_and_its_message_is_told_to_nobody(
    county: County, caplog: pytest.LogCaptureFixture
) -> None:
    number = some_people(1)[0].record.id_number

    def broken(job: Job, content: Callable[[], bytes], progress: Progress) -> Outcome:
        raise KeyError(number)

    job = county.asks(people_import(), LIST)
    with a_runner(county, broken, 30):
        assert county.sees_through(job).state is JobState.FAILED
    assert "KeyError" in caplog.text
    assert number not in caplog.text


def test_a_runner_that_leaves_puts_back_what_it_had_not_saved_and_it_counts_as_no_attempt(county: County) -> None:
    begun = threading.Event()

    def slow(job: Job, content: Callable[[], bytes], progress: Progress) -> Outcome:
        begun.set()
        while True:
            progress(1, 3)
            time.sleep(0.01)

    job = county.asks(people_import(), LIST)
    with a_runner(county, slow, 30):
        assert begun.wait(20)
    assert county.there.jobs.job(job.id).state is JobState.WAITING
    taken = county.there.jobs.queue().take("next")
    assert taken is not None
    assert taken.attempts == 1


def test_nothing_is_done_before_somebody_runs_jobs_and_a_job_asked_for_meanwhile_is_done_at_once(
    county: County,
) -> None:
    first = county.asks(people_import(), LIST)
    assert county.there.jobs.job(first.id).state is JobState.WAITING
    with running_jobs(county.there, at_once=2):
        assert county.sees_through(first).state is JobState.DONE
        second = county.asks(people_import(), lists(1)[0])
        assert county.sees_through(second).state is JobState.DONE


class Impatient(Queue):
    """Puts jobs back without a pause."""

    def put_back(self, taken: Taken, *, seconds: int = 0, forgiven: bool = False) -> bool:
        return super().put_back(taken, seconds=0, forgiven=forgiven)


def a_runner(county: County, work: Work, lease_seconds: int) -> Runner:
    """A runner that does something else than its work."""
    return Runner(county.there.jobs, county.there.jobs.queue(lease_seconds=lease_seconds), work)


def patiently(ask: Callable[[], Taken | None]) -> Taken:
    deadline = time.monotonic() + 20
    while (answer := ask()) is None:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    return answer
