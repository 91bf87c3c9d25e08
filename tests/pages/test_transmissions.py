"""Money between ledgers by forms: sent line by line, received as the paper says, taken back; what does not match."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.accounts.roles import Role
from tests.support.seat import Seat, seen
from tests.support.service import Service

pytestmark = pytest.mark.slow

FROM_ABOVE, DOWN = "市财社〔2026〕3号", "区财社〔2026〕9号"
LINE = f"/fund-lines/2026~nursing~990101~national~general_budget~{FROM_ABOVE}"
RULE = {"to_levels": "乡镇级", "instead": "由财政部门下达", "document": "区残联发〔2026〕2号", "on": "2026-01-02"}

TheSeat = Callable[[Role | str], Seat]


@pytest.fixture(scope="module")
def finance(service: Service, seat: TheSeat) -> Seat:
    """The finance officer of a county whose city keeps its books elsewhere, and sent it money."""
    body = {"programme": "nursing", "name_zh": "护理补贴", "name_en": "Nursing", "payee_kind": "person"}
    more = {"deciding_body": "federation", "period_kind": "year", "bank_memo": "残补"}
    service.done(Role.PROJECT_LEAD, "/v1/programmes", {**body, **more})
    recorded(seat(Role.DIVISION_LEADER).send("/transmission-rules/set", {**RULE, "valid_from": "2026-01-01"}))
    officer = seat(Role.FINANCE_OFFICER)
    receipt = {"from_ledger": "city", "from_region": "990100", "document": FROM_ABOVE, "programme": "nursing"}
    share = {"shares.0.level": "national", "shares.0.kind": "general_budget", "shares.0.amount": "9,000.00"}
    place = {"fiscal_year": "2026", "region": "990101", "on": "2026-02-01"}
    recorded(officer.send("/funds/receive", {**receipt, **share, **place}))
    return officer


def recorded(answer: object) -> None:
    assert getattr(answer, "status_code", 0) == 303, seen(getattr(answer, "text", ""))


def test_money_is_sent_line_by_line_and_what_is_too_much_is_told_beside_its_field(finance: Seat) -> None:
    sent = {"to_ledger": "east", "to_region": "990101001000", "document": DOWN, "on": "2026-02-10"}
    wrong = finance.send(f"{LINE}/transmit", {**sent, "parts.0.amount": "9000.01"})
    assert wrong.status_code == 409 or wrong.status_code == 422
    assert "可用 9000.00 元" in seen(wrong.text)
    recorded(finance.send(f"{LINE}/transmit", {**sent, "parts.0.amount": "1000"}))
    shown = seen(finance.get(LINE))
    assert "已向下级下达 1,000.00" in shown
    assert f"2026/nursing/990101/east/{DOWN}" in shown
    assert "已下达 east" in seen(finance.get("/transmissions"))


def test_what_does_not_match_says_what_to_do_and_is_taken_back_from_there(finance: Seat, seat: TheSeat) -> None:
    page = finance.get("/unmatched-transmissions")
    assert "对方不在本系统记账" in seen(page)
    assert "take-back" not in seat(Role.AUDITOR).get("/unmatched-transmissions")
    path = f"/transmissions/2026~nursing~990101~east~{DOWN}/take-back"
    assert path in page
    recorded(finance.send(path, {"document": "区财社〔2026〕40号", "on": "2026-03-01"}))
    assert "已收回 east" in seen(finance.get("/transmissions"))
    again = finance.send(path, {"document": "区财社〔2026〕41号", "on": "2026-03-02"})
    assert "已于 2026-03-01 收回" in seen(again.text)


def test_the_rules_are_seen_by_all_who_see_money_and_set_by_the_leader(finance: Seat) -> None:
    assert "乡镇级 由财政部门下达 区残联发〔2026〕2号" in seen(finance.get("/transmission-rules"))
    finance.get("/transmission-rules/set", status=403)


def test_a_receipt_begins_with_what_the_sender_s_transmission_says(finance: Seat) -> None:
    page = finance.get("/funds/receive?from_ledger=city&transmission=2026/nursing/990100/990101/市财社〔2026〕8号")
    assert all(f'value="{said}"' in page for said in ("city", "990100", "市财社〔2026〕8号", "2026"))
