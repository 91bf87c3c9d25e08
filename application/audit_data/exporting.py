"""Writes the books of some months as of a position: one reading of the log, a page at a time, into one zip.

The same months as of the same position give the same bytes, but for the signed checkpoint in the control sheet: it is
the newest one there is, and the control sheet shows by a consistency proof that it continues the tree of the books.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from application.audit_data.books import Books, Span, last_day, lines_of
from application.audit_data.control import Tally, sheet
from application.audit_data.describing import described
from application.audit_data.shape import Table
from application.audit_data.subjects import SUBJECTS, VOUCHER_KINDS
from application.audit_data.tables import (
    BALANCE,
    BALANCES,
    BOOK,
    BOOKS,
    CONTROL,
    DIMENSION,
    ENTRY_LINE,
    FUND_LINE,
    LINE_ACCOUNTS,
    LINES,
    PERIOD,
    SHAPE,
    STANDARDS,
    SUBJECT,
    VERSION,
    VOUCHER,
    VOUCHER_KIND,
    VOUCHERS,
)
from application.audit_data.tree import Sealed, sealed_at
from application.desk import Desk
from application.packages import packed
from application.recorded import Recorded
from application.views.posting import Posting, postings
from domain.audit_data.rejections import NothingBooked
from domain.claims.naming import is_claim
from domain.levels import FundKind, GovernmentLevel
from domain.proofs.tree import leaf_hash

PAGE = 2_000
"""Entries read at a time."""
CURRENCY = "CNY"

Row = tuple[Table, Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which books: the months, the position they are as of, and how the log is sealed there (None: it is not)."""

    span: Span
    as_of: int
    sealed: Sealed | None

    def file_name(self, ledger: str) -> str:
        """Return what the package is called."""
        return f"audit-data-{ledger}-{self.span.first}-{self.span.last}-{self.as_of}.zip"


def wanted(span: Span, as_of: int | None, desk: Desk) -> Wanted:
    """Return which books are to be written; without a position, as of the newest that is sealed.

    Raises NothingBooked, and NotSealedYet where the log is sealed but not so far.
    """
    position, sealed = sealed_at(as_of, desk)
    if position < 1:
        raise NothingBooked("as_of", position=position)
    return Wanted(span, position, sealed)


def exported(asked: Wanted, desk: Desk) -> Iterator[bytes]:
    """Yield the package piece by piece. Memory grows with the number of fund lines, not of entries."""
    return packed(_Export(asked, desk).members())


@dataclass(slots=True)
class _Export:
    asked: Wanted
    desk: Desk
    tallies: list[Tally] = field(default_factory=list)

    def members(self) -> Iterator[tuple[str, Iterator[bytes]]]:
        books = Books(self.asked.span)
        for file, rows in (
            (VOUCHERS, self._vouchers(books)),
            (BALANCES, self._balances(books)),
            (LINES, _fund_lines(books)),
            (BOOKS, self._books()),
        ):
            tally = Tally(file)
            self.tallies.append(tally)
            yield file.name, tally.pieces(rows)
        yield SHAPE, iter((sheet(described()),))
        yield CONTROL, iter((sheet(self._control()),))

    def _vouchers(self, books: Books) -> Iterator[Row]:
        for page in self._pages():
            found = [(entry, moved) for entry in page if (moved := postings(entry))]
            kept = [(entry, moved) for entry, moved in found if _kept(books, moved)]
            leaves = self._leaves(page) if kept else ()
            for entry, moved in kept:
                leaf = leaves[entry.position - page[0].position] if leaves else ""
                yield VOUCHER, _voucher(entry, moved, leaf)
                yield from _entry_lines(entry, moved)

    def _pages(self) -> Iterator[Sequence[Recorded[object]]]:
        position, last = 0, self.asked.as_of
        while position < last:
            page = self.desk.log.after(position, limit=min(PAGE, last - position))
            if not page:
                return
            yield page
            position = page[-1].position

    def _leaves(self, page: Sequence[Recorded[object]]) -> Sequence[str]:
        if self.desk.sealed is None:
            return ()
        return [leaf_hash(body).hex() for body in self.desk.sealed.entries(page[0].position, len(page))]

    def _balances(self, books: Books) -> Iterator[Row]:
        for month, (account, line), opening, debit, credit, closing in books.balances():
            subject = SUBJECTS[account]
            yield (
                BALANCE,
                (
                    subject.code,
                    line,
                    CURRENCY,
                    self.asked.span.year,
                    month.first_day().month,
                    _side(opening, subject.side),
                    abs(opening),
                    debit,
                    credit,
                    _side(closing, subject.side),
                    abs(closing),
                ),
            )

    def _books(self) -> Iterator[Row]:
        ledger, year = self.desk.log.ledger, self.asked.span.year
        yield (
            BOOK,
            (
                ledger,
                f"补贴资金账本 {ledger}",
                ledger,
                "",
                "行政事业单位",
                "",
                "Subsidy Ledger",
                VERSION,
                "人民币",
                year,
                STANDARDS,
                self.asked.as_of,
            ),
        )
        for month in self.asked.span:
            yield PERIOD, (year, month.first_day().month, month.first_day(), last_day(month))
        for code, name in VOUCHER_KINDS.values():
            yield VOUCHER_KIND, (code, name)
        for subject in SUBJECTS.values():
            yield SUBJECT, (subject.code, subject.zh, 1, subject.kind, subject.side)
        for subject in SUBJECTS.values():
            yield DIMENSION, (subject.code, "1", "资金指标", "预算指标")

    def _control(self) -> dict[str, Any]:
        span, sealed = self.asked.span, self.asked.sealed
        return {
            "format": "subsidy-ledger audit data",
            "version": VERSION,
            "shaped_after": STANDARDS,
            "ledger": self.desk.log.ledger,
            "fiscal_year": span.year,
            "first_month": str(span.first),
            "last_month": str(span.last),
            "as_of": self.asked.as_of,
            "sealed": None if sealed is None else sealed.said(),
            "files": [tally.said() for tally in self.tallies],
        }


def masked_payee(ledger: str, payee: str) -> str:
    """Return the number a payee has in audit data: a claim's own name, of a person a hash of ledger and number.

    Whoever has the ledger's list of people can find the person again, nobody else; the same person is the same.
    """
    if not payee or is_claim(payee):
        return payee
    return f"p-{sha256(f'audit-data/{ledger}/{payee}'.encode()).hexdigest()[:16]}"


def _kept(books: Books, moved: Sequence[Posting]) -> bool:
    # All postings of an entry are effective on one day, so they lie in the months together.
    kept = [books.keep(posting) for posting in moved]
    return all(kept)


def _voucher(entry: Recorded[object], moved: Sequence[Posting], leaf: str) -> Sequence[Any]:
    first = moved[0]
    day = first.effective
    payee = first.payout.split("/")[2] if first.payout else ""
    document = getattr(entry.fact, "document", "") or getattr(entry.fact, "voucher", "")
    return (
        day.year,
        day.month,
        VOUCHER_KINDS[first.movement][0],
        entry.position,
        day,
        entry.actor,
        document,
        first.batch or "",
        masked_payee(entry.ledger, payee),
        entry.recorded_at,
        leaf,
    )


def _entry_lines(entry: Recorded[object], moved: Sequence[Posting]) -> Iterator[Row]:
    number = 0
    for posting in moved:
        what = VOUCHER_KINDS[posting.movement][1]
        for account, debit, credit in (
            (posting.to_account, posting.amount_fen, 0),
            (posting.from_account, 0, posting.amount_fen),
        ):
            number += 1
            code = SUBJECTS[account].code
            yield ENTRY_LINE, (entry.position, number, what, code, posting.line, CURRENCY, debit, credit)


def _fund_lines(books: Books) -> Iterator[Row]:
    closing = books.closing()
    sums: dict[str, dict[Any, int]] = {}
    for where, amount in closing.items():
        sums.setdefault(where.line, {})[where.account] = amount
    for line in lines_of(closing):
        year, programme, region, level, kind, document = line.split("/", 5)
        about = (line, int(year), programme, region, GovernmentLevel(level).zh, FundKind(kind).zh, document)
        stands = [sums[line].get(account, 0) * (1 if SUBJECTS[account].is_debit else -1) for account in LINE_ACCOUNTS]
        yield FUND_LINE, (*about, *stands)


def _side(amount: int, own: str) -> str:
    return own if not amount else "借" if amount > 0 else "贷"
