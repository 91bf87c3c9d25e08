"""Programmes on pages: from a template to rules with one's own figures, in plain words, version by version."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from api.pages.policy_forms import in_words, of_policy
from api.programme_templates import templates
from domain.accounts.roles import Role
from domain.programmes.policy import AllOf, AnyOf, Policy
from tests.support.seat import Seat, seen
from tests.support.service import Service

RECIPE = Path(__file__).parents[2] / "docs" / "recipes" / "policy.json"
LOCAL = {"document": "县残联〔2024〕8号", "valid_from": "2024-01-01"}


@pytest.fixture(scope="module")
def lead(service: Service) -> Seat:
    return Seat(service, Role.PROJECT_LEAD)


def rules_of(service: Service, programme: str) -> list[Policy]:
    return [
        entry.fact.policy
        for entry in service.office.desk.log.stream(f"programme/{programme}")
        if hasattr(entry.fact, "policy")
    ]


@pytest.mark.parametrize("template", templates())
def test_every_template_becomes_a_programme_with_rules(template: str, lead: Seat, service: Service) -> None:
    opened = lead.send(f"/new-programme/form?template={template}")
    assert opened.status_code == 303, seen(opened.text)
    path = opened.headers["location"]
    assert path.startswith(f"/programmes/{template}/policy?template={template}")
    published = lead.send(f"/programmes/{template}/policy?template={template}", LOCAL)
    assert published.status_code == 303, seen(published.text)
    [policy] = rules_of(service, template)
    assert policy.document == LOCAL["document"]
    page = seen(lead.get(f"/programmes/{template}"))
    assert "补助对象条件" in page
    assert "7 个工作日" in page


def test_a_template_says_everything_in_both_languages() -> None:
    for one in templates().values():
        criteria = in_words(one.policy).criteria
        assert isinstance(criteria, AllOf)
        for criterion in criteria.of:
            assert not isinstance(criterion, AllOf | AnyOf)
            assert criterion.zh
            assert re.fullmatch(r"[\x20-\x7e]+", criterion.en)
        assert all(one.about)


def test_what_differs_locally_is_typed_and_the_rest_stays(lead: Seat, service: Service) -> None:
    figures = {
        "document": "县残联〔2025〕3号",
        "valid_from": "2025-01-01",
        "standards.0.amount": "720.00",
        "tiers.0.shares.0.share": "",
        "tiers.0.shares.3.share": "1/3",
        "tiers.0.shares.1.share": "2/3",
        "tiers.0.headcount": "260",
        "notice_days": "10",
    }
    before = rules_of(service, "special-relief")[-1]
    answer = lead.send("/programmes/special-relief/policy", figures)
    assert answer.status_code == 303, seen(answer.text)
    after = rules_of(service, "special-relief")[-1]
    assert after.version == before.version + 1
    assert str(after.standards[0].amount) == "720.00"
    assert str(after.standards[1].amount) == str(before.standards[1].amount)
    assert [str(one.share) for one in after.tiers[0].shares] == ["2/3", "1/3"]
    assert (after.tiers[0].headcount, after.notice_days) == (260, 10)
    assert after.criteria == before.criteria
    page = lead.get("/programmes/special-relief?version=1")
    assert "第 1 版" in seen(page)


def test_shares_that_do_not_sum_to_one_are_refused_at_the_tier_and_kept_as_typed(lead: Seat) -> None:
    wrong = {**LOCAL, "valid_from": "2026-01-01", "tiers.0.shares.3.share": "1/2", "tiers.0.shares.1.share": "1/3"}
    answer = lead.send("/programmes/special-relief/policy", wrong)
    assert answer.status_code == 422
    assert 'value="1/3"' in answer.text
    assert "未记录任何内容" in answer.text


def test_trying_records_nothing(lead: Seat, service: Service) -> None:
    before = rules_of(service, "living-subsidy")
    answer = lead.send("/programmes/living-subsidy/policy", {**LOCAL, "valid_from": "2026-02-01", "rehearse": "true"})
    assert "可以通过" in answer.text
    assert rules_of(service, "living-subsidy") == before


def test_rules_written_by_hand_are_brought_as_a_file(lead: Seat, service: Service) -> None:
    held = json.loads(RECIPE.read_text("utf-8")) | {"version": 2, "valid_from": "2026-03-01"}
    file = {"file": ("policy.json", json.dumps(held).encode(), "application/json")}
    answer = lead.send("/programmes/psy-medicine/policy-file", files=file)
    assert answer.status_code == 303, seen(answer.text)
    assert rules_of(service, "psy-medicine")[-1].document == held["document"]
    wrong = lead.send(
        "/programmes/psy-medicine/policy-file", files={"file": ("policy.json", b"{}", "application/json")}
    )
    assert wrong.status_code == 422


def test_the_next_version_begins_as_the_last_one_was(service: Service, lead: Seat) -> None:
    policy = rules_of(service, "nursing-subsidy")[-1]
    assert in_words(of_policy(policy) | {"valid_from": policy.valid_from.isoformat()}) == policy


def test_a_target_is_recorded_with_its_document(lead: Seat) -> None:
    fields = {
        "level": "county",
        "people": "260",
        "document": "县残联〔2024〕9号",
        "name": "城镇",
        "fiscal_year": "2024",
    }
    answer = lead.send("/programmes/special-relief/target", {**fields, "on": "2024-01-05"})
    assert answer.status_code == 303, seen(answer.text)
    assert "260" in seen(lead.get("/programmes/special-relief"))


def test_only_the_project_lead_opens_programmes_and_publishes_rules(service: Service) -> None:
    finance = Seat(service, Role.FINANCE_OFFICER)
    for path in ("/new-programme", "/new-programme/form", "/programmes/psy-medicine/policy"):
        finance.get(path, status=403)
    assert "/policy" not in finance.get("/programmes/psy-medicine")


def test_a_programme_that_does_not_exist_is_said_so(lead: Seat) -> None:
    lead.get("/programmes/nothing-of-the-kind", status=404)
