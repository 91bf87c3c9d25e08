"""Nothing is saved until the file is right: bad cells, rows against the rules and doubts are told on their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from application.imports import PersonRow
from application.jobs import JobParameters, JobState
from tests.jobs.conftest import NewCounty
from tests.jobs.support import (
    BATCH_HEADINGS,
    BUILDS,
    PEOPLE_HEADINGS,
    RESULT_HEADINGS,
    County,
    bank_result,
    batch_import,
    batch_list,
    csv_of,
    people_import,
    people_list,
    person_line,
)
from tests.support.office import CASHIER, LIAISON
from tests.support.stories import a_released_batch, some_people

FIVE = some_people()
NEWCOMERS = some_people(8, seed=99)


def with_nicknames(rows: Sequence[PersonRow]) -> bytes:
    """A list with a column that the form does not know."""
    return csv_of(f"{PEOPLE_HEADINGS},外号", (f"{person_line(row)},甲" for row in rows))


def test_a_right_list_of_people_registers_all_of_them_and_says_whom_each_row_means(county: County) -> None:
    job = county.does(county.asks(people_import(), people_list(NEWCOMERS)))
    assert (job.state, job.problem, job.remarks) == (JobState.DONE, None, 0)
    assert job.answer is not None
    assert (job.answer["people"], job.answer["rows"], job.answer["sha256"]) == (8, 8, job.file_sha256)
    assert (job.progress_done, job.progress_of) == (24, 24)
    assert job.finished_at is not None
    found = county.there.jobs.people(job.id)
    assert [one.row for one in found] == list(range(2, 10))
    numbers = [row.record.id_number for row in NEWCOMERS]
    assert dict(zip(numbers, (one.beneficiary for one in found), strict=True)) == county.there.desk.vault.find_many(
        "id_number", numbers
    )


def test_a_list_brought_for_one_place_registers_nobody_from_elsewhere_and_asks_the_vault_for_nobody(
    county: County,
) -> None:
    places = sorted({row.region for row in NEWCOMERS})
    assert len(places) > 1
    outside = [row for row in NEWCOMERS if row.region != places[0]]
    asked = replace(people_import(), region=places[0])
    job = county.does(county.asks(asked, people_list(NEWCOMERS)))
    assert (job.state, job.remarks) == (JobState.REFUSED, len(outside))
    assert {code for *_, code in county.remarks(job)} == {"row_outside_area"}
    assert (county.there.log.head(), county.count("vault_person"), county.count("vault_access")) == (0, 0, 0)


def test_one_bad_cell_and_nothing_of_the_list_is_saved(county: County) -> None:
    lines = [person_line(row) for row in NEWCOMERS]
    number = NEWCOMERS[3].record.id_number
    lines[3] = lines[3].replace(number, number[:-1] + ("0" if number[-1] != "0" else "1"), 1)
    content = csv_of(PEOPLE_HEADINGS, lines)
    job = county.does(county.asks(people_import(), content))
    assert (job.state, job.answer) == (JobState.REFUSED, None)
    assert job.problem is not None
    assert job.problem.code == "has_bad_cells"
    [told] = county.there.jobs.remarks(job.id)
    remark = told.remark
    assert (told.number, told.is_doubt) == (1, False)
    assert (remark.sheet, remark.row, remark.column, remark.heading) == ("CSV", 5, "B", "身份证号")
    assert (remark.value, remark.code) == (number[:6] + "*" * 12, "id_number_check_digit")
    assert remark.zh
    assert remark.en
    assert (county.there.log.head(), county.count("vault_person"), county.count("job_row")) == (0, 0, 0)


def test_everybody_who_cannot_be_registered_is_named_at_once(county: County) -> None:
    county.does(county.asks(people_import(), people_list(NEWCOMERS[:3])))
    known = NEWCOMERS[1]
    other = replace(known, record=replace(known.record, name="欧阳明", phone="13900009999"))
    head = county.there.log.head()
    job = county.does(county.asks(people_import(), people_list([NEWCOMERS[0], other, *NEWCOMERS[3:]])))
    assert job.problem is not None
    assert (job.state, job.problem.code, job.remarks) == (JobState.REFUSED, "rows_refused", 2)
    number = NEWCOMERS[0].record.id_number
    assert county.remarks(job) == [
        (2, "B", "身份证号", number[:6] + "*" * 12, "registered_already"),
        (3, "A", "姓名", "欧*明", "record_differs"),
    ]
    assert (county.there.log.head(), county.count("vault_person")) == (head, 3)


def test_doubts_wait_to_be_accepted_and_then_the_list_goes_through(county: County) -> None:
    job = county.does(county.asks(people_import(), with_nicknames(NEWCOMERS)))
    assert job.problem is not None
    assert (job.state, job.problem.code, job.finished_at) == (JobState.DOUBTFUL, "doubts_not_accepted", None)
    assert [(one.is_doubt, one.remark.code, one.remark.column) for one in county.there.jobs.remarks(job.id)] == [
        (True, "column_not_read", "K")
    ]
    assert county.there.log.head() == 0
    accepted = county.there.jobs.accept_doubts(job.id, ["column_not_read"], by=LIAISON)
    assert (accepted.state, accepted.accepted) == (JobState.WAITING, ("column_not_read",))
    done = county.does(job)
    assert (done.state, done.remarks, done.problem) == (JobState.DONE, 0, None)
    assert county.there.jobs.accept_doubts(job.id, ["column_not_read"], by=LIAISON) == done


def test_doubts_accepted_beforehand_do_not_stop_a_list(county: County) -> None:
    job = county.does(county.asks(people_import(), with_nicknames(NEWCOMERS), accept=("column_not_read",)))
    assert job.state is JobState.DONE, job.problem


@pytest.mark.parametrize("there", ["people", "batch"])
def test_a_dry_run_checks_everything_saves_nothing_and_leaves_its_command_id_free(paying: County, there: str) -> None:
    asked: JobParameters = people_import() if there == "people" else batch_import()
    content = people_list(NEWCOMERS) if there == "people" else batch_list(FIVE[:2])
    batch = {"rows": 2, "people": 2, "total_fen": "200000", "unfunded": 0}
    wanted = {"dry_run": True, **({"rows": 8} if there == "people" else batch)}
    head, sealed = paying.there.log.head(), paying.count("vault_person")
    job = paying.does(paying.asks(asked, content, dry_run=True, command_id="rehearsed-1", **BUILDS))
    assert job.state is JobState.DONE, job.problem
    assert job.answer is not None
    assert wanted.items() <= job.answer.items()
    assert (paying.there.log.head(), paying.count("vault_person"), paying.count("upload")) == (head, sealed, 0)
    done = paying.does(paying.asks(asked, content, command_id="rehearsed-1", **BUILDS))
    assert done.state is JobState.DONE, done.problem
    assert done.id != job.id
    assert paying.there.log.head() > head


def test_a_list_of_amounts_becomes_a_batch(paying: County) -> None:
    job = paying.does(paying.asks(batch_import(), batch_list(FIVE[1:4]), **BUILDS))
    assert job.answer is not None, job.problem
    assert (job.state, job.answer["batch"], job.answer["people"]) == (JobState.DONE, "psy-medicine/2017/1", 3)
    assert [one.beneficiary for one in paying.there.jobs.people(job.id)] == list(paying.story.people[1:4])


def test_amounts_that_are_not_the_rules_and_people_nobody_knows_are_named_on_their_cells(paying: County) -> None:
    head = paying.there.log.head()
    lines = [
        f"{FIVE[0].record.id_number},,1000.00",
        f"{NEWCOMERS[0].record.id_number},,1000.00",
        f",{FIVE[2].record.certificate},999.00",
    ]
    job = paying.does(paying.asks(batch_import(), csv_of(BATCH_HEADINGS, lines), **BUILDS))
    assert job.problem is not None
    assert (job.state, job.problem.code) == (JobState.REFUSED, "rows_refused")
    assert paying.remarks(job) == [
        (3, "A", "身份证号", NEWCOMERS[0].record.id_number[:6] + "*" * 12, "nobody_of_that_number"),
        (4, "C", "金额", "999.00", "amount_not_by_the_rules"),
    ]
    assert paying.there.log.head() == head


def test_a_list_whose_rows_are_right_may_still_be_refused_as_a_whole(paying: County) -> None:
    first = paying.does(paying.asks(batch_import("1"), batch_list(FIVE[:4]), **BUILDS))
    job = paying.does(paying.asks(batch_import("1"), batch_list(FIVE[4:]), **BUILDS))
    assert first.state is JobState.DONE
    assert job.problem is not None
    assert (job.state, job.problem.code, job.problem.field) == (JobState.REFUSED, "batch_exists", "number")
    assert paying.remarks(job) == []


def test_what_the_bank_says_of_no_payment_or_of_another_amount_is_named_and_then_posted(new_county: NewCounty) -> None:
    county = new_county()
    a_released_batch(office=county.story)
    batch = county.story.batch
    names = [one.payout for one in county.story.views.payouts_of_batch(batch)]
    wrong = [f"{names[0]},1000.00,成功,", f"{names[1]},999.00,成功,", "6222020200112233445,5.00,失败,户名不符"]
    asked = bank_result(batch)
    job = county.does(county.asks(asked, csv_of(RESULT_HEADINGS, wrong), by=CASHIER))
    assert [(row, column, code) for row, column, _, _, code in county.remarks(job)] == [
        (3, "B", "bank_amount_differs"),
        (4, "A", "not_a_payment_of"),
    ]
    assert "6222020200112233445" not in str(county.there.jobs.remarks(job.id))
    right = [f"{name},1000.00,成功," for name in names[:4]] + [f"{names[4]},1000.00,退回,账户已销户"]
    done = county.does(county.asks(asked, csv_of(RESULT_HEADINGS, right), by=CASHIER, name="回单.csv"))
    assert done.answer is not None, done.problem
    assert (done.answer["settled"], done.answer["returned"]) == (4, 1)
