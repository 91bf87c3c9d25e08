"""A province that sends money to a county and takes it back, and the rules it sends by."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from domain.funds.decisions import allocate
from domain.funds.events import LevelShare
from domain.funds.parts import Part, fund_id, line_id
from domain.funds.state import Fund, evolve
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.transmissions import decisions, rules
from domain.transmissions.decisions import SendersWord
from domain.transmissions.rules import Rules

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
