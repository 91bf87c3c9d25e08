"""A screening over HTTP, from its plan to its end; the county of 1206 is told in test_case_001_screening.py."""

from __future__ import annotations

from typing import Any

from api.http import screening_answers as answers
from domain.accounts.roles import Role
from tests.http.stepping import Step, Story

CASE, TOWNSHIP = Role.CASE_OFFICER, Role.TOWNSHIP
HERE = "/screenings/psy-medicine~2016"
REASONS = [{"code": "declined", "zh": "本人放弃", "en": "Declined"}]
STAGES = [
    {"name": "recheck", "zh": "复查", "en": "Re-check", "kind": "check", "reasons": REASONS},
    {"name": "operation", "zh": "手术", "en": "Operation", "kind": "service", "reasons": REASONS},
]


def _passed(story: Story, count: int, on: str) -> list[dict[str, Any]]:
    return [{"beneficiary": one, "passed": True, "on": on} for one in story.people[:count]]


SCREENING_STEPS: tuple[Step, ...] = (
    Step(
        "open_screening",
        Role.PROJECT_LEAD,
        "/screenings",
        lambda _: {
            "programme": "psy-medicine",
            "region": "990101",
            "fiscal_year": 2016,
            "target": 1,
            "target_document": "残联发〔2016〕3号",
            "price": "1500.00",
            "stages": STAGES,
            "follow_ups": [{"day": 7, "window_days": 2}],
            "missed_reasons": REASONS,
            "on": "2017-01-03",
        },
        answers.ScreeningNamed,
        other={"target": 2},
        thing=False,
    ),
    Step(
        "list_candidates",
        TOWNSHIP,
        f"{HERE}/candidates",
        lambda story: {"beneficiaries": story.people[:3], "on": "2017-01-04"},
        answers.CandidatesListed,
        other={"on": "2017-01-05"},
    ),
    Step(
        "record_stage",
        CASE,
        f"{HERE}/results",
        lambda story: {"stage": "recheck", "results": _passed(story, 3, "2017-01-05"), "on": "2017-01-05"},
        answers.StageRecorded,
        other={"on": "2017-01-06"},
    ),
    Step(
        "record_stage of the operation",
        CASE,
        f"{HERE}/results",
        lambda story: {"stage": "operation", "results": _passed(story, 3, "2017-01-06"), "on": "2017-01-06"},
        answers.StageRecorded,
        other={"on": "2017-01-07"},
    ),
    Step(
        "decide_claims",
        Role.UNIT_HEAD,
        f"{HERE}/claim-decisions",
        lambda story: {
            "beneficiaries": story.people[1:2],
            "document": "市财社〔2017〕88号",
            "tier": "all",
            "on": "2017-01-09",
        },
        answers.ClaimsDecided,
        other={"on": "2017-01-10"},
    ),
    Step(
        "leave_claims_unfunded",
        Role.DIVISION_LEADER,
        f"{HERE}/unfunded-claims",
        lambda story: {"beneficiaries": story.people[2:3], "reason": "年内不安排资金", "on": "2017-01-09"},
        answers.ClaimsSettled,
        other={"on": "2017-01-10"},
    ),
    Step(
        "record_follow_ups",
        TOWNSHIP,
        f"{HERE}/follow-ups",
        lambda story: {
            "results": [{"beneficiary": one, "day": 7, "done": True, "on": "2017-01-13"} for one in story.people[:3]],
            "on": "2017-01-13",
        },
        answers.FollowUpsRecorded,
        other={"on": "2017-01-14"},
    ),
    Step(
        "close_screening",
        CASE,
        f"{HERE}/closings",
        lambda _: {"on": "2017-01-16"},
        answers.ScreeningClosed,
    ),
)
