"""A batch over HTTP: submitted, sent back, approved, released, answered by the bank, closed."""

from __future__ import annotations

from typing import Any

from api.http import answers
from domain.accounts.roles import Role
from tests.http.medicine import AREA, CASHIER, FINANCE, HASH, MINUTES, PROGRAMME
from tests.http.stepping import Step, Story

BATCH_PATH = "/batches/psy-medicine~2017~1"


def _submitted(story: Story, said: dict[str, Any]) -> None:
    story.digest = said["digest"]


def _batch(number: str) -> dict[str, Any]:
    return {"programme": PROGRAMME, "region": AREA, "period": "2017", "number": number, "on": "2017-04-17"}


def _approval(step: Role, who: Role) -> Step:
    minutes = MINUTES if step is Role.COLLECTIVE_MEETING else None
    return Step(
        f"approve_batch as {step.value}",
        who,
        "/batches/psy-medicine~2017~1/approvals",
        lambda story: {"step": step.value, "digest": story.digest, "minutes": minutes, "on": "2017-04-20"},
        answers.BatchApproved,
    )


BATCH_STEPS: tuple[Step, ...] = (
    Step(
        "submit_batch",
        FINANCE,
        "/batches",
        lambda story: {
            **_batch("1"),
            "listed": [{"beneficiary": person, "amount": "1000.00"} for person in story.people[:3]],
        },
        answers.BatchSubmitted,
        thing=False,
        marks=_submitted,
    ),
    Step(
        "send_batch_back",
        Role.PROJECT_LEAD,
        f"{BATCH_PATH}/send-back",
        lambda _: {"step": "project_lead", "reason": "名单有误", "on": "2017-04-17"},
        answers.BatchNamed,
    ),
    Step(
        "submit_batch anew",
        FINANCE,
        "/batches",
        lambda _: _batch("1"),
        answers.BatchSubmitted,
        thing=False,
        marks=_submitted,
    ),
    _approval(Role.PROJECT_LEAD, Role.PROJECT_LEAD),
    _approval(Role.DIVISION_LEADER, Role.DIVISION_LEADER),
    _approval(Role.COLLECTIVE_MEETING, Role.COLLECTIVE_MEETING),
    _approval(Role.UNIT_HEAD, Role.UNIT_HEAD),
    Step(
        "release_batch",
        CASHIER,
        f"{BATCH_PATH}/release",
        lambda _: {"value_date": "2017-04-25"},
        answers.BatchReleased,
        other={"value_date": "2017-04-26"},
    ),
    Step(
        "post_bank_result",
        FINANCE,
        f"{BATCH_PATH}/bank-results",
        lambda story: {
            "statement": "银行回单",
            "statement_sha256": HASH,
            "lines": [
                {"kind": "settled", "beneficiary": story.people[0], "amount": "1000.00"},
                *(
                    {
                        "kind": "returned",
                        "beneficiary": person,
                        "amount": "1000.00",
                        "reason": "account_closed",
                        "bank_words": "已销户",
                    }
                    for person in story.people[1:3]
                ),
            ],
            "on": "2017-04-26",
        },
        answers.BankResultPosted,
    ),
    Step(
        "reissue_payouts",
        CASHIER,
        f"{BATCH_PATH}/reissue",
        lambda story: {"beneficiaries": [story.people[1]], "value_date": "2017-05-03"},
        answers.PayoutsReissued,
        other={"value_date": "2017-05-04"},
    ),
    Step(
        "cancel_payouts",
        FINANCE,
        f"{BATCH_PATH}/cancel",
        lambda _: {"beneficiaries": "all_returned", "reason": "本人放弃", "on": "2017-05-04"},
        answers.PayoutsCancelled,
    ),
    Step(
        "post_bank_result for what was sent again",
        FINANCE,
        f"{BATCH_PATH}/bank-results",
        lambda story: {
            "statement": "银行回单2",
            "statement_sha256": HASH,
            "lines": [{"kind": "settled", "beneficiary": story.people[1], "amount": "1000"}],
            "on": "2017-05-04",
        },
        answers.BankResultPosted,
    ),
    Step(
        "post_late_returns",
        FINANCE,
        f"{BATCH_PATH}/late-returns",
        lambda story: {
            "statement": "退回通知1号",
            "statement_sha256": HASH,
            "lines": [
                {
                    "beneficiary": story.people[1],
                    "amount": "1000.00",
                    "reason": "account_closed",
                    "bank_words": "入账后销户退汇",
                }
            ],
            "on": "2017-05-05",
        },
        answers.LateReturnsPosted,
    ),
    Step(
        "reissue_payouts that came back late",
        CASHIER,
        f"{BATCH_PATH}/reissue",
        lambda _: {"beneficiaries": "all_returned", "value_date": "2017-05-05"},
        answers.PayoutsReissued,
        other={"value_date": "2017-05-06"},
    ),
    Step(
        "post_bank_result for what came back late",
        FINANCE,
        f"{BATCH_PATH}/bank-results",
        lambda story: {
            "statement": "银行回单3",
            "statement_sha256": HASH,
            "lines": [{"kind": "settled", "beneficiary": story.people[1], "amount": "1000"}],
            "on": "2017-05-05",
        },
        answers.BankResultPosted,
    ),
    Step(
        "close_batch",
        FINANCE,
        f"{BATCH_PATH}/close",
        lambda _: {"on": "2017-05-05"},
        answers.BatchNamed,
    ),
)
