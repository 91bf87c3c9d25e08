"""An agreement as its decisions see it: what was accepted and invoiced, and which batch pays what of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from domain.institutions.events import (
    AgreementEvent,
    AgreementSigned,
    BeneficiaryPayment,
    InvoiceReceived,
    PaymentCommitted,
    PaymentFreed,
    ServiceAccepted,
)
from domain.institutions.rejections import NoSuchAgreement
from domain.money import ZERO, Money, total


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement; `accepted` is by person, `committed` by batch and then by person, `invoices` by number."""

    id: str
    signed: AgreementSigned | None = None
    accepted: Mapping[str, Money] = field(default_factory=dict)
    invoices: Mapping[str, Money] = field(default_factory=dict)
    committed: Mapping[str, Mapping[str, Money]] = field(default_factory=dict)

    @property
    def invoiced(self) -> Money:
        """All invoices together."""
        return total(self.invoices.values())

    @property
    def paid(self) -> Money:
        """What batches pay of it, all together."""
        return total(amount for batch in self.committed.values() for amount in batch.values())

    def paid_for(self, beneficiary: str) -> Money:
        """What batches pay for one person."""
        return total(batch.get(beneficiary, ZERO) for batch in self.committed.values())


def replay(agreement: str, facts: Iterable[object]) -> Agreement:
    """Build the state of an agreement from its history; an unknown event stops the replay."""
    state = Agreement(agreement)
    for fact in facts:
        state = evolve(state, fact)  # type: ignore[arg-type]  # assert_never is loud about strangers
    return state


def evolve(agreement: Agreement, event: AgreementEvent) -> Agreement:
    """Return the agreement after one event. Never refuses: history has already happened."""
    match event:
        case AgreementSigned():
            return replace(agreement, signed=event)
        case ServiceAccepted(services=services):
            accepted = dict(agreement.accepted)
            for service in services:
                accepted[service.beneficiary] = accepted.get(service.beneficiary, ZERO) + service.amount
            return replace(agreement, accepted=accepted)
        case InvoiceReceived(invoice_number=number, amount=amount):
            return replace(agreement, invoices={**agreement.invoices, number: amount})
        case PaymentCommitted(batch_id=batch_id, payments=payments):
            return _added(agreement, batch_id, payments, 1)
        case PaymentFreed(batch_id=batch_id, payments=payments):
            return _added(agreement, batch_id, payments, -1)
        case _:
            assert_never(event)


def signed(agreement: Agreement) -> AgreementSigned:
    """Return how the agreement was signed. Raises NoSuchAgreement."""
    if agreement.signed is None:
        raise NoSuchAgreement("agreement_id", agreement=agreement.id)
    return agreement.signed


def _added(agreement: Agreement, batch: str, payments: Iterable[BeneficiaryPayment], sign: int) -> Agreement:
    held = dict(agreement.committed.get(batch, {}))
    for payment in payments:
        held[payment.beneficiary] = held.get(payment.beneficiary, ZERO) + payment.amount * sign
    left = {beneficiary: amount for beneficiary, amount in held.items() if amount}
    others = {known: amounts for known, amounts in agreement.committed.items() if known != batch}
    return replace(agreement, committed={**others, batch: left} if left else others)
