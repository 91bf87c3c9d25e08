"""Checks by hand: an auditor looks and keeps nothing, an inspector puts on record and says what becomes of it."""

from __future__ import annotations

import re

import pytest

from domain.accounts.roles import Role
from tests.support.seat import Seat, seen
from tests.support.service import Service

REPORT = "报表,行次,资金级次,金额,是否合计\n决算表,1,省级,16.00,否\n决算表,2,合计,{},是\n"


@pytest.fixture(scope="module")
def auditor(service: Service) -> Seat:
    return Seat(service, Role.AUDITOR)


@pytest.fixture(scope="module")
def inspector(service: Service) -> Seat:
    return Seat(service, Role.INSPECTOR)


def printed(total: str) -> dict[str, tuple[str, bytes, str]]:
    return {"list.printed": ("report.csv", REPORT.format(total).encode("utf-8-sig"), "text/csv")}


def test_all_checks_stand_there_with_their_rules_and_lists(auditor: Seat) -> None:
    page = seen(auditor.get("/checks"))
    for said in ("C01 死亡后仍发放", "C32 账本链条断裂", "国发〔2015〕52号", "服刑名单 （必需）", "尚未执行"):
        assert said in page
    assert "Paid after death" in auditor.get("/checks", language="en")


def test_an_auditor_looks_sees_the_evidence_and_keeps_nothing(service: Service, auditor: Seat) -> None:
    head = service.office.desk.log.head()
    answer = auditor.send("/checks/run?check=C31", {"effective": "2018-01-01"}, files=printed("17.00"))
    assert answer.status_code == 200
    page = seen(answer.text)
    for said in ("新增 1，未变 0，消失 0", "决算表", "已报送报表第 3 行", "重算为 16"):
        assert said in page, page
    assert service.office.desk.log.head() == head


def test_an_auditor_is_not_offered_to_keep_and_may_not(service: Service, auditor: Seat) -> None:
    head = service.office.desk.log.head()
    assert "执行并留存" not in auditor.get("/checks/run?check=C31")
    fields = {"effective": "2018-01-01", "keep": "true"}
    assert auditor.send("/checks/run?check=C31", fields, files=printed("17.00")).status_code == 403
    assert service.office.desk.log.head() == head


def test_what_is_wrong_with_a_run_is_said_and_nothing_is_run(auditor: Seat) -> None:
    missing = auditor.send("/checks/run?check=C02", {"effective": "2018-01-01"})
    assert missing.status_code == 422
    assert "未作任何登记" not in seen(missing.text)
    later = auditor.send("/checks/run?check=C31", {"effective": "2999-01-01"}, files=printed("16.00"))
    assert later.status_code == 422
    assert 'id="e-effective"' in later.text
    worse = auditor.send("/checks/run?check=C31", {"effective": "2018-01-01", "entries_to": "soon"})
    assert 'id="e-entries_to"' in worse.text


def test_an_inspector_puts_on_record_what_is_found_disposes_of_it_and_sees_it_gone(
    service: Service, inspector: Seat, auditor: Seat
) -> None:
    fields = {"effective": "2018-01-01", "keep": "true"}
    kept = inspector.send("/checks/run?check=C31", fields, files=printed("18.00"))
    assert kept.status_code == 303
    page = inspector.get(kept.headers["location"])
    assert "决算表" in seen(page)
    way = re.findall(r'href="(/findings/[^"?]+)', page)[0]
    assert way in auditor.get("/findings"), "the list leads to it"
    looked = auditor.send("/checks/run?check=C31", {"effective": "2018-01-01"}, files=printed("18.00"))
    assert "新增 0，未变 1，消失 0" in seen(looked.text)
    assert "新增 1，未变 0，消失 0" in seen(auditor.get("/checks"))

    assert "处理疑点" not in seen(auditor.get(way)), "an auditor writes nothing"
    refused = inspector.send(way, {"disposition": "verified", "reason": ""})
    assert refused.status_code == 422
    assert 'id="e-reason"' in refused.text
    disposed = inspector.send(way, {"disposition": "rectified", "reason": "报表已更正并重报"})
    assert disposed.status_code == 303
    told = seen(auditor.get(way))
    assert "整改" in told
    assert "报表已更正并重报" in told
    before = int(re.findall(r"recorded=(\d+)", disposed.headers["location"])[0]) - 1
    assert "报表已更正并重报" not in seen(auditor.get(f"{way}?as_of={before}"))

    gone = inspector.send("/checks/run?check=C31", fields, files=printed("16.00"))
    page = seen(inspector.get(gone.headers["location"]))
    assert "C31 合计不符、级次混算 0 0 1" in page


def test_a_form_sent_twice_is_one_run(service: Service, inspector: Seat) -> None:
    shown = inspector.get("/checks/run?check=C32")
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', shown.partition("<main")[2]))
    fields |= {"effective": "2018-01-01", "keep": "true"}
    first = inspector.post("/checks/run", fields)
    head = service.office.desk.log.head()
    assert inspector.post("/checks/run", fields).headers["location"] == first.headers["location"]
    assert service.office.desk.log.head() == head
    assert "第" in seen(inspector.get("/invariants"))


@pytest.mark.parametrize("role", [Role.TOWNSHIP, Role.CASE_OFFICER, Role.FINANCE_OFFICER, Role.ADMINISTRATOR])
@pytest.mark.parametrize("path", ["/checks", "/checks/run?check=C31", "/invariants", "/findings/C31~0"])
def test_nobody_else_looks_or_sees(role: Role, path: str, service: Service) -> None:
    Seat(service, role).get(path, status=403)
