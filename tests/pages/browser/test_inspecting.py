"""An inspector at the browser: an earlier day by slider and field, a life, a decision again, a visit and a finding."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from domain.accounts.roles import Role
from tests.support.browsing import Visit
from tests.support.served import Served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_an_inspector_looks_back_steps_through_decides_again_draws_and_visits(
    scripts: bool, own_demonstration: Served, visit: Visit
) -> None:
    running = own_demonstration
    allocated = _first(running, "funds.allocated")
    page = visit(running, Role.INSPECTOR, java_script_enabled=scripts).go("/funds")
    _look_back(page, allocated, scripts=scripts)
    payout = running.office.desk.views.payouts_of_batch("psy-medicine/2017/1")[3].payout
    page.goto(f"{running.address}/payouts/{payout.replace('/', '~')}")
    page.get_by_role("link", name="逐步查看经过").click()
    _step_through(page)
    page.goto(f"{running.address}/cases/psy-medicine~{payout.rpartition('/')[2]}")
    page.get_by_role("link", name="重算其决定").click()
    expect(page.locator(".done")).to_contain_text("一致")
    _inspect(page)


def _first(running: Served, name: str) -> int:
    return next(
        one.position for one in running.office.desk.log.after(0, limit=100_000) if one.name.startswith(f"{name}.")
    )


def _look_back(page: Page, allocated: int, *, scripts: bool) -> None:
    """See the fund position before and after money came."""
    page.get_by_text("看过去", exact=True).last.click()
    if scripts:
        slider = page.locator("#look-at")
        slider.fill(str(allocated))
        expect(slider).to_have_attribute("aria-valuetext", re.compile(f"第 {allocated:,} 条 · 20"))
        page.wait_for_url(f"**as_of={allocated}**")
        expect(page.locator("#look-at")).to_have_value(str(allocated))
        expect(page.locator("#rows")).to_contain_text("401,600.00")
    page.locator(".look-form input[name=position]").fill(str(allocated - 1))
    page.get_by_role("button", name="显示当时情形").click()
    page.wait_for_url(f"**as_of={allocated - 1}**")
    expect(page.locator("#rows")).not_to_contain_text("401,600.00")
    page.locator("#look-after").click()
    page.wait_for_url(f"**as_of={allocated}**")
    expect(page.locator("#rows")).to_contain_text("401,600.00")
    page.get_by_role("link", name="当时与现在有何不同").click()
    expect(page.get_by_role("heading", name="看过去", level=1)).to_be_visible()
    expect(page.get_by_text("新增").first).to_be_visible()


def test_the_other_language_shows_the_moment_and_the_rows_that_are_shown(demonstration: Served, visit: Visit) -> None:
    page = visit(demonstration, Role.INSPECTOR).go("/funds")
    page.get_by_text("看过去", exact=True).last.click()
    allocated = _first(demonstration, "funds.allocated")
    page.locator("#look-at").fill(str(allocated))
    page.wait_for_url(f"**as_of={allocated}**")
    page.select_option("select[name=programme]", "psy-medicine")
    page.wait_for_url("**programme=psy-medicine**")
    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("heading", name="Fund position", level=1)).to_be_visible()
    assert f"as_of={allocated}" in page.url
    assert "programme=psy-medicine" in page.url


def _step_through(page: Page) -> None:
    expect(page.locator("#step-name")).to_contain_text("第 1 步：批准")
    page.locator("#step-after").click()
    expect(page.locator("#step-name")).to_contain_text("第 2 步")
    page.locator("#step-before").click()
    expect(page.locator("#step-name")).to_contain_text("第 1 步")


def _inspect(page: Page) -> None:
    page.get_by_role("navigation", name="主导航").get_by_role("link", name="督查", exact=True).click()
    page.get_by_role("link", name="立项督查").click()
    page.fill("[name=inspection_id]", "clicked-1")
    page.select_option("[name=programme]", "psy-medicine")
    page.fill("[name=period]", "2017")
    page.fill("[name=region]", "990101")
    page.fill("[name=seed]", "thrown-dice-4-2")
    page.get_by_role("button", name="立项", exact=True).click()
    page.get_by_role("link", name="抽取样本").click()
    page.get_by_role("button", name="抽样", exact=True).click()
    page.get_by_role("link", name="重抽并核对").click()
    expect(page.locator(".done")).to_contain_text("均与记录一致")
    page.go_back()
    page.locator("a[href*='/inspections/clicked-1/people/']").first.click()
    page.get_by_role("link", name="安排入户").click()
    page.get_by_role("button", name="安排", exact=True).click()
    page.locator("a[href*='/inspections/clicked-1/people/']").first.click()
    page.get_by_role("link", name="登记入户").click()
    page.select_option("[name=satisfaction]", "5")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_text("5 / 5")).to_be_visible()
    page.get_by_role("link", name="登记问题").click()
    page.select_option("[name=what]", "not_received")
    page.fill("[name=text]", "本人称未收到补贴")
    page.fill("[name=answer_due_on]", "2030-12-31")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("入户问题")
