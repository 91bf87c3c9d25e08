"""At the browser: a voucher goes on a budget, devices come in, a bank's format is filled in, a payment is taken back.

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
VOUCHERS = (
    "凭证号\t项目编号\t级次\t资金性质\t金额\t方式\t拨款文号\t支出日期\n"
    "记-901\t{item}\t区县级\t一般公共预算\t0.01\t支付\t\t{on}"
)


def test_a_voucher_is_pasted_into_a_budget_s_year(demonstration: Served, visit: Visit) -> None:
    page = visit(demonstration, Role.FINANCE_OFFICER).go("/")
    by_way(page, "预算")
    page.locator("main tbody a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("预算")
    year = page.locator("dl.facts dd").first.inner_text()
    item = page.locator("tbody tr th .also").first.inner_text()
    page.get_by_role("link", name="登记支出").click()
    page.fill("[name=expenditures]", VOUCHERS.format(item=item, on=f"{year}-12-30"))
    page.get_by_role("button", name=REHEARSE).click()
    expect(page.locator(".done")).to_be_visible()


def test_a_batch_of_devices_is_taken_in(demonstration: Served, visit: Visit) -> None:
    page = visit(demonstration, Role.CASE_OFFICER).go("/")
    by_way(page, "辅助器具")
    page.get_by_role("link", name="出入库与适配").first.click()
    expect(page.locator("main")).to_contain_text("库存")
    page.get_by_role("link", name="入库", exact=True).click()
    page.locator("[name=kind]").select_option(index=1)
    for name, said in (
        ("batch", "W-901"),
        ("supplier", "52990101MJ0000001G"),
        ("document", "入库901"),
        ("quantity", "3"),
    ):
        page.fill(f"[name={name}]", said)
    page.get_by_role("button", name=REHEARSE).click()
    expect(page.locator(".done")).to_be_visible()


def test_a_bank_s_format_is_filled_in_and_seen_before_it_is_declared(demonstration: Served, visit: Visit) -> None:
    page = visit(demonstration, Role.FINANCE_OFFICER).go("/")
    by_way(page, "银行格式")
    page.get_by_role("link", name="填写新格式").click()
    page.fill("[name=title]", "县农商行代发文本")
    page.fill("[name=format]", "county-bank")
    page.select_option("[name=kind]", "csv")
    page.select_option("[name=delimiter]", "comma")
    for number, (holds, heading) in enumerate((("account", "账号"), ("name", "户名"), ("amount_yuan", "金额")), 1):
        page.get_by_label(f"第 {number} 列内容").select_option(holds)
        page.get_by_label(f"第 {number} 列表头").fill(heading)
        if number < 3:
            page.get_by_role("button", name="增加一列").click()
    page.get_by_role("button", name="第 2 列上移").click()
    expect(page.get_by_label("第 1 列表头")).to_have_value("户名")
    page.get_by_role("button", name="查看示例文件").last.click()
    expect(page.locator("#preview")).to_contain_text("张三,9999990000000001,1000.00")


def test_a_payment_that_came_back_after_all_is_found_and_could_be_taken_back(
    demonstration: Served, visit: Visit
) -> None:
    page = visit(demonstration, Role.FINANCE_OFFICER).go("/payouts?stage=settled")
    paid = str(page.locator("main tbody a[href^='/payouts/']").first.get_attribute("href"))
    person = paid.partition("?")[0].split("~")[-1]
    by_way(page, "退回处理")
    page.fill("[name=whose]", person)
    page.get_by_role("button", name="查找付款").click()
    page.locator("main tbody a[href^='/payouts/']").first.click()
    page.get_by_role("link", name="到账后又被退回").click()
    page.select_option("[name=reason]", "account_closed")
    page.fill("[name=statement]", "退汇通知 901")
    page.set_input_files(
        "[name=statement_file]", {"name": "notice.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}
    )
    page.get_by_role("button", name=REHEARSE).click()
    expect(page.locator(".done")).to_be_visible()
