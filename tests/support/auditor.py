"""An auditor's own books: plain integers by line, person and period, kept beside the ledger and never out of it.

Nothing here asks the domain for a number. What a payment's parts are is read off the vouchers (the batch's own lines)
and held against the auditor's own arithmetic; everything after that is addition.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

ACCOUNTS = (
    "allocated",
    "available",
    "reserved",
    "disbursed",
    "settled",
    "returned",
    "recovered",
    "carried",
    "treasury",
)
MONTHS_OF_YEAR = range(1, 13)
AMOUNT = 1001
"""Fen a person and quarter: nothing that four fifths and one fifth divide evenly."""
QUOTA = 2
Parts = Mapping[str, int]


def account_books() -> dict[str, int]:
    return dict.fromkeys(ACCOUNTS, 0)


@dataclass
class PersonBook:
    """Months of 2017 that somebody is entitled to, and what stands in the way."""

    months: set[int] = field(default_factory=lambda: set(MONTHS_OF_YEAR))
    died: tuple[int, int] | None = None
    stage: str = "granted"
    checked: bool = False
    suspended_from: int = 0
    objections: set[str] = field(default_factory=set)

    def stands_in(self, quarter: int) -> bool:
        return not self.objections and bool(self.months & months_of(quarter))

    def ends(self, month: int) -> None:
        self.months = {m for m in self.months if m < month}


@dataclass
class BatchBook:
    """A batch as the auditor sees it: who acted, who is on it, and each person's parts."""

    quarter: int
    builder: str
    digest: str
    parts: dict[str, Parts]
    in_quota: list[str]
    stage: str = "submitted"
    approvers: list[str] = field(default_factory=list)

    def by_line(self) -> dict[str, int]:
        return added(self.parts.values())


@dataclass
class PaymentBook:
    """One person's payment for one quarter; `ordered` and `recovered` are fen."""

    batch: str
    parts: Parts
    in_quota: bool
    stage: str = "open"
    ordered: int = 0
    back: dict[str, int] = field(default_factory=lambda: defaultdict(int))


@dataclass
class ClaimBook:
    """What was ordered back of a payment."""

    quarter: int
    person: str
    parts: Parts
    ordered_by: str
    amount: int
    received: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    written_off: int = 0

    @property
    def outstanding(self) -> int:
        return self.amount - sum(self.received.values()) - self.written_off


@dataclass
class Books:
    """Everything the auditor has written down."""

    lines: dict[str, dict[str, int]] = field(default_factory=dict)
    people: dict[str, PersonBook] = field(default_factory=dict)
    batches: dict[str, BatchBook] = field(default_factory=dict)
    payments: dict[tuple[int, str], PaymentBook] = field(default_factory=dict)
    claims: dict[str, ClaimBook] = field(default_factory=dict)
    closed: bool = False

    def opened(self, line: str, fen: int) -> None:
        self.lines[line] = account_books() | {"allocated": fen, "available": fen}

    def moves(self, parts: Parts, source: str, target: str) -> None:
        for line, fen in parts.items():
            self.lines[line][source] -= fen
            self.lines[line][target] += fen

    def of_level(self, level: str) -> list[str]:
        return [line for line in self.lines if line.split("/")[3] == level and line.startswith("2017")]

    def available(self, level: str) -> int:
        return sum(self.lines[line]["available"] for line in self.of_level(level))

    def seats_free(self, quarter: int) -> int:
        held = sum(len(b.in_quota) for b in self.batches.values() if b.quarter == quarter and b.stage in UNDER_WAY)
        paid = sum(p.in_quota and p.stage != "cancelled" for (q, _), p in self.payments.items() if q == quarter)
        return max(0, QUOTA - held - paid)

    def payable(self, quarter: int, *, arrears: bool) -> list[str]:
        return [
            name
            for name, person in self.people.items()
            if person.stands_in(quarter) and not self.paid(quarter, name, arrears=arrears)
        ]

    def paid(self, quarter: int, person: str, *, arrears: bool) -> bool:
        payment = self.payments.get((quarter, person))
        return payment is not None and not (arrears and payment.stage == "cancelled")

    def needs(self, seated: int, others: int) -> dict[str, int]:
        """What each level pays for so many in the quota and so many beyond it, to the fen."""
        whole = seated * AMOUNT
        provincial, municipal = whole * 4 // 5, whole // 5
        if whole - provincial - municipal:
            if whole * 4 % 5 >= whole % 5:
                provincial += 1
            else:
                municipal += 1
        return {"provincial": provincial, "municipal": municipal + others * AMOUNT}

    def drawn(self, needs: Mapping[str, int]) -> dict[str, int]:
        """Which lines pay that: of each level the line that came first, as long as it lasts."""
        draws: dict[str, int] = {}
        for level, need in needs.items():
            for line in self.of_level(level):
                taken = min(need, self.lines[line]["available"])
                if taken:
                    draws[line] = taken
                    need -= taken
        return draws

    def vouchers_are_right(self, batch: BatchBook) -> None:
        """Each person gets the amount, each level its share to the fen, and the lines pay in their order."""
        assert all(sum(parts.values()) == AMOUNT for parts in batch.parts.values())
        others = len(batch.parts) - len(batch.in_quota)
        assert batch.by_line() == self.drawn(self.needs(len(batch.in_quota), others))
        for person, parts in batch.parts.items():
            provincial = sum(fen for line, fen in parts.items() if line.split("/")[3] == "provincial")
            assert provincial in ((800, 801) if person in batch.in_quota else (0,))

    def holds(self) -> None:
        """The auditor's own books are in order, whatever the ledger says."""
        for line, book in self.lines.items():
            gone = ("available", "reserved", "disbursed", "settled", "returned", "carried", "treasury")
            assert book["allocated"] + book["recovered"] == sum(book[account] for account in gone), line
            assert min(book.values()) >= 0, line
        for payment in self.payments.values():
            assert all(payment.back[line] <= fen for line, fen in payment.parts.items())
            assert sum(payment.back.values()) <= payment.ordered <= AMOUNT
            assert payment.stage == "settled" or not payment.ordered


UNDER_WAY = ("submitted", "approved")


def months_of(quarter: int) -> set[int]:
    return {3 * quarter - 2, 3 * quarter - 1, 3 * quarter}


def added(parts: Iterable[Parts]) -> dict[str, int]:
    sums: dict[str, int] = defaultdict(int)
    for each in parts:
        for line, fen in each.items():
            sums[line] += fen
    return dict(sums)


def picked(things: Sequence[str], choice: int) -> str:
    """Pick one of them, whatever the number."""
    return things[choice % len(things)]
