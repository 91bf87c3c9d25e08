"""What the commands over HTTP are about: the medicine subsidy of 2017 in one district, its people, and who acts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from domain.accounts.roles import Role
from tests.http.stepping import Story

AREA, PROGRAMME, REHAB = "990101", "psy-medicine", "child-rehab"
DOCUMENT = "财社〔2016〕114号"
LINE = f"2017/{PROGRAMME}/{AREA}/municipal/general_budget/{DOCUMENT}"
OTHER_LINE = f"2017/{PROGRAMME}/{AREA}/municipal/general_budget/财社〔2017〕9号"
BATCH = f"{PROGRAMME}/2017/1"
NUMBERS = ("990101198001010014", "99010119491001003X", "990101197103150021", "99010119651204003X")
CODE = "52990101MJ0000001G"
HASH = "ab" * 32
MINUTES = {
    "held_on": "2017-04-20",
    "attendees": ["unit-head", "division-leader", "discipline"],
    "minutes_number": "会议纪要〔2017〕9号",
    "minutes_sha256": HASH,
}

TOWNSHIP, REVIEWER = "township-wu", "township-feng"
CASE, LEAD, FINANCE, CASHIER = Role.CASE_OFFICER, Role.PROJECT_LEAD, Role.FINANCE_OFFICER, "finance-lin"


def person(number: str, **other: Any) -> dict[str, Any]:
    return {
        "name": "李秋实",
        "id_number": number,
        "certificate": f"{number}63",
        "account": "9999990000000006",
        "region": f"{AREA}001001",
        "residence": "rural",
        "low_income": True,
        **other,
    }


def about(index: int, path: str) -> Callable[[Story], str]:
    return lambda story: path.format(story.people[index])
