"""Money between ledgers: it keeps its level, kind and age, arrives as it was sent, and no fen of it is ever lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.funds import year_end
from domain.funds.decisions import allocate
from domain.funds.events import FundsBroughtForward, LevelShare
from domain.funds.parts import Part, fund_id, line_id
from domain.funds.rejections import DocumentAlreadyAllocated, EarmarkedUse, OverBudget, ShareListedTwice, YearIsClosed
from domain.funds.state import Fund, evolve
from domain.levels import FundKind, GovernmentLevel
from domain.money import AmountNotPositive, Money, total
from domain.regions import RegionCode
from domain.rejected import Rejected
from domain.transmissions import decisions, rejections, rules
from domain.transmissions.decisions import SendersWord
from domain.transmissions.rules import Rules, level_of
from domain.transmissions.state import Transmission

NATIONAL, PROVINCIAL = GovernmentLevel.NATIONAL, GovernmentLevel.PROVINCIAL
BUDGET, LOTTERY = FundKind.GENERAL_BUDGET, FundKind.LOTTERY
PROVINCE, CITY, COUNTY = (fund_id(2026, "nursing", region) for region in ("990000", "990100", "990101"))
FROM_ABOVE, DOWN, BACK = "财社〔2025〕80号", "省财社〔2026〕3号", "省财社〔2026〕40号"
SENT = date(2026, 3, 2)
LINES = {
    (NATIONAL, BUDGET): line_id(PROVINCE, NATIONAL, BUDGET, FROM_ABOVE),
    (PROVINCIAL, BUDGET): line_id(PROVINCE, PROVINCIAL, BUDGET, FROM_ABOVE),
    (PROVINCIAL, LOTTERY): line_id(PROVINCE, PROVINCIAL, LOTTERY, FROM_ABOVE),
}
DIRECTLY = rules.set_rule(
    valid_from=date(2020, 1, 1),
    to_levels=[GovernmentLevel.COUNTY, GovernmentLevel.MUNICIPAL],
    instead="由财政部门下达",
    document="省残联发〔2019〕9号",
    on=date(2019, 12, 1),
)
THROUGH_THE_CITY = rules.set_rule(
    valid_from=date(2026, 7, 1),
    to_levels=[GovernmentLevel.MUNICIPAL],
    instead="经市级残联下达",
    document="省残联发〔2026〕18号",
    on=date(2026, 5, 8),
)
RULES: Rules = (DIRECTLY, THROUGH_THE_CITY)


def share(level: GovernmentLevel, kind: FundKind, fen: int) -> LevelShare:
    return LevelShare(level, kind, Money(fen))


def a_province() -> Fund:
    shares = [share(level, kind, 100_000) for level, kind in LINES]
    return evolve(Fund(PROVINCE), allocate(Fund(PROVINCE), document=FROM_ABOVE, shares=shares, on=date(2026, 1, 5)))


def sending(fund: Fund, *parts: tuple[str, int], **facts: Any) -> Any:
    asked: dict[str, Any] = {
        "ledger": "province",
        "to_ledger": "county",
        "to_region": "990101",
        "document": DOWN,
        "parts": [Part(line, Money(fen)) for line, fen in parts],
        "rules": RULES,
        "on": SENT,
    }
    return decisions.transmit(fund, **(asked | facts))


BY_BOTH_LEVELS = ((LINES[NATIONAL, BUDGET], 40_000), (LINES[PROVINCIAL, BUDGET], 2_345))


def a_province_that_sent() -> Fund:
    fund = a_province()
    return evolve(fund, sending(fund, *BY_BOTH_LEVELS))


def the_word_of(fund: Fund) -> SendersWord:
    return SendersWord(next(iter(fund.sent.values())), 7)


def receiving(fund: Fund, word: SendersWord | None, **facts: Any) -> Any:
    asked: dict[str, Any] = {
        "ledger": "county",
        "from_ledger": "province",
        "from_fund": PROVINCE,
        "document": DOWN,
        "shares": [share(NATIONAL, BUDGET, 40_000), share(PROVINCIAL, BUDGET, 2_345)],
        "word": word,
        "on": SENT + timedelta(days=3),
    }
    return decisions.receive(fund, **(asked | facts))


def taking_back(fund: Fund, **facts: Any) -> Any:
    asked: dict[str, Any] = {
        "transmission": f"{PROVINCE}/county/{DOWN}",
        "document": BACK,
        "receipt": None,
        "on": date(2026, 9, 1),
    }
    return decisions.take_back(fund, **(asked | facts))


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


@pytest.mark.parametrize(
    ("region", "level"),
    [("990000", "provincial"), ("990100", "municipal"), ("990101", "county"), ("990101001001", "township")],
)
def test_a_place_s_level_stands_in_its_code(region: str, level: str) -> None:
    assert level_of(RegionCode(region)) == level


def test_the_rule_that_began_last_holds_and_a_later_word_on_the_same_day_corrects_it() -> None:
    corrected = replace(THROUGH_THE_CITY, document="省残联发〔2026〕20号")
    assert rules.in_force(RULES, date(2026, 6, 30)) == DIRECTLY
    assert rules.in_force((*RULES, corrected), date(2026, 7, 1)) == corrected
    assert rules.in_force((THROUGH_THE_CITY, DIRECTLY), date(2026, 7, 1)) == THROUGH_THE_CITY


def test_who_may_no_longer_send_is_told_by_which_document_and_which_way() -> None:
    with pytest.raises(rejections.MayNotTransmit) as refused:
        sending(a_province(), (LINES[NATIONAL, BUDGET], 1), on=date(2026, 7, 1))
    assert "省残联发〔2026〕18号" in refused.value.sentence("zh")
    assert "经市级残联下达" in refused.value.sentence("en")
    in_time = sending(a_province(), (LINES[NATIONAL, BUDGET], 1), on=date(2026, 6, 30))
    to_the_city = sending(
        a_province(), (LINES[NATIONAL, BUDGET], 1), on=date(2026, 7, 1), to_ledger="city", to_region="990100"
    )
    assert (in_time.to_region, to_the_city.to_region) == ("990101", "990100")


def test_a_province_and_a_city_have_thirty_days_to_hand_on_and_a_county_spends() -> None:
    due = [rules.pass_on_by(region, date(2026, 3, 2)) for region in ("990000", "990100", "990101")]
    assert due == [date(2026, 4, 1), date(2026, 4, 1), None]


OLD = line_id(PROVINCE, NATIONAL, BUDGET, "财社〔2024〕80号")
FIRST = LINES[NATIONAL, BUDGET]
NOT_SENT: list[tuple[type[Rejected], Callable[[], object]]] = [
    (rejections.TransmissionToItself, lambda: sending(a_province(), (FIRST, 1), to_ledger="province")),
    (rejections.NotBelowUs, lambda: sending(a_province(), (FIRST, 1), to_region="980101")),
    (rejections.NotBelowUs, lambda: sending(a_province(), (FIRST, 1), to_region="990000")),
    (rejections.NoTransmissionRule, lambda: sending(a_province(), (FIRST, 1), rules=())),
    (rejections.NoTransmissionRule, lambda: sending(a_province(), (FIRST, 1), on=date(2019, 12, 31))),
    (rejections.MayNotTransmit, lambda: sending(a_province(), (FIRST, 1), to_region="990101001000")),
    (rejections.AlreadyTransmitted, lambda: sending(a_province_that_sent(), (FIRST, 1))),
    (rejections.NothingTransmitted, lambda: sending(a_province())),
    (rejections.LineListedTwice, lambda: sending(a_province(), (FIRST, 1), (FIRST, 1))),
    (AmountNotPositive, lambda: sending(a_province(), (FIRST, 0))),
    (OverBudget, lambda: sending(a_province(), (FIRST, 100_001))),
    (EarmarkedUse, lambda: sending(a_province(), ("2026/other/990000/national/general_budget/x", 1))),
    (YearIsClosed, lambda: sending(replace(a_province(), closed_on=SENT), (FIRST, 1))),
    (rejections.SourceYearsDoNotMix, lambda: sending(a_province_with_old_money(), (FIRST, 1), (OLD, 1))),
    (rejections.LevelListedTwice, lambda: a_rule_for(GovernmentLevel.COUNTY, GovernmentLevel.COUNTY)),
]


def a_province_with_old_money() -> Fund:
    old = FundsBroughtForward(OLD, Money(5), "2025/nursing/990000/x", NATIONAL, BUDGET, "财社〔2024〕80号", 2024, SENT)
    return evolve(a_province(), old)


def a_rule_for(*levels: GovernmentLevel) -> object:
    return rules.set_rule(valid_from=SENT, to_levels=levels, instead="经市", document=DOWN, on=SENT)


@pytest.mark.parametrize(("rule", "asked"), NOT_SENT)
def test_what_must_not_be_sent_is_refused(rule: type[Rejected], asked: Callable[[], object]) -> None:
    with pytest.raises(Rejected) as refused:
        asked()
    assert type(refused.value) is rule
    assert "{" not in refused.value.sentence("zh") + refused.value.sentence("en")


def a_county_that_received() -> Fund:
    county = Fund(COUNTY)
    return evolve(county, receiving(county, the_word_of(a_province_that_sent())))


def word(taken_back_on: date | None = None, **changes: Any) -> SendersWord:
    found = the_word_of(a_province_that_sent()).transmission
    assert found is not None
    return SendersWord(Transmission(replace(found.sent, **changes), taken_back_on))


NOT_RECEIVED: list[tuple[type[Rejected], Callable[[], object]]] = [
    (rejections.TransmissionToItself, lambda: receiving(Fund(COUNTY), None, from_ledger="county")),
    (rejections.AlreadyReceived, lambda: receiving(a_county_that_received(), word())),
    (rejections.NotTransmitted, lambda: receiving(Fund(COUNTY), SendersWord(None))),
    (rejections.AlreadyTakenBack, lambda: receiving(Fund(COUNTY), word(taken_back_on=SENT))),
    (rejections.SentToAnotherRegion, lambda: receiving(Fund(COUNTY), word(to_region="990102"))),
    (rejections.BeforeItWasSent, lambda: receiving(Fund(COUNTY), word(), on=SENT - timedelta(days=1))),
    (rejections.ReceiptDiffers, lambda: receiving(Fund(COUNTY), word(), shares=[share(NATIONAL, BUDGET, 42_345)])),
    (
        rejections.ReceiptDiffers,
        lambda: receiving(
            Fund(COUNTY), word(), shares=[share(NATIONAL, BUDGET, 40_000), share(PROVINCIAL, LOTTERY, 2_345)]
        ),
    ),
    (
        ShareListedTwice,
        lambda: receiving(Fund(COUNTY), word(), shares=[share(NATIONAL, BUDGET, 20_000), share(NATIONAL, BUDGET, 1)]),
    ),
    (YearIsClosed, lambda: receiving(replace(Fund(COUNTY), closed_on=SENT), word())),
    (DocumentAlreadyAllocated, lambda: receiving(a_county_that_received(), word(), from_ledger="city")),
    (rejections.NoSuchTransmission, lambda: taking_back(a_province())),
    (
        rejections.AlreadyTakenBack,
        lambda: taking_back(evolve(a_province_that_sent(), taking_back(a_province_that_sent()))),
    ),
    (
        rejections.AlreadyReceived,
        lambda: taking_back(a_province_that_sent(), receipt=next(iter(a_county_that_received().received.values()))),
    ),
    (rejections.BeforeItWasSent, lambda: taking_back(a_province_that_sent(), on=SENT - timedelta(days=1))),
]


@pytest.mark.parametrize(("rule", "asked"), NOT_RECEIVED)
def test_what_must_not_be_received_or_taken_back_is_refused(rule: type[Rejected], asked: Callable[[], object]) -> None:
    with pytest.raises(Rejected) as refused:
        asked()
    assert type(refused.value) is rule
    assert "{" not in refused.value.sentence("zh") + refused.value.sentence("en")


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
