"""Contracts: what a month of service comes to, what is deducted, invoiced and paid of it."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from domain.dates import BeforeItsCause
from domain.institutions import contracts
from domain.institutions import decisions as agreements
from domain.institutions import state as agreement_state
from domain.institutions.contract_rejections import (
    AcceptedByRecords,
    BeyondQuantity,
    BeyondStaffHours,
    InvoiceAboveAccepted,
    InvoiceBeforeService,
    MoreThanIsOpen,
    NotAContract,
    PersonServedAlready,
    SheetUsed,
    StaffingImpossible,
    StaffingMissing,
)
from domain.institutions.events import (
    AgreementSigned,
    BeneficiaryPayment,
    ContractSet,
    InvoiceReceived,
    PaymentCommitted,
    ServedPerson,
    ServiceMonthAccepted,
    StaffingRecorded,
)
from domain.institutions.pricing import ServiceUnit
from domain.institutions.rejections import AboveCeiling, MoreThanAccepted, OutsideAgreementYear
from domain.money import Money, total
from domain.periods import Month, Period
from tests.support.given import histories_of

CODE, PROGRAMME, AREA = "52990101MJ0000001G", "life-secretary", "990101"
DAY = date(2022, 1, 10)
MARCH = Month.parse("2022-03")
contract = histories_of(agreement_state.replay, "lot-1")


def yuan(amount: int) -> Money:
    return Money(amount * 100)


SIGNED = AgreementSigned(CODE, PROGRAMME, 2022, yuan(10_000), DAY)
BY_HOUR = ContractSet("tender-1", "1", AREA, ServiceUnit.HOUR, yuan(40), None)
STAFF = StaffingRecorded(MARCH, 2, 5, 8, "名册3", "qian", date(2022, 3, 1))
ACCEPTED = ServiceMonthAccepted(
    MARCH,
    "验收3",
    (ServedPerson("b-1", 600, yuan(400)), ServedPerson("b-2", 90, yuan(60))),
    date(2022, 3, 30),
    "qian",
    date(2022, 4, 2),
)
ACCEPTING: dict[str, Any] = {
    "month": MARCH,
    "sheet": "验收3",
    "counts": (("b-1", 600), ("b-2", 90)),
    "last_day": date(2022, 3, 30),
    "by": "qian",
    "on": date(2022, 4, 2),
}
STAFFING: dict[str, Any] = {
    "month": MARCH,
    "staff": 2,
    "working_days": 5,
    "hours_a_day": 8,
    "document": "名册3",
    "by": "qian",
    "on": date(2022, 3, 1),
}


def test_a_months_hours_are_accepted_within_what_the_staff_can_give() -> None:
    contract(SIGNED, BY_HOUR).when(contracts.record_staffing, **STAFFING).then(STAFF)
    contract(SIGNED, BY_HOUR, STAFF).when(contracts.accept_month, **ACCEPTING).then(ACCEPTED)
    contract(SIGNED, BY_HOUR).when(contracts.accept_month, **ACCEPTING).then_rejected(StaffingMissing)
    most = ACCEPTING | {"counts": (("b-1", 2 * 5 * 8 * 60),)}
    assert contract(SIGNED, BY_HOUR, STAFF).when(contracts.accept_month, **most).events()
    over = ACCEPTING | {"counts": (("b-1", 2 * 5 * 8 * 60 + 1),)}
    contract(SIGNED, BY_HOUR, STAFF).when(contracts.accept_month, **over).then_rejected(BeyondStaffHours)
    fewer = STAFFING | {"staff": 1, "working_days": 1}
    contract(SIGNED, BY_HOUR, STAFF, ACCEPTED).when(contracts.record_staffing, **fewer).then_rejected(BeyondStaffHours)


@pytest.mark.parametrize("facts", [{"staff": 0}, {"working_days": 32}, {"hours_a_day": 25}, {"hours_a_day": 0}])
def test_a_staff_list_is_possible(facts: dict[str, Any]) -> None:
    contract(SIGNED, BY_HOUR).when(contracts.record_staffing, **STAFFING | facts).then_rejected(StaffingImpossible)


def test_a_month_is_accepted_once_a_sheet_in_the_contracts_year_up_to_its_ceiling() -> None:
    history = (SIGNED, BY_HOUR, STAFF, ACCEPTED)
    contract(*history).when(contracts.accept_month, **ACCEPTING).then_rejected(SheetUsed)
    other = ACCEPTING | {"month": Month.parse("2023-03"), "sheet": "验收4"}
    contract(*history).when(contracts.accept_month, **other).then_rejected(OutsideAgreementYear)
    early = ACCEPTING | {"sheet": "验收4", "on": date(2022, 3, 29)}
    contract(*history).when(contracts.accept_month, **early).then_rejected(BeforeItsCause)
    small = AgreementSigned(CODE, PROGRAMME, 2022, yuan(459), DAY)
    contract(small, BY_HOUR, STAFF).when(contracts.accept_month, **ACCEPTING).then_rejected(AboveCeiling)
    contract(SIGNED).when(contracts.accept_month, **ACCEPTING).then_rejected(NotAContract)


def test_people_count_once_and_no_more_than_were_bought() -> None:
    by_person = ContractSet("tender-1", "2", AREA, ServiceUnit.PERSON, None, 3)
    hundred = AgreementSigned(CODE, PROGRAMME, 2022, Money(100), DAY)
    three = ACCEPTING | {"counts": (("b-1", 1), ("b-2", 1), ("b-3", 1))}
    [accepted] = contract(hundred, by_person).when(contracts.accept_month, **three).events()
    assert [one.amount for one in accepted.people] == [Money(33), Money(34), Money(33)]  # type: ignore[attr-defined]
    four = ACCEPTING | {"counts": (*three["counts"], ("b-4", 1))}
    contract(hundred, by_person).when(contracts.accept_month, **four).then_rejected(BeyondQuantity)
    again = ACCEPTING | {"sheet": "验收4", "counts": (("b-1", 1),)}
    contract(hundred, by_person, accepted).when(contracts.accept_month, **again).then_rejected(PersonServedAlready)
    twice = ACCEPTING | {"counts": (("b-1", 2),)}
    contract(hundred, by_person).when(contracts.accept_month, **twice).then_rejected(PersonServedAlready)


def test_a_contracts_service_is_not_accepted_by_amounts() -> None:
    asked: dict[str, Any] = {"services": (), "by": "qian", "on": date(2022, 4, 2)}
    contract(SIGNED, BY_HOUR).when(agreements.accept_service, **asked).then_rejected(AcceptedByRecords)


DEDUCTING: dict[str, Any] = {
    "month": MARCH,
    "amount": yuan(46),
    "beneficiary": "",
    "reason": "服务记录不全",
    "document": "扣款3",
    "by": "qian",
    "on": date(2022, 4, 5),
}


def test_a_deduction_falls_on_everybody_in_proportion_or_on_one_person_and_never_on_what_is_on_a_batch() -> None:
    history = (SIGNED, BY_HOUR, STAFF, ACCEPTED)
    [deducted] = contract(*history).when(contracts.deduct, **DEDUCTING).events()
    assert deducted.parts == (  # type: ignore[attr-defined]
        BeneficiaryPayment("b-1", yuan(40)),
        BeneficiaryPayment("b-2", yuan(6)),
    )
    after = contract(*history, deducted)
    assert after.state.open_in(Period("2022")) == {"b-1": yuan(360), "b-2": yuan(54)}
    one = DEDUCTING | {"beneficiary": "b-2", "amount": yuan(55)}
    after.when(contracts.deduct, **one).then_rejected(MoreThanIsOpen)
    committed = PaymentCommitted(f"{PROGRAMME}/2022/1", (BeneficiaryPayment("b-1", yuan(360)),))
    contract(*history, deducted, committed).when(contracts.deduct, **DEDUCTING | {"amount": yuan(55)}).then_rejected(
        MoreThanIsOpen
    )


@for_all(st.lists(st.integers(1, 600), min_size=1, max_size=30), st.integers(1, 10**6))
def test_a_deduction_is_split_to_the_fen(minutes: list[int], fen: int) -> None:
    counts = tuple((f"b-{index}", count) for index, count in enumerate(minutes))
    staff = StaffingRecorded(MARCH, 100, 31, 24, "名册3", "qian", DAY)
    rich = AgreementSigned(CODE, PROGRAMME, 2022, yuan(10**8), DAY)
    accepted = contracts.accept_month(contract(rich, BY_HOUR, staff).state, **ACCEPTING | {"counts": counts})
    before = contract(rich, BY_HOUR, staff, *accepted).state
    worth = total(before.accepted.values())
    asked = DEDUCTING | {"amount": min(Money(fen), worth)}
    after = contract(rich, BY_HOUR, staff, *accepted, *contracts.deduct(before, **asked)).state
    assert total(after.accepted.values()) == worth - asked["amount"]
    assert min(after.accepted.values()) >= Money(0)


INVOICING: dict[str, Any] = {
    "invoice_number": "1",
    "amount": yuan(460),
    "issued_on": date(2022, 3, 30),
    "on": date(2022, 4, 5),
}


def test_a_contracts_invoice_follows_its_service_and_stays_within_it() -> None:
    history = (SIGNED, BY_HOUR, STAFF, ACCEPTED)
    contract(*history).when(agreements.receive_invoice, **INVOICING).then(
        InvoiceReceived("1", yuan(460), date(2022, 3, 30))
    )
    over = INVOICING | {"amount": Money(46_001)}
    contract(*history).when(agreements.receive_invoice, **over).then_rejected(InvoiceAboveAccepted)
    early = INVOICING | {"issued_on": date(2022, 3, 29)}
    contract(*history).when(agreements.receive_invoice, **early).then_rejected(InvoiceBeforeService)
    april = ServiceMonthAccepted(
        Month.parse("2022-04"), "验收4", (ServedPerson("b-1", 60, yuan(40)),), date(2022, 4, 3), "qian", DAY
    )
    contract(*history, april).when(agreements.receive_invoice, **INVOICING).then(
        InvoiceReceived("1", yuan(460), date(2022, 3, 30))
    )
    both = INVOICING | {"amount": yuan(461)}
    contract(*history, april).when(agreements.receive_invoice, **both).then_rejected(InvoiceBeforeService)


def test_a_batch_pays_only_service_of_its_own_period() -> None:
    invoiced = InvoiceReceived("1", yuan(460), date(2022, 4, 5))
    paying: dict[str, Any] = {
        "programme": PROGRAMME,
        "fiscal_year": 2022,
        "payments": (BeneficiaryPayment("b-1", yuan(400)),),
    }
    history = (SIGNED, BY_HOUR, STAFF, ACCEPTED, invoiced)
    of_may = contract(*history).when(agreements.commit_payment, batch_id=f"{PROGRAMME}/2022-05/1", **paying)
    of_may.then_rejected(MoreThanAccepted)
    [committed] = (
        contract(*history).when(agreements.commit_payment, batch_id=f"{PROGRAMME}/2022-03/1", **paying).events()
    )
    again = contract(*history, committed).when(agreements.commit_payment, batch_id=f"{PROGRAMME}/2022-03/2", **paying)
    again.then_rejected(MoreThanAccepted)
