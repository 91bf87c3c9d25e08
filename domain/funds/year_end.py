"""Closing a fund's year: what is left is carried over (结转), or surrendered when too old (结余)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.funds.decisions import the_line
from domain.funds.events import FundEvent, FundsBroughtForward, FundsCarriedOver, FundsSurrendered, YearClosed
from domain.funds.parts import line_id
from domain.funds.rejections import (
    EarlierYearOpen,
    MoneyStillOpen,
    NothingLeft,
    NotOldEnoughToSurrender,
    TooOldToCarryOver,
    YearIsClosed,
    YearNotOver,
)
from domain.funds.state import Fund, Line, evolve

YEARS_BEFORE_SURPLUS = 2
"""Money not used within two years of the year it was budgeted for is surplus; source: 国办发〔2014〕70号."""


def carry_over(fund: Fund, next_fund: Fund, *, line: str, on: date) -> tuple[FundsCarriedOver, FundsBroughtForward]:
    """Carry what is available on a line over to the next year's line of the same document.

    Raises YearNotOver, YearIsClosed (either fund), NoSuchLine, MoneyStillOpen, NothingLeft, TooOldToCarryOver.
    """
    _over(fund, on)
    if next_fund.closed_on is not None:
        raise YearIsClosed("", year=next_fund.year)
    found = _quiet(the_line(fund, line))
    if next_fund.year - found.source_year > YEARS_BEFORE_SURPLUS:
        raise TooOldToCarryOver("line", source_year=found.source_year, to_year=next_fund.year)
    target = line_id(next_fund.id, found.level, found.kind, found.document)
    return (
        FundsCarriedOver(line=line, amount=found.available, to_line=target, carried_on=on),
        FundsBroughtForward(
            line=target,
            amount=found.available,
            from_line=line,
            level=found.level,
            kind=found.kind,
            document=found.document,
            source_year=found.source_year,
            brought_on=on,
        ),
    )


def surrender(fund: Fund, *, line: str, on: date) -> FundsSurrendered:
    """Give what is left of old money to the treasury.

    Raises YearNotOver, YearIsClosed, NoSuchLine, MoneyStillOpen, NothingLeft, NotOldEnoughToSurrender.
    """
    _over(fund, on)
    found = _quiet(the_line(fund, line))
    if fund.year + 1 - found.source_year <= YEARS_BEFORE_SURPLUS:
        raise NotOldEnoughToSurrender("line", source_year=found.source_year)
    return FundsSurrendered(line=line, amount=found.available, surrendered_on=on)


@dataclass(frozen=True, slots=True)
class YearEnd:
    """What closing a year records: on this fund, on next year's, and how much money (fen) went which way."""

    here: tuple[FundEvent, ...]
    next_year: tuple[FundsBroughtForward, ...]
    carried_over: int
    surrendered: int


def settle_year(fund: Fund, next_fund: Fund, *, on: date) -> YearEnd:
    """Carry over or surrender whatever each line has left, and shut the year, all in one.

    Raises what `carry_over`, `surrender` and `close` raise; then nothing of it is recorded.
    """
    here: list[FundEvent] = []
    next_year: list[FundsBroughtForward] = []
    carried = surrendered = 0
    for line in fund.lines.values():
        if not line.available:
            continue
        if fund.year + 1 - line.source_year > YEARS_BEFORE_SURPLUS:
            here.append(surrender(fund, line=line.id, on=on))
            surrendered += line.available.fen
        else:
            out, forward = carry_over(fund, next_fund, line=line.id, on=on)
            here.append(out)
            next_year.append(forward)
            carried += line.available.fen
    settled = fund
    for event in here:
        settled = evolve(settled, event)
    return YearEnd((*here, close(settled, on=on)), tuple(next_year), carried, surrendered)


def in_order(earlier: Fund) -> None:
    """Raise EarlierYearOpen: years are closed in order, or what the earlier one has left could go nowhere."""
    if earlier.lines and earlier.closed_on is None:
        raise EarlierYearOpen("fiscal_year", earlier=earlier.year)


def close(fund: Fund, *, on: date) -> YearClosed:
    """Shut the year. Raises YearNotOver, YearIsClosed, MoneyStillOpen while any line has money that is not at rest."""
    _over(fund, on)
    for line in fund.lines.values():
        for state in ("available", "reserved", "disbursed", "returned"):
            _nothing(line, state)
    return YearClosed(closed_on=on)


def _over(fund: Fund, on: date) -> None:
    if fund.closed_on is not None:
        raise YearIsClosed("", year=fund.year)
    if on < date(fund.year, 12, 31):
        raise YearNotOver("on", year=fund.year, day=on)


def _quiet(line: Line) -> Line:
    for state in ("reserved", "disbursed", "returned"):
        _nothing(line, state)
    if not line.available:
        raise NothingLeft("line", line=line.id)
    return line


def _nothing(line: Line, state: str) -> None:
    open_ = getattr(line, state)
    if open_:
        raise MoneyStillOpen("line", line=line.id, open=open_, state=state)
