"""The bank's result as it was brought: what is to be posted, what is of others, and every row that is wrong.

All of it is found out on the payments as they were before the command: asked again after it was done, the same file
comes to the same lines.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from application.bank_lists import NotAPaymentOf, ResultRow, ResultSource
from application.commands.bank import BankLine
from application.commands.batches import payout_names
from application.commands.brought_lists import BadRow
from application.desk import Desk
from application.recorded import facts_before
from domain.batches import decisions as batches
from domain.batches.rejections import LineNotInBatch, ListedTwice
from domain.batches.state import existing as existing_batch
from domain.batches.state import replay as replay_batch
from domain.free_text import clean_text
from domain.masking import without_long_numbers
from domain.payment_messages import NothingToPost
from domain.payouts import decisions as payouts
from domain.payouts.events import PayoutReissued, ReturnReason
from domain.payouts.hearing import Heard, heard
from domain.payouts.references import bank_reference
from domain.payouts.state import Payout, Stage
from domain.payouts.state import existing as existing_payout
from domain.payouts.state import replay as replay_payout
from domain.rejected import Rejected


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a result: the lines to post with the rows they stand in, in the order of the file; every bad row.

    `set_aside` counts lines that are of no payment of the batch, `left_open` those that are not the bank's last word,
    `known` those posted before. Payments that came back after they were posted as paid are among the lines, marked
    `late`; `ordered_back` names whose money is ordered back already, which is booked with that recovery and not here.
    """

    lines: tuple[BankLine, ...] = ()
    rows: tuple[int, ...] = ()
    bad: tuple[BadRow, ...] = ()
    set_aside: int = 0
    left_open: int = 0
    known: int = 0
    ordered_back: tuple[str, ...] = ()

    def said(self) -> dict[str, object]:
        """Return what is told of lines that were not posted; nothing if all were."""
        counts = {"set_aside": self.set_aside, "left_open": self.left_open, "known": self.known}
        told: dict[str, object] = {name: count for name, count in counts.items() if count}
        return told | ({"ordered_back": list(self.ordered_back)} if self.ordered_back else {})


def check_result(
    rows: Sequence[ResultRow], batch_id: str, *, on: date, sha256: str, command_id: str, desk: Desk
) -> Answered:
    """Find the payments of a result and hold each against what was sent.

    Raises NoSuchBatch, StatementPostedBefore, NothingToPost.
    """
    history = facts_before(command_id, desk.log.stream(f"batch/{batch_id}"))
    batch = existing_batch(replay_batch(batch_id, history), batch_id)
    batches.statement_is_new(batch, sha256)
    names = payout_names(batch)
    found, answered = _ours(rows, names, batch_id)
    streams = desk.log.streams([f"payout/{names[person]}" for _, person in found])
    lines: list[tuple[ResultRow, BankLine]] = []
    bad, ordered_back, known, of_another = list(answered.bad), [], 0, 0
    for row, person in found:
        facts = facts_before(command_id, streams.get(f"payout/{names[person]}", ()))
        state = replay_payout(names[person], facts)
        if row.source is ResultSource.STATEMENT and (state is None or state.batch_id != batch_id):
            of_another += 1  # given up here, and paid as arrears by another batch
            continue
        match word := _heard(row, state, batch_id, facts):
            case Heard.KNOWN:
                known += 1
            case Heard.ORDERED_BACK:
                ordered_back.append(person)
            case Heard.RETURNED_LATE | Heard.NEWS:
                late = word is Heard.RETURNED_LATE
                line = BankLine(person, row.amount, row.settled, row.reason, row.words, late)
                lines.append((row, line))
                if refusal := _refusal(line, state, names[person], batch_id, on):
                    bad.append(BadRow(row.row, person, refusal))
    answered = replace(
        answered,
        lines=tuple(line for _, line in lines),
        rows=tuple(row.row for row, _ in lines),
        bad=tuple(sorted(bad, key=lambda one: one.row)),
        set_aside=answered.set_aside + of_another,
        known=known,
        ordered_back=tuple(ordered_back),
    )
    if not lines and not bad:
        counts = {"set_aside": answered.set_aside, "left_open": answered.left_open}
        raise NothingToPost("file", batch=batch_id, known=known, ordered_back=len(ordered_back), **counts)
    return answered


def _ours(
    rows: Sequence[ResultRow], names: Mapping[str, str], batch_id: str
) -> tuple[list[tuple[ResultRow, str]], Answered]:
    """Return whose payment each row is, and what is to be said of the rows that are nobody's or not to be posted."""
    at_the_bank = {payout: person for person, payout in names.items()}
    at_the_bank |= {bank_reference(payout): person for person, payout in names.items()}
    # Many batches pay the same person: on a statement only the payment's own name tells which.
    of_the_batch = {person: person for person in names} | at_the_bank
    found: list[tuple[ResultRow, str]] = []
    bad: list[BadRow] = []
    seen: set[str] = set()
    set_aside = left_open = 0
    for row in rows:
        person = (at_the_bank if row.source is ResultSource.STATEMENT else of_the_batch).get(row.reference)
        if person is None and row.source is ResultSource.STATEMENT:
            set_aside += 1
        elif person is None:
            told = without_long_numbers(row.reference[:60])  # Whatever the bank put there may be somebody's account.
            bad.append(BadRow(row.row, "", NotAPaymentOf("reference", reference=told, batch=batch_id)))
        elif row.trouble is not None:
            bad.append(BadRow(row.row, person, row.trouble))
        elif not row.final:
            left_open += 1
        elif person in seen:
            bad.append(BadRow(row.row, person, ListedTwice("reference", beneficiary=person)))
        else:
            seen.add(person)
            found.append((row, person))
    return found, Answered(bad=tuple(bad), set_aside=set_aside, left_open=left_open)


def _heard(row: ResultRow, payout: Payout | None, batch_id: str, facts: Sequence[object]) -> Heard:
    if payout is None or payout.batch_id != batch_id:
        return Heard.NEWS
    sent_again = [fact.value_date for fact in facts if isinstance(fact, PayoutReissued)]
    if row.source is ResultSource.LIST and (row.settled or payout.stage is not Stage.SETTLED or sent_again):
        return Heard.NEWS  # A list says each thing once, and of which sending it speaks it does not say.
    return heard(
        payout,
        settled=row.settled,
        reported=row.amount,
        booked_on=row.booked_on,
        sent_again_on=sent_again[-1] if sent_again else None,
    )


def _refusal(line: BankLine, payout: Payout | None, name: str, batch_id: str, on: date) -> Rejected | None:
    try:
        state = existing_payout(payout, name)
        if state.batch_id != batch_id:
            return LineNotInBatch("reference", beneficiary=line.beneficiary)
        if line.settled:
            payouts.settle(state, reported=line.amount, on=on)
        else:
            words = clean_text(line.bank_words, field="reason", limit=60)
            reason = line.reason or ReturnReason.OTHER
            said = {"reported": line.amount, "reason": reason, "bank_words": words, "on": on}
            if line.late:
                payouts.take_back_late(state, to_treasury=False, **said)  # type: ignore[arg-type]  # by name
            else:
                payouts.take_back(state, **said)  # type: ignore[arg-type]  # by name
    except Rejected as refusal:
        refusal.field = refusal.field if refusal.field in ("amount", "reason") else "reference"
        return refusal
    return None
