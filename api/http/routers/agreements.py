"""协议：签订、验收服务、发票 / Agreements with institutions: signed, service accepted, invoices received."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from api.http.answers import AgreementNamed, Rehearsed, ServiceAccepted
from api.http.body import Body
from api.http.commanding import TheCommand
from api.http.router import Router
from api.http.values import BeneficiaryId, Day, ProgrammeId, Reference, Year, Yuan, path_id, slashed
from application.commands import institutions
from application.commands.institutions import AcceptService, ReceiveInvoice, SignAgreement
from domain.institutions.events import AcceptedService

router = Router(tags=["agreements"])

Agreement = Annotated[str, path_id("协议编号", "Agreement id", "rehab-2017-1")]


class AgreementBody(Body):
    """An institution serves a programme in one year up to a ceiling."""

    agreement_id: Reference
    institution: Annotated[
        str,
        Field(
            pattern=r"^[0-9A-Za-z]{18}$",
            description="统一社会信用代码 / Unified social credit code",
            examples=["52990101MJ0000001G"],
        ),
    ]
    programme: ProgrammeId
    fiscal_year: Year
    ceiling: Yuan
    on: Day


@router.post("/agreements", response_model=AgreementNamed | Rehearsed)
def sign_agreement(body: AgreementBody, command: TheCommand) -> Response:
    """签订协议 / Sign an agreement."""
    ask = SignAgreement(
        command_id=command.id,
        agreement_id=body.agreement_id,
        institution=body.institution,
        programme=body.programme,
        fiscal_year=body.fiscal_year,
        ceiling=body.ceiling,
        on=body.on,
    )
    return command.take(institutions.sign_agreement, ask)


class ServiceBody(Body):
    """Service to one person, at its price."""

    beneficiary: BeneficiaryId
    amount: Yuan


class ServicesBody(Body):
    """Service that the office accepted, person by person."""

    services: list[ServiceBody] = Field(min_length=1, max_length=500)
    on: Day


@router.post("/agreements/{agreement}/services", response_model=ServiceAccepted | Rehearsed)
def accept_service(agreement: Agreement, body: ServicesBody, command: TheCommand) -> Response:
    """验收服务 / Accept service."""
    ask = AcceptService(
        command_id=command.id,
        agreement_id=slashed(agreement),
        services=tuple(AcceptedService(one.beneficiary, one.amount) for one in body.services),
        on=body.on,
    )
    return command.take(institutions.accept_service, ask, thing=f"agreement/{ask.agreement_id}")


class InvoiceBody(Body):
    """An invoice of the institution; its number counts once."""

    invoice_number: Reference
    amount: Yuan
    on: Day


@router.post("/agreements/{agreement}/invoices", response_model=AgreementNamed | Rehearsed)
def receive_invoice(agreement: Agreement, body: InvoiceBody, command: TheCommand) -> Response:
    """登记发票 / Record an invoice."""
    ask = ReceiveInvoice(
        command_id=command.id,
        agreement_id=slashed(agreement),
        invoice_number=body.invoice_number,
        amount=body.amount,
        on=body.on,
    )
    return command.take(institutions.receive_invoice, ask, thing=f"agreement/{ask.agreement_id}")
