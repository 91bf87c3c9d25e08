"""A batch on its way to the bank: submitted from entitlements, approved in four steps, released."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.commands.batch_lists import Listed, drafted
from application.commands.still_due import still_due
from application.desk import Desk
from application.recorded import command_cause, entry_cause
from application.road import Answer, Officer
from application.work import Work
from domain.batches import decisions as batches
from domain.batches.events import BatchOpened, MeetingMinutes, PayoutKind
from domain.batches.rejections import BatchExists
from domain.batches.state import Batch, Stage
from domain.eligibility.events import CaseConfirmed, CaseGranted, CaseRechecked, CaseResumed
from domain.eligibility.state import case_id
from domain.free_text import clean_text, new_id
from domain.funds import decisions as funds
from domain.funds import settlement
from domain.funds.parts import fund_id
from domain.institutions import decisions as institutions
from domain.payouts import decisions as payouts
from domain.payouts.state import payout_ids
from domain.periods import Period
from domain.programmes.policy import ApprovalStep
from domain.programmes.state import existing

_PAYS = (CaseGranted, CaseRechecked, CaseResumed, CaseConfirmed)
"""What of a case makes months due that were not paid in their turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitBatch:
    """Build a batch and submit it for approval.

    Everybody entitled in the period is paid, or only those `listed` (with the amounts the list says, which must be
    the rules'). `agreements` name whose accepted service is paid where the programme pays institutions.
    """

    command_id: str
    programme: str
    region: str
    period: Period
    number: str
    payout_kind: PayoutKind = PayoutKind.REGULAR
    listed: tuple[Listed, ...] = ()
    agreements: tuple[str, ...] = ()
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ApproveBatch:
    """Take one approval step; `digest` is what the approver looked at."""

    command_id: str
    batch_id: str
    step: ApprovalStep
    digest: str
    minutes: MeetingMinutes | None = None
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SendBatchBack:
    """Say no to a batch: its money is free again, and it may be submitted anew."""

    command_id: str
    batch_id: str
    step: ApprovalStep
    reason: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseBatch:
    """Send an approved batch to the bank."""

    command_id: str
    batch_id: str
    value_date: date


def batch_name(programme: str, period: Period, number: str) -> str:
    """Name a batch: psy-medicine/2017/1."""
    return f"{programme}/{period}/{number}"


def submit_batch(ask: SubmitBatch, *, by: Officer, desk: Desk, dry_run: bool = False) -> Answer:
    """Build, list, reserve and submit in one step. The answer has the batch's id, digest, people and total (fen).

    Raises, besides the road's refusals: NotAReference, BatchExists, NobodyToPay, NotEntitled, AmountNotByTheRules,
    PaidAlready, EarmarkedUse, OverBudget, NoMoneyOfThatLevel, TierIsFull, and the agreements' own refusals.
    """
    desk.happened(ask.on)
    name = batch_name(ask.programme, ask.period, new_id(ask.number, field="number"))

    def decide(work: Work) -> dict[str, object]:
        programme = streams.programme(work, ask.programme).state
        batch = streams.batch(work, name)
        if batch.state is not None and batch.state.stage is not Stage.OPEN:
            raise BatchExists("number", batch=name)
        fund = streams.fund(work, fund_id(ask.period.year, ask.programme, ask.region))
        plan = drafted(ask, programme=programme, fund=fund.state, work=work, desk=desk)
        opened = BatchOpened(
            programme=ask.programme,
            region=ask.region,
            period=ask.period,
            payout_kind=ask.payout_kind,
            payee_kind=existing(programme).payee_kind,
            policy_version=plan.policy.version,
            approval_chain=plan.policy.approval_chain,
            opened_by=by.id,
            opened_on=ask.on,
            built_at=plan.built_at,
        )
        events = batches.submit(name, opened, plan.draft, by=by.id, on=ask.on)
        work.record(batch, opened, *events)
        work.record(
            fund,
            funds.reserve(
                fund.state,
                batch_id=name,
                period=ask.period,
                parts=plan.draft.parts,
                seats=plan.draft.seats,
                headcounts={tier.name: tier.headcount for tier in plan.policy.tiers},
                on=ask.on,
            ),
        )
        for agreement in plan.agreements:
            if paid := plan.payments_to(agreement.state.id):
                committed = institutions.commit_payment(
                    agreement.state,
                    batch_id=name,
                    programme=ask.programme,
                    fiscal_year=ask.period.year,
                    payments=paid,
                )
                work.record(agreement, *committed)
        submitted = events[-1]
        return {
            "batch": name,
            "digest": getattr(submitted, "digest", ""),
            "people": len(plan.draft.lines),
            "total_fen": str(plan.draft.total.fen),
            "unfunded": sum(len(people) for _, people in plan.draft.unfunded),
        }

    return desk.take(ask, decide, by=by, dry_run=dry_run)


def approve_batch(ask: ApproveBatch, *, by: Officer, desk: Desk) -> Answer:
    """Take one approval step."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        batch = streams.existing_batch(work, ask.batch_id)
        approved = batches.approve(
            batch.state, step=ask.step, digest=ask.digest, minutes=ask.minutes, by=by.id, on=ask.on
        )
        work.record(batch, approved)
        return {"batch": ask.batch_id, "step": ask.step.value}

    return desk.take(ask, decide, by=by)


def send_batch_back(ask: SendBatchBack, *, by: Officer, desk: Desk) -> Answer:
    """Send a batch back and free its money, its seats and its agreements' commitments."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        batch = streams.existing_batch(work, ask.batch_id)
        reason = clean_text(ask.reason, field="reason")
        work.record(batch, batches.send_back(batch.state, step=ask.step, reason=reason, by=by.id, on=ask.on))
        fund = streams.fund(work, _fund_of(batch.state))
        cause = command_cause(ask.command_id)
        work.record(fund, funds.free(fund.state, batch_id=ask.batch_id, on=ask.on), caused_by=cause)
        for name in sorted(agreements_paid(batch.state)):
            agreement = streams.agreement(work, name)
            freed = institutions.free_payment(agreement.state, batch_id=ask.batch_id)
            work.record(agreement, *freed, caused_by=cause)
        return {"batch": ask.batch_id}

    return desk.take(ask, decide, by=by)


def release_batch(ask: ReleaseBatch, *, by: Officer, desk: Desk) -> Answer:
    """Send a batch to the bank: every payment becomes a payout of its own, all in one transaction.

    Nobody is paid who died, moved, was suspended or objected to since the batch was built (NotInStanding), nor more
    than is due to them by now (AmountNotByTheRules): the whole batch is refused and goes back for a new list.

    Raises also WrongStage, SameHands, ContentChanged, BeforeItsCause, ValueDateTooFar, PaidAlready.
    """
    batches.payable_on(ask.value_date, today=desk.clock.today())

    def decide(work: Work) -> dict[str, object]:
        batch = streams.existing_batch(work, ask.batch_id)
        released = batches.release(batch.state, by=by.id, value_date=ask.value_date)
        still_due(batch.state, [line.beneficiary for line in batch.state.lines], work=work, desk=desk)
        work.record(batch, released)
        fund = streams.fund(work, _fund_of(batch.state))
        parts = batch.state.submitted.parts if batch.state.submitted else ()
        work.record(
            fund, settlement.disburse(fund.state, batch_id=ask.batch_id, parts=parts, value_date=ask.value_date)
        )
        _record_payouts(batch.state, work=work, value_date=ask.value_date)
        return {"batch": ask.batch_id, "digest": released.digest}

    return desk.take(ask, decide, by=by)


def agreements_paid(batch: Batch) -> set[str]:
    """Return the agreements a batch pays; none when it pays persons."""
    return {line.payee for line in batch.lines if line.payee != line.beneficiary}


def payout_names(batch: Batch) -> dict[str, str]:
    """Return the payout id of each beneficiary of a batch."""
    opened = batch.opened
    people = [line.beneficiary for line in batch.lines]
    return payout_ids(opened.programme, opened.period, people, opened.payout_kind)


def _record_payouts(batch: Batch, *, work: Work, value_date: date) -> None:
    """Give each line its payout. New streams are taken on trust: the log's key refuses a second one (a conflict),
    and the next attempt reads what is there to say who was paid already."""
    names, lines, period = payout_names(batch), batch.lines, batch.opened.period
    arrears = batch.opened.payout_kind is PayoutKind.ARREARS
    causes = _due_because_of(batch, work) if arrears else [""] * len(lines)
    if not work.attempt:
        new = payouts.release_new(lines, batch_id=batch.id, value_date=value_date)
        work.begin(["payout/" + names[line.beneficiary] for line in lines], new, caused_by=causes if arrears else ())
        return
    there = streams.payouts_by_id(work, list(names.values()))
    for line, payout, cause in zip(lines, there, causes, strict=True):
        released = payouts.release(payout.state, line, batch_id=batch.id, period=period, value_date=value_date)
        # What was given up under this very id is nearer than what the case says.
        work.record(payout, released, caused_by=work.newest(payout) if payout.version else cause)


def _due_because_of(batch: Batch, work: Work) -> list[str]:
    """Return what made arrears due, line by line: the newest decision of the case that pays, as a cause."""
    programme = batch.opened.programme
    cases = [f"case/{case_id(programme, line.beneficiary)}" for line in batch.lines]
    found = work.log.streams(cases)
    return [
        next((entry_cause(one.position) for one in reversed(found.get(case, ())) if isinstance(one.fact, _PAYS)), "")
        for case in cases
    ]


def _fund_of(batch: Batch) -> str:
    return fund_id(batch.opened.period.year, batch.opened.programme, batch.opened.region)
