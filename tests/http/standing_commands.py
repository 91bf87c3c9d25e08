"""What befalls those who are paid, over HTTP: checks, suspension, the end of a case, death and a move."""

from __future__ import annotations

from api.http import answers
from tests.http.medicine import CASE, LEAD, PROGRAMME, TOWNSHIP, about
from tests.http.stepping import Step

STANDING_STEPS: tuple[Step, ...] = (
    Step(
        "recheck_case",
        CASE,
        about(0, f"/cases/{PROGRAMME}~{{}}/recheck"),
        lambda _: {"on": "2017-10-09"},
        answers.CaseChecked,
    ),
    Step(
        "suspend_case",
        CASE,
        about(0, f"/cases/{PROGRAMME}~{{}}/suspend"),
        lambda _: {"reason": "certificate_expired", "from_month": "2017-11", "on": "2017-10-10"},
    ),
    Step(
        "recheck_case once more",
        CASE,
        about(0, f"/cases/{PROGRAMME}~{{}}/recheck"),
        lambda _: {"on": "2017-11-20"},
        answers.CaseChecked,
    ),
    Step(
        "resume_case",
        CASE,
        about(0, f"/cases/{PROGRAMME}~{{}}/resume"),
        lambda _: {"from_month": "2017-12", "back_pay_months": 1, "on": "2017-12-01"},
    ),
    Step(
        "revoke_case",
        LEAD,
        about(0, f"/cases/{PROGRAMME}~{{}}/revoke"),
        lambda _: {"reason": "withdrawn", "from_month": "2018-01", "on": "2017-12-20"},
    ),
    Step(
        "record_death",
        TOWNSHIP,
        about(1, "/beneficiaries/{}/death"),
        lambda _: {"died_on": "2017-12-24", "source": "民政局殡葬信息"},
        other={"died_on": "2017-12-25"},
    ),
    Step(
        "record_move",
        TOWNSHIP,
        about(2, "/beneficiaries/{}/move"),
        lambda _: {"moved_on": "2017-12-28", "to_region": "990201"},
        other={"moved_on": "2017-12-27"},
    ),
)
