"""Case 003 over HTTP: four townships, their files in order, coverage of how many, a tie, and one left out."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest

from application.imports import PersonRow
from domain.accounts.roles import Role
from infrastructure.synthetic_people import synthetic_people
from tests.http.district import AREA, District
from tests.http.tailored_commands import TERMS, page
from tests.support.service import Service

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

TOWNS = tuple(f"{AREA}00{number}000" for number in range(1, 5))
SURVEYS = ("身份证号", "日期", "需求", "签字人", "签字日期", "签字页摘要")
SERVICES = ("身份证号", "日期", "服务类别", "次数", "服务机构", "签字人", "签字日期", "签字页摘要")
SURVEYED, SERVED = "2017-02-01", "2017-03-06"
COUNTY = {"region": AREA, "year": 2017}


def rows_of(count: int = 12) -> list[PersonRow]:
    """Four people in each of the first two townships, two in each of the others."""
    towns = [TOWNS[0]] * 4 + [TOWNS[1]] * 4 + [TOWNS[2]] * 2 + [TOWNS[3]] * 2
    return [replace(row, region=town) for row, town in zip(synthetic_people(count, 3), towns, strict=True)]


def brought(
    district: District, what: str, headings: tuple[str, ...], lines: list[tuple[object, ...]]
) -> dict[str, Any]:
    """Bring a list in the encoding that Excel saves in, and return its job when that has ended."""
    text = io.StringIO()
    csv.writer(text).writerows([headings, *lines])
    asked = district.service.ask(
        "township-01",
        "POST",
        "/v1/tailored-imports",
        data={"what": what, "year": "2017"},
        files={"file": (f"{what}.csv", text.getvalue().encode("gb18030"), "text/csv")},
        headers={"Idempotency-Key": f"{what}-{len(lines)}-{district.service.office.desk.log.head():08d}"},
    )
    assert asked.status_code == 202, asked.text
    return district.finished(asked.headers["location"])


def survey_line(row: PersonRow, number: int) -> tuple[object, ...]:
    return (row.record.id_number, SURVEYED, "托养照护、救助", "本人", SURVEYED, f"{number:064x}")


def service_line(row: PersonRow, number: int) -> tuple[object, ...]:
    given = (row.record.id_number, SERVED, "托养照护", 2, "阳光托养中心")
    return (*given, "监护人", SERVED, f"{100 + number:064x}")


def test_tailored_service_from_survey_to_ranking(service: Service) -> None:
    district = District(service)
    district.officers()
    rows = rows_of()
    people = district.bring(rows, "登记")
    programme = {"programme": "psy-medicine", "name_zh": "应急救助", "name_en": "Aid", "payee_kind": "person"}
    programme |= {"deciding_body": "federation", "period_kind": "month", "bank_memo": "救助"}
    service.done(Role.PROJECT_LEAD, "/v1/programmes", programme)
    service.done(Role.PROJECT_LEAD, "/v1/service-terms", TERMS)
    surveyed = [0, 1, 2, 4, 5, 6, 8, 9, 10, 11]
    nothing_yet(district, rows)
    job = brought(district, "surveys", SURVEYS, [survey_line(rows[index], index) for index in surveyed])
    assert (job["state"], job["answer"]["surveys"]) == ("done", 10), job["problem"]
    in_order(district, people)
    job = brought(district, "services", SERVICES, [service_line(rows[index], index) for index in (0, 4, 8, 9)])
    assert (job["state"], job["answer"]["services"]) == ("done", 4), job["problem"]
    for index in (0, 4, 8):
        visit = {"received": [{"kind": "care", "times": 2 - index // 8}], "satisfaction": 5 - index // 4}
        visit |= {"signature": page(200 + index, "2017-04-05"), "on": "2017-04-05"}
        service.done("township-02", f"/v1/service-files/2017~{people[index]}/follow-ups", visit)
    of_how_many(service)
    ranks(service, people)
    nothing_agrees_of_itself(service, people)
    who_called_and_reported(service, people)


def nothing_yet(district: District, rows: list[PersonRow]) -> None:
    """Services before surveys: the list is refused, each row with its rule, and nothing is recorded."""
    job = brought(district, "services", SERVICES, [service_line(rows[0], 0), service_line(rows[4], 4)])
    assert (job["state"], job["problem"]["code"], job["remarks"]) == ("refused", "rows_refused", 2)
    remarks = district.service.get("township-01", f"/v1/jobs/{job['id']}/remarks").json()["items"]
    assert {one["remark"]["code"] for one in remarks} == {"not_surveyed_yet"}


def in_order(district: District, people: list[str]) -> None:
    """A service before the township's approval is refused and kept; the maker of a plan does not approve it."""
    service = district.service
    plan = {"services": [{"kind": "care", "times": 2}], "on": "2017-02-10"}
    given = {"beneficiary": people[0], "kind": "care", "times": 2, "provider": "阳光托养中心", "on": SERVED}
    too_early = {"year": 2017, "services": [given | {"signature": page(99, SERVED)}]}
    for index in (0, 4, 8, 9):
        file = f"/v1/service-files/2017~{people[index]}"
        service.done("township-01", f"{file}/plans", plan | {"signature": page(50 + index, "2017-02-10")})
        if not index:
            refused = service.post("township-01", "/v1/services-given", too_early)
            assert (refused.status_code, refused.json()["code"]) == (409, "plan_not_approved")
            own = service.post("township-01", f"{file}/approvals", {"on": "2017-02-15"})
            assert (own.status_code, own.json()["code"]) == (403, "planned_by_same_hands")
        service.done("township-02", f"{file}/approvals", {"on": "2017-02-15"})
    reason = {"reason": "declined", "text": "本人拒绝", "on": "2017-02-10"}
    service.done("township-01", f"/v1/service-files/2017~{people[1]}/reasons", reason)
    kept = service.get(Role.AUDITOR, "/v1/refusals").json()["items"]
    assert {"plan_not_approved", "planned_by_same_hands"} <= {one["rule"] for one in kept}


def told(place: dict[str, Any]) -> dict[str, str]:
    return {one["factor"]: f"{one['count']}/{one['of']} {one['percent']}" for one in place["rates"] if one["percent"]}


def of_how_many(service: Service) -> None:
    found = service.get(Role.AUDITOR, "/v1/service-coverage", **COUNTY, effective="2017-05-01").json()["item"]
    assert told(found["total"]) == {
        "surveyed": "10/12 83.33 %",
        "planned": "5/10 50.00 %",
        "served": "4/4 100.00 %",
        "visited": "3/4 75.00 %",
        "satisfied": "2/3 66.67 %",
        "punctual": "0/16 0.00 %",
    }
    assert told(found["places"][0])["surveyed"] == "3/4 75.00 %"


def ranks(service: Service, people: list[str]) -> None:
    """A tie shares a rank; a township with a confirmed falsification is left out until that is withdrawn."""
    asked: dict[str, Any] = {**COUNTY, "effective": "2017-06-30"}

    def ranking() -> tuple[list[tuple[int, str, str]], list[str]]:
        found = service.get(Role.AUDITOR, "/v1/service-ranking", **asked).json()["item"]
        return [(one["rank"], one["region"][6:9], one["points"]) for one in found["ranked"]], found["excluded"]

    whole = [(1, "004", "100.00"), (2, "001", "87.50"), (2, "002", "87.50"), (4, "003", "75.00")]
    assert ranking() == (whole, [])
    falsified = {"files": [f"2017/{people[10]}"], "text": "签名雷同", "document": "残联〔2017〕9号", "on": "2017-06-01"}
    place = f"/v1/service-places/2017~{TOWNS[3]}"
    service.done(Role.UNIT_HEAD, f"{place}/falsifications", falsified)
    without = [(1, "001", "87.50"), (1, "002", "87.50"), (3, "003", "75.00")]
    assert ranking() == (without, [TOWNS[3]])
    same = service.post(Role.UNIT_HEAD, f"{place}/withdrawals", {"number": 1, "text": "有误", "on": "2017-06-08"})
    assert (same.status_code, same.json()["code"]) == (403, "confirmed_by_same_hands")


def nothing_agrees_of_itself(service: Service, people: list[str]) -> None:
    paper = {"step": "survey", "on": "2017-05-05"}
    service.done(Role.CASE_OFFICER, f"/v1/service-files/2017~{people[2]}/paper-comparisons", paper)
    rows = service.get(Role.AUDITOR, "/v1/service-consistency", **COUNTY).json()["items"]
    assert [(one["accord"], one["difference"], one["file"], one["recorded"][:1], one["found"]) for one in rows] == [
        ("plan_and_service", "received_otherwise", f"2017/{people[8]}", "2", "1"),
        ("platform_and_paper", "paper_missing", f"2017/{people[2]}", "0", ""),
    ]


def who_called_and_reported(service: Service, people: list[str]) -> None:
    named = {"supervisors": ["township-01", "township-02"], "on": "2017-01-03"}
    service.done(Role.PROJECT_LEAD, f"/v1/service-places/2017~{TOWNS[0]}/supervisors", named)
    for person in people[:2]:
        call = {"region": TOWNS[0], "beneficiaries": [person], "page_sha256": "a" * 64, "on": "2017-03-08"}
        service.done("township-01", "/v1/household-calls", call)
    owed = service.get(Role.AUDITOR, "/v1/supervision-quotas", **COUNTY, effective="2017-03-31").json()["items"]
    assert [(one["supervisor"], one["households"], one["quota"], one["fulfilled"]) for one in owed] == [
        ("township-01", 2, 2, True),
        ("township-02", 0, 2, False),
    ]
    report = {"region": TOWNS[0], "period": "2017-01", "page_sha256": "b" * 64, "on": "2017-02-07"}
    assert service.done("township-01", "/v1/service-reports", report)["days_late"] == 2
    due = service.get(Role.AUDITOR, "/v1/service-deadlines", **COUNTY, effective="2017-02-28").json()["items"]
    stages = {one["region"]: one["stage"] for one in due}
    assert stages == {TOWNS[0]: "late", TOWNS[1]: "missing", TOWNS[2]: "missing", TOWNS[3]: "missing"}
