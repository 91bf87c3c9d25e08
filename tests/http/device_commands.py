"""Devices in kind over HTTP, from the kind to the count."""

from __future__ import annotations

from typing import Any

from api.http import device_answers as answers
from domain.accounts.roles import Role
from tests.http.stepping import Step

CASE, LEAD = Role.CASE_OFFICER, Role.PROJECT_LEAD
HERE = "/devices/child-rehab"
CODE = "52990101MJ0000001G"
KIND: dict[str, Any] = {"kind": "wheelchair", "on": "2017-01-09"}

DEVICE_STEPS: tuple[Step, ...] = (
    Step(
        "set_device_kind",
        LEAD,
        "/device-kinds",
        lambda _: (
            KIND
            | {
                "programme": "child-rehab",
                "name_zh": "轮椅",
                "name_en": "Wheelchair",
                "service_life_months": 60,
                "region": "990101",
                "document": "残联发〔2017〕5号",
            }
        ),
        answers.DeviceKindNamed,
        other={"service_life_months": 36},
    ),
    Step(
        "set_device_target",
        LEAD,
        f"{HERE}/targets",
        lambda _: KIND | {"fiscal_year": 2017, "target": 4, "due_on": "2017-10-19", "document": "残联发〔2017〕6号"},
        answers.DeviceKindNamed,
        other={"target": 5},
    ),
    Step(
        "receive_devices",
        CASE,
        f"{HERE}/receipts",
        lambda _: KIND | {"batch": "W-1", "supplier": CODE, "document": "入库1", "quantity": 3},
        answers.DevicesMoved,
        other={"quantity": 4},
    ),
    Step(
        "remove_devices",
        CASE,
        f"{HERE}/removals",
        lambda _: KIND | {"batch": "W-1", "quantity": 1, "reason": "damaged", "document": "报损1"},
        answers.DevicesMoved,
        other={"quantity": 2},
    ),
    Step(
        "fit_device",
        Role.TOWNSHIP,
        f"{HERE}/fittings",
        lambda story: (
            KIND | {"beneficiary": story.people[0], "batch": "W-1", "signed_by": "self", "form_sha256": "ab" * 32}
        ),
        answers.DevicesMoved,
        other={"signed_by": "family"},
    ),
    Step(
        "count_devices",
        Role.FINANCE_OFFICER,
        f"{HERE}/counts",
        lambda _: KIND | {"counted": 1},
        answers.DevicesCounted,
        other={"counted": 2},
    ),
)
