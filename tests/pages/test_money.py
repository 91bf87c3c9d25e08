"""The money desk by forms: lines, adjustments, recoveries, revenue, the year's end; what is refused changes nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from httpx2 import Response
from pypdf import PdfReader

from domain.accounts.roles import Role
from tests.support.database import empty_database
from tests.support.demonstration import demonstrate
from tests.support.seat import Seat, seen
from tests.support.service import Service, running_service

pytestmark = pytest.mark.slow

MUNICIPAL = "/fund-lines/2017~psy-medicine~990101~municipal~general_budget~市财社〔2017〕31号"
MINUTES = ("minutes.pdf", b"%PDF-1.7 minutes of the meeting", "application/pdf")


@pytest.fixture(scope="module")
def service(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    home: Path = tmp_path_factory.mktemp("money")
    with empty_database(server_dsn) as database, running_service(database, home) as service:
        service.office.desk.views_now()
        demonstrate(service.office.desk)
        yield service


@pytest.fixture(scope="module")
def finance(service: Service) -> Seat:
    return Seat(service, Role.FINANCE_OFFICER)


def _payout(service: Service) -> str:
    return service.office.desk.views.payouts_of_batch("psy-medicine/2017/1")[100].payout


def _told(answer: Response) -> str:
    return seen(answer.text)


def test_a_line_shows_what_moved_on_it_which_batches_it_pays_and_whom(finance: Seat) -> None:
    shown = seen(finance.get(MUNICIPAL))
    for said in ("788,400.00", "柒拾捌万捌仟肆佰元整", "psy-medicine/2017/1", "下一页", "市级", "一般公共预算"):
        assert said in shown


def test_a_line_of_the_past_offers_nothing_to_do_and_says_of_when_it_is(finance: Seat) -> None:
    shown = seen(finance.get(f"{MUNICIPAL}?effective=2017-03-31"))
    assert "计至 2017-03-31" in shown
    assert "追加" not in shown


def test_an_addition_is_told_beforehand_recorded_once_and_then_there(service: Service, finance: Seat) -> None:
    head = service.office.desk.log.head()
    fields = {"amount": "1,000.00", "document": "市财社〔2017〕88号", "on": "2017-06-01"}
    tried = finance.send(f"{MUNICIPAL}/add", {**fields, "rehearse": "true"})
    assert "可以通过" in _told(tried)
    assert service.office.desk.log.head() == head
    plain = {**fields, "amount": "1000.00"}
    sent = finance.send(f"{MUNICIPAL}/add", plain)
    assert sent.status_code == 303
    assert "789,400.00" in seen(finance.get(MUNICIPAL))


@pytest.mark.parametrize(
    ("fields", "where", "said"),
    [
        ({"amount": "12,5"}, "amount", "不是金额"),
        ({"amount": "0"}, "amount", "大于零"),
        ({"amount": "1.005"}, "amount", "不是整分"),
        ({"document": "没有年份的文件"}, "document", "文号"),
        ({"on": ""}, "on", "必填"),
    ],
)
def test_what_does_not_fit_is_told_beside_its_field_and_records_nothing(
    fields: dict[str, str], where: str, said: str, service: Service, finance: Seat
) -> None:
    head = service.office.desk.log.head()
    right = {"amount": "1000.00", "document": "市财社〔2017〕89号", "on": "2017-06-01"}
    answer = finance.send(f"{MUNICIPAL}/add", {**right, **fields})
    assert answer.status_code in (409, 422)
    told = answer.text.partition(f'id="e-{where}"')[2][:300]
    assert said in told
    assert service.office.desk.log.head() == head


def test_the_same_form_sent_twice_takes_effect_once(service: Service, finance: Seat) -> None:
    fields = {"amount": "500.00", "document": "市财社〔2017〕90号", "on": "2017-06-01"}
    page = finance.get(f"{MUNICIPAL}/add")
    hidden = {
        name: page.partition(f'name="{name}" value="')[2].partition('"')[0] for name in ("form_token", "command_id")
    }
    first = finance.post(f"{MUNICIPAL}/add", {**hidden, **fields})
    again = finance.post(f"{MUNICIPAL}/add", {**hidden, **fields})
    assert first.headers["location"] == again.headers["location"]


def test_a_form_of_another_session_is_not_taken(service: Service, finance: Seat) -> None:
    other = Seat(service, service.account("second-finance", Role.FINANCE_OFFICER))
    page = other.get(f"{MUNICIPAL}/add")
    stolen = page.partition('name="form_token" value="')[2].partition('"')[0]
    fields = {
        "form_token": stolen,
        "command_id": "form-stolen-0001",
        "amount": "1.00",
        "document": "市财社〔2017〕91号",
    }
    answer = finance.post(f"{MUNICIPAL}/add", {**fields, "on": "2017-06-01"})
    assert answer.status_code == 422
    assert "另一个会话" in _told(answer)


def test_money_moves_only_to_a_line_of_the_same_fund_level_and_kind(service: Service, finance: Seat) -> None:
    fields = {"programme": "psy-medicine", "fiscal_year": "2017", "region": "990101", "document": "市财社〔2017〕95号"}
    share = {"shares.0.level": "municipal", "shares.0.kind": "general_budget", "shares.0.amount": "10.00"}
    assert finance.send("/funds/allocate", {**fields, **share, "on": "2017-06-01"}).status_code == 303
    page = finance.get(f"{MUNICIPAL}/move")
    assert "市财社〔2017〕95号" in page
    assert "省财社〔2016〕114号" not in page


def test_a_recovery_is_ordered_comes_in_and_what_is_left_is_written_off_by_the_meeting(
    service: Service, finance: Seat
) -> None:
    payout = _payout(service)
    ordered = finance.send(
        f"/recoveries/order?payout={payout}",
        {
            "recovery_id": "追字-2017-1",
            "amount": "1000.00",
            "ground": "not_eligible",
            "on": "2017-07-01",
            "instalments.0.due_on": "2017-08-01",
            "instalments.0.amount": "1000.00",
        },
    )
    assert ordered.status_code == 303, _told(ordered)
    received = finance.send(
        "/recoveries/追字-2017-1/receive", {"amount": "600.00", "bank_reference": "R-1", "on": "2017-08-01"}
    )
    assert received.status_code == 303, _told(received)
    meeting = Seat(service, Role.COLLECTIVE_MEETING)
    off = meeting.send(
        "/recoveries/追字-2017-1/write-off",
        {
            "amount": "400.00",
            "reason": "确无偿还能力",
            "on": "2017-09-01",
            "minutes.held_on": "2017-08-30",
            "minutes.minutes_number": "会议纪要〔2017〕9号",
            "minutes.attendees": "unit-head\ndivision-leader\nproject-lead",
        },
        files={"minutes.file": MINUTES},
    )
    assert off.status_code == 303, _told(off)
    shown = seen(finance.get("/recoveries/追字-2017-1"))
    for said in ("已结", "600.00", "400.00", "核销"):
        assert said in shown


def test_revenue_goes_in_and_to_the_treasury_and_never_more_than_came(service: Service, finance: Seat) -> None:
    fields = {"fiscal_year": "2017", "kind": "employment_security_fund", "amount": "800000.00", "on": "2017-10-31"}
    assert finance.send("/revenue/collect", {**fields, "voucher": "V-1"}).status_code == 303
    assert "800,000.00" in seen(finance.get("/revenue-accounts"))
    too_much = finance.send("/revenue/remit", {**fields, "amount": "800000.01", "voucher": "V-2"})
    assert too_much.status_code in (409, 422)
    assert "未记录任何内容" in _told(too_much)


def test_an_agreement_shows_its_ceiling_and_what_was_done_under_it(service: Service, finance: Seat) -> None:
    listed = finance.get("/agreements")
    path = listed.partition('href="/agreements/')[2].partition('"')[0]
    path = path if path != "sign" else listed.split('href="/agreements/')[2].partition('"')[0]
    shown = seen(finance.get(f"/agreements/{path}"))
    assert "已验收" in shown
    assert "发票" in shown


def test_a_closed_year_says_so_and_a_year_with_open_money_is_not_closed(finance: Seat) -> None:
    answer = finance.send(
        "/funds/close-year",
        {"programme": "psy-medicine", "fiscal_year": "2017", "region": "990101", "on": "2017-11-01"},
    )
    assert answer.status_code in (409, 422)
    assert "未记录任何内容" in _told(answer)


def test_the_order_to_pay_back_is_printed_with_what_came_in_and_the_lines_it_goes_to(service: Service) -> None:
    answer = service.get(Role.AUDITOR, "/print/recoveries/追字-2017-1/order.pdf")
    assert answer.status_code == 200, answer.text[:500]
    told = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages).replace("\n", "")
    for said in ("追字-2017-1", "1,000.00 元　壹仟元整", "600.00 元　陆佰元整", "市财社〔2017〕31号", "责令退回通知书"):
        assert said.replace(" ", "") in told.replace(" ", "")


@pytest.mark.parametrize(
    "path", [f"{MUNICIPAL}/add", f"{MUNICIPAL}/move", "/funds/close-year", "/revenue/collect", "/recoveries/order"]
)
def test_an_auditor_is_shown_no_form(path: str, service: Service) -> None:
    assert "不允许" in seen(Seat(service, Role.AUDITOR).get(path, status=403))
