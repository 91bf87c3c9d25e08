"""Case 000 by clicking: 1,190 people from allocation to closed batch, by six people, with scripts and without."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from api.demo.rules import MEDICINE
from domain.accounts.roles import Role
from tests.support.browsing import Visit, Visitor, until_the_job_ends, visiting
from tests.support.database import empty_database
from tests.support.granted import grant_medicine
from tests.support.served import Served, served
from tests.support.signing_in import enrolled, sign_in

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

FINANCE, OTHER_FINANCE = "finance-01", "finance-02"
APPROVERS = (
    (Role.PROJECT_LEAD, "项目负责人"),
    (Role.DIVISION_LEADER, "分管领导"),
    (Role.COLLECTIVE_MEETING, "集体研究"),
    (Role.UNIT_HEAD, "单位负责人"),
)
CAME_BACK = (11, 503, 1100)

expect.set_options(timeout=20_000)


class Office:
    """The people of one office, each at a browser of their own."""

    def __init__(self, running: Served, visit: Visit, secrets: dict[str, str], *, scripts: bool) -> None:
        self.running, self.visit, self.secrets, self.scripts = running, visit, secrets, scripts
        self._there: dict[str, Visitor] = {}

    def page(self, account: str) -> Page:
        """Return somebody's browser; at first they sign in with their password and a one-time code."""
        if account not in self._there:
            visitor = self.visit(self.running, None, java_script_enabled=self.scripts)
            page = visitor.go("/sign-in")
            sign_in(page, account, self.secrets[account])
            self._there[account] = visitor
        return self._there[account].page

    def go(self, account: str, way: str) -> Page:
        """Follow the navigation."""
        page = self.page(account)
        page.get_by_role("navigation", name="主导航").get_by_role("link", name=way, exact=True).click()
        return page


@pytest.fixture(scope="module")
def granted(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, dict[str, str]]]:
    """The service with everybody granted and nobody paid, and each account's second factor."""
    with empty_database(server_dsn) as database, served(database, tmp_path_factory.mktemp("home")) as running:
        grant_medicine(running.office.desk)
        with running.client() as client:
            for account in (FINANCE, OTHER_FINANCE):
                client.account(account, Role.FINANCE_OFFICER)
            accounts = [FINANCE, OTHER_FINANCE, *(client.of(role) for role, _ in APPROVERS)]
        yield running, {account: enrolled(running, account) for account in accounts}


@pytest.fixture
def visits(chromium: Browser) -> Iterator[Visit]:
    with visiting(chromium) as visit:
        yield visit


@pytest.mark.parametrize(("scripts", "year"), [(True, "2017"), (False, "2018")], ids=["with scripts", "without"])
def test_1190_people_are_paid_by_clicking(
    scripts: bool, year: str, granted: tuple[Served, dict[str, str]], visits: Visit, tmp_path: Path
) -> None:
    running, secrets = granted
    office = Office(running, visits, secrets, scripts=scripts)
    allocate(office, year)
    build(office, year)
    for role, step in APPROVERS:
        approve(office, role.value.replace("_", "-"), step, tmp_path)
    release(office)
    result = bank_answers(download(office), CAME_BACK)
    post(office, bring(tmp_path / "result.csv", result))
    expect(office.page(OTHER_FINANCE).get_by_text("到账 1,187 笔，1,187,000.00 元；退回 3 笔")).to_be_visible()
    reissue(office)
    again = download(office)
    assert len(again) == len(CAME_BACK)
    post(office, bring(tmp_path / "again.csv", bank_answers(again, ())))
    close(office)
    page = office.go(FINANCE, "资金状况")
    page.goto(f"{running.address}/funds?programme={MEDICINE}&year={year}")
    by_level = page.locator("#rows tbody").first
    expect(by_level.get_by_role("row", name="省级")).to_contain_text("401,600.00")
    expect(by_level.get_by_role("row", name="市级")).to_contain_text("788,400.00")


def allocate(office: Office, year: str) -> None:
    """Record what two documents bring."""
    for level, amount, document in (
        ("provincial", "401600.00", f"省财社〔{int(year) - 1}〕114号"),
        ("municipal", "788400.00", f"市财社〔{year}〕31号"),
    ):
        page = office.go(FINANCE, "资金状况")
        page.get_by_role("link", name="登记下达资金").click()
        page.fill("[name=document]", document)
        page.select_option("[name=programme]", MEDICINE)
        page.fill("[name=fiscal_year]", year)
        page.fill("[name=region]", "990101")
        page.select_option("[name='shares.0.level']", level)
        page.select_option("[name='shares.0.kind']", "general_budget")
        page.fill("[name='shares.0.amount']", amount)
        page.get_by_role("button", name="登记", exact=True).click()
        expect(page.get_by_text("已记入第")).to_be_visible()


def build(office: Office, year: str) -> None:
    """Try the batch, look at what it would be, and submit it."""
    page = office.go(FINANCE, "发放批次")
    page.get_by_role("link", name="编制发放批次").click()
    page.get_by_role("link", name="选择", exact=True).click()
    page.fill("[name=period]", year)
    page.get_by_role("button", name="试算").click()
    trial = page.get_by_role("region", name="试算结果")
    expect(trial).to_contain_text("壹佰壹拾玖万元整")
    expect(trial.get_by_role("row", name="指标内")).to_contain_text("401,600.00")
    page.get_by_role("button", name="组批并报批").click()
    expect(page.get_by_text("现待“项目负责人”办理。")).to_be_visible()


def approve(office: Office, account: str, step: str, folder: Path) -> None:
    """Find the batch in the queue, look at it, say yes."""
    page = office.go(account, "待审批")
    page.get_by_role("table", name="待您办理").get_by_role("link").first.click()
    digest = page.locator("#digest-name + .digest").inner_text()
    page.get_by_role("link", name=f"以“{step}”审批").click()
    expect(page.locator("[name=digest]")).to_have_value(digest)
    if step == "集体研究":
        page.fill("[name='minutes.minutes_number']", "会议纪要〔2017〕4号")
        page.fill("[name='minutes.attendees']", "unit-head\ndivision-leader\ndiscipline-01")
        page.set_input_files("[name='minutes.file']", bring(folder / "minutes.pdf", "纪要"))
    page.get_by_role("button", name="同意").click()
    expect(page.get_by_text(f"{step}：同意")).to_be_visible()


def release(office: Office) -> None:
    """Send the batch to the bank."""
    page = office.go(OTHER_FINANCE, "待审批")
    page.get_by_role("table", name="待您办理").get_by_role("link").first.click()
    page.get_by_role("link", name="放款").click()
    page.get_by_role("button", name="放款").click()
    expect(page.get_by_text("1,190 笔在途")).to_be_visible()


def download(office: Office) -> list[dict[str, str]]:
    """Take the bank's file."""
    page = office.page(OTHER_FINANCE)
    page.get_by_role("link", name="银行付款清单").click()
    page.select_option("[name=format]", "csv")
    with page.expect_download() as taken:
        page.get_by_role("button", name="下载").click()
    text = Path(taken.value.path()).read_text("utf-8-sig")
    page.get_by_role("link", name="返回批次").click()
    return list(csv.DictReader(io.StringIO(text)))


def post(office: Office, file: str) -> None:
    """Bring the bank's result and wait for what comes of it."""
    page = office.page(OTHER_FINANCE)
    page.get_by_role("link", name="登记银行结果").click()
    page.set_input_files("[name=file]", file)
    page.get_by_role("button", name="登记", exact=True).click()
    until_the_job_ends(page, scripts=office.scripts)
    expect(page.get_by_text("已全部登记")).to_be_visible()
    page.get_by_role("link", name="查看批次").click()


def reissue(office: Office) -> None:
    """Send what came back once more."""
    page = office.go(OTHER_FINANCE, "退回处理")
    expect(page.get_by_role("row", name="账户已销户")).to_have_count(len(CAME_BACK))
    page.get_by_role("button", name="重发所选").click()
    page.get_by_role("button", name="重发", exact=True).click()
    expect(page.get_by_text("3 笔在途")).to_be_visible()


def close(office: Office) -> None:
    """Close the batch."""
    page = office.page(OTHER_FINANCE)
    page.get_by_role("link", name="关闭批次").click()
    page.get_by_role("button", name="确认关闭").click()
    expect(page.get_by_text("批次已关闭，无需办理。")).to_be_visible()


def bank_answers(payments: list[dict[str, str]], back: tuple[int, ...]) -> str:
    """Write the bank's result on a payment list: all paid but those at some places."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(("付款编号", "金额", "结果", "原因"))
    for place, payment in enumerate(payments):
        said = ("退回", "账户已销户") if place in back else ("成功", "")
        writer.writerow((payment["付款编号"], payment["金额"], *said))
    return text.getvalue()


def bring(path: Path, text: str) -> str:
    """Lay a file down and say where."""
    path.write_text(text, "utf-8-sig")
    return str(path)
