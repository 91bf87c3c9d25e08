"""Designated institutions and tenders: who may serve, what is bought, and the award that makes an agreement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from application import streams
from application.desk import Desk
from application.road import Answer, Officer
from application.work import Work
from domain.credit_codes import checked_credit_code
from domain.designations import decisions as designations
from domain.institutions import decisions as institutions
from domain.institutions.contract_rejections import ContractWantsDesignation
from domain.institutions.events import ContractSet
from domain.money import Money
from domain.programmes.state import existing
from domain.tenders import decisions as tenders
from domain.tenders.events import Lot


@dataclass(frozen=True, slots=True, kw_only=True)
class DesignateInstitution:
    """An institution (by its unified social credit code) may serve these programmes, both days included."""

    command_id: str
    institution: str
    name: str
    programmes: tuple[str, ...]
    valid_from: date
    valid_until: date
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawDesignation:
    """From a day on it may serve nothing any more."""

    command_id: str
    institution: str
    withdrawn_from: date
    reason: str
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishTender:
    """Invite offers for lots."""

    command_id: str
    tender_id: str
    title: str
    document: str
    lots: tuple[Lot, ...]
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardLot:
    """Award a lot: the agreement `agreement_id` is signed with it, at this price and up to this ceiling.

    No price where the lot's sum is prorated; without a ceiling the lot's own is agreed.
    """

    command_id: str
    tender_id: str
    lot: str
    institution: str
    agreement_id: str
    price: Money | None = None
    ceiling: Money | None = None
    document: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class FailLot:
    """Nobody is awarded a lot."""

    command_id: str
    tender_id: str
    lot: str
    reason: str
    on: date


def designate_institution(ask: DesignateInstitution, *, by: Officer, desk: Desk) -> Answer:
    """Designate an institution for programmes that are there."""

    def decide(work: Work) -> dict[str, object]:
        code = checked_credit_code(ask.institution)
        for programme in ask.programmes:
            existing(streams.programme(work, programme).state)
        institution = streams.institution(work, code)
        designated = designations.designate(
            institution.state,
            name=ask.name,
            programmes=ask.programmes,
            valid_from=ask.valid_from,
            valid_until=ask.valid_until,
            document=ask.document,
            by=by.id,
            on=ask.on,
            today=desk.clock.today(),
        )
        work.record(institution, designated)
        return {"institution": code}

    return desk.take(ask, decide, by=by)


def withdraw_designation(ask: WithdrawDesignation, *, by: Officer, desk: Desk) -> Answer:
    """Take an institution's designation back."""

    def decide(work: Work) -> dict[str, object]:
        institution = streams.institution(work, checked_credit_code(ask.institution))
        withdrawn = designations.withdraw(
            institution.state,
            withdrawn_from=ask.withdrawn_from,
            reason=ask.reason,
            document=ask.document,
            by=by.id,
            on=ask.on,
            today=desk.clock.today(),
        )
        work.record(institution, withdrawn)
        return {"institution": institution.state.code}

    return desk.take(ask, decide, by=by)


def publish_tender(ask: PublishTender, *, by: Officer, desk: Desk) -> Answer:
    """Publish a tender whose lots are for programmes that are there."""

    def decide(work: Work) -> dict[str, object]:
        for lot in ask.lots:
            existing(streams.programme(work, lot.programme).state)
        tender = streams.tender(work, ask.tender_id)
        published = tenders.publish(
            tender.state,
            title=ask.title,
            document=ask.document,
            lots=ask.lots,
            by=by.id,
            on=ask.on,
            today=desk.clock.today(),
        )
        work.record(tender, published)
        return {"tender": ask.tender_id, "lots": len(ask.lots)}

    return desk.take(ask, decide, by=by)


def award_lot(ask: AwardLot, *, by: Officer, desk: Desk) -> Answer:
    """Award a lot to an institution that is designated for its programme, and sign the agreement with it.

    An award ahead of the lot's year asks for the designation on the year's first day.
    """

    def decide(work: Work) -> dict[str, object]:
        tender, agreement = streams.tender(work, ask.tender_id), streams.agreement(work, ask.agreement_id)
        awarded = tenders.award(
            tender.state,
            lot=ask.lot,
            institution=ask.institution,
            agreement=ask.agreement_id,
            price=ask.price,
            ceiling=ask.ceiling,
            document=ask.document,
            by=by.id,
            on=ask.on,
        )
        lot = tenders.undecided(tender.state, ask.lot)
        institution = streams.institution(work, awarded.institution).state
        if not institution.known:
            raise ContractWantsDesignation("institution", institution=awarded.institution)
        begins = max(ask.on, date(lot.fiscal_year, 1, 1))
        designations.designated(institution, lot.programme, begins, field="institution")
        signed = institutions.sign(
            agreement.state,
            institution=awarded.institution,
            programme=lot.programme,
            fiscal_year=lot.fiscal_year,
            ceiling=awarded.ceiling,
            signed_on=ask.on,
            on=desk.clock.today(),
        )
        terms = ContractSet(ask.tender_id, ask.lot, lot.region, lot.unit, awarded.price, lot.quantity)
        work.record(tender, awarded)
        work.record(agreement, signed, terms)
        return {"tender": ask.tender_id, "lot": ask.lot, "agreement": ask.agreement_id}

    return desk.take(ask, decide, by=by)


def fail_lot(ask: FailLot, *, by: Officer, desk: Desk) -> Answer:
    """Say that a lot found nobody."""
    desk.happened(ask.on)

    def decide(work: Work) -> dict[str, object]:
        tender = streams.tender(work, ask.tender_id)
        work.record(tender, tenders.fail(tender.state, lot=ask.lot, reason=ask.reason, by=by.id, on=ask.on))
        return {"tender": ask.tender_id, "lot": ask.lot}

    return desk.take(ask, decide, by=by)
