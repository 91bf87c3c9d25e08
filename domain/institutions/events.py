"""What happens to an agreement with an institution. Stream: agreement/<agreement>."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.institutions.pricing import ServiceUnit
from domain.money import Money
from domain.periods import Month


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


@dataclass(frozen=True, slots=True)
class ContractSet:
    """The agreement was made by awarding a lot: service is counted in `unit`, for the people of `region`.

    `price` is for one unit; None: the agreement's ceiling is prorated over `quantity`. `quantity` is how many units
    are bought at most; None: as many as the ceiling pays.
    """

    tender: str
    lot: str
    region: str
    unit: ServiceUnit
    price: Money | None
    quantity: int | None


@dataclass(frozen=True, slots=True)
class StaffingRecorded:
    """Who could work in a month: people on the institution's staff list, working days, hours a day. The last counts."""

    month: Month
    staff: int
    working_days: int
    hours_a_day: int
    document: str
    recorded_by: str
    recorded_on: date


@dataclass(frozen=True, slots=True)
class ServedPerson:
    """What a month's records of one person come to: `count` in minutes or units, and what that is worth."""

    beneficiary: str
    count: int
    amount: Money


@dataclass(frozen=True, slots=True)
class ServiceMonthAccepted:
    """The office accepted service of a month by its records; `sheet` (验收单) counts once, `last_day` was the last."""

    month: Month
    sheet: str
    people: tuple[ServedPerson, ...]
    last_day: date
    accepted_by: str
    accepted_on: date


@dataclass(frozen=True, slots=True)
class AmountDeducted:
    """Accepted service of a month is paid less, person by person, for a reason the institution was given in writing."""

    month: Month
    parts: tuple[BeneficiaryPayment, ...]
    reason: str
    document: str
    deducted_by: str
    deducted_on: date


AgreementEvent = (
    AgreementSigned
    | ServiceAccepted
    | InvoiceReceived
    | PaymentCommitted
    | PaymentFreed
    | ContractSet
    | StaffingRecorded
    | ServiceMonthAccepted
    | AmountDeducted
)
