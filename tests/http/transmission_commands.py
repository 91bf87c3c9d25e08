"""The commands on money between ledgers over HTTP, in an order in which each can be done."""

from __future__ import annotations

from api.http.routers import transmissions as answers
from domain.accounts.roles import Role
from tests.http.stepping import Step

FINANCE, LEADER = Role.FINANCE_OFFICER, Role.DIVISION_LEADER
FROM_ABOVE, DOWN = "市财社〔2017〕70号", "区财社〔2017〕71号"
CAME = f"2017/psy-medicine/990101/national/general_budget/{FROM_ABOVE}"
SENT = f"2017~psy-medicine~990101~township-east~{DOWN}"
NATIONAL = {"level": "national", "kind": "general_budget"}

TRANSMISSION_STEPS: tuple[Step, ...] = (
    Step(
        "set_transmission_rule",
        LEADER,
        "/transmission-rules",
        lambda _: {
            "valid_from": "2017-01-01",
            "to_levels": ["township"],
            "instead": "由财政部门下达",
            "document": "区残联发〔2017〕2号",
            "on": "2017-01-03",
        },
        thing=False,
    ),
    Step(
        "receive_funds",
        FINANCE,
        "/received-funds",
        lambda _: {
            "programme": "psy-medicine",
            "fiscal_year": 2017,
            "region": "990101",
            "from_ledger": "city-990100",
            "from_region": "990100",
            "document": FROM_ABOVE,
            "shares": [{**NATIONAL, "amount": "100.00"}],
            "on": "2017-06-01",
        },
        answers.Received,
        thing=False,
    ),
    Step(
        "transmit_funds",
        FINANCE,
        "/transmissions",
        lambda _: {
            "to_ledger": "township-east",
            "to_region": "990101001000",
            "document": DOWN,
            "parts": [{"line": CAME, "amount": "10.00"}],
            "on": "2017-06-20",
        },
        answers.Transmitted,
        thing=False,
    ),
    Step(
        "take_back_funds",
        FINANCE,
        f"/transmissions/{SENT}/takings-back",
        lambda _: {"document": "区财社〔2017〕90号", "on": "2017-11-01"},
        answers.Transmitted,
        other={"on": "2017-11-02"},
    ),
)
