"""Papers of a case over HTTP: brought as files, listed without what is in them, opened for a reason that is kept."""

from __future__ import annotations

import hashlib
from typing import Any

import pytest
from httpx2 import Response

from domain.accounts.roles import Role
from domain.eligibility.evidence import MOST_BYTES
from tests.http.medicine import AREA, NUMBERS, PROGRAMME, person
from tests.support.casework import medicine_is_open
from tests.support.service import Service, fresh_id

pytestmark = pytest.mark.slow
PDF = b"%PDF-1.7\n%a scan of a paper"


@pytest.fixture(scope="module")
def case(service: Service) -> str:
    """Somebody has applied."""
    medicine_is_open(service.office.desk)
    people = {"people": [person(NUMBERS[0])], "why": "登记", "on": "2017-01-03"}
    [li] = service.done(Role.TOWNSHIP, "/v1/beneficiaries", people)["beneficiaries"]
    apply = {"programme": PROGRAMME, "area": AREA, "beneficiaries": [li], "on": "2017-01-03"}
    service.done(Role.TOWNSHIP, "/v1/applications", apply)
    return f"{PROGRAMME}~{li}"


def brought(service: Service, who: Role | str, case: str, content: bytes = PDF, **more: Any) -> Response:
    headers = {"Idempotency-Key": more.pop("key", "") or fresh_id(), **more.pop("headers", {})}
    data = {"case": case, "paper": "income", **more}
    files = {"file": ("张三的收入证明.pdf", content, "text/html")}
    return service.ask(who, "POST", "/v1/evidence-files", data=data, files=files, headers=headers)


def listed(service: Service, case: str) -> list[dict[str, Any]]:
    answer = service.get(Role.AUDITOR, f"/v1/cases/{case}/evidence")
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


def test_a_paper_is_filed_listed_and_opened_and_its_commitment_checked(service: Service, case: str) -> None:
    answer = brought(service, Role.TOWNSHIP, case, key="paper-http-1")
    assert answer.status_code == 200, answer.text
    commitment = answer.json()["commitment"]
    again = brought(service, Role.TOWNSHIP, case, key="paper-http-1")
    assert (again.content, again.headers["idempotent-replayed"]) == (answer.content, "true")
    [one] = [each for each in listed(service, case) if each["commitment"] == commitment]
    assert (one["paper"], one["file_type"], one["size"], one["filed_by"]) == ("income", "pdf", len(PDF), "township")
    path = f"/v1/cases/{case}/evidence/{commitment}"
    opened = service.ask(Role.CASE_OFFICER, "GET", path, params={"why": "审核申请"})
    assert (opened.status_code, opened.content) == (200, PDF)
    assert opened.headers["content-type"] == "application/pdf"
    assert opened.headers["content-disposition"] == f'attachment; filename="income-{commitment[:12]}.pdf"'
    assert opened.headers["cache-control"] == "no-store"
    salt = bytes.fromhex(opened.headers["commitment-salt"])
    assert hashlib.sha256(salt + PDF).hexdigest() == commitment


def test_who_opened_a_paper_is_in_the_access_log_with_the_reason(service: Service, case: str) -> None:
    commitment = brought(service, Role.TOWNSHIP, case, PDF + b"2").json()["commitment"]
    path = f"/v1/cases/{case}/evidence/{commitment}"
    assert service.ask(Role.INSPECTOR, "GET", path, params={"why": "入户核对材料"}).status_code == 200
    log = service.get(Role.AUDITOR, "/v1/accesses", officer="inspector", limit=1000).json()["items"]
    assert [(one["action"], one["why"]) for one in log] == [("file_revealed", "入户核对材料")]


@pytest.mark.parametrize(
    ("content", "status", "code"),
    [
        (b"", 422, "file_empty"),
        (b"GIF89a", 422, "evidence_type_unknown"),
        (PDF.ljust(MOST_BYTES + 1), 413, "file_too_big"),
        (PDF.ljust(17 * 1024 * 1024), 413, "body_too_large"),
    ],
)
def test_what_is_no_paper_is_refused_in_the_callers_language(
    service: Service, case: str, content: bytes, status: int, code: str
) -> None:
    told = [
        brought(service, Role.TOWNSHIP, case, content, headers={"Accept-Language": language}).json()
        for language in ("zh-CN", "en")
    ]
    assert [(one["status"], one["code"]) for one in told] == [(status, code)] * 2
    assert not told[0]["detail"].isascii()
    assert told[1]["detail"].isascii()


def test_a_case_that_is_not_there_a_wrong_kind_and_a_paper_of_nobody_are_refused(service: Service, case: str) -> None:
    unknown = f"living-subsidy~{case.partition('~')[2]}"
    assert brought(service, Role.TOWNSHIP, unknown).json()["code"] == "no_such_case"
    assert brought(service, Role.TOWNSHIP, "no case at all").status_code == 404
    assert brought(service, Role.TOWNSHIP, case, paper="horoscope").status_code == 422
    path = f"/v1/cases/{case}/evidence/{'ab' * 32}"
    answer = service.ask(Role.CASE_OFFICER, "GET", path, params={"why": "审核申请"})
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_evidence")
    assert service.ask(Role.CASE_OFFICER, "GET", path).status_code == 422


@pytest.mark.parametrize("who", [Role.FINANCE_OFFICER, Role.AUDITOR, Role.INSPECTOR, Role.UNIT_HEAD])
def test_who_takes_no_applications_files_no_paper(service: Service, case: str, who: Role) -> None:
    answer = brought(service, who, case)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")


def test_a_paper_is_opened_by_those_who_review_and_visit_inside_their_region(service: Service, case: str) -> None:
    commitment = brought(service, Role.TOWNSHIP, case, PDF + b"3").json()["commitment"]
    path, why = f"/v1/cases/{case}/evidence/{commitment}", {"why": "审核申请"}
    for who in (Role.AUDITOR, Role.FINANCE_OFFICER, Role.UNIT_HEAD, Role.ADMINISTRATOR):
        assert service.ask(who, "GET", path, params=why).status_code == 403
    elsewhere = service.account("far-away", Role.TOWNSHIP, region="990199")
    assert service.ask(elsewhere, "GET", path, params=why).json()["code"] == "outside_your_region"
    assert brought(service, elsewhere, case).json()["code"] == "outside_your_region"
    assert service.ask(None, "GET", path, params=why).status_code == 401


def test_a_rehearsal_says_what_would_be_recorded_and_keeps_nothing(service: Service, case: str) -> None:
    before = listed(service, case)
    answer = brought(service, Role.TOWNSHIP, case, PDF + b"4", headers={"Prefer": "dry-run"})
    [would] = answer.json()["would_record"]
    assert would["name"] == "case.evidence_filed.1"
    assert listed(service, case) == before


def test_the_log_holds_neither_the_file_nor_its_name_nor_its_bare_hash(service: Service, case: str) -> None:
    entries = service.office.log.entries(0, limit=10_000)
    told = b"".join(row[5] for row in entries)
    assert b"case.evidence_filed.1" in told
    for secret in (PDF, "张三".encode(), hashlib.sha256(PDF).hexdigest().encode()):
        assert secret not in told
