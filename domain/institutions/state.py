"""An agreement as its decisions see it: what was accepted and invoiced, and which batch pays what of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from domain.institutions.events import (
    AgreementEvent,
    AgreementSigned,
    AmountDeducted,
    BeneficiaryPayment,
    ContractSet,
    InvoiceReceived,
    PaymentCommitted,
    PaymentFreed,
    ServiceAccepted,
    ServiceMonthAccepted,
    StaffingRecorded,
)
from domain.institutions.rejections import NoSuchAgreement
from domain.institutions.service_book import ServiceBook
from domain.money import ZERO, Money, total
from domain.periods import Period


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement; `accepted` is by person, `committed` by batch and then by person, `invoices` by number.

    Of a contract (an awarded lot) `accepted` is without what was deducted, and `book` holds the service of each month.
    """

    id: str
    signed: AgreementSigned | None = None
    accepted: Mapping[str, Money] = field(default_factory=dict)
    invoices: Mapping[str, Money] = field(default_factory=dict)
    committed: Mapping[str, Mapping[str, Money]] = field(default_factory=dict)
    contract: ContractSet | None = None
    book: ServiceBook = field(default_factory=ServiceBook)

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

    def accepted_in(self, period: Period) -> Mapping[str, Money]:
        """What was accepted of a contract in a period, person by person, without what was deducted."""
        months = [self.book.months.get(str(month), {}) for month in period.months()]
        people = dict.fromkeys(person for month in months for person in month)
        return {person: total(month.get(person, ZERO) for month in months) for person in people}

    def open_in(self, period: Period) -> Mapping[str, Money]:
        """What of that no batch of the period pays yet; a batch's id says its period."""
        batches = [paid for batch, paid in self.committed.items() if batch.split("/")[1:2] == [str(period)]]
        left = {
            person: accepted - total(paid.get(person, ZERO) for paid in batches)
            for person, accepted in self.accepted_in(period).items()
        }
        return {person: amount for person, amount in left.items() if amount > ZERO}


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
            return replace(agreement, accepted=_sums(agreement, [(each.beneficiary, each.amount) for each in services]))
        case InvoiceReceived(invoice_number=number, amount=amount):
            return replace(agreement, invoices={**agreement.invoices, number: amount})
        case PaymentCommitted(batch_id=batch_id, payments=payments):
            return _added(agreement, batch_id, payments, 1)
        case PaymentFreed(batch_id=batch_id, payments=payments):
            return _added(agreement, batch_id, payments, -1)
        case ContractSet():
            return replace(agreement, contract=event)
        case StaffingRecorded():
            return replace(agreement, book=agreement.book.staffed(event))
        case ServiceMonthAccepted(people=people):
            more = [(person.beneficiary, person.amount) for person in people]
            return replace(agreement, accepted=_sums(agreement, more), book=agreement.book.served(event))
        case AmountDeducted(parts=parts):
            less = [(part.beneficiary, -part.amount) for part in parts]
            return replace(agreement, accepted=_sums(agreement, less), book=agreement.book.deducted(event))
        case _:
            assert_never(event)


def signed(agreement: Agreement) -> AgreementSigned:
    """Return how the agreement was signed. Raises NoSuchAgreement."""
    if agreement.signed is None:
        raise NoSuchAgreement("agreement_id", agreement=agreement.id)
    return agreement.signed


def _sums(agreement: Agreement, changes: Iterable[tuple[str, Money]]) -> Mapping[str, Money]:
    accepted = dict(agreement.accepted)
    for person, amount in changes:
        accepted[person] = accepted.get(person, ZERO) + amount
    return accepted


def _added(agreement: Agreement, batch: str, payments: Iterable[BeneficiaryPayment], sign: int) -> Agreement:
    held = dict(agreement.committed.get(batch, {}))
    for payment in payments:
        held[payment.beneficiary] = held.get(payment.beneficiary, ZERO) + payment.amount * sign
    left = {beneficiary: amount for beneficiary, amount in held.items() if amount}
    others = {known: amounts for known, amounts in agreement.committed.items() if known != batch}
    return replace(agreement, committed={**others, batch: left} if left else others)
