"""Programmes over HTTP, with their rules and targets; others open programmes by the same rules."""

from __future__ import annotations

from typing import Any

from api.http import answers
from tests.http.medicine import DOCUMENT, LEAD, PROGRAMME, REHAB
from tests.http.stepping import Step

POLICY: dict[str, Any] = {
    "version": 1,
    "valid_from": "2016-12-01",
    "document": "残联发〔2016〕21号",
    "criteria": {
        "kind": "all_of",
        "of": [
            {
                "kind": "fact_among",
                "fact": "low_income",
                "values": ["yes"],
                "article": "第三条",
                "zh": "低收入",
                "en": "a low-income household",
            }
        ],
    },
    "standards": [{"amount": "1000.00", "article": "第五条"}],
    "standard_unit": "period",
    "tiers": [
        {
            "name": "all",
            "shares": [
                {"level": "provincial", "kind": "general_budget", "share": "4/5"},
                {"level": "municipal", "kind": "general_budget", "share": "0.2"},
            ],
        }
    ],
    "notice_days": 7,
    "review_levels": ["township", "county"],
    "approval_chain": ["project_lead", "division_leader", "collective_meeting", "unit_head"],
    "deadlines": {"receive": 3, "determine": 10, "inform": 3, "pay": 10},
    "fact_sources": [{"fact": "low_income", "source": "civil_affairs"}],
}


def opening(programme: str, payee: str) -> dict[str, Any]:
    return {
        "programme": programme,
        "name_zh": "药费补助",
        "name_en": "Medicine subsidy",
        "payee_kind": payee,
        "deciding_body": "federation",
        "period_kind": "year",
        "bank_memo": "残补",
    }


PROGRAMME_STEPS: tuple[Step, ...] = (
    Step(
        "open_programme",
        LEAD,
        "/programmes",
        lambda _: opening(PROGRAMME, "person"),
        answers.ProgrammeNamed,
        other={"bank_memo": "补"},
        thing=False,
    ),
    Step(
        "open_programme for institutions",
        LEAD,
        "/programmes",
        lambda _: opening(REHAB, "institution"),
        answers.ProgrammeNamed,
        other={"bank_memo": "补"},
        thing=False,
    ),
    Step(
        "publish_policy",
        LEAD,
        f"/programmes/{PROGRAMME}/policies",
        lambda _: POLICY,
        answers.PolicyPublished,
        other={"notice_days": 8},
    ),
    Step(
        "assign_target",
        LEAD,
        f"/programmes/{PROGRAMME}/targets",
        lambda _: {"fiscal_year": 2017, "level": "municipal", "people": 4, "document": DOCUMENT, "on": "2017-01-02"},
        answers.TargetAssigned,
        other={"people": 5},
    ),
)
