"""合同履行：人员名册、月度服务验收、扣款 / Contracts: staff lists, a month's service accepted, deductions."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import AgreementNamed, Rehearsed
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.contract_answers import AmountDeducted, ServiceMonthAccepted
from api.http.router import Router
from api.http.routers.agreements import Agreement
from api.http.values import BeneficiaryId, Day, MonthText, Reference, Text, Yuan, read_by, slashed
from application.commands import contracts
from application.commands.contracts import AcceptServiceMonth, DeductAmount, RecordStaffing
from domain.attendance.decisions import ServiceLine
from domain.attendance.rejections import TimesMissing

router = Router(tags=["agreements"])


def _minutes(text: str) -> int:
    hour, _, minute = text.partition(":")
    if not (hour.isdecimal() and minute.isdecimal() and len(minute) == 2):
        raise TimesMissing("start", given=text[:10])
    return int(hour) * 60 + int(minute)


Clock = Annotated[
    int,
    *read_by(
        _minutes,
        {
            "pattern": r"^([01][0-9]|2[0-3]):[0-5][0-9]$|^24:00$",
            "examples": ["08:30"],
            "description": "时刻 / Time of the day",
        },
        exact=True,
    ),
]


class StaffingBody(Body):
    """Who could work in a month; `document` is the staff list's number. Recorded again, the last counts."""

    month: MonthText
    staff: Annotated[int, Field(strict=True, ge=1, le=10_000, description="名册人数 / People on the staff list")]
    working_days: Annotated[int, Field(strict=True, ge=1, le=31, description="工作日数 / Working days")]
    hours_a_day: Annotated[int, Field(strict=True, ge=1, le=24, description="每日工时（小时） / Hours a day")]
    document: Reference
    on: Day


class ServiceLineBody(Body):
    """One service record: by the hour with its times, by the piece with its number; signed for or not accepted."""

    beneficiary: BeneficiaryId
    day: Day
    start: Clock | None = None
    end: Clock | None = None
    count: Annotated[int | None, Field(strict=True, ge=1, le=100_000, description="件数 / Pieces")] = None
    signed_on: Annotated[Day | None, Field(description="签字日期 / The day it was signed for")] = None


class ServiceMonthBody(Body):
    """A month's records; `sheet` is the number of the acceptance sheet (验收单)."""

    month: MonthText
    sheet: Reference
    lines: Annotated[list[ServiceLineBody], Field(min_length=1, max_length=5000)]
    on: Day


class DeductionBody(Body):
    """What is paid less of a month's service: of one person's, or (nobody named) of everybody's in proportion."""

    month: MonthText
    amount: Yuan
    beneficiary: Annotated[BeneficiaryId | None, Field(description="人员编号，可空 / Whose, or nobody's")] = None
    reason: Text
    document: Reference
    on: Day


@router.post("/agreements/{agreement}/staffing", response_model=AgreementNamed | Rehearsed)
def record_staffing(agreement: Agreement, body: StaffingBody, command: TheCommand) -> Response:
    """登记当月人员名册 / Record who could work in a month."""
    ask = RecordStaffing(
        command_id=command.id,
        agreement_id=slashed(agreement),
        month=body.month,
        staff=body.staff,
        working_days=body.working_days,
        hours_a_day=body.hours_a_day,
        document=body.document,
        on=body.on,
    )
    return command.take(contracts.record_staffing, ask, thing=f"agreement/{ask.agreement_id}")


@router.post("/agreements/{agreement}/service-months", response_model=ServiceMonthAccepted | Rehearsed)
def accept_service_month(agreement: Agreement, body: ServiceMonthBody, command: TheCommand) -> Response:
    """验收当月服务 / Accept a month's service by its records."""
    ask = AcceptServiceMonth(
        command_id=command.id,
        agreement_id=slashed(agreement),
        month=body.month,
        sheet=body.sheet,
        lines=tuple(
            ServiceLine(line.beneficiary, line.day, line.start, line.end, line.count, line.signed_on)
            for line in body.lines
        ),
        on=body.on,
    )
    return command.take(contracts.accept_service_month, ask, thing=f"agreement/{ask.agreement_id}")


@router.post("/agreements/{agreement}/deductions", response_model=AmountDeducted | Rehearsed)
def deduct_amount(agreement: Agreement, body: DeductionBody, command: TheCommand) -> Response:
    """扣款 / Deduct from a month's accepted service."""
    ask = DeductAmount(
        command_id=command.id,
        agreement_id=slashed(agreement),
        month=body.month,
        amount=body.amount,
        beneficiary=body.beneficiary or "",
        reason=body.reason,
        document=body.document,
        on=body.on,
    )
    return command.take(contracts.deduct_amount, ask, thing=f"agreement/{ask.agreement_id}")
