"""The pages of tailored service: a file is filled in step by step; what is refused is said beside its field."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest

from domain.accounts.roles import Role
from tests.http.medicine import NUMBERS, person
from tests.http.tailored_commands import TERMS
from tests.support.seat import Seat, seen
from tests.support.service import Service

pytestmark = pytest.mark.slow

TOWN = "990101001001"
COUNTY = "/tailored-service?region=990101&year=2017"


@pytest.fixture(scope="module")
def someone(service: Service) -> str:
    """Terms hold, and one person is registered."""
    for account in ("township-wu", "township-feng"):
        service.account(account, Role.TOWNSHIP)
    programme = {"programme": "psy-medicine", "name_zh": "应急救助", "name_en": "Aid", "payee_kind": "person"}
    programme |= {"deciding_body": "federation", "period_kind": "month", "bank_memo": "救助"}
    service.done(Role.PROJECT_LEAD, "/v1/programmes", programme)
    service.done(Role.PROJECT_LEAD, "/v1/service-terms", TERMS)
    body = {"people": [person(NUMBERS[0])], "why": "登记", "on": "2017-01-03"}
    who: str = service.done("township-wu", "/v1/beneficiaries", body)["beneficiaries"][0]
    return who


def scan(words: str) -> dict[str, Any]:
    return {"page": ("page.pdf", io.BytesIO(words.encode()), "application/pdf")}


def signed(on: str) -> dict[str, str]:
    return {"signer": "person", "signed_on": on, "on": on}


def test_a_file_goes_from_survey_to_follow_up_and_every_step_waits_for_the_one_before(
    seat: Callable[[Role | str], Seat], someone: str
) -> None:
    wu, feng = seat("township-wu"), seat("township-feng")
    survey = {"beneficiary": someone, "needs.care": "true", **signed("2017-02-01")}
    forgotten = wu.send("/service-files/survey", survey)
    assert forgotten.status_code == 422
    assert "文件是空的" in seen(forgotten.text)
    led = wu.send("/service-files/survey", survey, files=scan("survey"))
    assert (led.status_code, led.headers["location"].partition("?")[0]) == (303, f"/service-files/2017~{someone}")
    here = f"/service-files/2017~{someone}"
    page = wu.get(here)
    assert "托养照护" in seen(page)
    assert f"{here}/plan" in page
    assert f"{here}/service" not in page
    service = {"kind": "care", "times": "2", "provider": "阳光托养中心", **signed("2017-03-06")}
    early = wu.send(f"{here}/service", service, files=scan("service"))
    assert early.status_code == 409
    assert "不得录入服务记录" in seen(early.text)
    same_page = wu.send(f"{here}/plan", {"services.care": "2", **signed("2017-02-10")}, files=scan("survey"))
    assert same_page.status_code == 422
    assert "每一环节须有各自的签字页" in seen(same_page.text)
    assert (
        wu.send(f"{here}/plan", {"services.care": "2", **signed("2017-02-10")}, files=scan("plan")).status_code == 303
    )
    assert "不得由其审定" in seen(wu.send(f"{here}/approve", {"on": "2017-02-15"}).text)
    assert feng.send(f"{here}/approve", {"on": "2017-02-15"}).status_code == 303
    assert wu.send(f"{here}/service", service, files=scan("service")).status_code == 303
    visit = {"received.care": "1", "satisfaction": "4", **signed("2017-04-05")}
    assert "不得再由其回访" in seen(wu.send(f"{here}/visit", visit, files=scan("visit")).text)
    assert feng.send(f"{here}/visit", visit, files=scan("visit")).status_code == 303
    assert "已回访" in seen(feng.get(here))


def test_rates_stand_beside_their_numbers_and_what_does_not_agree_beside_both_sides(
    seat: Callable[[Role | str], Seat], someone: str
) -> None:
    auditor = seat(Role.AUDITOR)
    overview = seen(auditor.get(COUNTY))
    assert "100.00 % 1 / 1 人" in overview
    assert "排名" in overview
    assert "与本人所述不符" in seen(auditor.get("/tailored-service/accords?region=990101&year=2017"))
    assert "逾期未报" in seen(auditor.get("/tailored-service/reports?region=990101&year=2017"))
    assert "请填写区划" not in seen(auditor.get("/tailored-service"))


def test_aid_above_the_limit_is_refused_beside_its_field_and_a_claim_may_be_dropped(
    seat: Callable[[Role | str], Seat], someone: str
) -> None:
    wu, case = seat("township-wu"), seat(Role.CASE_OFFICER)
    asked = {"amount": "1500.01", "text": "火灾", "on": "2017-05-02"}
    above = wu.send(f"/service-files/2017~{someone}/aid", asked, files=scan("application"))
    assert above.status_code == 409
    assert "上限为 1500.00 元" in seen(above.text)
    led = wu.send(f"/service-files/2017~{someone}/aid", asked | {"amount": "1500.00"}, files=scan("application"))
    claim = led.headers["location"].partition("?")[0]
    assert claim == "/emergency-aids/2017~990101~1"
    assert "壹仟伍佰元整" in seen(wu.get(claim))
    assert case.send(f"{claim}/drop", {"text": "已另行解决", "on": "2017-05-03"}).status_code == 303
    assert "已撤销" in seen(wu.get(claim))


def test_the_forms_of_the_lists_can_be_had_and_terms_are_set_by_the_lead(seat: Callable[[Role | str], Seat]) -> None:
    lead = seat(Role.PROJECT_LEAD)
    terms = {name: said for name, said in TERMS.items() if isinstance(said, str)} | {"valid_from": "2018-01-01"}
    terms |= {"households": "3", "monthly_days": "5", "quarterly_days": "10", "on": "2017-12-01"}
    wrong = lead.send("/tailored-service/terms", terms | {"weights.surveyed": "1/2"})
    assert "应等于 1" in seen(wrong.text)
    assert lead.send("/tailored-service/terms", terms | {"weights.surveyed": "1"}).status_code == 303
    assert "2018" in seen(lead.get("/service-terms"))
    named = {"place": "2017/990101001000", "supervisors": "township-wu\ntownship-feng", "on": "2017-01-05"}
    assert lead.send("/tailored-service/supervisors", named).status_code == 303
    assert "township-wu" in seen(lead.get("/tailored-service/reports?region=990101&year=2017"))
    wu = seat("township-wu")
    for what in ("surveys", "services"):
        assert f"list-form.xlsx?what={what}" in wu.get(f"/tailored-service/bring?what={what}")
