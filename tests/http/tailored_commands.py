"""Every command of tailored service over HTTP, in an order in which each can be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from api.http import tailored_answers
from domain.accounts.roles import Role
from tests.http.stepping import Step, Story

AREA, TOWN, PROGRAMME = "990101", "990101001000", "psy-medicine"
TOWNSHIP, REVIEWER = "township-wu", "township-feng"
YEAR = 2017


def page(number: int, day: str, signer: str = "person") -> dict[str, Any]:
    """A signed page of its own."""
    return {"page_sha256": f"{number:064x}", "signer": signer, "signed_on": day}


def _file(path: str, person: int = 0) -> Callable[[Story], str]:
    return lambda story: f"/service-files/{YEAR}~{story.people[person]}/{path}"


def _given(story: Story) -> dict[str, Any]:
    service = {"beneficiary": story.people[0], "kind": "care", "times": 2, "provider": "阳光托养中心"}
    return {"year": YEAR, "services": [service | {"signature": page(13, "2017-03-06"), "on": "2017-03-06"}]}


TERMS: dict[str, Any] = {
    "region": AREA,
    "weights": [{"factor": "surveyed", "weight": "1/2"}, {"factor": "visited", "weight": "0.5"}],
    "households": 2,
    "quota_period": "quarter",
    "monthly_days": 5,
    "quarterly_days": 10,
    "aid_programme": PROGRAMME,
    "aid_a_person": "1500.00",
    "aid_a_year": "5000.00",
    "valid_from": "2017-01-01",
    "document": "残联〔2017〕6号",
    "on": "2017-01-02",
}
CLAIM: dict[str, Any] = {"amount": "1000.00", "text": "火灾", "page_sha256": "c" * 64, "on": "2017-03-01"}

TAILORED_STEPS: tuple[Step, ...] = (
    Step(
        "set_service_terms",
        Role.PROJECT_LEAD,
        "/service-terms",
        lambda _: TERMS,
        tailored_answers.ServiceTermsSet,
        other={"households": 3},
        thing=False,
    ),
    Step(
        "record_surveys",
        TOWNSHIP,
        "/service-surveys",
        lambda story: {
            "year": YEAR,
            "surveys": [
                {
                    "beneficiary": person,
                    "needs": ["care", "relief"] if not index else [],
                    "signature": page(index, "2017-02-01"),
                    "on": "2017-02-01",
                }
                for index, person in enumerate(story.people[:2])
            ],
        },
        tailored_answers.SurveysRecorded,
        other={"year": 2018},
        thing=False,
    ),
    Step(
        "plan_service",
        TOWNSHIP,
        _file("plans"),
        lambda _: {
            "services": [{"kind": "care", "times": 2}],
            "signature": page(11, "2017-02-10"),
            "on": "2017-02-10",
        },
        tailored_answers.ServiceFileNamed,
    ),
    Step(
        "approve_service_plan",
        REVIEWER,
        _file("approvals"),
        lambda _: {"on": "2017-02-15"},
        tailored_answers.ServiceFileNamed,
    ),
    Step(
        "leave_unplanned",
        TOWNSHIP,
        _file("reasons", 1),
        lambda _: {"reason": "no_need", "text": "本人表示暂无需求", "on": "2017-02-10"},
        tailored_answers.ServiceFileNamed,
    ),
    Step(
        "record_services",
        TOWNSHIP,
        "/services-given",
        _given,
        tailored_answers.ServicesRecorded,
        other={"year": 2018},
        thing=False,
    ),
    Step(
        "record_follow_up",
        REVIEWER,
        _file("follow-ups"),
        lambda _: {
            "received": [{"kind": "care", "times": 2}],
            "satisfaction": 5,
            "signature": page(14, "2017-04-05", "guardian"),
            "on": "2017-04-05",
        },
        tailored_answers.ServiceFileNamed,
    ),
    Step(
        "compare_paper",
        Role.CASE_OFFICER,
        _file("paper-comparisons"),
        lambda _: {"step": "survey", "found_sha256": f"{0:064x}", "on": "2017-05-05"},
        tailored_answers.PaperCompared,
    ),
    Step(
        "name_supervisors",
        Role.PROJECT_LEAD,
        f"/service-places/{YEAR}~{TOWN}/supervisors",
        lambda _: {"supervisors": [TOWNSHIP, REVIEWER], "on": "2017-01-03"},
        tailored_answers.ServicePlaceNamed,
        other={"on": "2017-01-04"},
    ),
    Step(
        "supervise_household",
        TOWNSHIP,
        "/household-calls",
        lambda story: {
            "region": TOWN,
            "beneficiaries": [story.people[0]],
            "page_sha256": "a" * 64,
            "on": "2017-03-08",
        },
        tailored_answers.ServicePlaceNamed,
        thing=False,
    ),
    Step(
        "hand_in_service_report",
        TOWNSHIP,
        "/service-reports",
        lambda _: {"region": TOWN, "period": "2017-01", "page_sha256": "b" * 64, "on": "2017-02-07"},
        tailored_answers.ServiceReportHandedIn,
        other={"on": "2017-02-08"},
        thing=False,
    ),
    Step(
        "confirm_falsification",
        Role.UNIT_HEAD,
        f"/service-places/{YEAR}~{TOWN}/falsifications",
        lambda story: {
            "files": [f"{YEAR}/{story.people[0]}"],
            "text": "签名雷同",
            "document": "残联〔2017〕9号",
            "on": "2017-06-01",
        },
        tailored_answers.FalsificationNumbered,
    ),
    Step(
        "withdraw_falsification",
        Role.DIVISION_LEADER,
        f"/service-places/{YEAR}~{TOWN}/withdrawals",
        lambda _: {"number": 1, "text": "复核后撤销", "on": "2017-06-08"},
        tailored_answers.FalsificationNumbered,
    ),
    Step(
        "claim_emergency_aid",
        TOWNSHIP,
        "/emergency-aids",
        lambda story: CLAIM | {"file": f"{YEAR}/{story.people[0]}"},
        tailored_answers.EmergencyAidClaimed,
        thing=False,
    ),
    Step(
        "claim_emergency_aid for somebody else",
        TOWNSHIP,
        "/emergency-aids",
        lambda story: CLAIM | {"file": f"{YEAR}/{story.people[1]}", "page_sha256": "d" * 64},
        tailored_answers.EmergencyAidClaimed,
        thing=False,
    ),
    Step(
        "tie_emergency_aid",
        Role.FINANCE_OFFICER,
        f"/emergency-aids/{YEAR}~{AREA}~1/payments",
        lambda story: {"payout": f"{PROGRAMME}/2017/{story.people[0]}", "on": "2017-06-01"},
        tailored_answers.EmergencyAidPaid,
        thing=False,
    ),
    Step(
        "drop_emergency_aid",
        Role.CASE_OFFICER,
        f"/emergency-aids/{YEAR}~{AREA}~2/closings",
        lambda _: {"text": "已另行解决", "on": "2017-06-01"},
        tailored_answers.EmergencyAidNamed,
        thing=False,
    ),
)
