"""The books: which months, what stands in them, and that they foot for whatever a ledger holds."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from datetime import date
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from application.audit_data.books import span_of
from application.audit_data.checking import checked
from application.audit_data.exporting import masked_payee
from application.audit_data.subjects import SUBJECTS, VOUCHER_KINDS
from application.audit_data.tables import FILES, MEMBERS
from application.views.posting import Account, Movement
from domain.audit_data.rejections import (
    MonthsNotBegun,
    MonthsOfTwoYears,
    MonthsTurnedRound,
    NothingBooked,
    PositionNotRecorded,
)
from domain.claims.naming import ClaimKind, claim_id
from domain.funds.events import FundsAdded, FundsFreed, FundsReserved, FundsSurrendered
from domain.funds.parts import Part
from domain.money import Money
from domain.payouts.events import PayoutSettled
from domain.periods import Month, Period
from domain.rejected import Rejected
from tests.audit_data.support import BATCH, FUND, LINE, PERSON, a_desk, a_story, files_of, package, rows


@pytest.mark.parametrize(
    ("first", "last", "rule"),
    [
        ("2017-05", "2017-04", MonthsTurnedRound),
        ("2016-12", "2017-01", MonthsOfTwoYears),
        ("2018-03", "2018-12", MonthsNotBegun),
    ],
)
def test_books_are_of_months_of_one_year_that_has_begun(first: str, last: str, rule: type[Rejected]) -> None:
    with pytest.raises(rule) as refused:
        span_of(Month.parse(first), Month.parse(last), today=date(2018, 2, 28))
    assert "{" not in refused.value.sentence("zh") + refused.value.sentence("en")


def test_the_year_under_way_may_be_asked_for_whole() -> None:
    assert len(list(span_of(Month.parse("2018-01"), Month.parse("2018-12"), today=date(2018, 2, 28)))) == 12


def test_an_empty_ledger_has_no_books_and_nothing_is_told_of_what_is_not_recorded() -> None:
    with pytest.raises(NothingBooked):
        package(a_desk([]))
    with pytest.raises(PositionNotRecorded):
        package(a_desk(a_story()), as_of=1000)


def test_every_account_and_movement_of_the_journal_has_its_code_once() -> None:
    assert set(SUBJECTS) == set(Account)
    assert {movement.value for movement in Movement} - set(VOUCHER_KINDS) == set()
    assert len({one.code for one in SUBJECTS.values()}) == len(SUBJECTS)
    assert len({code for code, _ in VOUCHER_KINDS.values()}) == len(VOUCHER_KINDS)


def test_a_years_books_are_the_vouchers_balances_and_lines_of_the_story() -> None:
    content = package(a_desk(a_story()))
    found = checked(io.BytesIO(content))
    assert (found.ledger, found.as_of, found.sealed) == ("990101", 9, False)
    assert (found.vouchers, found.lines, found.fund_lines) == (7, 14, 1)  # December and January lie outside
    assert found.debit_fen == found.credit_fen == 30_000 + 250_000 + 50_000 + 4 * 100_000
    assert list(files_of(content)) == list(MEMBERS)
    [line] = rows(content, "lines.xml", "预算指标")
    for said in (
        "<期末指标下达>5000.00</",
        "<期末可用指标>3000.00</",
        "<期末预留指标>0.00</",
        "<期末到账支出>1000.00</",
        "<期末银行退回>1000.00</",
    ):
        assert said in line
    january = [one for one in rows(content, "balances.xml", "科目余额及发生额") if "<会计期间号>1</" in one]
    assert any("<期初余额方向>贷</期初余额方向><期初本币余额>5000.00</" in one for one in january)


def test_months_begin_with_what_the_months_before_closed_with() -> None:
    desk = a_desk(a_story())
    [april] = [
        one
        for one in rows(package(desk, "2017-04", "2017-04"), "balances.xml", "科目余额及发生额")
        if "<科目编号>1003</" in one
    ]
    [may] = [
        one
        for one in rows(package(desk, "2017-05", "2017-05"), "balances.xml", "科目余额及发生额")
        if "<科目编号>1003</" in one
    ]
    assert "<期末本币余额>1000.00</" in april
    assert "<期初本币余额>1000.00</" in may


def test_the_same_position_gives_the_same_bytes_whatever_came_later() -> None:
    desk = a_desk(a_story())
    assert package(desk, as_of=5) == package(a_desk(a_story()[:5]), as_of=5)
    assert package(desk) == package(desk)
    assert package(desk, as_of=5) != package(desk)


def test_every_file_is_well_formed_xml_whatever_a_document_is_called() -> None:
    content = files_of(package(a_desk(a_story())))
    for file in FILES:
        root = ET.fromstring(content[file.name])
        assert root.tag == file.zh
        assert {one.tag for one in root} <= {table.name for table in file.tables}
    document = ET.fromstring(content["lines.xml"])[0].find("指标文号")
    assert document is not None
    assert document.text == "财社〔2016〕114号 <补助> & 其他"


def test_a_payee_is_a_masked_number_and_the_same_person_the_same() -> None:
    content = package(a_desk(a_story()))
    everything = b"".join(files_of(content).values()).decode()
    assert PERSON not in everything
    assert everything.count(masked_payee("990101", PERSON)) == 2
    assert masked_payee("990102", PERSON) != masked_payee("990101", PERSON)
    claim = claim_id(ClaimKind.AWARD, "scheme", "village-1", "1")
    assert masked_payee("990101", claim) == claim


def test_the_shape_goes_with_the_file() -> None:
    shape = json.loads(files_of(package(a_desk(a_story())))["shape.json"])
    assert [one["name"] for one in shape["files"]] == [file.name for file in FILES]
    every = [field for one in shape["files"] for table in one["tables"] for field in table["fields"]]
    assert {field["basis"] for field in every} == {"series", "outline", "ours"}
    assert all(field["source"] for field in every)


def _step(made: tuple[int, int, date]) -> tuple[str, object]:
    kind, fen, day = made
    line = LINE if kind % 2 else f"{FUND}/municipal/lottery/财社〔2016〕9号"
    parts = (Part(line, Money(fen)),)
    kinds: tuple[Callable[[], tuple[str, object]], ...] = (
        lambda: (f"fund/{FUND}", FundsAdded(line, Money(fen), "财社〔2017〕1号", day)),
        lambda: (f"fund/{FUND}", FundsReserved(BATCH, Period("2017"), parts, (), day)),
        lambda: (f"fund/{FUND}", FundsFreed(BATCH, Period("2017"), parts, (), day)),
        lambda: ("payout/medicine/2017/b-1", PayoutSettled(BATCH, Money(fen), parts, day)),
        lambda: (f"fund/{FUND}", FundsSurrendered(line, Money(fen), day)),
    )
    return kinds[kind % len(kinds)]()


@settings(deadline=None, max_examples=40)
@given(
    st.lists(
        st.tuples(st.integers(0, 9), st.integers(1, 10**12), st.dates(date(2016, 6, 1), date(2018, 6, 30))),
        min_size=1,
        max_size=25,
    ),
    st.integers(1, 12),
    st.integers(0, 11),
)
def test_the_books_of_any_ledger_and_any_months_foot(made: list[tuple[int, int, date]], first: int, more: int) -> None:
    last = min(12, first + more)
    desk = a_desk(map(_step, made))
    found = checked(io.BytesIO(package(desk, f"2017-{first:02d}", f"2017-{last:02d}")))
    inside = [fen for _, fen, day in made if day.year == 2017 and first <= day.month <= last]
    assert found.debit_fen == found.credit_fen == sum(inside)
    assert found.vouchers == len(inside)
