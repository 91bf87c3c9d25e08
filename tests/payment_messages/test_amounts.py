"""Amounts go between fen and the text of a message without losing one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.cells import AmountUnreadable, AmountZero
from domain.money import FinerThanOneFen, Money
from domain.payouts.references import LONGEST_REFERENCE, bank_reference
from domain.rejected import Rejected
from infrastructure.bank_files import BankFiles
from tests.support.messages import entry, line, message


def amount_read(text: str) -> tuple[Money, Rejected | None]:
    row = BankFiles().read_result(message(entry("DBIT", [line("p/1", text)]))).accept()[0]
    return row.amount, row.trouble


@given(st.integers(1, 10**13), st.integers(0, 3))
def test_every_fen_is_read_as_it_was_written(fen: int, zeros: int) -> None:
    assert amount_read(f"{Money(fen)}{'0' * zeros}") == (Money(fen), None)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("0.00", AmountZero),
        ("1.005", FinerThanOneFen),
        ("-1.00", AmountUnreadable),
        ("1,000.00", AmountUnreadable),
        ("1e3", AmountUnreadable),
        ("１０", AmountUnreadable),
        (".5", AmountUnreadable),
        ("Inf", AmountUnreadable),
    ],
)
def test_what_is_no_amount_of_whole_fen_is_refused(text: str, rule: type[Rejected]) -> None:
    assert type(amount_read(text)[1]) is rule


@given(st.text(st.sampled_from("abz019-/ .县"), min_size=1, max_size=80))
def test_a_payment_s_reference_fits_into_a_message_and_is_always_the_same(payout: str) -> None:
    reference = bank_reference(payout)
    assert len(reference) <= LONGEST_REFERENCE
    assert reference.isascii()
    assert reference == bank_reference(payout)
    assert reference == payout or reference != bank_reference(payout + "x")


def test_an_id_that_fits_is_its_own_reference() -> None:
    assert bank_reference("medicine/2024/b-7k0v9m2xq4a8e1zt") == "medicine/2024/b-7k0v9m2xq4a8e1zt"
    assert bank_reference("psy-medicine/2024-01/b-7k0v9m2xq4a8e1zt").startswith("P")
