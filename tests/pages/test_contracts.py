"""Contracts by forms: designated, tendered, awarded, a month accepted, deducted from; what is wrong is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from application.commands.beneficiaries import register_people
from application.road import Officer
from domain.accounts.roles import Role
from infrastructure.synthetic_people import synthetic_people
from tests.http.medicine import AREA, CODE
from tests.support.seat import Seat, seen
from tests.support.service import Service

pytestmark = pytest.mark.slow

PROGRAMME = "life-secretary"
LOT = {
    "lots.0.number": "1",
    "lots.0.programme": PROGRAMME,
    "lots.0.region": AREA,
    "lots.0.fiscal_year": "2022",
    "lots.0.unit": "hour",
    "lots.0.price": "40.00",
    "lots.0.ceiling": "362950.00",
}
TENDER = {"tender_id": "tender-2022", "title": "生活小秘书", "document": "采购2022-1", "on": "2022-01-04"}
AWARD = {"institution": CODE, "agreement_id": "secretary-1", "document": "中标1", "on": "2022-01-10"}
RECORD = {
    "lines.0.day": "2022-03-07",
    "lines.0.start": "08:30",
    "lines.0.end": "10:30",
    "lines.0.signed_on": "2022-03-07",
}


@pytest.fixture(scope="module")
def person(service: Service) -> str:
    """Somebody is registered, and there is a programme."""
    kinds = {"payee_kind": "institution", "deciding_body": "federation", "period_kind": "year", "bank_memo": "小秘书"}
    named = {"programme": PROGRAMME, "name_zh": "生活小秘书", "name_en": "Life secretary"}
    service.done(Role.PROJECT_LEAD, "/v1/programmes", named | kinds)
    [row] = synthetic_people(1, 22)
    desk = service.office.desk
    _, [one] = register_people(
        [row], command_id="contracts-people", why="登记", on=date(2022, 1, 3), by=Officer("township-01"), desk=desk
    )
    return one


def test_from_the_designation_to_a_deduction_by_forms(person: str, seat: Callable[[Role | str], Seat]) -> None:
    lead, case = seat(Role.PROJECT_LEAD), seat(Role.CASE_OFFICER)
    designated = {"institution": CODE, "name": "示例助残中心", "programmes.0": PROGRAMME, "document": "定点1"}
    valid = {"valid_from": "2022-01-01", "valid_until": "2022-12-31", "on": "2022-01-04"}
    sent = lead.send("/designations/new", designated | valid)
    assert sent.headers["location"].startswith(f"/institutions/{CODE}")
    assert "示例助残中心" in seen(lead.get(f"/institutions/{CODE}"))
    assert lead.send("/tenders/publish", TENDER | LOT).status_code == 303
    path = "/tenders/tender-2022/lots/1/award"
    dear = lead.send(path, AWARD | {"price": "41.00"})
    assert "最高限价为每单位 40.00 元" in seen(dear.text)
    assert lead.send(path, AWARD | {"price": "40.00"}).status_code == 303
    assert "已授予" in seen(lead.get("/tenders/tender-2022"))
    at = "/agreements/secretary-1"
    assert "尚无服务" in seen(case.get(at))
    month = RECORD | {"lines.0.beneficiary": person, "month": "2022-03", "sheet": "验收3", "on": "2022-04-02"}
    assert "请先登记机构 2022-03 的人员名册" in seen(case.send(f"{at}/month", month).text)
    staff = {"month": "2022-03", "staff": "1", "working_days": "20", "document": "名册3", "on": "2022-03-01"}
    assert case.send(f"{at}/staffing", staff).status_code == 303
    unsigned = case.send(f"{at}/month", month | {"lines.0.signed_on": ""})
    assert "没有签字确认" in seen(unsigned.text)
    assert case.send(f"{at}/month", month).status_code == 303
    less = {"month": "2022-03", "amount": "5.00", "reason": "迟到", "document": "扣款1", "on": "2022-04-03"}
    assert case.send(f"{at}/deduct", less).status_code == 303
    shown = seen(case.get(at))
    assert all(one in shown for one in ("2022-03", "160", "2.00", "75.00", "80.00"))
    assert "08:30" in seen(case.get("/service-records?agreement=secretary-1"))


def test_only_who_may_is_offered_to_act(person: str, seat: Callable[[Role | str], Seat]) -> None:
    assert person
    for path in ("/designations/new", "/tenders/publish"):
        seat(Role.FINANCE_OFFICER).get(path, status=403)
    assert "导入当月服务记录" not in seen(seat(Role.AUDITOR).get("/agreements/secretary-1"))
    case = seat(Role.CASE_OFFICER)
    assert "验收单编号" in seen(case.get("/agreements/secretary-1/records"))
    seat(Role.AUDITOR).get("/agreements/secretary-1/records", status=403)
