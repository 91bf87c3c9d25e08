"""The desk: what waits for whoever looks, and nothing that is somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest

from api.demo import DISTRICT, waiting
from api.demo.scene import Scene
from domain.accounts.roles import Role
from infrastructure.bootstrap import synthetic_people
from tests.support.database import empty_database
from tests.support.demonstration import demonstrate
from tests.support.seat import Seat, seen
from tests.support.service import Service, running_service

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def busy(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The district with the work that a served demonstration leaves."""
    with (
        empty_database(server_dsn) as database,
        running_service(database, tmp_path_factory.mktemp("busy")) as service,
    ):
        demonstrate(service.office.desk)
        desk = service.office.desk
        waiting.play(Scene(desk, DISTRICT, _quiet, synthetic_people), desk.clock.today())
        yield service


def _quiet(_sentence: str) -> None:
    return


def waits(service: Service, who: Role | str, path: str = "/") -> str:
    """Return what somebody's desk says between its heading and the money."""
    said = seen(Seat(service, who).get(path))
    return said.partition("待我办理")[2].partition("年度资金")[0]


@pytest.mark.parametrize(
    ("role", "batch"),
    [
        (Role.PROJECT_LEAD, "living-subsidy/"),
        (Role.DIVISION_LEADER, "nursing-subsidy/"),
        (Role.COLLECTIVE_MEETING, "nursing-subsidy/"),
        (Role.UNIT_HEAD, "living-subsidy/"),
    ],
)
def test_an_approver_sees_the_one_batch_whose_step_is_theirs(busy: Service, role: Role, batch: str) -> None:
    said = waits(busy, role)
    assert "待我审批的批次 1 " in said
    assert batch in said


def test_finance_sees_what_to_release_what_came_back_and_what_is_due(busy: Service) -> None:
    said = waits(busy, Role.FINANCE_OFFICER)
    assert "待放款的批次 1 " in said
    assert "银行退回、待处理的付款 2 " in said
    assert "有到期分期的追回 1 已过期限" in said
    assert "待我审批的批次" not in said


def test_money_stands_by_programme_level_and_kind_of_the_newest_year(busy: Service) -> None:
    page = seen(Seat(busy, Role.FINANCE_OFFICER).get("/"))
    assert f"{busy.office.desk.clock.today().year} 年度资金" in page
    assert "区县级 一般公共预算 30,000.00" in page


def test_case_officers_and_townships_see_applications_objections_and_notices_of_their_places(busy: Service) -> None:
    said = waits(busy, Role.CASE_OFFICER)
    assert "待核实的异议 1 " in said
    assert "待审核、审定的申请" in said
    assert "公示期已满、待办结的公示 1 " in said
    elsewhere = busy.account("elsewhere", Role.TOWNSHIP, region="990102001000")
    assert "目前没有待办" in waits(busy, elsewhere)


def test_an_inspector_sees_their_own_visits_and_findings_without_a_disposition(busy: Service) -> None:
    busy.account("inspector", Role.INSPECTOR)
    said = waits(busy, "inspector")
    assert "待我入户的人员 2 " in said
    assert "未处置的审计疑点" in said
    assert "待我入户的人员" not in waits(busy, busy.account("inspector-b", Role.INSPECTOR))


def test_an_administrator_sees_no_money_and_no_people(busy: Service) -> None:
    page = seen(Seat(busy, Role.ADMINISTRATOR).get("/"))
    assert "年度资金" not in page
    assert "living-subsidy" not in page


def test_everything_on_a_desk_leads_somewhere_that_opens(busy: Service) -> None:
    for role in (Role.FINANCE_OFFICER, Role.UNIT_HEAD, Role.AUDITOR, Role.ADMINISTRATOR):
        seat = Seat(busy, role)
        main = seat.get("/").partition("<main")[2].partition("</main>")[0]
        for path in sorted(set(re.findall(r'href="(/[^"#]*)"', main))):
            answer = busy.client.get(unescape(path), headers=seat.headers, follow_redirects=False)
            assert answer.status_code in (200, 303), (role, path, answer.status_code)


def test_a_desk_of_the_past_shows_what_waited_then_and_offers_no_deed(busy: Service) -> None:
    page = Seat(busy, Role.FINANCE_OFFICER).get("/?as_of=6200")
    assert "living-subsidy" not in page
    assert "/funds/allocate" not in page.partition("<main")[2]


def test_a_new_ledger_leads_by_the_hand(service: Service) -> None:
    admin = seen(Seat(service, Role.ADMINISTRATOR).get("/"))
    assert "账本启用步骤" in admin
    assert "尚无人担任" in admin
    lead = Seat(service, Role.PROJECT_LEAD)
    assert 'href="/new-programme"' in lead.get("/")
    assert "按模板设立第一个项目" in seen(lead.get("/"))
