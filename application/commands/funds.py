"""Recording money by document, and adjusting it (调指标)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.document_formats import check_document
from application.road import Answer, Officer
from application.work import Work
from domain.funds import decisions as funds
from domain.funds.events import LevelShare
from domain.funds.parts import fund_id, fund_of
from domain.money import Money
from domain.programmes.decisions import checked_fiscal_year
from domain.programmes.state import existing
from domain.regions import RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class AllocateFunds:
    """A document (文号) brought money for one programme, year and region, by level and kind."""

    command_id: str
    programme: str
    fiscal_year: int
    region: str
    document: str
    shares: tuple[LevelShare, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AddFunds:
    """调指标: more money on a line that is there."""

    command_id: str
    line: str
    amount: Money
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFunds:
    """调指标: money from one line to another of the same fund, level and kind."""

    command_id: str
    from_line: str
    to_line: str
    amount: Money
    document: str
    on: date


def allocate_funds(ask: AllocateFunds, *, by: Officer, desk: Desk) -> Answer:
    """Record a document's money. The answer names the fund.

    Raises what `funds.allocate` does, and what `check_document` does of each share's level.
    """
    desk.happened(ask.on)
    region, year = RegionCode.parse(ask.region), checked_fiscal_year(ask.fiscal_year)

    def decide(work: Work) -> dict[str, object]:
        existing(streams.programme(work, ask.programme).state)
        fund = streams.fund(work, fund_id(year, ask.programme, str(region)))
        allocated = funds.allocate(fund.state, document=ask.document, shares=ask.shares, on=ask.on)
        check_document(work, allocated.document, [share.level for share in allocated.shares])
        work.record(fund, allocated)
        return {"fund": fund.state.id}

    return desk.take(ask, decide, by=by)


def add_funds(ask: AddFunds, *, by: Officer, desk: Desk) -> Answer:
    """Add to a line. Raises what `funds.add` does, and what `check_document` does of the line's level."""
    desk.happened(ask.on)

    def decide(work: Work) -> None:
        fund = streams.fund(work, fund_of(ask.line))
        added = funds.add(fund.state, line=ask.line, amount=ask.amount, document=ask.document, on=ask.on)
        check_document(work, added.document, [fund.state.lines[added.line].level])
        work.record(fund, added)

    return desk.take(ask, decide, by=by)


def move_funds(ask: MoveFunds, *, by: Officer, desk: Desk) -> Answer:
    """Move money between two lines, to the fen.

    Raises what `funds.move` does, and what `check_document` does of the lines' level.
    """
    desk.happened(ask.on)

    def decide(work: Work) -> None:
        fund = streams.fund(work, fund_of(ask.from_line))
        moved_out, moved_in = funds.move(
            fund.state,
            from_line=ask.from_line,
            to_line=ask.to_line,
            amount=ask.amount,
            document=ask.document,
            on=ask.on,
        )
        check_document(work, moved_out.document, [fund.state.lines[moved_out.line].level])
        work.record(fund, moved_out, moved_in)

    return desk.take(ask, decide, by=by)
