"""Files that are no list, or would be the end of whoever opens them, end as refused jobs with a reason."""

from __future__ import annotations

import io
import zipfile

import pytest

from application.jobs import JobState
from tests.jobs.support import County, people_import, people_list
from tests.spreadsheet.conftest import HEADINGS, LI, xlsx
from tests.support.stories import some_people

WORKBOOK = xlsx([HEADINGS, LI])
SHEET = "xl/worksheets/sheet1.xml"


def workbook_with(content: bytes) -> bytes:
    """The workbook with other bytes for its sheet."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == SHEET else old.read(name))
    return packed.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
FILES = {
    "empty": (b"", "file_empty"),
    "blank": (b" \n\n ", "file_empty"),
    "not a list": (b"once upon a time\n", "no_headings"),
    "binary": (bytes(range(256)) * 40, "file_kind_unknown"),
    "neither encoding": ("姓名".encode() + b"\xff\xff,\xfe", "file_encoding_unknown"),
    "truncated workbook": (WORKBOOK[: len(WORKBOOK) // 2], "file_damaged"),
    "truncated old workbook": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "file_damaged"),
    "another zip": (b"PK\x03\x04" + bytes(200), "file_kind_unknown"),
    "swollen": (workbook_with(b"<worksheet>" + b" " * 90_000_000), "file_swollen"),
    "entities": (workbook_with(ENTITIES), "file_damaged"),
    "a far corner": (workbook_with(b'<worksheet><row r="1048576"/></worksheet>'), "too_many_rows"),
    "headings only": (people_list([]), "no_rows"),
    "zero bytes": (people_list(some_people(1)).replace(b",", b"\0,"), "file_kind_unknown"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_malformed_or_hostile_file_is_a_refused_job_with_its_reason(county: County, name: str) -> None:
    content, code = FILES[name]
    job = county.does(county.asks(people_import(), content, name="名单.xlsx"))
    assert job.problem is not None
    assert (job.state, job.problem.code) == (JobState.REFUSED, code)
    assert job.problem.zh
    assert job.problem.en
    assert (county.there.log.head(), county.count("upload"), job.remarks) == (0, 0, 0)


def test_after_a_hostile_file_the_next_job_is_done(county: County) -> None:
    bad = county.asks(people_import(), FILES["swollen"][0])
    good = county.does(county.asks(people_import(), people_list(some_people(2))))
    assert good.state is JobState.DONE
    assert county.there.jobs.job(bad.id).state is JobState.REFUSED


def test_a_list_wrong_in_every_cell_is_told_up_to_a_limit(county: County) -> None:
    content = people_list([]) + b"\n".join([b"1,2,3,4,5,6,7,8,9,10"] * 20_000)
    job = county.does(county.asks(people_import(), content))
    assert job.state is JobState.REFUSED
    assert 50_000 <= job.remarks < 50_010
    assert job.progress_done < job.progress_of == 60_000
