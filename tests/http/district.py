"""Case 000 over HTTP: who does what, with which words; every step is tried by the wrong people first."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from api.demo.district import CHILDHOOD, CHILDREN_TRAINED, ENROLMENT, PATIENTS, PAY
from api.demo.rules import CHILDREN, CHILDREN_POLICY, MEDICINE, MEDICINE_POLICY
from api.demo.scene import Days, PayDays
from api.http.rendering import to_json
from application.imports import PersonRow
from domain.accounts.roles import Role
from domain.programmes.policy import Policy
from infrastructure.synthetic_people import synthetic_people
from tests.cli.story import HEADINGS
from tests.support.service import Service

AREA = "990101"
PROVINCIAL, MUNICIPAL = "省财社〔2016〕114号", "市财社〔2017〕31号"
MOST_JOB_SECONDS = 170


@dataclass
class District:
    """The service, and who has been told what."""

    service: Service
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Which path was tried by whom, and refused."""

    def officers(self) -> None:
        """Open the accounts that the roles' own do not stand for: four eyes need two pairs."""
        self.service.account("township-01", Role.TOWNSHIP)
        self.service.account("township-02", Role.TOWNSHIP)
        self.service.account("supervision-01", Role.CASE_OFFICER)
        self.service.account("finance-02", Role.FINANCE_OFFICER)

    def step(self, who: Role | str, path: str, body: dict[str, Any], *, roles: set[Role]) -> dict[str, Any]:
        """Do one step as `who`; before that, everybody whose role is not among `roles` is refused it."""
        for wrong in set(Role) - roles:
            answer = self.service.post(wrong, path, body)
            told = answer.json()
            assert (answer.status_code, told["code"]) == (403, "not_permitted"), (wrong, path, answer.text)
            assert answer.headers["content-type"] == "application/problem+json"
            self.refused.append((path, wrong.value))
        nobody = self.service.post(None, path, body)
        assert (nobody.status_code, nobody.json()["code"]) == (401, "not_signed_in")
        return self.service.done(who, path, body)

    def bring(self, rows: Sequence[PersonRow], why: str, on: date = ENROLMENT.applied) -> list[str]:
        """Bring a list of people as a file and wait until it is done; return their ids in the file's order."""
        data = {"why": why, "on": str(on), "accept": ["column_not_read"]}
        file = ("people.csv", _csv(rows), "text/csv")
        asked = self.service.ask(
            "township-01",
            "POST",
            "/v1/people-imports",
            data=data,
            files={"file": file},
            headers={"Idempotency-Key": f"import-{len(rows):08d}"},
        )
        assert asked.status_code == 202, asked.text
        job = self.finished(asked.headers["location"])
        assert job["state"] == "done", (
            job["problem"],
            self.service.get("township-01", f"{asked.headers['location']}/remarks").text[:2000],
        )
        people: list[str] = []
        after = 0
        while page := self.service.get("township-01", f"/v1/jobs/{job['id']}/people", after=after).json()["items"]:
            people += [row["beneficiary"] for row in page]
            after = page[-1]["row"]
        return people

    def finished(self, address: str, who: str = "township-01") -> dict[str, Any]:
        """Wait until somebody's job has ended, and return it."""
        until = time.monotonic() + MOST_JOB_SECONDS
        while True:
            job: dict[str, Any] = self.service.get(who, address).json()
            if job["state"] not in ("waiting", "running"):
                return job
            assert time.monotonic() < until, job
            time.sleep(0.1)

    def open_programme(self, programme: str, name: str, policy: Policy, payee: str) -> None:
        """Open a programme and publish its rules."""
        lead = {Role.PROJECT_LEAD}
        body = {
            "programme": programme,
            "name_zh": name,
            "name_en": programme,
            "payee_kind": payee,
            "deciding_body": "federation",
            "period_kind": "year",
            "bank_memo": "残补",
        }
        self.step(Role.PROJECT_LEAD, "/v1/programmes", body, roles=lead)
        self.step(Role.PROJECT_LEAD, f"/v1/programmes/{programme}/policies", json.loads(to_json(policy)), roles=lead)

    def enrol(
        self,
        programme: str,
        people: Sequence[str],
        listed: Sequence[str],
        objected: str = "",
        days: Days = ENROLMENT,
    ) -> str:
        """Applications, two reviews, the notice, an objection settled, the grant; return the notice."""
        field_ = {Role.TOWNSHIP, Role.CASE_OFFICER}
        apply = {"programme": programme, "area": AREA, "beneficiaries": list(people), "on": str(days.applied)}
        self.step("township-01", "/v1/applications", apply, roles=field_)
        for level, who, on in (
            ("township", "township-02", days.township_review),
            ("county", Role.CASE_OFFICER, days.county_review),
        ):
            review = {
                "programme": programme,
                "beneficiaries": list(people),
                "level": level,
                "favourable": True,
                "opinion": "核查属实",
                "on": str(on),
            }
            self.step(who, "/v1/reviews", review, roles={Role.TOWNSHIP if level == "township" else Role.CASE_OFFICER})
        notice = f"{programme}-2016"
        posted = {
            "notice_id": notice,
            "programme": programme,
            "region": AREA,
            "place": "各村（社区）公示栏",
            "hotline": "12385",
            "beneficiaries": list(listed),
            "working_days": 7,
            "on": str(days.posted),
        }
        self.step("township-01", "/v1/notices", posted, roles=field_)
        if objected:
            self._object_in_vain(notice, objected)
        concluded = {"on": str(days.granted)}
        self.step("township-01", f"/v1/notices/{notice}/conclude", concluded, roles=field_)
        granted = {
            "programme": programme,
            "notice_id": notice,
            "beneficiaries": list(listed),
            "on": str(days.granted),
        }
        self.step(Role.PROJECT_LEAD, "/v1/grants", granted, roles={Role.CASE_OFFICER, Role.PROJECT_LEAD})
        return notice

    def _object_in_vain(self, notice: str, person: str) -> None:
        raised = {
            "objection_id": "objection-2016-1",
            "beneficiary": person,
            "ground": "not_eligible",
            "on": "2016-12-22",
        }
        path = f"/v1/notices/{notice}/objections"
        self.step("township-01", path, raised, roles={Role.TOWNSHIP, Role.CASE_OFFICER})
        settled = {"upheld": False, "finding": "经入户复核，异议不成立", "on": "2016-12-27"}
        path = f"{path}/objection-2016-1/settle"
        self.step("supervision-01", path, settled, roles={Role.CASE_OFFICER, Role.PROJECT_LEAD})

    def allocate(self, programme: str, document: str, level: str, amount: str, kind: str = "general_budget") -> None:
        """Record what a document brings."""
        body = {
            "programme": programme,
            "fiscal_year": 2017,
            "region": AREA,
            "document": document,
            "shares": [{"level": level, "kind": kind, "amount": amount}],
            "on": "2017-01-10",
        }
        self.step(Role.FINANCE_OFFICER, "/v1/allocations", body, roles={Role.FINANCE_OFFICER})

    def pay(
        self,
        programme: str,
        *,
        returned: Sequence[int] = (),
        agreements: Sequence[str] = (),
        days: PayDays = PAY,
    ) -> dict[str, Any]:
        """Submit, approve in four steps, release, post the bank's result, reissue what came back, close."""
        finance = {Role.FINANCE_OFFICER}
        submitted = self.step(
            Role.FINANCE_OFFICER,
            "/v1/batches",
            {
                "programme": programme,
                "region": AREA,
                "period": "2017",
                "number": "1",
                "agreements": list(agreements),
                "on": str(days.submitted),
            },
            roles=finance,
        )
        batch = f"/v1/batches/{programme}~2017~1"
        steps = (Role.PROJECT_LEAD, Role.DIVISION_LEADER, Role.COLLECTIVE_MEETING, Role.UNIT_HEAD)
        for step, on in zip(steps, days.approved, strict=True):
            body: dict[str, Any] = {"step": step.value, "digest": submitted["digest"], "on": str(on)}
            if step is Role.COLLECTIVE_MEETING:
                body["minutes"] = _minutes(on)
            self.step(step, f"{batch}/approvals", body, roles={step})
        self.step("finance-02", f"{batch}/release", {"value_date": str(days.released)}, roles=finance)
        lines = self.payouts(programme)
        back = {lines[place]["beneficiary"] for place in returned}
        self._post(batch, [_line(line, line["beneficiary"] in back) for line in lines], days.bank_result, finance)
        if back:
            again = {"beneficiaries": sorted(back), "value_date": str(days.reissued)}
            self.step("finance-02", f"{batch}/reissue", again, roles=finance)
            once_more = [_line(line, False) for line in lines if line["beneficiary"] in back]
            self._post(batch, once_more, days.reissue_result, finance)
        self.step(Role.FINANCE_OFFICER, f"{batch}/close", {"on": str(days.reissue_result)}, roles=finance)
        return submitted

    def _post(self, batch: str, lines: list[dict[str, Any]], on: date, roles: set[Role]) -> None:
        body = {
            "statement": f"银行回单 {on}",
            "statement_sha256": hashlib.sha256(json.dumps(lines).encode()).hexdigest(),
            "lines": lines,
            "on": str(on),
        }
        self.step("finance-02", f"{batch}/bank-results", body, roles=roles)

    def payouts(self, programme: str) -> list[dict[str, Any]]:
        """Read a batch's payouts, page by page, as the links say."""
        rows: list[dict[str, Any]] = []
        page = self.service.get(Role.FINANCE_OFFICER, "/v1/payouts", batch=f"{programme}/2017/1", limit=500).json()
        while True:
            rows += page["items"]
            if page["next"] is None:
                return rows
            page = self.service.ask(Role.FINANCE_OFFICER, "GET", page["next"]).json()


def play(service: Service) -> District:
    """Play the whole year."""
    district = District(service)
    district.officers()
    district.open_programme(MEDICINE, "贫困精神残疾人药费补助", MEDICINE_POLICY, "person")
    district.open_programme(CHILDREN, "残疾儿童抢救性康复", CHILDREN_POLICY, "institution")
    for programme, level, people, document in (
        (MEDICINE, "municipal", 1120, "市残联〔2017〕6号"),
        (MEDICINE, "provincial", 502, "省残联〔2017〕3号"),
        (CHILDREN, "provincial", 28, "省残联〔2017〕4号"),
    ):
        target = {"fiscal_year": 2017, "level": level, "people": people, "document": document, "on": "2017-01-06"}
        path = f"/v1/programmes/{programme}/targets"
        district.step(Role.PROJECT_LEAD, path, target, roles={Role.PROJECT_LEAD})
    _medicine(district)
    _children(district)
    return district


def _medicine(district: District) -> None:
    rows = list(synthetic_people(PATIENTS + 2, 17, types=(6,), low_income=1.0))
    rows[-1] = replace(rows[-1], low_income=False)
    ids = district.bring(rows, "药费补助申请登记")
    paid, died, refused = ids[:PATIENTS], ids[PATIENTS], ids[PATIENTS + 1]
    district.enrol(MEDICINE, ids, [*paid, died], objected=paid[7])
    deciders = {Role.CASE_OFFICER, Role.PROJECT_LEAD}
    path = f"/v1/cases/{MEDICINE}~{refused}/refuse"
    district.step(Role.PROJECT_LEAD, path, {"on": str(ENROLMENT.granted)}, roles=deciders)
    death = {"died_on": "2016-12-31", "source": "公安户籍注销"}
    field_ = {Role.TOWNSHIP, Role.CASE_OFFICER}
    district.step(Role.CASE_OFFICER, f"/v1/beneficiaries/{died}/death", death, roles=field_)
    district.allocate(MEDICINE, PROVINCIAL, "provincial", "401600.00")
    early = {"programme": MEDICINE, "region": AREA, "period": "2017", "number": "1", "on": "2017-02-06"}
    answer = district.service.post(Role.FINANCE_OFFICER, "/v1/batches", early)
    assert (answer.status_code, answer.json()["code"]) == (409, "no_money_of_that_level"), answer.text
    district.allocate(MEDICINE, MUNICIPAL, "municipal", "788400.00")
    district.pay(MEDICINE, returned=(11, 503, 1100))


def _children(district: District) -> None:
    ids = district.bring(list(synthetic_people(CHILDREN_TRAINED, 68, born=CHILDHOOD)), "儿童康复申请登记")
    district.enrol(CHILDREN, ids, ids)
    district.allocate(CHILDREN, "国财社〔2016〕208号", "national", "600000.00", "lottery")
    district.allocate(CHILDREN, "省财社〔2016〕115号", "provincial", "268800.00")
    district.allocate(CHILDREN, "市财社〔2017〕32号", "municipal", "67200.00")
    divert = {
        "to_line": f"2017/{CHILDREN}/{AREA}/provincial/general_budget/省财社〔2016〕115号",
        "amount": "10000.00",
        "document": "市财调〔2017〕1号",
        "on": "2017-03-20",
    }
    line = f"2017~{MEDICINE}~{AREA}~provincial~general_budget~{PROVINCIAL}"
    answer = district.service.post(Role.FINANCE_OFFICER, f"/v1/fund-lines/{line}/moves", divert)
    assert (answer.status_code, answer.json()["code"]) == (422, "earmarked_use"), answer.text
    finance, case = {Role.FINANCE_OFFICER}, {Role.CASE_OFFICER}
    for name, code, trained, invoiced in (
        ("rehab-a", "52990101MJ0000001G", ids[:50], 40 * 15_000 + 10 * 12_000),
        ("rehab-b", "52990101MJ0000002K", ids[50:90], 18 * 12_000),
        ("rehab-c", "52990101MJ0000003N", ids[90:], 0),
    ):
        signed = {
            "agreement_id": name,
            "institution": code,
            "programme": CHILDREN,
            "fiscal_year": 2017,
            "ceiling": f"{15_000 * len(trained)}.00",
            "on": "2017-01-12",
        }
        district.step(Role.FINANCE_OFFICER, "/v1/agreements", signed, roles=finance)
        accepted = {
            "services": [{"beneficiary": child, "amount": "15000.00"} for child in trained],
            "on": "2017-04-10",
        }
        district.step(Role.CASE_OFFICER, f"/v1/agreements/{name}/services", accepted, roles=case)
        if invoiced:
            invoice = {"invoice_number": f"2017-{name}-1", "amount": f"{invoiced}.00", "on": "2017-04-12"}
            district.step(Role.FINANCE_OFFICER, f"/v1/agreements/{name}/invoices", invoice, roles=finance)
    district.pay(CHILDREN, agreements=("rehab-a", "rehab-b", "rehab-c"))


def _line(payout: dict[str, Any], returned: bool) -> dict[str, Any]:
    line = {"kind": "settled", "beneficiary": payout["beneficiary"], "amount": payout["amount"]}
    return {**line, "kind": "returned", "reason": "account_closed", "bank_words": "已销户"} if returned else line


def _minutes(on: date) -> dict[str, Any]:
    return {
        "held_on": str(on),
        "attendees": ["unit-head", "division-leader", "discipline"],
        "minutes_number": f"会议纪要〔{on.year}〕{on.month}号",
        "minutes_sha256": hashlib.sha256(b"minutes").hexdigest(),
    }


def _csv(rows: Sequence[PersonRow]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(HEADINGS)
    for person in rows:
        record = person.record
        residence, poor = "农村" if person.residence == "rural" else "城镇", "是" if person.low_income else "否"
        until = person.certificate_valid_until or "长期"
        numbers = (record.name, record.id_number, record.certificate, person.region)
        writer.writerow((*numbers, residence, poor, record.account, record.bank, record.phone, until))
    return text.getvalue().encode("utf-8-sig")
