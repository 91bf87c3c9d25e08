"""Who answers for the rules, at the browser: a calendar, a template and the offices' documents are brought by file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from domain.accounts.roles import Role
from infrastructure.clock import SystemClock
from infrastructure.spreadsheet.lists import SpreadsheetLists
from tests.support.browsing import Visit
from tests.support.calendars import IN_2024
from tests.support.database import empty_database
from tests.support.served import Served, served
from tests.support.signing_in import enrolled, sign_in

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

LEAD, FINANCE = "lead-01", "finance-01"
FORMATS = (
    "发文机关代字,发文机关,可下达资金级次,启用年份,停用年份\n"
    "财社,财政部,中央,2009,\n省财社,省财政厅,中央、省级,2009,\n市财社,市财政局,{city},2009,\n"
)
Office = tuple[Served, dict[str, str]]
SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])


@pytest.fixture
def office(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An empty ledger with one programme, and two people with their second factors."""
    with empty_database(server_dsn) as database, served(database, tmp_path_factory.mktemp("home")) as running:
        names = {"programme": "relief", "name_zh": "专项救助", "name_en": "Relief", "bank_memo": "残补"}
        kinds = {"payee_kind": "person", "deciding_body": "federation", "period_kind": "year"}
        with running.client() as client:
            client.done(Role.PROJECT_LEAD, "/v1/programmes", names | kinds)
            client.account(LEAD, Role.PROJECT_LEAD)
            client.account(FINANCE, Role.FINANCE_OFFICER)
        yield running, {account: enrolled(running, account) for account in (LEAD, FINANCE)}


@SCRIPTS
def test_a_year_s_days_off_are_brought_and_shown(scripts: bool, office: Office, visit: Visit, tmp_path: Path) -> None:
    page = signed_in(office, visit, LEAD, scripts=scripts)
    by_way(page, "放假安排")
    page.get_by_role("link", name="导入一年的安排").click()
    lists = SpreadsheetLists(SystemClock())
    page.set_input_files("[name=file]", written(tmp_path / "2024.xlsx", lists.calendar_list(IN_2024)))
    page.fill("[name=year]", "2024")
    page.fill("[name=document]", "国办发明电〔2023〕7号")
    page.fill("[name=announced_on]", "2023-10-25")
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_role("heading", name="2024 年放假安排", level=1)).to_be_visible()
    expect(page.get_by_role("row", name="2024-02-18")).to_contain_text("上班")
    with page.expect_download() as taken:
        page.get_by_role("link", name="Excel", exact=True).click()
    in_order = sorted(IN_2024, key=lambda one: one.day)
    assert Path(taken.value.path()).read_bytes() == lists.calendar_list(in_order)
    page.get_by_role("link", name="全部放假安排").click()
    expect(page.get_by_role("row", name="国办发明电〔2023〕7号")).to_contain_text("2024")


@SCRIPTS
def test_a_template_is_taken_along_changed_and_kept(
    scripts: bool, office: Office, visit: Visit, tmp_path: Path
) -> None:
    page = signed_in(office, visit, LEAD, scripts=scripts)
    by_way(page, "项目样板")
    page.get_by_role("link", name="困难残疾人生活补贴").click()
    with page.expect_download() as taken:
        page.get_by_role("link", name="下载样板文件").click()
    said = json.loads(Path(taken.value.path()).read_text("utf-8"))
    said["programme"] |= {"programme": "home-care", "name_zh": "居家照护补贴", "name_en": "Care at home"}
    by_way(page, "项目样板")
    page.get_by_role("link", name="导入样板").click()
    page.set_input_files("[name=file]", written(tmp_path / "template.json", json.dumps(said).encode()))
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("居家照护补贴")
    by_way(page, "项目样板")
    expect(page.get_by_role("link", name="居家照护补贴")).to_be_visible()


@SCRIPTS
def test_the_offices_documents_are_listed_and_another_s_brings_no_money(
    scripts: bool, office: Office, visit: Visit, tmp_path: Path
) -> None:
    page = signed_in(office, visit, LEAD, scripts=scripts)
    by_way(page, "文号格式")
    page.get_by_role("link", name="导入文号格式").click()
    file = tmp_path / "formats.csv"
    page.set_input_files("[name=file]", written(file, FORMATS.format(city="地市").encode("gb18030")))
    page.get_by_label("代字不在名单上的文号一律拒绝").check()
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_role("row", name="可下达资金级次").last).to_contain_text("地市")
    page.set_input_files("[name=file]", written(file, FORMATS.format(city="市级").encode("gb18030")))
    expect(page.get_by_label("代字不在名单上的文号一律拒绝")).to_be_checked()
    page.get_by_role("button", name="导入", exact=True).click()
    expect(page.get_by_role("heading", name="文号格式", level=1)).to_be_visible()
    expect(page.get_by_text("代字不在名单上的文号，一律拒绝。")).to_be_visible()
    expect(page.get_by_role("row", name="省财政厅")).to_contain_text("中央、省级")
    finance = signed_in(office, visit, FINANCE, scripts=scripts, expects="409")
    by_way(finance, "资金状况")
    finance.get_by_role("link", name="登记下达资金").click()
    finance.fill("[name=document]", "县财社〔2024〕5号")
    finance.select_option("[name=programme]", "relief")
    finance.fill("[name=fiscal_year]", "2024")
    finance.fill("[name=region]", "990101")
    finance.select_option("[name='shares.0.level']", "municipal")
    finance.select_option("[name='shares.0.kind']", "general_budget")
    finance.fill("[name='shares.0.amount']", "100.00")
    finance.get_by_role("button", name="登记", exact=True).click()
    expect(finance.get_by_text("代字“县财社”不在本账本登记的文号格式中").first).to_be_visible()
    finance.fill("[name=document]", "市财社〔2024〕5号")
    finance.get_by_role("button", name="登记", exact=True).click()
    expect(finance.get_by_text("已记入第")).to_be_visible()


def signed_in(office: Office, visit: Visit, account: str, *, scripts: bool, expects: str = "422") -> Page:
    """Sign in; `expects` is the refusal that the browser may complain of."""
    running, secrets = office
    page = visit(running, None, java_script_enabled=scripts, expects=expects).go("/sign-in")
    sign_in(page, account, secrets[account])
    return page


def by_way(page: Page, way: str) -> None:
    """Follow the navigation."""
    page.get_by_role("navigation", name="主导航").get_by_role("link", name=way, exact=True).click()


def written(path: Path, content: bytes) -> Path:
    """Write a file to bring; return it."""
    path.write_bytes(content)
    return path
