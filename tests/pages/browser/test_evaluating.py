"""At the browser: a self-evaluation is read, filled in and scored, and taken along as paper. Nothing is recorded."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from domain.accounts.roles import Role
from tests.support.browsing import Visit, by_way
from tests.support.served import Served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

REHEARSE = "试算，不记录"


def test_a_self_evaluation_is_filled_in_by_one_and_scored_by_another(demonstration: Served, visit: Visit) -> None:
    page = visit(demonstration, Role.CASE_OFFICER, expects="422").go("/")
    by_way(page, "绩效自评")
    page.locator("main tbody a").first.click()
    expect(page.locator(".figure").first).to_have_text("96.01 / 100")
    expect(page.get_by_role("row", name="1.1 托养服务人数")).to_contain_text("113.89 %")
    paper = page.request.get(f"{demonstration.address}{page.get_by_role('link', name='打印').get_attribute('href')}")
    assert (paper.status, paper.headers["content-type"], paper.body()[:5]) == (200, "application/pdf", b"%PDF-")
    page.get_by_role("link", name="填报").click()
    page.fill("[name='values.2.count']", "")
    page.fill("[name='values.2.percent']", "96.26")
    page.get_by_role("button", name=REHEARSE).click()
    expect(page.locator(".field.bad")).to_contain_text("96.26")
    page.fill("[name='values.2.percent']", "96.50")
    page.get_by_role("button", name=REHEARSE).click()
    expect(page.locator(".done")).to_be_visible()
    head = visit(demonstration, Role.UNIT_HEAD).go(
        page.url.removeprefix(demonstration.address).partition("/fill-in")[0]
    )
    head.get_by_role("link", name="评定").click()
    head.get_by_role("button", name=REHEARSE).click()
    expect(head.locator(".done")).to_be_visible()
