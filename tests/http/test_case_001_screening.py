"""Case 001 over HTTP: 1206 screened, 461 confirmed, 402 operated on; two over the target wait for a document."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from api.http.rendering import to_json
from application.imports import PersonRow
from domain.accounts.roles import Role
from domain.programmes.policy import Tier
from infrastructure.synthetic_people import synthetic_people
from tests.http.district import District
from tests.jobs.support import csv_of
from tests.support.service import Service
from tests.support.stories import ALL_MUNICIPAL, EIGHTY_TWENTY, POLICY, yuan

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]

CATARACT, AREA, DOCUMENT = "cataract", "990101", "残联发〔2017〕3号"
PATH = f"/v1/screenings/{CATARACT}~2017"
TIERS = (Tier("target", 400, None, EIGHTY_TWENTY), Tier("city_extra", None, None, ALL_MUNICIPAL))
SPENT = replace(POLICY.standards[0], amount=yuan(1500))
PLAN: dict[str, Any] = {
    "programme": CATARACT,
    "region": AREA,
    "fiscal_year": 2017,
    "target": 400,
    "target_document": DOCUMENT,
    "price": "1500.00",
    "stages": [
        {
            "name": "recheck",
            "zh": "复查",
            "en": "Re-check",
            "kind": "check",
            "within_days": 30,
            "reasons": [{"code": "no_cataract", "zh": "无白内障", "en": "No cataract"}],
        },
        {
            "name": "operation",
            "zh": "手术",
            "en": "Operation",
            "kind": "service",
            "reasons": [
                {"code": "declined", "zh": "本人放弃", "en": "Declined"},
                {"code": "unfit", "zh": "身体条件不允许", "en": "Unfit"},
            ],
        },
    ],
    "follow_ups": [{"day": 7, "window_days": 2}, {"day": 30, "window_days": 5}, {"day": 90, "window_days": 10}],
    "missed_reasons": [{"code": "away", "zh": "外出", "en": "Away"}],
    "on": "2017-01-09",
}


@dataclass
class County:
    """The service, the people in the order of the lists, and their numbers."""

    district: District
    rows: Sequence[PersonRow]
    people: Sequence[str]

    @property
    def service(self) -> Service:
        return self.district.service

    def brings(
        self, who: str, what: str, headings: str, lines: Iterable[str], *, ending: str = "done", **more: str
    ) -> dict[str, Any]:
        """Bring a list of the screening as a file, and see it through."""
        asked = self.service.ask(
            who,
            "POST",
            "/v1/screening-imports",
            data={"screening": f"{CATARACT}/2017", "what": what, **more},
            files={"file": (f"{what}.csv", csv_of(headings, lines), "text/csv")},
            headers={"Idempotency-Key": f"{what}-{more.get('stage', '')}-{more['on']}"},
        )
        assert asked.status_code == 202, asked.text
        found = self.district.finished(asked.headers["location"], who)
        remarks = self.service.get(who, f"{asked.headers['location']}/remarks").text
        assert found["state"] == ending, (found["problem"], remarks[:1000])
        return found | {"told": remarks}

    def figures(self, **asked: Any) -> dict[str, Any]:
        item: dict[str, Any] = self.service.get(Role.AUDITOR, f"{PATH}/figures", **asked).json()["item"]
        return item


@pytest.fixture(scope="module")
def county(service: Service) -> County:
    district = District(service)
    district.officers()
    policy = replace(POLICY, tiers=TIERS, standards=(SPENT,))
    names = {"name_zh": "白内障复明手术", "name_en": "Cataract surgery", "bank_memo": "复明"}
    kinds = {"payee_kind": "person", "deciding_body": "federation", "period_kind": "year"}
    service.done(Role.PROJECT_LEAD, "/v1/programmes", {"programme": CATARACT, **names, **kinds})
    service.done(Role.PROJECT_LEAD, f"/v1/programmes/{CATARACT}/policies", json.loads(to_json(policy)))
    rows = list(synthetic_people(1206, 3, types=(1,), low_income=1.0))
    county = County(district, rows, district.bring(rows, "白内障筛查登记"))
    district.step(Role.PROJECT_LEAD, "/v1/screenings", PLAN, roles={Role.PROJECT_LEAD})
    named = [f"{row.record.name},{row.record.id_number}" for row in rows]
    told = county.brings("township-01", "candidates", "姓名,身份证号", named, on="2017-01-20")
    assert told["answer"]["people"] == 1206
    return county


def test_the_county_s_figures_are_the_published_ones(county: County) -> None:
    numbers = [row.record.id_number for row in county.rows]
    service, headings = county.service, "身份证号,日期,结果,原因"
    early = {"stage": "operation", "on": "2017-02-06", "results": []} | {
        "results": [{"beneficiary": county.people[0], "passed": True, "on": "2017-02-06"}]
    }
    answer = service.post(Role.CASE_OFFICER, f"{PATH}/results", early)
    assert (answer.status_code, answer.json()["code"]) == (409, "not_passed_yet")
    checked = [f"{number},2017-02-06,通过," for number in numbers[:461]]
    checked += [f"{number},2017-02-06,未通过,无白内障" for number in numbers[461:]]
    told = county.brings(
        "supervision-01", "results", headings, [*checked[:-1], f"{numbers[-1]},2017-02-06,未通过,不愿意"],
        stage="recheck", on="2017-02-06", ending="refused",
    )  # fmt: skip
    assert "reason_not_in_plan" in told["told"]
    county.brings("supervision-01", "results", headings, checked, stage="recheck", on="2017-02-07")
    operated = [f"{number},2017-03-06,通过," for number in numbers[:402]]
    operated += [f"{number},2017-03-06,未通过,本人放弃" for number in numbers[402:440]]
    operated += [f"{number},2017-03-06,未通过,unfit" for number in numbers[440:461]]
    told = county.brings("supervision-01", "results", headings, operated, stage="operation", on="2017-03-06")
    assert {name: told["answer"][name] for name in ("passed", "dropped_out", "follow_ups", "over_target")} == {
        "passed": 402,
        "dropped_out": 59,
        "follow_ups": 1206,
        "over_target": 2,
    }
    found = county.figures()
    assert (found["screened"], found["served"], found["over_target"], found["undecided"]) == (1206, 402, 2, "3000.00")
    assert found["completion"] == "served / target (people) = 100.50 %"
    assert [(one["came"], one["passed"], one["reasons"]) for one in found["stages"]] == [
        (1206, 461, {"no_cataract": 745}),
        (461, 402, {"declined": 38, "unfit": 21}),
    ]
    assert county.figures(effective="2017-02-07")["served"] == 0
    dropped = service.get(Role.AUDITOR, "/v1/screened", stage="dropped_out", limit=1000).json()["items"]
    assert sum(row["last_stage"] == "operation" and row["reason"] != "" for row in dropped) == 59
    tasks = [
        service.get(Role.AUDITOR, "/v1/follow-ups", beneficiary=person).json()["items"] for person in county.people[:2]
    ]
    assert [(row["day"], row["due_on"]) for row in tasks[0]] == [
        (7, "2017-03-13"),
        (30, "2017-04-05"),
        (90, "2017-06-04"),
    ]
    assert (
        "no_such_follow_up"
        in service.post(
            "township-01",
            f"{PATH}/follow-ups",
            {
                "on": "2017-03-13",
                "results": [{"beneficiary": county.people[450], "day": 7, "done": True, "on": "2017-03-13"}],
            },
        ).text
    )
    lines = [f"{number},7,2017-03-13,完成" for number in numbers[:402]]
    told = county.brings("township-01", "follow_ups", "身份证号,随访日,日期,结果", lines, on="2017-03-14")
    assert told["answer"]["done"] == 402
    assert [(one["day"], one["done"]) for one in county.figures()["follow_ups"]] == [(7, 402), (30, 0), (90, 0)]


def test_over_the_target_nobody_is_paid_until_a_document_names_the_payer(county: County) -> None:
    service, district = county.service, county.district
    within, over, other, unfit = (county.people[place] for place in (0, 400, 401, 455))
    claims = service.get(Role.AUDITOR, "/v1/screening-claims").json()["items"]
    assert [(row["beneficiary"], row["number"], row["amount"], row["stage"]) for row in claims] == [
        (over, 401, "1500.00", "undecided"),
        (other, 402, "1500.00", "undecided"),
    ]
    district.enrol(CATARACT, [within, over, other, unfit], [within, over, other, unfit])
    district.allocate(CATARACT, "省财社〔2016〕114号", "provincial", "3600.00")
    district.allocate(CATARACT, "市财社〔2017〕31号", "municipal", "3300.00")
    assert _listed(service, over) == "payer_undecided"
    assert _listed(service, unfit) == "not_served"
    batch = {"programme": CATARACT, "region": AREA, "period": "2017", "number": "1", "on": "2017-04-06"}
    told = service.done(Role.FINANCE_OFFICER, "/v1/batches", batch)
    assert (told["people"], told["total"], told["unfunded"]) == (1, "1500.00", 2)
    back = {"step": "project_lead", "reason": "待付款方确定", "on": "2017-04-07"}
    service.done(Role.PROJECT_LEAD, f"/v1/batches/{CATARACT}~2017~1/send-back", back)
    decision = {"beneficiaries": [over], "document": "市财社〔2017〕88号", "tier": "city_extra", "on": "2017-04-10"}
    unknown = service.post(Role.UNIT_HEAD, f"{PATH}/claim-decisions", decision | {"tier": "beyond"})
    assert (unknown.status_code, unknown.json()["code"]) == (422, "not_a_payer")
    wrong = {Role.UNIT_HEAD, Role.DIVISION_LEADER}
    district.step(Role.UNIT_HEAD, f"{PATH}/claim-decisions", decision, roles=wrong)
    left = {"beneficiaries": [other], "reason": "年内不安排资金", "on": "2017-04-10"}
    district.step(Role.DIVISION_LEADER, f"{PATH}/unfunded-claims", left, roles=wrong)
    assert _listed(service, other) == "claim_unfunded"
    told = service.done(Role.FINANCE_OFFICER, "/v1/batches", batch | {"on": "2017-04-11"})
    assert (told["people"], told["total"]) == (2, "3000.00")
    page = service.get(Role.FINANCE_OFFICER, f"/v1/batches/{CATARACT}~2017~1/lines").json()["items"]
    tiers = {line["beneficiary"]: line["tier"] for line in page}
    assert (tiers[within], tiers[over]) == ("target", "city_extra")
    claims = service.get(Role.AUDITOR, "/v1/screening-claims", stage="decided").json()["items"]
    assert [(row["beneficiary"], row["tier"], row["document"]) for row in claims] == [
        (over, "city_extra", "市财社〔2017〕88号")
    ]
    open_ = service.post(Role.CASE_OFFICER, f"{PATH}/closings", {"on": "2017-04-12"})
    assert (open_.status_code, open_.json()["code"]) == (409, "follow_ups_still_open")
    kept = service.get(Role.AUDITOR, "/v1/refusals").json()["items"]
    assert {"payer_undecided", "not_served", "not_passed_yet", "claim_unfunded"} <= {one["rule"] for one in kept}


def _listed(service: Service, person: str) -> str:
    """Return why a batch may not pay somebody whom the office lists by itself."""
    listed = [{"beneficiary": person, "amount": "1500.00"}]
    body = {"programme": CATARACT, "region": AREA, "period": "2017", "number": "9", "on": "2017-04-10"}
    answer = service.post(Role.FINANCE_OFFICER, "/v1/batches", {**body, "listed": listed})
    assert answer.status_code in (409, 422), answer.text
    code: str = answer.json()["code"]
    return code
