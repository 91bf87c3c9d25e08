"""Planted: somebody is paid who should not be, or not so much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from application.commands.beneficiaries import RecordDeath
from domain.beneficiaries.events import CircumstancesRecorded, PersonalRecordChanged
from domain.facts import Fact
from domain.programmes.events import PolicyPublished
from tests.checks.planted.case import Planted, listed, payout_of, pays
from tests.checks.planting import TODAY, a_list, id_of, plant
from tests.support.office import LIAISON, Office, an_office
from tests.support.stories import (
    APPLIED,
    MEDICINE,
    NURSING,
    POLICY,
    a_settled_batch,
    an_approved_batch,
    post_result,
    release,
    some_people,
)


def dead_before_the_period() -> Planted:
    office = a_settled_batch()
    one = office.people[0]
    office.asks(RecordDeath, by=LIAISON, beneficiary=one, died_on=date(2016, 12, 3), source="公安")
    return office, one, {payout_of(one), f"beneficiary/{one}"}, {}


def in_prison() -> Planted:
    office = a_settled_batch()
    asked = listed(office, "sentences", from_on=date(2016, 6, 1), until_on=date(2018, 6, 1))
    return office, office.people[0], {payout_of(office.people[0]), "list/sentences"}, asked


def certificate_ran_out() -> Planted:
    office = a_settled_batch()
    held = [
        {"id_number": id_of(office, person), "issued_on": date(2010, 1, 1), "until_on": until}
        for person, until in zip(office.people, (date(2016, 5, 1), None, None, None, None), strict=True)
    ]
    sources = {payout_of(office.people[0]), "list/certificates"}
    return office, office.people[0], sources, {"lists": [a_list("certificates", *held)]}


def nobody_applied() -> Planted:
    office = a_settled_batch()
    [newcomer] = office.registers(some_people(6)[5:], on=APPLIED)
    return office, newcomer, {f"beneficiary/{newcomer}"}, {}


def paid_for_half_a_year_again() -> Planted:
    office = a_settled_batch()
    one = office.people[0]
    plant(office, payout_of(one, "2017-H1"), pays(office, one))
    return office, one, {payout_of(one), payout_of(one, "2017-H1")}, {}


def nursing_excludes_medicine() -> Planted:
    office = a_settled_batch()
    one = office.people[0]
    plant(office, f"programme/{NURSING}", PolicyPublished(replace(POLICY, excludes=(MEDICINE,))))
    plant(office, payout_of(one, "2017", NURSING), pays(office, one))
    return office, one, {payout_of(one), payout_of(one, "2017", NURSING)}, {}


def changes_account(office: Office, person: str, account: str) -> None:
    vault = office.desk.vault
    record = vault.reveal(person, actor="tests", why="换卡")
    amended = vault.amend(person, replace(record, account=account), actor="tests", why="换卡")
    plant(office, f"beneficiary/{person}", PersonalRecordChanged(amended.commitment, ("account",)))


def account_changed_and_changed_back() -> Planted:
    office = an_approved_batch(office=an_office(date(2017, 4, 20)))
    one = office.people[0]
    own = office.desk.vault.reveal(one, actor="tests", why="换卡").account
    changes_account(office, one, "9999990000000009")
    office.clock.day = date(2017, 4, 26)
    release(office)
    post_result(office)
    changes_account(office, one, own)
    office.clock.day = TODAY
    return office, one, {payout_of(one), f"beneficiary/{one}"}, {}


def two_on_one_account() -> Planted:
    office = an_approved_batch()
    first, second = sorted(office.people[:2])
    changes_account(office, first, office.desk.vault.reveal(second, actor="tests", why="换卡").account)
    release(office)
    return office, first, {payout_of(first), payout_of(second)}, {}


def above_the_standard() -> Planted:
    office = a_settled_batch()
    one = office.people[0]
    plant(office, payout_of(one, "2018"), pays(office, one, date(2018, 1, 9), 1500))
    return office, one, {payout_of(one, "2018"), f"case/{MEDICINE}/{one}"}, {}


def never_poor() -> Planted:
    office = a_settled_batch()
    one = office.people[0]
    fact = Fact("low_income", "no", "civil_affairs", date(2016, 12, 31))
    plant(office, f"beneficiary/{one}", CircumstancesRecorded((fact,)))
    return office, one, {payout_of(one), f"beneficiary/{one}"}, {}


def on_the_payroll() -> Planted:
    office = a_settled_batch()
    asked = listed(office, "payroll", employer="某局", from_on=date(2015, 1, 1), until_on=None)
    return office, office.people[0], {payout_of(office.people[0]), "list/payroll"}, asked


def kin_of_who_decided() -> Planted:
    office = a_settled_batch()
    one = office.people[0]
    phone = office.desk.vault.reveal(one, actor="tests", why="核对").phone
    row = {"officer": "section-head-sun", "id_number": None, "account": None, "phone": phone, "address": None}
    sources = {payout_of(one), "list/officers", f"case/{MEDICINE}/{one}"}
    return office, one, sources, {"lists": [a_list("officers", row)]}


def not_seen_for_two_years() -> Planted:
    office = a_settled_batch()
    one = office.people[0]
    plant(office, payout_of(one, "2019"), pays(office, one, date(2019, 3, 1)))
    return office, one, {payout_of(one, "2019"), f"case/{MEDICINE}/{one}"}, {"effective": date(2019, 6, 1)}
