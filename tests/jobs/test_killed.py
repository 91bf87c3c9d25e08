"""kill -9 of the process that does a job, at any moment: another finishes it, and its effect is there once."""

from __future__ import annotations

import os
import random
import time
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

from application.jobs import Job, JobKind, JobState
from infrastructure.views.verify import verify
from tests.jobs.conftest import NewCounty
from tests.jobs.runner_process import LEASE_SECONDS, Process
from tests.jobs.support import (
    BUILDS,
    RESULT_HEADINGS,
    County,
    bank_result,
    batch_import,
    batch_list,
    csv_of,
    people_import,
    people_list,
)
from tests.support.office import CASHIER
from tests.support.stories import a_funded_programme, a_released_batch, some_people

pytestmark = pytest.mark.fault

SEED = int(os.environ.get("FAULT_SEED") or random.SystemRandom().randrange(10**6))
KILLS = 3
PEOPLE = 1_500


def killed_over_and_over(county: County, job: Job, chance: random.Random) -> Job:
    """Kill one process after the other while it does the job, each time at another moment; a last one is spared."""
    with ExitStack() as stack:
        for _ in range(KILLS):
            process = Process(*where(county))
            stack.callback(process.kill)
            wait_until_begun(county, job)
            time.sleep(chance.uniform(0, 0.3))
            process.kill()
        stack.callback(Process(*where(county)).kill)
        return county.sees_through(job, 60 + LEASE_SECONDS)


def killed_at(county: County, job: Job, moment: str) -> Job:
    """Have one process die at this very moment, and another one finish the job."""
    Process(*where(county), moment).is_dead()
    assert county.there.jobs.job(job.id).state is JobState.RUNNING
    with ExitStack() as stack:
        stack.callback(Process(*where(county)).kill)
        return county.sees_through(job, 60 + LEASE_SECONDS)


def where(county: County) -> tuple[Path, str, str]:
    return county.there.home, county.ledger, county.there.conninfo


def wait_until_begun(county: County, job: Job) -> None:
    """Until the living process has it, or it is done: whoever had it before is dead, and so is their lease, soon."""
    deadline, before = time.monotonic() + 60, attempts(county, job)
    while county.there.jobs.job(job.id).state in (JobState.WAITING, JobState.RUNNING):
        if attempts(county, job) > before:
            return
        assert time.monotonic() < deadline
        time.sleep(0.005)


def attempts(county: County, job: Job) -> int:
    with psycopg.connect(county.there.conninfo) as connection:
        row = connection.execute("select attempts from subsidy.job where id = %s", (job.id,)).fetchone()
    assert row is not None
    return int(row[0])


@pytest.fixture(params=(JobKind.PEOPLE_IMPORT, JobKind.BATCH_IMPORT, JobKind.BANK_RESULT))
def waiting(request: pytest.FixtureRequest, new_county: NewCounty) -> tuple[County, Job]:
    """A job that waits, in a ledger of its own: of the vault, of money, of the bank. The others go by the same road."""
    county, crowd = new_county(), some_people(PEOPLE)
    if request.param is JobKind.PEOPLE_IMPORT:
        return county, county.asks(people_import(), people_list(crowd))
    if request.param is JobKind.BATCH_IMPORT:
        a_funded_programme(PEOPLE, office=county.story, municipal=PEOPLE * 1000)
        return county, county.asks(batch_import(), batch_list(crowd), **BUILDS)
    a_released_batch(PEOPLE, office=county.story, municipal=PEOPLE * 1000)
    payouts = county.story.views.payouts_of_batch(county.story.batch)
    result = csv_of(RESULT_HEADINGS, (f"{one.payout},1000.00,成功," for one in payouts))
    return county, county.asks(bank_result(county.story.batch), result, by=CASHIER)


@pytest.mark.timeout(400)
def test_a_job_whose_runners_are_killed_at_any_moment_is_finished_and_its_effect_is_there_once(
    waiting: tuple[County, Job],
) -> None:
    print(f"seed {SEED}")
    county, job = waiting
    head = county.there.log.head()
    done = killed_over_and_over(county, job, random.Random(f"{SEED}{job.kind}"))
    print(f"taken {attempts(county, job)} times")
    it_is_done_once(county, done, since=head)


@pytest.mark.parametrize("moment", ["checked", "saved"])
def test_who_dies_just_before_or_just_after_saving_has_a_successor_who_saves_once(
    waiting: tuple[County, Job], moment: str
) -> None:
    county, job = waiting
    head = county.there.log.head()
    it_is_done_once(county, killed_at(county, job, moment), since=head)
    assert attempts(county, job) == 2


def it_is_done_once(county: County, done: Job, *, since: int) -> None:
    """The job's entries are all there is, its receipt says so, its file is gone, and the ledger verifies."""
    assert done.state is JobState.DONE, done.problem
    assert done.answer is not None
    assert (done.answer["first_position"], done.answer["position"]) == (since + 1, county.there.log.head())
    assert county.count("receipt", f"command_id = '{done.command_id}'") == 1
    assert (county.count("upload"), county.count("job_row"), county.count("vault_person")) == (0, PEOPLE, PEOPLE)
    county.there.desk.views_now()
    assert list(verify(county.there.conninfo, county.ledger)) == []
