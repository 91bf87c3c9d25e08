"""At the browser: what may be paid of a station and of an award, what is stopped, what another ledger has not received.

Nothing is recorded.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from domain.accounts.roles import Role
from tests.support.browsing import Visit, by_way
from tests.support.served import Served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

REHEARSE = "试算，不记录"


def test_a_freed_part_of_a_station_goes_on_a_batch(demonstration: Served, visit: Visit) -> None:
    page = visit(demonstration, Role.FINANCE_OFFICER).go("/")
    by_way(page, "配套资金")
    page.get_by_role("link", name="stations-2017").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("配套方案 stations-2017")
    expect(page.locator("main")).to_contain_text("120,000.00")
    expect(page.get_by_role("row", name="西河社区康复站")).to_contain_text("待验收")
    page.get_by_role("link", name="支付可付款项").click()
    expect(page.get_by_label("西河社区康复站")).to_be_checked()
    page.fill("[name=number]", "9")
    page.get_by_role("button", name=REHEARSE).click()
    expect(page.locator(".done")).to_be_visible()


def test_a_suspended_award_is_not_paid_and_another_one_is(demonstration: Served, visit: Visit) -> None:
    page = visit(demonstration, Role.FINANCE_OFFICER).go("/")
    by_way(page, "以奖代补")
    page.get_by_role("link", name="day-homes-1.sunshine").click()
    expect(page.locator(".warn")).to_contain_text("恢复前不得支付")
    expect(page.get_by_role("link", name="责令退回奖补")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="day-homes-1.moonlight").click()
    page.get_by_role("link", name="列入批次").click()
    page.fill("[name=number]", "9")
    page.get_by_role("button", name=REHEARSE).click()
    expect(page.locator(".done")).to_be_visible()


def test_money_that_another_ledger_has_not_received_is_found_and_could_be_taken_back(
    demonstration: Served, visit: Visit
) -> None:
    page = visit(demonstration, Role.FINANCE_OFFICER).go("/")
    by_way(page, "上下级资金")
    expect(page.get_by_role("row", name="township-990101001").filter(has_text="已收回")).to_contain_text("8,000.00")
    page.get_by_role("link", name="未对上的资金").click()
    row = page.get_by_role("row", name="township-990101001")
    expect(row).to_contain_text("30,000.00")
    row.get_by_role("link", name="收回").click()
    page.fill("[name=document]", "区财社〔2026〕60号")
    page.get_by_role("button", name=REHEARSE).click()
    expect(page.locator(".done")).to_be_visible()
