"""The levy and the charges by forms: assessed, explained, relieved by the head, paid in parts."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.accounts.roles import Role
from tests.support.seat import Seat, seen
from tests.support.service import Service

Sits = Callable[[Role | str], Seat]
PLANT, SMALL = "91990101MA0000001Y", "91990101MA00000022"
LEVY, OF_PLANT = "/levies/2017~990101", f"/levy-assessments/2017~{PLANT}"
FIGURES = {"headcount": "112.5", "average_wage": "70,000.12", "arranged.1.people": "1"}


@pytest.fixture(scope="module", autouse=True)
def terms(service: Service, seat: Sits) -> None:
    """Terms set by their form, which begins with the national documents' figures."""
    told = {"fiscal_year": "2017", "region": "990101", "document": "省财综〔2016〕5号", "average_wage": "60000.00"}
    told |= {"average_wage_source": "市统计局公报", "on": "2017-03-01"}
    sent = seat(Role.PROJECT_LEAD).send("/levy-terms/set", told)
    assert sent.headers.get("location", "").startswith(LEVY), seen(sent.text)


def test_an_employer_is_assessed_line_by_line_and_pays_in_parts(service: Service, seat: Sits) -> None:
    case, finance, head = seat(Role.CASE_OFFICER), seat(Role.FINANCE_OFFICER), seat(Role.UNIT_HEAD)
    page = seen(case.get(LEVY))
    for said in ("0.015", "2 × 60,000.00", "≥0: 0.9", "一至二级残疾人证、一至三级残疾军人证 ×2"):
        assert said in page, page
    employer = FIGURES | {"employer": PLANT, "name": "示例制造厂", "on": "2017-06-05"}
    wrong = case.send(f"{LEVY}/assess", employer | {"employer": "91990101MA0000001H"})
    assert wrong.status_code == 422
    assert "校验位不符" in seen(wrong.text)
    many = case.send(f"{LEVY}/assess", employer | {"arranged.1.people": "113"})
    assert "不可能有残疾职工 113 人" in seen(many.text)
    assert case.send(f"{LEVY}/assess", employer).headers["location"].startswith(OF_PLANT)
    page = seen(finance.get(OF_PLANT))
    for said in ("112.5 × 0.015", "48125.0825 × 0.9", "43,312.57", "应安排人数", "财政部公告2023年第8号"):
        assert said in page, page
    relief = {"amount": "3312.57", "document": "财综〔2017〕9号", "on": "2017-06-12"}
    assert head.send(f"{OF_PLANT}/relieve", relief).status_code == 303
    late = head.send(f"{OF_PLANT}/defer", {"until": "2018-06-30", "document": "财综〔2017〕9号", "on": "2017-06-12"})
    assert "最迟 2018-01-05" in seen(late.text)
    paid = {"amount": "25000.00", "voucher": "残保-1", "on": "2017-06-20"}
    assert finance.send(f"{OF_PLANT}/receive", paid).status_code == 303
    more = finance.send(f"{OF_PLANT}/receive", paid | {"amount": "15000.01", "voucher": "残保-2"})
    assert (more.status_code, "不能收缴 15000.01 元" in seen(more.text)) == (409, True)
    rest = {"voucher": "残保-2", "on": "2017-06-28"}  # the form begins with all that is owed
    assert finance.send(f"{OF_PLANT}/receive", rest).status_code == 303
    assert "40,000.00" in seen(finance.get("/revenue-accounts"))
    fixed = {"arranged.0.people": "1", "arranged.1.people": "0", "reason": "二级证", "on": "2017-07-03"}
    assert case.send(f"{OF_PLANT}/correct", fixed).status_code == 303
    assert "由国库办理退库" in seen(case.get(OF_PLANT))
    listed = seen(case.get("/levy-assessments?year=2017"))
    assert "多缴" in listed
    assert f"{OF_PLANT}/refund" not in finance.get(OF_PLANT)
    back = {"document": "财综〔2017〕12号", "voucher": "退库-1", "on": "2017-07-10"}  # it begins with what is overpaid
    early = head.send(f"{OF_PLANT}/refund", back)
    assert (early.status_code, "请先缴库" in seen(early.text)) == (409, True)
    remitted = {"fiscal_year": 2017, "kind": "employment_security_fund", "amount": "40000.00", "voucher": "缴库-1"}
    service.done(Role.FINANCE_OFFICER, "/v1/revenue/remittances", remitted | {"on": "2017-07-06"})
    assert head.send(f"{OF_PLANT}/refund", back).status_code == 303
    page = seen(head.get(OF_PLANT))
    assert "已退库" in page
    assert "由国库办理退库" not in page


def test_who_does_not_decide_is_not_shown_the_way(seat: Sits) -> None:
    for who, path in (
        (Role.FINANCE_OFFICER, f"{LEVY}/assess"),
        (Role.CASE_OFFICER, f"{OF_PLANT}/receive"),
        (Role.CASE_OFFICER, "/levy-terms/set"),
        (Role.PROJECT_LEAD, "/charges/set"),
    ):
        seat(who).get(path, status=403)
    assert f"{OF_PLANT}/relieve" not in seat(Role.CASE_OFFICER).get(OF_PLANT)


def test_a_fee_is_collected_at_its_price(seat: Sits) -> None:
    finance = seat(Role.FINANCE_OFFICER)
    charge = {"charge": "training", "name": "技能培训", "unit": "人次", "price": "80.00", "document": "价费〔2016〕3号"}
    sent = finance.send("/charges/set", charge | {"valid_from": "2017-01-01", "on": "2017-01-03"})
    assert sent.headers.get("location", "").startswith("/charges/training"), seen(sent.text)
    fee = {"units": "3", "amount": "239.00", "voucher": "票-1", "on": "2017-05-08"}
    wrong = finance.send("/charges/training/collect", fee)
    assert "3 × 80.00 元应为 240.00 元" in seen(wrong.text)
    assert finance.send("/charges/training/collect", fee | {"amount": "240.00"}).status_code == 303
    assert "80.00" in seen(finance.get("/charges/training"))
    assert "240.00" in seen(finance.get("/fees"))


def test_an_employer_that_is_exempt_is_told_so(seat: Sits) -> None:
    case = seat(Role.CASE_OFFICER)
    few = FIGURES | {"headcount": "30", "arranged.1.people": "0", "employer": SMALL, "name": "示例小店"}
    case.send(f"{LEVY}/assess", few | {"on": "2017-06-05"})
    page = seen(case.get(f"/levy-assessments/2017~{SMALL}"))
    for said in ("30 ≤ 30", "免征", "无须缴纳"):
        assert said in page, page
