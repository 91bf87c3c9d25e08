"""People and their cases over HTTP, from the registration over the notice to the grant."""

from __future__ import annotations

from typing import Any

from api.http import answers
from tests.http.medicine import AREA, CASE, LEAD, NUMBERS, PROGRAMME, REVIEWER, TOWNSHIP, about, person
from tests.http.stepping import Step, Story

NOTICE_PATH = "/notices/notice-2017-1"


def _registered(story: Story, said: dict[str, Any]) -> None:
    story.people = said["beneficiaries"]


CASE_STEPS: tuple[Step, ...] = (
    Step(
        "register_people",
        TOWNSHIP,
        "/beneficiaries",
        lambda _: {
            "people": [person(number, low_income=number != NUMBERS[3]) for number in NUMBERS],
            "why": "登记",
            "on": "2017-01-03",
        },
        answers.PeopleRegistered,
        thing=False,
        marks=_registered,
    ),
    Step(
        "record_circumstances",
        TOWNSHIP,
        about(0, "/beneficiaries/{}/circumstances"),
        lambda _: {
            "facts": [{"name": "long_term_care", "value": "yes", "source": "survey", "as_of": "2017-01-03"}],
            "on": "2017-01-03",
        },
        other={"on": "2017-01-04"},
    ),
    Step(
        "change_personal_record",
        CASE,
        about(0, "/beneficiaries/{}/record-changes"),
        lambda _: {"record": {"account": "9999990000000014", "phone": ""}, "why": "退回后更正账号"},
        answers.RecordChanged,
        other={"record": {"account": "9999990000000006"}},
    ),
    Step(
        "apply_for_cases",
        TOWNSHIP,
        "/applications",
        lambda story: {"programme": PROGRAMME, "area": AREA, "beneficiaries": story.people, "on": "2017-01-03"},
        answers.CasesDecided,
        other={"on": "2017-01-04"},
        thing=False,
    ),
    *(
        Step(
            f"review_cases of the {level}",
            who,
            "/reviews",
            lambda story, level=level: {  # type: ignore[misc]  # the loop's value, not the loop's last
                "programme": PROGRAMME,
                "beneficiaries": story.people,
                "level": level,
                "favourable": True,
                "opinion": "核查属实",
                "on": "2017-01-09",
            },
            answers.CasesDecided,
            thing=False,
        )
        for level, who in (("township", REVIEWER), ("county", CASE))
    ),
    Step(
        "publish_notice",
        TOWNSHIP,
        "/notices",
        lambda story: {
            "notice_id": "notice-2017-1",
            "programme": PROGRAMME,
            "region": AREA,
            "place": "村务公开栏",
            "hotline": "12385",
            "beneficiaries": story.people,
            "working_days": 7,
            "on": "2017-01-10",
        },
        answers.NoticePosted,
        thing=False,
    ),
    Step(
        "raise_objection",
        TOWNSHIP,
        f"{NOTICE_PATH}/objections",
        lambda story: {
            "objection_id": "o-1",
            "beneficiary": story.people[0],
            "ground": "not_eligible",
            "on": "2017-01-11",
        },
        answers.ObjectionNamed,
    ),
    Step(
        "settle_objection",
        LEAD,
        f"{NOTICE_PATH}/objections/o-1/settle",
        lambda _: {"upheld": False, "finding": "核查属实", "on": "2017-01-12"},
        answers.ObjectionNamed,
    ),
    Step(
        "conclude_notice",
        TOWNSHIP,
        f"{NOTICE_PATH}/conclude",
        lambda _: {"on": "2017-01-20"},
        answers.NoticeNamed,
        other={"on": "2017-01-21"},
    ),
    Step(
        "refuse_case",
        LEAD,
        about(3, f"/cases/{PROGRAMME}~{{}}/refuse"),
        lambda _: {"notice_id": "notice-2017-1", "on": "2017-01-20"},
        answers.CaseRefused,
    ),
    Step(
        "grant_cases",
        LEAD,
        "/grants",
        lambda story: {
            "programme": PROGRAMME,
            "notice_id": "notice-2017-1",
            "beneficiaries": story.people[:3],
            "first_month": "2017-01",
            "on": "2017-01-20",
        },
        answers.CasesDecided,
        other={"on": "2017-01-21"},
        thing=False,
    ),
)
