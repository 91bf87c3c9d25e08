"""A ledger's first day by clicking: the administrator lets the project lead in, who opens the first programme."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from domain.accounts.roles import Role
from tests.support.browsing import Visit
from tests.support.database import empty_database
from tests.support.served import Served, served
from tests.support.service import PASSWORD

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def first_day(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with empty_database(server_dsn) as database, served(database, tmp_path_factory.mktemp("home")) as running:
        yield running


@pytest.mark.parametrize(
    ("scripts", "lead", "name"), [(True, "lead-01", "困难残疾人生活补贴"), (False, "lead-02", "重度残疾人护理补贴")]
)
def test_from_an_empty_ledger_to_a_programme_with_rules(
    scripts: bool, lead: str, name: str, first_day: Served, visit: Visit
) -> None:
    page = visit(first_day, Role.ADMINISTRATOR, java_script_enabled=scripts).go("/")
    expect(page.get_by_role("heading", name="账本启用步骤")).to_be_visible()
    page.get_by_role("link", name="为每个人开立账号，授予岗位和区划").click()
    page.get_by_role("link", name="开立账号", exact=True).click()
    page.get_by_label("账号编号").fill(lead)
    page.get_by_role("button", name="开立账号").click()
    page.get_by_role("link", name="授予岗位").click()
    page.get_by_label("岗位").select_option("project_lead")
    page.get_by_role("button", name="授予", exact=True).click()
    page.get_by_role("link", name="发放一次性口令").click()
    page.get_by_role("button", name="生成口令").click()
    secret = page.locator("p.figure code").inner_text()

    page = visit(first_day, None, java_script_enabled=scripts).go("/sign-in")
    page.get_by_role("link", name="我收到的是一次性口令").click()
    page.get_by_label("一次性口令").fill(secret)
    page.get_by_label("新密码").fill(PASSWORD)
    page.get_by_role("button", name="设置并登录").click()
    expect(page.get_by_role("heading", name="工作台", level=1)).to_be_visible()
    page.goto(f"{first_day.address}/new-programme")
    page.get_by_role("link", name=re.compile(f"使用此模板.*{name}")).click()
    page.get_by_role("button", name="设立，下一步填写政策").click()
    page.get_by_label("文号").fill("县残联〔2026〕1号")
    page.get_by_label("施行日期").fill("2026-01-01")
    page.get_by_role("button", name="发布政策版本").click()
    expect(page.get_by_role("heading", name=name, level=1)).to_be_visible()
    expect(page.get_by_text("县残联〔2026〕1号")).to_be_visible()
    expect(page.get_by_text("7 个工作日")).to_be_visible()
