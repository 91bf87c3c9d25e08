"""What happens to an agreement with an institution. Stream: agreement/<agreement>."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.money import Money


@dataclass(frozen=True, slots=True)
class AcceptedService:
    """Service to one person that the office accepted, at its price."""

    beneficiary: str
    amount: Money


@dataclass(frozen=True, slots=True)
class BeneficiaryPayment:
    """What a batch pays an institution for one person."""

    beneficiary: str
    amount: Money


@dataclass(frozen=True, slots=True)
class AgreementSigned:
    """An institution (`institution`: its unified social credit code) serves a programme in one year up to `ceiling`."""

    institution: str
    programme: str
    fiscal_year: int
    ceiling: Money
    signed_on: date


@dataclass(frozen=True, slots=True)
class ServiceAccepted:
    """The office accepted service, person by person."""

    services: tuple[AcceptedService, ...]
    accepted_by: str
    accepted_on: date


@dataclass(frozen=True, slots=True)
class InvoiceReceived:
    """The institution invoiced; a number counts once."""

    invoice_number: str
    amount: Money
    issued_on: date


@dataclass(frozen=True, slots=True)
class PaymentCommitted:
    """A batch was submitted that pays this agreement: paid ≤ accepted (person by person) and ≤ invoiced."""

    batch_id: str
    payments: tuple[BeneficiaryPayment, ...]


@dataclass(frozen=True, slots=True)
class PaymentFreed:
    """A batch was sent back, or its payments cancelled: accepted service and invoices are open again."""

    batch_id: str
    payments: tuple[BeneficiaryPayment, ...]


AgreementEvent = AgreementSigned | ServiceAccepted | InvoiceReceived | PaymentCommitted | PaymentFreed
