"""The bank's result as it was brought: every row that is no payment of the batch, or says something else of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from application import streams
from application.bank_lists import NotAPaymentOf, ResultRow
from application.commands.bank import BankLine
from application.commands.batches import payout_names
from application.commands.brought_lists import BadRow
from application.desk import Desk
from application.work import Work
from domain.batches.rejections import LineNotInBatch, ListedTwice
from domain.free_text import clean_text
from domain.masking import without_long_numbers
from domain.payouts import decisions as payouts
from domain.payouts.events import ReturnReason
from domain.payouts.state import Payout, existing
from domain.rejected import Rejected


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a result: the lines to post, in the order of the file, and every bad row."""

    lines: tuple[BankLine, ...]
    bad: tuple[BadRow, ...]


def check_result(rows: Sequence[ResultRow], batch_id: str, *, on: date, desk: Desk) -> Answered:
    """Find the payments of a result and hold each against what was sent. Raises NoSuchBatch."""
    work = Work(desk.log, attempt=0)
    names = payout_names(streams.existing_batch(work, batch_id).state)
    lines, bad = _lines(rows, names, batch_id)
    loaded = streams.payouts_by_id(work, [names[line.beneficiary] for _, line in lines])
    for (row, line), payout in zip(lines, loaded, strict=True):
        if refusal := _refusal(line, payout.state, names[line.beneficiary], batch_id, on):
            bad.append(BadRow(row, line.beneficiary, refusal))
    return Answered(tuple(line for _, line in lines), tuple(sorted(bad, key=lambda one: one.row)))


def lines_of(rows: Sequence[ResultRow], batch_id: str, *, desk: Desk) -> tuple[BankLine, ...]:
    """Return the lines of a result as they were posted before, nothing checked. Raises NoSuchBatch."""
    names = payout_names(streams.existing_batch(Work(desk.log, attempt=0), batch_id).state)
    return tuple(line for _, line in _lines(rows, names, batch_id)[0])


def _lines(
    rows: Sequence[ResultRow], names: dict[str, str], batch_id: str
) -> tuple[list[tuple[int, BankLine]], list[BadRow]]:
    people = {payout: person for person, payout in names.items()} | {person: person for person in names}
    lines: list[tuple[int, BankLine]] = []
    bad: list[BadRow] = []
    seen: set[str] = set()
    for row in rows:
        person = people.get(row.reference)
        if person is None:
            told = without_long_numbers(row.reference[:60])  # Whatever the bank put there may be somebody's account.
            bad.append(BadRow(row.row, "", NotAPaymentOf("reference", reference=told, batch=batch_id)))
        elif person in seen:
            bad.append(BadRow(row.row, person, ListedTwice("reference", beneficiary=person)))
        else:
            seen.add(person)
            lines.append((row.row, BankLine(person, row.amount, row.settled, row.reason, row.words)))
    return lines, bad


def _refusal(line: BankLine, payout: Payout | None, name: str, batch_id: str, on: date) -> Rejected | None:
    try:
        state = existing(payout, name)
        if state.batch_id != batch_id:
            return LineNotInBatch("reference", beneficiary=line.beneficiary)
        if line.settled:
            payouts.settle(state, reported=line.amount, on=on)
        else:
            words = clean_text(line.bank_words, field="reason", limit=60)
            reason = line.reason or ReturnReason.OTHER
            payouts.take_back(state, reported=line.amount, reason=reason, bank_words=words, on=on)
    except Rejected as refusal:
        refusal.field = refusal.field if refusal.field in ("amount", "reason") else "reference"
        return refusal
    return None
