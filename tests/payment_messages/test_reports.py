"""pain.002: which status is the bank's last word, and what a report may not leave out."""

from __future__ import annotations

import pytest

from domain.payment_messages import PartMissing, SaysTwoThings
from domain.payouts.events import ReturnReason
from domain.uploads import HasBadCells
from infrastructure.bank_files import BankFiles
from tests.support.messages import report, status


@pytest.mark.parametrize("said", ["ACSC", "ACCC"])
def test_settled_is_settled(said: str) -> None:
    row = BankFiles().read_result(report(status("p/1", said))).accept()[0]
    assert (row.settled, row.final, str(row.amount), row.place) == (True, True, "1000.00", "TxInfAndSts[1]")


@pytest.mark.parametrize("said", ["ACTC", "ACCP", "ACSP", "ACWC", "PDNG", "PART", "RCVD"])
def test_every_other_acceptance_is_not_the_last_word_and_needs_no_amount(said: str) -> None:
    row = BankFiles().read_result(report(status("p/1", said, ""))).accept()[0]
    assert (row.settled, row.final, row.trouble) == (False, False, None)


def test_a_rejection_says_why_by_code_and_in_words() -> None:
    row = BankFiles().read_result(report(status("p/1", "RJCT", code="AC04", words="已销户"))).accept()[0]
    assert (row.settled, row.reason, row.words) == (False, ReturnReason.ACCOUNT_CLOSED, "AC04 已销户")


@pytest.mark.parametrize(
    "transaction", [status("p/1", "ACSC", ""), status("p/1", "RJCT"), status("p/1", ""), status("p/1", "RJCT", "")]
)
def test_a_last_word_without_amount_status_or_reason_is_refused(transaction: str) -> None:
    row = BankFiles().read_result(report(transaction)).accept()[0]
    assert isinstance(row.trouble, PartMissing)


def test_a_line_of_a_report_that_names_no_payment_is_a_bad_one() -> None:
    reading = BankFiles().read_result(report(status("p/1", "ACSC"), status("", "ACSC")))
    assert [(one.row, one.heading, one.code) for one in reading.bad] == [(2, "TxInfAndSts[2]", "part_missing")]
    with pytest.raises(HasBadCells):
        reading.accept()


def test_a_last_word_outlives_what_was_said_under_way_and_two_last_words_contradict_each_other() -> None:
    under_way, paid = status("p/1", "ACSP"), status("p/1", "ACSC")
    for order in ([under_way, paid], [paid, under_way], [paid, paid]):
        rows = BankFiles().read_result(report(*order)).accept()
        assert [(row.settled, row.trouble) for row in rows] == [(True, None)]
    for other in (status("p/1", "RJCT", code="AC01"), status("p/1", "ACSC", "999.00")):
        row = BankFiles().read_result(report(paid, other)).accept()[0]
        assert isinstance(row.trouble, SaysTwoThings)
