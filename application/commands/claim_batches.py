"""A batch of claims: from here on it is a batch like any other, through four approvals to the bank and back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.claims import payable
from application.commands.batches import batch_name
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.batches import decisions as batches
from domain.batches.events import BatchOpened, PayoutKind
from domain.batches.rejections import BatchExists, PaidAlready, PeriodNotOfProgramme
from domain.batches.state import Stage
from domain.claims.draft import build_claims
from domain.claims.rejections import ProgrammePaysPersons
from domain.free_text import new_id
from domain.funds import decisions as funds
from domain.funds.parts import fund_id
from domain.institutions import decisions as institutions
from domain.institutions.events import BeneficiaryPayment
from domain.payouts.state import Stage as PayoutStage
from domain.payouts.state import payout_ids
from domain.periods import Period
from domain.programmes.events import PayeeKind
from domain.programmes.state import existing, policy_at


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmitClaimBatch:
    """Build a batch that pays claims (by their names), and submit it for approval."""

    command_id: str
    programme: str
    region: str
    period: Period
    number: str
    claims: tuple[str, ...]
    on: date


def submit_claim_batch(ask: SubmitClaimBatch, *, by: Officer, desk: Desk, dry_run: bool = False) -> Answer:
    """Build, list, reserve and submit in one step. The answer has the batch's id, digest, claims and total (fen).

    Raises, besides the road's refusals: NotAReference, BatchExists, PeriodNotOfProgramme, ProgrammePaysPersons,
    NoSuchClaim, NoClaims, ListedTwice, ClaimOfAnotherFund, PaidAlready, EarmarkedUse, OverBudget, NoMoneyOfThatLevel,
    what the claims' sources say (PartNotFreed), and the agreements' own refusals.
    """
    desk.happened(ask.on)
    name = batch_name(ask.programme, ask.period, new_id(ask.number, field="number"))

    def decide(work: Work) -> dict[str, object]:
        programme = streams.programme(work, ask.programme).state
        opened = existing(programme)
        if opened.payee_kind is not PayeeKind.INSTITUTION:
            raise ProgrammePaysPersons("programme", programme=ask.programme)
        if ask.period.kind is not opened.period_kind:
            raise PeriodNotOfProgramme("period", kind=opened.period_kind.value, period=ask.period)
        policy = policy_at(programme, ask.on)
        batch = streams.batch(work, name)
        if batch.state is not None and batch.state.stage is not Stage.OPEN:
            raise BatchExists("number", batch=name)
        claims = [payable(work, claim, on=desk.clock.today()) for claim in ask.claims]
        _not_yet_paid(ask, work)
        fund = streams.fund(work, fund_id(ask.period.year, ask.programme, ask.region))
        draft = build_claims(claims, programme=ask.programme, region=ask.region, period=ask.period, fund=fund.state)
        fact = BatchOpened(
            programme=ask.programme,
            region=ask.region,
            period=ask.period,
            payout_kind=PayoutKind.REGULAR,
            payee_kind=opened.payee_kind,
            policy_version=policy.version,
            approval_chain=policy.approval_chain,
            opened_by=by.id,
            opened_on=ask.on,
            built_at=desk.log.head(),
        )
        *pages, submitted = batches.submit(name, fact, draft, by=by.id, on=ask.on)
        work.record(batch, fact, *pages, submitted)
        work.record(
            fund,
            funds.reserve(
                fund.state,
                batch_id=name,
                period=ask.period,
                parts=draft.parts,
                seats=(),
                headcounts={},
                on=ask.on,
            ),
        )
        for agreement_id in dict.fromkeys(claim.agreement for claim in claims):
            agreement = streams.agreement(work, agreement_id)
            committed = institutions.commit_payment(
                agreement.state,
                batch_id=name,
                programme=ask.programme,
                fiscal_year=ask.period.year,
                payments=[
                    BeneficiaryPayment(claim.id, claim.amount) for claim in claims if claim.agreement == agreement_id
                ],
            )
            work.record(agreement, *committed)
        return {
            "batch": name,
            "digest": getattr(submitted, "digest", ""),
            "claims": len(draft.lines),
            "total_fen": str(draft.total.fen),
        }

    return desk.take(ask, decide, by=by, dry_run=dry_run)


def _not_yet_paid(ask: SubmitClaimBatch, work: Work) -> None:
    names = payout_ids(ask.programme, ask.period, dict.fromkeys(ask.claims), PayoutKind.REGULAR)
    for claim, payout in zip(names, streams.payouts_by_id(work, list(names.values())), strict=True):
        if payout.state is not None and payout.state.stage is not PayoutStage.CANCELLED:
            raise PaidAlready("claims", beneficiary=claim, period=ask.period)
