"""What must hold of a whole log, whoever wrote it. Each rule reads the entries in order and says what breaks it.

The rules look; they never act. Tests run them after every story, and `verify` runs them in production.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Protocol

from application.recorded import Recorded
from application.trial_balances import TrialBalancesAreThePostings
from application.views.funds import FundMovement, fund_rows
from application.views.posting import Movement, Posting, postings
from application.views.sheet import ACCOUNTS, NOTHING, Balances, balanced, effect, plus
from domain.awards.events import InstalmentCalled
from domain.batches import events as batches
from domain.claims.naming import is_claim
from domain.eligibility import events as cases
from domain.matching.events import UnitConditionMet
from domain.money import total
from domain.notices import events as notices
from domain.payouts import events as payouts
from domain.recoveries import events as recoveries


@dataclass(frozen=True, slots=True)
class Breach:
    """A rule that the entry at `position` breaks, and how."""

    rule: str
    position: int
    stream: str
    what: str


class Invariant(Protocol):
    """One rule: `see` every entry in order, then `end`."""

    RULE: ClassVar[str]

    def see(self, entry: Recorded[object]) -> Iterable[str]:
        """Yield what is wrong with the entry, after all before it."""

    def end(self) -> Iterable[tuple[int, str, str]]:
        """Yield what is wrong with the whole: position, stream and what."""


class NumberedWithoutGaps:
    """Positions and each stream's versions count 1, 2, 3 …, and time never goes back."""

    RULE: ClassVar[str] = "numbered_without_gaps"

    def __init__(self) -> None:
        self._position, self._versions = 0, dict[str, int]()
        self._instant: datetime | None = None

    def see(self, entry: Recorded[object]) -> Iterator[str]:
        if entry.position != self._position + 1:
            yield f"position {entry.position} follows {self._position}"
        expected = self._versions.get(entry.stream, 0) + 1
        if entry.version != expected:
            yield f"version {entry.version} where {expected} was due"
        if self._instant is not None and entry.recorded_at < self._instant:
            yield f"recorded at {entry.recorded_at}, before the entry before it"
        self._position, self._versions[entry.stream] = entry.position, entry.version
        self._instant = entry.recorded_at

    def end(self) -> Iterator[tuple[int, str, str]]:
        return iter(())


class OnlyThoseGrantedAfterNoticeArePaid:
    """Who is paid was granted; who was granted stood on a notice that had run its time. What is paid to an institution
    as a claim was freed before."""

    RULE: ClassVar[str] = "only_those_granted_after_notice_are_paid"

    def __init__(self) -> None:
        self._listed: dict[str, set[str]] = defaultdict(set)
        self._concluded: set[str] = set()
        self._granted: set[tuple[str, str]] = set()
        self._freed: set[str] = set()

    def see(self, entry: Recorded[object]) -> Iterator[str]:
        match entry.fact:
            case payouts.PayoutReleased(beneficiary=person):
                programme = entry.stream.split("/", 2)[1]
                if is_claim(person):
                    if person not in self._freed:
                        yield f"{person} is paid before its condition is met"
                elif (programme, person) not in self._granted:
                    yield f"{person} is paid without a grant"
            case InstalmentCalled(claim=claim):
                self._freed.add(claim)
            case UnitConditionMet(freed=freed):
                self._freed.update(part.claim for part in freed)
            case notices.NoticeListed(beneficiaries=people):
                self._listed[entry.stream[7:]].update(people)
            case notices.NoticeConcluded():
                self._concluded.add(entry.stream[7:])
            case cases.CaseGranted(notice_id=notice):
                _, programme, person = entry.stream.split("/", 2)
                self._granted.add((programme, person))
                if person not in self._listed[notice]:
                    yield f"{person} is granted and was not on notice {notice}"
                if notice not in self._concluded:
                    yield f"{person} is granted before notice {notice} has run its time"

    def end(self) -> Iterator[tuple[int, str, str]]:
        return iter(())


class NobodyIsPaidTwice:
    """A person has one regular payout a programme and period; a payout is released once (again only after it was
    given up), and says who it is for."""

    RULE: ClassVar[str] = "nobody_is_paid_twice"

    def __init__(self) -> None:
        self._released: set[str] = set()

    def see(self, entry: Recorded[object]) -> Iterator[str]:
        if isinstance(entry.fact, payouts.PayoutReleased):
            person = entry.stream.split("/")[3]
            if person != entry.fact.beneficiary:
                yield f"the payout of {person} pays {entry.fact.beneficiary}"
            if entry.stream in self._released:
                yield "released a second time"
            self._released.add(entry.stream)
        elif isinstance(entry.fact, payouts.PayoutCancelled) or (
            isinstance(entry.fact, payouts.PayoutReturnedLate) and entry.fact.to_treasury
        ):
            self._released.discard(entry.stream)

    def end(self) -> Iterator[tuple[int, str, str]]:
        return iter(())


class NothingComesBackThatWasNotPaid:
    """Of a payout, no more is settled, returned, given up or recovered than is there."""

    RULE: ClassVar[str] = "nothing_comes_back_that_was_not_paid"

    def __init__(self) -> None:
        self._standing: dict[str, tuple[int, int, int, int]] = {}

    def see(self, entry: Recorded[object]) -> Iterator[str]:
        for row in postings(entry):
            if row.payout is not None:
                before = self._standing.get(row.payout, (0, 0, 0, 0))
                after = self._moved(before, row.movement, row.amount_fen)
                if min(after) < 0:
                    yield f"{row.movement} of {row.amount_fen} fen, with {before} at the bank, paid, back, recovered"
                self._standing[row.payout] = after

    def end(self) -> Iterator[tuple[int, str, str]]:
        return iter(())

    @staticmethod
    def _moved(before: tuple[int, int, int, int], movement: Movement, fen: int) -> tuple[int, int, int, int]:
        """Return what is at the bank, paid and not ordered back, back with us, and recovered."""
        bank, paid, back, recovered = before
        match movement:
            case Movement.RELEASE:
                return bank + fen, paid, back, recovered
            case Movement.SETTLE:
                return bank - fen, paid + fen, back, recovered
            case Movement.RETURN:
                return bank - fen, paid, back + fen, recovered
            case Movement.RETURN_LATE:
                return bank, paid - fen, back + fen, recovered
            case Movement.RETURN_LATE_TO_TREASURY:
                return bank, paid - fen, back, recovered
            case Movement.REISSUE:
                return bank + fen, paid, back - fen, recovered
            case Movement.CANCEL:
                return bank, paid, back - fen, recovered
            case Movement.RECOVER | Movement.RECOVER_TO_TREASURY:
                return bank, paid - fen, back, recovered + fen
            case _:
                return before


class NoFundIsOverdrawn:
    """allocated + recovered = available + reserved + disbursed + settled + returned + carried over + treasury +
    transmitted, for every line at every position, and none of them is ever below zero."""

    RULE: ClassVar[str] = "no_fund_is_overdrawn"

    def __init__(self) -> None:
        self.balances: dict[str, Balances] = {}

    def see(self, entry: Recorded[object]) -> Iterator[str]:
        for row in postings(entry):
            after = plus(self.balances.get(row.line, NOTHING), effect(row))
            self.balances[row.line] = after
            if not balanced(after):
                yield f"{row.line} does not balance"
            for account, fen in zip(ACCOUNTS, after, strict=True):
                if fen < 0:
                    yield f"{account} of {row.line} is {fen} fen"

    def end(self) -> Iterator[tuple[int, str, str]]:
        return iter(())


class ApprovedByDifferentPeople:
    """A batch is released with every step of its chain, each by another person, all on the digest that is released."""

    RULE: ClassVar[str] = "approved_by_different_people"

    def __init__(self) -> None:
        self._chain: dict[str, tuple[object, ...]] = {}
        self._digest: dict[str, str] = {}
        self._approvals: dict[str, list[batches.BatchApproved]] = defaultdict(list)

    def see(self, entry: Recorded[object]) -> Iterator[str]:
        stream = entry.stream
        match entry.fact:
            case batches.BatchOpened(approval_chain=chain):
                self._chain[stream] = chain
            case batches.BatchSubmitted(digest=digest):
                self._digest[stream] = digest
                self._approvals[stream] = []
            case batches.BatchSentBack():
                self._approvals[stream] = []
            case batches.BatchApproved() as approved:
                self._approvals[stream].append(approved)
            case batches.BatchReleased(digest=digest):
                approvals = self._approvals.pop(stream, [])
                if tuple(approved.step for approved in approvals) != self._chain.get(stream):
                    yield "released without its whole chain, in order"
                if len({approved.approved_by for approved in approvals}) != len(approvals):
                    yield "one person approved two steps"
                if {digest, *(approved.digest for approved in approvals)} != {self._digest.get(stream)}:
                    yield "something else was released than was approved"

    def end(self) -> Iterator[tuple[int, str, str]]:
        return iter(())


class ControlTotalsAreThePayouts:
    """What a fund says a batch or a recovery moved on a line is what its payouts and instalments moved."""

    RULE: ClassVar[str] = "control_totals_are_the_payouts"
    _COUNTED = frozenset({Movement.RELEASE, Movement.SETTLE, Movement.RETURN, Movement.REISSUE, Movement.CANCEL}) | {
        Movement.RETURN_LATE,
        Movement.RETURN_LATE_TO_TREASURY,
    }
    _BACK = frozenset({Movement.RECOVER, Movement.RECOVER_TO_TREASURY})

    def __init__(self) -> None:
        self._open: dict[tuple[str | None, Movement, str], int] = defaultdict(int)
        self._last: dict[tuple[str | None, Movement, str], tuple[int, str]] = {}

    def see(self, entry: Recorded[object]) -> Iterator[str]:
        fact = entry.fact
        if isinstance(fact, payouts.PayoutReleased | recoveries.InstalmentReceived):
            parts = fact.parts if isinstance(fact, payouts.PayoutReleased) else (*fact.to_lines, *fact.to_treasury)
            if total(part.amount for part in parts) != fact.amount:
                yield "the parts are not the amount"
        for posting in postings(entry):
            self._count(entry, posting, +1, posting.batch, posting.line)
        for row in fund_rows(entry):
            if isinstance(row, FundMovement):
                self._count(entry, row, -1, row.batch, row.line)

    def _count(
        self, entry: Recorded[object], row: Posting | FundMovement, sign: int, batch: str | None, line: str
    ) -> None:
        if row.movement in self._COUNTED or row.movement in self._BACK:
            key = (batch, row.movement, line)
            self._open[key] += sign * row.amount_fen
            self._last[key] = (entry.position, entry.stream)
            if not self._open[key]:
                del self._open[key], self._last[key]

    def end(self) -> Iterator[tuple[int, str, str]]:
        for (batch, movement, line), fen in self._open.items():
            position, stream = self._last[(batch, movement, line)]
            yield position, stream, f"{movement} of {batch or 'recoveries'} on {line}: the payouts differ by {fen} fen"


INVARIANTS: tuple[type[Invariant], ...] = (
    NumberedWithoutGaps,
    OnlyThoseGrantedAfterNoticeArePaid,
    NobodyIsPaidTwice,
    NothingComesBackThatWasNotPaid,
    NoFundIsOverdrawn,
    ApprovedByDifferentPeople,
    ControlTotalsAreThePayouts,
    TrialBalancesAreThePostings,
)


def breaches(log: Iterable[Recorded[object]]) -> Iterator[Breach]:
    """Yield every breach of every rule, in one pass over a whole log from position 1."""
    rules = [(kind.RULE, kind()) for kind in INVARIANTS]
    for entry in log:
        for name, rule in rules:
            for what in rule.see(entry):
                yield Breach(name, entry.position, entry.stream, what)
    for name, rule in rules:
        for position, stream, what in rule.end():
            yield Breach(name, position, stream, what)
