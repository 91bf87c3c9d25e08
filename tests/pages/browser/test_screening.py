"""Somebody at the browser sees that operations over the target are paid by nobody, and names who pays."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from domain.accounts.roles import Role
from tests.support.browsing import Visit
from tests.support.demonstration import leave_work
from tests.support.served import Served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_a_unit_head_names_who_pays_an_operation_over_the_target(own_demonstration: Served, visit: Visit) -> None:
    leave_work(own_demonstration.office.desk)
    page = visit(own_demonstration, Role.UNIT_HEAD).go("/")
    page.get_by_role("link", name="超任务服务待定付款方").first.click()
    page.get_by_role("link", name="cataract/").first.click()
    expect(page.get_by_text("有 2 例手术（服务）超出任务数")).to_be_visible()
    page.get_by_role("link", name="确定超任务付款方").click()
    page.get_by_role("checkbox").first.check()
    page.get_by_label("确定付款方的文号").fill("区财社〔2026〕88号")
    page.get_by_label("付款方", exact=True).select_option("over_quota")
    page.get_by_role("button", name="确定超任务付款方").click()
    expect(page.get_by_text("有 1 例手术（服务）超出任务数")).to_be_visible()
    expect(page.get_by_text("区财社〔2026〕88号")).to_be_visible()
