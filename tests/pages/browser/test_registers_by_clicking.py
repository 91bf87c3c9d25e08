"""Registers by clicking: somebody whose work it is fills in the empty workbook, mends a wrong cell, brings the list."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from domain.accounts.roles import Role
from tests.http.programme_commands import POLICY, opening
from tests.support.browsing import Visit, by_way, until_the_job_ends
from tests.support.database import empty_database
from tests.support.served import Served, served
from tests.support.service import Service
from tests.support.signing_in import enrolled, sign_in

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

LEAD, CASE, FINANCE = Role.PROJECT_LEAD, Role.CASE_OFFICER, Role.FINANCE_OFFICER
STATIONS, HOMES = "station-building", "day-homes"
CODES = ("52990101MJ0000001G", "52990101MJ0000002K")
EAST = ("east", "城东康复站", "run-1", "100000.00")
WEST = ("west", "城西康复站", "run-2", "50000.00")
SUNSHINE, MOONLIGHT = ("sunshine", CODES[0], "阳光托养中心"), ("moonlight", CODES[1], "月光托养中心")

Row = tuple[str, ...]

expect.set_options(timeout=20_000)


@pytest.fixture(scope="module")
def running(server_dsn: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service with schemes under which nobody stands yet: two of stations and two of awards, one a story."""
    with empty_database(server_dsn) as database, served(database, tmp_path_factory.mktemp("home")) as service:
        with service.client() as client:
            for programme in (STATIONS, HOMES):
                client.done(LEAD, "/v1/programmes", opening(programme, "institution"))
                client.done(LEAD, f"/v1/programmes/{programme}/policies", POLICY)
            for story in ("1", "2"):
                client.done(LEAD, "/v1/matching-schemes", _of_stations(f"stations-{story}"))
                client.done(LEAD, "/v1/award-schemes", _of_awards(f"homes-{story}"))
                client.account(f"lead-{story}", LEAD)
                client.account(f"case-{story}", CASE)
            _sign_agreements(client)
        yield service


def _of_stations(scheme: str) -> dict[str, Any]:
    shares = [
        {"level": level, "kind": "general_budget", "shares": parts, "freed_by": freed_by}
        for level, parts, freed_by in (("municipal", 3, "选址"), ("county", 2, "验收"))
    ]
    where = {"scheme_id": scheme, "programme": STATIONS, "region": "990101", "period": "2023"}
    terms = {"document": "财社〔2023〕18号", "conditions": ["选址", "验收"], "on": "2023-02-01"}
    return where | terms | {"shares": shares}


def _of_awards(scheme: str) -> dict[str, Any]:
    where = {"scheme_id": scheme, "programme": HOMES, "region": "990101", "document": "残联发〔2023〕5号"}
    departments = {"departments": ["残联", "民政局"]}
    due = {"check_due_month": 3, "check_due_day": 31, "check_years": 1}
    shares = [{"level": "municipal", "kind": "general_budget", "share": "1"}]
    return where | due | departments | {"shares": shares, "most": "200000.00", "on": "2023-02-01"}


def _sign_agreements(client: Service) -> None:
    for number, code in enumerate(CODES, 1):
        contract = {"agreement_id": f"run-{number}", "institution": code, "programme": STATIONS}
        client.done(
            FINANCE, "/v1/agreements", contract | {"fiscal_year": 2023, "ceiling": "300000.00", "on": "2023-02-02"}
        )


@pytest.fixture(params=[True, False], ids=["with scripts", "without"])
def scripts(request: pytest.FixtureRequest) -> bool:
    return bool(request.param)


def test_stations_are_brought_by_whoever_decides_on_them(
    scripts: bool, running: Served, visit: Visit, tmp_path: Path
) -> None:
    story = "1" if scripts else "2"
    page = _comes_to_work(running, visit, f"lead-{story}", scripts=scripts)
    by_way(page, "配套资金")
    page.get_by_role("link", name=f"stations-{story}").click()
    page.get_by_role("link", name="导入站点台账").click()
    empty = _takes_the_empty_workbook(page, tmp_path)

    _brings(page, filled(empty, EAST, (*WEST[:3], "50000.01")), scripts=scripts)
    _is_remarked_on(page, "3", "D 金额", "50000.01", "不是整分；50000.00 元和 50000.05 元可以")
    _brings(page, filled(empty, EAST, WEST), scripts=scripts)
    expect(page.locator(".done")).to_contain_text("已全部登记")
    page.get_by_role("link", name="查看登记结果").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"配套方案 stations-{story}")
    for station, city, county in ((EAST, "60,000.00", "40,000.00"), (WEST, "30,000.00", "20,000.00")):
        row = page.get_by_role("row", name=station[1])
        expect(row).to_contain_text(city)
        expect(row).to_contain_text(county)


def test_applications_for_awards_are_brought_by_the_officer_who_takes_them(
    scripts: bool, running: Served, visit: Visit, tmp_path: Path
) -> None:
    story = "1" if scripts else "2"
    page = _comes_to_work(running, visit, f"case-{story}", scripts=scripts)
    by_way(page, "以奖代补")
    page.get_by_role("link", name="以奖代补方案").click()
    page.get_by_role("link", name=f"homes-{story}").click()
    page.get_by_role("link", name="导入申请名单").click()
    empty = _takes_the_empty_workbook(page, tmp_path)

    mistyped = f"{CODES[1][:-1]}A"
    _brings(page, filled(empty, SUNSHINE, (MOONLIGHT[0], mistyped, MOONLIGHT[2])), scripts=scripts)
    _is_remarked_on(page, "3", "B 机构", mistyped, "校验位不符")
    _brings(page, filled(empty, SUNSHINE, MOONLIGHT), scripts=scripts)
    expect(page.locator(".done")).to_contain_text("已全部登记")
    page.get_by_role("link", name="查看登记结果").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"以奖代补方案 homes-{story}")
    page.get_by_role("link", name="查看奖补").click()
    for applicant, _code, name in (SUNSHINE, MOONLIGHT):
        page.get_by_role("link", name=f"homes-{story}.{applicant}").click()
        expect(page.locator("main")).to_contain_text(name)
        page.go_back()


def filled(empty: Path, *rows: Row) -> Path:
    """Fill in a copy of the empty workbook under its headings; return where it lies."""
    book = openpyxl.load_workbook(empty)
    for row in rows:
        book.worksheets[0].append(row)
    copy = empty.with_stem("filled-in")
    book.save(copy)
    return copy


def _comes_to_work(running: Served, visit: Visit, account: str, *, scripts: bool) -> Page:
    page: Page = visit(running, None, java_script_enabled=scripts).go("/sign-in")
    sign_in(page, account, enrolled(running, account))
    return page


def _takes_the_empty_workbook(page: Page, folder: Path) -> Path:
    with page.expect_download() as handed:
        page.get_by_role("link", name="下载空白名单（Excel）").click()
    empty = folder / handed.value.suggested_filename
    handed.value.save_as(empty)
    return empty


def _brings(page: Page, file: Path, *, scripts: bool) -> None:
    """Bring the list by the form that is open, and wait for what comes of it."""
    page.set_input_files("[name=file]", file)
    page.fill("[name=on]", "2023-03-01")
    page.get_by_role("button", name="导入", exact=True).click()
    until_the_job_ends(page, scripts=scripts)


def _is_remarked_on(page: Page, row: str, column: str, value: str, why: str) -> None:
    """See that nothing was recorded for one cell, which is named; go on to bring the corrected file."""
    expect(page.get_by_role("alert")).to_contain_text("未记录任何内容")
    [remark] = page.locator("#rows tbody tr").all()
    for place, said in enumerate((row, column, value), start=1):
        expect(remark.get_by_role("cell").nth(place)).to_have_text(said)
    expect(remark).to_contain_text(why)
    page.get_by_role("link", name="导入更正后的文件").click()
