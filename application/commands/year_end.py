"""Closing a fund's year: carry over (结转), surrender (结余), shut."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.recorded import command_cause
from application.road import Answer, Officer
from application.trial_balances import of_fund, scope_of
from application.work import Work
from domain.funds import year_end
from domain.funds.parts import fund_id
from domain.funds.state import Fund, carried_on
from domain.programmes.decisions import checked_fiscal_year
from domain.programmes.state import existing
from domain.proofs import trial_balance
from domain.regions import RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseYear:
    """Close one fund's year: every line's rest is carried over, or surrendered where it is too old; then it is shut."""

    command_id: str
    programme: str
    fiscal_year: int
    region: str
    on: date


def close_year(ask: CloseYear, *, by: Officer, desk: Desk) -> Answer:
    """Close the year in one step, or refuse it whole. The answer says what went where, in fen by line.

    Raises NoSuchProgramme, NotARegionCode, NotAFiscalYear, EarlierYearOpen, YearNotOver, YearIsClosed, MoneyStillOpen,
    and SignerAway where the log is sealed and its signer is not there to sign the trial balance.
    """
    desk.happened(ask.on)
    region, year = str(RegionCode.parse(ask.region)), checked_fiscal_year(ask.fiscal_year)

    def decide(work: Work) -> dict[str, object]:
        existing(streams.programme(work, ask.programme).state)
        year_end.in_order(streams.fund(work, fund_id(year - 1, ask.programme, region)).state)
        fund = streams.fund(work, fund_id(year, ask.programme, region))
        following = streams.fund(work, fund_id(year + 1, ask.programme, region))
        plan = year_end.settle_year(fund.state, following.state, on=ask.on)
        work.record(fund, *plan.here)
        if plan.next_year:
            work.record(following, *plan.next_year, caused_by=command_cause(ask.command_id))
        _strike(work, desk, ask, carried_on(fund.state, plan.here))
        return {
            "fund": fund.state.id,
            "carried_over_fen": str(plan.carried_over),
            "surrendered_fen": str(plan.surrendered),
        }

    return desk.take(ask, decide, by=by)


def _strike(work: Work, desk: Desk, ask: CloseYear, closed: Fund) -> None:
    """Record the closed fund's trial balance beside it."""
    lines = of_fund(closed)
    fact = trial_balance.struck(
        lines, scope=scope_of(closed.id), period=str(ask.fiscal_year), effective=None, as_of=desk.log.head(), on=ask.on
    )
    loaded = work.load(f"trial_balance/{scope_of(closed.id)}", lambda facts: sum(1 for _ in facts))
    signed = fact if desk.dry_run else desk.statements.signed(fact)
    work.record(loaded, *trial_balance.pages(lines), signed, caused_by=command_cause(ask.command_id))
