"""Striking a trial balance of the whole ledger at the end of a period, and putting it into the log with a signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from application.answers import LineBalance
from application.desk import Desk
from application.lists import REVENUE_ACCOUNTS
from application.road import Answer, Officer
from application.trial_balances import LEDGER
from application.views.sheet import ACCOUNTS
from application.work import Work
from domain.funds.parts import fund_of
from domain.periods import Period
from domain.proofs import trial_balance
from domain.proofs.events import LineBalances
from domain.proofs.rejections import PeriodNotOver


@dataclass(frozen=True, slots=True, kw_only=True)
class StrikeTrialBalance:
    """Strike the trial balance of all lines at the end of a period (2017, 2017-Q2, 2017-04).

    Postings effective after its last day are not in it. A period may be struck again: the newest one counts.
    """

    command_id: str
    period: str
    on: date


def strike_trial_balance(ask: StrikeTrialBalance, *, by: Officer, desk: Desk) -> Answer:
    """Record the balances, with the signer's name to them. The answer has their count and digest.

    Raises NotAPeriod, InTheFuture, PeriodNotOver, and SignerAway where the log is sealed and its signer is not there.
    """
    desk.happened(ask.on)
    period = Period.parse(ask.period)
    last = period.last.next().first_day() - timedelta(days=1)
    if ask.on < last:
        raise PeriodNotOver("on", period=period, day=ask.on)

    def decide(work: Work) -> dict[str, object]:
        position = desk.views_now()
        lines = _lines(desk, position, last)
        work.rests_on(position, {_stream(line.line) for line in lines})
        fact = trial_balance.struck(lines, scope=LEDGER, period=str(period), effective=last, as_of=position, on=ask.on)
        loaded = work.load(f"trial_balance/{LEDGER}/{period}", lambda facts: sum(1 for _ in facts))
        signed = fact if desk.dry_run else desk.statements.signed(fact)
        work.record(loaded, *trial_balance.pages(lines), signed)
        return {"period": str(period), "lines": fact.lines, "sha256": fact.sha256}

    return desk.take(ask, decide, by=by)


def _lines(desk: Desk, position: int, effective: date) -> Sequence[LineBalances]:
    found = desk.views.fund_position(as_of=position, effective=effective)
    balances = {line.line: _accounts(line.balance) for line in found.lines}
    for row in desk.views.rows(REVENUE_ACCOUNTS, as_of=position):
        line = row.account if row.account.startswith("revenue/") else f"revenue/{row.account}"
        balances[line] = _accounts(desk.views.balance(line, as_of=position, effective=effective))
    return trial_balance.listed(balances)


def _accounts(balance: LineBalance) -> Mapping[str, int]:
    return {account.value: balance.of(account).fen for account in ACCOUNTS}


def _stream(line: str) -> str:
    """Return the stream that has an entry whenever money of a line moves."""
    return line if line.startswith("revenue/") else f"fund/{fund_of(line)}"
