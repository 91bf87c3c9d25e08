"""Bank formats on pages: taken from a template or brought as a file, and offered where a batch goes to the bank."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from domain.accounts.roles import Role
from tests.support.office import Office, StandingClock
from tests.support.seat import Seat, seen
from tests.support.service import Service
from tests.support.stories import a_released_batch

ROSTER = "惠民惠农“一卡通”发放花名册"


@pytest.fixture(scope="module")
def payer(service: Service) -> Seat:
    return Seat(service, Role.FINANCE_OFFICER)


@pytest.fixture(scope="module", autouse=True)
def roster(payer: Seat) -> None:
    """The 一卡通 roster, taken over as it stands."""
    before = seen(payer.get("/bank-formats"))
    assert "尚未登记银行格式" in before
    assert f"采用样板：{ROSTER}" in before
    answer = payer.send("/bank-formats")
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/bank-formats"), answer.text


def test_a_format_shows_its_columns_and_the_words_of_its_results(payer: Seat) -> None:
    listed = payer.get("/bank-formats")
    assert 'href="/bank-formats/card-roster"' in listed
    assert "采用样板" not in listed
    page = seen(payer.get("/bank-formats/card-roster"))
    assert "4 一卡通账号 账号" in page
    assert "发放成功" in page
    assert "card-roster" in seen(payer.get("/bank-formats/card-roster", language="en"))
    payer.get("/bank-formats/nobodys", status=404)


def test_a_format_is_taken_as_a_file_changed_and_brought_back(payer: Seat) -> None:
    form = json.loads(payer.get("/bank-formats/card-roster.json"))
    form |= {"format": "card-roster-2", "title": "花名册（二）"}
    files = {"file": ("roster.json", json.dumps(form).encode(), "application/json")}
    assert payer.send("/bank-formats/declare", files=files).status_code == 303
    assert "花名册（二）" in payer.get("/bank-formats")
    again = payer.send("/bank-formats/declare", files=files)
    assert (again.status_code, "没有变化" in seen(again.text)) == (409, True)
    wrong = payer.send("/bank-formats/declare", files={"file": ("x.json", b"{", "application/json")})
    assert (wrong.status_code, "文件不是银行格式" in seen(wrong.text)) == (422, True)


TEXT = {
    "format": "county-bank",
    "title": "县农商行文本",
    "kind": "txt",
    "encoding": "gb18030",
    "delimiter": "bar",
    "columns.0.field": "account",
    "columns.0.heading": "账号",
    "columns.1.field": "name",
    "columns.1.heading": "户名",
    "columns.2.field": "amount_yuan",
    "columns.2.heading": "金额",
    "has_headings": "true",
}
FORM = "/bank-formats/form"


def columns(page: str) -> list[str]:
    """What stands in the columns of the form, by its heading."""
    return re.findall(r'value="([^"]*)" size="10" autocomplete="off" id="f-columns\.\d+\.heading"', page)


def test_columns_are_added_moved_and_taken_out_without_a_script(payer: Seat) -> None:
    def after(deed: str) -> list[str]:
        answer = payer.send(FORM, {"deed": deed} | TEXT)
        assert answer.status_code == 200, answer.text
        return columns(answer.text)

    assert columns(payer.get(FORM)) == [""]
    assert after("add") == ["账号", "户名", "金额", ""]
    assert after("remove.1") == ["账号", "金额"]
    assert after("up.2") == ["账号", "金额", "户名"]
    assert after("down.0") == ["户名", "账号", "金额"]
    assert after("up.0") == after("down.2") == after("remove.77") == ["账号", "户名", "金额"]
    assert "county-bank" not in payer.get("/bank-formats")


def test_an_invented_file_is_seen_before_the_format_is_declared(payer: Seat) -> None:
    seen_before = payer.send(FORM, {"deed": "preview"} | TEXT).text
    assert "账号|户名|金额\n" in seen_before.replace("\r", "")
    assert "9999990000000001|张三|1000.00" in seen_before
    as_cells = payer.send(FORM, {"deed": "preview"} | TEXT | {"kind": "xlsx", "delimiter": ""}).text
    assert '<td class="day">张三</td><td class="day">1000.00</td>' in as_cells
    narrow = TEXT | {"delimiter": "", "columns.0.width": "4", "columns.1.width": "8", "columns.2.width": "12"}
    refused = payer.send(FORM, {"deed": "preview"} | narrow)
    assert "超出“账号”列的宽度 4 字节" in seen(refused.text)
    assert "county-bank" not in payer.get("/bank-formats")


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"columns.1.heading": ""}, "columns.1.heading", "第 2 列不符"),
        ({"columns.1.width": "9"}, "columns.1.width", "不得定宽"),
        ({"columns.1.constant": "张"}, "columns.1.constant", "其他列不得写常量"),
        ({"columns.0.field": "memo"}, "", "付款文件应有账号列"),
        ({"columns.0.field": ""}, "columns.0.field", ""),
        ({"format": "CSV"}, "format", "格式代码应为"),
        ({"result.paid": "成功", "result.sent_back": "退票、成功"}, "result.paid", "不能既表示成功又表示退回"),
        ({"kind": "pain.001", "delimiter": ""}, "", "pain.001 报文没有列"),
    ],
)
def test_what_is_wrong_stands_beside_its_field(payer: Seat, change: dict[str, str], field: str, said: str) -> None:
    answer = payer.send(FORM, {"deed": "declare"} | TEXT | change)
    assert answer.status_code in (409, 422)
    assert said in seen(answer.text)
    assert not field or f'id="e-{field}"' in answer.text


def test_a_format_filled_in_is_declared_changed_and_still_a_file(payer: Seat) -> None:
    answer = payer.send(FORM, {"deed": "declare"} | TEXT)
    assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/bank-formats/county-bank")
    assert 'href="/bank-formats/form?like=county-bank"' in payer.get("/bank-formats/county-bank")
    again = payer.get("/bank-formats/form?like=county-bank")
    assert columns(again) == ["账号", "户名", "金额"]
    assert '<option value="bar" selected>' in again
    assert payer.send(FORM, {"deed": "declare"} | TEXT).status_code == 409
    assert payer.send(FORM, {"deed": "declare"} | TEXT | {"title": "县农商行文本（新）"}).status_code == 303
    assert json.loads(payer.get("/bank-formats/county-bank.json"))["title"] == "县农商行文本（新）"


def test_the_form_takes_over_every_field_of_a_template(payer: Seat) -> None:
    page = payer.get("/bank-formats/form?like=card-roster")
    assert columns(page)[:4] == ["序号", "姓名", "身份证号", "一卡通账号"]
    assert 'value="发放失败"' in page


def test_only_finance_declares_and_nobody_else_but_who_watches_sees_them(service: Service) -> None:
    watching = Seat(service, Role.AUDITOR)
    assert "采用样板" not in watching.get("/bank-formats")
    watching.get("/bank-formats/declare", status=403)
    watching.get("/bank-formats/form", status=403)
    Seat(service, Role.CASE_OFFICER).get("/bank-formats", status=403)


def test_a_batch_goes_to_the_bank_in_its_format(service: Service, payer: Seat) -> None:
    story = Office(service.office.desk, StandingClock(date(2017, 4, 25)))
    a_released_batch(office=story)
    path = f"/batches/{story.batch.replace('/', '~')}"
    assert f">{ROSTER}</option>" in payer.get(f"{path}/bank-file")
    assert f">{ROSTER}</option>" in payer.get(f"{path}/bank-result")
    file = payer.send(f"{path}/bank-file", {"why": "报送一卡通平台", "format": "card-roster"})
    assert (file.status_code, file.headers["content-type"].split(".")[-1]) == (200, "sheet")
    unknown = payer.send(f"{path}/bank-file", {"why": "报送一卡通平台", "format": "nobodys"})
    assert (unknown.status_code, "没有银行格式" in seen(unknown.text)) == (404, True)
