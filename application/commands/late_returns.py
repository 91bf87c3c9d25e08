"""Payments that come back after the bank had paid them 到账后退回: by hand, or as a statement says it.

The money goes back to the very lines it came from and waits there like any return, to be sent once more or given up; a
closed batch is open again for it. When the year of the money is closed nothing can wait there: then it goes to the
treasury, as recoveries of closed years do, and the payment is given up with it. Emergency aid that such a payment had
paid is an open claim again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from application import streams
from application.commands import emergency_aid
from application.commands.batch_payouts import by_fund, free_agreements, payouts_of, seats_of
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Loaded, Work
from domain.batches import decisions as batches
from domain.batches.state import Batch
from domain.free_text import clean_text
from domain.funds import settlement
from domain.money import Money
from domain.payouts import decisions as payouts
from domain.payouts.events import ReturnReason
from domain.payouts.state import Payout


@dataclass(frozen=True, slots=True)
class LateReturn:
    """One payment that came back after it was paid, with the reason in the bank's words."""

    beneficiary: str
    amount: Money
    reason: ReturnReason
    bank_words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostLateReturns:
    """The bank sent payments of a batch back after it had paid them; the paper that says so is named with its hash."""

    command_id: str
    batch_id: str
    statement: str
    statement_sha256: str
    lines: tuple[LateReturn, ...]
    on: date


def post_late_returns(ask: PostLateReturns, *, by: Officer, desk: Desk) -> Answer:
    """Record what came back. The answer says how many payments, and whether the money went to the treasury.

    Raises WrongStage, NobodyNamed, LineNotInBatch, ListedTwice, PayoutNotOut (it was not paid), OrderedBackAlready,
    ResultDisagrees, BeforeItsCause, NotAFileHash, TextMissing, PersonalNumberInText; one bad line refuses the whole.
    """
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        batch = streams.existing_batch(work, ask.batch_id)
        loaded = payouts_of(work, batch.state, [line.beneficiary for line in ask.lines], "lines")
        said = post_late(
            work,
            batch,
            list(zip(loaded, ask.lines, strict=True)),
            statement=clean_text(ask.statement, field="statement"),
            sha256=ask.statement_sha256,
            by=by,
            on=ask.on,
        )
        return {"batch": ask.batch_id, **said}

    return desk.take(ask, decide, by=by)


def post_late(
    work: Work,
    batch: Loaded[Batch],
    late: Sequence[tuple[Loaded[Payout], LateReturn]],
    *,
    statement: str,
    sha256: str,
    by: Officer,
    on: date,
) -> dict[str, object]:
    """Record late returns of a batch beside whatever else a statement says, and return what is to be answered.

    Raises as `post_late_returns`.
    """
    states = [payout.state for payout, _line in late]
    people = {payout.beneficiary for payout in states}
    [(name, parts)] = by_fund(states).items()  # A batch is paid out of one fund.
    fund = streams.fund(work, name)
    closed = fund.state.closed_on is not None
    for row, (payout, line) in enumerate(late):
        fact = payouts.take_back_late(
            payout.state,
            reported=line.amount,
            reason=line.reason,
            bank_words=clean_text(line.bank_words, field=f"lines[{row}].bank_words", limit=60),
            to_treasury=closed,
            on=on,
        )
        work.record(payout, fact, caused_by=work.newest(payout))
    total = settlement.take_back_late(
        fund.state,
        batch_id=batch.state.id,
        period=batch.state.opened.period,
        parts=parts,
        seats=seats_of(batch.state, people),
        on=on,
    )
    work.record(fund, total)
    posted = batches.post_late_returns(
        batch.state,
        statement=statement,
        statement_sha256=sha256,
        returned=[payout.amount for payout in states],
        to_treasury=closed,
        by=by.id,
        on=on,
    )
    work.record(batch, posted)
    emergency_aid.open_again(work, [payout.id for payout in states], by=by, on=on)
    if closed:
        free_agreements(work, batch.state, people)
    return {"returned_late": len(late), "to_treasury": closed}
