"""A province, a city and a county, each with a ledger of its own: what one sends another receives, or it shows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from application.budgets.figures import BudgetBook
from application.commands.budgets import ApproveBudget
from application.commands.funds import AllocateFunds
from application.commands.transmissions import ReceiveFunds, SetTransmissionRule, TakeBackFunds, TransmitFunds
from application.lists import TRANSMISSIONS
from application.road import WouldDo
from application.transmissions.unmatched import Match, Side, Unmatched, unmatched
from domain.budgets.events import BudgetItem, BudgetLine
from domain.funds.events import LevelShare
from domain.funds.parts import Part
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.programmes.rejections import NoSuchProgramme
from domain.transmissions.rejections import (
    AlreadyReceived,
    AlreadyTakenBack,
    MayNotTransmit,
    NothingTransmitted,
    NotTransmitted,
    ReceiptDiffers,
)
from infrastructure.neighbours.in_memory import MemoryNeighbours
from tests.support.office import APPROVERS, BUILDER, Office, an_office
from tests.support.stories import MEDICINE, a_programme

LEADER = list(APPROVERS.values())[1]
REGIONS = {"province": "990000", "city": "990100", "county": "990101"}
FROM_ABOVE, DOWN, FURTHER, BACK = "财社〔2025〕80号", "省财社〔2026〕3号", "市财社〔2026〕9号", "省财社〔2026〕40号"
BUDGET, NATIONAL, PROVINCIAL = FundKind.GENERAL_BUDGET, GovernmentLevel.NATIONAL, GovernmentLevel.PROVINCIAL
TODAY = date(2026, 6, 30)
Offices = dict[str, Office]


def line(ledger: str, document: str, level: GovernmentLevel = NATIONAL) -> str:
    return f"2026/{MEDICINE}/{REGIONS[ledger]}/{level}/{BUDGET}/{document}"


def shares(**fen: int) -> tuple[LevelShare, ...]:
    return tuple(LevelShare(GovernmentLevel(level), BUDGET, Money(amount)) for level, amount in fen.items())


def an_installation() -> Offices:
    """Three offices whose ledgers see one another; the province has money of two levels and may send to both."""
    offices = {name: a_programme(an_office(TODAY, ledger=name)) for name in REGIONS}
    neighbours = MemoryNeighbours({name: office.desk.log for name, office in offices.items()})
    for office in offices.values():
        office.desk = replace(office.desk, neighbours=neighbours)
    for name in ("province", "city"):
        offices[name].asks(
            SetTransmissionRule,
            by=LEADER,
            valid_from=date(2020, 1, 1),
            to_levels=(GovernmentLevel.MUNICIPAL, GovernmentLevel.COUNTY),
            instead="由财政部门下达",
            document="省残联发〔2019〕9号",
            on=date(2026, 1, 5),
        )
    offices["province"].asks(
        AllocateFunds,
        by=BUILDER,
        programme=MEDICINE,
        fiscal_year=2026,
        region="990000",
        document=FROM_ABOVE,
        shares=shares(national=90_000, provincial=10_000),
        on=date(2026, 1, 5),
    )
    return offices


def send(offices: Offices, sender: str, receiver: str, document: str, *parts: tuple[str, int]) -> str:
    answer = offices[sender].asks(TransmitFunds, **sending(receiver, document, *parts))
    return str(answer.said["transmission"])


def sending(receiver: str, document: str, *parts: tuple[str, int]) -> dict[str, Any]:
    return {
        "by": BUILDER,
        "parts": tuple(Part(name, Money(fen)) for name, fen in parts),
        "to_ledger": receiver,
        "to_region": REGIONS.get(receiver, "990102"),
        "document": document,
        "on": date(2026, 3, 2),
    }


def receiving(sender: str, receiver: str, document: str, **fen: int) -> dict[str, Any]:
    return {
        "by": BUILDER,
        "programme": MEDICINE,
        "fiscal_year": 2026,
        "region": REGIONS[receiver],
        "from_ledger": sender,
        "from_region": REGIONS.get(sender, "990000"),
        "document": document,
        "shares": shares(**fen),
        "on": date(2026, 3, 5),
    }


def between(offices: Offices, ledger: str) -> tuple[Unmatched, ...]:
    desk = offices[ledger].desk
    return unmatched(ledger, desk.neighbours, today=TODAY)


def told(rows: tuple[Unmatched, ...]) -> list[tuple[Side, str, Match, int]]:
    return [(row.side, row.counterpart, row.match, row.days) for row in rows]


def available(offices: Offices) -> int:
    return sum(line.balance.available.fen for office in offices.values() for line in office.position().lines)


def test_money_goes_down_from_the_province_through_the_city_to_the_county_and_both_sides_can_follow_it() -> None:
    offices = an_installation()
    first = send(offices, "province", "city", DOWN, (line("province", FROM_ABOVE), 40_000))
    offices["city"].asks(ReceiveFunds, **receiving("province", "city", DOWN, national=40_000))
    second = send(offices, "city", "county", FURTHER, (line("city", DOWN), 40_000))
    offices["county"].asks(ReceiveFunds, **receiving("city", "county", FURTHER, national=40_000))
    assert available(offices) == 100_000
    city = offices["city"].views.trail_of_line(line("city", DOWN))
    assert [(step.movement, step.transmission) for step in city.movements] == [("receive", first), ("transmit", second)]
    assert str(offices["province"].balance(line("province", FROM_ABOVE)).transmitted) == "400.00"
    assert offices["county"].balance(line("county", FURTHER)).available == Money(40_000)
    assert [between(offices, name) for name in REGIONS] == [(), (), ()]
    for office in offices.values():
        office.holds()


def test_what_was_sent_and_not_received_shows_on_both_sides_with_its_age() -> None:
    offices = an_installation()
    send(offices, "province", "city", DOWN, (line("province", FROM_ABOVE), 40_000))
    assert told(between(offices, "province")) == [(Side.SENDER, "city", Match.NOT_RECEIVED, 120)]
    assert told(between(offices, "city")) == [(Side.RECEIVER, "province", Match.NOT_RECEIVED, 120)]
    assert between(offices, "county") == ()


def test_what_is_taken_back_is_available_again_and_the_other_side_cannot_receive_it_any_more() -> None:
    offices = an_installation()
    name = send(offices, "province", "city", DOWN, (line("province", FROM_ABOVE), 40_000))
    back = {"transmission": name, "document": BACK, "on": date(2026, 6, 1)}
    offices["province"].asks(TakeBackFunds, by=BUILDER, **back)
    assert available(offices) == 100_000
    facts = receiving("province", "city", DOWN, national=40_000)
    offices["city"].is_refused(AlreadyTakenBack, ReceiveFunds, field="document", **facts)
    assert [between(offices, ledger) for ledger in REGIONS] == [(), (), ()]


def test_what_was_received_cannot_be_taken_back_nor_received_again() -> None:
    offices = an_installation()
    name = send(offices, "province", "city", DOWN, (line("province", FROM_ABOVE), 40_000))
    facts = receiving("province", "city", DOWN, national=40_000)
    offices["city"].asks(ReceiveFunds, **facts)
    offices["city"].is_refused(AlreadyReceived, ReceiveFunds, **facts)
    back = {"transmission": name, "document": BACK, "on": date(2026, 6, 1)}
    offices["province"].is_refused(AlreadyReceived, TakeBackFunds, by=BUILDER, **back)
    assert offices["province"].refusals() == ["already_received"]


def test_a_receipt_says_what_was_sent_to_the_fen_level_by_level() -> None:
    offices = an_installation()
    parts = ((line("province", FROM_ABOVE), 40_000), (line("province", FROM_ABOVE, PROVINCIAL), 5_000))
    send(offices, "province", "county", DOWN, *parts)
    office = offices["county"]
    for wrong in ({"national": 40_000}, {"national": 45_000}, {"national": 39_999, "provincial": 5_001}):
        facts = receiving("province", "county", DOWN, **wrong)
        office.is_refused(ReceiptDiffers, ReceiveFunds, field="shares", **facts)
    office.asks(ReceiveFunds, **receiving("province", "county", DOWN, national=40_000, provincial=5_000))
    office.holds()


def test_nothing_is_received_from_a_ledger_here_that_sent_nothing_and_a_dry_run_says_so_too() -> None:
    offices = an_installation()
    facts = receiving("province", "city", DOWN, national=40_000)
    offices["city"].is_refused(NotTransmitted, ReceiveFunds, **facts)
    offices["city"].desk = replace(offices["city"].desk, dry_run=True)
    with pytest.raises(NotTransmitted):
        offices["city"].asks(ReceiveFunds, **facts)
    send(offices, "province", "city", DOWN, (line("province", FROM_ABOVE), 40_000))
    with pytest.raises(WouldDo):
        offices["city"].asks(ReceiveFunds, **facts)


def test_who_keeps_the_books_elsewhere_stays_unmatched_on_either_side() -> None:
    offices = an_installation()
    send(offices, "province", "far-county", DOWN, (line("province", FROM_ABOVE), 100))
    offices["county"].asks(ReceiveFunds, **receiving("finance-bureau", "county", FURTHER, national=700))
    assert told(between(offices, "province")) == [(Side.SENDER, "far-county", Match.KEPT_ELSEWHERE, 120)]
    assert told(between(offices, "county")) == [(Side.RECEIVER, "finance-bureau", Match.KEPT_ELSEWHERE, 117)]


def test_the_rule_of_the_day_decides_who_gets_money_from_here() -> None:
    offices = an_installation()
    province = offices["province"]
    province.asks(
        SetTransmissionRule,
        by=LEADER,
        valid_from=date(2026, 3, 1),
        to_levels=(GovernmentLevel.MUNICIPAL,),
        instead="经市级残联下达",
        document="省残联发〔2026〕18号",
        on=date(2026, 2, 20),
    )
    facts = sending("county", DOWN, (line("province", FROM_ABOVE), 100))
    said = province.is_refused(MayNotTransmit, TransmitFunds, field="to_region", **facts)
    assert "省残联发〔2026〕18号" in said.sentence("zh")
    province.asks(TransmitFunds, **(facts | {"on": date(2026, 2, 28)}))
    send(offices, "province", "city", FURTHER, (line("province", FROM_ABOVE), 100))
    assert province.refusals() == ["may_not_transmit"]


def test_nothing_is_sent_without_lines_nor_received_for_a_programme_that_is_not_run_here() -> None:
    offices = an_installation()
    offices["province"].is_refused(NothingTransmitted, TransmitFunds, field="parts", **sending("city", DOWN))
    facts = receiving("province", "city", DOWN, national=1) | {"programme": "unheard-of"}
    offices["city"].is_refused(NoSuchProgramme, ReceiveFunds, **facts)


def test_what_was_transmitted_counts_in_a_budget_as_spent_by_handing_its_quota_on() -> None:
    offices = an_installation()
    province = offices["province"]
    source: dict[str, Any] = {"item": "care", "level": NATIONAL, "kind": BUDGET, "source_year": 2026}
    province.asks(
        ApproveBudget,
        by=BUILDER,
        budget_id="2026-990000",
        fiscal_year=2026,
        region="990000",
        document="省财预〔2026〕1号",
        surplus_after_years=2,
        items=(BudgetItem("care", "药费补助", MEDICINE),),
        lines=(BudgetLine(**source, amount=Money(90_000)),),
        on=date(2026, 1, 20),
    )
    send(offices, "province", "city", DOWN, (line("province", FROM_ABOVE), 40_000))
    province.desk.views_now()
    shown = BudgetBook("2026-990000", desk=province.desk).shown()
    [national] = [one for one in shown.lines if one.level is NATIONAL]
    assert (national.executed, national.handed_on, national.left) == (Money(40_000), Money(40_000), Money(50_000))


def test_what_a_city_received_is_listed_with_the_day_by_which_to_hand_it_on() -> None:
    offices = an_installation()
    send(offices, "province", "city", DOWN, (line("province", FROM_ABOVE), 40_000))
    offices["city"].asks(ReceiveFunds, **receiving("province", "city", DOWN, national=40_000))
    [listed] = offices["city"].views.rows(TRANSMISSIONS)
    assert (listed.stage, listed.source_year, listed.pass_on_by) == ("received", 2026, date(2026, 4, 4))
    [there] = offices["city"].position().lines
    assert (there.document, there.source_year) == (DOWN, 2026)
