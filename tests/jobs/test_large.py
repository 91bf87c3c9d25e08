"""Large lists: ten thousand people, and a batch of a hundred thousand lines in one request, in bounded memory."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from itertools import islice

import pytest
import xlsxwriter

from application.jobs import JobState
from domain.funds.events import FundsReserved
from infrastructure.synthetic_people import synthetic_people
from tests.jobs import large_county
from tests.jobs.conftest import NewCounty
from tests.jobs.large_county import BATCH
from tests.jobs.runner_process import Process
from tests.jobs.support import BATCH_HEADINGS, BUILDS, County, people_import, people_list

pytestmark = pytest.mark.slow

LINES = 100_000
MOST_KIB = 1_000_000
"""What the process that works on it may take at its peak; the bench allows the commands alone as much."""


def batch_workbook(numbers: Iterable[str]) -> bytes:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": True})
    sheet = book.add_worksheet("名单")
    for column, heading in enumerate(BATCH_HEADINGS.split(",")):
        sheet.write_string(0, column, heading)
    for row, number in enumerate(numbers, 1):
        sheet.write_string(row, 0, number)
        sheet.write_number(row, 2, 1000)
    book.close()
    return file.getvalue()


def in_pieces(content: bytes) -> Iterator[bytes]:
    rest = iter(content)
    while piece := bytes(islice(rest, 65_536)):
        yield piece


@pytest.mark.timeout(300)
def test_ten_thousand_people_are_registered_by_one_job(county: County) -> None:
    content = people_list(list(synthetic_people(10_000, 3)))
    done = county.does(county.asks(people_import(), content), 250)
    assert done.state is JobState.DONE, done.problem
    assert county.count("vault_person") == county.there.log.head() == county.count("job_row") == 10_000
    assert (done.progress_done, done.progress_of) == (30_000, 30_000)


@pytest.mark.timeout(900)
def test_a_batch_of_a_hundred_thousand_lines_is_one_request(new_county: NewCounty) -> None:
    county = new_county()
    rows = list(synthetic_people(LINES, 1))
    large_county.settle(county.there, rows)
    content = batch_workbook(row.record.id_number for row in rows)
    job = county.asks(BATCH, in_pieces(content), name="名单.xlsx", **BUILDS)
    assert job.size == len(content)
    process = Process(county.there.home, county.ledger, county.there.conninfo)
    done = county.sees_through(job, 800)
    peak = process.peak_kib()
    process.kill()
    assert done.answer is not None, done.problem
    assert (done.answer["people"], done.answer["total_fen"], done.answer["rows"]) == (LINES, f"{LINES}00000", LINES)
    assert county.count("job_row") == LINES
    assert peak < MOST_KIB
    fund = county.there.desk.log.stream(f"fund/2017/programme-0/{BATCH.region}")
    [reserved] = [entry.fact for entry in fund if isinstance(entry.fact, FundsReserved)]
    assert sum(part.amount.fen for part in reserved.parts) == LINES * 100_000
