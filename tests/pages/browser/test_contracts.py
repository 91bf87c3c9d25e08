"""A project lead at the browser: a lot is published and awarded; a levy's terms are set, an employer assessed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from domain.accounts.roles import Role
from tests.support.browsing import Visit
from tests.support.database import empty_database
from tests.support.served import Served, served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

CODE = "52990101MJ0000001G"


@pytest.fixture(scope="module")
def office(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An empty ledger with one programme."""
    with empty_database(server_dsn) as database, served(database, tmp_path_factory.mktemp("home")) as running:
        kinds = {"payee_kind": "institution", "deciding_body": "federation", "period_kind": "year"}
        names = {"programme": "life-secretary", "name_zh": "生活小秘书", "name_en": "Secretary", "bank_memo": "小秘书"}
        with running.client() as client:
            client.done(Role.PROJECT_LEAD, "/v1/programmes", names | kinds)
        yield running


def test_a_lot_is_published_and_awarded(office: Served, visit: Visit) -> None:
    page = visit(office, Role.PROJECT_LEAD).go("/designations")
    page.get_by_role("link", name="列为定点机构").click()
    page.get_by_label("统一社会信用代码").fill(CODE)
    page.get_by_label("机构名称").fill("示例助残中心")
    page.locator("select[name='programmes.0']").select_option("life-secretary")
    page.locator("input[name=valid_from]").fill("2022-01-01")
    page.locator("input[name=valid_until]").fill("2022-12-31")
    page.get_by_label("依据文书编号").fill("定点2022-1")
    page.locator("input[name=on]").fill("2022-01-04")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("heading", name="示例助残中心", level=1)).to_be_visible()
    page.goto(f"{office.address}/tenders/publish")
    for name, value in {
        "tender_id": "tender-2022",
        "title": "生活小秘书",
        "document": "采购2022-1",
        "lots.0.number": "1",
        "lots.0.region": "990101",
        "lots.0.fiscal_year": "2022",
        "lots.0.price": "40.00",
        "lots.0.ceiling": "362950.00",
        "on": "2022-01-05",
    }.items():
        page.locator(f"input[name='{name}']").fill(value)
    page.locator("select[name='lots.0.programme']").select_option("life-secretary")
    page.locator("select[name='lots.0.unit']").select_option("hour")
    page.get_by_role("button", name="发布", exact=True).click()
    page.get_by_role("link", name="授予标段 1").click()
    page.locator("select[name=institution]").select_option(CODE)
    for name, value in {
        "agreement_id": "secretary-1",
        "price": "40.00",
        "document": "中标1",
        "on": "2022-01-10",
    }.items():
        page.locator(f"input[name='{name}']").fill(value)
    page.get_by_role("button", name="授予", exact=True).click()
    expect(page.get_by_role("heading", name="协议 secretary-1", level=1)).to_be_visible()
    expect(page.get_by_text("40.00").first).to_be_visible()


def test_a_levy_is_set_and_an_employer_assessed(office: Served, visit: Visit) -> None:
    page = visit(office, Role.PROJECT_LEAD).go("/levy-terms")
    page.get_by_role("link", name="设定残保金征收标准").click()
    for name, value in {
        "fiscal_year": "2022",
        "region": "990101",
        "document": "省财综〔2016〕5号",
        "average_wage": "60000.00",
        "average_wage_source": "市统计局公报",
        "on": "2022-03-01",
    }.items():
        page.locator(f"input[name='{name}']").fill(value)
    page.get_by_role("button", name="设定标准", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("2022 年度残保金")
    clerk = visit(office, Role.CASE_OFFICER).go("/levies/2022~990101")
    clerk.get_by_role("link", name="核定用人单位").click()
    for name, value in {
        "employer": "91990101MA0000001Y",
        "name": "示例制造厂",
        "headcount": "112.5",
        "arranged.1.people": "1",
        "average_wage": "70000.12",
        "on": "2022-06-06",
    }.items():
        clerk.locator(f"input[name='{name}']").fill(value)
    clerk.get_by_role("button", name="核定", exact=True).click()
    expect(clerk.get_by_role("heading", name="示例制造厂的残保金", level=1)).to_be_visible()
    expect(clerk.get_by_role("row", name="48125.0825 × 0.9")).to_contain_text("43312.57425")
