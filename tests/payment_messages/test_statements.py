"""camt.053 and camt.054: what an account's lines come to, payment by payment."""

from __future__ import annotations

import random
from datetime import date

import pytest

from application.bank_lists import ResultRow
from domain.payment_messages import NeitherDebitNorCredit, NotInYuan, PartMissing, SaysTwoThings
from domain.payouts.events import ReturnReason
from infrastructure.bank_files import BankFiles
from tests.support.messages import CAMT_053, CAMT_054, entry, line, message, returned

OURS = "medicine/2017/b-1"


def read(*entries: str, kind: str = CAMT_053) -> list[ResultRow]:
    reading = BankFiles().read_result(message("".join(entries), kind))
    assert (reading.bad, reading.doubts, reading.sheet) == ((), (), kind)
    return list(reading.accept())


def only(*entries: str) -> ResultRow:
    rows = read(*entries)
    assert len(rows) == 1
    return rows[0]


@pytest.mark.parametrize("kind", [CAMT_053, CAMT_054, "camt.053.001.02", "camt.054.001.04"])
def test_every_line_of_a_batch_booking_is_a_payment_of_its_own(kind: str) -> None:
    rows = read(entry("DBIT", [line(OURS), line("medicine/2017/b-2", "12.50")], amount="1012.50"), kind=kind)
    assert [(row.reference, str(row.amount), row.settled, row.place) for row in rows] == [
        (OURS, "1000.00", True, "Ntry[1]/TxDtls[1]"),
        ("medicine/2017/b-2", "12.50", True, "Ntry[1]/TxDtls[2]"),
    ]


def test_a_single_line_without_an_amount_has_that_of_its_entry_and_one_of_several_has_none() -> None:
    assert str(only(entry("DBIT", [line(OURS, "")], amount="88.00")).amount) == "88.00"
    first, second = read(entry("DBIT", [line(OURS, ""), line("b", "3.00")], amount="88.00"))
    assert isinstance(first.trouble, PartMissing)
    assert second.trouble is None


def test_an_older_version_states_the_transaction_s_amount_and_a_plain_status() -> None:
    more = '<AmtDtls><TxAmt><Amt Ccy="CNY">7.00</Amt></TxAmt></AmtDtls>'
    old = entry("DBIT", [line(OURS, "", more=more), line("b", "1.00")]).replace(
        "<Sts><Cd>BOOK</Cd></Sts>", "<Sts>BOOK</Sts>"
    )
    first = read(old, kind="camt.053.001.02")[0]
    assert (str(first.amount), first.settled, first.final) == ("7.00", True, True)


@pytest.mark.parametrize(
    ("code", "words", "reason"),
    [
        ("AC01", "", ReturnReason.ACCOUNT_UNKNOWN),
        ("AC04", "账户已销户", ReturnReason.ACCOUNT_CLOSED),
        ("AC06", "", ReturnReason.ACCOUNT_FROZEN),
        ("BE01", "", ReturnReason.NAME_MISMATCH),
        ("MS03", "户名不符", ReturnReason.NAME_MISMATCH),
        ("MS03", "", ReturnReason.OTHER),
    ],
)
def test_a_credit_with_our_reference_sends_the_payment_back_for_the_bank_s_reason(
    code: str, words: str, reason: ReturnReason
) -> None:
    row = only(entry("CRDT", [line(OURS, more=returned(code, words))]))
    assert (row.settled, row.reason, row.words) == (False, reason, f"{code} {words}".strip())


def test_a_reversal_sends_back_and_needs_no_other_reason() -> None:
    row = only(entry("CRDT", [line(OURS)], more="<RvslInd>true</RvslInd>"))
    assert (row.settled, row.words, row.trouble) == (False, "冲正", None)


def test_what_came_back_without_a_reason_cannot_be_put_right() -> None:
    assert isinstance(only(entry("CRDT", [line(OURS)])).trouble, PartMissing)


def test_the_bank_s_words_are_kept_without_anybody_s_number() -> None:
    row = only(entry("CRDT", [line(OURS, more=returned(words="账号6222020200112233445已销户"))]))
    assert "6222020200112233445" not in row.words
    assert row.reason is ReturnReason.ACCOUNT_CLOSED


OUT, BACK = entry("DBIT", [line(OURS)]), entry("CRDT", [line(OURS, more=returned())], on="2017-04-27")
AGAIN = entry("DBIT", [line(OURS)], on="2017-05-03")


@pytest.mark.parametrize("order", range(4))
def test_the_net_of_a_payment_s_lines_counts_in_whatever_order_they_stand(order: int) -> None:
    shuffled = random.Random(order).sample([OUT, BACK, AGAIN], 3)
    assert (only(*shuffled).settled, only(*shuffled).booked_on) == (True, date(2017, 5, 3))
    back = only(*random.Random(order).sample([OUT, BACK], 2))
    assert (back.settled, back.words, back.booked_on) == (False, "AC04 账户已销户", date(2017, 4, 27))


@pytest.mark.parametrize(
    "entries", [[OUT, OUT], [BACK, BACK], [OUT, BACK, BACK], [OUT, entry("DBIT", [line(OURS, "1.00")])]]
)
def test_a_payment_that_went_out_twice_or_came_back_twice_contradicts_itself(entries: list[str]) -> None:
    assert isinstance(only(*entries).trouble, SaysTwoThings)


@pytest.mark.parametrize("status", ["PDNG", "INFO", ""])
def test_only_what_is_booked_counts(status: str) -> None:
    assert not only(entry("DBIT", [line(OURS)], status=status)).final
    assert only(OUT, entry("CRDT", [line(OURS, more=returned())], status="PDNG")).settled


def test_what_is_wrong_with_a_line_is_kept_until_it_is_known_whose_it_is() -> None:
    foreign = only(entry("DBIT", [line("THEIRS", currency="USD")]))
    assert isinstance(foreign.trouble, NotInYuan)
    assert isinstance(only(entry("SOLD", [line(OURS)])).trouble, NeitherDebitNorCredit)


@pytest.mark.parametrize("nobody", [entry("DBIT"), entry("DBIT", [line("NOTPROVIDED")]), entry("DBIT", [line("")])])
def test_a_line_that_names_no_payment_has_no_reference(nobody: str) -> None:
    assert [row.reference for row in read(nobody, nobody)] == ["", ""]
