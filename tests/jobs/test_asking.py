"""A job is asked for once under one command id, and only whoever asked for it accepts its doubts or cancels it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from application.jobs import Job, JobOfSomebodyElse, JobState, NoSuchJob, WrongJobState
from application.road import CommandIdMissing, CommandIdReused
from domain.free_text import PersonalNumberInText, TextMissing
from infrastructure.bootstrap import running_jobs
from tests.jobs.support import BUILDS, County, batch_import, batch_list, people_import, people_list
from tests.support.office import BUILDER, LIAISON
from tests.support.stories import APPLIED, some_people

PEOPLE = some_people(4, seed=5)
CONTENT = people_list(PEOPLE)


def test_the_same_id_and_content_are_the_same_job_before_and_after_it_is_done(county: County) -> None:
    first = county.asks(people_import(), CONTENT, command_id="brought-once")
    assert county.asks(people_import(), CONTENT, command_id="brought-once") == first
    done = county.does(first)
    assert county.asks(people_import(), CONTENT, command_id="brought-once") == done
    assert (county.count("job"), county.count("upload"), county.count("vault_person")) == (1, 0, 4)


def test_many_who_send_the_same_at_once_get_one_job_and_it_has_one_effect(county: County) -> None:
    with running_jobs(county.there), ThreadPoolExecutor(8) as senders:
        jobs = list(senders.map(lambda _: county.asks(people_import(), CONTENT, command_id="brought-once"), range(8)))
        done = county.sees_through(jobs[0])
    assert {job.id for job in jobs} == {done.id}
    assert done.state is JobState.DONE
    assert (county.count("job"), county.count("upload"), county.count("vault_person")) == (1, 0, 4)
    assert county.there.log.head() == 4


@pytest.mark.parametrize("other", ["content", "parameters", "officer", "name", "sheet"])
def test_the_same_id_for_something_else_is_refused(county: County, other: str) -> None:
    county.asks(people_import(), CONTENT, command_id="brought-once")
    asked = people_import() if other != "parameters" else replace(people_import(), why="另一事由")
    more = {"name": "另一份.csv"} if other == "name" else {"sheet": "二"} if other == "sheet" else {}
    with pytest.raises(CommandIdReused):
        county.asks(
            asked,
            CONTENT + b"\n" if other == "content" else CONTENT,
            by=BUILDER if other == "officer" else LIAISON,
            command_id="brought-once",
            **more,
        )
    assert (county.count("job"), county.count("upload")) == (1, 1)


def test_an_id_under_which_a_command_was_answered_is_not_a_jobs(county: County) -> None:
    answered = county.story.registers(PEOPLE, on=APPLIED)
    assert answered
    with pytest.raises(CommandIdReused):
        county.asks(people_import(), CONTENT, command_id="command-000001")


def test_what_is_kept_of_a_request_is_no_personal_data(county: County) -> None:
    with pytest.raises(PersonalNumberInText):
        county.asks(people_import(), CONTENT, name="990101198001010014.csv")
    with pytest.raises(PersonalNumberInText):
        county.asks(replace(people_import(), why="代 13900001234 登记"), CONTENT)
    with pytest.raises(TextMissing):
        county.asks(people_import(), CONTENT, name=" ")
    with pytest.raises(CommandIdMissing):
        county.asks(people_import(), CONTENT, command_id="short")
    assert county.asks(people_import(), CONTENT, name="C:\\名单\\一村.csv").file_name == "一村.csv"
    assert county.count("job") == 1


def test_a_job_that_waits_may_be_cancelled_and_its_file_is_gone(county: County) -> None:
    job = county.asks(people_import(), CONTENT)
    cancelled = county.there.jobs.cancel(job.id, by=LIAISON)
    assert (cancelled.state, county.count("upload")) == (JobState.CANCELLED, 0)
    assert cancelled.finished_at is not None
    assert county.there.jobs.cancel(job.id, by=LIAISON) == cancelled
    after = county.does(county.asks(people_import(), people_list(some_people(1, seed=6))))
    assert after.state is JobState.DONE
    assert county.there.jobs.job(job.id) == cancelled


def test_what_is_done_is_not_cancelled_and_what_has_no_doubts_accepts_none(county: County) -> None:
    job = county.does(county.asks(people_import(), CONTENT))
    with pytest.raises(WrongJobState):
        county.there.jobs.cancel(job.id, by=LIAISON)
    with pytest.raises(WrongJobState):
        county.there.jobs.accept_doubts(job.id, ["hidden_rows"], by=LIAISON)
    assert county.there.jobs.job(job.id) == job


def test_nobody_else_accepts_or_cancels(county: County) -> None:
    job = county.asks(people_import(), CONTENT)
    with pytest.raises(JobOfSomebodyElse):
        county.there.jobs.cancel(job.id, by=BUILDER)
    with pytest.raises(JobOfSomebodyElse):
        county.there.jobs.accept_doubts(job.id, ["hidden_rows"], by=BUILDER)
    assert county.there.jobs.job(job.id) == job


def test_jobs_are_listed_newest_first_in_pages_and_by_officer(county: County) -> None:
    mine = [county.asks(people_import(), CONTENT) for _ in range(3)]
    theirs = county.asks(batch_import(), batch_list(PEOPLE), **BUILDS)
    jobs = county.there.jobs
    assert ids(jobs.jobs(limit=2)) == [theirs.id, mine[2].id]
    assert ids(jobs.jobs(limit=2, before=mine[2].number)) == [mine[1].id, mine[0].id]
    assert ids(jobs.jobs(by=LIAISON.id)) == [job.id for job in reversed(mine)]
    assert jobs.jobs(by="nobody") == ()


def test_remarks_are_had_in_pages(county: County) -> None:
    job = county.does(county.asks(people_import(), CONTENT.replace("农村".encode(), "乡下".encode())))
    jobs = county.there.jobs
    assert job.remarks == 4
    first = jobs.remarks(job.id, limit=3)
    assert [one.number for one in (*first, *jobs.remarks(job.id, after=3))] == [1, 2, 3, 4]


def test_an_unknown_job_is_none(county: County) -> None:
    for ask in (county.there.jobs.job, county.there.jobs.remarks, county.there.jobs.people):
        with pytest.raises(NoSuchJob):
            ask("job-0000000000000000")


def ids(jobs: tuple[Job, ...]) -> list[str]:
    return [job.id for job in jobs]
