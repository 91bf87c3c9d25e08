"""What the log says of its own proofs: new signing keys, and trial balances with the signer's name to them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.money import Money


@dataclass(frozen=True, slots=True)
class KeysAnnounced:
    """New keys of the log's signer. `announcement` is the statement that the old and the new keys signed
    (domain/proofs/rotation.py); the first checkpoint that covers this entry is signed by the new ones."""

    announcement: str


@dataclass(frozen=True, slots=True)
class AccountBalance:
    """What stands on one account of the journal (its name as application/views/posting.py writes it)."""

    account: str
    amount: Money


@dataclass(frozen=True, slots=True)
class LineBalances:
    """The accounts of one line on which anything stands, in the journal's order."""

    line: str
    balances: tuple[AccountBalance, ...]


@dataclass(frozen=True, slots=True)
class TrialBalanceListed:
    """Lines of a trial balance, sorted by id; long ones take several entries, the one that strikes it follows them."""

    lines: tuple[LineBalances, ...]


@dataclass(frozen=True, slots=True)
class TrialBalanceStruck:
    """A trial balance, of the lines listed since the last one was struck in this stream.

    `scope` is `fund/<fund>` or `ledger`; `period` the period it closes (2017, 2017-04). With `effective`, only postings
    that count by then are in it; without, all that were recorded. Lines that began after position `as_of` are not
    in it. `lines` says how many there are, `sha256` is the digest (hex) of all their balances, `totals` sums them up by
    account. `signed` is the statement with the signer's signatures, empty in a ledger that is not sealed.
    """

    scope: str
    period: str
    effective: date | None
    as_of: int
    lines: int
    sha256: str
    totals: tuple[AccountBalance, ...]
    signed: str
    struck_on: date


ProofEvent = KeysAnnounced | TrialBalanceListed | TrialBalanceStruck
