"""What the bank made of a batch: settled, returned, sent once more, given up; and the batch's end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.commands.batch_payouts import by_fund, free_agreements, payouts_of, seats_of
from application.commands.late_returns import LateReturn, post_late
from application.commands.still_due import still_due
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Loaded, Work
from domain.batches import decisions as batches
from domain.free_text import clean_text
from domain.funds import settlement
from domain.money import Money
from domain.payouts import decisions as payouts
from domain.payouts.events import ReturnReason
from domain.payouts.state import Payout


@dataclass(frozen=True, slots=True)
class BankLine:
    """One line of the bank's result: paid, or sent back with a reason in the bank's words; `late` after it was paid."""

    beneficiary: str
    amount: Money
    settled: bool
    reason: ReturnReason | None = None
    bank_words: str = ""
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PostBankResult:
    """The bank's word on (some of) a batch's payments; the statement is named and its bytes' hash kept."""

    command_id: str
    batch_id: str
    statement: str
    statement_sha256: str
    lines: tuple[BankLine, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReissuePayouts:
    """Send returned payments to the bank once more, after the accounts were put right."""

    command_id: str
    batch_id: str
    beneficiaries: tuple[str, ...]
    value_date: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelPayouts:
    """Give returned payments up: the money goes back to the very lines it came from."""

    command_id: str
    batch_id: str
    beneficiaries: tuple[str, ...]
    reason: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseBatch:
    """Close a batch of which nothing is open any more."""

    command_id: str
    batch_id: str
    on: date


def post_bank_result(ask: PostBankResult, *, by: Officer, desk: Desk) -> Answer:
    """Record the bank's word, each line's amount compared with what was sent.

    Raises WrongStage, NobodyNamed, LineNotInBatch, ListedTwice, PayoutNotOut, ResultDisagrees, BeforeItsCause,
    NotAFileHash; one bad line refuses the whole.
    """
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        batch = streams.existing_batch(work, ask.batch_id)
        loaded = payouts_of(work, batch.state, [line.beneficiary for line in ask.lines], "lines")
        statement = clean_text(ask.statement, field="statement")
        settled: list[Payout] = []
        returned: list[Payout] = []
        late: list[tuple[Loaded[Payout], LateReturn]] = []
        for row, (line, payout) in enumerate(zip(ask.lines, loaded, strict=True)):
            if line.settled:
                work.record(payout, payouts.settle(payout.state, reported=line.amount, on=ask.on))
                settled.append(payout.state)
                continue
            reason, words = line.reason or ReturnReason.OTHER, line.bank_words
            if line.late:
                late.append((payout, LateReturn(line.beneficiary, line.amount, reason, words)))
                continue
            fact = payouts.take_back(
                payout.state,
                reported=line.amount,
                reason=reason,
                bank_words=clean_text(words, field=f"lines[{row}].bank_words", limit=60),
                on=ask.on,
            )
            work.record(payout, fact)
            returned.append(payout.state)
        if settled or returned:
            posted = batches.post_result(
                batch.state,
                statement=statement,
                statement_sha256=ask.statement_sha256,
                settled=[payout.amount for payout in settled],
                returned=[payout.amount for payout in returned],
                by=by.id,
                on=ask.on,
            )
            work.record(batch, posted)
        for fund_name, parts in by_fund(settled).items():
            fund = streams.fund(work, fund_name)
            work.record(fund, settlement.settle(fund.state, batch_id=ask.batch_id, parts=parts, on=ask.on))
        for fund_name, parts in by_fund(returned).items():
            fund = streams.fund(work, fund_name)
            work.record(fund, settlement.take_back(fund.state, batch_id=ask.batch_id, parts=parts, on=ask.on))
        said: dict[str, object] = {"batch": ask.batch_id, "settled": len(settled), "returned": len(returned)}
        if late:
            said |= post_late(work, batch, late, statement=statement, sha256=ask.statement_sha256, by=by, on=ask.on)
        return said

    return desk.take(ask, decide, by=by)


def reissue_payouts(ask: ReissuePayouts, *, by: Officer, desk: Desk) -> Answer:
    """Send returned payments once more, to whom they are still due.

    Raises WrongStage, LineNotInBatch, PayoutNotOut, SameHands, NotInStanding, AmountNotByTheRules: what is due no more
    is cancelled.
    """
    batches.payable_on(ask.value_date, today=desk.clock.today())

    def decide(work: Work) -> dict[str, object]:
        batch = streams.existing_batch(work, ask.batch_id)
        loaded = payouts_of(work, batch.state, ask.beneficiaries, "beneficiaries")
        for payout in loaded:
            work.record(payout, payouts.reissue(payout.state, value_date=ask.value_date), caused_by=work.newest(payout))
        still_due(batch.state, ask.beneficiaries, work=work, desk=desk)
        states = [payout.state for payout in loaded]
        amounts = [payout.amount for payout in states]
        work.record(batch, batches.reissue(batch.state, amounts=amounts, by=by.id, value_date=ask.value_date))
        for fund_name, parts in by_fund(states).items():
            fund = streams.fund(work, fund_name)
            work.record(
                fund,
                settlement.reissue(fund.state, batch_id=ask.batch_id, parts=parts, value_date=ask.value_date),
            )
        return {"batch": ask.batch_id, "reissued": len(states)}

    return desk.take(ask, decide, by=by)


def cancel_payouts(ask: CancelPayouts, *, by: Officer, desk: Desk) -> Answer:
    """Give returned payments up. Raises WrongStage, LineNotInBatch, PayoutNotOut."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        batch = streams.existing_batch(work, ask.batch_id)
        loaded = payouts_of(work, batch.state, ask.beneficiaries, "beneficiaries")
        reason = clean_text(ask.reason, field="reason")
        for payout in loaded:
            work.record(payout, payouts.cancel(payout.state, reason=reason, on=ask.on), caused_by=work.newest(payout))
        states = [payout.state for payout in loaded]
        amounts = [payout.amount for payout in states]
        work.record(batch, batches.cancel(batch.state, amounts=amounts, by=by.id, on=ask.on))
        seats = seats_of(batch.state, set(ask.beneficiaries))
        for fund_name, parts in by_fund(states).items():
            fund = streams.fund(work, fund_name)
            cancelled = settlement.cancel(
                fund.state,
                batch_id=ask.batch_id,
                period=batch.state.opened.period,
                parts=parts,
                seats=seats,
                on=ask.on,
            )
            work.record(fund, cancelled)
        free_agreements(work, batch.state, set(ask.beneficiaries))
        return {"batch": ask.batch_id, "cancelled": len(states)}

    return desk.take(ask, decide, by=by)


def close_batch(ask: CloseBatch, *, by: Officer, desk: Desk) -> Answer:
    """Close a batch. Raises WrongStage, PayoutsStillOpen."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        batch = streams.existing_batch(work, ask.batch_id)
        work.record(batch, batches.close(batch.state, by=by.id, on=ask.on))
        return {"batch": ask.batch_id}

    return desk.take(ask, decide, by=by)
