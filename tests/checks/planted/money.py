"""Planted: money that lies, goes astray, or does not add up."""

from __future__ import annotations

from datetime import date

from application.commands.recoveries import OrderRecovery
from domain.funds.events import FundsMovedOut
from domain.recoveries.events import Instalment, RecoveryGround
from tests.checks.planted.case import Planted, payout_of, pays
from tests.checks.planting import a_list, plant
from tests.support.office import BUILDER
from tests.support.stories import (
    AGAIN,
    APPLIED,
    FUND,
    MEDICINE,
    MUNICIPAL,
    NURSING,
    PROVINCIAL,
    a_released_batch,
    a_settled_batch,
    post_result,
    yuan,
)


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


def reported_more_than_paid() -> Planted:
    row = {"programme": MEDICINE, "period": "2017", "served": 9, "payer": None}
    return a_settled_batch(), f"{MEDICINE}/2017", {"list/reported"}, {"lists": [a_list("reported", row)]}


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


def a_report_that_does_not_add_up() -> Planted:
    row = {"report": "决算表", "line": "1", "level": "省级", "amount": yuan(1600), "is_total": False}
    wrong = row | {"line": "2", "amount": yuan(1700), "is_total": True}
    return a_settled_batch(), "决算表", {"list/printed"}, {"lists": [a_list("printed", row, wrong)]}


def paid_behind_the_ledgers_back() -> Planted:
    office = a_settled_batch()
    plant(office, "revenue/2017/fees", FundsMovedOut(MUNICIPAL, yuan(10), PROVINCIAL, "财社〔2017〕9号", APPLIED))
    plant(office, payout_of("b-nobody"), pays(office, "b-nobody"))
    return office, payout_of("b-nobody"), {payout_of("b-nobody")}, {}
