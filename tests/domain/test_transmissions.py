"""Money between ledgers: it keeps its level, kind and age, arrives as it was sent, and no fen of it is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.funds import year_end
from domain.funds.events import FundsBroughtForward, LevelShare
from domain.funds.parts import fund_id, line_id
from domain.funds.state import Fund, evolve
from domain.money import Money, total
from domain.transmissions import rejections
from domain.transmissions.decisions import SendersWord
from tests.domain.transmission_stories import (
    BUDGET,
    CITY,
    COUNTY,
    DOWN,
    FROM_ABOVE,
    LINES,
    NATIONAL,
    PROVINCE,
    PROVINCIAL,
    SENT,
    a_province,
    a_province_that_sent,
    receiving,
    sending,
    share,
    taking_back,
    the_word_of,
)


def test_what_is_sent_leaves_the_available_money_line_by_line_and_says_what_is_to_be_booked() -> None:
    fund = a_province_that_sent()
    assert [fund.lines[line].transmitted.fen for line in LINES.values()] == [40_000, 2_345, 0]
    assert [fund.lines[line].available.fen for line in LINES.values()] == [60_000, 97_655, 100_000]
    (found,) = fund.sent.values()
    assert [(each.level, each.kind, each.source_year, each.amount.fen) for each in found.sent.shares] == [
        (NATIONAL, BUDGET, 2026, 40_000),
        (PROVINCIAL, BUDGET, 2026, 2_345),
    ]


def test_what_is_received_keeps_its_level_kind_and_age_under_the_sender_s_document() -> None:
    old = FundsBroughtForward(
        LINES[NATIONAL, BUDGET], Money(500), "2025/nursing/990000/x", NATIONAL, BUDGET, FROM_ABOVE, 2024, SENT
    )
    province = evolve(Fund(PROVINCE), old)
    province = evolve(province, sending(province, (LINES[NATIONAL, BUDGET], 500)))
    shares = [share(NATIONAL, BUDGET, 500)]
    county = evolve(Fund(COUNTY), receiving(Fund(COUNTY), the_word_of(province), shares=shares))
    (line,) = county.lines.values()
    assert (line.id, line.source_year, line.available) == (line_id(COUNTY, NATIONAL, BUDGET, DOWN), 2024, Money(500))


def test_what_is_taken_back_is_on_its_very_lines_again_and_is_sent_no_more() -> None:
    fund = a_province_that_sent()
    back = evolve(fund, taking_back(fund))
    assert back.lines == a_province().lines
    assert back.sent[f"{PROVINCE}/county/{DOWN}"].taken_back_on == date(2026, 9, 1)


def test_what_was_transmitted_is_no_surplus_at_the_year_s_end_and_goes_to_the_treasury_when_taken_back_later() -> None:
    fund = a_province_that_sent()
    plan = year_end.settle_year(fund, Fund(fund_id(2027, "nursing", "990000")), on=date(2026, 12, 31))
    assert plan.carried_over == 300_000 - 42_345
    for event in plan.here:
        fund = evolve(fund, event)
    after = evolve(fund, taking_back(fund, on=date(2027, 1, 20)))
    assert [after.lines[line].treasury.fen for line in LINES.values()] == [40_000, 2_345, 0]
    assert not any(line.available for line in after.lines.values())


def test_who_receives_from_somebody_who_keeps_no_ledger_here_states_it_alone() -> None:
    received = receiving(Fund(COUNTY), None, from_ledger="finance-bureau")
    assert (received.sent_at, [each.source_year for each in received.shares]) == (0, [2026, 2026])


@dataclass
class Installation:
    """Three funds, one a ledger, and a treasurer's own count of what is under way."""

    funds: dict[str, Fund]
    under_way: list[tuple[str, str, str]]
    number: int = 0

    def send(self, sender: str, receiver: str, line: int, fen: int) -> None:
        fund = self.funds[sender]
        lines = [each for each in fund.lines.values() if each.available]
        if lines:
            chosen = lines[line % len(lines)]
            self.number += 1
            event = sending(
                fund,
                (chosen.id, 1 + fen % chosen.available.fen),
                ledger=sender,
                to_ledger=receiver,
                to_region=self.funds[receiver].region,
                document=f"财社〔2026〕{self.number}号",
            )
            self.funds[sender] = evolve(fund, event)
            self.under_way.append((sender, receiver, event.transmission))

    def receive(self, which: int, off_by: int) -> None:
        if not self.under_way:
            return
        sender, receiver, name = self.under_way[which % len(self.under_way)]
        word = SendersWord(self.funds[sender].sent[name])
        sent = self.funds[sender].sent[name].sent
        facts: dict[str, Any] = {
            "ledger": receiver,
            "from_ledger": sender,
            "from_fund": self.funds[sender].id,
            "document": sent.document,
            "shares": [LevelShare(one.level, one.kind, one.amount + Money(off_by)) for one in sent.shares],
        }
        if off_by:
            with pytest.raises(rejections.ReceiptDiffers):
                receiving(self.funds[receiver], word, **facts)
            return
        self.funds[receiver] = evolve(self.funds[receiver], receiving(self.funds[receiver], word, **facts))
        self.under_way.remove((sender, receiver, name))
        with pytest.raises(rejections.AlreadyReceived):
            receiving(self.funds[receiver], word, **facts)

    def take_back(self, which: int) -> None:
        if self.under_way:
            sender, _, name = self.under_way.pop(which % len(self.under_way))
            self.funds[sender] = evolve(self.funds[sender], taking_back(self.funds[sender], transmission=name))


STEPS = st.lists(
    st.one_of(
        st.tuples(
            st.just("send"),
            st.sampled_from([("province", "city"), ("province", "county"), ("city", "county")]),
            st.integers(0, 9),
            st.integers(0, 99_999),
        ),
        st.tuples(st.just("receive"), st.integers(0, 9), st.sampled_from([0, 0, 0, 1])),
        st.tuples(st.just("take_back"), st.integers(0, 9)),
    ),
    max_size=25,
)


@given(steps=STEPS)
def test_no_fen_is_lost_or_made_whatever_is_sent_received_and_taken_back(steps: list[Any]) -> None:
    here = Installation({"province": a_province(), "city": Fund(CITY), "county": Fund(COUNTY)}, [])
    for step in steps:
        match step:
            case ("send", (sender, receiver), line, fen):
                here.send(sender, receiver, line, fen)
            case ("receive", which, off_by):
                here.receive(which, off_by)
            case ("take_back", which):
                here.take_back(which)
        lines = [line for fund in here.funds.values() for line in fund.lines.values()]
        under_way = total(one.amount for s, _, name in here.under_way for one in here.funds[s].sent[name].sent.shares)
        assert total(line.available for line in lines) + under_way == Money(300_000)
        assert all(line.allocated == line.available + line.transmitted for line in lines)
        assert all(line.available.fen >= 0 <= line.transmitted.fen for line in lines)
        for level, kind in LINES:
            own = [line for line in lines if (line.level, line.kind) == (level, kind)]
            going = [one for s, _, name in here.under_way for one in here.funds[s].sent[name].sent.shares]
            mine = total(one.amount for one in going if (one.level, one.kind) == (level, kind))
            assert total(line.available for line in own) + mine == Money(100_000)
