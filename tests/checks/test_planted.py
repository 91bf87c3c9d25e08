"""For each check one case that is planted: it is found, about the right thing, on the right evidence, and alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from application.checks.registry import CHECK
from application.checks.running import Brought
from application.commands.beneficiaries import RecordDeath
from application.commands.recoveries import OrderRecovery
from domain.batches.events import BatchOpened, BatchReleased, PayoutKind
from domain.beneficiaries.events import CircumstancesRecorded, PersonalRecordChanged
from domain.facts import Fact
from domain.funds.events import FundsMovedOut
from domain.funds.parts import Part
from domain.institutions.events import AgreementSigned, BeneficiaryPayment, PaymentCommitted
from domain.payouts.events import PayoutReleased
from domain.periods import Period
from domain.programmes.events import PayeeKind, PolicyPublished
from domain.programmes.policy import ApprovalStep
from domain.recoveries.events import Instalment, RecoveryGround
from tests.checks.lawful import MORNING, NOON
from tests.checks.planting import TODAY, a_list, found, id_of, plant
from tests.support.office import AREA, BUILDER, LIAISON, Office, an_office
from tests.support.stories import (
    AGAIN,
    APPLIED,
    FUND,
    MEDICINE,
    MUNICIPAL,
    NURSING,
    POLICY,
    PROVINCIAL,
    a_released_batch,
    a_settled_batch,
    an_approved_batch,
    post_result,
    release,
    some_people,
    yuan,
)

Planted = tuple[Office, str, set[str], dict[str, Any]]
"""The office, the subject expected, sources among the evidence, and with what the check is asked."""


def payout_of(person: str, period: str = "2017", programme: str = MEDICINE) -> str:
    return f"payout/{programme}/{period}/{person}"


def pays(office: Office, person: str, on: date = date(2017, 6, 1), amount: int = 1000, **other: Any) -> PayoutReleased:
    line: str = other.pop("line", MUNICIPAL)
    facts: dict[str, Any] = {"batch_id": office.batch, "payee": person, "region": AREA, "tier": "over_quota"} | other
    parts = (Part(line, yuan(amount)),)
    return PayoutReleased(beneficiary=person, amount=yuan(amount), parts=parts, value_date=on, **facts)


def listed(office: Office, name: str, **row: Any) -> dict[str, Any]:
    return {"lists": [a_list(name, {"id_number": id_of(office, office.people[0])} | row)]}


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


def credited_less() -> Planted:
    office = a_settled_batch()
    one = office.people[0]
    row = {"payout": f"{MEDICINE}/2017/{one}", "on": date(2017, 4, 26), "amount": yuan(900)}
    return office, one, {payout_of(one), "list/bank_credits"}, {"lists": [a_list("bank_credits", row)]}


def money_left_lying() -> Planted:
    return a_settled_batch(provincial=2600), PROVINCIAL, {f"fund/{FUND}"}, {}


def money_left_for_years() -> Planted:
    return a_settled_batch(provincial=2600), PROVINCIAL, {f"fund/{FUND}"}, {"effective": date(2019, 6, 1)}


def moved_to_another_programme() -> Planted:
    office = a_settled_batch()
    to_line = MUNICIPAL.replace(MEDICINE, NURSING)
    plant(office, f"fund/{FUND}", FundsMovedOut(MUNICIPAL, yuan(10), to_line, "财社〔2017〕9号", date(2017, 6, 1)))
    return office, MUNICIPAL, {f"fund/{FUND}"}, {}


def revenue_went_to_a_company() -> Planted:
    office = a_settled_batch()
    row = {"account": "fees", "on": date(2017, 6, 1), "amount": yuan(80), "counterparty": "某商贸公司"}
    return office, "fees", {"list/revenue_statements"}, {"lists": [a_list("revenue_statements", row)]}


def taught_in_hospital() -> Planted:
    office = a_settled_batch()
    one = {"id_number": id_of(office, office.people[0])}
    on = date(2017, 6, 5)
    came = {"institution": "康复中心", "on": on, "from_time": MORNING, "to_time": NOON, "staff": 2}
    stay = {"place": "医院", "from_on": date(2017, 6, 1), "until_on": date(2017, 6, 9)}
    lists = [a_list("attendance", one | came), a_list("stays", one | stay)]
    return office, office.people[0], {"list/attendance", "list/stays"}, {"lists": lists}


def the_same_words_about_everybody() -> Planted:
    office = a_settled_batch()
    rows = [
        {
            "id_number": id_of(office, person),
            "on": APPLIED,
            "text": "入户走访，情况良好，已提供服务",
            "entered_by": "w-1",
        }
        for person in office.people
    ]
    return office, min(office.people), {"list/service_records"}, {"lists": [a_list("service_records", *rows)]}


def reported_more_than_paid() -> Planted:
    row = {"programme": MEDICINE, "period": "2017", "served": 9, "payer": None}
    return a_settled_batch(), f"{MEDICINE}/2017", {"list/reported"}, {"lists": [a_list("reported", row)]}


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


def two_people_at_once() -> Planted:
    row = {"worker": "w-1", "id_number": None, "on": APPLIED, "from_time": MORNING, "to_time": NOON}
    asked = {"lists": [a_list("home_visits", row, row | {"from_time": MORNING + 60})]}
    return a_settled_batch(), "w-1", {"list/home_visits"}, asked


def one_wheelchair_is_missing() -> Planted:
    row = {"item": "轮椅", "movement": "入库", "quantity": 5, "on": APPLIED, "id_number": None, "signed": None}
    asked = {"lists": [a_list("devices", row, row | {"movement": "盘点", "quantity": 4})]}
    return a_settled_batch(), "轮椅", {"list/devices"}, asked


def came_back_and_lay() -> Planted:
    office = a_released_batch()
    post_result(office, returned=office.people[:1])
    return office, office.people[0], {payout_of(office.people[0])}, {}


def nothing_came_of_the_order() -> Planted:
    office = a_settled_batch()
    office.asks(
        OrderRecovery,
        by=BUILDER,
        recovery_id="r-1",
        payout_id=f"{MEDICINE}/2017/{office.people[0]}",
        amount=yuan(10),
        ground=RecoveryGround.FALSE_FACTS,
        instalments=(Instalment(date(2017, 12, 1), yuan(10)),),
        on=AGAIN,
    )
    return office, office.people[0], {"recovery/r-1"}, {}


def contracts_in_slices() -> Planted:
    row = {"supplier": "s-1", "programme": MEDICINE, "document": "合同1", "on": APPLIED, "amount": yuan(600_000)}
    asked = {"lists": [a_list("procurements", row, row | {"document": "合同2", "on": date(2017, 3, 1)})]}
    return a_settled_batch(), "s-1", {"list/procurements"}, asked


def released_without_approval() -> Planted:
    office = a_settled_batch()
    batch, day = f"{MEDICINE}/2018/1", date(2018, 1, 9)
    chain = tuple(ApprovalStep)
    facts = (MEDICINE, AREA, Period("2018"), PayoutKind.REGULAR, PayeeKind.PERSON, 1, chain, "finance-chen", day, 1)
    plant(office, f"batch/{batch}", BatchOpened(*facts), BatchReleased("finance-lin", day, "ab" * 32))
    return office, batch, {f"batch/{batch}"}, {}


def a_report_that_does_not_add_up() -> Planted:
    row = {"report": "决算表", "line": "1", "level": "省级", "amount": yuan(1600), "is_total": False}
    wrong = row | {"line": "2", "amount": yuan(1700), "is_total": True}
    return a_settled_batch(), "决算表", {"list/printed"}, {"lists": [a_list("printed", row, wrong)]}


def paid_behind_the_ledgers_back() -> Planted:
    office = a_settled_batch()
    plant(office, "revenue/2017/fees", FundsMovedOut(MUNICIPAL, yuan(10), PROVINCIAL, "财社〔2017〕9号", APPLIED))
    plant(office, payout_of("b-nobody"), pays(office, "b-nobody"))
    return office, payout_of("b-nobody"), {payout_of("b-nobody")}, {}


CASES: dict[str, Callable[[], Planted]] = {
    "C01": dead_before_the_period,
    "C02": in_prison,
    "C03": certificate_ran_out,
    "C04": nobody_applied,
    "C05": paid_for_half_a_year_again,
    "C06": nursing_excludes_medicine,
    "C07": account_changed_and_changed_back,
    "C08": two_on_one_account,
    "C09": above_the_standard,
    "C10": never_poor,
    "C11": on_the_payroll,
    "C12": kin_of_who_decided,
    "C13": not_seen_for_two_years,
    "C14": credited_less,
    "C15": money_left_lying,
    "C16": money_left_for_years,
    "C17": moved_to_another_programme,
    "C18": revenue_went_to_a_company,
    "C19": taught_in_hospital,
    "C20": the_same_words_about_everybody,
    "C21": reported_more_than_paid,
    "C22": paid_without_a_notice,
    "C23": a_number_on_the_wall,
    "C24": paid_without_an_invoice,
    "C25": two_people_at_once,
    "C26": one_wheelchair_is_missing,
    "C27": came_back_and_lay,
    "C28": nothing_came_of_the_order,
    "C29": contracts_in_slices,
    "C30": released_without_approval,
    "C31": a_report_that_does_not_add_up,
    "C32": paid_behind_the_ledgers_back,
}
SEVERAL = {"C24", "C32"}
"""What is planted there breaks more than one rule of the same check."""


def test_every_check_has_a_planted_case() -> None:
    assert sorted(CASES) == list(CHECK)


@pytest.mark.parametrize("check", CASES)
def test_a_planted_case_is_found_on_its_evidence_and_nothing_else_is(check: str) -> None:
    office, subject, sources, asked = CASES[check]()
    office.clock.day = max(office.clock.day, asked.get("effective", TODAY))
    findings = found(office, check, **asked)
    mine = [one for one in findings if one.subject == subject]
    assert mine, findings
    assert any(sources <= {each.source for each in one.evidence} for one in mine), mine
    assert len(findings) == 1 or check in SEVERAL, findings


@pytest.mark.parametrize("check", CASES)
def test_no_finding_holds_a_number_name_or_account_of_a_person(check: str) -> None:
    office, _, _, asked = CASES[check]()
    office.clock.day = max(office.clock.day, asked.get("effective", TODAY))
    said = repr(found(office, check, **asked))
    for person in office.people:
        record = office.desk.vault.reveal(person, actor="tests", why="核对")
        assert not any(
            value in said for value in (record.id_number, record.name, record.account, record.phone) if value
        )


def test_a_list_of_a_person_nobody_knows_finds_nothing() -> None:
    office = a_settled_batch()
    stranger: Brought = a_list("deaths", {"id_number": "990101198001010014", "died_on": date(2010, 1, 1)})
    assert found(office, "C01", lists=[stranger]) == []
