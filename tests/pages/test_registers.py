"""Registers through their page: what stands in the columns, the empty workbook, and a list brought by the form."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest

from domain.accounts.roles import Role
from tests.http.medicine import CODE
from tests.http.programme_commands import POLICY, opening
from tests.support.seat import Seat, seen
from tests.support.service import Service

Sits = Callable[[Role | str], Seat]
STORE, HERE = "store-of-devices", "/devices/store-of-devices"
CASE, LEAD = Role.CASE_OFFICER, Role.PROJECT_LEAD
FORM = "/registers/device_receipts/bring?of=store-of-devices"


@pytest.fixture(scope="module", autouse=True)
def store(service: Service) -> None:
    """A programme of devices with one kind."""
    service.done(LEAD, "/v1/programmes", opening(STORE, "person"))
    service.done(LEAD, f"/v1/programmes/{STORE}/policies", POLICY)
    kind = {"programme": STORE, "kind": "wheelchair", "name_zh": "轮椅", "name_en": "Wheelchair", "region": "990101"}
    told: dict[str, Any] = {"service_life_months": 60, "document": "残联发〔2017〕5号", "on": "2017-01-09"}
    service.done(LEAD, "/v1/device-kinds", kind | told)


def workbook(seat: Seat, *rows: tuple[Any, ...]) -> bytes:
    """Fill in the empty workbook that the page gives out."""
    empty = seat.service.client.get("/registers/device_receipts/list-form.xlsx", headers=seat.headers)
    assert empty.status_code == 200
    book = openpyxl.load_workbook(io.BytesIO(empty.content))
    sheet = book.worksheets[0]
    assert [cell.value for cell in sheet[1]] == ["辅具", "批次", "供应商", "文号", "数量", "日期"]
    for row in rows:
        sheet.append(row)
    filled = io.BytesIO()
    book.save(filled)
    return filled.getvalue()


def brought(seat: Seat, content: bytes, **said: str) -> str:
    """Bring a list by the form and wait for what comes of it; return the job's page."""
    answer = seat.send(FORM, {"on": "2017-03-01", **said}, files={"file": ("入库单.xlsx", io.BytesIO(content), "x")})
    assert answer.status_code == 303, seen(answer.text)
    for _ in range(600):
        page = seat.get(answer.headers["location"].partition("?")[0])
        if "progress.js" not in page:
            return page
        time.sleep(0.02)
    raise AssertionError("the job did not end")


def test_vouchers_of_the_store_are_filled_in_tried_and_brought_through_the_page(seat: Sits) -> None:
    case = seat(CASE)
    assert 'href="/registers/device_receipts/bring?of=store-of-devices"' in case.get(HERE)
    form = seen(case.get(FORM))
    for said in ("导入辅具入库单", "统一社会信用代码，18 位", "留空为导入时填写的业务日期"):
        assert said in form, form
    one, two = ("wheelchair", "W-1", CODE, "入库1", 3, None), ("wheelchair", 20170302, CODE, "入库2", "2", "2017-03-02")
    page = seen(brought(case, workbook(case, one, ("wheelchair", "W-2", "52990101MJ0000001H", "入库2", 0, None))))
    assert "未记录任何内容" in page
    for said in ("3 C 供应商 52990101MJ0000001H", "校验位不符"):
        assert said in page, page
    tried = seen(brought(case, workbook(case, one, two), rehearse="true"))
    assert "按您的要求未作登记" in tried
    done = brought(case, workbook(case, one, two))
    assert f'href="{HERE}?wait_for=' in done
    assert "对应人员" not in seen(done)
    assert "20170302: 2, W-1: 3" in seen(case.get(HERE))
    assert "已经入库" in seen(brought(case, workbook(case, one, two)))


def test_whoever_may_not_take_devices_in_is_not_offered_the_list(seat: Sits) -> None:
    finance = seat(Role.FINANCE_OFFICER)
    assert "/registers/" not in finance.get(HERE)
    finance.get(FORM, status=403)
    missing = seat(CASE).send(FORM, {"on": "2017-03-01"})
    assert missing.status_code == 422
    assert 'id="e-file"' in missing.text
