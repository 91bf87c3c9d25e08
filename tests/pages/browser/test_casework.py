"""A case by clicking: registered, applied for, reviewed twice, posted, seen by the public, objected to, granted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from api.demo import DISTRICT
from api.demo.raises import RAISE
from api.demo.raises import play as pay_by_the_month
from api.demo.scene import AREA, TOWNSHIP, Scene
from application.commands.beneficiaries import register_people
from domain.accounts.roles import Role
from domain.masking import masked_name
from infrastructure.bootstrap import synthetic_people
from tests.support.browsing import Visit, visiting
from tests.support.casework import HOTLINE, OPINION, days_ago, medicine_is_open, people, person_form
from tests.support.database import empty_database
from tests.support.served import Served, served

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

ROW = people(2, 401)
REGISTERED, APPLIED, FIRST, SECOND, POSTED, OBJECTED, SETTLED, CONCLUDED = 70, 60, 55, 50, 27, 25, 20, 4


@pytest.fixture(scope="module")
def running(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service with the programme open and two townships' accounts."""
    with empty_database(server_dsn) as database, served(database, tmp_path_factory.mktemp("home")) as service:
        medicine_is_open(service.office.desk)
        with service.client() as client:
            for name in ("clerk", "reviewer"):
                client.account(name, Role.TOWNSHIP)
        yield service


@pytest.fixture
def visits(chromium: Browser) -> Iterator[Visit]:
    with visiting(chromium) as visit:
        yield visit


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_a_case_goes_its_way_from_the_village_to_the_decision(scripts: bool, running: Served, visits: Visit) -> None:
    today = running.office.desk.clock.today()
    row, number = ROW[scripts], f"notice-{'a' if scripts else 'b'}"

    def ago(days: int) -> str:
        return days_ago(days, today)

    def sits(who: Role | str | None) -> Page:
        return visits(running, who, java_script_enabled=scripts).go("/public")

    clerk, reviewer, county, lead = (sits(one) for one in ("clerk", "reviewer", Role.CASE_OFFICER, Role.PROJECT_LEAD))

    clerk.goto(f"{running.address}/people/register")
    for name, said in (person_form(row, today) | {"on": ago(REGISTERED)}).items():
        field = clerk.locator(f"[name='{name}']")
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(said)
        else:
            field.fill(said)
    clerk.get_by_role("button", name="登记此人").click()
    expect(clerk.get_by_role("heading", level=1)).to_contain_text("的个人档案")

    clerk.get_by_role("link", name="申请补贴").click()
    clerk.select_option("[name=programme]", "psy-medicine")
    clerk.fill("[name=area]", "990101")
    clerk.fill("[name=on]", ago(APPLIED))
    clerk.get_by_role("button", name="受理").click()
    expect(clerk.get_by_text("下一步：乡镇级审核。")).to_be_visible()
    case = clerk.url.partition("?")[0]

    for desk, day in ((reviewer, FIRST), (county, SECOND)):
        desk.goto(case)
        desk.get_by_role("link", name="审核", exact=True).click()
        for tick in desk.get_by_role("checkbox").all():
            tick.check()
        desk.select_option("[name=favourable]", "true")
        desk.fill("[name=opinion]", OPINION)
        desk.fill("[name=on]", ago(day))
        desk.get_by_role("button", name="登记审核").click()
        expect(desk.get_by_text("逐条核对：第三条第一款").first).to_be_visible()

    clerk.goto(f"{running.address}/notices/post")
    clerk.get_by_role("link", name="选择", exact=True).click()
    for asked, said in (("notice_id", number), ("region", "990101"), ("place", "各村公示栏"), ("hotline", HOTLINE)):
        clerk.fill(f".form [name={asked}]", said)
    clerk.fill("[name=on]", ago(POSTED))
    clerk.get_by_role("button", name="发布此公示").click()
    expect(clerk.get_by_role("heading", level=1)).to_have_text(f"公示 {number}")
    notice = clerk.url.partition("?")[0]

    villager = sits(None)
    villager.get_by_role("link", name="药费补助").first.click()
    villager.goto(f"{running.address}/public/notices/{number}")
    expect(villager.get_by_role("table")).to_contain_text(masked_name(row.record.name))
    expect(villager.get_by_text(row.record.name)).to_have_count(0)

    clerk.goto(f"{notice}/objections/raise")
    clerk.locator("[name=beneficiary]").select_option(index=1)
    clerk.select_option("[name=ground]", "not_eligible")
    clerk.fill("[name=on]", ago(OBJECTED))
    clerk.get_by_role("button", name="登记此异议").click()
    expect(clerk.get_by_text("有 1 件异议待处理")).to_be_visible()

    lead.goto(notice)
    lead.get_by_role("link", name="处理异议").click()
    lead.select_option("[name=upheld]", "false")
    lead.fill("[name=finding]", "经入户核查，情况属实")
    lead.fill("[name=on]", ago(SETTLED))
    lead.get_by_role("button", name="处理", exact=True).click()
    expect(lead.get_by_text("异议不成立")).to_be_visible()

    clerk.goto(notice)
    clerk.get_by_role("link", name="办结公示").click()
    clerk.fill("[name=on]", ago(CONCLUDED))
    clerk.get_by_role("button", name="办结", exact=True).click()
    expect(clerk.get_by_text("公示已期满办结")).to_be_visible()

    lead.goto(case)
    lead.get_by_role("link", name="批准", exact=True).click()
    expect(lead.get_by_text("依据标准表：第五条")).to_be_visible()
    lead.fill("[name=on]", ago(CONCLUDED - 1))
    lead.get_by_role("button", name="批准", exact=True).click()
    expect(lead.get_by_role("heading", name="决定依据，逐条列明")).to_be_visible()
    expect(lead.locator("main .state").first).to_have_text("已批准")


def test_the_lines_of_an_amount_are_read_people_are_told_and_what_was_overpaid_is_ordered_back(
    running: Served, visits: Visit
) -> None:
    desk = running.office.desk
    today = desk.clock.today()
    scene = Scene(desk, DISTRICT, lambda _sentence: None, synthetic_people)
    on = today - timedelta(days=300)
    _, ids = register_people(people(4, 88), command_id=scene.id("p"), why="登记", on=on, by=TOWNSHIP, desk=desk)
    pay_by_the_month(scene, ids, today)
    desk.views_now()

    case = visits(running, Role.CASE_OFFICER)
    page = case.go(f"/cases/{RAISE}~{ids[1]}")
    expect(page.get_by_role("heading", name="金额逐行计算")).to_be_visible()
    expect(page.get_by_role("cell", name="第 1 行，取整到角，四舍五入")).to_be_visible()
    page.locator("main").get_by_role("link", name="按月发放").click()
    page.get_by_label(f"已提醒 {ids[1]}").check()
    page.get_by_role("button", name="登记已提醒").click()
    expect(page.get_by_role("row").filter(has_text=ids[1])).to_contain_text(today.isoformat())
    expect(page.get_by_label(f"已提醒 {ids[1]}")).to_have_count(0)

    page = visits(running, Role.FINANCE_OFFICER).go(f"/monthly?programme={RAISE}&region={AREA}")
    expect(page.get_by_text("财政供养", exact=True).first).to_be_visible()
    page.get_by_label("退款期限").fill((today + timedelta(days=60)).isoformat())
    page.get_by_role("button", name="全部下达追缴").click()
    page.wait_for_url("**/recoveries*")
