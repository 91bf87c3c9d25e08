"""An auditor's morning: a payment to its document and back, its entry proved, the flow of then, a check; with scripts
and without."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from application.audit_data.checking import checked
from domain.accounts.roles import Role
from tests.support.browsing import Visit
from tests.support.database import empty_database
from tests.support.demonstration import demonstrate
from tests.support.served import Served, served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


@pytest.fixture(scope="module")
def sealing(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    home = tmp_path_factory.mktemp("sealing")
    with empty_database(server_dsn) as database, served(database, home, SUBSIDY_LEDGER_SEAL="true") as running:
        demonstrate(running.office.desk)
        while running.office.seals.unsealed():
            time.sleep(0.1)
        yield running


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_an_auditor_follows_a_payment_proves_its_entry_looks_back_and_runs_a_check(
    scripts: bool, sealing: Served, visit: Visit, tmp_path: Path
) -> None:
    page = visit(sealing, Role.AUDITOR, java_script_enabled=scripts).go(
        "/payouts?stage=settled&batch=psy-medicine/2017/1"
    )
    page.locator("td.id a[href*='/payouts/']").first.click()
    paid = _figure(page)
    page.locator("main a[href$='/trail']").click()
    expect(page.locator("h1")).to_contain_text("来龙去脉")
    expect(page.locator("main")).to_contain_text(paid)
    trail = page.url

    page.locator("h3 a[href*='/fund-lines/']").first.click()
    page.locator("#rows a[href*='/payouts/']").first.click()
    page.locator("main a[href$='/trail']").click()
    expect(page.locator("h1")).to_contain_text("来龙去脉")

    page.goto(trail)
    page.locator("td.position a[href*='/entries/']").first.click()
    expect(page.locator("h1")).to_contain_text("发放放款")
    with page.expect_download() as handed:
        page.get_by_role("link", name="下载入账证明").click()
    receipt = tmp_path / handed.value.suggested_filename
    handed.value.save_as(receipt)
    page.get_by_role("link", name="核验入账证明").click()
    page.set_input_files("input[type=file]", receipt)
    page.get_by_role("button", name="核验").click()
    outcome = page.locator("#outcome" if scripts else "main .done")
    expect(outcome).to_contain_text("证明有效" if scripts else "第")

    _flow_of_then(page, sealing)
    _check(page, sealing)


def test_an_auditor_takes_a_years_books_along_and_checks_them(sealing: Served, visit: Visit, tmp_path: Path) -> None:
    page = visit(sealing, Role.AUDITOR).go("/exports")
    page.get_by_role("link", name="供审计软件采集的年度账簿").click()
    page.get_by_label("起始月份").fill("2017-01")
    page.get_by_label("结束月份").fill("2017-12")
    with page.expect_download() as handed:
        page.get_by_role("button", name="下载账簿").click()
    books = tmp_path / handed.value.suggested_filename
    handed.value.save_as(books)
    with books.open("rb") as content:
        found = checked(content)
    assert found.sealed
    assert found.debit_fen == found.credit_fen > 0


def _figure(page: Page) -> str:
    """Return the amount of the payment shown."""
    return page.locator(".figure").first.inner_text().split(" ")[0].replace("元", "").strip()


def _flow_of_then(page: Page, running: Served) -> None:
    page.goto(f"{running.address}/flow")
    now = page.locator("main tbody tr").count()
    first = running.office.desk.log.stream("batch/psy-medicine/2017/1")[0].position
    page.goto(f"{running.address}/flow?as_of={first}")
    expect(page.locator(".past")).to_contain_text(str(first))
    assert 0 < page.locator("main tbody tr").count() < now


def _check(page: Page, running: Served) -> None:
    head = running.office.desk.log.head()
    page.goto(f"{running.address}/checks")
    page.get_by_label("C15").check()
    page.get_by_role("button", name="用勾选的检查继续").first.click()
    page.fill("#f-effective", "2018-06-01")
    page.get_by_role("button", name="只看不留").click()
    expect(page.get_by_role("heading", name="检查发现")).to_be_visible()
    expect(page.locator(".card").first).to_contain_text("C15 滞拨")
    page.locator(".card a[href*='/entries/']").first.click()
    expect(page.locator("h1")).to_contain_text("第")
    assert running.office.desk.log.head() == head
