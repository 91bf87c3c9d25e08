"""Bank formats on pages: taken from a template or brought as a file, and offered where a batch goes to the bank."""

from __future__ import annotations

import json
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


def test_only_finance_declares_and_nobody_else_but_who_watches_sees_them(service: Service) -> None:
    watching = Seat(service, Role.AUDITOR)
    assert "采用样板" not in watching.get("/bank-formats")
    watching.get("/bank-formats/declare", status=403)
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
