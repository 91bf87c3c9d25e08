"""What happens to an institution as such. Stream: institution/<unified social credit code>."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.money import Money


@dataclass(frozen=True, slots=True)
class InstitutionDesignated:
    """The office designated it for these programmes, both days included. A later designation adds to this one.

    `document` is the number of the paper that says so. Its name is public and no person's.
    """

    name: str
    programmes: tuple[str, ...]
    valid_from: date
    valid_until: date
    document: str
    designated_by: str
    designated_on: date


@dataclass(frozen=True, slots=True)
class DesignationWithdrawn:
    """From `withdrawn_from` on it is designated for nothing; what it served before is still paid."""

    withdrawn_from: date
    reason: str
    document: str
    withdrawn_by: str
    withdrawn_on: date


@dataclass(frozen=True, slots=True)
class InvoicePresented:
    """It invoiced under an agreement; under another one the same number is refused."""

    invoice_number: str
    agreement: str
    amount: Money


DesignationEvent = InstitutionDesignated | DesignationWithdrawn | InvoicePresented
