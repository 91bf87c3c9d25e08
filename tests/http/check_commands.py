"""Audit checks over HTTP: run with a list of deaths, and what they found disposed of."""

from __future__ import annotations

import base64
import hashlib

from api.http import answers
from domain.accounts.roles import Role
from tests.http.medicine import NUMBERS, PROGRAMME
from tests.http.stepping import Step, Story

DEATHS = base64.b64encode(f"身份证号,死亡日期\n{NUMBERS[1]},2016-05-03\n".encode()).decode()


def _found(story: Story) -> str:
    """Return the address of what the check of deaths finds: somebody paid for a year long after their death."""
    named = f"C01\0{PROGRAMME}/2017/{story.people[1]}"
    return f"/findings/C01~{hashlib.sha256(named.encode()).hexdigest()[:24]}/dispositions"


CHECK_STEPS: tuple[Step, ...] = (
    Step(
        "run_checks",
        Role.INSPECTOR,
        "/check-runs",
        lambda _: {
            "checks": ["C01"],
            "effective": "2017-12-31",
            "lists": [{"name": "deaths", "content": DEATHS}],
        },
        answers.CheckRunKept,
        other={"effective": "2017-12-30"},
        thing=False,
    ),
    Step(
        "dispose_finding",
        Role.INSPECTOR,
        _found,
        lambda _: {"disposition": "rectified", "reason": "已责令退回", "on": "2018-01-05"},
        answers.FindingDisposed,
        other={"reason": "已责令退还"},
    ),
)
