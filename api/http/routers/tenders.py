"""定点机构与招标标段 / Designated institutions; tenders, their lots, and who is awarded them."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import Rehearsed
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.contract_answers import InstitutionNamed, LotAwarded, LotNamed, TenderPublished
from api.http.router import Router
from api.http.values import (
    Day,
    ProgrammeId,
    Reference,
    RegionText,
    Text,
    Year,
    Yuan,
    choices,
    path_id,
    slashed,
    words,
)
from application.commands import tenders
from application.commands.tenders import AwardLot, DesignateInstitution, FailLot, PublishTender, WithdrawDesignation
from domain.institutions.pricing import ServiceUnit
from domain.tenders.events import Lot

router = Router(tags=["tenders"])

Tender = Annotated[str, path_id("招标编号", "Tender id", "life-secretary-2022")]
LotNumber = Annotated[str, path_id("标段号", "Lot", "1")]
Institution = Annotated[str, path_id("统一社会信用代码", "Unified social credit code", "52990101MJ0000001G")]
CreditCode = Annotated[
    str,
    Field(
        pattern=r"^[0-9A-Za-z]{18}$",
        description="统一社会信用代码 / Unified social credit code",
        examples=["52990101MJ0000001G"],
    ),
]


class DesignationBody(Body):
    """An institution may serve these programmes, from the first day to the last."""

    institution: CreditCode
    name: Annotated[str, words("机构名称", "Its public name", most=100)]
    programmes: Annotated[list[ProgrammeId], Field(min_length=1, max_length=100)]
    valid_from: Day
    valid_until: Day
    document: Reference
    on: Day


class WithdrawalBody(Body):
    """From this day on it may serve nothing any more."""

    withdrawn_from: Day
    reason: Text
    document: Reference
    on: Day


class LotBody(Body):
    """A lot. Without a price its whole ceiling is prorated over `quantity`."""

    number: Reference
    programme: ProgrammeId
    region: RegionText
    fiscal_year: Year
    unit: Annotated[ServiceUnit, Field(description=choices(ServiceUnit))]
    price: Annotated[Yuan | None, Field(description="最高限价（元/单位） / The most a unit may cost")] = None
    quantity: Annotated[
        int | None, Field(strict=True, ge=1, le=10_000_000, description="数量（单位数） / Units bought")
    ] = None
    ceiling: Yuan


class TenderBody(Body):
    """A tender with its lots."""

    tender_id: Reference
    title: Annotated[str, words("名称", "What it is called", most=200)]
    document: Reference
    lots: Annotated[list[LotBody], Field(min_length=1, max_length=100)]
    on: Day


class AwardBody(Body):
    """Who is awarded a lot, at which price, under which agreement; without a ceiling the lot's is agreed."""

    institution: CreditCode
    agreement_id: Reference
    price: Yuan | None = None
    ceiling: Yuan | None = None
    document: Reference
    on: Day


class FailureBody(Body):
    """Why nobody is awarded it."""

    reason: Text
    on: Day


@router.post("/designations", response_model=InstitutionNamed | Rehearsed)
def designate_institution(body: DesignationBody, command: TheCommand) -> Response:
    """列为定点机构 / Designate an institution."""
    ask = DesignateInstitution(
        command_id=command.id,
        institution=body.institution,
        name=body.name,
        programmes=tuple(body.programmes),
        valid_from=body.valid_from,
        valid_until=body.valid_until,
        document=body.document,
        on=body.on,
    )
    return command.take(tenders.designate_institution, ask)


@router.post("/institutions/{institution}/withdrawal", response_model=InstitutionNamed | Rehearsed)
def withdraw_designation(institution: Institution, body: WithdrawalBody, command: TheCommand) -> Response:
    """取消定点资格 / Withdraw an institution's designation."""
    ask = WithdrawDesignation(
        command_id=command.id,
        institution=slashed(institution),
        withdrawn_from=body.withdrawn_from,
        reason=body.reason,
        document=body.document,
        on=body.on,
    )
    return command.take(tenders.withdraw_designation, ask, thing=f"institution/{ask.institution}")


@router.post("/tenders", response_model=TenderPublished | Rehearsed)
def publish_tender(body: TenderBody, command: TheCommand) -> Response:
    """发布招标 / Publish a tender."""
    ask = PublishTender(
        command_id=command.id,
        tender_id=body.tender_id,
        title=body.title,
        document=body.document,
        lots=tuple(
            Lot(
                lot.number,
                lot.programme,
                lot.region,
                lot.fiscal_year,
                lot.unit,
                lot.price,
                lot.quantity,
                lot.ceiling,
            )
            for lot in body.lots
        ),
        on=body.on,
    )
    return command.take(tenders.publish_tender, ask)


@router.post("/tenders/{tender}/lots/{lot}/award", response_model=LotAwarded | Rehearsed)
def award_lot(tender: Tender, lot: LotNumber, body: AwardBody, command: TheCommand) -> Response:
    """授予标段并签订合同 / Award a lot and sign its agreement."""
    ask = AwardLot(
        command_id=command.id,
        tender_id=slashed(tender),
        lot=slashed(lot),
        institution=body.institution,
        agreement_id=body.agreement_id,
        price=body.price,
        ceiling=body.ceiling,
        document=body.document,
        on=body.on,
    )
    return command.take(tenders.award_lot, ask, thing=f"tender/{ask.tender_id}")


@router.post("/tenders/{tender}/lots/{lot}/failure", response_model=LotNamed | Rehearsed)
def fail_lot(tender: Tender, lot: LotNumber, body: FailureBody, command: TheCommand) -> Response:
    """标段流标 / Say that nobody is awarded a lot."""
    ask = FailLot(command_id=command.id, tender_id=slashed(tender), lot=slashed(lot), reason=body.reason, on=body.on)
    return command.take(tenders.fail_lot, ask, thing=f"tender/{ask.tender_id}")
