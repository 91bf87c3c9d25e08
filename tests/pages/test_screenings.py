"""Screenings through their pages: opened by a form, lists brought, figures shown, payers named."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from domain.accounts.roles import Role
from tests.http.medicine import NUMBERS, person
from tests.http.programme_commands import POLICY, opening
from tests.support.seat import Seat, seen
from tests.support.service import Service

Sits = Callable[[Role | str], Seat]
CATARACT, HERE = "cataract", "/screenings/cataract~2023"
CASE, TOWNSHIP, HEAD = Role.CASE_OFFICER, Role.TOWNSHIP, Role.UNIT_HEAD


@pytest.fixture(scope="module")
def people(service: Service, seat: Sits) -> list[str]:
    """A screening opened by its form as it stands, and three people screened and confirmed."""
    service.done(Role.PROJECT_LEAD, "/v1/programmes", opening(CATARACT, "person"))
    service.done(Role.PROJECT_LEAD, f"/v1/programmes/{CATARACT}/policies", POLICY)
    told = {"programme": CATARACT, "region": "990101", "fiscal_year": "2023", "target": "1", "on": "2023-02-01"}
    opened = seat(Role.PROJECT_LEAD).send(
        "/screenings/open", told | {"target_document": "残联发〔2023〕3号", "price": "1500.00"}
    )
    assert opened.headers["location"].startswith(HERE), seen(opened.text)
    listed = {"people": [person(number) for number in NUMBERS[:3]], "why": "登记", "on": "2023-02-01"}
    who: list[str] = service.done(TOWNSHIP, "/v1/beneficiaries", listed)["beneficiaries"]
    service.done(TOWNSHIP, f"/v1{HERE}/candidates", {"beneficiaries": who, "on": "2023-02-06"})
    checked = [{"beneficiary": one, "passed": True, "on": "2023-02-13"} for one in who]
    service.done(CASE, f"/v1{HERE}/results", {"stage": "recheck", "results": checked, "on": "2023-02-13"})
    return who


def test_the_form_begins_with_a_common_plan_and_says_what_does_not_fit(service: Service, seat: Sits) -> None:
    lead = seat(Role.PROJECT_LEAD)
    page = lead.get("/screenings/open")
    for said in ("复查", "手术", "本人放弃", 'value="90"'):
        assert said in page
    refused = lead.send("/screenings/open", {"target_document": "残联发〔〕号", "target": "1", "region": "990101"})
    assert refused.status_code == 422
    assert "/screenings/open" not in seat(Role.AUDITOR).get("/screenings")


def test_a_list_is_brought_as_a_file_and_what_is_wrong_is_said(people: list[str], seat: Sits) -> None:
    content = "姓名,身份证号,日期,结果,原因\n张三,990101198001010014,2023-03-06,未通过,不明\n"
    file = {"file": ("list.csv", content.encode(), "text/csv")}
    sent = seat(CASE).send(f"{HERE}/bring?what=results", {"stage": "operation", "on": "2023-03-06"}, files=file)
    assert sent.headers["location"].startswith("/jobs/"), seen(sent.text)
    assert len(seat(CASE).service.ask(CASE, "GET", f"/v1{HERE}/figures").json()["item"]["stages"]) == 2
    assert seat(CASE).get(f"{HERE}/list-form.xlsx?what=results")[:2] == "PK"


def test_who_pays_over_the_target_is_named_on_a_page_and_never_by_who_recorded_it(
    people: list[str], service: Service, seat: Sits
) -> None:
    done = [{"beneficiary": one, "passed": True, "on": "2023-03-06"} for one in people]
    service.done(CASE, f"/v1{HERE}/results", {"stage": "operation", "results": done, "on": "2023-03-06"})
    page = seen(seat(HEAD).get(HERE))
    for said in ("任务 1 人，已完成 3 人", "有 2 例手术（服务）超出任务数", "3,000.00", "300.00 %", "确定超任务付款方"):
        assert said in page, page
    assert "确定超任务付款方" not in seen(seat(CASE).get(HERE))
    assert seat(CASE).get(f"{HERE}/decide", status=403)
    sent = seat(HEAD).send(
        f"{HERE}/decide",
        {"beneficiaries.0": people[1], "document": "市财社〔2023〕88号", "tier": "all", "on": "2023-04-03"},
    )
    assert sent.headers["location"].startswith(HERE), seen(sent.text)
    sent = seat(HEAD).send(
        f"{HERE}/unfunded", {"beneficiaries.0": people[2], "reason": "年内不安排资金", "on": "2023-04-03"}
    )
    assert sent.headers["location"].startswith(HERE), seen(sent.text)
    page = seen(seat(Role.AUDITOR).get(HERE))
    assert "市财社〔2023〕88号" in page
    assert "不安排资金" in page
    open_ = seat(CASE).send(f"{HERE}/close", {"on": "2023-04-04"})
    assert open_.status_code == 409
    assert "随访未登记" in seen(open_.text)
