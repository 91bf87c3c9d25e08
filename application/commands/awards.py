"""Awards in lieu of subsidy: scheme, application, the departments' signatures, grant, instalments, yearly checks,
suspension, resumption, and ordering back what was paid."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.commands.recoveries import OrderRecovery
from application.commands.recoveries import order_back as order_payout_back
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.awards import checking
from domain.awards import decisions as awards
from domain.awards.events import AwardInstalment, AwardTerms
from domain.institutions import decisions as institutions
from domain.institutions.events import AcceptedService
from domain.money import Money
from domain.periods import Period
from domain.programmes.state import existing
from domain.recoveries.events import Instalment, RecoveryGround
from domain.regions import RegionCode


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAwardScheme:
    """A document's terms: which departments accept together, who pays, the highest award, the yearly checks."""

    command_id: str
    scheme_id: str
    terms: AwardTerms
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyForAward:
    """An institution applies under a scheme; `applicant` is its short name there."""

    command_id: str
    scheme_id: str
    applicant: str
    institution: str
    name: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SignAwardAcceptance:
    """A department says yes or no, with its opinion."""

    command_id: str
    award_id: str
    department: str
    in_favour: bool
    opinion: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantAward:
    """Grant an award in these instalments, or without any in equal parts (to a fen) from the days named."""

    command_id: str
    award_id: str
    amount: Money
    instalments: tuple[AwardInstalment, ...] = ()
    equal_parts_from: tuple[date, ...] = ()
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class CallAwardInstalment:
    """Let an instalment (counted from 1) be paid, under an agreement and for a period."""

    command_id: str
    award_id: str
    number: int
    agreement_id: str
    period: Period
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordYearlyCheck:
    """The check of a year passed or failed; one that failed suspends the award."""

    command_id: str
    award_id: str
    year: int
    passed: bool
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendOverdueAward:
    """The check was not made in time: put the suspension on record."""

    command_id: str
    award_id: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeAward:
    """What was wrong is put right, as a document says."""

    command_id: str
    award_id: str
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAwardBack:
    """Order back what one payout of a suspended award paid, or some of it, by instalments."""

    command_id: str
    award_id: str
    recovery_id: str
    payout_id: str
    amount: Money
    ground: RecoveryGround
    instalments: tuple[Instalment, ...]
    on: date


def open_award_scheme(ask: OpenAwardScheme, *, by: Officer, desk: Desk) -> Answer:
    """Fix a scheme's terms. Raises NoSuchProgramme, NotARegionCode and what `open_scheme` names."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        existing(streams.programme(work, ask.terms.programme).state)
        RegionCode.parse(ask.terms.region, field="region")
        scheme = streams.award_scheme(work, ask.scheme_id)
        work.record(scheme, awards.open_scheme(scheme.state, terms=ask.terms, by=by.id, on=ask.on))
        return {"scheme": ask.scheme_id}

    return desk.take(ask, decide, by=by)


def apply_for_award(ask: ApplyForAward, *, by: Officer, desk: Desk) -> Answer:
    """Record an application. The answer has the award's id."""
    desk.happened(ask.on)
    return desk.take(ask, lambda work: take_application(work, ask, by=by), by=by)


def take_application(work: Work, ask: ApplyForAward, *, by: Officer) -> dict[str, object]:
    """Record an application, as part of whatever else is recorded. Raises what `domain.awards.decisions` names."""
    name = awards.award_id(ask.scheme_id, ask.applicant)
    scheme = streams.award_scheme(work, ask.scheme_id)
    award = streams.award(work, name)
    fact = awards.apply(award.state, scheme.state, institution=ask.institution, name=ask.name, by=by.id, on=ask.on)
    work.record(award, fact)
    return {"award": name}


def sign_award_acceptance(ask: SignAwardAcceptance, *, by: Officer, desk: Desk) -> Answer:
    """Record a department's word. The answer says whether all of them have accepted by now."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        award = streams.award(work, ask.award_id)
        fact = awards.sign(
            award.state,
            department=ask.department,
            in_favour=ask.in_favour,
            opinion=ask.opinion,
            by=by.id,
            on=ask.on,
        )
        work.record(award, fact)
        yes = sum(one.in_favour for one in award.state.signed.values()) + ask.in_favour
        departments = award.state.applied.terms.departments if award.state.applied else ()
        return {"award": ask.award_id, "accepted": yes == len(departments)}

    return desk.take(ask, decide, by=by)


def grant_award(ask: GrantAward, *, by: Officer, desk: Desk) -> Answer:
    """Grant an award. The answer has its instalments (yuan), in order."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        award = streams.award(work, ask.award_id)
        instalments = ask.instalments or awards.equal_instalments(ask.amount, ask.equal_parts_from)
        fact = awards.grant(
            award.state, amount=ask.amount, instalments=instalments, document=ask.document, by=by.id, on=ask.on
        )
        work.record(award, fact)
        return {"award": ask.award_id, "instalments": [str(one.amount) for one in fact.instalments]}

    return desk.take(ask, decide, by=by)


def call_award_instalment(ask: CallAwardInstalment, *, by: Officer, desk: Desk) -> Answer:
    """Let an instalment be paid: it is accepted under the agreement, and may be invoiced and put on a batch.

    Raises what `call_instalment` names, and the agreement's AboveCeiling and OutsideAgreementYear.
    """
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        award = streams.award(work, ask.award_id)
        agreement = streams.agreement(work, ask.agreement_id)
        fact = awards.call_instalment(
            award.state, agreement.state, number=ask.number, period=ask.period, by=by.id, on=ask.on
        )
        service = AcceptedService(fact.claim, fact.amount)
        accepted = institutions.accept_service(agreement.state, services=[service], by=by.id, on=ask.on)
        work.record(award, fact)
        work.record(agreement, accepted)
        return {"award": ask.award_id, "claim": fact.claim, "amount_fen": str(fact.amount.fen)}

    return desk.take(ask, decide, by=by)


def record_yearly_check(ask: RecordYearlyCheck, *, by: Officer, desk: Desk) -> Answer:
    """Record a check. The answer says whether the award is suspended."""
    desk.happened(ask.on)
    return desk.take(ask, lambda work: take_check(work, ask, by=by, today=desk.clock.today()), by=by)


def take_check(work: Work, ask: RecordYearlyCheck, *, by: Officer, today: date) -> dict[str, object]:
    """Record a check, as part of whatever else is recorded. Raises what `checking.record_check` names."""
    award = streams.award(work, ask.award_id)
    facts = checking.record_check(
        award.state,
        year=ask.year,
        passed=ask.passed,
        document=ask.document,
        by=by.id,
        checked_on=ask.on,
        on=today,
    )
    work.record(award, *facts)
    return {"award": ask.award_id, "suspended": award.state.suspended is not None or len(facts) > 1}


def suspend_overdue_award(ask: SuspendOverdueAward, *, by: Officer, desk: Desk) -> Answer:
    """Put on record that an award is suspended because its check is overdue."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        award = streams.award(work, ask.award_id)
        work.record(award, checking.suspend_overdue(award.state, by=by.id, on=ask.on))
        return {"award": ask.award_id}

    return desk.take(ask, decide, by=by)


def resume_award(ask: ResumeAward, *, by: Officer, desk: Desk) -> Answer:
    """Let an award be paid again."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        award = streams.award(work, ask.award_id)
        work.record(award, checking.resume(award.state, document=ask.document, by=by.id, on=ask.on))
        return {"award": ask.award_id}

    return desk.take(ask, decide, by=by)


def order_award_back(ask: OrderAwardBack, *, by: Officer, desk: Desk) -> Answer:
    """Order back by instalments; from there on it is a recovery like any other, written off only with minutes.

    Raises what `checking.order_back` names, and a recovery's own refusals.
    """
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        award = streams.award(work, ask.award_id)
        paid = streams.payout(work, ask.payout_id).state
        fact = checking.order_back(
            award.state,
            claim=paid.beneficiary,
            payout_id=ask.payout_id,
            recovery_id=ask.recovery_id,
            amount=ask.amount,
            by=by.id,
            on=ask.on,
        )
        order = OrderRecovery(
            command_id=ask.command_id,
            recovery_id=ask.recovery_id,
            payout_id=ask.payout_id,
            amount=ask.amount,
            ground=ask.ground,
            instalments=ask.instalments,
            on=ask.on,
        )
        order_payout_back(work, order, by=by)
        work.record(award, fact)
        return {"award": ask.award_id, "recovery": ask.recovery_id}

    return desk.take(ask, decide, by=by)
