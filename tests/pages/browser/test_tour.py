"""The guided tour of docs/tour.md, gone in a browser on the demonstration: every step shows what the tour says.

Nothing is recorded on the way: forms are tried, not sent. `make pages` takes the pictures anew.
"""

from __future__ import annotations

import base64
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from api.demo.waiting_batches import period_before
from application import lists
from domain.accounts.roles import Role
from tests.support.browsing import Visit
from tests.support.served import Served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

DOCS = Path(__file__).parents[3] / "docs"
FOLDER = DOCS / "tour"
ANEW = bool(os.environ.get("PAGES_ANEW"))
MOST_BYTES = 1_500_000
OFFICER = (
    *("sign-in", "desk", "allocation", "position", "trial", "batch"),
    *("approval", "release", "returns", "person", "notice"),
)
INSPECTOR = ("look-back", "differences", "decide-again", "inspection")
AUDITOR = ("flow", "trail", "entry", "check")
_NAMED = re.compile(r"!\[[^\]]+\]\(tour/([\w-]+)\.webp\)")

MEDICINE, LIVING = "psy-medicine", "living-subsidy"


class Camera:
    """Takes the pictures a tour names, if they are wanted; `taken` are the names in the order they were asked for."""

    def __init__(self) -> None:
        self.taken: list[str] = []

    def __call__(self, page: Page, name: str, *, at: Locator | None = None) -> None:
        """Take a picture of what is on the screen, `at` at its top."""
        self.taken.append(name)
        if not ANEW:
            return
        if at is not None:
            at.evaluate("one => scrollTo({ top: one.getBoundingClientRect().top + scrollY - 12, behavior: 'instant' })")
        asked = {"format": "webp", "quality": 60}
        told = page.context.new_cdp_session(page).send("Page.captureScreenshot", asked)
        FOLDER.mkdir(exist_ok=True)
        (FOLDER / f"{name}.webp").write_bytes(base64.b64decode(told["data"]))


@pytest.fixture
def picture() -> Camera:
    return Camera()


@pytest.fixture
def go(demonstration: Served, visit: Visit) -> Callable[[Role | None, str], Page]:
    """Open a page in the name of a role; each has a browser of its own, as wide as the pictures."""
    there: dict[Role | None, Page] = {}

    def opened(who: Role | None, path: str) -> Page:
        if who not in there:
            there[who] = visit(demonstration, who, viewport={"width": 1120, "height": 760}).page
        there[who].goto(f"{demonstration.address}{path}")
        return there[who]

    return opened


def test_an_officer_pays_from_document_to_account(
    demonstration: Served, go: Callable[[Role | None, str], Page], picture: Camera
) -> None:
    page = go(None, "/sign-in")
    expect(page.get_by_role("button", name="登录")).to_be_visible()
    picture(page, "sign-in")

    page = go(Role.FINANCE_OFFICER, "/")
    expect(page.get_by_role("heading", name="待我办理")).to_be_visible()
    expect(page.get_by_role("link", name="审批完成、待放款的批次")).to_be_visible()
    picture(page, "desk")

    page.get_by_role("link", name="登记下达资金").first.click()
    page.fill("[name=document]", "省财社〔2026〕20号")
    page.select_option("[name=programme]", LIVING)
    page.fill("[name=region]", "990101")
    page.select_option("[name='shares.0.level']", "provincial")
    page.select_option("[name='shares.0.kind']", "general_budget")
    page.fill("[name='shares.0.amount']", "12000.00")
    page.get_by_role("button", name="试算，不记录").click()
    expect(page.get_by_text("可以通过：将记入 1 条；目前未记录任何内容。")).to_be_visible()
    picture(page, "allocation")

    page = go(Role.FINANCE_OFFICER, f"/funds?programme={MEDICINE}&year=2017")
    expect(page.locator("#rows tbody").first.get_by_role("row", name="省级")).to_contain_text("401,600.00")
    picture(page, "position")

    month = period_before(demonstration.office.desk.clock.today(), -1)
    page = go(Role.FINANCE_OFFICER, f"/batches/build?programme={LIVING}")
    page.fill("[name=period]", str(month))
    page.fill("[name=region]", "990101")
    page.get_by_role("button", name="试算，不记录").click()
    trial = page.get_by_role("region", name="试算结果")
    expect(trial).to_contain_text("60")
    picture(page, "trial", at=trial)

    page = go(Role.FINANCE_OFFICER, f"/batches/{MEDICINE}~2017~1")
    for step in ("项目负责人：同意", "分管领导：同意", "集体研究：同意", "单位负责人：同意"):
        expect(page.get_by_text(step)).to_be_visible()
    expect(page.get_by_text("1,190,000.00 元").first).to_be_visible()
    picture(page, "batch", at=page.get_by_role("heading", name="办理过程"))

    page = go(Role.PROJECT_LEAD, "/approvals")
    page.get_by_role("table", name="待您办理").get_by_role("link").first.click()
    page.get_by_role("link", name="以“项目负责人”审批").click()
    expect(page.get_by_role("button", name="同意")).to_be_visible()
    expect(page.get_by_text("您的意见与此摘要绑定")).to_be_visible()
    picture(page, "approval")

    page = go(Role.FINANCE_OFFICER, "/batches?stage=approved")
    page.locator("#rows td a[href*='/batches/']").first.click()
    page.get_by_role("link", name="放款", exact=True).click()
    expect(page.get_by_role("button", name="放款")).to_be_visible()
    picture(page, "release")

    page = go(Role.FINANCE_OFFICER, "/returns")
    expect(page.get_by_role("row", name="账户已销户")).to_have_count(2)
    expect(page.get_by_role("button", name="重发所选")).to_be_visible()
    picture(page, "returns")

    paid = demonstration.office.desk.views.payouts_of_batch(f"{MEDICINE}/2017/1")[100]
    page = go(Role.CASE_OFFICER, f"/people/{paid.beneficiary}")
    expect(page.get_by_text("1,000.00").first).to_be_visible()
    picture(page, "person")

    page = go(None, "/public")
    page.locator("h3 a").first.click()
    expect(page.get_by_text("以下人员拟享受本项补贴")).to_be_visible()
    expect(page.get_by_role("cell", name=re.compile("村 990101")).first).to_be_visible()
    picture(page, "notice")
    assert tuple(picture.taken) == OFFICER


def test_an_inspector_sees_any_day_takes_decisions_again_and_calls_on_people(
    demonstration: Served, go: Callable[[Role | None, str], Page], picture: Camera
) -> None:
    log, views = demonstration.office.desk.log, demonstration.office.desk.views
    allocated = next(one.position for one in log.after(0, limit=100_000) if one.name.startswith("funds.allocated."))
    page = go(Role.INSPECTOR, f"/funds?as_of={allocated}")
    expect(page.locator(".past")).to_contain_text(str(allocated))
    expect(page.locator("#rows")).to_contain_text("401,600.00")
    expect(page.locator("#look-at")).to_have_value(str(allocated))
    picture(page, "look-back")

    page.get_by_role("link", name="当时与现在有何不同").click()
    expect(page.get_by_text("新增").first).to_be_visible()
    picture(page, "differences")

    paid = views.payouts_of_batch(f"{MEDICINE}/2017/1")[3]
    page = go(Role.INSPECTOR, f"/cases/{MEDICINE}~{paid.beneficiary}")
    page.get_by_role("link", name="重算其决定").click()
    expect(page.locator(".done")).to_contain_text("一致")
    picture(page, "decide-again")

    drawn = next(iter(views.rows(lists.INSPECTIONS)))
    page = go(Role.INSPECTOR, f"/inspections/{drawn.inspection}")
    expect(page.get_by_role("link", name="重抽并核对")).to_be_visible()
    expect(page.locator("a[href*='/people/']").first).to_be_visible()
    picture(page, "inspection")
    assert tuple(picture.taken) == INSPECTOR


def test_an_auditor_follows_the_money_both_ways_and_finds_what_is_odd(
    demonstration: Served, go: Callable[[Role | None, str], Page], picture: Camera
) -> None:
    page = go(Role.AUDITOR, f"/flow?programme={MEDICINE}&year=2017")
    expect(page.get_by_role("link", name="省财社〔2016〕114号 → 贫困精神残疾人药费补助")).to_be_visible()
    picture(page, "flow")

    paid = demonstration.office.desk.views.payouts_of_batch(f"{MEDICINE}/2017/1")[100]
    page = go(Role.AUDITOR, f"/payouts/{paid.payout.replace('/', '~')}/trail")
    expect(page.locator("h1")).to_contain_text("来龙去脉")
    expect(page.locator("main")).to_contain_text("市财社〔2017〕31号")
    picture(page, "trail")

    page.locator("td.position a[href*='/entries/']").first.click()
    expect(page.locator("h1")).to_contain_text("发放放款")
    picture(page, "entry")

    page = go(Role.AUDITOR, "/checks")
    page.get_by_label("C15").check()
    page.get_by_role("button", name="用勾选的检查继续").first.click()
    page.fill("#f-effective", "2018-06-01")
    page.get_by_role("button", name="只看不留").click()
    expect(page.get_by_role("heading", name="检查发现")).to_be_visible()
    expect(page.locator(".card").first).to_contain_text("C15 滞拨")
    picture(page, "check")
    assert tuple(picture.taken) == AUDITOR


@pytest.mark.parametrize("page", ["tour.md", "tour.en.md"])
def test_the_tour_shows_every_picture_once_in_the_order_it_is_gone(page: str) -> None:
    assert tuple(_NAMED.findall((DOCS / page).read_text("utf-8"))) == (*OFFICER, *INSPECTOR, *AUDITOR)


def test_every_picture_is_there_none_is_left_over_and_all_are_small() -> None:
    files = {file.name: file for file in FOLDER.iterdir()}
    assert sorted(files) == sorted(f"{name}.webp" for name in (*OFFICER, *INSPECTOR, *AUDITOR))
    assert sum(file.stat().st_size for file in files.values()) < MOST_BYTES
    assert all(file.read_bytes()[8:12] == b"WEBP" for file in files.values())
