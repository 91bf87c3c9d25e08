"""The levy 残保金: its terms, what each employer owes by them, relief, deferral, and what comes in as revenue."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Loaded, Work
from domain.levies import decisions as levies
from domain.levies.events import EmployerFigures
from domain.levies.refunding import refund
from domain.levies.setting import set_terms
from domain.levies.state import LevyAssessment, assessment_id, levy_id, made
from domain.levies.terms import LevyTerms
from domain.money import Money
from domain.programmes.decisions import checked_fiscal_year
from domain.regions import RegionCode
from domain.revenue.events import RevenueKind


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLevyTerms:
    """On which terms a year's levy is worked out in a region."""

    command_id: str
    fiscal_year: int
    region: str
    terms: LevyTerms
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessLevy:
    """What an employer (`employer`: its unified social credit code) owes for a year."""

    command_id: str
    fiscal_year: int
    region: str
    employer: str
    name: str
    figures: EmployerFigures
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectLevy:
    """Other figures in the place of those that were assessed, with the reason."""

    command_id: str
    assessment: str
    figures: EmployerFigures
    reason: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RelieveLevy:
    """So much of what is owed need not be paid."""

    command_id: str
    assessment: str
    amount: Money
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferLevy:
    """What is owed may be paid until a later day."""

    command_id: str
    assessment: str
    until: date
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveLevy:
    """An employer paid, whole or in part."""

    command_id: str
    assessment: str
    amount: Money
    voucher: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RefundLevy:
    """The treasury gives back what was overpaid, or some of it, by a document."""

    command_id: str
    assessment: str
    amount: Money
    document: str
    voucher: str
    on: date


def set_levy_terms(ask: SetLevyTerms, *, by: Officer, desk: Desk) -> Answer:
    """Set terms. Raises what `domain.levies.setting.set_terms` names."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        region = str(RegionCode.parse(ask.region, field="region"))
        levy = streams.levy(work, levy_id(checked_fiscal_year(ask.fiscal_year), region))
        fact = set_terms(levy.state, terms=ask.terms, by=by.id, on=ask.on)
        work.record(levy, fact)
        return {"levy": levy.state.id, "version": fact.version}

    return desk.take(ask, decide, by=by)


def assess_levy(ask: AssessLevy, *, by: Officer, desk: Desk) -> Answer:
    """Assess an employer; the answer says what it owes and by when. Raises what `domain.levies.decisions` names."""
    desk.happened(ask.on)
    return desk.take(ask, lambda work: take_assessment(work, ask, by=by), by=by)


def take_assessment(work: Work, ask: AssessLevy, *, by: Officer) -> dict[str, object]:
    """Assess an employer, as part of whatever else is recorded."""
    year, region = checked_fiscal_year(ask.fiscal_year), str(RegionCode.parse(ask.region, field="region"))
    levy = streams.levy(work, levy_id(year, region))
    loaded = streams.levy_assessment(work, assessment_id(year, ask.employer))
    fact = levies.assess(loaded.state, levy.state, name=ask.name, figures=ask.figures, by=by.id, on=ask.on)
    work.record(loaded, fact)
    return {"assessment": loaded.state.id, "amount_fen": fact.amount.fen, "due_on": fact.pay_by.isoformat()}


def correct_levy(ask: CorrectLevy, *, by: Officer, desk: Desk) -> Answer:
    """Correct an assessment; the answer says what is owed in all. Raises what `domain.levies.decisions` names."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = _existing(work, ask.assessment)
        first = made(loaded.state)
        levy = streams.levy(work, levy_id(first.year, first.region))
        fact = levies.correct(loaded.state, levy.state, figures=ask.figures, reason=ask.reason, by=by.id, on=ask.on)
        work.record(loaded, fact)
        return {"assessment": loaded.state.id, "amount_fen": fact.amount.fen, "due_on": fact.pay_by.isoformat()}

    return desk.take(ask, decide, by=by)


def relieve_levy(ask: RelieveLevy, *, by: Officer, desk: Desk) -> Answer:
    """Relieve; the answer says what is still owed. Raises MoreReliefThanIsOwed, SameHandsOnLevy and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = _existing(work, ask.assessment)
        fact = levies.relieve(loaded.state, amount=ask.amount, document=ask.document, by=by.id, on=ask.on)
        work.record(loaded, fact)
        return _owed(loaded, ask.amount)

    return desk.take(ask, decide, by=by)


def defer_levy(ask: DeferLevy, *, by: Officer, desk: Desk) -> Answer:
    """Defer. Raises DeferralOutOfRange, NothingToDefer, SameHandsOnLevy and others."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        loaded = _existing(work, ask.assessment)
        work.record(loaded, levies.defer(loaded.state, until=ask.until, document=ask.document, by=by.id, on=ask.on))
        return {"assessment": loaded.state.id, "due_on": ask.until.isoformat()}

    return desk.take(ask, decide, by=by)


def receive_levy(ask: ReceiveLevy, *, by: Officer, desk: Desk) -> Answer:
    """Record a payment and the revenue it is, together or not at all; the answer says what is still owed.

    Raises MoreLevyThanIsOwed, VoucherUsed and others.
    """

    def decide(work: Work) -> dict[str, object]:
        loaded = _existing(work, ask.assessment)
        account = streams.revenue(work, ask.on.year, RevenueKind.EMPLOYMENT_SECURITY_FUND)
        received, collected = levies.receive(
            loaded.state,
            account.state,
            amount=ask.amount,
            voucher=ask.voucher,
            by=by.id,
            received_on=ask.on,
            on=desk.clock.today(),
        )
        work.record(loaded, received)
        work.record(account, collected)
        return _owed(loaded, ask.amount)

    return desk.take(ask, decide, by=by)


def refund_levy(ask: RefundLevy, *, by: Officer, desk: Desk) -> Answer:
    """Record a refund and take it out of the revenue it came in as, together or not at all.

    The answer says what is still overpaid. Raises MoreRefundThanIsOverpaid, SameHandsOnRefund, NotInTheTreasury and
    others.
    """

    def decide(work: Work) -> dict[str, object]:
        loaded = _existing(work, ask.assessment)
        kind = RevenueKind.EMPLOYMENT_SECURITY_FUND
        accounts = {year: streams.revenue(work, year, kind) for year in loaded.state.kept_of}
        refunded, out = refund(
            loaded.state,
            {year: account.state for year, account in accounts.items()},
            amount=ask.amount,
            document=ask.document,
            voucher=ask.voucher,
            by=by.id,
            refunded_on=ask.on,
            on=desk.clock.today(),
        )
        work.record(loaded, refunded)
        for year, event in out.items():
            work.record(accounts[year], event)
        return {"assessment": loaded.state.id, "overpaid_fen": (loaded.state.overpaid - ask.amount).fen}

    return desk.take(ask, decide, by=by)


def _existing(work: Work, assessment: str) -> Loaded[LevyAssessment]:
    loaded = streams.levy_assessment(work, assessment)
    made(loaded.state)
    return loaded


def _owed(loaded: Loaded[LevyAssessment], less: Money) -> dict[str, object]:
    return {"assessment": loaded.state.id, "owed_fen": (loaded.state.owed - less).fen}
