"""The books and the open data of case 000: on their pages, over HTTP, sealed, checked, and for whom they are."""

from __future__ import annotations

import io
import json
from zipfile import ZipFile

import pytest

from application.audit_data.checking import checked
from application.audit_data.tables import FILES
from application.lists import BENEFICIARIES
from domain.accounts.roles import Role
from domain.money import Money
from tests.support.seat import Seat, seen
from tests.support.service import Service

BOOKS = {"first_month": "2017-01", "last_month": "2017-12"}


@pytest.fixture(scope="module")
def auditor(shown: Service) -> Seat:
    return Seat(shown, Role.AUDITOR)


@pytest.fixture(scope="module")
def books(shown: Service) -> bytes:
    answer = shown.get(Role.AUDITOR, "/v1/audit-data", **BOOKS)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"].startswith('attachment; filename="audit-data-990101-2017-01-2017-12-')
    return answer.content


def test_the_books_of_case_000_are_whole_and_stand_on_the_seal(books: bytes, shown: Service) -> None:
    found = checked(io.BytesIO(books))
    assert found.sealed
    assert found.debit_fen == found.credit_fen
    with ZipFile(io.BytesIO(books)) as held:
        control = json.loads(held.read("control.json"))
        lines = held.read("lines.xml").decode()
    assert control["sealed"]["size"] == control["as_of"] == found.as_of
    assert control["sealed"]["checkpoint"].startswith(control["sealed"]["checkpoint"].splitlines()[0])
    position = shown.office.desk.views.fund_position(fiscal_year=2017)
    for line in position.lines:
        assert f"<指标编号>{line.line}<" in lines
    assert found.fund_lines >= len(position.lines)


def test_nobody_is_named_in_the_books_and_no_payee_by_their_own_number(books: bytes, shown: Service) -> None:
    with ZipFile(io.BytesIO(books)) as held:
        vouchers = held.read("vouchers.xml").decode()
    people = [one.beneficiary for one in shown.office.desk.views.page(BENEFICIARIES, limit=200).rows]
    assert people
    assert not [one for one in people if one in vouchers]
    assert "<收款人编号>p-" in vouchers


def test_the_same_position_is_the_same_books(shown: Service) -> None:
    first, second = (shown.get(Role.AUDITOR, "/v1/audit-data", **BOOKS, as_of="500").content for _ in range(2))
    assert first == second
    assert checked(io.BytesIO(first)).as_of == 500


@pytest.mark.parametrize(
    ("asked", "status", "code"),
    [
        ({**BOOKS, "first_month": "2017-06", "last_month": "2017-01"}, 422, "months_turned_round"),
        ({**BOOKS, "first_month": "2016-06"}, 422, "months_of_two_years"),
        ({"first_month": "2099-01", "last_month": "2099-12"}, 422, "months_not_begun"),
        ({**BOOKS, "as_of": "0"}, 422, "nothing_booked"),
    ],
)
def test_what_are_no_books_is_refused_before_the_file_begins(
    shown: Service, asked: dict[str, str], status: int, code: str
) -> None:
    answer = shown.get(Role.AUDITOR, "/v1/audit-data", **asked)
    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("role", [Role.FINANCE_OFFICER, Role.TOWNSHIP, Role.UNIT_HEAD])
def test_the_books_are_for_those_who_watch(shown: Service, role: Role) -> None:
    assert shown.get(role, "/v1/audit-data", **BOOKS).status_code == 403
    Seat(shown, role).get("/audit-data", status=403)


def test_the_page_hands_the_same_file_out_and_tells_a_refusal_on_a_page(auditor: Seat, shown: Service) -> None:
    page = auditor.get("/audit-data")
    assert 'value="2017-01"' in page
    assert "未取得标准全文" in seen(page)
    answer = shown.client.get("/audit-data/file", params={**BOOKS, "as_of": "500"}, headers=auditor.headers)
    assert answer.content == shown.get(Role.AUDITOR, "/v1/audit-data", **BOOKS, as_of="500").content
    wrong = auditor.get("/audit-data/file?first_month=2017-06&last_month=2017-01", status=422)
    assert "早于起始月份" in seen(wrong)
    assert "不是 2017-04 这样的月份" in seen(auditor.get("/audit-data/file?first_month=x&last_month=y", status=422))


def test_the_page_says_in_its_own_language_where_each_field_comes_from(auditor: Seat) -> None:
    chinese, english = (seen(auditor.get("/audit-data", language=language)) for language in ("zh-CN", "en"))
    for file in FILES:
        for table in file.tables:
            for source in (one.source for one in table.fields):
                assert (source.zh in chinese, source.en in chinese) == (True, False), source
                assert (source.en in english, source.zh in english) == (True, False), source


def test_anybody_takes_a_years_figures_along(shown: Service) -> None:
    shown.office.desk.views.wait_for(shown.office.desk.log.head())
    page = seen(shown.client.get("/public/data", headers={"Accept-Language": "zh-CN"}).text)
    assert "数据字典" in page
    answer = shown.client.get("/v1/open-data/2017")
    assert answer.status_code == 200
    with ZipFile(io.BytesIO(answer.content)) as held:
        payments = held.read("data/payments.csv").decode("utf-8-sig")
        everything = b"".join(held.read(name) for name in held.namelist() if name.endswith((".csv", ".json"))).decode()
    assert f"psy-medicine,2017,1190,{Money(119_000_000)},true" in payments
    people = [one.beneficiary for one in shown.office.desk.views.page(BENEFICIARIES, limit=200).rows]
    assert not [one for one in people if one in everything]


def test_a_past_moment_of_open_data_is_for_those_who_watch(shown: Service) -> None:
    assert shown.client.get("/v1/open-data/2017?as_of=4000").status_code == 401
    assert shown.get(Role.TOWNSHIP, "/v1/open-data/2017", as_of=4000).status_code == 403
    first, second = (shown.get(Role.AUDITOR, "/v1/open-data/2017", as_of=4000) for _ in range(2))
    assert first.status_code == 200
    assert first.content == second.content
    assert first.headers["ledger-position"] == "4000"


def test_a_year_of_which_nothing_is_published_is_not_there(shown: Service) -> None:
    answer = shown.client.get("/v1/open-data/2001", headers={"Accept-Language": "zh-CN"})
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_open_year")
    assert "2001 年没有可公开的数据" in answer.text
