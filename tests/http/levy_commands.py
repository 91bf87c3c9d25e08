"""The levy and the charges over HTTP, from the terms to what came in."""

from __future__ import annotations

from typing import Any

from api.http import levy_answers as answers
from domain.accounts.roles import Role
from tests.http.stepping import Step

CASE, LEAD, FINANCE, HEAD = Role.CASE_OFFICER, Role.PROJECT_LEAD, Role.FINANCE_OFFICER, Role.UNIT_HEAD
EMPLOYER = "91990101MA0000001Y"
HERE = f"/levy-assessments/2017~{EMPLOYER}"
ANNOUNCEMENT = "财政部公告2023年第8号"
TERMS: dict[str, Any] = {
    "fiscal_year": 2017,
    "region": "990101",
    "rate": "3/200",
    "document": "省财综〔2016〕5号",
    "weights": [
        {"group": "severe", "name": "一至二级残疾人证", "counts_as": 2},
        {"group": "others", "name": "其他残疾职工", "counts_as": 1},
    ],
    "cap_times": "2",
    "average_wage": "60000.00",
    "average_wage_source": "统计公报",
    "reduction": {
        "stairs": [{"from_share": "0", "pays": "0.9"}, {"from_share": "0.01", "pays": "0.5"}],
        "document": ANNOUNCEMENT,
        "until": "2027-12-31",
    },
    "exemption": {"most_employees": 30, "document": ANNOUNCEMENT, "until": "2027-12-31"},
    "rounded_to": "fen",
    "rounding": "half_up",
    "due_days": 30,
    "defer_months_most": 6,
    "on": "2017-03-01",
}
FIGURES: dict[str, Any] = {
    "headcount": "112.5",
    "arranged": [{"group": "others", "people": "1"}],
    "average_wage": "70000.12",
}
DECIDED: dict[str, Any] = {"document": "财综〔2017〕9号", "on": "2017-06-12"}

LEVY_STEPS: tuple[Step, ...] = (
    Step("set_levy_terms", LEAD, "/levy-terms", lambda _: TERMS, answers.LevyTermsNamed, {"due_days": 60}, thing=False),
    Step(
        "assess_levy",
        CASE,
        "/levy-assessments",
        lambda _: (
            FIGURES
            | {
                "fiscal_year": 2017,
                "region": "990101",
                "employer": EMPLOYER,
                "name": "示例制造厂",
                "on": "2017-06-05",
            }
        ),
        answers.LevyWorkedOut,
        {"headcount": "200"},
        thing=False,
    ),
    Step(
        "correct_levy",
        CASE,
        f"{HERE}/corrections",
        lambda _: FIGURES | {"headcount": "113", "reason": "季节工折算有误", "on": "2017-06-08"},
        answers.LevyWorkedOut,
        {"headcount": "200"},
    ),
    Step(
        "relieve_levy",
        HEAD,
        f"{HERE}/reliefs",
        lambda _: DECIDED | {"amount": "1000.00"},
        answers.LevyPaidOrRelieved,
        {"amount": "2000.00"},
    ),
    Step(
        "defer_levy",
        HEAD,
        f"{HERE}/deferrals",
        lambda _: DECIDED | {"until": "2017-10-31"},
        answers.LevyPutOff,
        {"until": "2017-11-30"},
    ),
    Step(
        "receive_levy",
        FINANCE,
        f"{HERE}/receipts",
        lambda _: {"amount": "20000.00", "voucher": "残保-1", "on": "2017-07-03"},
        answers.LevyPaidOrRelieved,
        {"amount": "10000.00"},
    ),
    Step(
        "correct_levy",
        CASE,
        f"{HERE}/corrections",
        lambda _: (
            FIGURES | {"arranged": [{"group": "severe", "people": "1"}], "reason": "二级证漏算", "on": "2017-07-05"}
        ),
        answers.LevyWorkedOut,
        {"headcount": "200"},
    ),
    Step(
        "remit_revenue",
        FINANCE,
        "/revenue/remittances",
        lambda _: {
            "fiscal_year": 2017,
            "kind": "employment_security_fund",
            "amount": "20000.00",
            "voucher": "缴库-残保-1",
            "on": "2017-07-06",
        },
        other={"amount": "1.00"},
        thing=False,
    ),
    Step(
        "refund_levy",
        HEAD,
        f"{HERE}/refunds",
        lambda _: {"amount": "5000.00", "document": "财综〔2017〕12号", "voucher": "退库-1", "on": "2017-07-10"},
        answers.LevyGivenBack,
        {"amount": "10.00"},
    ),
    Step(
        "set_charge",
        FINANCE,
        "/charges",
        lambda _: {
            "charge": "training",
            "name": "技能培训",
            "unit": "人次",
            "price": "80.00",
            "document": "价费〔2016〕3号",
            "valid_from": "2017-01-01",
            "on": "2017-01-03",
        },
        answers.ChargeNamed,
        {"price": "90.00"},
        thing=False,
    ),
    Step(
        "collect_fee",
        FINANCE,
        "/charges/training/fees",
        lambda _: {"units": 3, "amount": "240.00", "voucher": "票-1", "on": "2017-05-08"},
        answers.FeeTaken,
        {"units": 4},
    ),
)
