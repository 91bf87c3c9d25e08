"""A file brought in is unreadable where it lies, whole or not at all when it is opened, and gone when it was used."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest

from application.jobs import Job, JobState
from domain.uploads import FileTooBig
from infrastructure.jobs.uploads import PIECE, Uploads
from infrastructure.log.pool import open_pool
from infrastructure.vault.master_key import MasterKey
from tests.jobs.support import County, people_import, people_list
from tests.support.office import LIAISON
from tests.support.stories import some_people

PEOPLE = some_people(30, seed=8)
CONTENT = people_list(PEOPLE)
LARGE = CONTENT + b"," * (2 * PIECE)


def rows_of(county: County, job: Job) -> list[bytes]:
    with psycopg.connect(county.there.conninfo) as connection:
        found = connection.execute("select sealed from subsidy.upload where job = %s order by number", (job.id,))
        return [bytes(row[0]) for row in found]


def change(county: County, statement: str, **facts: object) -> None:
    with psycopg.connect(county.there.conninfo) as connection:
        connection.execute(statement.encode(), facts)


def test_nobody_reads_the_file_in_the_table(county: County) -> None:
    job = county.asks(people_import(), LARGE)
    rows = rows_of(county, job)
    assert len(rows) == 3
    assert max(map(len, rows)) <= 2**20
    everything = b"".join(rows)
    for person in PEOPLE:
        for word in (person.record.name, person.record.id_number, person.record.account, "身份证号"):
            assert word.encode() not in everything
    with psycopg.connect(county.there.conninfo) as connection:
        told = connection.execute("select job::text from subsidy.job where id = %s", (job.id,)).fetchone()
    assert told is not None
    assert not [person for person in PEOPLE if person.record.id_number in told[0] or person.record.name in told[0]]


def test_pieces_of_any_size_are_the_same_file(county: County) -> None:
    whole = county.asks(people_import(), LARGE)
    in_drops = county.asks(people_import(), (LARGE[at : at + 977] for at in range(0, len(LARGE), 977)))
    assert (whole.file_sha256, whole.size) == (in_drops.file_sha256, in_drops.size)
    assert len(rows_of(county, whole)) == len(rows_of(county, in_drops)) == 3


@pytest.mark.parametrize("content", [CONTENT, b"nothing like a list"], ids=["done", "refused"])
def test_the_file_is_gone_when_the_job_has_ended(county: County, content: bytes) -> None:
    job = county.asks(people_import(), content)
    assert county.count("upload") == 1
    county.does(job)
    assert county.count("upload") == 0


def test_a_file_that_is_too_big_is_refused_at_once_and_nothing_of_it_is_kept(county: County) -> None:
    read = 0

    def endless() -> Iterator[bytes]:
        nonlocal read
        while True:
            read += PIECE
            yield bytes(PIECE)

    with pytest.raises(FileTooBig):
        county.asks(people_import(), endless())
    assert read < 60_000_000
    assert (county.count("upload"), county.count("job")) == (0, 0)


def test_a_sender_who_goes_away_leaves_nothing_behind(county: County) -> None:
    def broken() -> Iterator[bytes]:
        yield LARGE
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        county.asks(people_import(), broken())
    assert (county.count("upload"), county.count("job")) == (0, 0)


SPOILT = {
    "changed": "set sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1) where job = %(job)s",
    "cut short": "set job = 'nobody' where job = %(job)s and number = 3",
    "twice the same": "set sealed = (select sealed from subsidy.upload where job = %(job)s and number = 1)"
    " where job = %(job)s and number = 2",
    "another job's": "set sealed = other.sealed from subsidy.upload other"
    " where upload.job = %(job)s and other.job = %(other)s and other.number = upload.number",
}


@pytest.mark.parametrize("spoilt", SPOILT)
def test_a_file_that_was_tampered_with_fails_its_job_and_saves_nothing(county: County, spoilt: str) -> None:
    job = county.asks(people_import(), LARGE)
    change(county, f"update subsidy.upload {SPOILT[spoilt]}", job=job.id, other=sealed_once_more(county))
    done = county.does(job)
    assert done.problem is not None
    assert (done.state, done.problem.code) == (JobState.FAILED, "job_failed")
    assert county.there.log.head() == 0


def sealed_once_more(county: County) -> str:
    """The same content as another job's file."""
    job = county.asks(people_import(), LARGE)
    change(county, "update subsidy.job set not_before = 'infinity' where id = %(job)s", job=job.id)
    return job.id


def test_another_master_key_opens_nothing(county: County) -> None:
    job = county.asks(people_import(), CONTENT)
    ledger = county.ledger
    with open_pool(county.there.conninfo) as pool:
        stranger = Uploads(pool, ledger, MasterKey.generate(), most_bytes=PIECE)
        with pytest.raises(Exception, match="does not open"):
            stranger.open(job.id, stranger.look_at([CONTENT]))


def test_a_file_nobody_comes_back_for_is_removed_after_some_hours(county: County) -> None:
    waiting, orphan = county.asks(people_import(), CONTENT), "job-nobodys"
    ledger = county.ledger
    change(county, "insert into subsidy.upload values (%(l)s, %(j)s, 1, 'x')", l=ledger, j=orphan)
    queue = county.there.jobs.queue(keep_hours=2)
    queue.clear_up()
    assert county.count("upload") == 2
    change(
        county, "update subsidy.upload set kept_since = kept_since - interval '3 hours' where ledger = %(l)s", l=ledger
    )
    change(county, "update subsidy.job set asked_at = asked_at - interval '3 hours' where ledger = %(l)s", l=ledger)
    queue.clear_up()
    ended = county.there.jobs.job(waiting.id)
    assert ended.problem is not None
    assert (ended.state, ended.problem.code, county.count("upload")) == (JobState.REFUSED, "upload_expired", 0)
    assert county.asks(people_import(), CONTENT, command_id=waiting.command_id, by=LIAISON) == ended
