"""A township officer at the browser: a survey with its scanned page, a plan, and another's approval."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from application.lists import BENEFICIARIES
from domain.accounts.roles import Role
from tests.support.browsing import Visit
from tests.support.served import Served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_a_survey_and_a_plan_are_signed_and_somebody_else_approves(own_demonstration: Served, visit: Visit) -> None:
    running = own_demonstration
    with running.client() as client:
        client.account("township-hu", Role.TOWNSHIP)
    person = next(iter(running.office.desk.views.rows(BENEFICIARIES))).beneficiary
    page = visit(running, Role.TOWNSHIP).go("/service-files")
    page.get_by_role("link", name="登记需求调查").click()
    page.get_by_label("人员编号").fill(person)
    page.get_by_label("托养照护").check()
    _sign(page, "survey")
    page.get_by_role("button", name="登记调查").click()
    expect(page.locator("h1")).to_contain_text(person)
    page.get_by_role("link", name="制定服务计划").click()
    page.get_by_label("托养照护").fill("2")
    _sign(page, "plan")
    page.get_by_role("button", name="登记计划").click()
    expect(page.locator(".head .state")).to_have_text("已安排")
    other = visit(running, "township-hu").go(page.url.removeprefix(running.address).partition("?")[0])
    other.get_by_role("link", name="审定计划").click()
    other.get_by_role("button", name="审定").click()
    expect(other.locator(".head .state")).to_have_text("已审批")


def _sign(page: Page, words: str) -> None:
    page.get_by_label("签字页扫描件").set_input_files(
        files={"name": f"{words}.pdf", "mimeType": "application/pdf", "buffer": words.encode()}
    )
    page.get_by_label("签字人").select_option("person")
