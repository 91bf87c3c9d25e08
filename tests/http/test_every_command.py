"""No command of the office is out of the service's reach."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

from api.http.app import create_app
from application import commands

HTTP = Path(__file__).parents[2] / "api" / "http"
FOR_THE_MACHINE = {"AppointFirstAdministrator", "AnnounceKeys", "RecordKeyRotation"}
"""What is done on the machine itself: by `init`, by `signer rotate`, by `vault rotate`."""


def every_command() -> set[str]:
    """Name the classes of application/commands that are commands: dataclasses with a command id."""
    found = set()
    for module in pkgutil.walk_packages(commands.__path__, f"{commands.__name__}."):
        for each in vars(importlib.import_module(module.name)).values():
            if is_dataclass(each) and isinstance(each, type) and each.__module__ == module.name:
                found |= {each.__name__} if "command_id" in {field.name for field in fields(each)} else set()
    return found


def constructed() -> Iterator[str]:
    """Name every class that a function of the routers makes an object of."""
    for path in (HTTP / "routers").glob("*.py"):
        for function in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(function, ast.FunctionDef) and function.decorator_list:
                for call in ast.walk(function):
                    if isinstance(call, ast.Call) and isinstance(call.func, ast.Name | ast.Attribute):
                        yield call.func.id if isinstance(call.func, ast.Name) else call.func.attr


def test_there_is_a_route_for_every_command() -> None:
    known = every_command()
    assert {"ReleaseBatch", "RegisterPeople", "ChangePersonalRecord"} <= known
    assert known - set(constructed()) - FOR_THE_MACHINE == set()


def test_every_command_takes_a_key_and_may_be_rehearsed() -> None:
    app = create_app(lambda: None)  # type: ignore[arg-type, return-value]  # the document needs nothing open
    without = [
        f"{method} {path}"
        for path, operations in app.openapi()["paths"].items()
        for method, operation in operations.items()
        if "Rehearsed" in str(operation["responses"].get("200"))
        and not {"idempotency-key", "prefer", "if-match"} <= {one["name"] for one in operation["parameters"]}
    ]
    assert without == []
    names = [
        operation["operationId"] for operations in app.openapi()["paths"].values() for operation in operations.values()
    ]
    assert len(names) == len(set(names))


def test_every_value_of_every_enumeration_is_called_something_in_chinese() -> None:
    from api.http.enum_words import zh_of
    from application.commands.personal_files import SameOrNot
    from domain.batches.events import PayoutKind
    from domain.checks.events import Disposition
    from domain.eligibility.events import StopReason
    from domain.inspections.events import FrameKind
    from domain.inspections.visit_events import NotMetReason, VisitFindingKind, VisitFindingOutcome
    from domain.levels import FundKind, GovernmentLevel
    from domain.notices.events import ObjectionGround
    from domain.payouts.events import ReturnReason
    from domain.periods import PeriodKind
    from domain.programmes.events import DecidingBody, PayeeKind
    from domain.programmes.policy import ApprovalStep, StandardUnit
    from domain.recoveries.events import RecoveryGround
    from domain.revenue.events import RevenueKind

    asked = (
        SameOrNot,
        Disposition,
        FrameKind,
        NotMetReason,
        VisitFindingKind,
        VisitFindingOutcome,
        PayoutKind,
        StopReason,
        FundKind,
        GovernmentLevel,
        ObjectionGround,
        ReturnReason,
        PeriodKind,
        DecidingBody,
        PayeeKind,
        ApprovalStep,
        StandardUnit,
        RecoveryGround,
        RevenueKind,
    )
    assert [str(value) for kind in asked for value in kind if zh_of(value).isascii()] == []
