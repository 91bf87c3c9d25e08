"""Trial balances in the log: what they are made from, and whether the postings before them say the same."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import ClassVar, Protocol

from application.recorded import Recorded
from application.views.posting import Movement, postings
from application.views.sheet import ACCOUNTS, NOTHING, effect_of, plus
from domain.funds.parts import fund_of
from domain.funds.state import Fund, Line
from domain.proofs import trial_balance
from domain.proofs.events import LineBalances, TrialBalanceListed, TrialBalanceStruck

LEDGER = "ledger"
"""The scope of a trial balance of every line there is."""


class StatementSigner(Protocol):
    """Puts the log's signatures under a trial balance."""

    def signed(self, fact: TrialBalanceStruck) -> TrialBalanceStruck:
        """Return the fact with its statement signed; as it is in a ledger that is not sealed.

        Raises SignerAway and what the signer refuses.
        """


class Unsigned:
    """Stands where there is no signer: the ledger is not sealed."""

    def signed(self, fact: TrialBalanceStruck) -> TrialBalanceStruck:
        """Return the fact as it is."""
        return fact


def scope_of(fund: str) -> str:
    """Return the scope of one fund's trial balance."""
    return f"fund/{fund}"


def of_fund(fund: Fund) -> tuple[LineBalances, ...]:
    """Return a fund's lines as its state has them."""
    return trial_balance.listed({line.id: _accounts(line) for line in fund.lines.values()})


def _accounts(line: Line) -> Mapping[str, int]:
    return {account.value: getattr(line, account.value).fen for account in ACCOUNTS if hasattr(line, account.value)}


class TrialBalancesAreThePostings:
    """Every trial balance in the log says what the postings before it come to, line by line and account by account."""

    RULE: ClassVar[str] = "trial_balances_are_the_postings"

    def __init__(self) -> None:
        self._moved: dict[str, dict[tuple[date, Movement], int]] = {}
        self._begun: dict[str, int] = {}
        self._pages: dict[str, list[LineBalances]] = {}

    def see(self, entry: Recorded[object]) -> Iterator[str]:
        """Take an entry in and yield what is wrong with a trial balance that it strikes."""
        match entry.fact:
            case TrialBalanceListed(lines=lines):
                self._pages.setdefault(entry.stream, []).extend(lines)
            case TrialBalanceStruck() as fact:
                yield from self._differences(fact, self._pages.pop(entry.stream, []))
            case _:
                for row in postings(entry):
                    moved = self._moved.get(row.line)
                    if moved is None:
                        moved = self._moved[row.line] = {}
                        self._begun[row.line] = entry.position
                    key = (row.effective, row.movement)
                    moved[key] = moved.get(key, 0) + row.amount_fen

    def end(self) -> Iterator[tuple[int, str, str]]:
        """Yield nothing: what is wrong was said where it stands."""
        return iter(())

    def _differences(self, fact: TrialBalanceStruck, listed: list[LineBalances]) -> Iterator[str]:
        due = trial_balance.listed({line: self._balances(line, fact.effective) for line in self._lines_of(fact)})
        yield from trial_balance.differences(listed, due)
        if (fact.lines, fact.sha256, fact.totals) != (
            len(listed),
            trial_balance.digest(listed),
            trial_balance.totals(listed),
        ):
            yield "count, digest or totals of the trial balance are not those of the lines listed before it"

    def _lines_of(self, fact: TrialBalanceStruck) -> Iterator[str]:
        for line, begun in self._begun.items():
            if begun <= fact.as_of and fact.scope in (LEDGER, scope_of(fund_of(line))):
                yield line

    def _balances(self, line: str, effective: date | None) -> Mapping[str, int]:
        found = NOTHING
        for (day, movement), fen in self._moved[line].items():
            if effective is None or day <= effective:
                found = plus(found, effect_of(movement, fen))
        return {account.value: fen for account, fen in zip(ACCOUNTS, found, strict=True)}
