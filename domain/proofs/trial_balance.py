"""Trial balances: every line's accounts at the closing of a period, bounded in size, and signed (试算平衡表).

Lines are listed by pages, so that `verify` can name the one that differs; digest, count and totals stand in the entry
that strikes the balance, and are what the signer signs.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from hashlib import sha256

from domain.money import Money
from domain.proofs.events import AccountBalance, LineBalances, TrialBalanceListed, TrialBalanceStruck

LINES_A_PAGE = 64
"""A line has at most eleven balances and an id of up to 200 characters: a page stays far below an entry's limit."""

_HEADER = "subsidy-ledger trial balance v1"

Balances = Mapping[str, Mapping[str, int]]
"""Fen by line and account."""


def listed(balances: Balances) -> tuple[LineBalances, ...]:
    """Return the lines on which anything stands, sorted; each one's accounts in the order given."""
    lines = (
        LineBalances(line, tuple(AccountBalance(account, Money(fen)) for account, fen in own.items() if fen))
        for line, own in sorted(balances.items())
    )
    return tuple(one for one in lines if one.balances)


def pages(lines: Sequence[LineBalances]) -> tuple[TrialBalanceListed, ...]:
    """Return the lines as facts, so many in each."""
    return tuple(TrialBalanceListed(tuple(lines[at : at + LINES_A_PAGE])) for at in range(0, len(lines), LINES_A_PAGE))


def struck(
    lines: Sequence[LineBalances], *, scope: str, period: str, effective: date | None, as_of: int, on: date
) -> TrialBalanceStruck:
    """Return the fact that strikes a balance of these lines."""
    return TrialBalanceStruck(scope, period, effective, as_of, len(lines), digest(lines), totals(lines), "", on)


def digest(lines: Iterable[LineBalances]) -> str:
    """Return the SHA-256 (hex) of all balances: a line of text each, `<line> TAB <account> TAB <fen>`."""
    hashed = sha256()
    for one in lines:
        for each in one.balances:
            hashed.update(f"{one.line}\t{each.account}\t{each.amount.fen}\n".encode())
    return hashed.hexdigest()


def totals(lines: Iterable[LineBalances]) -> tuple[AccountBalance, ...]:
    """Return the sum by account, sorted by the account's name."""
    sums: dict[str, int] = {}
    for one in lines:
        for each in one.balances:
            sums[each.account] = sums.get(each.account, 0) + each.amount.fen
    return tuple(AccountBalance(account, Money(fen)) for account, fen in sorted(sums.items()))


def statement(fact: TrialBalanceStruck, *, ledger: str, origin: str) -> str:
    """Return the text that the signer of a log signs."""
    lines = [_HEADER, origin, f"ledger {ledger}", f"scope {fact.scope}", f"period {fact.period}"]
    lines += [f"effective {fact.effective.isoformat() if fact.effective else 'all'}", f"as of {fact.as_of}"]
    lines += [
        f"lines {fact.lines}",
        f"sha256 {fact.sha256}",
        *(f"total {each.account} {each.amount.fen}" for each in fact.totals),
    ]
    return "".join(f"{line}\n" for line in lines)


def may_be_signed(text: str, origin: str) -> bool:
    """Say whether a signer of a log may sign a text: that it is a trial balance's and of this log."""
    return text.startswith(f"{_HEADER}\n{origin}\nledger ") and text.endswith("\n") and "\n\n" not in text


def differences(listed: Sequence[LineBalances], due: Sequence[LineBalances]) -> list[str]:
    """Name each line and account in which two lists differ; empty when they agree."""
    told = []
    was, now = (
        {(one.line, each.account): each.amount.fen for one in lines for each in one.balances} for lines in (listed, due)
    )
    for key in sorted(was.keys() | now.keys()):
        if was.get(key, 0) != now.get(key, 0):
            line, account = key
            told.append(f"{account} of {line} is {was.get(key, 0)} fen there, the postings give {now.get(key, 0)}")
    return told
