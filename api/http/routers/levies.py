"""残保金：征收标准、核定、更正、减免、缓缴、收缴 / The levy: terms, assessments, relief, deferral, receipts."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import Rehearsed
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.levy_answers import LevyGivenBack, LevyPaidOrRelieved, LevyPutOff, LevyTermsNamed, LevyWorkedOut
from api.http.levy_terms import ArrangedBody, LevyTermsBody, PeopleNumber
from api.http.router import Router
from api.http.values import Day, Document, Reference, RegionText, Year, Yuan, path_id, slashed, words
from application.commands import levies
from application.commands.levies import (
    AssessLevy,
    CorrectLevy,
    DeferLevy,
    ReceiveLevy,
    RefundLevy,
    RelieveLevy,
    SetLevyTerms,
)
from domain.levies.events import ArrangedPeople, EmployerFigures

router = Router(tags=["levy"])

Assessment = Annotated[str, path_id("核定编号 年度/信用代码", "Assessment id", "2024~91990101MA0000001Y")]


class FiguresBody(Body):
    """An employer's year before: staff and disabled staff on average, average wage of the year."""

    headcount: PeopleNumber
    arranged: list[ArrangedBody] = Field(default=[], max_length=20)
    average_wage: Yuan

    def figures(self) -> EmployerFigures:
        """Return them as the domain has them."""
        people = tuple(ArrangedPeople(one.group, one.people) for one in self.arranged)
        return EmployerFigures(self.headcount, people, self.average_wage)


class AssessmentBody(FiguresBody):
    """Whom to assess for which year; `employer` is the unified social credit code."""

    fiscal_year: Year
    region: RegionText
    employer: Annotated[str, words("用人单位统一社会信用代码", "Employer's unified social credit code", most=20)]
    name: Annotated[str, words("用人单位名称", "What the employer is called", most=60)]
    on: Day


class LevyCorrectionBody(FiguresBody):
    """The figures in the place of those that were assessed, and why."""

    reason: Annotated[str, words("更正理由", "Why")]
    on: Day


class ReliefBody(Body):
    """How much need not be paid, by which document."""

    amount: Yuan
    document: Document
    on: Day


class DeferralBody(Body):
    """Until when it may be paid, by which document."""

    until: Day
    document: Document
    on: Day


class LevyReceiptBody(Body):
    """What the employer paid, and the voucher of it."""

    amount: Yuan
    voucher: Reference
    on: Day


class RefundBody(Body):
    """What the treasury gives back, by which document, and the voucher of it."""

    amount: Yuan
    document: Document
    voucher: Reference
    on: Day


@router.post("/levy-terms", response_model=LevyTermsNamed | Rehearsed)
def set_levy_terms(body: LevyTermsBody, command: TheCommand) -> Response:
    """设定残保金征收标准 / Set the terms of a year's levy."""
    ask = SetLevyTerms(
        command_id=command.id, fiscal_year=body.fiscal_year, region=body.region, terms=body.terms(), on=body.on
    )
    return command.take(levies.set_levy_terms, ask)


@router.post("/levy-assessments", response_model=LevyWorkedOut | Rehearsed)
def assess_levy(body: AssessmentBody, command: TheCommand) -> Response:
    """核定用人单位应缴残保金 / Assess what an employer owes."""
    ask = AssessLevy(
        command_id=command.id,
        fiscal_year=body.fiscal_year,
        region=body.region,
        employer=body.employer,
        name=body.name,
        figures=body.figures(),
        on=body.on,
    )
    return command.take(levies.assess_levy, ask)


@router.post("/levy-assessments/{assessment}/corrections", response_model=LevyWorkedOut | Rehearsed)
def correct_levy(assessment: Assessment, body: LevyCorrectionBody, command: TheCommand) -> Response:
    """更正核定 / Correct an assessment."""
    ask = CorrectLevy(
        command_id=command.id,
        assessment=slashed(assessment),
        figures=body.figures(),
        reason=body.reason,
        on=body.on,
    )
    return command.take(levies.correct_levy, ask, thing=f"levy_assessment/{ask.assessment}")


@router.post("/levy-assessments/{assessment}/reliefs", response_model=LevyPaidOrRelieved | Rehearsed)
def relieve_levy(assessment: Assessment, body: ReliefBody, command: TheCommand) -> Response:
    """按文件减免 / Relieve an employer of some of what it owes."""
    ask = RelieveLevy(command_id=command.id, assessment=slashed(assessment), **dict(body))
    return command.take(levies.relieve_levy, ask, thing=f"levy_assessment/{ask.assessment}")


@router.post("/levy-assessments/{assessment}/deferrals", response_model=LevyPutOff | Rehearsed)
def defer_levy(assessment: Assessment, body: DeferralBody, command: TheCommand) -> Response:
    """按文件缓缴 / Let what is owed be paid later."""
    ask = DeferLevy(command_id=command.id, assessment=slashed(assessment), **dict(body))
    return command.take(levies.defer_levy, ask, thing=f"levy_assessment/{ask.assessment}")


@router.post("/levy-assessments/{assessment}/receipts", response_model=LevyPaidOrRelieved | Rehearsed)
def receive_levy(assessment: Assessment, body: LevyReceiptBody, command: TheCommand) -> Response:
    """登记缴款，同时记入当年收入 / Record what an employer paid, which is revenue of the year."""
    ask = ReceiveLevy(command_id=command.id, assessment=slashed(assessment), **dict(body))
    return command.take(levies.receive_levy, ask, thing=f"levy_assessment/{ask.assessment}")


@router.post("/levy-assessments/{assessment}/refunds", response_model=LevyGivenBack | Rehearsed)
def refund_levy(assessment: Assessment, body: RefundBody, command: TheCommand) -> Response:
    """登记退库，同时冲减收入 / Record what the treasury gave back of what was overpaid."""
    ask = RefundLevy(command_id=command.id, assessment=slashed(assessment), **dict(body))
    return command.take(levies.refund_levy, ask, thing=f"levy_assessment/{ask.assessment}")
