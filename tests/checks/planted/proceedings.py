"""Planted: a step of the proceedings that was left out, or that told too much."""

from __future__ import annotations

from datetime import date

from domain.batches.events import BatchOpened, BatchReleased, PayoutKind
from domain.institutions.events import AgreementSigned, BeneficiaryPayment, PaymentCommitted
from domain.periods import Period
from domain.programmes.events import PayeeKind
from domain.programmes.policy import ApprovalStep
from tests.checks.planted.case import Planted, payout_of, pays
from tests.checks.planting import a_list, id_of, plant
from tests.support.office import AREA
from tests.support.stories import APPLIED, MEDICINE, a_settled_batch, some_people, yuan


def paid_without_a_notice() -> Planted:
    office = a_settled_batch()
    [newcomer] = office.registers(some_people(6)[5:], on=APPLIED)
    plant(office, payout_of(newcomer), pays(office, newcomer))
    return office, newcomer, {payout_of(newcomer)}, {}


def a_number_on_the_wall() -> Planted:
    office = a_settled_batch()
    row = {"notice": "notice-2017-1", "text": f"王某某 {id_of(office, office.people[0])} 1000.00 元"}
    return office, "notice-2017-1", {"list/published"}, {"lists": [a_list("published", row)]}


def paid_without_an_invoice() -> Planted:
    office = a_settled_batch()
    signed = AgreementSigned("52990101MJ0000001G", MEDICINE, 2017, yuan(5000), APPLIED)
    payment = PaymentCommitted(office.batch, (BeneficiaryPayment(office.people[0], yuan(100)),))
    plant(office, "agreement/a-1", signed, payment)
    return office, "a-1", {"agreement/a-1"}, {}


def released_without_approval() -> Planted:
    office = a_settled_batch()
    batch, day = f"{MEDICINE}/2018/1", date(2018, 1, 9)
    chain = tuple(ApprovalStep)
    facts = (MEDICINE, AREA, Period("2018"), PayoutKind.REGULAR, PayeeKind.PERSON, 1, chain, "finance-chen", day, 1)
    plant(office, f"batch/{batch}", BatchOpened(*facts), BatchReleased("finance-lin", day, "ab" * 32))
    return office, batch, {f"batch/{batch}"}, {}
