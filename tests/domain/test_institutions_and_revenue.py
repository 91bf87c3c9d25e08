"""Institutions are paid what was accepted and invoiced; revenue goes to the treasury and nowhere else."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.credit_codes import check_character, checked_credit_code
from domain.institutions import decisions as agreements
from domain.institutions import state as agreement_state
from domain.institutions.events import (
    AcceptedService,
    AgreementSigned,
    BeneficiaryPayment,
    InvoiceReceived,
    PaymentCommitted,
    PaymentFreed,
    ServiceAccepted,
)
from domain.institutions.rejections import (
    AboveCeiling,
    AgreementExists,
    CommittedAlready,
    InvoiceExists,
    MoreThanAccepted,
    MoreThanCommitted,
    MoreThanInvoiced,
    NothingToCommit,
    OtherProgrammesAgreement,
    OutsideAgreementYear,
)
from domain.money import Money
from domain.rejected import Rejected
from domain.revenue import decisions as revenues
from domain.revenue import state as revenue_state
from domain.revenue.events import RevenueCollected, RevenueKind, RevenueRemitted
from domain.revenue.rejections import MoreThanIsHeld, OtherRevenueYear, VoucherUsed
from domain.revenue.state import revenue_id
from tests.support.given import histories_of

agreement = histories_of(agreement_state.replay, "a-1")
SECURITY_FUND = revenue_id(2017, RevenueKind.EMPLOYMENT_SECURITY_FUND)
revenue = histories_of(revenue_state.replay, SECURITY_FUND)

CENTRE = "52990101MJ0000017" + check_character("52990101MJ0000017")


def yuan(amount: int) -> Money:
    return Money(amount * 100)


SIGNED = AgreementSigned(CENTRE, "child-rehabilitation", 2017, yuan(936_000), date(2017, 1, 20))
ACCEPTED = ServiceAccepted(
    (AcceptedService("b-1", yuan(15_000)), AcceptedService("b-2", yuan(12_000))), "qian", date(2017, 6, 30)
)
INVOICED = InvoiceReceived("01234567", yuan(20_000), date(2017, 7, 3))
COMMITTED = PaymentCommitted("batch-1", (BeneficiaryPayment("b-1", yuan(15_000)),))
COMMITTING: dict[str, Any] = {
    "batch_id": "batch-1",
    "programme": "child-rehabilitation",
    "fiscal_year": 2017,
    "payments": COMMITTED.payments,
}
INVOICING: dict[str, Any] = {
    "invoice_number": "01234567",
    "amount": yuan(20_000),
    "issued_on": date(2017, 7, 3),
    "on": date(2017, 7, 5),
}


def paying(*payments: tuple[str, int]) -> dict[str, Any]:
    return COMMITTING | {"payments": tuple(BeneficiaryPayment(who, yuan(amount)) for who, amount in payments)}


def test_an_agreement_is_signed_once() -> None:
    signing: dict[str, Any] = {
        "institution": CENTRE.lower(),
        "programme": "child-rehabilitation",
        "fiscal_year": 2017,
        "ceiling": yuan(936_000),
        "signed_on": date(2017, 1, 20),
        "on": date(2017, 1, 20),
    }
    agreement().when(agreements.sign, **signing).then(SIGNED)
    agreement(SIGNED).when(agreements.sign, **signing).then_rejected(AgreementExists)


def test_service_is_accepted_person_by_person_and_adds_up() -> None:
    asked: dict[str, Any] = {"services": ACCEPTED.services, "by": "qian", "on": date(2017, 6, 30)}
    agreement(SIGNED).when(agreements.accept_service, **asked).then(ACCEPTED)
    state = agreement_state.replay("a-1", [SIGNED, ACCEPTED, ACCEPTED])
    assert state.accepted == {"b-1": yuan(30_000), "b-2": yuan(24_000)}


def test_service_is_accepted_in_the_agreements_year_and_under_its_ceiling() -> None:
    asked: dict[str, Any] = {"services": ACCEPTED.services, "by": "qian", "on": date(2018, 1, 2)}
    agreement(SIGNED).when(agreements.accept_service, **asked).then_rejected(OutsideAgreementYear)
    much = {"services": (AcceptedService("b-3", yuan(909_001)),), "by": "qian", "on": date(2017, 7, 1)}
    agreement(SIGNED, ACCEPTED).when(agreements.accept_service, **much).then_rejected(AboveCeiling)


def test_an_invoice_counts_once_and_stays_under_the_ceiling() -> None:
    agreement(SIGNED).when(agreements.receive_invoice, **INVOICING).then(INVOICED)
    agreement(SIGNED, INVOICED).when(agreements.receive_invoice, **INVOICING).then_rejected(InvoiceExists)
    much = INVOICING | {"invoice_number": "2", "amount": yuan(916_001)}
    agreement(SIGNED, INVOICED).when(agreements.receive_invoice, **much).then_rejected(AboveCeiling)


def test_an_invoice_may_run_ahead_of_acceptance_since_both_bound_the_payment() -> None:
    ahead = INVOICING | {"amount": yuan(100_000)}
    agreement(SIGNED, ACCEPTED).when(agreements.receive_invoice, **ahead).events()


READY = (SIGNED, ACCEPTED, INVOICED)


def test_a_batch_binds_what_it_pays() -> None:
    agreement(*READY).when(agreements.commit_payment, **COMMITTING).then(COMMITTED)


@pytest.mark.parametrize(
    ("history", "asked", "rule"),
    [
        (READY, COMMITTING | {"programme": "psy-medicine"}, OtherProgrammesAgreement),
        (READY, COMMITTING | {"fiscal_year": 2018}, OtherProgrammesAgreement),
        ((*READY, COMMITTED), COMMITTING, CommittedAlready),
        (READY, paying(), NothingToCommit),
        (READY, paying(("b-1", 15_001)), MoreThanAccepted),
        (READY, paying(("b-3", 1)), MoreThanAccepted),
        (READY, paying(("b-1", 15_000), ("b-2", 5_001)), MoreThanInvoiced),
        ((*READY, COMMITTED), paying(("b-1", 1)) | {"batch_id": "batch-2"}, MoreThanAccepted),
        ((*READY, COMMITTED), paying(("b-2", 5_001)) | {"batch_id": "batch-2"}, MoreThanInvoiced),
    ],
)
def test_nothing_is_paid_above_accepted_service_or_above_invoices(
    history: tuple[object, ...], asked: dict[str, Any], rule: type[Rejected]
) -> None:
    agreement(*history).when(agreements.commit_payment, **asked).then_rejected(rule)


def test_a_freed_payment_may_be_bound_again() -> None:
    freed = PaymentFreed("batch-1", COMMITTED.payments)
    agreement(*READY, COMMITTED).when(agreements.free_payment, batch_id="batch-1").then(freed)
    agreement(*READY, COMMITTED, freed).when(agreements.commit_payment, **COMMITTING).then(COMMITTED)
    agreement(*READY, COMMITTED, freed).when(agreements.free_payment, batch_id="batch-1").then_rejected(NothingToCommit)


def test_some_of_a_payment_may_be_freed_but_no_more_than_was_bound() -> None:
    some = (BeneficiaryPayment("b-1", yuan(5_000)),)
    agreement(*READY, COMMITTED).when(agreements.free_payment, batch_id="batch-1", payments=some).then(
        PaymentFreed("batch-1", some)
    )
    much = (BeneficiaryPayment("b-1", yuan(15_001)),)
    agreement(*READY, COMMITTED).when(agreements.free_payment, batch_id="batch-1", payments=much).then_rejected(
        MoreThanCommitted
    )


def test_a_crowd_is_bound_in_pages() -> None:
    services = [AcceptedService(f"b-{number}", yuan(100)) for number in range(600)]
    accepted = [ServiceAccepted(tuple(services[:300]), "qian", date(2017, 6, 30))]
    accepted.append(ServiceAccepted(tuple(services[300:]), "qian", date(2017, 6, 30)))
    invoiced = InvoiceReceived("1", yuan(60_000), date(2017, 7, 3))
    crowd = paying(*((service.beneficiary, 100) for service in services))
    pages = agreement(SIGNED, *accepted, invoiced).when(agreements.commit_payment, **crowd).events()
    assert [len(page.payments) for page in pages if isinstance(page, PaymentCommitted)] == [500, 100]
    state = agreement_state.replay("a-1", [SIGNED, *accepted, invoiced, *pages])
    assert state.paid == yuan(60_000)
    freed = agreements.free_payment(state, batch_id="batch-1")
    assert agreement_state.replay("a-1", [SIGNED, *accepted, invoiced, *pages, *freed]).committed == {}


@for_all(st.lists(st.tuples(st.sampled_from("abc"), st.integers(1, 60), st.booleans()), max_size=25))
def test_an_auditor_with_her_own_books_never_finds_more_paid_than_accepted_or_invoiced(
    steps: list[tuple[str, int, bool]],
) -> None:
    """Officers try any payment; refused or not, paid stays under both bounds."""
    services = tuple(AcceptedService(who, Money(fen)) for who, fen in (("a", 100), ("b", 50), ("c", 1)))
    history: list[object] = [
        SIGNED,
        ServiceAccepted(services, "qian", date(2017, 6, 30)),
        InvoiceReceived("1", Money(120), date(2017, 7, 3)),
    ]
    books: dict[str, int] = {}
    for number, (who, fen, keep) in enumerate(steps):
        asked = COMMITTING | {"batch_id": f"b{number}", "payments": (BeneficiaryPayment(who, Money(fen)),)}
        try:
            events = agreements.commit_payment(agreement_state.replay("a-1", history), **asked)
        except (MoreThanAccepted, MoreThanInvoiced):
            too_much = books.get(who, 0) + fen > {"a": 100, "b": 50, "c": 1}[who]
            assert too_much or sum(books.values()) + fen > 120
            continue
        history.extend(events)
        if keep:
            books[who] = books.get(who, 0) + fen
        else:
            history.extend(agreements.free_payment(agreement_state.replay("a-1", history), batch_id=f"b{number}"))
        assert agreement_state.replay("a-1", history).paid == Money(sum(books.values()))
    assert sum(books.values()) <= 120


def test_credit_codes_are_read_by_the_national_standard() -> None:
    assert checked_credit_code("91350100M000100Y43") == "91350100M000100Y43"


@for_all(st.text("0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=17, max_size=17), st.integers(0, 16), st.integers(1, 30))
def test_one_mistyped_character_of_a_credit_code_is_always_found(body: str, place: int, shift: int) -> None:
    characters = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    wrong = characters[(characters.index(body[place]) + shift) % 31]
    assert check_character(body[:place] + wrong + body[place + 1 :]) != check_character(body)


COLLECTED = RevenueCollected(yuan(800_000), "残保2017-10", date(2017, 10, 31))
REMITTED = RevenueRemitted(yuan(500_000), "缴2017-1", date(2017, 11, 1))
COLLECTING: dict[str, Any] = {
    "amount": yuan(800_000),
    "voucher": "残保2017-10",
    "collected_on": date(2017, 10, 31),
    "on": date(2017, 10, 31),
}
REMITTING: dict[str, Any] = {
    "amount": yuan(500_000),
    "voucher": "缴2017-1",
    "remitted_on": date(2017, 11, 1),
    "on": date(2017, 11, 1),
}


def test_revenue_is_collected_and_remitted() -> None:
    revenue().when(revenues.collect, **COLLECTING).then(COLLECTED)
    revenue(COLLECTED).when(revenues.remit, **REMITTING).then(REMITTED)
    assert revenue_state.replay(SECURITY_FUND, [COLLECTED, REMITTED]).held == yuan(300_000)


@pytest.mark.parametrize(
    ("history", "asked", "rule"),
    [
        ((), REMITTING, MoreThanIsHeld),
        ((COLLECTED, REMITTED), REMITTING | {"voucher": "缴2017-2", "amount": yuan(300_001)}, MoreThanIsHeld),
        ((COLLECTED, REMITTED), REMITTING | {"amount": yuan(1)}, VoucherUsed),
        ((COLLECTED,), REMITTING | {"remitted_on": date(2016, 11, 1)}, OtherRevenueYear),
    ],
)
def test_no_more_is_remitted_than_is_held(
    history: tuple[object, ...], asked: dict[str, Any], rule: type[Rejected]
) -> None:
    revenue(*history).when(revenues.remit, **asked).then_rejected(rule)


def test_a_voucher_counts_once_and_in_its_year() -> None:
    revenue(COLLECTED).when(revenues.collect, **COLLECTING).then_rejected(VoucherUsed)
    late = COLLECTING | {"collected_on": date(2018, 1, 2), "on": date(2018, 1, 2)}
    revenue().when(revenues.collect, **late).then_rejected(OtherRevenueYear)


def test_revenue_has_no_path_to_spending() -> None:
    """Spending revenue (坐支) is not refused: there is nothing to refuse. A new verb here must be argued for."""
    verbs = {name for name, thing in vars(revenues).items() if getattr(thing, "__module__", "") == revenues.__name__}
    assert {name for name in verbs if not name.startswith("_")} == {"collect", "remit", "refund"}
