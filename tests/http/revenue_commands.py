"""Revenue over HTTP: collected, and remitted to the treasury."""

from __future__ import annotations

from tests.http.medicine import FINANCE
from tests.http.stepping import Step

REVENUE_STEPS: tuple[Step, ...] = (
    Step(
        "collect_revenue",
        FINANCE,
        "/revenue/collections",
        lambda _: {
            "fiscal_year": 2017,
            "kind": "employment_security_fund",
            "amount": "800000.00",
            "voucher": "V-1",
            "on": "2017-10-09",
        },
        thing=False,
    ),
    Step(
        "remit_revenue",
        FINANCE,
        "/revenue/remittances",
        lambda _: {
            "fiscal_year": 2017,
            "kind": "employment_security_fund",
            "amount": "800000",
            "voucher": "V-2",
            "on": "2017-10-31",
        },
        thing=False,
    ),
)
