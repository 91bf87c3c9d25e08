"""审计检查：试查、执行并留存、处理疑点 / Audit checks: look, run and keep, dispose of findings."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answering import shows
from api.http.answers import CheckRunKept, FindingDisposed, Rehearsed
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.querying import Moment, TheQuery
from api.http.router import Router
from api.http.values import Day, choices, path_id, slashed, words
from application.checks.lists import FORM, FORMS, ListForm
from application.checks.registry import CHECKS
from application.checks.running import Asked, Brought, look
from application.commands.checks import DisposeFinding, ListNamed, RunChecks, dispose_finding, run_checks
from application.desk import Desk
from application.imports import Lists
from application.road import Answer, Officer
from domain.checks.events import Disposition, Evidence, Parameter
from domain.checks.rejections import NoSuchList
from domain.money import Money
from domain.uploads import FileDamaged

router = Router(tags=["checks"])

LONGEST_LIST = 8_000_000
"""Letters of a list in base64; bodies as a whole are shorter still."""


class ListBody(Body):
    """An external list: which it is, and its file (.xlsx, .xls, .csv) in base64."""

    name: Annotated[str, Field(pattern=r"^[a-z_]{1,40}$", examples=["deaths"], description="名单种类 / Kind of list")]
    content: Annotated[
        str, Field(min_length=1, max_length=LONGEST_LIST, description="文件内容，base64 / The file, base64")
    ]


class ParameterBody(Body):
    """A limit of a check, other than its default."""

    check: Annotated[str, Field(pattern=r"^C[0-9]{2}$", examples=["C15"])]
    name: Annotated[str, Field(pattern=r"^[a-z_]{1,60}$", examples=["held_days_county"])]
    value: Annotated[int, Field(strict=True, ge=0, le=10**12, examples=[30])]


class CheckRunBody(Body):
    """Which checks to run (none named: all that the lists allow), as of what, on which lists, with which limits."""

    checks: list[Annotated[str, Field(pattern=r"^C[0-9]{2}$", examples=["C01"])]] = Field(
        default=[], max_length=32, description="检查编号 / Checks"
    )
    entries_to: Annotated[
        int | None, Field(strict=True, ge=0, le=10**15, description="截至位次 / Entries up to a position")
    ] = None
    effective: Day
    lists: list[ListBody] = Field(default=[], max_length=40)
    parameters: list[ParameterBody] = Field(default=[], max_length=100)


@dataclass(frozen=True, slots=True)
class CheckShown:
    """A check: its condition in both languages, the rule it rests on, the lists it needs or uses, its limits."""

    check: str
    name: str
    zh: str
    en: str
    condition_zh: str
    condition_en: str
    basis: str
    needs: tuple[str, ...]
    uses: tuple[str, ...]
    parameters: tuple[Parameter, ...]


@dataclass(frozen=True, slots=True)
class FindingShown:
    """What a check found; `finding` is its id, were it kept."""

    finding: str
    check: str
    subject: str
    programme: str
    amount: Money
    evidence: tuple[Evidence, ...]


@router.get("/checks")
@shows(CheckShown, many=True)
def checks(query: TheQuery) -> Response:
    """审计检查目录 / The audit checks there are."""
    query.may("look_for_findings")
    items = [
        CheckShown(
            each.id,
            each.name,
            each.zh,
            each.en,
            each.condition_zh,
            each.condition_en,
            each.basis,
            each.needs,
            each.uses,
            tuple(Parameter(each.id, name, value) for name, value in each.parameters.items()),
        )
        for each in CHECKS
    ]
    return query.answer(query.moment(), {"items": items})


@router.get("/check-lists")
@shows(ListForm, many=True)
def check_lists(query: TheQuery) -> Response:
    """检查所用的外部名单及其栏目 / The external lists that checks look at, and their columns."""
    query.may("look_for_findings")
    return query.answer(query.moment(), {"items": FORMS})


@router.post("/findings/search")
@shows(FindingShown, many=True)
def look_for_findings(body: CheckRunBody, query: TheQuery) -> Response:
    """执行检查而不留存 / Run checks and keep nothing."""
    query.may("look_for_findings")
    caller = query.caller
    asked = Asked(tuple(body.checks), body.entries_to, body.effective, _limits(body))
    brought = _read(body.lists, caller.services.lists)
    looked = look(asked, brought, by=caller.officer, desk=caller.services.desk)
    items = [
        FindingShown(f"{check}/{one.key}", check, one.subject, one.programme, one.amount, one.evidence)
        for check, own in looked.found.items()
        for one in own
    ]
    return query.answer(Moment(looked.as_of, body.effective), {"items": items})


@router.post("/check-runs", response_model=CheckRunKept | Rehearsed)
def run(body: CheckRunBody, command: TheCommand) -> Response:
    """执行检查并留存疑点 / Run checks and keep what they find."""
    command.caller.may("run_checks")
    brought = _read(body.lists, command.caller.services.lists)
    ask = RunChecks(
        command_id=command.id,
        checks=tuple(body.checks),
        as_of=body.entries_to,
        effective=body.effective,
        lists=tuple(ListNamed(name=each.name, sha256=each.sha256) for each in brought),
        parameters=_limits(body),
    )

    def keep(ask: RunChecks, *, by: Officer, desk: Desk) -> Answer:
        return run_checks(ask, brought, by=by, desk=desk)

    return command.take(keep, ask)


class DispositionBody(Body):
    """What becomes of a finding, and why."""

    disposition: Annotated[Disposition, Field(description=choices(Disposition))]
    reason: Annotated[str, words("理由，不含个人信息", "Reason, without personal data")]
    on: Day


Finding = Annotated[str, path_id("疑点编号", "Finding id", "C01~0123456789abcdef01234567")]


@router.post("/findings/{finding}/dispositions", response_model=FindingDisposed | Rehearsed)
def dispose(finding: Finding, body: DispositionBody, command: TheCommand) -> Response:
    """处理疑点：核实、排除、整改、移送 / Say what becomes of a finding."""
    ask = DisposeFinding(
        command_id=command.id,
        finding=slashed(finding),
        disposition=body.disposition,
        reason=body.reason,
        on=body.on,
    )
    return command.take(dispose_finding, ask, thing=f"finding/{ask.finding}")


def _limits(body: CheckRunBody) -> tuple[Parameter, ...]:
    return tuple(Parameter(each.check, each.name, each.value) for each in body.parameters)


def _read(lists: Sequence[ListBody], reader: Lists) -> list[Brought]:
    found = []
    for index, each in enumerate(lists):
        if each.name not in FORM:
            raise NoSuchList(f"lists[{index}].name", list=each.name)
        try:
            content = base64.b64decode(each.content, validate=True)
        except (binascii.Error, ValueError):
            raise FileDamaged(f"lists[{index}].content") from None
        reading = reader.read_external(FORM[each.name], content)
        rows = reading.accept({doubt.code for doubt in reading.doubts})
        found.append(Brought(each.name, reading.sha256, rows))
    return found
