"""Programme templates on pages: taken along, changed, tried, kept, begun with, withdrawn."""

from __future__ import annotations

import json
from typing import Any

import pytest

from domain.accounts.roles import Role
from tests.support.seat import Seat, seen
from tests.support.service import Service

PATH = "/programme-templates/import"


@pytest.fixture(scope="module")
def lead(service: Service) -> Seat:
    return Seat(service, Role.PROJECT_LEAD)


@pytest.fixture(scope="module")
def changed(lead: Seat) -> dict[str, Any]:
    """A template that the system brings along, taken along and made another."""
    said: dict[str, Any] = json.loads(lead.get("/programme-templates/living-subsidy.json"))
    said["programme"] |= {"programme": "home-care", "name_zh": "居家照护补贴", "name_en": "Care at home"}
    return said | {"about_zh": "县级居家照护服务"}


def file(said: object) -> dict[str, tuple[str, bytes, str]]:
    return {"file": ("home-care.json", json.dumps(said).encode(), "application/json")}


def test_a_template_is_tried_in_words_kept_and_begun_with(lead: Seat, changed: dict[str, Any]) -> None:
    assert "困难残疾人生活补贴" in seen(lead.get("/programme-templates"))
    tried = lead.send(PATH, {"rehearse": "true"}, files=file(changed))
    assert tried.status_code == 200
    assert "文件内容：居家照护补贴 县级居家照护服务" in seen(tried.text)
    assert "居家照护补贴" not in seen(lead.get("/programme-templates"))
    kept = lead.send(PATH, files=file(changed))
    assert (kept.status_code, kept.headers["location"].partition("?")[0]) == (303, "/programme-templates/home-care")
    assert "本账本登记，第 1 版" in seen(lead.get("/programme-templates/home-care"))
    assert "Rules it begins with" in seen(lead.get("/programme-templates/home-care", language="en"))
    assert json.loads(lead.get("/programme-templates/home-care.json"))["programme"] == changed["programme"]
    assert "居家照护补贴" in seen(lead.get("/new-programme"))
    opened = lead.send("/new-programme/form?template=home-care")
    assert opened.headers["location"].startswith("/programmes/home-care/policy?template=home-care")
    published = lead.send(
        "/programmes/home-care/policy?template=home-care",
        {"document": "虚残联发〔2018〕3号", "valid_from": "2018-01-01"},
    )
    assert published.status_code == 303, seen(published.text)
    own = json.loads(lead.get("/programmes/home-care/template.json"))
    assert (own["policy"]["document"], own["policy"]["standards"][0]["amount"]) == ("", "80.00")


def test_what_is_no_template_is_refused_with_the_places_that_do_not_fit(lead: Seat, changed: dict[str, Any]) -> None:
    for said, sentence in (
        ({}, "文件不是项目样板：about_zh"),
        (changed | {"policy": changed["policy"] | {"notice_days": 0}}, "policy.notice_days"),
        (changed | {"programme": changed["programme"] | {"bank_memo": ""}}, "programme.bank_memo"),
    ):
        refused = lead.send(PATH, files=file(said))
        assert (refused.status_code, sentence in seen(refused.text)) == (422, True), seen(refused.text)
    again = lead.send(PATH, files=file(changed))
    assert (again.status_code, "没有变化" in seen(again.text)) == (409, True)


def test_over_http_a_programme_is_opened_with_a_template_s_rules_in_one_act(service: Service) -> None:
    listed = {one["template"]: one for one in service.get(Role.AUDITOR, "/v1/programme-templates").json()["items"]}
    assert {"living-subsidy": 0, "home-care": 1}.items() <= {
        name: one["version"] for name, one in listed.items()
    }.items()
    body = {"programme": "home-care-2", "document": "虚残联发〔2018〕4号", "valid_from": "2018-02-01"}
    said = service.done(Role.PROJECT_LEAD, "/v1/programme-templates/home-care/programmes", body)
    assert (said["programme"], said["policy_version"], said["position"] - said["first_position"]) == (
        "home-care-2",
        1,
        1,
    )
    wrong = service.post(Role.PROJECT_LEAD, "/v1/programme-templates/nobodys/programmes", body).json()
    assert wrong["code"] == "no_such_template"
    oral = service.post(
        Role.PROJECT_LEAD,
        "/v1/programme-templates/home-care/programmes",
        body | {"programme": "home-care-3", "document": "口头"},
    ).json()
    assert (oral["code"], oral["errors"][0]["pointer"]) == ("not_a_document_number", "/document")


def test_a_template_is_withdrawn_with_a_reason_and_what_was_opened_stays(service: Service, lead: Seat) -> None:
    watching = Seat(service, Role.AUDITOR)
    assert "停用此样板" not in watching.get("/programme-templates/home-care")
    watching.get(PATH, status=403)
    gone = lead.send("/programme-templates/home-care", {"reason": "本县不再开办"})
    assert gone.headers["location"].partition("?")[0] == "/programme-templates"
    lead.get("/programme-templates/home-care", status=404)
    assert "居家照护补贴" in seen(lead.get("/programmes/home-care"))
    ours = service.post(
        Role.PROJECT_LEAD, "/v1/programme-templates/living-subsidy/withdrawals", {"reason": "不用"}
    ).json()
    assert ours["code"] == "template_not_ours"
