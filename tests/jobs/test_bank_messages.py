"""Messages of a bank in the books: what is ours is posted, what is others' set aside, and no file counts twice."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from application.commands.bank import ReissuePayouts
from application.commands.recoveries import OrderRecovery
from application.jobs import Job, JobState
from domain.money import Money
from domain.payouts.references import bank_reference
from domain.recoveries.events import Instalment, RecoveryGround
from tests.jobs.conftest import NewCounty
from tests.jobs.support import RESULT_HEADINGS, County, bank_result, csv_of
from tests.support.messages import entry, line, message, report, returned, status
from tests.support.office import CASHIER
from tests.support.stories import AGAIN, AGAIN_RESULT, RESULT, a_released_batch

LATE = date(2017, 5, 8)


@pytest.fixture(scope="module")
def shared(new_county: NewCounty) -> County:
    """Five payments of 1000.00 at the bank, in a ledger that refused files do not change."""
    county = new_county()
    a_released_batch(office=county.story)
    return county


@pytest.fixture
def county(new_county: NewCounty) -> County:
    county = new_county()
    a_released_batch(office=county.story)
    return county


def names(county: County) -> list[str]:
    """What the payments are called at the bank."""
    return [bank_reference(one.payout) for one in county.story.views.payouts_of_batch(county.story.batch)]


def brings(county: County, content: bytes, on: date = RESULT, **more: Any) -> Job:
    return county.does(county.asks(bank_result(county.story.batch, on), content, by=CASHIER, name="回单.xml", **more))


def said(job: Job) -> dict[str, Any]:
    assert job.answer is not None, job.problem
    told = ("settled", "returned", "set_aside", "left_open", "known", "returned_late", "to_treasury", "ordered_back")
    return {name: job.answer[name] for name in told if name in job.answer}


def refused(county: County, content: bytes, on: date = RESULT) -> tuple[str, list[tuple[str, str]]]:
    """Bring a file that changes nothing: why as a whole, and place and rule of each line that is wrong."""
    head = county.there.log.head()
    job = brings(county, content, on)
    assert job.state is JobState.REFUSED
    assert job.problem is not None
    assert county.there.log.head() == head
    return job.problem.code, [(heading, code) for _, _, heading, _, code in county.remarks(job)]


def test_a_statement_settles_what_went_out_sends_back_what_came_back_and_sets_others_lines_aside(
    county: County,
) -> None:
    first, second, third, fourth, _nothing_said = names(county)
    statement = message(
        entry("CRDT", [line(third, more=returned())])  # before the payment it takes back
        + entry("DBIT", [line(first), line(second), line(third)], amount="3000.00")
        + entry("DBIT", [line("medicine/2016/b-somebody", "77.00")])
        + entry("DBIT", [line("THEIRS", currency="USD")])
        + entry("CRDT", amount="5000000.00")
        + entry("DBIT", [line(fourth)], status="PDNG")
    )
    dry = brings(county, statement, dry_run=True)
    job = brings(county, statement)
    assert said(job) == said(dry) == {"settled": 2, "returned": 1, "set_aside": 3, "left_open": 1}
    stages = [one.stage for one in county.story.views.payouts_of_batch(county.story.batch)]
    assert sorted(stages) == ["released", "released", "returned", "settled", "settled"]
    assert refused(county, statement) == ("statement_posted_before", [])


def test_statements_overlap_and_what_is_known_is_not_posted_again(county: County) -> None:
    first, second, third, *_ = names(county)
    day = entry("DBIT", [line(first), line(second)]) + entry("CRDT", [line(third, more=returned())])
    assert said(brings(county, message(day))) == {"settled": 2, "returned": 1}
    assert refused(county, message(day + "<!-- the week's -->"))[0] == "nothing_to_post"
    person = county.story.views.payouts_of_batch(county.story.batch)[2].beneficiary
    county.story.asks(
        ReissuePayouts, by=CASHIER, batch_id=county.story.batch, beneficiaries=(person,), value_date=AGAIN
    )
    # The first sending's return stands there again, and the second one is out by now.
    assert refused(county, message(day + "<!-- again -->"), AGAIN_RESULT)[0] == "nothing_to_post"
    out_again = entry("DBIT", [line(third)], on=str(AGAIN_RESULT))
    month = message(entry("DBIT", [line(third)]) + day + out_again)
    assert said(brings(county, month, AGAIN_RESULT)) == {"settled": 1, "returned": 0, "known": 2}


def test_what_comes_back_after_it_was_paid_waits_like_any_return_and_is_posted_once(county: County) -> None:
    first, second, *_, fourth, _fifth = names(county)
    brings(county, message(entry("DBIT", [line(first), line(second)])))
    back = entry("CRDT", [line(first, more=returned())], on="2017-05-08")
    statement = message(entry("DBIT", [line(fourth)], on="2017-05-08") + back)
    dry = brings(county, statement, LATE, dry_run=True)
    assert said(brings(county, statement, LATE)) == said(dry) == {
        "settled": 1, "returned": 0, "returned_late": 1, "to_treasury": False
    }  # fmt: skip
    assert refused(county, statement, LATE) == ("statement_posted_before", [])
    assert refused(county, message(back + "<!-- the month's -->"), LATE)[0] == "nothing_to_post"
    stages = [one.stage for one in county.story.views.payouts_of_batch(county.story.batch)]
    assert stages == ["returned", "settled", "released", "settled", "released"]


def test_a_statement_of_nothing_but_late_returns_is_posted_and_what_is_ordered_back_is_named(county: County) -> None:
    first, second, *_ = names(county)
    one, other, *_ = county.story.views.payouts_of_batch(county.story.batch)
    brings(county, message(entry("DBIT", [line(first), line(second)])))
    terms = {"amount": Money(100), "instalments": (Instalment(LATE, Money(100)),), "ground": RecoveryGround.FALSE_FACTS}
    county.story.asks(OrderRecovery, by=CASHIER, recovery_id="r-1", payout_id=one.payout, on=LATE, **terms)
    alone = message(entry("CRDT", [line(first, more=returned())], on="2017-05-08"))
    assert refused(county, alone, LATE)[0] == "nothing_to_post"
    both = message(entry("CRDT", [line(first, more=returned()), line(second, more=returned())], on="2017-05-08"))
    job = brings(county, both, LATE)
    assert said(job) == {
        "settled": 0, "returned": 0, "returned_late": 1, "to_treasury": False, "ordered_back": [one.beneficiary]
    }  # fmt: skip
    assert county.story.stages()[other.beneficiary] == "returned"


def test_a_list_takes_back_what_was_paid_and_not_what_was_sent_once_more(county: County) -> None:
    one, other, *_ = county.story.views.payouts_of_batch(county.story.batch)
    paid = [f"{each.payout},1000.00,成功," for each in (one, other)]
    brings(county, csv_of(RESULT_HEADINGS, paid))
    wrong = [f"{one.payout},999.00,退回,已销户"]
    assert refused(county, csv_of(RESULT_HEADINGS, wrong), LATE)[1] == [("金额", "bank_amount_differs")]
    taken = csv_of(RESULT_HEADINGS, [f"{one.payout},1000.00,退回,已销户"])
    assert said(brings(county, taken, LATE))["returned_late"] == 1
    whom = {"batch_id": county.story.batch, "beneficiaries": (one.beneficiary,)}
    county.story.asks(ReissuePayouts, by=CASHIER, value_date=LATE, **whom)
    brings(county, csv_of(RESULT_HEADINGS, [f"{one.payout},1000.00,成功,再发"]), LATE)
    again = csv_of(RESULT_HEADINGS, [f"{one.payout},1000.00,退回,户名不符"])
    assert refused(county, again, LATE)[1] == [("付款编号", "payout_not_in_that_stage")]


def test_a_report_settles_and_rejects_and_leaves_the_rest_open(county: County) -> None:
    first, second, third, *_ = names(county)
    told = report(
        status(first, "ACSC"), status(second, "RJCT", code="AC06", words="账户冻结"), status(third, "ACSP", "")
    )
    assert said(brings(county, told)) == {"settled": 1, "returned": 1, "left_open": 1}
    assert refused(county, told)[0] == "statement_posted_before"


def test_a_list_counts_once_like_any_file(county: County) -> None:
    listed = csv_of(RESULT_HEADINGS, [f"{one.payout},1000.00,成功," for one in
                                      county.story.views.payouts_of_batch(county.story.batch)[:2]])  # fmt: skip
    assert said(brings(county, listed)) == {"settled": 2, "returned": 0}
    assert refused(county, listed)[0] == "statement_posted_before"


def test_one_wrong_line_of_ours_refuses_the_whole_and_is_named_by_its_place(shared: County) -> None:
    first, second, third, fourth, fifth = names(shared)
    wrong = message(
        entry("DBIT", [line(first, "999.99"), line(second, currency="USD"), line("THEIRS", "-1")])
        + entry("DBIT", [line(third)])
        + entry("DBIT", [line(third)])
        + entry("CRDT", [line(fourth)])
        + entry("DBIT", [line(fifth)])
    )
    assert refused(shared, wrong) == (
        "rows_refused",
        [
            ("Ntry[1]/TxDtls[1]", "bank_amount_differs"),
            ("Ntry[1]/TxDtls[2]", "not_in_yuan"),
            ("Ntry[2]/TxDtls[1]", "says_two_things"),
            ("Ntry[4]/TxDtls[1]", "part_missing"),
        ],
    )


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (message(entry("DBIT", [line("THEIRS")])), "nothing_to_post"),
        (report(status("THEIRS", "ACSC")), "rows_refused"),
        (message("")[:-12], "message_breaks_off"),
        (b"<!DOCTYPE a><a/>", "message_declares_entities"),
        (report(status("", "ACSC")), "has_bad_cells"),
    ],
)
def test_a_file_of_which_nothing_can_be_posted_changes_nothing(shared: County, content: bytes, code: str) -> None:
    assert refused(shared, content)[0] == code


def test_a_person_s_number_alone_names_no_payment_on_a_statement(shared: County) -> None:
    """It would be in every batch that pays the person."""
    person = shared.story.views.payouts_of_batch(shared.story.batch)[0].beneficiary
    assert refused(shared, message(entry("DBIT", [line(person)])))[0] == "nothing_to_post"
