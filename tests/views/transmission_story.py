"""Money between ledgers for the views: every event there is of it, to the treasury included."""

from __future__ import annotations

from datetime import date

from domain.funds.parts import Part, line_id
from domain.levels import FundKind, GovernmentLevel
from domain.money import Money
from domain.transmissions import events as transmissions

NATIONAL, PROVINCIAL, GENERAL = GovernmentLevel.NATIONAL, GovernmentLevel.PROVINCIAL, FundKind.GENERAL_BUDGET
CITY, FROM_ABOVE = "2017/programme-0/990100", "省财社〔2017〕3号"
RECEIVED = f"2017/programme-0/990000/990100/{FROM_ABOVE}"
LEVELS = {level: line_id(CITY, level, GENERAL, FROM_ABOVE) for level in (NATIONAL, PROVINCIAL)}


def transmitted(day: date) -> list[tuple[str, object]]:
    """Return what a city receives, sends on to three counties, and takes back from two, from one too late."""
    levels = (NATIONAL, GovernmentLevel.COUNTY)
    came = (share(NATIONAL, 9_000, 2016), share(PROVINCIAL, 1_000))
    rule = transmissions.TransmissionRuleSet(date(2017, 1, 1), levels, "由财政部门下达", "市残联发〔2017〕2号", day)
    here = f"fund/{CITY}"
    return [
        ("transmission_rule/ledger", rule),
        (here, transmissions.FundsReceived(RECEIVED, "990000", 12, FROM_ABOVE, came, day)),
        (here, sent(day, 1, "990101", (NATIONAL, 3_000), (PROVINCIAL, 1_000))),
        (here, sent(day, 2, "990102", (NATIONAL, 2_000))),
        (here, sent(day, 3, "990103", (NATIONAL, 1_500))),
        (here, taken_back(day, 2, "990102", (NATIONAL, 2_000))),
        (here, taken_back(day, 3, "990103", (NATIONAL, 1_500), to_treasury=True)),
    ]


def share(level: GovernmentLevel, fen: int, year: int = 2017) -> transmissions.TransmittedShare:
    return transmissions.TransmittedShare(level, GENERAL, year, Money(fen))


def sent(day: date, number: int, ledger: str, *moved: tuple[GovernmentLevel, int]) -> transmissions.FundsTransmitted:
    document = f"市财社〔2017〕{number}号"
    parts, shares = _both(moved)
    return transmissions.FundsTransmitted(f"{CITY}/{ledger}/{document}", ledger, ledger, document, parts, shares, day)


def taken_back(
    day: date, number: int, ledger: str, *moved: tuple[GovernmentLevel, int], to_treasury: bool = False
) -> transmissions.FundsTakenBack:
    name, document = f"{CITY}/{ledger}/市财社〔2017〕{number}号", f"市财社〔2017〕{number + 40}号"
    return transmissions.FundsTakenBack(name, ledger, document, *_both(moved), to_treasury, day)


def _both(
    moved: tuple[tuple[GovernmentLevel, int], ...],
) -> tuple[tuple[Part, ...], tuple[transmissions.TransmittedShare, ...]]:
    parts = tuple(Part(LEVELS[level], Money(fen)) for level, fen in moved)
    return parts, tuple(share(level, fen, 2016 if level is NATIONAL else 2017) for level, fen in moved)
