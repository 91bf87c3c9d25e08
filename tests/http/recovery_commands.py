"""A recovery over HTTP: ordered, paid in part, written off."""

from __future__ import annotations

from api.http import answers
from domain.accounts.roles import Role
from tests.http.medicine import CASE, FINANCE, MINUTES, PROGRAMME
from tests.http.stepping import Step

RECOVERY_STEPS: tuple[Step, ...] = (
    Step(
        "order_recovery",
        CASE,
        "/recoveries",
        lambda story: {
            "recovery_id": "r-1",
            "payout_id": f"{PROGRAMME}/2017/{story.people[0]}",
            "amount": "500.00",
            "ground": "not_eligible",
            "instalments": [
                {"due_on": "2017-07-01", "amount": "300.00"},
                {"due_on": "2017-08-01", "amount": "200.00"},
            ],
            "on": "2017-06-05",
        },
        answers.RecoveryNamed,
        thing=False,
    ),
    Step(
        "receive_instalment",
        FINANCE,
        "/recoveries/r-1/instalments",
        lambda _: {"amount": "300.00", "bank_reference": "回款1号", "on": "2017-07-01"},
        answers.RecoveryNamed,
    ),
    Step(
        "write_off_recovery",
        Role.COLLECTIVE_MEETING,
        "/recoveries/r-1/write-offs",
        lambda _: {
            "amount": "200.00",
            "reason": "无力偿还",
            "minutes": MINUTES | {"held_on": "2017-09-04"},
            "on": "2017-09-04",
        },
        answers.RecoveryNamed,
    ),
)
